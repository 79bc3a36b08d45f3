// SPDX-License-Identifier: MIT
#include <string.h>

#include "toy_step.h"

enum { STEP_LIMIT = 3000, LIVELOCK_ROUNDS = 3 };

/* Which engine operation a step of the program is, and on what. */
static const struct {
	uint8_t op, class;
} as_op[] = {
	[TOY_READ] = {OP_READ, TOY_VARIABLE},
	[TOY_WRITE] = {OP_WRITE, TOY_VARIABLE},
	[TOY_WRITE_REG] = {OP_WRITE, TOY_VARIABLE},
	[TOY_LOAD] = {OP_LOAD, TOY_VARIABLE},
	[TOY_STORE] = {OP_STORE, TOY_VARIABLE},
	[TOY_ADD] = {OP_RMW, TOY_VARIABLE},
	[TOY_CAS] = {OP_RMW, TOY_VARIABLE},
	[TOY_FENCE] = {OP_FENCE, TOY_VARIABLE},
	[TOY_AWAIT] = {OP_IO, TOY_VARIABLE},
	[TOY_LOCK] = {OP_LOCK, TOY_MUTEX},
	[TOY_TIMEDLOCK] = {OP_LOCK, TOY_MUTEX},
	[TOY_TRYLOCK] = {OP_TRYLOCK, TOY_MUTEX},
	[TOY_UNLOCK] = {OP_UNLOCK, TOY_MUTEX},
	[TOY_RDLOCK] = {OP_RDLOCK, TOY_RWLOCK},
	[TOY_WRLOCK] = {OP_WRLOCK, TOY_RWLOCK},
	[TOY_RWUNLOCK] = {OP_RWUNLOCK, TOY_RWLOCK},
	[TOY_WAIT] = {OP_COND_WAIT, TOY_CONDVAR},
	[TOY_SIGNAL] = {OP_SIGNAL, TOY_CONDVAR},
	[TOY_BROADCAST] = {OP_BROADCAST, TOY_CONDVAR},
	[TOY_SEM_WAIT] = {OP_SEM_WAIT, TOY_SEMAPHORE},
	[TOY_SEM_POST] = {OP_SEM_POST, TOY_SEMAPHORE},
	[TOY_BARRIER] = {OP_BARRIER, TOY_BARRIERS},
	[TOY_YIELD] = {OP_YIELD, TOY_VARIABLE},
};

static struct op
op_of(const struct toy *y, int t)
{
	const struct toy_thread *th = &y->thread[t];
	const struct toy_code *c = toy_at(y, t);
	struct op op = {.pc = th->pc + 100u * th->id + 1, .size = 1, .order = c->order};
	if (th->failing) {
		op.kind = OP_ANY;
	} else if (th->exiting) {
		op.kind = OP_EXIT;
		op.addr = OP_THREAD(t);
	} else if (c->kind == TOY_CREATE) {
		op.kind = OP_CREATE;
		op.addr = OP_THREAD_TABLE;
	} else if (c->kind == TOY_JOIN) {
		op.kind = OP_JOIN;
		op.addr = OP_THREAD(y->engine_id[c->i]);
	} else {
		op.kind = as_op[c->kind].op;
		op.addr = as_op[c->kind].class == TOY_VARIABLE
				  ? toy_variable(y, c->at)
				  : toy_object(as_op[c->kind].class, c->at);
		if (c->kind == TOY_WAIT) {
			op.addr2 = toy_object(TOY_MUTEX, (unsigned)c->i);
			op.size2 = 1;
		}
		if (c->kind == TOY_TIMEDLOCK && engine_offers(y->engine, t, OP_TIMEOUT)) {
			op.flags = OP_TIMED;
		}
		if (y->weak && c->order == __ATOMIC_SEQ_CST) {
			op.flags = OP_SC;
		}
	}
	return op;
}

/* Passes over what others can't see: jumps and assertions that hold. */
static void
local_steps(struct toy *y, int t)
{
	struct toy_thread *th = &y->thread[t];
	for (;;) {
		const struct toy_code *c = toy_at(y, t);
		if (c->kind == TOY_JUMP) {
			th->pc = (uint8_t)c->i;
		} else if (c->kind == TOY_JUMP_EQ) {
			th->pc = th->reg[c->r] == c->i ? (uint8_t)c->j : (uint8_t)(th->pc + 1);
		} else if (c->kind == TOY_ASSERT_EQ && th->reg[c->r] == c->i) {
			th->pc++;
		} else {
			return;
		}
	}
}

