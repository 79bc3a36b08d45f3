// SPDX-License-Identifier: MIT
#include "explorer.h"

#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "buf.h"

static const char *const strategies[PROTO_STRATEGIES] = {
	[PROTO_AUTO] = "auto",
	[PROTO_RW] = "rw",
	[PROTO_PCT] = "pct",
	[PROTO_POS] = "pos",
	[PROTO_SURW] = "surw",
	[PROTO_BOUND] = "bound",
	[PROTO_DPOR] = "dpor",
};

static const char *const backends[] = {
	[PROTO_BACKEND_AUTO] = "none",
	[PROTO_FIBER_RESET] = "fibers with reset",
	[PROTO_FIBER_FORK] = "fibers with a fork a schedule",
	[PROTO_THREAD_FORK] = "threads with a fork a schedule",
};

static const enum kind kinds[PROTO_CLASSES] = {
	[PROTO_WRONG_RESULT] = KIND_WRONG_RESULT,
	[PROTO_BAD_EXIT] = KIND_BAD_EXIT,
	[PROTO_ASSERTION] = KIND_CRASH,
	[PROTO_CRASH] = KIND_CRASH,
	[PROTO_DEADLOCK] = KIND_DEADLOCK,
	[PROTO_STUCK] = KIND_STUCK,
	[PROTO_LIVELOCK] = KIND_LIVELOCK,
	[PROTO_RACE] = KIND_RACE,
	[PROTO_RELOCK] = KIND_RELOCK,
	[PROTO_BAD_UNLOCK] = KIND_BAD_UNLOCK,
	[PROTO_LOCK_HELD] = KIND_LOCK_HELD,
	[PROTO_INVALID_OBJECT] = KIND_INVALID_OBJECT,
	[PROTO_DESTROY_IN_USE] = KIND_DESTROY_IN_USE,
	[PROTO_CONDVAR_MISUSE] = KIND_CONDVAR_MISUSE,
	[PROTO_BARRIER_MISUSE] = KIND_BARRIER_MISUSE,
	[PROTO_API_ERROR] = KIND_API_ERROR,
	[PROTO_THREAD_LEAK] = KIND_THREAD_LEAK,
	[PROTO_USE_AFTER_FREE] = KIND_USE_AFTER_FREE,
};

enum kind explore_kind(enum proto_class class)
{
	return class < PROTO_CLASSES ? kinds[class] : KIND_UNKNOWN;
}

const char *
explore_strategy_name(enum proto_strategy strategy)
{
	return strategy < PROTO_STRATEGIES ? strategies[strategy] : NULL;
}

int
explore_strategy_named(const char *name)
{
	for (int i = 0; i < PROTO_STRATEGIES; i++) {
		if (strcmp(strategies[i], name) == 0) {
			return i;
		}
	}
	return -1;
}

const char *
explore_backend_name(uint32_t backend)
{
	return backend < sizeof backends / sizeof *backends ? backends[backend] : backends[0];
}

const char *
explore_number(struct arena *a, uint64_t n)
{
	char digits[24];
	struct buf out = {0};
	int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0) {
			buf_addc(&out, ' ');
		}
		buf_addc(&out, digits[i]);
	}
	const char *text = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	return text;
}
