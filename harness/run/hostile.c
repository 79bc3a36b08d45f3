// SPDX-License-Identifier: MIT
/*
 * Children that behave badly, for the tests: hostile MODE [ARGUMENT].  Every mode ends by itself
 * within a minute or so, should nobody end it.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LIFE_S = 60 };

static const char *argument = "";

static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t never = PTHREAD_COND_INITIALIZER;
static pthread_barrier_t both;

static void
nap(double s)
{
	struct timespec t = {.tv_sec = (time_t)s, .tv_nsec = (long)((s - (time_t)s) * 1e9)};
	while (nanosleep(&t, &t) < 0 && errno == EINTR) {
	}
}

static void
ignore_term(void)
{
	for (int s = 1; s < NSIG; s++) {
		if (s != SIGALRM && s != SIGCHLD) {
			signal(s, SIG_IGN);
		}
	}
}

static int
do_exit(void)
{
	return atoi(argument);
}

static int
do_signal(void)
{
	raise(atoi(argument));
	return 0;
}

/* Prints what it was born with. */
static int
do_born(void)
{
	sigset_t mask;
	char dir[4096];
	struct rlimit core, file;
	sigprocmask(SIG_SETMASK, NULL, &mask);
	int blocked = 0, ignored = 0, open = 0;
	for (int s = 1; s < NSIG; s++) {
		struct sigaction now;
		blocked += sigismember(&mask, s) == 1;
		ignored += sigaction(s, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
	}
	for (int fd = 3; fd < 1024; fd++) {
		open += fcntl(fd, F_GETFD) >= 0;
	}
	getrlimit(RLIMIT_CORE, &core);
	getrlimit(RLIMIT_FSIZE, &file);
	char c;
	printf("blocked %d ignored %d open %d stdin %d session %d dumps %d file %lld dir %s\n",
		blocked, ignored, open, (int)read(0, &c, 1), getsid(0) == getpid(),
		core.rlim_cur > 1, (long long)file.rlim_cur, getcwd(dir, sizeof dir));
	return 0;
}

static int
do_env(void)
{
	const char *v = getenv(argument);
	printf("%s\n", v ? v : "(unset)");
	return 0;
}

static int
do_address(void)
{
	printf("%p %p\n", (void *)&a, (void *)&argument);
	int here;
	printf("%p\n", (void *)&here);
	return 0;
}

static int
do_write_file(void)
{
	char block[65536] = {0};
	int fd = open(argument, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	for (int i = 0; i < 1024; i++) {
		if (write(fd, block, sizeof block) < 0) {
			return 1;
		}
	}
	return 0;
}

static int
do_flood(void)
{
	static char block[1 << 16];
	memset(block, 'x', sizeof block);
	memcpy(block, "begin", 5);
	for (long long left = atoll(argument); left > 0; left -= (long long)sizeof block) {
		if (write(1, block, sizeof block) < 0) {
			return 1;
		}
		memset(block, 'x', 5);
	}
	return write(1, "end", 3) == 3 ? 0 : 1;
}

static int
do_ignore_term(void)
{
	ignore_term();
	puts("ready");
	fflush(stdout);
	nap(LIFE_S);
	return 0;
}

static int
do_on_term_exit(void)
{
	sigset_t set;
	int got;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	alarm(LIFE_S);
	sigwait(&set, &got);
	puts("last words");
	return 7;
}

static int
do_stop(void)
{
	raise(SIGSTOP);
	return 0;
}

static int
do_close(void)
{
	close_range(0, ~0U, 0);
	nap(0.3);
	return 5;
}

/* Leaves a grandchild in its own session, with TERM ignored, that holds the pipes. */
static int
do_daemon(void)
{
	if (fork() == 0) {
		setsid();
		if (fork() == 0) {
			setsid();
			ignore_term();
			clearenv();
			nap(LIFE_S);
		}
		_exit(0);
	}
	wait(NULL);
	nap(atof(argument));
	puts("done");
	return 0;
}

/* A chain of processes, each ending right after its fork: never long under one pid. */
static int
do_mover(void)
{
	if (fork() == 0) {
		time_t end = time(NULL) + 20;
		while (time(NULL) < end) {
			setsid();
			if (fork() != 0) {
				_exit(0);
			}
		}
		_exit(0);
	}
	nap(0.1);
	return 0;
}

static int
do_bomb(void)
{
	for (time_t end = time(NULL) + 5; time(NULL) < end;) {
		if (fork() == 0) {
			alarm(5);
		}
	}
	return 0;
}

/* Every process of it in a session of its own; small enough to be survived by the machine. */
static int
do_scatter(void)
{
	for (int i = 0; i < 9; i++) {
		if (fork() == 0) {
			setsid();
		}
	}
	nap(20);
	return 0;
}

/* As many processes as the argument says, itself included. */
static int
do_crowd(void)
{
	for (int i = atoi(argument) - 1; i > 0; i--) {
		if (fork() == 0) {
			nap(LIFE_S);
			_exit(0);
		}
	}
	nap(0.6);
	return 0;
}

static int
do_kill_parent(void)
{
	if (fork() == 0) {
		setsid();
		ignore_term();
		nap(LIFE_S);
		_exit(0);
	}
	nap(0.1);
	kill(getppid(), atoi(argument));
	nap(0.3);
	puts("alive");
	return 0;
}

static void
burn(double s)
{
	struct timespec t;
	do {
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	} while ((double)t.tv_sec + (double)t.tv_nsec / 1e9 < s);
}

static int
do_spin(void)
{
	burn(atof(argument));
	return 0;
}

/* Each process burns little; together they burn much. */
static int
do_spin_apart(void)
{
	for (int i = 0; i < 400; i++) {
		if (fork() == 0) {
			burn(0.05);
			_exit(0);
		}
		wait(NULL);
	}
	return 0;
}

static int
do_sleep(void)
{
	nap(atof(argument));
	return 0;
}

static void *
lock_both(void *first)
{
	pthread_mutex_t *second = first == (void *)&a ? &b : &a;
	pthread_mutex_lock(first);
	pthread_barrier_wait(&both);
	pthread_mutex_lock(second);
	return NULL;
}

static int
do_deadlock(void)
{
	pthread_t t[2];
	puts("before");
	fflush(stdout);
	pthread_barrier_init(&both, NULL, 2);
	pthread_create(&t[0], NULL, lock_both, &a);
	pthread_create(&t[1], NULL, lock_both, &b);
	pthread_join(t[0], NULL);
	return 0;
}

static int shared;

static void *
touch(void *arg)
{
	(void)arg;
	shared++;
	return NULL;
}

/* A report, hence a symbolizer process, before the hang. */
static int
do_race_deadlock(void)
{
	pthread_t t[2];
	pthread_create(&t[0], NULL, touch, NULL);
	pthread_create(&t[1], NULL, touch, NULL);
	pthread_join(t[0], NULL);
	pthread_join(t[1], NULL);
	return do_deadlock();
}

static int
do_fork_deadlock(void)
{
	if (fork() == 0) {
		do_deadlock();
	}
	wait(NULL);
	return 0;
}

static int
do_shell(void)
{
	return system(argument);
}

/* The main thread ends; the others are stuck. */
static int
do_leader_gone(void)
{
	pthread_t t[2];
	pthread_barrier_init(&both, NULL, 2);
	pthread_create(&t[0], NULL, lock_both, &a);
	pthread_create(&t[1], NULL, lock_both, &b);
	pthread_exit(NULL);
}

static int
do_cond_wait(void)
{
	pthread_mutex_lock(&a);
	pthread_cond_wait(&never, &a);
	return 0;
}

static int
do_timed_wait(void)
{
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	t.tv_sec += atoi(argument);
	pthread_mutex_lock(&a);
	return pthread_cond_timedwait(&never, &a, &t) == ETIMEDOUT ? 0 : 1;
}

static void *
lock_a(void *arg)
{
	pthread_mutex_lock(&a);
	pthread_mutex_unlock(&a);
	return arg;
}

static int
do_sleeping_owner(void)
{
	pthread_t t;
	pthread_mutex_lock(&a);
	pthread_create(&t, NULL, lock_a, NULL);
	nap(atof(argument));
	pthread_mutex_unlock(&a);
	pthread_join(t, NULL);
	return 0;
}

static void *
sleep_holding(void *arg)
{
	pthread_mutex_lock(&a);
	pthread_barrier_wait(&both);
	nap(atof(argument));
	pthread_mutex_unlock(&a);
	return arg;
}

/* The sleeper is the first thread after main: where ThreadSanitizer's own would be. */
static int
do_sleeping_worker(void)
{
	pthread_t t;
	pthread_barrier_init(&both, NULL, 2);
	pthread_create(&t, NULL, sleep_holding, NULL);
	pthread_barrier_wait(&both);
	pthread_mutex_lock(&a);
	return 0;
}

static void *
doze(void *arg)
{
	for (;;) {
		nap(0.05);
	}
	return arg;
}

/* What ThreadSanitizer's background thread looks like from outside. */
static int
do_dozer_deadlock(void)
{
	pthread_t t;
	pthread_create(&t, NULL, doze, NULL);
	nap(0.02);
	return do_deadlock();
}

static int
do_read_pipe(void)
{
	int ends[2];
	char c;
	alarm(LIFE_S);
	return pipe(ends) < 0 || read(ends[0], &c, 1) < 0;
}

static void *
pass_on(void *arg)
{
	for (int i = 0; i < atoi(argument); i++) {
		pthread_barrier_wait(&both);
		nap(arg ? 0.003 : 0);
	}
	return NULL;
}

/* Two threads that wake each other: now and then both are in a futex wait, never for long. */
static int
do_ping_pong(void)
{
	pthread_t t;
	pthread_barrier_init(&both, NULL, 2);
	pthread_create(&t, NULL, pass_on, &a);
	pass_on(NULL);
	pthread_join(t, NULL);
	return 0;
}

static const struct {
	const char *name;
	int (*run)(void);
} modes[] = {
	{"exit", do_exit},
	{"signal", do_signal},
	{"born", do_born},
	{"env", do_env},
	{"address", do_address},
	{"write-file", do_write_file},
	{"flood", do_flood},
	{"ignore-term", do_ignore_term},
	{"on-term-exit", do_on_term_exit},
	{"stop", do_stop},
	{"close", do_close},
	{"daemon", do_daemon},
	{"mover", do_mover},
	{"bomb", do_bomb},
	{"scatter", do_scatter},
	{"crowd", do_crowd},
	{"kill-parent", do_kill_parent},
	{"spin", do_spin},
	{"spin-apart", do_spin_apart},
	{"sleep", do_sleep},
	{"deadlock", do_deadlock},
	{"race-deadlock", do_race_deadlock},
	{"fork-deadlock", do_fork_deadlock},
	{"shell", do_shell},
	{"leader-gone", do_leader_gone},
	{"cond-wait", do_cond_wait},
	{"timed-wait", do_timed_wait},
	{"sleeping-owner", do_sleeping_owner},
	{"sleeping-worker", do_sleeping_worker},
	{"dozer-deadlock", do_dozer_deadlock},
	{"read-pipe", do_read_pipe},
	{"ping-pong", do_ping_pong},
};

int
main(int argc, char **argv)
{
	if (argc > 2) {
		argument = argv[2];
	}
	for (size_t i = 0; argc > 1 && i < sizeof modes / sizeof *modes; i++) {
		if (strcmp(argv[1], modes[i].name) == 0) {
			return modes[i].run();
		}
	}
	fprintf(stderr, "hostile: no such mode\n");
	return 99;
}
