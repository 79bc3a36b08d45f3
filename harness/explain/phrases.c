// SPDX-License-Identifier: MIT
#include "phrases.h"

#include <string.h>

#include "finding.h"

#define SUPPRESS          "no_sanitize, a suppression: hides the report from you, and the bug from nobody"
#define SUPPRESS_VALGRIND "a suppression: hides the report from you, and the bug from nobody"
#define SLEEP             "a sleep: makes the bad moment rarer, and a loaded machine brings it back"

static const struct phrases races = {
	"a data race",
	"Data race",
	"Two threads touched the same memory, at least one of them wrote, and nothing put one "
	"access before the other.",
	"Nothing orders the two accesses: no lock that both sides hold, no join, no wait for each "
	"other.",
	"What is read may be old, or half of a new value; an update may be lost. In C the program "
	"has no meaning any more: the compiler may keep the value in a register for ever.",
	{"one mutex around the access, held by both sides: costs waiting when they meet",
		"an atomic, where it is one word and one step (`atomic_fetch_add`): costs the "
		"cache line's travel",
		"give each thread its own and combine after the join: costs memory, and the total "
		"is known late"},
	{"volatile: keeps the value out of registers and orders nothing; it is still a race", SLEEP,
		"an atomic load, then an atomic store: no report any more, and an update between "
		"the two is still lost",
		SUPPRESS},
};

static const struct phrases calls_error = {
	"a call that returned an error",
	"A call failed",
	"A call of the thread library returned an error; the tool shows it, whether or not the "
	"program looks.",
	NULL,
	"What comes after relies on something that didn't happen: a lock not taken, a thread not "
	"started.",
	{"look at the result of the call, and decide: costs nothing"},
	{"ignoring the result: the program goes on without what it asked for", SUPPRESS},
};

