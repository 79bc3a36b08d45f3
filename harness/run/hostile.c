// SPDX-License-Identifier: MIT
/*
 * Children that behave badly, for the tests: hostile MODE [ARGUMENT].  Every mode ends by itself
 * within a minute or so, should nobody end it.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "hostile.h"

const char *argument = "";

void
nap(double s)
{
	struct timespec t = {.tv_sec = (time_t)s, .tv_nsec = (long)((s - (time_t)s) * 1e9)};
	while (nanosleep(&t, &t) < 0 && errno == EINTR) {
	}
}

void
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
	int here;
	printf("%p %p\n", (void *)&argument, (void *)&here);
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

void
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

static int
do_sleep(void)
{
	nap(atof(argument));
	return 0;
}

static int
do_shell(void)
{
	return system(argument);
}

static const struct mode plain[] = {
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
	{"spin", do_spin},
	{"sleep", do_sleep},
	{"shell", do_shell},
	{NULL, NULL},
};

int
main(int argc, char **argv)
{
	static const struct mode *const tables[] = {plain, hostile_tree, hostile_wait};
	if (argc > 2) {
		argument = argv[2];
	}
	for (size_t i = 0; argc > 1 && i < sizeof tables / sizeof *tables; i++) {
		for (const struct mode *m = tables[i]; m->name; m++) {
			if (strcmp(argv[1], m->name) == 0) {
				return m->run();
			}
		}
	}
	fprintf(stderr, "hostile: no such mode\n");
	return 99;
}
