// SPDX-License-Identifier: MIT
/* What hazard asks for in the configuration, and what events and results tell. */
#include "shim_fixture.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <string.h>

static const char *
build(const char *name)
{
	const char *program = fixture_build("clang", name, FIXTURE_LINKED);

	if (!program) {
		cr_skip_test("no clang");
	}
	return program;
}

/* The event of this kind with this error number; NULL: there is none. */
static const struct proto_event *
event(const struct proto *p, const char *op, int result)
{
	for (uint32_t i = 0; i < p->result.event_count; i++) {
		const struct proto_event *e = &p->events[i];

		if (strcmp(p->op_names[e->op], op) == 0 && e->result == result) {
			return e;
		}
	}
	return NULL;
}

Test(proto, memory_known_to_be_shared_is_so_from_the_first_schedule_on)
{
	struct proto_config config = {.strategy = PROTO_BOUND, .schedules = 1};
	const char *program = build("lost_update.c");
	struct proto *first = fixture_run(program, FIXTURE_LINKED, &config), *told;

	cr_assert_gt(first->result.shared_count, 0);
	config.shared_count = first->result.shared_count;
	told = fixture_run_with(program, FIXTURE_LINKED, &config, first->shared);
	cr_expect_gt(told->progress.steps, first->progress.steps);
	cr_expect_eq(told->result.shared_count, first->result.shared_count);
	fixture_release(first);
	fixture_release(told);
}

Test(proto, a_search_ends_with_what_it_is_for)
{
	struct proto_config config = {.strategy = PROTO_RW,
		.schedules = 20000,
		.options = PROTO_OPT_RACES | PROTO_OPT_STOP_FIRST};
	const char *program = build("lost_update.c");
	struct proto *any = fixture_run(program, FIXTURE_LINKED, &config), *both;

	cr_expect_eq(any->progress.schedules, any->failures[0].schedule);
	config.wanted[0] = (struct proto_wanted){.class = PROTO_RACE, .key = any->failures[0].key};
	config.wanted[1] = (struct proto_wanted){.class = PROTO_ASSERTION};
	config.wanted_count = 2;
	both = fixture_run(program, FIXTURE_LINKED, &config);
	cr_expect_gt(both->result.counts[PROTO_RACE], 0);
	cr_expect_eq(both->result.counts[PROTO_ASSERTION], 1, "and no more after that");
	fixture_release(both);
	config.wanted[0].key++;
	config.schedules = 50;
	both = fixture_run(program, FIXTURE_LINKED, &config);
	cr_expect_eq(both->progress.schedules, 50, "no such failure");
	fixture_release(any);
	fixture_release(both);
}

Test(proto, a_search_by_bound_gives_up_what_can_not_come_any_more)
{
	struct proto_config config = {.strategy = PROTO_BOUND,
		.preemptions = -1,
		.options = PROTO_OPT_STOP_FIRST,
		.wanted_count = 1,
		.wanted = {{.class = PROTO_CRASH, .preemptions = 1}}};
	struct proto *p = fixture_run(build("lost_update.c"), FIXTURE_LINKED, &config);

	cr_expect_eq(p->result.bound_done, 1);
	cr_expect_eq(p->result.exhausted, 0);
	fixture_release(p);
}

Test(proto, events_tell_errors_and_waits)
{
	struct proto_config config = {
		.strategy = PROTO_RW, .schedules = 2000, .options = PROTO_OPT_STOP_FIRST};
	const char *program = build("busy.c");
	struct proto *p = fixture_run(program, FIXTURE_LINKED, &config), *again;
	const struct proto_event *e;

	cr_assert_gt(p->result.counts[PROTO_ASSERTION], 0);
	again = fixture_replay(program, FIXTURE_LINKED, p, 1);
	cr_expect(event(again, "trylock", EBUSY));
	e = event(again, "lock", ETIMEDOUT);
	cr_expect(e && e->flags & PROTO_EV_BLOCKED);
	e = event(again, "sem_trywait", EAGAIN);
	cr_expect(e && !(e->flags & PROTO_EV_BLOCKED));
	cr_expect(event(again, "unlock", 0));
	fixture_release(p);
	fixture_release(again);
}

Test(proto, events_tell_old_values)
{
	struct proto_config config = {.strategy = PROTO_RW,
		.schedules = 2000,
		.options = PROTO_OPT_STOP_FIRST | PROTO_OPT_WEAK};
	const char *program = build("stale.c");
	struct proto *p = fixture_run(program, FIXTURE_LINKED, &config), *again;
	bool stale = false;

	cr_assert_gt(p->result.counts[PROTO_ASSERTION], 0, "the newer flag, and the older value");
	again = fixture_replay(program, FIXTURE_LINKED, p, 1);
	for (uint32_t i = 0; i < again->result.event_count; i++) {
		const struct proto_event *e = &again->events[i];

		stale |= e->flags & PROTO_EV_STALE && e->before == 0;
	}
	cr_expect(stale);
	fixture_release(p);
	fixture_release(again);
}

Test(proto, replays_have_one_hash_and_other_schedules_another)
{
	struct proto_config config = {
		.strategy = PROTO_RW, .schedules = 2000, .options = PROTO_OPT_STOP_FIRST};
	const char *program = build("lost_update.c");
	struct proto *p = fixture_run(program, FIXTURE_LINKED, &config), *a, *b, *other;

	a = fixture_replay(program, FIXTURE_LINKED, p, 20);
	b = fixture_replay(program, FIXTURE_LINKED, p, 1);
	cr_expect_eq(a->result.replay_same, 20);
	cr_expect_eq(a->result.replay_hash, b->result.replay_hash);
	config.seed = 99;
	other = fixture_run(program, FIXTURE_LINKED, &config);
	fixture_release(b);
	b = fixture_replay(program, FIXTURE_LINKED, other, 1);
	cr_expect_neq(a->result.replay_hash, b->result.replay_hash);
	cr_expect_gt(p->progress.cpu, 0);
	fixture_release(p);
	fixture_release(a);
	fixture_release(b);
	fixture_release(other);
}
