// SPDX-License-Identifier: MIT
#include "verdict_words.h"

#include <string.h>

#include "arena.h"
#include "finding_build.h"
#include "found.h"

static const char *
plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

/* What keeps a search that found nothing from being believed at all. */
static bool
says_nothing(const struct explore_report *r)
{
	return r->broken || r->counts[PROTO_NOT_MODELLED] || r->counts[PROTO_DIVERGED] ||
	       r->failure_count > r->reproduced || !r->counts[PROTO_OK];
}

/* Who waits for something outside of the schedule, another process, may seem stuck and is not. */
static bool
only_stuck(const struct explore_report *r)
{
	for (size_t i = 0; i < r->reproduced; i++) {
		if (r->failures[i].class != PROTO_STUCK) {
			return false;
		}
	}
	return true;
}

static bool
has_reason(const struct explore_report *r, const char *prefix)
{
	for (size_t i = 0; i < r->reason_count; i++) {
		if (strncmp(r->reasons[i], prefix, strlen(prefix)) == 0) {
			return true;
		}
	}
	return false;
}

static const char *
fail_sentence(const struct explore_report *r)
{
	const struct explore_failure *f = &r->failures[0];
	uint64_t run = f->class >= PROTO_ENDINGS ? r->schedules : r->schedules - r->pruned;
	return arena_printf(r->arena,
		"%s, in %s of %s schedule%s; %sthe shortest found has %u preemption%s",
		finding_words(f->class), explore_number(r->arena, f->count),
		explore_number(r->arena, run), plural(run),
		f->fewest ? "no schedule with fewer preemptions has it: " : "", f->raw.preemptions,
		plural(f->raw.preemptions));
}

static const char *
pass_sentence(const struct explore_report *r)
{
	uint64_t run = r->complete;
	const char *n = explore_number(r->arena, run);
	if (r->bound >= 0) {
		return arena_printf(r->arena,
			"all schedules with at most %d preemption%s were run (%s); none fails",
			r->bound, plural((uint64_t)r->bound), n);
	}
	if (run == 1 && !r->pruned) {
		return "the one schedule that there is was run, and does not fail";
	}
	return r->pruned ? arena_printf(r->arena,
				   "all schedules: %s %s run, and each other is equivalent to one "
				   "of them; none fails",
				   n, run == 1 ? "was" : "were")
			 : arena_printf(r->arena, "all %s schedule%s; none fails", n, plural(run));
}

/* 95 %: a failure that one schedule in N/3 has shows up in N (1 - 3/N)^N, about e^-3. */
static const char *
sampled_sentence(const struct explore_report *r)
{
	/* What a limit cut short might have failed later. */
	uint64_t run = r->schedules - r->pruned - r->counts[PROTO_LIMIT];
	const char *bounded =
		r->bound_done >= 0
			? arena_printf(r->arena, " (among them all with at most %d preemption%s)",
				  r->bound_done, plural((uint64_t)r->bound_done))
			: "";
	const char *worth = run >= 6 ? arena_printf(r->arena,
					       "; a failure that one sampled schedule in %s has "
					       "would have shown with 95 %%",
					       explore_number(r->arena, run / 3))
				     : "";
	return arena_printf(r->arena, "%s schedule%s sampled%s%s, none failed%s",
		explore_number(r->arena, run), plural(run), bounded,
		r->preloaded ? ", switching at synchronisation calls only" : "", worth);
}

static const char *
nothing_sentence(const struct explore_report *r)
{
	if (!r->schedules) {
		return "nothing was explored";
	}
	if (r->failure_count > r->reproduced) {
		return arena_printf(r->arena,
			"a schedule failed (%s) but did not fail again in a fresh process: %s",
			finding_words(r->failures[0].class),
			r->failures[0].why_not ? r->failures[0].why_not : "unknown why");
	}
	return arena_printf(r->arena, "%s schedules were run, but they say nothing",
		explore_number(r->arena, r->schedules));
}

void
verdict_decide(struct explore_report *r)
{
	bool unmodelled = has_reason(r, "not modelled");
	if (r->preloaded && r->schedules) {
		found_reason(r, "preloaded: accesses to memory are not seen");
		if (r->max_threads <= 1) {
			found_reason(r, "it had one thread, so there was nothing to schedule");
		}
	}
	if (r->outputs && r->counts[PROTO_LIMIT]) {
		found_reason(r, arena_printf(r->arena, "%s schedules ran into a limit",
					explore_number(r->arena, r->counts[PROTO_LIMIT])));
	}
	if (r->reproduced && !(unmodelled && only_stuck(r))) {
		r->verdict = EXPLORE_FAIL;
		r->sentence = fail_sentence(r);
	} else if (says_nothing(r) || unmodelled) {
		r->verdict = EXPLORE_NOTHING;
		r->sentence = nothing_sentence(r);
	} else if (r->exhausted && !r->reason_count) {
		r->verdict = EXPLORE_PASS;
		r->sentence = pass_sentence(r);
	} else {
		r->verdict = EXPLORE_SAMPLED;
		r->sentence = sampled_sentence(r);
	}
}
