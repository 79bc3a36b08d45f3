// SPDX-License-Identifier: MIT
#include "words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

struct row {
	const char *words;
	enum kind kind;
};

/* By the beginning of the report's name (ReportTypeString in
 * compiler-rt/lib/tsan/rtl/tsan_report.cpp). */
static const struct row tsan_rows[] = {
	{"data race", KIND_RACE},
	{"race on ", KIND_RACE},
	{"Swift access race", KIND_RACE},
	{"heap-use-after-free", KIND_USE_AFTER_FREE},
	{"lock-order-inversion", KIND_LOCK_ORDER},
	{"double lock", KIND_RELOCK},
	{"read lock of a write locked", KIND_RELOCK},
	{"unlock of", KIND_BAD_UNLOCK},
	{"read unlock", KIND_BAD_UNLOCK},
	{"mutex held in the wrong context", KIND_LOCK_HELD},
	{"use of an invalid", KIND_INVALID_OBJECT},
	{"destroy of", KIND_DESTROY_IN_USE},
	{"thread leak", KIND_THREAD_LEAK},
	{"signal-unsafe", KIND_SIGNAL_UNSAFE},
	{"signal handler spoils errno", KIND_ERRNO_SPOILED},
	{NULL, KIND_UNKNOWN},
};

/* By a whole <kind>. */
static const struct row helgrind_kinds[] = {
	{"Race", KIND_RACE},
	{"LockOrder", KIND_LOCK_ORDER},
	{"UnlockUnlocked", KIND_BAD_UNLOCK},
	{"UnlockForeign", KIND_BAD_UNLOCK},
	{"UnlockBogus", KIND_BAD_UNLOCK},
	{"PthAPIerror", KIND_API_ERROR},
	{NULL, KIND_UNKNOWN},
};

static const struct row drd_kinds[] = {
	{"ConflictingAccess", KIND_RACE},
	{"CondDestrErr", KIND_DESTROY_IN_USE},
	{"CondErr", KIND_CONDVAR_MISUSE},
	{"CondRaceErr", KIND_CONDVAR_MISUSE},
	{"CondWaitErr", KIND_CONDVAR_MISUSE},
	{"BarrierErr", KIND_BARRIER_MISUSE},
	{"SemaphoreErr", KIND_API_ERROR},
	{"InvalidThreadId", KIND_API_ERROR},
	{"HoldtimeErr", KIND_HOLD_TIME},
	{NULL, KIND_UNKNOWN},
};

/*
 * By words anywhere in the text, in the order of DESIGN.md's table.  The texts are in
 * helgrind/hg_errors.c and hg_main.c, drd/drd_mutex.c, drd_rwlock.c and drd_clientobj.c.
 */
static const struct row helgrind_texts[] = {
	{"re-lock", KIND_RELOCK},
	{"recursive", KIND_RELOCK},
	{"still holds", KIND_LOCK_HELD},
	{"initialised", KIND_INVALID_OBJECT},
	{"unknown", KIND_INVALID_OBJECT},
	{"Bug in libpthread", KIND_INVALID_OBJECT},
	/* "pthread_mutex_lock with a pthread_rwlock_t* argument": an object of the wrong type */
	{"_t* argument", KIND_INVALID_OBJECT},
	{"_destroy", KIND_DESTROY_IN_USE},
	{"pthread_cond", KIND_CONDVAR_MISUSE},
	{"pthread_barrier", KIND_BARRIER_MISUSE},
	{NULL, KIND_UNKNOWN},
};

static const struct row drd_texts[] = {
	{"ecursive", KIND_RELOCK},
	{"not locked", KIND_BAD_UNLOCK},
	{"still locked", KIND_LOCK_HELD},
	{"is not a", KIND_INVALID_OBJECT},
	{"Not a", KIND_INVALID_OBJECT},
	{"rong type", KIND_INVALID_OBJECT},
	{"reinit", KIND_INVALID_OBJECT},
	/* "The impossible happened: mutex is locked simultaneously by two threads": memory reused
	   as a lock */
	{"simultaneously", KIND_INVALID_OBJECT},
	{"Destr", KIND_DESTROY_IN_USE},
	{NULL, KIND_UNKNOWN},
};

