// SPDX-License-Identifier: MIT
/* Threads that read the same again and again are put aside until somebody writes, so that every strategy is fair to others. */
#include "engine.h"

static void
unpark(struct engine *e, int t)
{
	struct engine_thread *th = &e->threads[t];
	bits_remove(&e->parked, (unsigned)t);
	e->parked_count--;
	th->spin_quiet = th->spin_power = 1;
	th->spin_repeats = 0;
	if (bits_has(&e->enabled, (unsigned)t)) {
		engine_ready_add(e, (unsigned)t);
	}
}

void
engine_spun_end(struct engine *e)
{
	e->spun = false;
	e->spin_rounds = 0;
	e->spin_turn = -1;
	for (int t = 0; (t = bits_next(&e->parked, e->words, (unsigned)t)) >= 0;) {
		unpark(e, t);
	}
}

static void
park(struct engine *e, int t, bool proved)
{
	e->suspect = false;
	if (bits_has(&e->parked, (unsigned)t)) {
		return;
	}
	/* From here until its next step it waits for any write: dpor must see it so. */
	e->threads[t].op.flags |= OP_READS_ALL;
	bits_add(&e->parked, (unsigned)t);
	e->parked_count++;
	e->spun = true;
	engine_ready_remove(e, (unsigned)t);
	e->now.parks++;
	e->now.parks_assumed += !proved;
}

void
engine_spinning(struct engine *e, int t)
{
	if (!e->config.spin_ask) {
		park(e, t, false);
	} else if (t == e->current) {
		e->suspect = true;
	}
}

void
engine_park(struct engine *e, bool proved)
{
	park(e, e->current, proved);
}

void
engine_absolve(struct engine *e)
{
	enum { PATIENCE = 64 };
	struct engine_thread *th = &e->threads[e->current];
	e->suspect = false;
	th->spin_repeats = 0;
	if (++th->spin_absolved >= PATIENCE) {
		park(e, e->current, false);
	}
}

bool
engine_spin_turn(struct engine *e)
{
	for (int round = 0; round < 2; round++) {
		int t = e->spin_turn;
		while ((t = bits_next(&e->parked, e->words, (unsigned)(t + 1))) >= 0) {
			if (bits_has(&e->enabled, (unsigned)t)) {
				e->spin_turn = t;
				unpark(e, t);
				return true;
			}
		}
		e->spin_rounds += e->spin_turn >= 0;
		e->spin_turn = -1;
	}
	return false;
}
