// SPDX-License-Identifier: MIT
#include "toy_fixture.h"

/* ---- driven by hand ---- */

static struct op
op_at(enum op_kind kind, uint64_t addr, uint64_t pc)
{
	return (struct op){.kind = (uint8_t)kind, .addr = addr, .size = 4, .pc = pc};
}

Test(engine, step_numbers_are_unique_and_counts_add_up)
{
	struct engine *e = fixture_engine((struct engine_config){.seed = 3});
	engine_begin(e, 0);
	for (int i = 0; i < 3; i++) {
		engine_thread_new(e);
	}
	uint32_t last[4] = {0};
	for (int i = 0; i < 1000; i++) {
		int before = e->current, t = engine_pick(e);
		cr_assert(t >= 0 && t < 4);
		cr_assert_gt(e->threads[t].steps, last[t]);
		last[t] = e->threads[t].steps;
		cr_assert_eq(e->now.steps, i + 1u);
		cr_assert_eq(e->now.choices, i + 1u);
		cr_assert_eq(e->recorded, i + 1u);
		cr_assert(e->record[i].value == t && e->places[i].thread == before);
		struct op op = op_at(OP_WRITE, 64, (uint64_t)i);
		engine_announce(e, t, &op);
	}
	cr_assert_gt(e->now.switches, 500);
	cr_assert_leq(e->now.preemptions, e->now.switches);
	cr_assert_eq(e->total.steps, 0);
	engine_end(e);
	cr_assert_eq(e->total.steps, 1000);
	free(e);
}

Test(engine, nobody_and_yielding)
{
	for (enum engine_strategy s = ENGINE_RANDOM; s <= ENGINE_SURW; s++) {
		struct engine *e = fixture_engine((struct engine_config){.strategy = s});
		engine_begin(e, 0);
		struct op yield = op_at(OP_YIELD, 0, 1);
		engine_announce(e, 0, &yield);
		cr_assert_eq(engine_pick(e), 0, "alone it goes on");
		int other = engine_thread_new(e);
		for (uint64_t i = 0; i < 50; i++) {
			yield.pc = i;
			engine_announce(e, e->current, &yield);
			int t = engine_pick(e);
			cr_assert_neq(t, (int)e->places[i].thread, "%s", engine_strategy_name(s));
		}
		cr_assert_eq(e->now.preemptions, 0);
		engine_disable(e, 0);
		engine_disable(e, other);
		cr_assert_eq(engine_pick(e), ENGINE_NOBODY);
		engine_enable(e, 0);
		cr_assert_eq(engine_pick(e), 0);
		free(e);
	}
}

Test(engine, a_thread_that_reads_the_same_again_is_parked_until_somebody_writes)
{
	struct engine *e =
		fixture_engine((struct engine_config){.spin_limit = 3, .spin_ask = true});
	engine_begin(e, 0);
	struct op read = op_at(OP_LOAD, 64, 1), other = op_at(OP_LOAD, 128, 2),
		  write = op_at(OP_STORE, 64, 3);
	for (int i = 0; i < 40 && !e->suspect; i++) { /* a loop of two reads */
		engine_announce(e, 0, i % 2 ? &other : &read);
		cr_assert_eq(engine_pick(e), 0);
	}
	cr_assert(e->suspect);
	engine_absolve(e);
	cr_assert_not(e->suspect);
	for (int i = 0; i < 40 && !e->suspect; i++) {
		engine_announce(e, 0, &read);
	}
	cr_assert(e->suspect);
	int t = engine_thread_new(e);
	engine_announce(e, t, &write);
	engine_park(e, true);
	cr_assert_eq(e->now.parks, 1);
	cr_assert_eq(e->now.parks_assumed, 0);
	cr_assert_eq(engine_pick(e), t);
	engine_announce(e, t, &other); /* the write is done */
	cr_assert_eq(e->ready_count, 2);

	/* A walk over an array is no spinning. */
	for (uint64_t i = 0; i < 1000; i++) {
		struct op walk = op_at(OP_READ, 4096 + 8 * i, 7);
		engine_announce(e, t, &walk);
		cr_assert_not(e->suspect);
	}
	free(e);
}

Test(engine, a_failed_trylock_is_no_write)
{
	struct engine *e = fixture_engine((struct engine_config){.spin_limit = 4});
	engine_begin(e, 0);
	engine_thread_new(e);
	struct op again = op_at(OP_TRYLOCK, 64, 1);
	for (int i = 0; i < 100 && e->ready_count == 2; i++) {
		engine_announce(e, e->current, &again);
		engine_pick(e);
		engine_wrote_nothing(e);
	}
	cr_assert_eq(e->ready_count, 1);
	free(e);
}

Test(engine, time_outs_are_offered_so_often)
{
	struct engine *e = fixture_engine((struct engine_config){.timeouts = 2});
	engine_begin(e, 0);
	cr_assert_not(engine_offers(e, 0, OP_SPURIOUS));
	struct op timeout = op_at(OP_TIMEOUT, 64, 1);
	for (int i = 0; i < 2; i++) {
		cr_assert(engine_offers(e, 0, OP_TIMEOUT));
		engine_announce(e, 0, &timeout);
		engine_pick(e);
	}
	cr_assert_not(engine_offers(e, 0, OP_TIMEOUT));
	free(e);
}