static void
gone(struct toy *y, int t)
{
	y->thread[t].gone = true;
	y->live--;
	engine_thread_end(y->engine);
}

/* Goes on to the next visible step. */
static void
proceed(struct toy *y, int t)
{
	struct toy_thread *th = &y->thread[t];
	local_steps(y, t);
	th->failing = toy_at(y, t)->kind == TOY_ASSERT_EQ;
	if (toy_at(y, t)->kind == TOY_END) {
		if (!y->program->steps) {
			gone(y, t);
			return;
		}
		th->exiting = true;
	}
	struct op op = op_of(y, t);
	engine_announce(y->engine, t, &op);
}

static void
create(struct toy *y, unsigned number, bool first)
{
	int t = first ? 0 : engine_thread_new(y->engine);
	struct toy_thread *th = &y->thread[t];
	*th = (struct toy_thread){.id = (uint8_t)number};
	y->engine_id[number] = t;
	y->live++;
	if (y->order && !first) {
		order_create(y->order, (uint32_t)y->engine->current, (uint32_t)t);
	}
	if (!y->program->steps) {
		th->started = true;
		local_steps(y, t);
		struct op op = op_of(y, t);
		engine_announce(y->engine, t, &op);
	}
}

/* Can its pending step be done now? */
static bool
can(const struct toy *y, int t)
{
	const struct toy_thread *th = &y->thread[t];
	const struct toy_code *c = toy_at(y, t);
	if (!th->started || th->failing || th->exiting) {
		return true;
	}
	switch (c->kind) {
	case TOY_LOCK:
		return y->owner[c->at] < 0;
	case TOY_TIMEDLOCK:
		return y->owner[c->at] < 0 || y->engine->threads[t].op.kind == OP_TIMEOUT;
	case TOY_WRLOCK:
		return y->owner[c->at] < 0 && !y->readers[c->at];
	case TOY_RDLOCK:
		return y->owner[c->at] < 0;
	case TOY_SEM_WAIT:
		return y->sem[c->at] > 0;
	case TOY_JOIN:
		return y->thread[y->engine_id[c->i]].gone;
	case TOY_AWAIT:
		return y->var[c->at] != c->i;
	case TOY_BARRIER:
		return th->wait != TOY_WAITING;
	case TOY_WAIT:
		return th->wait == TOY_RUNNING || (th->wait == TOY_WOKEN && y->owner[c->i] < 0) ||
		       (th->wait == TOY_WAITING && y->engine->threads[t].op.kind == OP_TIMEOUT);
	default:
		return true;
	}
}

/* A timed lock waits for the lock or for its time, whichever can come. */
static void
announce_timed(struct toy *y, int t)
{
	const struct toy_code *c = toy_at(y, t);
	struct op op = y->engine->threads[t].op;
	bool is_free = y->owner[c->at] < 0;
	if (is_free && op.kind == OP_TIMEOUT) {
		op.kind = OP_LOCK;
		engine_announce(y->engine, t, &op);
	} else if (!is_free && op.kind == OP_LOCK && engine_offers(y->engine, t, OP_TIMEOUT)) {
		op.kind = OP_TIMEOUT;
		engine_announce(y->engine, t, &op);
	}
}

static void
enable_all(struct toy *y)
{
	for (int t = 0; t < (int)y->engine->threads_used; t++) {
		if (y->thread[t].gone) {
			continue;
		}
		bool pending =
			y->thread[t].started && !y->thread[t].failing && !y->thread[t].exiting;
		if (pending && toy_at(y, t)->kind == TOY_TIMEDLOCK) {
			announce_timed(y, t);
		}
		if (!can(y, t)) {
			engine_disable(y->engine, t);
			continue;
		}
		if (y->program->again && t != y->engine->current &&
			!bits_has(&y->engine->enabled, (unsigned)t)) {
			struct op op = y->engine->threads[t].op;
			engine_announce(y->engine, t, &op);
		}
		engine_enable(y->engine, t);
	}
}

