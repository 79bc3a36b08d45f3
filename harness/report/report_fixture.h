// SPDX-License-Identifier: MIT
/* For tests only: results as a real run gives them, and one made of text that wants to break out.
 */
#ifndef HAZARD_REPORT_FIXTURE_H
#define HAZARD_REPORT_FIXTURE_H

#include "verdict.h"

/* Every verdict and most reasons; four classes.  Lives as long as the test. */
const struct result *fixture_result(void);

/* Two passing cases only. */
const struct result *fixture_clean(void);

/* The same shape, with escape sequences, "]]>", ill-formed UTF-8, control characters and a megabyte
 * in one line. */
const struct result *fixture_hostile(void);

/* The same, with this text in the place of everything that comes from outside; borrowed. */
const struct result *fixture_saying(const char *text);

#endif
