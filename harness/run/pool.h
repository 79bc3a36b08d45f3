// SPDX-License-Identifier: MIT
/*
 * Runs children, some at a time, in one thread and one poll loop.
 *
 *   struct pool p;
 *   if (!pool_init(&p, &(struct pool_options){.done = judge, .user = session})) …
 *   pool_submit(&p, &(struct spawn_spec){.argv = argv, .watch_hang = true});
 *   enum pool_end end = pool_run(&p);          calls judge() once for each submitted spec
 *   pool_finish(&p);
 *
 * While a pool is open this process is a child subreaper, and children that were not there at
 * pool_init may be taken for strays and killed: start all of them through the pool.
 */
#ifndef HAZARD_POOL_H
#define HAZARD_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "run_result.h"
#include "spawn.h"
#include "vec.h"

struct pollfd;
struct pool;
struct slot;

/*
 * One child has come to its end, and all it left behind is gone.  `spec` is the pool's copy of the
 * submitted one; it, the result and its texts hold until the function returns.  May submit more.
 */
typedef void pool_done(struct pool *p, const struct spawn_spec *spec, const struct run_result *r);

struct pool_options {
	int jobs; /* children at a time, those that seem to hang not counted; 0: pool_cpus() */
	int64_t deadline_ns; /* by clock_now(), for everything; 0: none */
	pool_done *done;
	void *user; /* for `done`; not looked at */
};

enum pool_end {
	POOL_EMPTY,       /* all is done */
	POOL_INTERRUPTED, /* by SIGINT, SIGTERM or SIGHUP: p->signal */
	POOL_STOPPED,     /* by pool_stop() */
	POOL_OUT_OF_TIME, /* deadline_ns */
};

/* First in, first out; items before `next` have been taken. */
struct pool_queue {
	VEC(struct spawn_spec) specs;
	size_t next;
};

struct pool {
	struct pool_options options; /* `jobs` resolved */
	struct pool_queue together, alone;
	struct slot *slots; /* `size` of them: more than jobs, for while children only wait */
	int size;
	int busy;       /* slots with a child */
	bool alone_now; /* the one child that runs wants to be alone */

	bool stopping;     /* for good: no child is started any more */
	enum pool_end end; /* why */
	int signal;        /* set where POOL_INTERRUPTED; to be raised again by main() */

	struct pollfd *fds;
	int signals;       /* signalfd; -1 outside pool_run */
	int64_t census_at; /* when to look next at the number of threads of the machine */
	long threads;      /* what it was after the last full look */

	bool was_subreaper;
	VEC(pid_t) others; /* children that were there before */
};

/* The CPUs this process may use (sched_getaffinity), at least 1. */
int pool_cpus(void);

/* False, after a diag(): this machine's /proc can't name the children of a process. */
bool pool_init(struct pool *p, const struct pool_options *options);

/*
 * Queues a copy of the struct; what it points to is borrowed until its `done` call returns.  Specs
 * that want to be alone come after the others that are queued.  False: the pool is stopping, and
 * `done` won't be called for this one.
 */
bool pool_submit(struct pool *p, const struct spawn_spec *spec);

/*
 * Starts and watches children until no spec is left.  The first SIGINT, SIGTERM or SIGHUP (those not
 * ignored) stops the pool: children get TERM and, after their grace, KILL; a second one KILL at
 * once; every submitted spec not yet done gets the result RUN_INTERRUPTED.  Signals that come
 * between calls do to this process what they always do.
 */
enum pool_end pool_run(struct pool *p);

/* From `done`: stop as if interrupted. */
void pool_stop(struct pool *p);

/* Ends what runs and frees all; a zeroed pool is fine. */
void pool_finish(struct pool *p);

#endif
