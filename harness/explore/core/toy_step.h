// SPDX-License-Identifier: MIT
/* What toy.c and toy_step.c share. */
#ifndef HAZARD_TOY_STEP_H
#define HAZARD_TOY_STEP_H

#include "toy.h"

enum toy_wait { TOY_RUNNING, TOY_WAITING, TOY_WOKEN };

enum toy_class { TOY_MUTEX, TOY_CONDVAR, TOY_SEMAPHORE, TOY_BARRIERS, TOY_RWLOCK, TOY_VARIABLE };

/* The code thread t stands at. */
static inline const struct toy_code *
toy_at(const struct toy *y, int t)
{
	return &y->program->code[y->thread[t].id][y->thread[t].pc];
}

static inline uint64_t
toy_object(enum toy_class class, unsigned o)
{
	return 0x10000 * ((uint64_t) class + 1) + 64 * o;
}

static inline uint64_t
toy_variable(const struct toy *y, unsigned v)
{
	return y->program->packed ? 0x1000 + v : 0x1000 + 8 * v;
}

static inline uint64_t
toy_pc(const struct toy *y, int t)
{
	return y->thread[t].pc + 100u * y->thread[t].id + 1;
}

/* A step on a synchronisation object; true if it is over, false if the thread has something else pending. */
bool toy_do_sync(struct toy *y, int t, enum toy_class class);

/* A step on a variable. */
void toy_do_memory(struct toy *y, int t);

#endif
