// SPDX-License-Identifier: MIT
/* The processes below one process, as /proc shows them (proc(5); needs CONFIG_PROC_CHILDREN). */
#ifndef HAZARD_TREE_H
#define HAZARD_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "vec.h"

enum { TREE_NAME = 16, TREE_FILE = 4096 };

struct process {
	pid_t pid;
	char name[TREE_NAME]; /* the kernel's, cut to 15 bytes */
	char state;           /* R S D T t Z … ; of the first thread */
	int threads;
	int64_t cpu_ns; /* user and system, with that of ended and waited-for children; 10 ms steps */
	bool parent;    /* has a child in this tree */
};

struct tree {
	VEC(struct process) all; /* parents before their children */
	int64_t cpu_ns;          /* of all of them */
};

/*
 * The descendants of `root`, without root itself, but no more than `max`.  Not a snapshot: a process
 * may end meanwhile (then it is left out) or begin.  `t` must be zeroed or hold an earlier tree,
 * which is dropped.
 */
void tree_walk(struct tree *t, pid_t root, size_t max);
void tree_free(struct tree *t);

/*
 * The direct children of a process, all its threads' (`threads` of them: 1 saves listing them), at
 * most `max`; returns how many.  Async-signal-safe for 1.
 */
size_t tree_children(pid_t pid, int threads, pid_t *out, size_t max);

/* One process; `parent` is left false.  False: it has gone. */
bool tree_look(pid_t pid, struct process *p);

/*
 * One pass of SIGKILL over all that is below this process, which must be single-threaded, and over
 * the process groups of its direct children.  Reaps none.  Returns how many it found (some thousands
 * at most).  Async-signal-safe.
 */
int tree_kill(void);

/*
 * CPU time in ns (10 ms steps) of the children that a process has waited for, and theirs; 0 where it
 * has gone.
 */
int64_t tree_waited_cpu(pid_t pid);

/* Can this machine's /proc name the children of a process? */
bool tree_available(void);

/*
 * The first TREE_FILE - 1 bytes of /proc/PID/NAME or, with a tid, /proc/PID/task/TID/NAME, with a
 * NUL after them; returns how many, or -1 with errno.
 */
ssize_t tree_file(pid_t pid, pid_t tid, const char *name, char text[static TREE_FILE]);

#endif
