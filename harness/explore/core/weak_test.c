// SPDX-License-Identifier: MIT
/*
 * Litmus tests: all schedules and all stale loads of each, and exactly the outcomes listed.  An outcome is the registers
 * r0..r3 named in `shows`, in order, as a decimal number.
 */
#include "toy_fixture.h"

struct shown {
	uint8_t thread, reg;
};

struct outcomes {
	unsigned count;
	int at[32];
};

static void
note(struct outcomes *o, int value)
{
	unsigned i = 0;
	while (i < o->count && o->at[i] < value) {
		i++;
	}
	if (i < o->count && o->at[i] == value) {
		return;
	}
	memmove(&o->at[i + 1], &o->at[i], (o->count++ - i) * sizeof o->at[0]);
	o->at[i] = value;
}

static struct outcomes
explore(const struct toy_program *p, enum engine_strategy s, uint32_t history,
	const struct shown *shows, unsigned n)
{
	struct toy y = fixture_toy(p, (struct engine_config){.strategy = s}, history);
	struct outcomes o = {0};
	do {
		enum toy_outcome end = toy_run(&y, 0);
		int value = 0;
		for (unsigned i = 0; i < n; i++) {
			value = 10 * value +
				(shows[i].thread == 9
						? y.var[shows[i].reg]
						: y.thread[shows[i].thread].reg[shows[i].reg]);
		}
		if (end != TOY_REDUNDANT) {
			cr_assert_eq(end, TOY_DONE);
			note(&o, value);
		}
		cr_assert_eq(order_limits(y.order), 0);
	} while (engine_end(y.engine));
	cr_assert(engine_exhaustive(y.engine));
	fixture_free(&y);
	return o;
}

/* By enumeration and by dpor; `allowed` ends with -1. */
static void
expect(const struct toy_program *p, uint32_t history, const struct shown *shows, unsigned n,
	const int *allowed)
{
	for (enum engine_strategy s = ENGINE_DPOR; s <= ENGINE_ENUM; s++) {
		struct outcomes o = explore(p, s, history, shows, n);
		unsigned i = 0;
		for (; allowed[i] >= 0; i++) {
			cr_assert(i < o.count && o.at[i] == allowed[i],
				"%s: %d expected, %d found (of %u)", engine_strategy_name(s),
				allowed[i], i < o.count ? o.at[i] : -1, o.count);
		}
		cr_assert_eq(i, o.count, "%s: %d not allowed", engine_strategy_name(s), o.at[i]);
	}
}

#define SHOWS(...)                             \
	((const struct shown[]){__VA_ARGS__}), \
		sizeof((const struct shown[]){__VA_ARGS__}) / sizeof(struct shown)
#define ONLY(...)  ((const int[]){__VA_ARGS__, -1})
#define CODE(...)  (&(const struct toy_program){.threads = 2, .code = {__VA_ARGS__}})
#define CODE3(...) (&(const struct toy_program){.threads = 3, .code = {__VA_ARGS__}})
#define CODE4(...) (&(const struct toy_program){.threads = 4, .code = {__VA_ARGS__}})
#define T(...)              \
	{                   \
		__VA_ARGS__ \
	}

enum { X, Y, Z };

/* ---- store buffering: x = 1; r0 = y || y = 1; r0 = x ---- */

#define SB(o1, o2) CODE(T(STORE_(X, 1, o1), LOAD_(0, Y, o2)), T(STORE_(Y, 1, o1), LOAD_(0, X, o2)))

Test(weak, store_buffering)
{
	expect(SB(RLX, RLX), 8, SHOWS({0, 0}, {1, 0}), ONLY(0, 1, 10, 11));
	expect(SB(REL, ACQ), 8, SHOWS({0, 0}, {1, 0}), ONLY(0, 1, 10, 11));
	expect(SB(SC, SC), 8, SHOWS({0, 0}, {1, 0}), ONLY(1, 10, 11));
	expect(SB(SC, ACQ), 8, SHOWS({0, 0}, {1, 0}), ONLY(0, 1, 10, 11));
	expect(SB(RLX, RLX), 1, SHOWS({0, 0}, {1, 0}),
		ONLY(1, 10, 11)); /* no history: sequentially consistent */
}

Test(weak, store_buffering_with_fences)
{
#define SBF(f)                                                  \
	CODE(T(STORE_(X, 1, RLX), FENCE_(f), LOAD_(0, Y, RLX)), \
		T(STORE_(Y, 1, RLX), FENCE_(f), LOAD_(0, X, RLX)))
	expect(SBF(SC), 8, SHOWS({0, 0}, {1, 0}), ONLY(1, 10, 11));
	expect(SBF(AR), 8, SHOWS({0, 0}, {1, 0}), ONLY(0, 1, 10, 11));
	/* One thread by a fence, the other by seq_cst accesses. */
	expect(CODE(T(STORE_(X, 1, RLX), FENCE_(SC), LOAD_(0, Y, SC)),
		       T(STORE_(Y, 1, SC), LOAD_(0, X, SC))),
		8, SHOWS({0, 0}, {1, 0}), ONLY(1, 10, 11));
}

