// SPDX-License-Identifier: MIT
/* A session on its way.  Private to session/. */
#ifndef HAZARD_SESSION_STATE_H
#define HAZARD_SESSION_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "compile.h"
#include "kind.h"
#include "pair.h"
#include "tools.h"
#include "vec.h"
#include "verdict.h"

struct arena;
struct session_options;

struct session {
	const struct session_options *options;
	struct arena *arena;
	struct result *result;
	const char *scratch;
	struct tools tools;
	bool same_tools[DET_COUNT];

	VEC(struct compile_item) items; /* (program, variant) */
	VEC(struct pair) pairs;
	VEC(size_t) builds; /* which item each pair needs */
	size_t *order;      /* of beginning: indices of pairs */
	size_t next;        /* in `order` */
	size_t done, failing;
};

/* Fills the result with its cases, and lists the pairs to run, the builds they need, and their order. */
void session_lay_out(struct session *s, const struct testcase *const *cases, size_t count);

/* The verdict where nothing could be run, of reason `tool`; `sentence` is borrowed. */
struct detector_verdict session_tool_verdict(
	enum detector d, enum verdict verdict, const char *sentence);

#endif
