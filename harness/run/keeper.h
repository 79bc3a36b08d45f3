// SPDX-License-Identifier: MIT
/*
 * Keepers: the processes that start the children, one after the other, and never lose one.
 *
 *   hazard ──socket── keeper (own session, subreaper) ── child ── whatever it starts …
 *          ──socket── keeper                          ── child …
 *
 * A keeper is a fork of hazard that lives as long as the pool and has at most one child at a time;
 * a pool has one for each child at a time.  Why so, and not one keeper for all, or none:
 *
 *   - Nothing gets out of a subreaper's tree: setsid(), double forks, other process groups and
 *     cleared environments change neither parent nor adopter (prctl(2), PR_SET_CHILD_SUBREAPER).
 *     So all that is below a keeper belongs to its one child; with several children under one
 *     subreaper, an adopted orphan could not be told whose it was.
 *   - When the child has ended, the keeper kills and reaps its own children until it has none.  Only
 *     it can reap them, so no pid it signals can have been given to another process; killing one
 *     makes the next generation its own.  The result is sent after that.
 *   - When hazard dies, in whatever way, the socket ends (and hazard's pidfd becomes readable), and
 *     the keeper clears away its tree and exits.  It has its own session, so that what hits hazard's
 *     process group (a Ctrl-C, timeout -s KILL) does not hit it; its memory is its own, so the
 *     out-of-memory killer and core dumps don't take both.
 *   - When a keeper dies (a hostile child can kill its parent, by SIGKILL only: all else is blocked),
 *     the kernel kills the child (parent-death signal) and gives the rest to hazard, which is a
 *     subreaper too: keeper_sweep().
 *   - A child that ends costs no fork but its own, which is a vfork and copies nothing.
 *   - Where it may (root), a keeper runs with a high priority, for among the thousands of a fork
 *     bomb it would hardly get to run; its children don't inherit that.
 *
 * What is left: a SIGKILL for hazard and the keeper at the same time kills the child, but not what
 * it left in other sessions; against kill(-1, SIGKILL) only another user or pid namespace helps.
 *
 * Hazard's side is below; the keeper's own is keep.c.
 */
#ifndef HAZARD_KEEPER_H
#define HAZARD_KEEPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "spawn.h"

struct keeper {
	pid_t pid; /* 0: none */
	int sock;
};

/* The only message from a keeper: the child has ended, or has never begun. */
struct keeper_event {
	struct spawn_failure failure; /* step SPAWN_STARTED: it did run, the rest is valid */
	int status;                   /* of wait4(2) */
	int leftovers, survivors;     /* as in struct run_result */
	int64_t wall_ns, cpu_ns;
};

enum keeper_news { KEEPER_SILENT, KEEPER_ENDED, KEEPER_LOST };

/* Forks one.  False: errno says why, k->pid is 0. */
bool keeper_start(struct keeper *k);

/*
 * Has it start a child whose stdout and stderr are the two descriptors (which stay the caller's to
 * close).  False: errno says why, the keeper is good for nothing now (keeper_destroy).
 */
bool keeper_run(struct keeper *k, const struct spawn_spec *spec, int out, int err);

/* To the child's process group; what has left it is killed when the child has ended.  No effect when
 * none runs any more. */
void keeper_term(struct keeper *k);
void keeper_kill(struct keeper *k);

/* Reads without waiting; `event` is written for KEEPER_ENDED. */
enum keeper_news keeper_read(struct keeper *k, struct keeper_event *event);

/* Ends the keeper, and with it whatever it has running; waits for that (at most some 10 s). */
void keeper_finish(struct keeper *k);

/* For one that is lost or doesn't answer: kills it.  Its tree falls to this process.  Returns how it
 * ended, as wait(2) has it. */
int keeper_destroy(struct keeper *k);

/*
 * Kills and reaps this process's children but those listed, until there are no others (at most some
 * 5 s): what a destroyed keeper left.  Returns how many were reaped.
 */
int keeper_sweep(const pid_t *others, size_t count);

#endif