/* ---- message passing: x = 1; y = 1 || r0 = y; r1 = x ---- */

#define MP(o1, o2) \
	CODE(T(STORE_(X, 1, RLX), STORE_(Y, 1, o1)), T(LOAD_(0, Y, o2), LOAD_(1, X, RLX)))

Test(weak, message_passing)
{
	expect(MP(RLX, RLX), 8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 10, 11));
	expect(MP(REL, RLX), 8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 10, 11));
	expect(MP(RLX, ACQ), 8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 10, 11));
	expect(MP(REL, ACQ), 8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 11));
	expect(MP(SC, SC), 8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 11));
	expect(MP(RLX, RLX), 1, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 11));
}

Test(weak, message_passing_with_fences)
{
#define MPF(f1, f2)                                               \
	CODE(T(STORE_(X, 1, RLX), FENCE_(f1), STORE_(Y, 1, RLX)), \
		T(LOAD_(0, Y, RLX), FENCE_(f2), LOAD_(1, X, RLX)))
	expect(MPF(REL, ACQ), 8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 11));
	expect(MPF(SC, SC), 8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 11));
	expect(MPF(ACQ, ACQ), 8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 10, 11));
	expect(MPF(REL, REL), 8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 10, 11));
}

/* ---- independent reads of independent writes ---- */

#define IRIW(s, l)                                                                       \
	CODE4(T(STORE_(X, 1, s)), T(STORE_(Y, 1, s)), T(LOAD_(0, X, l), LOAD_(1, Y, l)), \
		T(LOAD_(0, Y, l), LOAD_(1, X, l)))
#define ALL_16 0, 1, 10, 11, 100, 101, 110, 111, 1000, 1001, 1010, 1011, 1100, 1101, 1110, 1111

Test(weak, independent_reads)
{
	expect(IRIW(RLX, RLX), 4, SHOWS({2, 0}, {2, 1}, {3, 0}, {3, 1}), ONLY(ALL_16));
	expect(IRIW(REL, ACQ), 4, SHOWS({2, 0}, {2, 1}, {3, 0}, {3, 1}), ONLY(ALL_16));
	expect(IRIW(SC, SC), 4, SHOWS({2, 0}, {2, 1}, {3, 0}, {3, 1}),
		ONLY(0, 1, 10, 11, 100, 101, 110, 111, 1000, 1001, 1011, 1100, 1101, 1110, 1111));
}

Test(weak, independent_reads_with_fences)
{
	expect(CODE4(T(STORE_(X, 1, RLX)), T(STORE_(Y, 1, RLX)),
		       T(LOAD_(0, X, RLX), FENCE_(SC), LOAD_(1, Y, RLX)),
		       T(LOAD_(0, Y, RLX), FENCE_(SC), LOAD_(1, X, RLX))),
		4, SHOWS({2, 0}, {2, 1}, {3, 0}, {3, 1}),
		ONLY(0, 1, 10, 11, 100, 101, 110, 111, 1000, 1001, 1011, 1100, 1101, 1110, 1111));
}

/* ---- coherence ---- */

Test(weak, coherence)
{
	/* CoRR: two reads never go backwards. */
	expect(CODE(T(STORE_(X, 1, RLX), STORE_(X, 2, RLX)), T(LOAD_(0, X, RLX), LOAD_(1, X, RLX))),
		8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 2, 11, 12, 22));
	/* CoWW: the second store is the last. */
	expect(CODE(T(STORE_(X, 1, RLX), STORE_(X, 2, RLX)), T(LOAD_(0, X, RLX))), 8,
		SHOWS({9, X}, {1, 0}), ONLY(20, 21, 22));
	/* CoRW: a read doesn't see the store after it. */
	expect(CODE(T(LOAD_(0, X, RLX), STORE_(X, 1, RLX)), T(STORE_(X, 2, RLX))), 8, SHOWS({0, 0}),
		ONLY(0, 2));
	/* CoWR: nor one before its own. */
	expect(CODE(T(STORE_(X, 1, RLX), LOAD_(0, X, RLX)), T(STORE_(X, 2, RLX))), 8, SHOWS({0, 0}),
		ONLY(1, 2));
	/* Read-modify-writes read the newest: no addition is lost. */
	expect(CODE(T(ADD_(0, X, 1, RLX)), T(ADD_(0, X, 1, RLX))), 8, SHOWS({9, X}, {0, 0}, {1, 0}),
		ONLY(201, 210));
}

