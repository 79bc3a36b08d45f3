// SPDX-License-Identifier: MIT
/* What the steps of small programs do. */
#include <string.h>

#include "toy_step.h"

/* ---- synchronisation ---- */

static void
acquire(struct toy *y, int t, uint64_t object)
{
	if (y->order) {
		order_acquire(y->order, (uint32_t)t, object);
	}
}

static void
release(struct toy *y, int t, uint64_t object)
{
	if (y->order) {
		order_release(y->order, (uint32_t)t, object);
	}
}

/* Waiter k of the condvar is woken (`kind`: to take the mutex again). */
static void
wake(struct toy *y, unsigned o, unsigned k)
{
	int t = y->queue[o][k];
	memmove(&y->queue[o][k], &y->queue[o][k + 1], --y->queued[o] - k);
	y->thread[t].wait = TOY_WOKEN;
	struct op op = {.kind = OP_RELOCK,
		.addr = toy_object(TOY_MUTEX, (unsigned)toy_at(y, t)->i),
		.size = 1,
		.pc = 100u * y->thread[t].id + y->thread[t].pc + 1};
	engine_announce(y->engine, t, &op);
}

/* True if the step is over. */
static bool
do_wait(struct toy *y, int t, const struct toy_code *c)
{
	struct toy_thread *th = &y->thread[t];
	uint64_t mutex = toy_object(TOY_MUTEX, (unsigned)c->i);
	if (th->wait == TOY_WOKEN) {
		th->wait = TOY_RUNNING;
		y->owner[c->i] = (int8_t)t;
		acquire(y, t, mutex);
		return true;
	}
	if (th->wait == TOY_WAITING) { /* times out */
		unsigned k = 0;
		while (y->queue[c->at][k] != t) {
			k++;
		}
		th->reg[c->r] = 1;
		wake(y, c->at, k);
		return false;
	}
	y->owner[c->i] = -1;
	release(y, t, mutex);
	th->wait = TOY_WAITING;
	th->reg[c->r] = 0;
	y->queue[c->at][y->queued[c->at]++] = (uint8_t)t;
	bool timed = c->j && engine_offers(y->engine, t, OP_TIMEOUT);
	struct op op = {.kind = timed ? OP_TIMEOUT : OP_COND_BLOCKED,
		.addr = toy_object(TOY_CONDVAR, c->at),
		.size = 1,
		.pc = 100u * th->id + th->pc + 1};
	engine_announce(y->engine, t, &op);
	return false;
}

static bool
do_barrier(struct toy *y, int t, const struct toy_code *c)
{
	struct toy_thread *th = &y->thread[t];
	uint64_t object = toy_object(TOY_BARRIERS, c->at);
	if (th->wait == TOY_WOKEN) {
		th->wait = TOY_RUNNING;
		return true;
	}
	release(y, t, object);
	if (++y->arrived[c->at] == c->i) {
		y->arrived[c->at] = 0;
		for (int u = 0; u < (int)y->engine->threads_used; u++) {
			const struct toy_code *other = toy_at(y, u);
			bool here = other->kind == TOY_BARRIER && other->at == c->at &&
				    y->thread[u].wait == TOY_WAITING;
			if (here) {
				y->thread[u].wait = TOY_WOKEN;
			}
			if (here || u == t) {
				acquire(y, u, object);
			}
		}
		return true;
	}
	th->wait = TOY_WAITING;
	struct op op = {.kind = OP_BARRIER_LEAVE, .addr = object, .size = 1, .pc = 1000u + th->pc};
	engine_announce(y->engine, t, &op);
	return false;
}

bool
toy_do_sync(struct toy *y, int t, enum toy_class class)
{
	const struct toy_code *c = toy_at(y, t);
	uint64_t object = toy_object(class, c->at);
	switch (c->kind) {
	case TOY_TIMEDLOCK:
	case TOY_TRYLOCK:
		y->thread[t].reg[c->r] = y->owner[c->at] < 0;
		if (y->owner[c->at] >= 0) {
			engine_wrote_nothing(y->engine);
			break;
		} /* fall through */
	case TOY_LOCK:
		y->owner[c->at] = (int8_t)t;
		acquire(y, t, object);
		break;
	case TOY_UNLOCK:
		y->owner[c->at] = -1;
		release(y, t, object);
		break;
	case TOY_WRLOCK:
		y->owner[c->at] = (int8_t)t;
		acquire(y, t, object);
		acquire(y, t, object + 1);
		break;
	case TOY_RDLOCK:
		y->readers[c->at]++;
		acquire(y, t, object);
		break;
	case TOY_RWUNLOCK:
		release(y, t, object + (y->owner[c->at] != t));
		if (y->owner[c->at] == t) {
			y->owner[c->at] = -1;
		} else {
			y->readers[c->at]--;
		}
		break;
	case TOY_WAIT:
		return do_wait(y, t, c);
	case TOY_SIGNAL:
		if (y->queued[c->at]) {
			wake(y, c->at,
				engine_choose(y->engine, ENGINE_CHOOSE_WAITER, y->queued[c->at]));
		}
		break;
	case TOY_BROADCAST:
		while (y->queued[c->at]) {
			wake(y, c->at, 0);
		}
		break;
	case TOY_SEM_WAIT:
		y->sem[c->at]--;
		acquire(y, t, object);
		break;
	case TOY_SEM_POST:
		y->sem[c->at]++;
		release(y, t, object);
		break;
	case TOY_BARRIER:
		return do_barrier(y, t, c);
	}
	return true;
}

