// SPDX-License-Identifier: MIT
#include "judge_cost.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "judge.h"
#include "verdict.h"

/* A run shorter than this is mostly its start and its end. */
static const int64_t SHORTEST_NS = 5000000;

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The value at this share of the sorted ones; between two, the nearer. */
static double
quantile(const double *sorted, int n, double share)
{
	return sorted[(int)(share * (n - 1) + 0.5)];
}

static int64_t
median_ns(const struct cost_times *t)
{
	double sorted[COST_ROUNDS];
	for (int i = 0; i < t->rounds; i++) {
		sorted[i] = (double)t->wall_ns[i];
	}
	qsort(sorted, (size_t)t->rounds, sizeof *sorted, compare);
	return (int64_t)quantile(sorted, t->rounds, 0.5);
}

/* "85 ms", "1.2 s". */
static const char *
duration(struct arena *a, int64_t ns)
{
	return ns < 999500000 ? arena_printf(a, "%lld ms", (long long)(ns + 500000) / 1000000)
			      : arena_printf(a, "%.1f s", (double)ns / 1e9);
}

static const char *
program_name(struct arena *a, const struct program *p)
{
	return p->role == PROGRAM_FIX ? arena_printf(a, "the fix `%s`", p->how)
				      : "the broken program";
}

static void
compare_with(struct arena *a, struct program_verdict *pv, const struct cost_times *times,
	const struct program_verdict *base, const struct cost_times *base_times)
{
	double ratios[COST_ROUNDS];
	int n = times->rounds;
	for (int i = 0; i < n; i++) {
		ratios[i] = (double)times->wall_ns[i] / (double)base_times->wall_ns[i];
	}
	qsort(ratios, (size_t)n, sizeof *ratios, compare);
	struct cost *c = &pv->cost;
	*c = (struct cost){
		.measured = true,
		.ratio = quantile(ratios, n, 0.5),
		.low = quantile(ratios, n, 0.25),
		.high = quantile(ratios, n, 0.75),
		.wall_ns = median_ns(times),
		.rounds = n,
		.base = base->program,
	};
	const char *time = duration(a, c->wall_ns);
	c->sentence =
		pv == base
			? arena_printf(a, "%s a run: what the others are compared with", time)
			: arena_printf(a, "%.2f times %s (%.2f to %.2f in half of %d rounds; %s)",
				  c->ratio, program_name(a, base->program), c->low, c->high, n,
				  time);
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

void
judge_cost(struct arena *a, struct case_verdict *c, const struct cost_times *times)
{
	size_t base = 0;
	int64_t longest = 0;
	while (base < c->program_count && !times[base].rounds) {
		base++;
	}
	for (size_t i = 0; i < c->program_count; i++) {
		int64_t median = times[i].rounds ? median_ns(&times[i]) : 0;
		longest = median > longest ? median : longest;
	}
	for (size_t i = 0; i < c->program_count; i++) {
		struct program_verdict *pv = &c->programs[i];
		if (!times[i].rounds) {
			not_measured(pv, arena_printf(a, "not measured: %s", times[i].why_not));
		} else if (longest < SHORTEST_NS) {
			not_measured(pv, arena_printf(a, "too short to compare: %s a run",
						 duration(a, median_ns(&times[i]))));
		} else {
			compare_with(a, pv, &times[i], &c->programs[base], &times[base]);
		}
	}
	if (c->program_count && c->programs[0].program->slow) {
		judge_slow(a, c);
	}
}
