// SPDX-License-Identifier: MIT
/* Which cause to begin with. */
#ifndef HAZARD_RANK_H
#define HAZARD_RANK_H

#include <stddef.h>

struct explanation;

/* What may be behind the others comes first, then what was reported more often; else the order stays. */
void rank_sort(struct explanation *items, size_t count);

/* Why the first comes before the second. */
const char *rank_reason(const struct explanation *first, const struct explanation *second);

#endif
