// SPDX-License-Identifier: MIT
#include "valgrind_words.h"

#include "valgrind_plain.h"

/* A sentence begins so and has these words in it; the first row that fits wins. */
static const struct {
	const char *start, *words, *also;
	enum detector detector;
	const char *kind;
} rows[] = {
	{"Possible data race during ", "", "", DET_HELGRIND, "Race"},
	{"Thread #", ": lock order \"", "", DET_HELGRIND, "LockOrder"},
	{"Thread #", "'s call to ", " failed", DET_HELGRIND, "PthAPIerror"},
	{"Thread #", " unlocked an invalid lock at ", "", DET_HELGRIND, "UnlockBogus"},
	{"Thread #", " currently held by thread #", "", DET_HELGRIND, "UnlockForeign"},
	{"Thread #", " unlocked a not-locked lock at ", "", DET_HELGRIND, "UnlockUnlocked"},
	{"Thread #", ": ", "", DET_HELGRIND, "Misc"},

	{"Conflicting load by thread ", "", "", DET_DRD, "ConflictingAccess"},
	{"Conflicting store by thread ", "", "", DET_DRD, "ConflictingAccess"},
	{"Probably a race condition: condition variable ", "", "", DET_DRD, "CondRaceErr"},
	{"The object at address 0x", " is not a mutex", "", DET_DRD, "MutexErr"},
	{"Acquired at:", "", "", DET_DRD, "HoldtimeErr"},
	{"Lock on ", " was held during ", "", DET_DRD, "HoldtimeErr"},
	{"", ": mutex 0x", ", recursion count ", DET_DRD, "MutexErr"},
	{"", ": condition variable 0x", ", mutexes 0x", DET_DRD, "CondWaitErr"},
	{"", ": cond 0x", " locked by thread ", DET_DRD, "CondDestrErr"},
	{"", ": cond 0x", "", DET_DRD, "CondErr"},
	{"", ": semaphore 0x", "", DET_DRD, "SemaphoreErr"},
	{"", ": barrier 0x", "", DET_DRD, "BarrierErr"},
	{"", ": rwlock 0x", "", DET_DRD, "RwlockErr"},
	{"", "invalid thread ID 0x", "", DET_DRD, "InvalidThreadId"},
	{"The annotation macro ", " not yet been implemented", "", DET_DRD, "UnimpHgClReq"},
};

const char *
valgrind_words_kind(struct span sentence, enum detector *d)
{
	struct span t = span_trim(sentence);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (span_starts(t, rows[i].start) && span_find(t, rows[i].words) >= 0 &&
			span_find(t, rows[i].also) >= 0) {
			*d = rows[i].detector;
			return rows[i].kind;
		}
	}
	return NULL;
}

const char *
valgrind_words_generic(void)
{
	return "GenericErr";
}

bool
valgrind_plain_detector(struct span text, enum detector *d)
{
	return valgrind_words_kind(text, d) != NULL;
}
