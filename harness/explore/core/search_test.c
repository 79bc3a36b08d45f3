// SPDX-License-Identifier: MIT
/* The systematic strategies: each against plain enumeration, and enumeration against arithmetic. */
#include "toy_fixture.h"

struct search {
	uint64_t schedules, redundant;
	bool ended;
	uint32_t outcomes[TOY_TOO_LONG + 1];
	struct toy_set states;
};

/* All schedules of the strategy set, at most `cap`. */
static void
search(struct toy *y, uint64_t cap, struct search *s)
{
	memset(s, 0, sizeof *s);
	do {
		enum toy_outcome o = toy_run(y, s->schedules++);
		s->outcomes[o]++;
		if (o != TOY_REDUNDANT) {
			toy_set_add(&s->states, y->hash);
		}
		s->ended = !engine_end(y->engine);
	} while (!s->ended && s->schedules < cap);
}

static bool
same_states(const struct toy_set *a, const struct toy_set *b)
{
	for (uint32_t i = 0; i < a->count; i++) {
		if (!toy_set_has(b, a->at[i])) {
			return false;
		}
	}
	return a->count == b->count;
}

static struct search full, part;

/* ---- enumeration ---- */

static const struct toy_program two_by_three = {.threads = 2,
	.code = {{WRITE_(0, 1), WRITE_(0, 2), WRITE_(0, 3)},
		{WRITE_(1, 1), WRITE_(1, 2), WRITE_(1, 3)}}};

Test(search, enumeration_runs_every_interleaving_once)
{
	struct toy y =
		fixture_toy(&two_by_three, (struct engine_config){.strategy = ENGINE_ENUM}, 0);
	search(&y, 1000, &full);
	cr_assert(full.ended && engine_exhaustive(y.engine));
	cr_assert_eq(full.schedules, 20); /* 6! / 3! 3! */
	cr_assert_eq(full.outcomes[TOY_DONE], 20);
	fixture_free(&y);
}

Test(search, enumeration_takes_every_choice)
{
	static const struct toy_program p = {.threads = 3,
		.code = {{LOCK_(0), {.kind = TOY_WAIT, .at = 0, .i = 0}, WRITE_(0, 1), UNLOCK_(0)},
			{LOCK_(0), {.kind = TOY_WAIT, .at = 0, .i = 0}, WRITE_(0, 2), UNLOCK_(0)},
			{AT_(TOY_SIGNAL, 0)}}};
	struct toy y = fixture_toy(&p, (struct engine_config){.strategy = ENGINE_ENUM}, 0);
	search(&y, 100000, &full);
	cr_assert(full.ended);
	cr_assert_eq(full.outcomes[TOY_DEADLOCK], full.schedules); /* one waiter at least is left */
	cr_assert_eq(full.states.count, 3); /* none, the one, the other was woken */
	engine_use(y.engine, ENGINE_DPOR, 0);
	search(&y, 100000, &part);
	cr_assert(same_states(&full.states, &part.states));
	cr_assert_lt(part.schedules, full.schedules);
	fixture_free(&y);
}

/* ---- bound ---- */

/* How many schedules have at most b preemptions, counted one by one. */
static void
count_by_preemptions(struct toy *y, uint64_t *at_most, unsigned n)
{
	memset(at_most, 0, n * sizeof *at_most);
	engine_use(y->engine, ENGINE_ENUM, 0);
	do {
		toy_run(y, 0);
		for (unsigned b = 0; b < n; b++) {
			at_most[b] += y->engine->now.preemptions <= b;
		}
	} while (engine_end(y->engine));
}

static void
check_bounds(struct toy *y)
{
	enum { BOUNDS = 12 };
	uint64_t at_most[BOUNDS];
	count_by_preemptions(y, at_most, BOUNDS);
	engine_use(y->engine, ENGINE_BOUND, ENGINE_UNBOUNDED);
	int complete = -1;
	bool more = true;
	while (more) {
		toy_run(y, 0);
		cr_assert_leq(y->engine->now.preemptions, y->engine->bound);
		more = engine_end(y->engine);
		if (y->engine->bound_complete > complete) {
			complete++;
			cr_assert_eq(y->engine->bound_complete, complete);
			cr_assert_eq(y->engine->bound_schedules, at_most[complete]);
		}
	}
	cr_assert(y->engine->bound_all && engine_exhaustive(y->engine));
	cr_assert_eq(y->engine->bound_schedules, at_most[BOUNDS - 1]);
}