Test(engine, a_thousand_threads_and_no_more)
{
	for (enum engine_strategy s = ENGINE_RANDOM; s <= ENGINE_ENUM; s++) {
		struct engine *e =
			fixture_engine((struct engine_config){.strategy = s, .max_threads = 1024});
		engine_begin(e, 0);
		unsigned n = 1;
		while (engine_thread_new(e) >= 0) {
			n++;
		}
		cr_assert_eq(n, engine_strategy_systematic(s) ? 64 : 1024);
		cr_assert(e->limits & ENGINE_LIMIT_THREADS);
		bool seen[1024] = {false};
		unsigned distinct = 0;
		for (unsigned i = 0; i < 40000 && distinct < n; i++) {
			int t = engine_pick(e);
			cr_assert(t >= 0 && (unsigned)t < n);
			distinct += !seen[t];
			seen[t] = true;
			engine_thread_end(e);
		}
		cr_assert_eq(distinct, n);
		cr_assert_eq(engine_pick(e), ENGINE_NOBODY);
		free(e);
	}
}

Test(engine, choosing)
{
	struct engine *e = fixture_engine((struct engine_config){.seed = 1});
	engine_begin(e, 0);
	unsigned count[5] = {0};
	for (int i = 0; i < 5000; i++) {
		uint32_t v = engine_choose(e, ENGINE_CHOOSE_WAITER, 5);
		cr_assert_lt(v, 5);
		count[v]++;
	}
	for (int i = 0; i < 5; i++) {
		cr_assert(count[i] > 800 && count[i] < 1200);
	}
	cr_assert_eq(engine_choose(e, ENGINE_CHOOSE_WAITER, 1), 0);
	cr_assert_eq(e->recorded, 5000, "one possibility is no choice");
	free(e);
}

Test(engine, names_of_strategies_go_both_ways)
{
	for (enum engine_strategy s = 0; s < ENGINE_STRATEGIES; s++) {
		cr_assert_eq(engine_strategy_named(engine_strategy_name(s)), (int)s);
	}
	cr_assert_eq(engine_strategy_named("fifo"), -1);
	cr_assert_eq(engine_strategy_named("rwx"), -1);
	for (int k = 0; k < OP_KINDS; k++) {
		cr_assert_not_null(op_name(k));
	}
}

/* ---- the random strategies find what they are for ---- */

/* t0 assigns twice; the assertion fails if all n others came in between: n + 1 orderings, no preemption bound helps. */
static unsigned
schedules_to_failure(enum engine_strategy s, uint64_t seed)
{
	static const struct toy_program p = {.threads = 5,
		.code = {{STORE_(0, 1, SC), STORE_(0, 2, SC)}, {STORE_(1, 1, SC), STORE_(0, 3, SC)},
			{STORE_(1, 1, SC), STORE_(0, 4, SC)}, {STORE_(1, 1, SC), STORE_(0, 5, SC)},
			{LOAD_(0, 1, SC), LOAD_(1, 0, SC), LOAD_(2, 0, SC), JUMP_EQ_(1, 1, 5),
				ON_(TOY_JUMP, 6), ASSERT_EQ_(2, 1)}}};
	struct toy y = fixture_toy(&p, (struct engine_config){.strategy = s, .seed = seed}, 0);
	unsigned n = 0;
	while (n < 20000 && toy_run(&y, n++) != TOY_ASSERTED) {
		engine_end(y.engine);
	}
	fixture_free(&y);
	return n;
}

Test(engine, every_random_strategy_finds_an_ordering_bug)
{
	for (enum engine_strategy s = ENGINE_RANDOM; s <= ENGINE_SURW; s++) {
		for (uint64_t seed = 0; seed < 5; seed++) {
			cr_assert_lt(
				schedules_to_failure(s, seed), 2000, "%s", engine_strategy_name(s));
		}
	}
}

/* ---- sets of bits ---- */

Test(bits, nth_and_next)
{
	struct rng rng = {1};
	for (int round = 0; round < 2000; round++) {
		struct bits b = {0};
		bool in[BITS_MAX] = {false};
		unsigned most = 1 + rng_below(&rng, round % 2 ? 64 : BITS_MAX);
		for (unsigned i = rng_below(&rng, most) + 1; i; i--) {
			unsigned t = rng_below(&rng, most);
			bits_add(&b, t);
			in[t] = true;
		}
		unsigned n = 0;
		int next = -1;
		for (unsigned t = 0; t < BITS_MAX; t++) {
			cr_assert_eq(bits_has(&b, t), in[t]);
			if (in[t]) {
				cr_assert_eq(bits_nth(&b, n++), t);
				next = bits_next(&b, BITS_WORDS, (unsigned)(next + 1));
				cr_assert_eq(next, (int)t);
			}
		}
		cr_assert_eq(bits_next(&b, BITS_WORDS, (unsigned)(next + 1)), -1);
		bits_remove(&b, (unsigned)next);
		cr_assert_not(bits_has(&b, (unsigned)next));
	}
}
