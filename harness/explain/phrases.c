// SPDX-License-Identifier: MIT
#include "phrases.h"

#include <string.h>

#include "finding.h"

/* The words of a finding's kind come from the model; here is what only some findings of a kind need. */
static const struct kind_text further[PHRASES_END - KIND_COUNT] = {
	[PHRASES_TWICE - KIND_COUNT] = {NULL, NULL, NULL, NULL,
		"Its state is forgotten: whoever waits at it may wait for ever, and where it is a "
		"lock, two threads may be inside at once.",
		{"initialise it in one place, before the first thread starts: costs nothing",
			"destroy it before it is initialised again, when nobody uses it any more: "
			"costs nothing"},
		{"a plain flag that says whether it is initialised: two threads can both find it "
		 "unset"},
		false},
	[PHRASES_DESCRIPTOR - KIND_COUNT] = {NULL, NULL, NULL,
		"Nothing makes the one who closes wait for the last use.",
		"The call fails (EBADF), or the number already belongs to another file, and it "
		"reads from or writes to that one.",
		{"close after the last user is done (join, or a count of users): costs waiting",
			"give each user a descriptor of its own (`dup`): costs a descriptor for "
			"each"},
		{"asking whether it is still open before each use: it can be closed right after "
		 "the answer",
			"ignoring EBADF: the number may be another file's by then"},
		false},
	[PHRASES_TABLES - KIND_COUNT] = {NULL, NULL, NULL, NULL,
		"The reader holds a pointer to what is being moved, freed or written: wrong text, "
		"or a crash.",
		{"set it before the first thread starts, or pass the value as an argument: costs "
		 "nothing",
			"one mutex around every access, also those inside of libraries: costs "
			"care, as not all can be reached"},
		{"a copy of what the call returned: it may change while it is copied"}, false},
	[PHRASES_OWN_FREE - KIND_COUNT] = {NULL, NULL, NULL,
		"Nothing that says, after the free, that this memory is not there any more.",
		"What is read belongs to somebody else by now, and what is written spoils it: "
		"wrong data, a crash far away, a hole for attackers.",
		{"free it after the last use, and keep no second pointer to it: costs nothing",
			"take out what is still needed before the free: costs the copy"},
		{"not freeing: a leak in place of a bug; may be right for one object of each "
		 "process"},
		false},
	[PHRASES_ATOMIC - KIND_COUNT] = {NULL, NULL, NULL,
		"Nothing, if every access to it is atomic: the tool doesn't see what atomics "
		"order.",
		"None of its own. But what one side hands over by this atomic can be seen too "
		"early by the other one, where the order is too weak (memory_order_relaxed).",
		{"look at it with ThreadSanitizer, which knows atomics: costs a build",
			"release where something is handed over and acquire where it is taken: "
			"costs nothing on x86, a barrier on ARM"},
		{"volatile in place of the atomic: orders nothing, and then it is a race"}, true},
	[PHRASES_READ_UNLOCK - KIND_COUNT] = {NULL, NULL, NULL, NULL,
		"The lock counts a reader less and may stay closed for ever, or let somebody in "
		"while the writer is still inside.",
		{"release it the way it was taken: costs nothing"}, {NULL}, false},
	[PHRASES_FORBIDDEN - KIND_COUNT] = {NULL, NULL, NULL, NULL,
		"Whoever needs the lock waits as long as the call takes; if the call waits for "
		"such a thread, both wait for ever.",
		{"unlock before the call, and lock again after it: costs care, as the data may "
		 "change in between",
			"make the call where no lock is held yet, or none any more: costs "
			"rearranging"},
		{"taking the check out: what it warns of stays"}, false},
	[PHRASES_GRANTED - KIND_COUNT] = {NULL, NULL, NULL, NULL,
		"Two threads may be inside at once, and the unlock of one opens the lock of the "
		"other.",
		{"initialise it once, before the first thread starts, and let nothing else write "
		 "to it: costs nothing",
			"hand out pointers to it, and never a copy: costs nothing"},
		{"zeroing the memory to get it free: whoever held it is still inside"}, false},
};

const struct kind_text *
phrases_of(int as)
{
	return as < KIND_COUNT ? kind_text((enum kind)as) : &further[as - KIND_COUNT];
}

#define TWICE                                                                              \
	"Initialised twice", "an object initialised twice",                                \
		"An object is initialised a second time. Whoever holds it or waits at it " \
		"is forgotten.",                                                           \
		NULL
#define GRANTED                                                                                   \
	"Lock given to two threads", "a lock given to two threads",                               \
		"A lock was given to a thread while, by the tool's books, another one holds it: " \
		"its memory was set anew in between, overwritten, or copied over.",               \
		NULL

#define TWO_MUTEXES "Threads wait at one condition variable with different mutexes."
#define UNLOCKED_SIGNAL                                                                           \
	"A condition variable is signalled by a thread that doesn't hold its waiters' mutex. As " \
	"such that is allowed; it is wrong where the condition changes without the mutex too."

struct phrase {
	const char *title, *thing, *about, *harm;
};