static const struct phrases table[KIND_COUNT] = {
	[KIND_UNKNOWN] = {"something unknown", "Unknown report",
		"The tool reports something that hazard doesn't know by its words.", NULL,
		"That can't be told from here.", {NULL}, {SUPPRESS}},
	[KIND_USE_AFTER_FREE] = {"a use after free", "Use after free",
		"Memory was used after it was given back, or while it was being given back.",
		"Nothing makes the one who frees wait for the last use.",
		"What is read belongs to somebody else by now, and what is written spoils it: "
		"wrong data, a crash far away, a hole for attackers.",
		{"free after the last user is joined: costs waiting",
			"count the users, and let the last one free: costs an atomic operation a "
			"user",
			"leave it to its owner: hand over a copy: costs the copy"},
		{SLEEP,
			"setting the pointer to NULL after the free: the other thread has its copy "
			"already",
			"not freeing: a leak in place of a bug; may be right for one object a "
			"process",
			SUPPRESS}},
	[KIND_LOCK_ORDER] = {"locks taken in opposite orders", "Lock order inversion",
		"The same locks were taken in different orders. Nothing hung this time; when each "
		"thread holds the lock that the other wants, all wait for ever.",
		"One order for these locks that everybody keeps.",
		"A deadlock: on a day when the two threads meet, they stop, and whoever needs them "
		"stops too.",
		{"take the locks in one order everywhere (by name, by address): costs nothing",
			"one lock in place of the two: costs waiting",
			"pthread_mutex_trylock(), and give everything back when it fails: costs "
			"retries, and care"},
		{SLEEP, "a timed lock whose failure is ignored: goes on without the lock",
			SUPPRESS}},
	[KIND_DEADLOCK] = {"a deadlock", "Deadlock",
		"Each of these threads waits for what another one of them holds.",
		"One order for these locks that everybody keeps.", "The program stands still.",
		{"take the locks in one order everywhere (by name, by address): costs nothing",
			"one lock in place of several: costs waiting"},
		{SLEEP, "a timed lock whose failure is ignored: goes on without the lock"}},
	[KIND_STUCK] = {"threads that nobody is left to wake", "Nobody left to wake them",
		"Threads wait, and no thread is left that could wake them.",
		"The wake-up that these threads wait for.", "The program stands still.",
		{"ask for the condition in a loop around the wait, and change it under the same "
		 "lock: costs nothing"},
		{"a timed wait in a loop: turns a hang into a delay", SLEEP}},
	[KIND_LIVELOCK] = {"a livelock", "Livelock",
		"The threads go on for ever and come no further.", NULL,
		"The program burns time and does nothing.",
		{"let one of them win: an order, or a random wait: costs a delay"}, {SLEEP}},
	[KIND_RELOCK] = {"a lock taken again by its owner", "Lock taken again by its owner",
		"A thread asks for a lock that it holds already. A plain mutex makes it wait for "
		"itself.",
		NULL, "That thread waits for ever, and everybody who needs the lock after it.",
		{"split the function: one part that locks, one that expects the lock to be held: "
		 "costs nothing",
			"unlock before the call that locks again: costs care, as others may come "
			"between"},
		{"a recursive mutex: no hang, but the inner function works on data that the outer "
		 "one has half changed",
			"trylock without a look at its result: goes on without the lock",
			SUPPRESS}},
	[KIND_BAD_UNLOCK] = {"an unlock that is not allowed", "Unlock that is not allowed",
		"A lock was released by a thread that doesn't hold it: it was free, or another "
		"thread's, or no lock at all.",
		NULL,
		"Somebody else's lock is opened: two threads are inside at once. With a plain "
		"mutex the behaviour is undefined.",
		{"pair each lock with one unlock, in the same function and the same thread: costs "
		 "nothing",
			"a semaphore, where one thread waits and another releases: costs about the "
			"same"},
		{"asking whether it is locked before the unlock: another thread's lock also looks "
		 "locked",
			SUPPRESS}},
	[KIND_LOCK_HELD] = {"a lock still held", "Lock still held",
		"A thread came to its end and still holds a lock.", NULL,
		"Nobody can take that lock any more: the next one who asks waits for ever.",
		{"unlock on every way out, also on those for errors: costs nothing",
			"unlock in a clean-up handler, where threads are cancelled: costs little"},
		{"a robust mutex whose EOWNERDEAD is ignored: the data stays half changed",
			SUPPRESS}},
	[KIND_INVALID_OBJECT] = {"the use of an object that is not valid",
		"Use of an object that is not valid",
		"A call got a mutex (or a like object) that was never initialised, is a copy, or "
		"is destroyed already.",
		NULL,
		"It may seem to work, as zeroed memory looks like a free mutex; it may also keep "
		"nobody out, or hang.",
		{"initialise it once, before the first thread starts, and destroy it after the "
		 "last one: costs nothing"},
		{"zeroing the memory: works with this C library by chance", SUPPRESS}},
	[KIND_DESTROY_IN_USE] = {"an object destroyed while it is in use", "Destroyed while in use",
		"A mutex (or a like object) was destroyed while it was locked, or while somebody "
		"waits at it.",
		"Nothing makes the one who destroys wait for the last user.",
		"Who holds it or waits at it works on memory that means nothing any more: a hang, "
		"or a crash.",
		{"destroy after the join of the last user: costs waiting",
			"unlock before the destroy: costs nothing"},
		{"not destroying it: silent; may be right for one that lives as long as the "
		 "process",
			SUPPRESS}},
	[KIND_CONDVAR_MISUSE] = {"a condition variable misused", "Condition variable misused",
		"A condition variable was not used with the one mutex that guards its condition.",
		"The mutex: the condition has to change, and to be asked for, under one and the "
		"same.",
		"A wake-up is lost, and the waiter waits for ever; or it wakes and the condition "
		"doesn't hold.",
		{"change the condition under the waiters' mutex, signal, and wait in a loop that "
		 "asks again: costs nothing"},
		{"a timed wait: turns the hang into a delay", SLEEP, SUPPRESS}},
	[KIND_BARRIER_MISUSE] = {"a barrier misused", "Barrier misused",
		"A barrier was initialised again, or destroyed, or left, at a time when that is "
		"not allowed.",
		NULL, "Threads wait at it for ever, or go through too early.",
		{"initialise it once before the threads start, destroy it after their join: costs "
		 "nothing"},
		{SLEEP, SUPPRESS}},
	[KIND_THREAD_LEAK] = {"a thread that nobody joined", "Thread that nobody joined",
		"A thread ended, or still ran, when the program did, and nobody had joined or "
		"detached it.",
		"A pthread_join(): nobody waits for this thread's end.",
		"What the thread does last may not be done, or comes after others have used its "
		"result; each such thread keeps its stack.",
		{"pthread_join() where its result is needed: costs the waiting that is needed",
			"pthread_detach(), where nobody needs its end: costs nothing, and its data "
			"must live on its own"},
		{"pthread_detach() alone: no report any more, and still nobody waits", SLEEP,
			SUPPRESS}},
	[KIND_SIGNAL_UNSAFE] = {"an unsafe call in a signal handler",
		"Unsafe call in a signal handler",
		"A signal handler called a function that must not be called from one: the handler "
		"may have interrupted that very function.",
		NULL,
		"The heap is spoiled, or the handler waits for a lock that the thread it "
		"interrupted holds.",
		{"set a `volatile sig_atomic_t` (or write() to a pipe) in the handler, and do the "
		 "work outside: costs a delay",
			"let one thread take the signals by sigwait(): costs a thread"},
		{"a flag that says `already in a handler`: another function may be interrupted all "
		 "the same",
			SUPPRESS}},
	[KIND_ERRNO_SPOILED] = {"errno spoiled by a signal handler", "Signal handler spoils errno",
		"A signal handler changed `errno`, which the code that it interrupted was about to "
		"read.",
		NULL,
		"A call that failed seems to have failed for another reason, or EINTR is not seen.",
		{"save errno when the handler begins, and restore it when it ends: costs nothing"},
		{SUPPRESS}},
	[KIND_HOLD_TIME] = {"a lock held for too long", "Lock held for long",
		"A lock was held longer than the limit that was given to the tool. That is no "
		"error by itself.",
		NULL, "Everybody who needs the lock waits that long.",
		{"do the slow part (I/O, sleeping, computing) without the lock: costs care, as the "
		 "data may change meanwhile"},
		{"a higher limit: the others wait as before"}},
	[KIND_WRONG_RESULT] = {"a wrong result", "Wrong result",
		"The program said that its result is wrong.", NULL, "", {0}, {0}},
	[KIND_BAD_EXIT] = {"a failure that the program reports", "Failure",
		"The program ended with a failure.", NULL, "", {0}, {0}},
	[KIND_CRASH] = {"a crash", "Crash", "The program crashed.", NULL, "", {0}, {0}},
	[KIND_HANG] = {"a hang", "Hang", "The program stood still.", NULL, "", {0}, {0}},
	[KIND_SPIN] = {"an endless loop", "Endless loop", "The program went round for ever.", NULL,
		"", {0}, {0}},
	[KIND_TOOL_ABORT] = {"the tool's own crash", "The tool broke", "The tool itself gave up.",
		NULL, "", {0}, {0}},
};

