// SPDX-License-Identifier: MIT
/* For tests only: small programs and observations. */
#ifndef HAZARD_JUDGE_FIXTURE_H
#define HAZARD_JUDGE_FIXTURE_H

#include "judge.h"
#include "observation.h"
#include "verdict.h"

/* The fixture's programs mark line 10 with `hits`, 20 with `total`; 31 is not marked. */
enum { HITS = 10, TOTAL = 20, NOWHERE = 31 };

enum { MAY = -1 };

/* A program without claims; every part of it lives as long as the test. */
struct program make_program(enum program_role role);

/* A broken one that says "@expect tsan race(hits)" with this rate in percent, or MAY. */
struct program make_racy(int percent);

/* Adds "@expect" or "@false-alarm" with one label (NULL: none) and a rate in percent (MAY; 0: the
 * usual 90). */
void add_expect(struct program *p, enum detector d, enum kind k, const char *label, int percent);
void add_alarm(struct program *p, enum detector d, enum kind k, const char *label, int percent);
void add_silence(struct program *p, enum detector d, bool unable);

/* A right run without findings; one with a finding at two lines (0: a side without site); one that
 * ended badly; none. */
struct observation clean(void);
struct observation saw(enum kind k, int line, int other_line);
struct observation saw_also(struct observation o, enum kind k, int line, int other_line);
struct observation ended(enum kind outcome);
struct observation broke(void);

/* The first `n` observations: `what`, then clean ones; n <= 200.  Overwritten by the next call. */
const struct observation *first_then_clean(struct observation what, size_t n);
const struct observation *all_of(struct observation what, size_t n);

extern const struct judge_options usual; /* same tools, not strict, by rate */

/* The verdict by the usual options, all `n` observations taken. */
struct detector_verdict judge(const struct program *p, const struct program *twin, enum detector d,
	const struct observation *o, size_t n);
struct detector_verdict judge_with(const struct program *p, const struct program *twin,
	enum detector d, const struct observation *o, size_t n, struct judge_options options);

/* Fails the test where the verdict is another; says its sentence then. */
void check(struct detector_verdict v, enum verdict verdict, enum reason reason);

/* Fails it where the verdict's sentence lacks these words. */
void says(struct detector_verdict v, const char *words);

#endif
