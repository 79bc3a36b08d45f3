// SPDX-License-Identifier: MIT
/*
 * What a process can do to itself and never undo: rights given up, limits, sandboxes.  A schedule that does it has a
 * process of its own; and a filter of system calls would end the explorer's own, so that is not modelled.
 */
#include <grp.h>
#include <sched.h>
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "hook.h"
#include "lasting.h"
#include "reset.h"
#include "schedule.h"

static const struct {
	long number;
	const char *name;
} lasting[] = {
	{SYS_setrlimit, "setrlimit"},
	{SYS_setpriority, "setpriority"},
	{SYS_sched_setaffinity, "sched_setaffinity"},
	{SYS_sched_setscheduler, "sched_setscheduler"},
	{SYS_setuid, "setuid"},
	{SYS_setgid, "setgid"},
	{SYS_setreuid, "setreuid"},
	{SYS_setregid, "setregid"},
	{SYS_setresuid, "setresuid"},
	{SYS_setresgid, "setresgid"},
	{SYS_setgroups, "setgroups"},
	{SYS_capset, "capset"},
	{SYS_chroot, "chroot"},
	{SYS_unshare, "unshare"},
	{SYS_setns, "setns"},
	{SYS_personality, "personality"},
	{SYS_setsid, "setsid"},
	{SYS_setpgid, "setpgid"},
#ifdef SYS_landlock_restrict_self
	{SYS_landlock_restrict_self, "landlock_restrict_self"},
#endif
};

static const char filtered[] = "seccomp (a filter of system calls)";

static void
filter_calls(void)
{
	sched_unmodelled(filtered);
	sched_finish(PROTO_NOT_MODELLED, filtered);
}

/* Those that ask, or name something, leave nothing behind. */
static void
before_prctl(long what)
{
	switch (what) {
	case PR_GET_NAME:
	case PR_SET_NAME:
	case PR_GET_DUMPABLE:
	case PR_GET_PDEATHSIG:
	case PR_GET_KEEPCAPS:
	case PR_GET_TIMERSLACK:
	case PR_GET_SECCOMP:
	case PR_GET_NO_NEW_PRIVS:
	case PR_GET_SECUREBITS:
	case PR_GET_CHILD_SUBREAPER:
	case PR_GET_THP_DISABLE:
	case PR_GET_TID_ADDRESS:
	case PR_CAPBSET_READ:
#ifdef PR_SET_VMA
	case PR_SET_VMA:
#endif
		return;
	case PR_SET_SECCOMP:
		filter_calls();
		return;
	default:
		reset_lasting("prctl");
	}
}

void
lasting_call(long number, const long a[6])
{
	if (number == SYS_prctl) {
		before_prctl(a[0]);
	} else if (number == SYS_seccomp) {
		filter_calls();
	} else if (number == SYS_prlimit64 && a[2]) {
		reset_lasting("prlimit");
	}
	for (size_t i = 0; i < sizeof lasting / sizeof *lasting; i++) {
		if (lasting[i].number == number) {
			reset_lasting(lasting[i].name);
		}
	}
}

EXPORT int
prctl(int what, ...)
{
	unsigned long a[4];
	va_list list;

	va_start(list, what);
	for (int i = 0; i < 4; i++) {
		a[i] = va_arg(list, unsigned long);
	}
	va_end(list);
	if (shim_on()) {
		before_prctl(what);
	}
	return ((__typeof__(&prctl))hook_next("prctl"))(what, a[0], a[1], a[2], a[3]);
}

/* The same for libc's own functions, of which some do it for each thread. */
#define LASTING(result, name, declared, passed)                     \
	EXPORT result name declared                                 \
	{                                                           \
		if (shim_on()) {                                    \
			reset_lasting(#name);                       \
		}                                                   \
		return ((__typeof__(&name))hook_next(#name))passed; \
	}

LASTING(int, setrlimit, (__rlimit_resource_t which, const struct rlimit *to), (which, to))
LASTING(int, setrlimit64, (__rlimit_resource_t which, const struct rlimit64 *to), (which, to))
LASTING(int, setpriority, (__priority_which_t which, id_t who, int to), (which, who, to))
LASTING(int, nice, (int by), (by))
LASTING(int, sched_setaffinity, (pid_t pid, size_t size, const cpu_set_t *to), (pid, size, to))
LASTING(int, sched_setscheduler, (pid_t pid, int policy, const struct sched_param *to),
	(pid, policy, to))
LASTING(int, setuid, (uid_t to), (to))
LASTING(int, setgid, (gid_t to), (to))
LASTING(int, seteuid, (uid_t to), (to))
LASTING(int, setegid, (gid_t to), (to))
LASTING(int, setreuid, (uid_t real, uid_t effective), (real, effective))
LASTING(int, setregid, (gid_t real, gid_t effective), (real, effective))
LASTING(int, setresuid, (uid_t real, uid_t effective, uid_t saved), (real, effective, saved))
LASTING(int, setresgid, (gid_t real, gid_t effective, gid_t saved), (real, effective, saved))
LASTING(int, setgroups, (size_t count, const gid_t *list), (count, list))
LASTING(int, chroot, (const char *path), (path))
LASTING(int, unshare, (int what), (what))
LASTING(int, setns, (int fd, int what), (fd, what))
LASTING(pid_t, setsid, (void), ())
LASTING(int, setpgid, (pid_t pid, pid_t group), (pid, group))
