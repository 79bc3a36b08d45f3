// SPDX-License-Identifier: MIT
/* What the tests of this folder share. */
#ifndef HAZARD_DETECT_FIXTURE_H
#define HAZARD_DETECT_FIXTURE_H

#include "finding.h"
#include "tsan.h"
#include "valgrind.h"

struct arena;
struct buf;

/* What was understood, as text: kinds, sides, locks, location, births; stacks only as their first
 * line of a program. */
void fixture_dump_findings(struct buf *out, const struct findings *findings);
void fixture_dump_tsan(struct buf *out, const struct tsan_log *log);
void fixture_dump_valgrind(struct buf *out, const struct valgrind_log *log);

/* Parses a text that ends in a NUL. */
struct tsan_log fixture_tsan(struct arena *a, const char *text);
struct valgrind_log fixture_valgrind(struct arena *a, const char *text);

/* The whole file, in the arena; the test fails where it can't be read. */
const char *fixture_file(struct arena *a, const char *path, size_t *len);

#endif