Test(search, bound_runs_exactly_the_schedules_within_it)
{
	struct toy y = fixture_toy(&two_by_three, (struct engine_config){0}, 0);
	check_bounds(&y);
	for (uint64_t i = 0; i < 40; i++) {
		struct rng rng = rng_stream(11, i);
		struct toy_program p;
		toy_random(&p, &rng, false);
		y.program = &p;
		engine_use(y.engine, ENGINE_ENUM, 0);
		search(&y, 3000, &full);
		if (full.ended) {
			check_bounds(&y);
		}
	}
	fixture_free(&y);
}

Test(search, bound_stops_at_the_highest_and_says_so)
{
	struct toy y = fixture_toy(&two_by_three,
		(struct engine_config){.strategy = ENGINE_BOUND, .preemptions = 1}, 0);
	search(&y, 1000, &full);
	cr_assert(full.ended && engine_exhaustive(y.engine));
	cr_assert_eq(y.engine->bound_complete, 1);
	cr_assert_not(y.engine->bound_all);
	fixture_free(&y);
}

/* ---- dpor ---- */

/* 1 compared, 0 too large to enumerate. */
static int
compare(struct toy *y, const struct toy_program *p, uint64_t cap)
{
	y->program = p;
	engine_use(y->engine, ENGINE_ENUM, 0);
	search(y, cap, &full);
	if (!full.ended) {
		return 0;
	}
	cr_assert_eq(y->engine->limits, 0);
	engine_use(y->engine, ENGINE_DPOR, 0);
	search(y, 4 * cap, &part);
	cr_assert(part.ended && engine_exhaustive(y->engine));
	cr_assert_eq(full.outcomes[TOY_TOO_LONG] + part.outcomes[TOY_TOO_LONG], 0);
	cr_assert_eq(y->engine->redundant, part.outcomes[TOY_REDUNDANT]);
	return 1;
}

static void
compare_many(uint64_t first, uint64_t n, struct engine_config config, bool timed, unsigned required)
{
	struct toy y = fixture_toy(NULL, config, 0);
	unsigned compared = 0, deadlocks = 0;
	uint64_t all = 0, reduced = 0;
	for (uint64_t i = first; i < first + n; i++) {
		struct rng rng = rng_stream(7, i);
		struct toy_program p;
		toy_random(&p, &rng, timed);
		if (compare(&y, &p, 3000)) {
			cr_assert(same_states(&full.states, &part.states),
				"program %u: %u final states, %u found by dpor", (unsigned)i,
				full.states.count, part.states.count);
			compared++;
			deadlocks += full.outcomes[TOY_DEADLOCK] != 0;
			all += full.schedules;
			reduced += part.schedules;
		}
	}
	cr_assert_geq(compared, required);
	cr_assert_geq(deadlocks, required / 10);
	cr_assert_lt(reduced * 10, all);
	fixture_free(&y);
}

Test(search, dpor_reaches_what_enumeration_reaches)
{
	compare_many(0, 600, (struct engine_config){0}, false, 350);
	compare_many(5000, 300, (struct engine_config){0}, true, 150);
}

Test(search, dpor_with_time_outs_reaches_what_enumeration_reaches)
{
	compare_many(1000, 600, (struct engine_config){.timeouts = 1}, true, 350);
}

/* Programs that earlier versions of the algorithm got wrong. */
Test(search, dpor_programs_that_were_lost_once)
{
	static const uint64_t programs[] = {186, 311, 409, 539, 546, 732, 980, 1219, 127983};
	struct toy y = fixture_toy(NULL, (struct engine_config){0}, 0);
	for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
		struct rng rng = rng_stream(7, programs[i]);
		struct toy_program p;
		toy_random(&p, &rng, false);
		cr_assert(compare(&y, &p, 100000));
		cr_assert(same_states(&full.states, &part.states), "program %u",
			(unsigned)programs[i]);
	}
	fixture_free(&y);
}

Test(search, dpor_needs_one_schedule_where_nothing_conflicts)
{
	struct toy y =
		fixture_toy(&two_by_three, (struct engine_config){.strategy = ENGINE_DPOR}, 0);
	search(&y, 1000, &part);
	cr_assert(part.ended);
	cr_assert_eq(part.schedules, 1);
	fixture_free(&y);
}

Test(search, dpor_finds_the_deadlock_of_two_locks)
{
	static const struct toy_program p = {.threads = 2,
		.code = {{LOCK_(0), LOCK_(1), WRITE_(0, 1), UNLOCK_(1), UNLOCK_(0)},
			{LOCK_(1), LOCK_(0), WRITE_(0, 2), UNLOCK_(0), UNLOCK_(1)}}};
	struct toy y = fixture_toy(&p, (struct engine_config){.strategy = ENGINE_DPOR}, 0);
	search(&y, 1000, &part);
	cr_assert(part.ended);
	cr_assert_geq(part.outcomes[TOY_DEADLOCK], 1);
	cr_assert_eq(part.states.count, 3);
	cr_assert_leq(part.schedules, 4);
	fixture_free(&y);
}

