// SPDX-License-Identifier: MIT
/* For tests only: reports as explain/ hands them over, made of the findings of a fixture's result. */
#ifndef HAZARD_ITEM_FIXTURE_H
#define HAZARD_ITEM_FIXTURE_H

#include "explanation.h"
#include "verdict.h"

/* One explanation a finding, with two sides and source around them.  Lives as long as the test. */
const struct explanations *fixture_explanations(const struct result *r);

#endif