/* By the tool's own words, where they say more than the kind; NULL: as for the kind. */
static const struct {
	enum kind kind;
	const char *part;
	struct phrase phrase;
} special[] = {
	{KIND_BAD_UNLOCK, "read unlock",
		{NULL, NULL,
			"A lock that was taken to write is released as if it had been taken to "
			"read.",
			NULL}},
	{KIND_BAD_UNLOCK, "invalid lock",
		{NULL, NULL,
			"The unlock got something that the tool doesn't know as a lock: it was "
			"never locked, or is destroyed already, or is no lock at all.",
			NULL}},
	{KIND_RELOCK, "read lock of a write locked",
		{NULL, NULL, "A lock that is held to write is taken again, to read.",
			"The thread waits for itself, or reads with a lock that it has only by "
			"chance; pthread_rwlock_rdlock() of this C library refuses it (EDEADLK)."}},
	{KIND_RELOCK, "double lock", {GRANTED}},
	{KIND_INVALID_OBJECT, "already initialised", {TWICE}},
	{KIND_INVALID_OBJECT, "einit", {TWICE}},
	{KIND_BARRIER_MISUSE, "einit", {TWICE}},
	{KIND_API_ERROR, "einit", {TWICE}},
	{KIND_API_ERROR, "nvalid semaphore",
		{"Use of an invalid object", "the use of an object that is not valid",
			"A call gets a semaphore that was never initialised, or is destroyed "
			"already.",
			NULL}},
	{KIND_API_ERROR, "being waited upon",
		{"Destroyed while in use", "an object destroyed while it is in use",
			"A semaphore is destroyed while a thread waits at it.", NULL}},
	{KIND_INVALID_OBJECT, "is not a",
		{NULL, NULL,
			"A call gets an object that the tool doesn't know as a mutex (or the "
			"like): neither initialised nor locked before, a copy, destroyed, or "
			"something else.",
			NULL}},
	{KIND_INVALID_OBJECT, "granted", {GRANTED}},
	{KIND_INVALID_OBJECT, "simultaneously", {GRANTED}},
	{KIND_DESTROY_IN_USE, "invalid argument",
		{"Destroy of an invalid object", "the destroy of an object that is not valid",
			"A mutex (or a like object) is destroyed that was never initialised, is a "
			"copy, or is destroyed already.",
			NULL}},
	{KIND_DESTROY_IN_USE, "ondition variable",
		{NULL, NULL,
			"A condition variable is destroyed while a thread waits at it: by the "
			"standard anything may happen then.",
			"The waiter may never wake; this C library's destroy waits for it, and may "
			"hang as well."}},
	{KIND_CONDVAR_MISUSE, "different mutex", {NULL, NULL, TWO_MUTEXES, NULL}},
	{KIND_CONDVAR_MISUSE, "Inconsistent", {NULL, NULL, TWO_MUTEXES, NULL}},
	{KIND_CONDVAR_MISUSE, "not held", {NULL, NULL, UNLOCKED_SIGNAL, NULL}},
	{KIND_CONDVAR_MISUSE, "not locked", {NULL, NULL, UNLOCKED_SIGNAL, NULL}},
	{KIND_LOCK_HELD, "wrong context",
		{"Lock held in the wrong place", "a lock held where none may be",
			"A call that the program has marked as one to be made without locks was "
			"made with a lock in hand.",
			NULL}},
};

static struct phrase
phrase_of(const struct finding *f)
{
	struct phrase none = {0};
	const char *own = f->words ? f->words : "";
	const char *first = f->access_count && f->accesses[0].words ? f->accesses[0].words : "";
	for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
		if (special[i].kind == f->kind &&
			(strstr(own, special[i].part) || strstr(first, special[i].part))) {
			return special[i].phrase;
		}
	}
	if (f->kind == KIND_RACE && f->location.kind == LOCATION_FD) {
		none.about = "Two threads use the same file descriptor, at least one of them opens "
			     "or closes it, and nothing puts one call before the other.";
	}
	return none;
}

const char *
phrases_title(const struct finding *f)
{
	const char *own = phrase_of(f).title;
	return own ? own : kind_text(f->kind)->title;
}

const char *
phrases_thing(const struct finding *f)
{
	const char *own = phrase_of(f).thing;
	return own ? own : kind_text(f->kind)->thing;
}

const char *
phrases_about(const struct finding *f)
{
	const char *own = phrase_of(f).about;
	return own ? own : kind_text(f->kind)->about;
}

const char *
phrases_harm(const struct finding *f, int as)
{
	const char *own = phrase_of(f).harm;
	const char *first = f->access_count && f->accesses[0].words ? f->accesses[0].words : "";
	/* A call that failed did nothing: what it would have done to others didn't happen. */
	bool refused = f->kind == KIND_API_ERROR &&
		       (strstr(first, " failed") || (f->words && strstr(f->words, " failed")));
	return own ? own : phrases_of(as && !refused ? as : (int)f->kind)->harm;
}

const char *
phrases_suppression(enum detector d)
{
	return d == DET_TSAN ? "no_sanitize, a suppression: hides the report from you, and the bug "
			       "from nobody"
	       : d == DET_HELGRIND || d == DET_DRD
		       ? "a suppression: hides the report from you, and the bug from nobody"
		       : NULL;
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