const struct phrases *
phrases_of(enum kind k)
{
	return k == KIND_RACE ? &races : k == KIND_API_ERROR ? &calls_error : &table[k];
}

#define TWICE                                                                                  \
	"an object initialised twice", "Initialised twice",                                    \
		"An object was initialised a second time. Whoever held it or waited at it is " \
		"forgotten.",                                                                  \
		"Two threads may be inside at once, and who waited may wait for ever."
#define ANOTHER                                                                                   \
	NULL, NULL,                                                                               \
		"A lock was given to a thread while, by the tool's books, another one holds it: " \
		"its memory was set "                                                             \
		"anew in between, or used for something else.",                                   \
		NULL

struct phrase {
	const char *thing, *heading, *meaning, *harm;
};

/* By the tool's own words, where they say more than the kind; NULL: as for the kind. */
static const struct {
	enum kind kind;
	const char *part;
	struct phrase phrase;
} special[] = {
	{KIND_BAD_UNLOCK, "read unlock",
		{NULL, NULL,
			"A lock that was taken to write was released as if it had been taken to "
			"read.",
			NULL}},
	{KIND_RELOCK, "read lock of a write locked",
		{NULL, NULL, "A lock that is held to write was taken again, to read.", NULL}},
	{KIND_INVALID_OBJECT, "already initialised", {TWICE}},
	{KIND_INVALID_OBJECT, "einit", {TWICE}},
	{KIND_BARRIER_MISUSE, "einit", {TWICE}},
	{KIND_API_ERROR, "einit", {TWICE}},
	{KIND_INVALID_OBJECT, "granted", {ANOTHER}},
	{KIND_INVALID_OBJECT, "simultaneously", {ANOTHER}},
	{KIND_LOCK_HELD, "wrong context",
		{"a lock held where none may be", "Lock held in the wrong place",
			"A call that the program has marked as one to be made without locks was "
			"made with a lock in hand.",
			"Whoever needs the lock waits as long as the call takes; if the call waits "
			"for such a thread, both wait for "
			"ever."}},
};

