// SPDX-License-Identifier: MIT
/* The one closed list of what can be found, and of who finds it. */
#ifndef HAZARD_KIND_H
#define HAZARD_KIND_H

#include <stdbool.h>
#include <stddef.h>

enum detector { DET_TSAN, DET_HELGRIND, DET_DRD, DET_NATIVE, DET_EXPLORE, DET_COUNT };

enum kind {
	KIND_UNKNOWN, /* a detector's words that map to nothing: an error */
	KIND_RACE,
	KIND_USE_AFTER_FREE,
	KIND_LOCK_ORDER,
	KIND_DEADLOCK,
	KIND_STUCK,
	KIND_LIVELOCK,
	KIND_RELOCK,
	KIND_BAD_UNLOCK,
	KIND_LOCK_HELD,
	KIND_INVALID_OBJECT,
	KIND_DESTROY_IN_USE,
	KIND_CONDVAR_MISUSE,
	KIND_BARRIER_MISUSE,
	KIND_API_ERROR,
	KIND_THREAD_LEAK,
	KIND_SIGNAL_UNSAFE,
	KIND_ERRNO_SPOILED,
	KIND_HOLD_TIME,
	/* outcomes of a whole run */
	KIND_WRONG_RESULT,
	KIND_BAD_EXIT,
	KIND_CRASH,
	KIND_HANG,
	KIND_SPIN,
	KIND_TOOL_ABORT,
	KIND_COUNT
};

/* "tsan"; "use-after-free".  Static strings, never NULL. */
const char *detector_name(enum detector d);
const char *kind_name(enum kind k);

/* False where the name (of `len` bytes) is none; *out is unchanged then. */
bool detector_parse(const char *name, size_t len, enum detector *out);
bool kind_parse(const char *name, size_t len, enum kind *out);

/* An outcome of a whole run (wrong-result … tool-abort): it has no place in the source, so takes no labels. */
bool kind_is_outcome(enum kind k);

/* What a detector can report at all; an expectation of anything else can never be met.  From DESIGN.md's table of kinds. */
bool kind_possible(enum detector d, enum kind k);

/* Every name, ended by NULL, for messages that offer the nearest one. */
const char *const *kind_names(void);
const char *const *detector_names(void);

#endif