/* ---- a schedule ---- */

/* Performs t's pending step; false if the program is over. */
static bool
perform(struct toy *y, int t)
{
	struct toy_thread *th = &y->thread[t];
	const struct toy_code *c = toy_at(y, t);
	if (th->failing) {
		return false;
	}
	if (th->exiting) {
		gone(y, t);
		return true;
	}
	if (!th->started) {
		th->started = true;
		proceed(y, t);
		return true;
	}
	if (c->kind == TOY_CREATE) {
		create(y, (unsigned)c->i, false);
	} else if (c->kind == TOY_JOIN) {
		if (y->order) {
			order_join(y->order, (uint32_t)t, (uint32_t)y->engine_id[c->i]);
		}
	} else if (c->kind == TOY_FENCE) {
		if (y->weak) {
			weak_fence(y->weak, (uint32_t)t, c->order);
		}
	} else if (as_op[c->kind].class != TOY_VARIABLE) {
		if (!toy_do_sync(y, t, as_op[c->kind].class)) {
			return true;
		}
	} else if (c->kind != TOY_YIELD) {
		toy_do_memory(y, t);
	}
	th->pc++;
	proceed(y, t);
	return true;
}

static void
start(struct toy *y, uint64_t n)
{
	engine_begin(y->engine, n);
	if (y->order) {
		order_begin(y->order);
	}
	if (y->race) {
		race_begin(y->race);
	}
	if (y->weak) {
		weak_begin(y->weak);
	}
	y->live = 0;
	y->races = 0;
	y->path = 0;
	memset(y->thread, 0, sizeof y->thread);
	memset(y->var, 0, sizeof y->var);
	memset(y->owner, -1, sizeof y->owner);
	memset(y->readers, 0, sizeof y->readers);
	memset(y->queue, 0, sizeof y->queue);
	memset(y->queued, 0, sizeof y->queued);
	memset(y->arrived, 0, sizeof y->arrived);
	memcpy(y->sem, y->program->semaphores, sizeof y->sem);
	for (unsigned t = 0; t < y->program->threads; t++) {
		create(y, t, t == 0);
	}
}

static uint64_t
mix_bytes(uint64_t hash, const void *data, size_t size)
{
	const uint8_t *p = data;
	for (size_t i = 0; i < size; i++) {
		hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
	}
	return hash;
}

static enum toy_outcome
finish(struct toy *y, enum toy_outcome outcome)
{
	uint64_t h = mix_bytes(UINT64_C(0xcbf29ce484222325), y->var, sizeof y->var);
	/* Where in its loop a spinner stands is no part of the result. */
	for (int t = 0; t < (int)y->engine->threads_used && outcome != TOY_LIVELOCK; t++) {
		h = mix_bytes(h, &y->thread[t], sizeof y->thread[t]);
	}
	y->hash = rng_mix(h + (uint64_t)outcome);
	return outcome;
}

enum toy_outcome
toy_run(struct toy *y, uint64_t n)
{
	start(y, n);
	for (int steps = 0; steps < STEP_LIMIT; steps++) {
		enable_all(y);
		int t = engine_pick(y->engine);
		if (t == ENGINE_NOBODY) {
			return finish(y, y->live ? TOY_DEADLOCK : TOY_DONE);
		}
		if (t == ENGINE_REDUNDANT) {
			return TOY_REDUNDANT;
		}
		if (y->engine->spin_rounds >= LIVELOCK_ROUNDS) {
			return finish(y, TOY_LIVELOCK);
		}
		y->path = rng_mix(y->path ^ (uint64_t)(t + 1));
		if (!perform(y, t)) {
			return finish(y, TOY_ASSERTED);
		}
	}
	return finish(y, TOY_TOO_LONG);
}

/* ---- sets ---- */

bool
toy_set_has(const struct toy_set *s, uint64_t hash)
{
	for (uint32_t i = 0; i < s->count; i++) {
		if (s->at[i] == hash) {
			return true;
		}
	}
	return false;
}

void
toy_set_add(struct toy_set *s, uint64_t hash)
{
	if (!toy_set_has(s, hash) && s->count < sizeof s->at / sizeof s->at[0]) {
		s->at[s->count++] = hash;
	}
}