/* ---- memory ---- */

static struct weak_value
value_of(int8_t x)
{
	return (struct weak_value){{(uint8_t)x, 0}};
}

static void
check_race(struct toy *y, int t, const struct toy_code *c, int mode)
{
	struct race_report report;
	if (y->race && race_access(y->race, (uint32_t)t, toy_variable(y, c->at), 1, mode,
			       y->thread[t].pc + 100u * y->thread[t].id + 1, y->engine->now.steps,
			       &report)) {
		y->race_report = report;
		y->races++;
	}
}

static int8_t
load(struct toy *y, int t, const struct toy_code *c)
{
	int8_t now = y->var[c->at];
	if (!y->weak) {
		return now;
	}
	uint32_t n =
		weak_load(y->weak, (uint32_t)t, toy_variable(y, c->at), 1, c->order, value_of(now));
	uint32_t k = engine_choose(y->engine, ENGINE_CHOOSE_STORE, n);
	return (int8_t)weak_load_take(y->weak, k).word[0];
}

static void
modify(struct toy *y, int t, const struct toy_code *c, int8_t next, bool rmw)
{
	if (y->weak) {
		(rmw ? weak_rmw : weak_store)(y->weak, (uint32_t)t, toy_variable(y, c->at), 1,
			c->order, value_of(y->var[c->at]), value_of(next));
	}
	y->var[c->at] = next;
}

static void
compare_exchange(struct toy *y, int t, const struct toy_code *c)
{
	bool success = y->var[c->at] == c->i;
	if (y->weak) {
		int order = c->order == __ATOMIC_RELEASE   ? __ATOMIC_RELAXED
			    : c->order == __ATOMIC_ACQ_REL ? __ATOMIC_ACQUIRE
							   : c->order;
		bool may;
		uint32_t n = weak_cas(y->weak, (uint32_t)t, toy_variable(y, c->at), 1, order,
			value_of(y->var[c->at]), value_of(c->i), &may);
		uint32_t k = engine_choose(y->engine, ENGINE_CHOOSE_STORE, n);
		success = may && k == 0;
		if (!success) {
			weak_load_take(y->weak, k);
		}
	}
	y->thread[t].reg[c->r] = success;
	if (success) {
		modify(y, t, c, c->j, true);
	} else {
		engine_wrote_nothing(y->engine);
	}
}

void
toy_do_memory(struct toy *y, int t)
{
	const struct toy_code *c = toy_at(y, t);
	struct toy_thread *th = &y->thread[t];
	bool atomic = c->kind != TOY_READ && c->kind != TOY_WRITE && c->kind != TOY_WRITE_REG;
	bool writes = c->kind != TOY_READ && c->kind != TOY_LOAD && c->kind != TOY_AWAIT;
	check_race(y, t, c, (writes ? RACE_WRITE : RACE_READ) | (atomic ? RACE_ATOMIC : 0));
	switch (c->kind) {
	case TOY_READ:
		th->reg[c->r] = y->var[c->at];
		break;
	case TOY_LOAD:
	case TOY_AWAIT:
		th->reg[c->r] = load(y, t, c);
		break;
	case TOY_WRITE:
		y->var[c->at] = c->i;
		break;
	case TOY_WRITE_REG:
		y->var[c->at] = (int8_t)(th->reg[c->r] + c->i);
		break;
	case TOY_STORE:
		modify(y, t, c, c->i, false);
		break;
	case TOY_ADD:
		th->reg[c->r] = y->var[c->at];
		modify(y, t, c, (int8_t)(y->var[c->at] + c->i), true);
		break;
	case TOY_CAS:
		compare_exchange(y, t, c);
		break;
	}
}
