// SPDX-License-Identifier: MIT
/*
 * The functions of libc behind the ones this library defines over them.  A row a function: return type, name,
 * parameters.  Looked up once, on first use; calls before that look up their own.
 */
#ifndef HAZARD_SHIM_REAL_H
#define HAZARD_SHIM_REAL_H

#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <threads.h>
#include <time.h>

#define REAL_FUNCTIONS(F)                                                                        \
	F(int, pthread_create, (pthread_t *, const pthread_attr_t *, void *(*)(void *), void *)) \
	F(int, pthread_join, (pthread_t, void **))                                               \
	F(int, pthread_tryjoin_np, (pthread_t, void **))                                         \
	F(int, pthread_timedjoin_np, (pthread_t, void **, const struct timespec *))              \
	F(int, pthread_clockjoin_np, (pthread_t, void **, clockid_t, const struct timespec *))   \
	F(int, pthread_detach, (pthread_t))                                                      \
	F(void, pthread_exit, (void *))                                                          \
	F(int, pthread_cancel, (pthread_t))                                                      \
	F(int, pthread_setcancelstate, (int, int *))                                             \
	F(int, pthread_setcanceltype, (int, int *))                                              \
	F(void, pthread_testcancel, (void))                                                      \
	F(int, pthread_getattr_np, (pthread_t, pthread_attr_t *))                                \
	F(int, pthread_kill, (pthread_t, int))                                                   \
	F(int, pthread_sigmask, (int, const sigset_t *, sigset_t *))                             \
	F(int, pthread_mutex_init, (pthread_mutex_t *, const pthread_mutexattr_t *))             \
	F(int, pthread_mutex_destroy, (pthread_mutex_t *))                                       \
	F(int, pthread_mutex_lock, (pthread_mutex_t *))                                          \
	F(int, pthread_mutex_trylock, (pthread_mutex_t *))                                       \
	F(int, pthread_mutex_timedlock, (pthread_mutex_t *, const struct timespec *))            \
	F(int, pthread_mutex_clocklock, (pthread_mutex_t *, clockid_t, const struct timespec *)) \
	F(int, pthread_mutex_unlock, (pthread_mutex_t *))                                        \
	F(int, pthread_mutex_consistent, (pthread_mutex_t *))                                    \
	F(int, pthread_cond_init, (pthread_cond_t *, const pthread_condattr_t *))                \
	F(int, pthread_cond_destroy, (pthread_cond_t *))                                         \
	F(int, pthread_cond_wait, (pthread_cond_t *, pthread_mutex_t *))                         \
	F(int, pthread_cond_timedwait,                                                           \
		(pthread_cond_t *, pthread_mutex_t *, const struct timespec *))                  \
	F(int, pthread_cond_clockwait,                                                           \
		(pthread_cond_t *, pthread_mutex_t *, clockid_t, const struct timespec *))       \
	F(int, pthread_cond_signal, (pthread_cond_t *))                                          \
	F(int, pthread_cond_broadcast, (pthread_cond_t *))                                       \
	F(int, pthread_rwlock_init, (pthread_rwlock_t *, const pthread_rwlockattr_t *))          \
	F(int, pthread_rwlock_destroy, (pthread_rwlock_t *))                                     \
	F(int, pthread_rwlock_rdlock, (pthread_rwlock_t *))                                      \
	F(int, pthread_rwlock_tryrdlock, (pthread_rwlock_t *))                                   \
	F(int, pthread_rwlock_timedrdlock, (pthread_rwlock_t *, const struct timespec *))        \
	F(int, pthread_rwlock_clockrdlock,                                                       \
		(pthread_rwlock_t *, clockid_t, const struct timespec *))                        \
	F(int, pthread_rwlock_wrlock, (pthread_rwlock_t *))                                      \
	F(int, pthread_rwlock_trywrlock, (pthread_rwlock_t *))                                   \
	F(int, pthread_rwlock_timedwrlock, (pthread_rwlock_t *, const struct timespec *))        \
	F(int, pthread_rwlock_clockwrlock,                                                       \
		(pthread_rwlock_t *, clockid_t, const struct timespec *))                        \
	F(int, pthread_rwlock_unlock, (pthread_rwlock_t *))                                      \
	F(int, pthread_barrier_init,                                                             \
		(pthread_barrier_t *, const pthread_barrierattr_t *, unsigned))                  \
	F(int, pthread_barrier_destroy, (pthread_barrier_t *))                                   \
	F(int, pthread_barrier_wait, (pthread_barrier_t *))                                      \
	F(int, pthread_spin_init, (pthread_spinlock_t *, int))                                   \
	F(int, pthread_spin_destroy, (pthread_spinlock_t *))                                     \
	F(int, pthread_spin_lock, (pthread_spinlock_t *))                                        \
	F(int, pthread_spin_trylock, (pthread_spinlock_t *))                                     \
	F(int, pthread_spin_unlock, (pthread_spinlock_t *))                                      \
	F(int, pthread_once, (pthread_once_t *, void (*)(void)))                                 \
	F(int, pthread_key_create, (pthread_key_t *, void (*)(void *)))                          \
	F(int, pthread_key_delete, (pthread_key_t))                                              \
	F(void *, pthread_getspecific, (pthread_key_t))                                          \
	F(int, pthread_setspecific, (pthread_key_t, const void *))                               \
	F(int, sem_init, (sem_t *, int, unsigned))                                               \
	F(int, sem_destroy, (sem_t *))                                                           \
	F(int, sem_wait, (sem_t *))                                                              \
	F(int, sem_trywait, (sem_t *))                                                           \
	F(int, sem_timedwait, (sem_t *, const struct timespec *))                                \
	F(int, sem_clockwait, (sem_t *, clockid_t, const struct timespec *))                     \
	F(int, sem_post, (sem_t *))                                                              \
	F(int, sem_getvalue, (sem_t *, int *))                                                   \
	F(int, thrd_create, (thrd_t *, thrd_start_t, void *))                                    \
	F(int, thrd_join, (thrd_t, int *))                                                       \
	F(int, thrd_detach, (thrd_t))                                                            \
	F(void, thrd_exit, (int))                                                                \
	F(void, thrd_yield, (void))                                                              \
	F(int, thrd_sleep, (const struct timespec *, struct timespec *))                         \
	F(int, mtx_init, (mtx_t *, int))                                                         \
	F(int, mtx_lock, (mtx_t *))                                                              \
	F(int, mtx_trylock, (mtx_t *))                                                           \
	F(int, mtx_timedlock, (mtx_t *, const struct timespec *))                                \
	F(int, mtx_unlock, (mtx_t *))                                                            \
	F(void, mtx_destroy, (mtx_t *))                                                          \
	F(int, cnd_init, (cnd_t *))                                                              \
	F(int, cnd_wait, (cnd_t *, mtx_t *))                                                     \
	F(int, cnd_timedwait, (cnd_t *, mtx_t *, const struct timespec *))                       \
	F(int, cnd_signal, (cnd_t *))                                                            \
	F(int, cnd_broadcast, (cnd_t *))                                                         \
	F(void, cnd_destroy, (cnd_t *))                                                          \
	F(int, tss_create, (tss_t *, tss_dtor_t))                                                \
	F(void *, tss_get, (tss_t))                                                              \
	F(int, tss_set, (tss_t, void *))                                                         \
	F(void, tss_delete, (tss_t))                                                             \
	F(void, call_once, (once_flag *, void (*)(void)))                                        \
	F(int, sched_yield, (void))                                                              \
	F(unsigned, sleep, (unsigned))                                                           \
	F(int, usleep, (useconds_t))                                                             \
	F(int, nanosleep, (const struct timespec *, struct timespec *))                          \
	F(int, clock_nanosleep, (clockid_t, int, const struct timespec *, struct timespec *))    \
	F(int, clock_gettime, (clockid_t, struct timespec *))                                    \
	F(int, timespec_get, (struct timespec *, int))                                           \
	F(int, gettimeofday, (struct timeval *, void *))                                         \
	F(time_t, time, (time_t *))                                                              \
	F(ssize_t, read, (int, void *, size_t))                                                  \
	F(ssize_t, write, (int, const void *, size_t))                                           \
	F(ssize_t, recv, (int, void *, size_t, int))                                             \
	F(ssize_t, send, (int, const void *, size_t, int))                                       \
	F(ssize_t, readv, (int, const struct iovec *, int))                                      \
	F(ssize_t, writev, (int, const struct iovec *, int))                                     \
	F(ssize_t, recvmsg, (int, struct msghdr *, int))                                         \
	F(ssize_t, sendmsg, (int, const struct msghdr *, int))                                   \
	F(ssize_t, recvfrom, (int, void *, size_t, int, struct sockaddr *, socklen_t *))         \
	F(ssize_t, sendto, (int, const void *, size_t, int, const struct sockaddr *, socklen_t)) \
	F(int, accept, (int, struct sockaddr *, socklen_t *))                                    \
	F(int, accept4, (int, struct sockaddr *, socklen_t *, int))                              \
	F(int, connect, (int, const struct sockaddr *, socklen_t))                               \
	F(int, shutdown, (int, int))                                                             \
	F(int, eventfd_read, (int, eventfd_t *))                                                 \
	F(int, eventfd_write, (int, eventfd_t))                                                  \
	F(int, timerfd_create, (int, int))                                                       \
	F(int, poll, (struct pollfd *, nfds_t, int))                                             \
	F(int, select, (int, fd_set *, fd_set *, fd_set *, struct timeval *))                    \
	F(size_t, fread, (void *, size_t, size_t, FILE *))                                       \
	F(char *, fgets, (char *, int, FILE *))                                                  \
	F(ssize_t, getdelim, (char **, size_t *, int, FILE *))                                   \
	F(int, fflush, (FILE *))                                                                 \
	F(int, fclose, (FILE *))                                                                 \
	F(int, close, (int))                                                                     \
	F(pid_t, fork, (void))                                                                   \
	F(pid_t, wait4, (pid_t, int *, int, struct rusage *))                                    \
	F(int, raise, (int))                                                                     \
	F(int, kill, (pid_t, int))                                                               \
	F(int, sigaction, (int, const struct sigaction *, struct sigaction *))                   \
	F(void, exit, (int))                                                                     \
	F(void, _exit, (int))                                                                    \
	F(void, _Exit, (int))                                                                    \
	F(void, quick_exit, (int))                                                               \
	F(void, abort, (void))                                                                   \
	F(int, __cxa_atexit, (void (*)(void *), void *, void *))                                 \
	F(int, __cxa_at_quick_exit, (void (*)(void *), void *))                                  \
	F(int, __cxa_thread_atexit_impl, (void (*)(void *), void *, void *))                     \
	F(void, flockfile, (FILE *))                                                             \
	F(int, ftrylockfile, (FILE *))                                                           \
	F(void, funlockfile, (FILE *))                                                           \
	F(int, execvpe, (const char *, char *const *, char *const *))                            \
	F(int, fexecve, (int, char *const *, char *const *))                                     \
	F(int, system, (const char *))                                                           \
	F(FILE *, popen, (const char *, const char *))                                           \
	F(int, setitimer, (int, const struct itimerval *, struct itimerval *))                   \
	F(int, timer_create, (clockid_t, struct sigevent *, timer_t *))                          \
	F(unsigned, alarm, (unsigned))                                                           \
	F(int, epoll_wait, (int, struct epoll_event *, int, int))                                \
	F(int, execve, (const char *, char *const *, char *const *))                             \
	F(int, open, (const char *, int, ...))                                                   \
	F(int, openat, (int, const char *, int, ...))                                            \
	F(int, open64, (const char *, int, ...))                                                 \
	F(int, openat64, (int, const char *, int, ...))                                          \
	F(int, creat, (const char *, mode_t))                                                    \
	F(FILE *, fopen, (const char *, const char *))                                           \
	F(FILE *, fopen64, (const char *, const char *))                                         \
	F(int, mkstemp, (char *))                                                                \
	F(int, access, (const char *, int))                                                      \
	F(int, faccessat, (int, const char *, int, int))                                         \
	F(int, stat, (const char *, struct stat *))                                              \
	F(int, lstat, (const char *, struct stat *))                                             \
	F(int, fstatat, (int, const char *, struct stat *, int))                                 \
	F(int, rename, (const char *, const char *))                                             \
	F(int, renameat, (int, const char *, int, const char *))                                 \
	F(int, unlink, (const char *))                                                           \
	F(int, unlinkat, (int, const char *, int))                                               \
	F(int, remove, (const char *))                                                           \
	F(int, link, (const char *, const char *))                                               \
	F(int, symlink, (const char *, const char *))                                            \
	F(ssize_t, readlink, (const char *, char *, size_t))                                     \
	F(int, mkdir, (const char *, mode_t))                                                    \
	F(int, rmdir, (const char *))                                                            \
	F(int, chmod, (const char *, mode_t))                                                    \
	F(int, truncate, (const char *, off_t))                                                  \
	F(int, ftruncate, (int, off_t))                                                          \
	F(off_t, lseek, (int, off_t, int))                                                       \
	F(ssize_t, pread, (int, void *, size_t, off_t))                                          \
	F(ssize_t, pwrite, (int, const void *, size_t, off_t))                                   \
	F(int, flock, (int, int))                                                                \
	F(void *, mmap, (void *, size_t, int, int, int, off_t))                                  \
	F(long, syscall, (long, ...))

struct real {
#define MEMBER(type, name, args) type(*name) args;
	REAL_FUNCTIONS(MEMBER)
#undef MEMBER
};

/* Valid after real_init(), which every path into the library calls first; never changes again. */
extern struct real real;

/* Looks all of them up; what this libc lacks stays NULL.  Idempotent, cheap when done. */
void real_init(void);

#endif
