// SPDX-License-Identifier: MIT
/* The same schedule again: from its seed, its choices, its directives. */
#include "toy_fixture.h"

/* Two locks taken in either order, a condvar, an atomic: every kind of choice but stale stores. */
static const struct toy_program mixed = {.threads = 3,
	.code = {{LOCK_(0), READ_(0, 0), JUMP_EQ_(0, 1, 5), {.kind = TOY_WAIT, .at = 0, .i = 0},
			 ON_(TOY_JUMP, 1), UNLOCK_(0)},
		{LOCK_(0), READ_(0, 0), JUMP_EQ_(0, 1, 5), {.kind = TOY_WAIT, .at = 0, .i = 0},
			ON_(TOY_JUMP, 1), UNLOCK_(0)},
		{ADD_(0, 2, 1, SC), LOCK_(0), WRITE_(0, 1), AT_(TOY_SIGNAL, 0), UNLOCK_(0),
			AT_(TOY_SIGNAL, 0)}}};

Test(replay, same_seed_same_choices)
{
	for (enum engine_strategy s = ENGINE_RANDOM; s <= ENGINE_SURW; s++) {
		struct toy a =
			fixture_toy(&mixed, (struct engine_config){.strategy = s, .seed = 5}, 0);
		struct toy b =
			fixture_toy(&mixed, (struct engine_config){.strategy = s, .seed = 5}, 0);
		struct toy c =
			fixture_toy(&mixed, (struct engine_config){.strategy = s, .seed = 6}, 0);
		unsigned other = 0;
		for (uint64_t n = 0; n < 200; n++) {
			toy_run(&a, n);
			toy_run(&b, n);
			toy_run(&c, n);
			cr_assert_eq(a.path, b.path);
			cr_assert_eq(a.hash, b.hash);
			cr_assert_eq(a.engine->recorded, b.engine->recorded);
			cr_assert_arr_eq(a.engine->record, b.engine->record,
				a.engine->recorded * sizeof *a.engine->record);
			other += a.path != c.path;
			cr_assert(engine_end(a.engine) && engine_end(b.engine) &&
				  engine_end(c.engine));
		}
		cr_assert_gt(other, 100, "%s", engine_strategy_name(s));
		fixture_free(&a);
		fixture_free(&b);
		fixture_free(&c);
	}
}

static void
replay(struct toy *y, const struct toy *recorded, bool directed)
{
	struct engine_directive d[256];
	if (directed) {
		uint32_t n = engine_directives(recorded->engine, d, 256);
		cr_assert_leq(n, 256);
		engine_direct(y->engine, d, n);
	} else {
		engine_replay(
			y->engine, recorded->engine->record, recorded->engine->recorded, false);
	}
	toy_run(y, 999);
	cr_assert_eq(y->path, recorded->path);
	cr_assert_eq(y->hash, recorded->hash);
	cr_assert_eq(y->engine->recorded, recorded->engine->recorded);
	cr_assert_arr_eq(y->engine->record, recorded->engine->record,
		recorded->engine->recorded * sizeof *recorded->engine->record);
	cr_assert_eq(y->engine->now.steps, recorded->engine->now.steps);
	cr_assert_eq(y->engine->now.preemptions, recorded->engine->now.preemptions);
	cr_assert_not(engine_end(y->engine));
	cr_assert_not(y->engine->diverged);
	cr_assert_eq(y->engine->limits, 0);
}

static void
replay_all(const struct toy_program *p, enum engine_strategy s, unsigned n)
{
	struct engine_config config = {
		.strategy = s, .timeouts = 1, .preemptions = ENGINE_UNBOUNDED};
	struct toy y = fixture_toy(p, config, 4), again = fixture_toy(p, config, 4);
	bool more = true;
	for (uint64_t i = 0; more && i < n; i++) {
		if (toy_run(&y, i) != TOY_REDUNDANT) {
			replay(&again, &y, false);
			replay(&again, &y, true);
		}
		more = engine_end(y.engine);
	}
	fixture_free(&y);
	fixture_free(&again);
}

Test(replay, every_recorded_schedule_replays_by_choices_and_by_directives)
{
	for (enum engine_strategy s = ENGINE_RANDOM; s <= ENGINE_ENUM; s++) {
		replay_all(&mixed, s, 200);
		for (uint64_t i = 0; i < 40; i++) {
			struct rng rng = rng_stream(3, i);
			struct toy_program p;
			toy_random(&p, &rng, false);
			replay_all(&p, s, 20);
		}
	}
}

Test(replay, a_replay_that_does_not_fit_says_where)
{
	struct toy y = fixture_toy(&mixed, (struct engine_config){0}, 0);
	toy_run(&y, 1);
	uint32_t n = y.engine->recorded;
	struct engine_choice choices[64];
	cr_assert(n > 4 && n < 64);
	memcpy(choices, y.engine->record, n * sizeof *choices);
	engine_end(y.engine);

	choices[3].check ^= 1;
	engine_replay(y.engine, choices, n, false);
	toy_run(&y, 0);
	cr_assert(y.engine->diverged);
	cr_assert_eq(y.engine->diverged_choice, 3);
	cr_assert_gt(y.engine->diverged_step, 0);
	cr_assert_not(engine_end(y.engine));
	cr_assert(y.engine->limits & ENGINE_LIMIT_DIVERGED);

	choices[3].check ^= 1;
	engine_replay(y.engine, choices, n - 1, false);
	toy_run(&y, 0);
	cr_assert(y.engine->diverged && y.engine->diverged_choice == n - 1, "too short");

	engine_replay(y.engine, choices, n - 1, true);
	toy_run(&y, 0);
	cr_assert_not(y.engine->diverged, "a prefix may go on");

	choices[n] = choices[n - 1];
	engine_replay(y.engine, choices, n + 1, false);
	toy_run(&y, 0);
	engine_end(y.engine);
	cr_assert(y.engine->diverged, "too long");
	fixture_free(&y);
}

Test(replay, without_directives_nothing_is_preempted)
{
	struct toy y = fixture_toy(&mixed, (struct engine_config){0}, 0);
	engine_direct(y.engine, NULL, 0);
	toy_run(&y, 0);
	cr_assert_eq(y.engine->now.preemptions, 0);
	cr_assert_eq(engine_directives(y.engine, NULL, 0), 0);
	struct engine_directive d = {.thread = 0, .step = 2, .value = 2};
	engine_direct(y.engine, &d, 1);
	toy_run(&y, 0);
	cr_assert_eq(y.engine->now.preemptions, 1);
	cr_assert_eq(engine_directives(y.engine, NULL, 0), 1);
	fixture_free(&y);
}

Test(replay, full_records_are_named)
{
	struct toy y = fixture_toy(&mixed, (struct engine_config){.max_choices = 2}, 0);
	toy_run(&y, 1);
	cr_assert_eq(y.engine->recorded, 2);
	cr_assert_gt(y.engine->now.choices, 2);
	cr_assert(y.engine->limits & ENGINE_LIMIT_CHOICES);
	fixture_free(&y);
}
