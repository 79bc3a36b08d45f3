// SPDX-License-Identifier: MIT
/*
 * Is a child hung?  Yes, when in three samples, 100 ms apart, every thread of every process of its
 * tree is in the same wait without a time limit and did not run in between:
 *
 *   - a futex wait (or lock) with no timeout: mutexes, condition variables, joins, semaphores …;
 *   - waiting for a child process, itself stuck;
 *
 * and at least one is in a futex wait.  Left out on request: ThreadSanitizer's background thread
 * (the first thread after the main one, and any other that sleeps by the same instruction, as long
 * as they sleep and keep waking up), and waiting helper processes (its symbolizer).  Ended threads
 * and zombies don't count.
 *
 * A program that waits in read(), poll() or a sleep is never called hung, and one whose /proc files
 * we may not read neither (another user's; Yama's ptrace_scope 2 and above): it meets its wall limit.
 * What can't be seen from outside: an alarm() that would still wake a thread in a futex wait.
 *
 * The formats: proc(5), /proc/PID/task/TID/{syscall,schedstat,status}; futex(2), futex_waitv(2).
 */
#ifndef HAZARD_HANG_H
#define HAZARD_HANG_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "vec.h"

struct tree;

enum { HANG_SAMPLES = 3 };

struct hang_rule {
	bool ignore_sleeper;
	const char *ignore_helper; /* beginning of a process's name, or NULL */
};

struct hang_nap {
	pid_t tid;
	uint64_t first; /* what it had run at its first sample */
	bool woke;      /* has run since */
};

/* What earlier samples of one child said; zeroed at its start. */
struct hang_watch {
	int same;        /* samples in a row that were stuck, with the same digest */
	uint64_t digest; /* of all threads, their waits and how much they have run */
	VEC(struct hang_nap) naps;
};

/* Takes one sample of a tree just walked.  True: it hangs. */
bool hang_sample(struct hang_watch *w, const struct tree *t, const struct hang_rule *rule);

/* Frees; zeroed again. */
void hang_watch_finish(struct hang_watch *w);

/* Can this process see what its descendants' threads wait for? */
bool hang_available(void);

#endif
