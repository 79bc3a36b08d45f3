// SPDX-License-Identifier: MIT
/* Random programs small enough to run all their schedules. */
#include <string.h>

#include "toy.h"

struct writer {
	struct toy_program *p;
	struct rng *rng;
	unsigned thread, at;
	unsigned visible; /* steps that others can see */
};

static unsigned
any(struct writer *w, unsigned n)
{
	return rng_below(w->rng, n);
}

static struct toy_code *
emit(struct writer *w, int kind, unsigned at)
{
	struct toy_code *c = &w->p->code[w->thread][w->at++];
	*c = (struct toy_code){.kind = (uint8_t)kind, .at = (uint8_t)at, .order = __ATOMIC_SEQ_CST};
	w->visible += kind < TOY_JUMP;
	return c;
}

static void
emit_jump_eq(struct writer *w, unsigned r, int value, unsigned target)
{
	struct toy_code *c = emit(w, TOY_JUMP_EQ, 0);
	c->r = (uint8_t)r;
	c->i = (int8_t)value;
	c->j = (int8_t)target;
}

static void
access(struct writer *w)
{
	unsigned v = any(w, 3), r = any(w, 3);
	int i = (int)any(w, 3);
	struct toy_code *c;
	switch (any(w, 8)) {
	case 0:
		emit(w, TOY_READ, v)->r = (uint8_t)r;
		break;
	case 1:
		emit(w, TOY_WRITE, v)->i = (int8_t)(i + 1);
		break;
	case 2: /* v += i, in two steps */
		emit(w, TOY_READ, v)->r = (uint8_t)r;
		c = emit(w, TOY_WRITE_REG, v);
		c->r = (uint8_t)r;
		c->i = (int8_t)(i + 1);
		break;
	case 3:
		emit(w, TOY_LOAD, v)->r = (uint8_t)r;
		break;
	case 4:
		emit(w, TOY_STORE, v)->i = (int8_t)(i + 1);
		break;
	case 5:
	case 6:
		c = emit(w, TOY_ADD, v);
		c->r = (uint8_t)r;
		c->i = (int8_t)(i + 1);
		break;
	default:
		c = emit(w, TOY_CAS, v);
		c->r = (uint8_t)r;
		c->i = (int8_t)i;
		c->j = (int8_t)(i + 2);
	}
}

/* while (!v) wait(c, m); under m. */
static void
consume(struct writer *w, unsigned o, bool timed)
{
	emit(w, TOY_LOCK, o);
	unsigned loop = w->at;
	emit(w, TOY_READ, 3 + o)->r = 3;
	emit_jump_eq(w, 3, 1, w->at + 3);
	struct toy_code *c = emit(w, TOY_WAIT, o);
	c->i = (int8_t)o;
	c->r = 2;
	c->j = timed;
	if (timed) { /* gives up */
		c->j = 1;
		emit_jump_eq(w, 2, 0, loop);
		w->p->code[w->thread][w->at - 3].j = (int8_t)w->at;
	} else {
		emit(w, TOY_JUMP, 0)->i = (int8_t)loop;
	}
	emit(w, TOY_UNLOCK, o);
}

static void
produce(struct writer *w, unsigned o)
{
	bool locked = any(w, 4) != 0;
	if (locked) {
		emit(w, TOY_LOCK, o);
	}
	emit(w, TOY_WRITE, 3 + o)->i = 1;
	bool inside = any(w, 2);
	if (locked && !inside) {
		emit(w, TOY_UNLOCK, o);
	}
	emit(w, any(w, 2) ? TOY_SIGNAL : TOY_BROADCAST, o);
	if (locked && inside) {
		emit(w, TOY_UNLOCK, o);
	}
}

static void
try_lock(struct writer *w, unsigned o)
{
	emit(w, w->p->again && any(w, 4) ? TOY_TIMEDLOCK : TOY_TRYLOCK, o)->r = 2;
	unsigned jump = w->at;
	emit_jump_eq(w, 2, 0, 0);
	access(w);
	emit(w, TOY_UNLOCK, o);
	w->p->code[w->thread][jump].j = (int8_t)w->at;
}

static void
spin(struct writer *w, unsigned v)
{
	unsigned loop = w->at;
	emit(w, TOY_LOAD, v)->r = 1;
	emit_jump_eq(w, 1, 0, loop);
	w->visible += 2;
}

static void
locked(struct writer *w, int take, int give)
{
	unsigned o = any(w, 2) + (take == TOY_LOCK ? 0 : 2); /* mutexes 0 and 1, rwlocks 2 and 3 */
	emit(w, take, o);
	access(w);
	if (take == TOY_LOCK && any(w, 4) == 0) { /* two locks, in any order */
		emit(w, TOY_LOCK, 1 - o);
		access(w);
		emit(w, TOY_UNLOCK, 1 - o);
	}
	emit(w, give, o);
}

static void
fragment(struct writer *w, unsigned threads)
{
	unsigned o = any(w, 2);
	switch (any(w, 18)) {
	case 0:
	case 1:
	case 2:
	case 3:
		access(w);
		break;
	case 4:
	case 5:
	case 6:
		locked(w, TOY_LOCK, TOY_UNLOCK);
		break;
	case 7:
	case 8:
		consume(w, o, any(w, 3) == 0);
		break;
	case 9:
	case 10:
		produce(w, o);
		break;
	case 11:
		emit(w, TOY_SEM_WAIT, o);
		break;
	case 12:
		emit(w, TOY_SEM_POST, o);
		break;
	case 13:
		emit(w, TOY_BARRIER, o)->i = (int8_t)threads;
		break;
	case 14:
		try_lock(w, o);
		break;
	case 15:
		locked(w, TOY_WRLOCK, TOY_RWUNLOCK);
		break;
	case 16:
		locked(w, TOY_RDLOCK, TOY_RWUNLOCK);
		break;
	default:
		spin(w, any(w, 2) + 3);
	}
}

void
toy_random(struct toy_program *p, struct rng *rng, bool timed)
{
	memset(p, 0, sizeof *p);
	struct writer w = {p, rng, 0, 0, 0};
	unsigned threads = 2 + (any(&w, 3) == 0), budget = threads == 2 ? 6 : 3;
	bool joins = any(&w, 4) == 0;
	p->again = timed;
	p->packed = any(&w, 2);
	p->steps = joins;
	p->threads = (uint8_t)(joins ? 1 : threads);
	p->semaphores[0] = (int8_t)any(&w, 2);
	for (unsigned t = 0; t < threads; t++) {
		w.thread = t;
		w.at = w.visible = 0;
		for (unsigned c = 1; joins && t == 0 && c < threads; c++) {
			emit(&w, TOY_CREATE, 0)->i = (int8_t)c;
		}
		w.visible = 0;
		while (w.visible < budget) {
			fragment(&w, threads);
		}
		if (any(&w, 8) == 0) {
			struct toy_code *c = emit(&w, TOY_ASSERT_EQ, 0);
			c->i = (int8_t)any(&w, 2);
		}
		for (unsigned c = 1; joins && t == 0 && c < threads; c++) {
			emit(&w, TOY_JOIN, 0)->i = (int8_t)c;
		}
		emit(&w, TOY_END, 0);
	}
}
