// SPDX-License-Identifier: MIT
#include "stats.h"

#include <criterion/criterion.h>
#include <math.h>

static void
near(double a, double b)
{
	cr_assert(fabs(a - b) < 0.0005, "%.5f is not %.5f", a, b);
}

/* Expected values computed independently, by solving (p - k/n)^2 = z^2 p (1 - p) / n for p. */
Test(stats, wilson_intervals_have_the_known_values)
{
	near(stats_wilson(50, 50).low, 0.9287);
	near(stats_wilson(50, 50).high, 1);
	near(stats_wilson(0, 10).low, 0);
	near(stats_wilson(0, 10).high, 0.2775);
	near(stats_wilson(5, 10).low, 0.2366);
	near(stats_wilson(5, 10).high, 0.7634);
	near(stats_wilson(1, 100).low, 0.0018);
	near(stats_wilson(1, 100).high, 0.0545);
	cr_assert(stats_wilson(0, 0).low == 0 && stats_wilson(0, 0).high == 1);
}

Test(stats, quantiles_are_values_that_were_there)
{
	double values[] = {5, 1, 4, 2, 3}, two[] = {2, 1};
	near(stats_quantile(values, 5, 0), 1);
	near(stats_quantile(values, 5, 0.25), 2);
	near(stats_quantile(values, 5, 0.5), 3);
	near(stats_quantile(values, 5, 1), 5);
	near(stats_quantile(two, 2, 0.5), 2);
	near(stats_quantile(two, 1, 0.5), 1);
}

Test(stats, every_interval_solves_wilsons_equation_and_holds_the_rate)
{
	for (int n = 1; n <= 60; n++) {
		for (int k = 0; k <= n; k++) {
			struct interval i = stats_wilson(k, n);
			double p = (double)k / n, z2 = 1.959963984540054 * 1.959963984540054;
			cr_assert(0 <= i.low && i.low <= p && p <= i.high && i.high <= 1);
			near((i.low - p) * (i.low - p), z2 * i.low * (1 - i.low) / n);
			near((i.high - p) * (i.high - p), z2 * i.high * (1 - i.high) / n);
			near(i.low, 1 - stats_wilson(n - k, n).high);
			cr_assert(stats_lower(k, n) >= i.low);
			cr_assert(k == 0 || stats_lower(k, n) > stats_lower(k - 1, n));
		}
	}
}

Test(stats, a_claim_is_the_lower_bound_in_whole_percent)
{
	near(stats_lower(50, 50), 0.9487);
	cr_assert_eq(stats_percent(50, 50), 94);
	cr_assert_geq(stats_percent(50, 50), 90);
	cr_assert_lt(stats_percent(46, 50), 90);
	cr_assert_eq(stats_percent(25, 50), 38);
	cr_assert_eq(stats_percent(0, 50), 0);
	cr_assert_lt(stats_percent(6, 50), 10);
	cr_assert_eq(stats_percent(100000, 100000), 99);
	cr_assert_eq(stats_percent(0, 0), 0);
}

Test(stats, runs_that_a_claim_may_use)
{
	cr_assert_eq(stats_runs_expect(90), 6);
	cr_assert_eq(stats_runs_expect(50), 20);
	cr_assert_eq(stats_runs_expect(10), 132);
	cr_assert_eq(stats_runs_expect(99), 3);
	for (int percent = 10; percent <= 99; percent++) {
		int n = stats_runs_expect(percent);
		cr_assert(pow((100 - percent) / 100.0, n) <= 1e-6 * 1.000001);
		cr_assert(pow((100 - percent) / 100.0, n - 1) > 1e-6 * 1.000001);
	}
}

Test(stats, runs_that_a_fix_needs)
{
	cr_assert_eq(stats_runs_fix(90), 2);
	cr_assert_eq(stats_runs_fix(99), 1);
	cr_assert_eq(stats_runs_fix(50), 7);
	cr_assert_eq(stats_runs_fix(10), 44);
}

Test(stats, probability_that_a_bug_would_have_shown)
{
	near(stats_shown(0.9, 2), 0.99);
	near(stats_shown(0.34, 200), 1);
	near(stats_shown(0.5, 1), 0.5);
	near(stats_shown(0, 1000), 0);
	near(stats_shown(1, 0), 0);
}