/* ---- release sequences ---- */

Test(weak, release_sequences)
{
	/* A relaxed read-modify-write of another thread continues it: 2 implies the data. */
	expect(CODE3(T(STORE_(Y, 1, RLX), STORE_(X, 1, REL)), T(ADD_(0, X, 1, RLX)),
		       T(LOAD_(0, X, ACQ), LOAD_(1, Y, RLX))),
		8, SHOWS({2, 0}, {2, 1}), ONLY(0, 1, 10, 11, 21));
	/* A relaxed store of another thread ends it. */
	expect(CODE3(T(STORE_(Y, 1, RLX), STORE_(X, 1, REL)), T(STORE_(X, 2, RLX)),
		       T(LOAD_(0, X, ACQ), LOAD_(1, Y, RLX))),
		8, SHOWS({2, 0}, {2, 1}), ONLY(0, 1, 11, 20, 21));
	/* C11: a later store of the same thread belongs to it. */
	expect(CODE(T(STORE_(Y, 1, RLX), STORE_(X, 1, REL), STORE_(X, 2, RLX)),
		       T(LOAD_(0, X, ACQ), LOAD_(1, Y, RLX))),
		8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 11, 21));
	/* … which passes on nothing done after the release. */
	expect(CODE(T(STORE_(X, 1, REL), STORE_(Y, 1, RLX), STORE_(X, 2, RLX)),
		       T(LOAD_(0, X, ACQ), LOAD_(1, Y, RLX))),
		8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 10, 11, 20, 21));
	/* Old stores keep what they released: 1 implies the data also when 2 is there. */
	expect(CODE3(T(STORE_(Y, 1, RLX), STORE_(X, 1, REL)), T(LOAD_(0, X, ACQ), LOAD_(1, Y, RLX)),
		       T(STORE_(Z, 1, RLX))),
		8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 11));
}

/* ---- what is not produced, though C11 allows it ---- */

Test(weak, not_produced)
{
	/* Load buffering. */
	expect(CODE(T(LOAD_(0, X, RLX), STORE_(Y, 1, RLX)), T(LOAD_(0, Y, RLX), STORE_(X, 1, RLX))),
		8, SHOWS({0, 0}, {1, 0}), ONLY(0, 1, 10));
	/* 2+2W: x == 1 and y == 1 would need a store to go before an older one. */
	expect(CODE(T(STORE_(X, 1, RLX), STORE_(Y, 2, RLX)),
		       T(STORE_(Y, 1, RLX), STORE_(X, 2, RLX))),
		8, SHOWS({9, X}, {9, Y}), ONLY(12, 21, 22));
}

/* ---- compare-exchange ---- */

Test(weak, compare_exchange_may_fail_on_an_old_value_and_succeeds_on_the_newest_only)
{
	/* Reading y == 1 relaxed tells nothing: the exchange of 1 may fail on the old 0. */
	expect(CODE(T(STORE_(X, 1, RLX), STORE_(Y, 1, RLX)),
		       T(LOAD_(0, Y, RLX), CAS_(1, X, 1, 7, RLX))),
		8, SHOWS({1, 0}, {1, 1}, {9, X}), ONLY(1, 17, 101, 117));
	expect(CODE(T(STORE_(X, 1, RLX), STORE_(Y, 1, REL)),
		       T(LOAD_(0, Y, ACQ), CAS_(1, X, 1, 7, RLX))),
		8, SHOWS({1, 0}, {1, 1}, {9, X}), ONLY(1, 17, 117));
	/* Two can't both succeed. */
	expect(CODE(T(CAS_(0, X, 0, 1, RLX)), T(CAS_(0, X, 0, 2, RLX))), 8, SHOWS({0, 0}, {1, 0}),
		ONLY(1, 10));
}

/* ---- locks, joins, plain stores ---- */

Test(weak, locks_and_joins_bring_views_along)
{
	expect(CODE(T(LOCK_(0), STORE_(X, 1, RLX), WRITE_(Y, 1), UNLOCK_(0)),
		       T(LOCK_(0), READ_(0, Y), LOAD_(1, X, RLX), UNLOCK_(0))),
		8, SHOWS({1, 0}, {1, 1}), ONLY(0, 11));
	static const struct toy_program join = {.threads = 1,
		.steps = true,
		.code = {
			{STORE_(X, 1, RLX), ON_(TOY_CREATE, 1), ON_(TOY_JOIN, 1), LOAD_(0, Y, RLX)},
			{LOAD_(0, X, RLX), STORE_(Y, 1, RLX)}}};
	expect(&join, 8, SHOWS({0, 0}, {1, 0}), ONLY(11));
}

