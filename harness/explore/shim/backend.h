// SPDX-License-Identifier: MIT
/*
 * How a schedule is carried out: fibers of one kernel thread, in this process with a reset after it or in a child, or
 * real threads that hand one turn on by futex, in a child.
 */
#ifndef HAZARD_SHIM_BACKEND_H
#define HAZARD_SHIM_BACKEND_H

#include <stdint.h>
#include <stdnoreturn.h>

#include <stdbool.h>

struct thread;

/*
 * Prepares hz.backend; where that is AUTO, chooses.  False: `*why` says what is missing, and another may be tried.
 */
bool backend_setup(uint32_t stack_size, const char **why);

/* What main is. */
void backend_main_is(int (*main)(int, char **, char **), int argc, char **argv, char **envp);

/* In the explorer: runs the schedule that was begun, from main to sched_finish(), and undoes what it did. */
void backend_run(void);

/* Real threads: the turn goes from the calling one, `from`, to another; returns when it comes back.  Fibers: fiber_switch(). */
void backend_hand_over(struct thread *from, struct thread *to);

/* Ends the schedule, whose result is in `hz`.  Never returns. */
noreturn void backend_finish(void);

/*
 * Makes a thread whose id, start and argument are set ready to get its first turn.  False: the system has no more.
 */
bool backend_make(struct thread *t, bool detached);

/* What a thread does, from its first turn to its end.  Never returns. */
noreturn void thread_run(void);

/* In a child that the program forked: the schedule is left, libc is called directly from now on. */
void backend_leave(void);

#endif
