// SPDX-License-Identifier: MIT
/* Children that start others, and go for their parent. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "hostile.h"

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

const struct mode hostile_tree[] = {
	{"daemon", do_daemon},
	{"mover", do_mover},
	{"bomb", do_bomb},
	{"scatter", do_scatter},
	{"crowd", do_crowd},
	{"kill-parent", do_kill_parent},
	{"spin-apart", do_spin_apart},
	{NULL, NULL},
};
