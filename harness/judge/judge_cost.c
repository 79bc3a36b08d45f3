// SPDX-License-Identifier: MIT
#include "judge_cost.h"

#include "arena.h"
#include "judge.h"
#include "stats.h"
#include "verdict.h"

/* Less work than this beside the start of a process is lost in how much that takes. */
static const int64_t LEAST_NS = 30000;

/* The case's programs; what is to be taken off their times. */
struct comparison {
	const struct cost_times *times, *starts;
	size_t base;
};

/* The work that it did in that round. */
static double
work_ns(const struct comparison *k, size_t i, int round)
{
	double work = (double)k->times[i].wall_ns[round];
	if (k->starts) {
		work -= (double)k->starts->wall_ns[round];
	}
	return work < 1 ? 1 : work;
}

static int64_t
median_ns(const struct comparison *k, size_t i)
{
	double work[COST_ROUNDS];
	int n = k->times[i].rounds;
	for (int round = 0; round < n; round++) {
		work[round] = work_ns(k, i, round);
	}
	return n ? (int64_t)stats_quantile(work, n, 0.5) : 0;
}

/* "140 µs", "85 ms", "1.2 s". */
static const char *
duration(struct arena *a, int64_t ns)
{
	return ns < 999500      ? arena_printf(a, "%lld µs", (long long)(ns + 500) / 1000)
	       : ns < 999500000 ? arena_printf(a, "%lld ms", (long long)(ns + 500000) / 1000000)
				: arena_printf(a, "%.1f s", (double)ns / 1e9);
}

static const char *
program_name(struct arena *a, const struct program *p)
{
	return p->role == PROGRAM_FIX ? arena_printf(a, "the fix `%s`", p->how)
				      : "the broken program";
}

static void
compare_with_base(struct arena *a, struct case_verdict *of, const struct comparison *k, size_t i)
{
	double ratios[COST_ROUNDS];
	int n = k->times[i].rounds;
	const struct program *base = of->programs[k->base].program;
	struct cost *c = &of->programs[i].cost;
	for (int round = 0; round < n; round++) {
		ratios[round] = work_ns(k, i, round) / work_ns(k, k->base, round);
	}
	*c = (struct cost){
		.measured = true,
		.ratio = stats_quantile(ratios, n, 0.5),
		.low = stats_quantile(ratios, n, 0.25),
		.high = stats_quantile(ratios, n, 0.75),
		.wall_ns = median_ns(k, i),
		.rounds = n,
		.base = base,
	};
	const char *time = duration(a, c->wall_ns);
	const char *beside = k->starts ? " beside the start of a process" : "";
	c->sentence =
		i == k->base
			? arena_printf(
				  a, "%s a run%s: what the others are compared with", time, beside)
			: arena_printf(a, "%.2f times %s (%.2f to %.2f in half of %d rounds; %s%s)",
				  c->ratio, program_name(a, base), c->low, c->high, n, time,
				  beside);
}

static void
not_measured(struct program_verdict *pv, const char *why)
{
	pv->cost = (struct cost){.sentence = why};
}

/* Of a program that is right but slow some fix is faster, beyond the spread; what another gains may depend on the processor. */
static void
judge_slow(struct arena *a, struct case_verdict *c)
{
	struct program_verdict *slow = &c->programs[0];
	for (size_t i = 1; i < c->program_count; i++) {
		const struct cost *cost = &c->programs[i].cost;
		if (cost->measured && cost->base == slow->program && cost->high < 1) {
			return;
		}
	}
	slow->cost.sentence = arena_printf(
		a, "not shown to be slow: none of its fixes is faster; %s", slow->cost.sentence);
	slow->verdict = VERDICT_FAIL;
	c->verdict = judge_case(c);
}

bool
judge_cost_is_short(const struct cost_times *times, size_t count)
{
	const struct comparison k = {.times = times};
	for (size_t i = 0; i < count; i++) {
		if (median_ns(&k, i) >= COST_SHORTEST_NS) {
			return false;
		}
	}
	return true;
}

void
judge_cost(struct arena *a, struct case_verdict *c, const struct cost_times *times,
	const struct cost_times *starts)
{
	struct comparison k = {.times = times, .starts = starts};
	while (k.base < c->program_count && !times[k.base].rounds) {
		k.base++;
	}
	bool too_short = k.base < c->program_count &&
			 (starts ? median_ns(&k, k.base) < LEAST_NS
				 : judge_cost_is_short(times, c->program_count));
	for (size_t i = 0; i < c->program_count; i++) {
		struct program_verdict *pv = &c->programs[i];
		if (!times[i].rounds) {
			not_measured(pv, arena_printf(a, "not measured: %s", times[i].why_not));
		} else if (too_short) {
			not_measured(pv, arena_printf(a, "too short to compare: %s a run",
						 duration(a, median_ns(&k, i))));
		} else {
			compare_with_base(a, c, &k, i);
		}
	}
	if (c->program_count && c->programs[0].program->slow) {
		judge_slow(a, c);
	}
}
