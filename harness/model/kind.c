// SPDX-License-Identifier: MIT
#include "kind.h"

#include <assert.h>
#include <string.h>

enum {
	T = 1 << DET_TSAN,
	H = 1 << DET_HELGRIND,
	D = 1 << DET_DRD,
	N = 1 << DET_NATIVE,
	X = 1 << DET_EXPLORE,
};

static const char *const detectors[DET_COUNT + 1] = {
	[DET_TSAN] = "tsan",
	[DET_HELGRIND] = "helgrind",
	[DET_DRD] = "drd",
	[DET_NATIVE] = "native",
	[DET_EXPLORE] = "explore",
};

static const char *const kinds[KIND_COUNT + 1] = {
	[KIND_UNKNOWN] = "unknown",
	[KIND_RACE] = "race",
	[KIND_USE_AFTER_FREE] = "use-after-free",
	[KIND_LOCK_ORDER] = "lock-order",
	[KIND_DEADLOCK] = "deadlock",
	[KIND_STUCK] = "stuck",
	[KIND_LIVELOCK] = "livelock",
	[KIND_RELOCK] = "relock",
	[KIND_BAD_UNLOCK] = "bad-unlock",
	[KIND_LOCK_HELD] = "lock-held",
	[KIND_INVALID_OBJECT] = "invalid-object",
	[KIND_DESTROY_IN_USE] = "destroy-in-use",
	[KIND_CONDVAR_MISUSE] = "condvar-misuse",
	[KIND_BARRIER_MISUSE] = "barrier-misuse",
	[KIND_API_ERROR] = "api-error",
	[KIND_THREAD_LEAK] = "thread-leak",
	[KIND_SIGNAL_UNSAFE] = "signal-unsafe",
	[KIND_ERRNO_SPOILED] = "errno-spoiled",
	[KIND_HOLD_TIME] = "hold-time",
	[KIND_WRONG_RESULT] = "wrong-result",
	[KIND_BAD_EXIT] = "bad-exit",
	[KIND_CRASH] = "crash",
	[KIND_HANG] = "hang",
	[KIND_SPIN] = "spin",
	[KIND_TOOL_ABORT] = "tool-abort",
};

/* The explorer says deadlock, stuck or livelock where a run under no tool just hangs or spins. */
static const int possible[KIND_COUNT] = {
	[KIND_RACE] = T | H | D | X,
	[KIND_USE_AFTER_FREE] = T | X,
	[KIND_LOCK_ORDER] = T | H,
	[KIND_DEADLOCK] = X,
	[KIND_STUCK] = X,
	[KIND_LIVELOCK] = X,
	[KIND_RELOCK] = T | H | D | X,
	[KIND_BAD_UNLOCK] = T | H | D | X,
	[KIND_LOCK_HELD] = T | H | D | X,
	[KIND_INVALID_OBJECT] = T | H | D | X,
	[KIND_DESTROY_IN_USE] = T | H | D | X,
	[KIND_CONDVAR_MISUSE] = H | D | X,
	[KIND_BARRIER_MISUSE] = H | D | X,
	[KIND_API_ERROR] = H | D | X,
	[KIND_THREAD_LEAK] = T | X,
	[KIND_SIGNAL_UNSAFE] = T,
	[KIND_ERRNO_SPOILED] = T,
	[KIND_HOLD_TIME] = D,
	[KIND_WRONG_RESULT] = N | X,
	[KIND_BAD_EXIT] = N | X,
	[KIND_CRASH] = N | X,
	[KIND_HANG] = N,
	[KIND_SPIN] = N,
};

const char *
detector_name(enum detector d)
{
	assert((unsigned)d < DET_COUNT);
	return detectors[d];
}

const char *
kind_name(enum kind k)
{
	assert((unsigned)k < KIND_COUNT);
	return kinds[k];
}

/* The index of the name, or -1. */
static int
find(const char *const *names, const char *name, size_t len)
{
	for (int i = 0; names[i]; i++) {
		if (strlen(names[i]) == len && memcmp(names[i], name, len) == 0) {
			return i;
		}
	}
	return -1;
}

bool
detector_parse(const char *name, size_t len, enum detector *out)
{
	int i = find(detectors, name, len);
	if (i < 0) {
		return false;
	}
	*out = (enum detector)i;
	return true;
}

bool
kind_parse(const char *name, size_t len, enum kind *out)
{
	int i = find(kinds, name, len);
	if (i < 0) {
		return false;
	}
	*out = (enum kind)i;
	return true;
}

bool
kind_is_outcome(enum kind k)
{
	return k >= KIND_WRONG_RESULT && k <= KIND_TOOL_ABORT;
}

bool
kind_possible(enum detector d, enum kind k)
{
	assert((unsigned)d < DET_COUNT && (unsigned)k < KIND_COUNT);
	return (possible[k] >> d) & 1;
}

const char *const *
kind_names(void)
{
	return kinds;
}

const char *const *
detector_names(void)
{
	return detectors;
}