static enum kind
by_start(const struct row *rows, const char *words)
{
	while (rows->words && !text_starts(words, rows->words)) {
		rows++;
	}
	return rows->kind;
}

static enum kind
by_name(const struct row *rows, const char *name)
{
	while (rows->words && strcmp(rows->words, name) != 0) {
		rows++;
	}
	return rows->kind;
}

static enum kind
by_text(const struct row *rows, const char *text)
{
	while (rows->words && !strstr(text, rows->words)) {
		rows++;
	}
	return rows->kind;
}

enum kind
words_tsan_kind(const char *words)
{
	return by_start(tsan_rows, words);
}

bool
words_valgrind_plain(const char *kind)
{
	return by_name(helgrind_kinds, kind) != KIND_UNKNOWN ||
	       by_name(drd_kinds, kind) != KIND_UNKNOWN;
}

enum kind
words_valgrind_kind(enum detector d, const char *kind, const char *text)
{
	if (d == DET_HELGRIND) {
		return strcmp(kind, "Misc") == 0 ? by_text(helgrind_texts, text)
						 : by_name(helgrind_kinds, kind);
	}
	bool told = strcmp(kind, "MutexErr") == 0 || strcmp(kind, "RwlockErr") == 0 ||
		    strcmp(kind, "GenericErr") == 0;
	enum kind k = told ? by_text(drd_texts, text) : by_name(drd_kinds, kind);
	return k == KIND_UNKNOWN && strcmp(kind, "GenericErr") == 0 ? KIND_API_ERROR : k;
}

/* Prefixes of run-times' wrappers, the longest first. */
static const char *const wrappers[] = {
	"___interceptor_", "__interceptor_", "__tsan_mem", "__GI_", NULL};

char *
words_plain_function(const char *function, char *buf, size_t size)
{
	for (size_t i = 0; wrappers[i]; i++) {
		if (text_starts(function, wrappers[i])) {
			/* "__tsan_memcpy" stands for "memcpy" */
			function += strlen(wrappers[i]) - (text_ends(wrappers[i], "mem") ? 3 : 0);
			break;
		}
	}
	size_t len = strcspn(function, "@(");
	static const char *const clones[] = {".constprop.", ".isra.", ".part.", ".cold", NULL};
	for (size_t i = 0; clones[i]; i++) {
		const char *clone = strstr(function, clones[i]);
		if (clone && (size_t)(clone - function) < len) {
			len = (size_t)(clone - function);
		}
	}
	snprintf(buf, size, "%.*s", (int)(len < size ? len : size - 1), function);
	return buf;
}

static bool
is_free(const char *name)
{
	return strcmp(name, "free") == 0 || strcmp(name, "cfree") == 0 ||
	       strcmp(name, "realloc") == 0 || text_starts(name, "operator delete");
}

static bool
is_synchronisation(const char *name)
{
	return text_starts(name, "pthread_") || text_starts(name, "sem_") ||
	       text_starts(name, "mtx_") || text_starts(name, "cnd_") ||
	       text_starts(name, "__tsan_mutex_");
}

enum access_op
words_call_op(const char *function)
{
	char name[64];
	if (!function) {
		return OP_NONE;
	}
	words_plain_function(function, name, sizeof name);
	if (is_free(name)) {
		return OP_FREE;
	}
	if (!is_synchronisation(name)) {
		return OP_NONE;
	}
	static const struct {
		const char *part;
		enum access_op op;
	} parts[] = {{"unlock", OP_UNLOCK}, {"destroy", OP_DESTROY}, {"wait", OP_WAIT},
		{"lock", OP_LOCK}, {"create", OP_CREATE}};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (strstr(name, parts[i].part)) {
			return parts[i].op;
		}
	}
	return OP_NONE;
}

enum access_op
words_text_op(const char *text)
{
	const char *call = strstr(text, "pthread_");
	if (!call) {
		call = strstr(text, "sem_");
	}
	if (!call) {
		return strstr(text, "re-lock") ? OP_LOCK : OP_NONE;
	}
	char name[64];
	size_t n = 0;
	while (n + 1 < sizeof name &&
		(isalnum((unsigned char)call[n]) || strchr("_{},", call[n])) && call[n]) {
		name[n] = call[n];
		n++;
	}
	name[n] = '\0';
	return words_call_op(name);
}
