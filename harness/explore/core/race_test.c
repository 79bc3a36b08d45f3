// SPDX-License-Identifier: MIT
#include "toy_fixture.h"

/* ---- programs: in how many of all schedules is there a race? ---- */

struct found {
	unsigned schedules, racy;
};

static struct found
races_of(const struct toy_program *p, uint32_t history)
{
	struct toy y = fixture_toy(p, (struct engine_config){.strategy = ENGINE_ENUM}, history);
	struct found f = {0};
	do {
		toy_run(&y, 0);
		f.schedules++;
		f.racy += y.races != 0;
		cr_assert_eq(order_limits(y.order), 0);
	} while (engine_end(y.engine));
	fixture_free(&y);
	return f;
}

static void
never(const struct toy_program *p)
{
	cr_assert_eq(races_of(p, 1).racy, 0);
	cr_assert_eq(races_of(p, 8).racy, 0);
}

static void
always(const struct toy_program *p)
{
	struct found f = races_of(p, 1);
	cr_assert_eq(f.racy, f.schedules);
}

static void
sometimes(const struct toy_program *p)
{
	struct found f = races_of(p, 1);
	cr_assert(f.racy > 0 && f.racy < f.schedules);
}

#define CODE(...) (&(const struct toy_program){.threads = 2, .code = {__VA_ARGS__}})
#define T(...)              \
	{                   \
		__VA_ARGS__ \
	}

Test(race, plain_accesses)
{
	always(CODE(T(WRITE_(0, 1)), T(WRITE_(0, 2))));
	always(CODE(T(WRITE_(0, 1)), T(READ_(0, 0))));
	never(CODE(T(READ_(0, 0)), T(READ_(0, 0))));
	never(CODE(T(WRITE_(0, 1)), T(WRITE_(1, 2))));
	never(&(const struct toy_program){
		.threads = 2, .packed = true, .code = {{WRITE_(0, 1)}, {WRITE_(1, 2)}}});
}

Test(race, atomics)
{
	never(CODE(T(STORE_(0, 1, RLX)), T(STORE_(0, 2, RLX), LOAD_(0, 0, RLX))));
	always(CODE(T(STORE_(0, 1, SC)), T(READ_(0, 0))));
	always(CODE(T(LOAD_(0, 0, SC)), T(WRITE_(0, 1))));
	never(CODE(T(LOAD_(0, 0, RLX)), T(READ_(0, 0))));
}

Test(race, locks)
{
	never(CODE(T(LOCK_(0), WRITE_(0, 1), UNLOCK_(0)), T(LOCK_(0), WRITE_(0, 2), UNLOCK_(0))));
	always(CODE(T(LOCK_(0), WRITE_(0, 1), UNLOCK_(0)), T(LOCK_(1), WRITE_(0, 2), UNLOCK_(1))));
	/* Ordered by the lock only in one of its two orders. */
	sometimes(
		CODE(T(WRITE_(0, 1), LOCK_(0), UNLOCK_(0)), T(LOCK_(0), UNLOCK_(0), WRITE_(0, 2))));
	never(CODE(T(AT_(TOY_WRLOCK, 2), WRITE_(0, 1), AT_(TOY_RWUNLOCK, 2)),
		T(AT_(TOY_RDLOCK, 2), READ_(0, 0), AT_(TOY_RWUNLOCK, 2))));
	/* Readers exclude no readers. */
	always(CODE(T(AT_(TOY_RDLOCK, 2), WRITE_(0, 1), AT_(TOY_RWUNLOCK, 2)),
		T(AT_(TOY_RDLOCK, 2), WRITE_(0, 2), AT_(TOY_RWUNLOCK, 2))));
}

#define PASS(o1, o2) \
	CODE(T(WRITE_(0, 1), STORE_(1, 1, o1)), T(LOAD_(0, 1, o2), JUMP_EQ_(0, 0, 3), READ_(1, 0)))

Test(race, release_and_acquire)
{
	never(PASS(REL, ACQ));
	never(PASS(SC, SC));
	sometimes(PASS(RLX, ACQ));
	sometimes(PASS(REL, RLX));
	never(CODE(T(WRITE_(0, 1), FENCE_(REL), STORE_(1, 1, RLX)),
		T(LOAD_(0, 1, RLX), JUMP_EQ_(0, 0, 4), FENCE_(ACQ), READ_(1, 0))));
	sometimes(CODE(T(WRITE_(0, 1), FENCE_(ACQ), STORE_(1, 1, RLX)),
		T(LOAD_(0, 1, RLX), JUMP_EQ_(0, 0, 4), FENCE_(ACQ), READ_(1, 0))));
	/* An exchange that is only acquire passes on what others released, and nothing of its own. */
	sometimes(CODE(T(WRITE_(0, 1), ADD_(0, 1, 1, ACQ)),
		T(LOAD_(0, 1, ACQ), JUMP_EQ_(0, 0, 3), READ_(1, 0))));
	never(CODE(T(WRITE_(0, 1), ADD_(0, 1, 1, AR)),
		T(ADD_(0, 1, 1, AR), JUMP_EQ_(0, 0, 3), READ_(1, 0))));
}