static struct phrase
phrase_of(const struct finding *f)
{
	const struct phrases *p = phrases_of(f->kind);
	struct phrase out = {p->thing, p->heading, p->meaning, p->harm};
	const char *own = f->words ? f->words : "";
	const char *first = f->access_count && f->accesses[0].words ? f->accesses[0].words : "";
	for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
		const struct phrase *s = &special[i].phrase;
		if (special[i].kind == f->kind &&
			(strstr(own, special[i].part) || strstr(first, special[i].part))) {
			out.thing = s->thing ? s->thing : out.thing;
			out.heading = s->heading ? s->heading : out.heading;
			out.meaning = s->meaning ? s->meaning : out.meaning;
			out.harm = s->harm ? s->harm : out.harm;
			break;
		}
	}
	return out;
}

const char *
phrases_thing(const struct finding *f)
{
	return phrase_of(f).thing;
}

const char *
phrases_heading(const struct finding *f)
{
	return phrase_of(f).heading;
}

const char *
phrases_meaning(const struct finding *f)
{
	return phrase_of(f).meaning;
}

const char *
phrases_harm(const struct finding *f)
{
	return phrase_of(f).harm;
}

const char *
phrases_silencer(const char *silencer, enum detector d)
{
	bool valgrind = d == DET_HELGRIND || d == DET_DRD;
	return valgrind && strcmp(silencer, SUPPRESS) == 0 ? SUPPRESS_VALGRIND : silencer;
}

const char *
phrases_kind(enum kind k)
{
	return phrases_of(k)->thing;
}

const char *
phrases_detector(enum detector d)
{
	static const char *const words[DET_COUNT] = {
		[DET_TSAN] = "ThreadSanitizer",
		[DET_HELGRIND] = "Helgrind",
		[DET_DRD] = "DRD",
		[DET_NATIVE] = "a plain run",
		[DET_EXPLORE] = "explorer",
	};
	return words[d];
}

const char *
phrases_op_noun(enum access_op op)
{
	switch (op) {
	case OP_READ:
		return "a read";
	case OP_WRITE:
		return "a write";
	case OP_ATOMIC_READ:
		return "an atomic read";
	case OP_ATOMIC_WRITE:
		return "an atomic write";
	case OP_FREE:
		return "a free";
	case OP_LOCK:
		return "a lock";
	case OP_UNLOCK:
		return "an unlock";
	case OP_DESTROY:
		return "a destroy";
	case OP_WAIT:
		return "a wait";
	case OP_CREATE:
		return "a start of a thread";
	case OP_NONE:
		break;
	}
	return "an access";
}

const char *
phrases_op_verb(enum access_op op)
{
	switch (op) {
	case OP_READ:
		return "reads";
	case OP_WRITE:
		return "writes";
	case OP_ATOMIC_READ:
		return "atomically reads";
	case OP_ATOMIC_WRITE:
		return "atomically writes";
	case OP_FREE:
		return "frees";
	case OP_LOCK:
		return "locks";
	case OP_UNLOCK:
		return "unlocks";
	case OP_DESTROY:
		return "destroys";
	case OP_WAIT:
		return "waits at";
	case OP_CREATE:
		return "starts";
	case OP_NONE:
		break;
	}
	return "touches";
}
