// SPDX-License-Identifier: MIT
/*
 * How much k of n runs say about a rate.  Pure.
 *
 * Intervals are score intervals: E. B. Wilson, Probable inference, the law of succession, and
 * statistical inference, JASA 22 (1927) 209-212.  They stay in 0..1 and are usable at 0 of n and n
 * of n, which is where detectors live.
 */
#ifndef HAZARD_STATS_H
#define HAZARD_STATS_H

struct interval {
	double low, high; /* 0..1 */
};

/* The 95 % interval (two-sided, z = 1.960) of k of n; 0..1 where n is 0.  For showing a rate with
 * its doubt. */
struct interval stats_wilson(int k, int n);

/*
 * The 95 % lower bound (one-sided, z = 1.645) of k of n; 0 where n is 0.  For claims: "at least
 * this often" errs on one side only, so the whole 5 % is spent there.  50 of 50 gives 0.949, where
 * the two-sided interval begins at 0.929.
 */
double stats_lower(int k, int n);

/*
 * The QUANT that k of n runs support: stats_lower() in whole percent, rounded down, at most 99.
 * Below 10 nothing can be required: `may`.
 */
int stats_percent(int k, int n);

/*
 * Runs within which a detector with a rate of at least `percent` (10..99) misses with a probability
 * of at most 1e-6: ceil(ln 1e-6 / ln(1 - r)).  90 %: 6; 50 %: 20; 10 %: 132.
 */
int stats_runs_expect(int percent);

/* Clean runs after which a bug with that rate would have shown with a probability of 0.99.  90
 * %: 2. */
int stats_runs_fix(int percent);

/* Sorts n >= 1 values, and gives the one at this share (0..1) of them; where that lies between two, the nearer. */
double stats_quantile(double *values, int n, double share);

/* The probability that a bug of this rate (0..1 a run) shows in at least one of n runs. */
double stats_shown(double rate, int n);

#endif