Test(race, an_old_store_releases_only_what_came_before_it)
{
	/* Reading y == 1 acquires the first release although the second store is there: the plain write races. */
	const struct toy_program *p = CODE(T(STORE_(1, 1, REL), WRITE_(0, 1), STORE_(1, 2, REL)),
		T(LOAD_(0, 1, ACQ), JUMP_EQ_(0, 0, 3), READ_(1, 0)));
	sometimes(p);
	cr_assert_gt(races_of(p, 8).racy, races_of(p, 1).racy);
}

Test(race, other_synchronisation)
{
	never(CODE(T(WRITE_(0, 1), AT_(TOY_SEM_POST, 0)), T(AT_(TOY_SEM_WAIT, 0), READ_(0, 0))));
	never(CODE(T(WRITE_(0, 1), {.kind = TOY_BARRIER, .i = 2}, READ_(0, 1)),
		T(WRITE_(1, 1), {.kind = TOY_BARRIER, .i = 2}, READ_(0, 0))));
	always(CODE(T({.kind = TOY_BARRIER, .i = 2}, WRITE_(0, 1)),
		T({.kind = TOY_BARRIER, .i = 2}, READ_(0, 0))));
	static const struct toy_program joined = {.threads = 1,
		.steps = true,
		.code = {{WRITE_(0, 1), ON_(TOY_CREATE, 1), ON_(TOY_JOIN, 1), WRITE_(0, 3)},
			{WRITE_(0, 2)}}};
	never(&joined);
	static const struct toy_program unjoined = {.threads = 1,
		.steps = true,
		.code = {{ON_(TOY_CREATE, 1), WRITE_(0, 3)}, {WRITE_(0, 2)}}};
	always(&unjoined);
	never(CODE(T(LOCK_(0), READ_(0, 1), JUMP_EQ_(0, 1, 5), {.kind = TOY_WAIT}, ON_(TOY_JUMP, 1),
			   READ_(1, 0), UNLOCK_(0)),
		T(LOCK_(0), WRITE_(0, 1), WRITE_(1, 1), UNLOCK_(0), AT_(TOY_SIGNAL, 0))));
}

/* ---- by hand ---- */

struct rig {
	struct order *o;
	struct race *r;
	struct race_report report;
};

static struct rig
rig(uint32_t granules, uint32_t accesses)
{
	struct order_config oc = {.threads = 8};
	struct race_config rc = {.granules = granules, .accesses = accesses};
	struct rig g = {.o = order_init(fixture_memory(order_size(&oc)), &oc)};
	g.r = race_init(fixture_memory(race_size(&rc)), &rc, g.o);
	order_begin(g.o);
	race_begin(g.r);
	for (uint32_t t = 1; t < 4; t++) {
		order_create(g.o, 0, t);
	}
	return g;
}

static void
rig_free(struct rig *g)
{
	free(g->o);
	free(g->r);
}

Test(race, the_report_has_both_sides)
{
	struct rig g = rig(0, 0);
	cr_assert_not(race_access(g.r, 1, 1002, 4, RACE_WRITE, 0x11, 5, &g.report));
	cr_assert(race_access(g.r, 2, 1000, 16, RACE_READ, 0x22, 9, &g.report));
	cr_assert_eq(g.report.earlier.thread, 1);
	cr_assert_eq(g.report.earlier.pc, 0x11);
	cr_assert_eq(g.report.earlier.step, 5);
	cr_assert_eq(g.report.earlier.addr, 1002);
	cr_assert_eq(g.report.earlier.size, 4);
	cr_assert_eq(g.report.earlier.mode, RACE_WRITE);
	cr_assert_eq(g.report.later.thread, 2);
	cr_assert_eq(g.report.later.pc, 0x22);
	cr_assert_eq(g.report.later.step, 9);
	cr_assert_eq(g.report.later.addr, 1000);
	cr_assert_eq(g.report.later.size, 16);
	cr_assert_eq(g.report.later.mode, RACE_READ);
	rig_free(&g);
}

Test(race, bytes_that_touch_do_not_race)
{
	struct rig g = rig(0, 0);
	cr_assert_not(race_access(g.r, 1, 1000, 3, RACE_WRITE, 1, 1, &g.report));
	cr_assert_not(race_access(g.r, 2, 1003, 2, RACE_WRITE, 2, 2, &g.report));
	cr_assert_not(race_access(g.r, 3, 1005, 100, RACE_WRITE, 3, 3, &g.report));
	cr_assert(race_access(g.r, 1, 1104, 1, RACE_READ, 4, 4, &g.report));
	cr_assert_eq(g.report.earlier.thread, 3);
	rig_free(&g);
}

