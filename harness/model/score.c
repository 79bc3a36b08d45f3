// SPDX-License-Identifier: MIT
#include "score.h"

static double
share(int part, int rest)
{
	return part + rest ? (double)part / (part + rest) : -1;
}

double
score_precision(const struct score_counts *c)
{
	return share(c->true_positive, c->false_positive);
}

double
score_recall(const struct score_counts *c)
{
	return share(c->true_positive, c->false_negative);
}

double
score_f1(const struct score_counts *c)
{
	return share(2 * c->true_positive, c->false_positive + c->false_negative);
}

const char *
score_level_name(enum score_level level)
{
	static const char *const names[] = {"program", "line", "access"};
	return names[level];
}