/* ---- spinning ---- */

static const struct toy_program spins = {.threads = 2,
	.code = {{LOAD_(0, 0, SC), JUMP_EQ_(0, 0, 0), READ_(1, 1)},
		{WRITE_(1, 7), STORE_(0, 1, SC)}}};

Test(search, a_spin_loop_ends_and_waits_like_a_wait)
{
	static const struct toy_program waits = {.threads = 2,
		.code = {{{.kind = TOY_AWAIT, .r = 0, .at = 0}, JUMP_EQ_(0, 0, 0), READ_(1, 1)},
			{WRITE_(1, 7), STORE_(0, 1, SC)}}};
	struct toy y = fixture_toy(&spins, (struct engine_config){.strategy = ENGINE_ENUM}, 0);
	struct search awaited;
	for (enum engine_strategy s = ENGINE_BOUND; s <= ENGINE_ENUM; s++) {
		y.program = &spins;
		engine_use(y.engine, s, ENGINE_UNBOUNDED);
		search(&y, 100000, &full);
		cr_assert(full.ended && engine_exhaustive(y.engine));
		cr_assert_gt(y.engine->total.parks, 0);
		cr_assert_eq(y.engine->total.parks, y.engine->total.parks_assumed);
		y.program = &waits;
		engine_use(y.engine, s, ENGINE_UNBOUNDED);
		search(&y, 100000, &awaited);
		cr_assert(same_states(&full.states, &awaited.states));
		cr_assert_eq(y.engine->total.parks, 0);
	}
	fixture_free(&y);
}

Test(search, spinners_that_nobody_can_help_are_reported_by_every_strategy)
{
	static const struct toy_program p = {.threads = 2,
		.code = {{LOAD_(0, 0, SC), JUMP_EQ_(0, 0, 0)},
			{LOAD_(0, 1, SC), JUMP_EQ_(0, 0, 0)}}};
	for (enum engine_strategy s = ENGINE_RANDOM; s <= ENGINE_ENUM; s++) {
		struct toy y = fixture_toy(&p,
			(struct engine_config){.strategy = s, .preemptions = ENGINE_UNBOUNDED}, 0);
		search(&y, 500, &full);
		cr_assert_eq(full.outcomes[TOY_LIVELOCK] + full.outcomes[TOY_REDUNDANT],
			full.schedules, "%s", engine_strategy_name(s));
		fixture_free(&y);
	}
}

Test(search, random_strategies_are_fair_to_spinners)
{
	for (enum engine_strategy s = ENGINE_RANDOM; s <= ENGINE_SURW; s++) {
		struct toy y = fixture_toy(&spins, (struct engine_config){.strategy = s}, 0);
		search(&y, 500, &full);
		cr_assert_eq(full.outcomes[TOY_DONE], 500, "%s", engine_strategy_name(s));
		fixture_free(&y);
	}
}

/* ---- limits ---- */

Test(search, too_many_nodes_are_named)
{
	for (enum engine_strategy s = ENGINE_BOUND; s <= ENGINE_ENUM; s++) {
		struct toy y = fixture_toy(&two_by_three,
			(struct engine_config){
				.strategy = s, .max_depth = 3, .preemptions = ENGINE_UNBOUNDED},
			0);
		search(&y, 1000, &full);
		cr_assert(full.ended);
		cr_assert_not(engine_exhaustive(y.engine));
		cr_assert(y.engine->limits & ENGINE_LIMIT_DEPTH);
		cr_assert_not(y.engine->bound_all);
		fixture_free(&y);
	}
}

Test(search, a_program_that_changes_is_named)
{
	for (enum engine_strategy s = ENGINE_BOUND; s <= ENGINE_ENUM; s++) {
		struct toy y = fixture_toy(&two_by_three,
			(struct engine_config){.strategy = s, .preemptions = ENGINE_UNBOUNDED}, 0);
		struct toy_program other = two_by_three;
		other.code[0][1] = (struct toy_code)LOCK_(0);
		other.code[1][1] = (struct toy_code)LOCK_(0);
		bool more = true;
		for (int i = 0; more && i < 50; i++) {
			y.program = i % 2 ? &other : &two_by_three;
			toy_run(&y, 0);
			more = engine_end(y.engine);
		}
		cr_assert(s == ENGINE_DPOR || y.engine->limits & ENGINE_LIMIT_DIVERGED, "%s",
			engine_strategy_name(s));
		fixture_free(&y);
	}
}