Test(race, a_schedule_knows_nothing_of_the_one_before)
{
	struct rig g = rig(0, 0);
	for (int i = 0; i < 3; i++) {
		cr_assert_not(race_access(g.r, 1, 1000, 8, RACE_WRITE, 1, 1, &g.report));
		cr_assert(race_access(g.r, 2, 1000, 8, RACE_WRITE, 1, 1, &g.report));
		order_begin(g.o);
		race_begin(g.r);
		for (uint32_t t = 1; t < 4; t++) {
			order_create(g.o, 0, t);
		}
	}
	rig_free(&g);
}

Test(race, new_memory_is_new)
{
	struct rig g = rig(0, 0);
	race_access(g.r, 1, 1000, 64, RACE_WRITE, 1, 1, &g.report);
	race_forget(g.r, 1004, 56);
	cr_assert_not(race_access(g.r, 2, 1004, 56, RACE_WRITE, 2, 2, &g.report));
	cr_assert(race_access(g.r, 2, 1003, 1, RACE_READ, 2, 2, &g.report));
	race_forget(g.r, 0, 1 << 20);
	cr_assert_not(race_access(g.r, 3, 1000, 64, RACE_WRITE, 2, 2, &g.report));
	race_forget(g.r, 1000, 0);
	rig_free(&g);
}

Test(race, full_tables_are_named)
{
	struct rig g = rig(64, 1000);
	for (uint64_t i = 0; i < 32; i++) {
		race_access(g.r, 1, 8 * i, 8, RACE_WRITE, 1, 1, &g.report);
	}
	cr_assert_eq(order_limits(g.o), 0);
	race_access(g.r, 1, 8 * 32, 8, RACE_WRITE, 1, 1, &g.report);
	cr_assert_eq(order_limits(g.o), ORDER_LIMIT_SHADOW);
	rig_free(&g);
	g = rig(1024, 10);
	for (uint64_t i = 0; i < 11; i++) {
		race_access(g.r, 1, 8 * i, 8, RACE_WRITE, 1, 1, &g.report);
	}
	cr_assert_eq(order_limits(g.o), ORDER_LIMIT_SHADOW);
	rig_free(&g);
}

/* ---- against a detector that forgets nothing ---- */

enum { EVENTS = 60, ORACLE_THREADS = 4, BYTES = 12, OBJECTS = 3 };

struct event {
	uint32_t thread, clock[ORACLE_THREADS];
	unsigned from, to;
	int mode;
};

struct oracle {
	uint32_t clock[ORACLE_THREADS][ORACLE_THREADS], object[OBJECTS][ORACLE_THREADS];
	struct event log[EVENTS];
	unsigned logged;
};

static void
raise(uint32_t *to, const uint32_t *from)
{
	for (int i = 0; i < ORACLE_THREADS; i++) {
		to[i] = from[i] > to[i] ? from[i] : to[i];
	}
}

static bool
oracle_access(struct oracle * or, const struct event *e)
{
	bool race = false;
	for (unsigned i = 0; i < or->logged; i++) {
		const struct event *b = & or->log[i];
		bool ordered = b->thread == e->thread || b->clock[b->thread] <= e->clock[b->thread];
		race |= !ordered && b->from < e->to && e->from < b->to &&
			((b->mode | e->mode) & RACE_WRITE) && !(b->mode & e->mode & RACE_ATOMIC);
	}
	or->log[or->logged++] = *e;
	return race;
}

Test(race, the_first_race_of_a_schedule_is_never_missed_and_none_is_invented)
{
	struct rng rng = {42};
	struct rig g = rig(0, 0);
	unsigned racy = 0;
	for (int round = 0; round < 20000; round++) {
		struct oracle or = {0};
		order_begin(g.o);
		race_begin(g.r);
		for (uint32_t t = 0; t < ORACLE_THREADS; t++) {
			if (t) {
				order_create(g.o, 0, t);
			}
			or.clock[t][t] = 1;
		}
		for (int i = 0; i < EVENTS; i++) {
			uint32_t t = rng_below(&rng, ORACLE_THREADS), what = rng_below(&rng, 4),
				 k = rng_below(&rng, OBJECTS);
			if (what == 0) {
				order_acquire(g.o, t, 77 + k);
				raise(or.clock[t], or.object[k]);
			} else if (what == 1) {
				order_release(g.o, t, 77 + k);
				raise(or.object[k], or.clock[t]);
				or.clock[t][t]++;
			} else {
				struct event e = {.thread = t, .mode = (int)rng_below(&rng, 4)};
				e.from = rng_below(&rng, BYTES);
				e.to = e.from + 1 + rng_below(&rng, BYTES);
				memcpy(e.clock, or.clock[t], sizeof e.clock);
				bool found = race_access(g.r, t, 1000 + e.from, e.to - e.from,
					e.mode, 1, 1, &g.report);
				cr_assert_eq(found, oracle_access(& or, &e));
				if (found) {
					racy++;
					break;
				}
			}
		}
	}
	cr_assert(racy > 1000);
	rig_free(&g);
}