Test(weak, a_plain_store_hides_what_was_there)
{
	static const struct toy_program p = {.threads = 1,
		.steps = true,
		.code = {{STORE_(X, 1, RLX), STORE_(X, 2, RLX), WRITE_(X, 5), ON_(TOY_CREATE, 1),
				 ON_(TOY_JOIN, 1)},
			{LOAD_(0, X, RLX)}}};
	expect(&p, 8, SHOWS({1, 0}), ONLY(5));
}

Test(weak, the_history_is_as_long_as_asked)
{
#define MANY                                                                          \
	T(STORE_(X, 1, RLX), STORE_(X, 2, RLX), STORE_(X, 3, RLX), STORE_(X, 4, RLX), \
		STORE_(Y, 1, RLX))
	/* After y == 1 is seen, x may be anything that is remembered. */
#define LATE \
	T(LOAD_(0, Y, RLX), JUMP_EQ_(0, 0, 4), LOAD_(1, X, RLX), ON_(TOY_JUMP, 5), LOAD_(1, Y, RLX))
	expect(CODE(MANY, LATE), 8, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 10, 11, 12, 13, 14));
	expect(CODE(MANY, LATE), 2, SHOWS({1, 0}, {1, 1}), ONLY(0, 1, 13, 14));
}

/* ---- by hand: sizes, limits ---- */

static struct weak_value
value(uint64_t x)
{
	return (struct weak_value){{x, 0}};
}

Test(weak, limits_are_named)
{
	struct order_config oc = {.threads = 2, .locations = 4, .objects = 4, .clock_bytes = 1024};
	struct weak_config wc = {.history = 4, .locations = 4};
	struct order *o = order_init(fixture_memory(order_size(&oc)), &oc);
	struct weak *w = weak_init(fixture_memory(weak_size(&wc)), &wc, o);
	order_begin(o);
	weak_begin(w);
	for (uint64_t i = 0; i < 4; i++) {
		weak_store(w, 0, 64 * i, 8, RLX, value(0), value(i));
	}
	cr_assert_eq(order_limits(o), 0);
	cr_assert_eq(weak_load(w, 0, 1000, 8, RLX, value(77)), 1);
	cr_assert_eq(weak_load_take(w, 0).word[0], 77);
	cr_assert_eq(order_limits(o), ORDER_LIMIT_LOCATIONS);

	order_begin(o);
	weak_begin(w);
	cr_assert_eq(order_limits(o), 0, "of this schedule");
	weak_store(w, 0, 64, 8, REL, value(0), value(1));
	weak_load(w, 0, 68, 4, ACQ, value(0));
	cr_assert_eq(order_limits(o), ORDER_LIMIT_MIXED);

	order_begin(o);
	weak_begin(w);
	for (uint64_t i = 0; i < 5; i++) {
		order_release(o, 0, 8 * i);
	}
	cr_assert_eq(order_limits(o), ORDER_LIMIT_OBJECTS);

	order_begin(o);
	weak_begin(w);
	for (uint64_t i = 0; i < 100; i++) {
		weak_store(w, 0, 64 * (i % 4), 8, REL, value(i > 3 ? i - 4 : 0), value(i));
	}
	cr_assert_eq(order_limits(o), ORDER_LIMIT_CLOCKS);
	free(o);
	free(w);
}

Test(weak, clocks_are_given_back)
{
	struct order_config oc = {.threads = 4, .locations = 4, .clock_bytes = 8192};
	struct weak_config wc = {.history = 4, .locations = 4};
	struct order *o = order_init(fixture_memory(order_size(&oc)), &oc);
	struct weak *w = weak_init(fixture_memory(weak_size(&wc)), &wc, o);
	order_begin(o);
	weak_begin(w);
	order_create(o, 0, 1);
	uint64_t last = 0;
	for (uint64_t i = 1; i < 20000; i++) {
		uint32_t t = (uint32_t)(i * 7 / 3 % 2);
		switch (i % 5) {
		case 0:
			weak_fence(w, t, SC);
			break;
		case 1:
			weak_load(w, t, 64, 8, i % 2 ? RLX : ACQ, value(last));
			weak_load_take(w, 0);
			break;
		default:
			(i % 3 ? weak_store : weak_rmw)(
				w, t, 64, 8, i % 2 ? AR : RLX, value(last), value(i));
			last = i;
		}
		order_acquire(o, t, 5);
		order_release(o, t, 5);
	}
	cr_assert_eq(order_limits(o), 0);
	weak_forget(w, 60, 8);
	cr_assert_eq(weak_load(w, 1, 64, 8, RLX, value(9)), 1);
	free(o);
	free(w);
}
