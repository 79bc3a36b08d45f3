// SPDX-License-Identifier: MIT
/* What several writers say alike.  Text is added as it is: escaping is the writer's. */
#ifndef HAZARD_REPORT_WORDS_H
#define HAZARD_REPORT_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct access;
struct buf;
struct case_verdict;
struct finding;
struct program;
struct program_verdict;
struct result;

/* "broken", "fix", "benign". */
const char *report_role(const struct program *p);

/* "broken", "mutex" (a fix by its how), "benign"; borrowed. */
const char *report_program_name(const struct program *p);

/* Whether the path ends in the program's own, as a whole. */
bool report_is_program(const struct program *p, const char *file);

/* A frame's file, relative to the catalogue's root where it is below that; the program's own by its
 * name there. */
void report_path(
	struct buf *out, const struct result *r, const struct program *p, const char *file);

/* Text of a tool without the catalogue's root, so that it reads the same on every machine. */
void report_text(struct buf *out, const struct result *r, const char *text, size_t len);

/* "write of 8 bytes by T1 at cases/data-race/lost-update.c:31 in serve". */
void report_side(struct buf *out, const struct result *r, const struct program *p,
	const struct access *side);

/*
 * Whether the case's verdict is graver than any of its detectors' (nothing built, nothing run,
 * interrupted): then it gets a test of its own, so that a file never looks better than the verdict.
 */
bool report_stands_alone(const struct case_verdict *c);

/* "12 ms", "3.4 s", "2 min 13 s". */
void report_duration(struct buf *out, int64_t ns);

#endif
