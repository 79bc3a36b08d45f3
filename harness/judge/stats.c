// SPDX-License-Identifier: MIT
#include "stats.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

static const double Z_TWO_SIDED = 1.959963984540054; /* quantile 0.975 of the normal distribution */
static const double Z_ONE_SIDED = 1.644853626951472; /* quantile 0.95 */

static struct interval
wilson(int k, int n, double z)
{
	assert(0 <= k && k <= n);
	if (!n) {
		return (struct interval){0, 1};
	}
	double p = (double)k / n, z2 = z * z / n;
	double centre = p + z2 / 2;
	double half = sqrt(z2 * p * (1 - p) + z2 * z2 / 4);
	/* At the ends the bound is exactly 0 or 1; arithmetic may miss that by a little. */
	return (struct interval){
		.low = k == 0 ? 0 : (centre - half) / (1 + z2),
		.high = k == n ? 1 : (centre + half) / (1 + z2),
	};
}

struct interval
stats_wilson(int k, int n)
{
	return wilson(k, n, Z_TWO_SIDED);
}

double
stats_lower(int k, int n)
{
	return wilson(k, n, Z_ONE_SIDED).low;
}

int
stats_percent(int k, int n)
{
	int percent = (int)floor(100 * stats_lower(k, n));
	return percent < 99 ? percent : 99;
}

/* ceil(ln miss / ln(1 - percent/100)); where the quotient is whole, rounding must not add a run. */
static int
runs(int percent, double miss)
{
	assert(1 <= percent && percent <= 99);
	return (int)ceil(log(miss) / log((100 - percent) / 100.0) - 1e-9);
}

int
stats_runs_expect(int percent)
{
	return runs(percent, 1e-6);
}

int
stats_runs_fix(int percent)
{
	return runs(percent, 0.01);
}

double
stats_shown(double rate, int n)
{
	assert(0 <= rate && rate <= 1 && n >= 0);
	return 1 - pow(1 - rate, n);
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

double
stats_quantile(double *values, int n, double share)
{
	assert(n >= 1 && 0 <= share && share <= 1);
	qsort(values, (size_t)n, sizeof *values, compare);
	return values[(int)(share * (n - 1) + 0.5)];
}
