// SPDX-License-Identifier: MIT
#include "kind_text.h"

#include <ctype.h>
#include <string.h>

#include "buf.h"

#define SLEEP     "a sleep: makes the bad moment rarer, and a loaded machine brings it back"
#define ONE_ORDER "take the locks in one order everywhere (by name, by address): costs nothing"
#define TIMED     "a timed lock whose failure is ignored: goes on without the lock"

static const struct kind_text texts[KIND_COUNT] = {
	[KIND_UNKNOWN] = {"Unknown report", "something unknown",
		"The tool says something that hazard doesn't know.", NULL,
		"That can't be told from here.", {"read the tool's own words: costs time"}, {NULL},
		false},
	[KIND_RACE] = {"Data race", "a data race",
		"Two threads touch the same memory, at least one of them writes, and nothing puts "
		"one access before the other.",
		"Nothing orders the two accesses: no lock that both sides hold, no join, no wait "
		"for each other.",
		"What is read may be old, or half of a new value; an update may be lost. By the "
		"rules of C the behaviour is undefined: the compiler may even keep the value in "
		"a register for ever.",
		{"one mutex around the access, held by both sides: costs waiting when they meet",
			"an atomic, where it is one word and one step (`atomic_fetch_add`): costs "
			"the way of a cache line from core to core",
			"give each thread its own and combine after the join: costs memory, and "
			"the total is known late"},
		{"volatile: keeps the value out of registers and orders nothing; it is still a "
		 "race",
			SLEEP,
			"an atomic load, then an atomic store: no report any more, and an update "
			"between the two is still lost"},
		false},
	[KIND_USE_AFTER_FREE] = {"Use after free", "a use after free",
		"Memory is used after it was given back, or while it is being given back.",
		"Nothing makes the one who frees wait for the last use.",
		"What is read belongs to somebody else by now, and what is written spoils it: "
		"wrong data, a crash far away, a hole for attackers.",
		{"free after the last user is joined: costs waiting",
			"count the users, and let the last one free: costs an atomic operation for "
			"each user",
			"leave it to its owner, and hand over a copy: costs the copy"},
		{SLEEP,
			"setting the pointer to NULL after the free: the other thread has its copy "
			"already",
			"not freeing: a leak in place of a bug; may be right for one object of "
			"each process"},
		false},
	[KIND_LOCK_ORDER] = {"Lock-order inversion", "locks taken in opposite orders",
		"The same locks are taken in different orders. Nothing hung this time; but when "
		"each of several threads holds a lock that another one asks for, all wait for "
		"ever.",
		"One order for these locks that everybody keeps.",
		"A deadlock: when the threads meet at the wrong moment, they stop, and whoever "
		"needs them stops too.",
		{ONE_ORDER, "one lock in place of several: costs waiting",
			"pthread_mutex_trylock(), and give everything back when it fails: costs "
			"retries, and care"},
		{SLEEP, TIMED}, false},
	[KIND_DEADLOCK] = {"Deadlock", "a deadlock",
		"Each of these threads waits for what another one of them holds.",
		"One order for these locks that everybody keeps.", "The program stands still.",
		{ONE_ORDER, "one lock in place of several: costs waiting",
			"never wait for a thread while holding what it needs: costs care"},
		{SLEEP, TIMED}, false},
	[KIND_STUCK] = {"Stuck", "threads that nobody is left to wake",
		"Threads wait, and no thread is left that could wake them.",
		"The wake-up that these threads wait for.", "The program stands still.",
		{"ask for the condition in a loop around the wait, and change it under the same "
		 "lock: costs nothing",
			"make the end a condition too, and wake everybody for it: costs nothing"},
		{"a timed wait in a loop: turns a hang into a delay", SLEEP}, false},
	[KIND_LIVELOCK] = {"Livelock", "a livelock",
		"The threads run for ever, and none of them gets anywhere.", NULL,
		"The program burns time and does nothing.",
		{"let one of them win (by rank, by chance, or by really waiting): costs a delay"},
		{SLEEP}, false},
	[KIND_RELOCK] = {"Lock taken again by its owner", "a lock taken again by its owner",
		"A thread asks for a lock that it holds already. A plain mutex makes it wait for "
		"itself.",
		NULL,
		"With a plain mutex that thread waits for ever, and so does everybody who needs "
		"the lock after it.",
		{"split the function into one that locks and one that expects the lock to be held: "
		 "costs nothing",
			"unlock before the call that locks again: costs care, as others may come "
			"between"},
		{"a recursive mutex: no hang, but the inner function works on data that the outer "
		 "one has half changed",
			"trylock without a look at its result: goes on without the lock"},
		false},
	[KIND_BAD_UNLOCK] = {"Wrong unlock", "an unlock that is not allowed",
		"A lock is released by a thread that doesn't hold it: it is free, or another "
		"thread's, or no lock at all.",
		NULL,
		"If another thread holds it, that thread's lock is opened, and two threads are "
		"inside at once. For a plain mutex or a read-write lock the behaviour is "
		"undefined.",
		{"pair each lock with one unlock, in the same function and the same thread: costs "
		 "nothing",
			"a semaphore, where one thread waits and another releases: costs about the "
			"same"},
		{"asking whether it is locked before the unlock: another thread's lock also looks "
		 "locked"},
		false},
	[KIND_LOCK_HELD] = {"Lock still held", "a lock still held",
		"A thread comes to its end and still holds a lock.", NULL,
		"Nobody can take that lock any more: the next one who asks waits for ever.",
		{"unlock on every way out, also on those for errors: costs nothing",
			"unlock in a clean-up handler, where threads are cancelled: costs little"},
		{"a robust mutex whose EOWNERDEAD is ignored: the data stays half changed"}, false},
	[KIND_INVALID_OBJECT] = {"Use of an invalid object",
		"the use of an object that is not valid",
		"A call gets a mutex (or a like object) that was never initialised, is a copy, or "
		"is destroyed already.",
		NULL,
		"It may seem to work, as zeroed memory looks like a free mutex; it may also keep "
		"nobody out, or hang.",
		{"initialise it once, before the first thread starts, and destroy it after the "
		 "last one has ended: costs nothing"},
		{"zeroing the memory: works with this C library by chance"}, false},
	[KIND_DESTROY_IN_USE] = {"Destroyed while in use", "an object destroyed while it is in use",
		"A mutex (or a like object) is destroyed while it is locked, or while somebody "
		"waits at it.",
		"Nothing makes the one who destroys wait for the last user.",
		"Whoever holds it or waits at it works on memory that means nothing any more: a "
		"hang, or a crash.",
		{"destroy after the join of the last user: costs waiting"},
		{"not destroying it: silent; may be right for one that lives as long as the "
		 "process"},
		false},
	[KIND_CONDVAR_MISUSE] = {"Condition variable misused", "a condition variable misused",
		"A condition variable is not used with the one mutex that guards its condition.",
		"The mutex: the condition has to change, and to be asked for, under one and the "
		"same.",
		"A wake-up can be lost, and the waiter waits for ever; or it wakes and the "
		"condition doesn't hold.",
		{"change the condition under the waiters' mutex, signal, and wait in a loop that "
		 "asks again: costs nothing"},
		{"a timed wait: turns the hang into a delay", SLEEP}, false},
	[KIND_BARRIER_MISUSE] = {"Barrier misused", "a barrier misused",
		"A barrier is initialised again, destroyed or left at a time when that is not "
		"allowed.",
		NULL, "Threads wait at it for ever, or go through too early.",
		{"initialise it once before the threads start, for as many as come to it, and "
		 "destroy it after their join: costs nothing"},
		{SLEEP}, false},
	[KIND_API_ERROR] = {"Failed thread call", "a call that returned an error",
		"A call of the thread library returns an error. The tool shows it, whether or not "
		"the program looks at the result.",
		NULL,
		"What comes after may rely on something that didn't happen: a lock not taken or "
		"given back, a thread not started or joined.",
		{"look at the result of the call, and decide: costs nothing"},
		{"ignoring the result: the program goes on without what it asked for"}, false},
	[KIND_THREAD_LEAK] = {"Thread that nobody joined", "a thread that nobody joined",
		"The program ends, and a thread was neither joined nor detached.",
		"A pthread_join(): nobody waits for this thread's end.",
		"What the thread does last may not be done, or comes after others have used its "
		"result; each such thread keeps its stack.",
		{"pthread_join() where its result is needed: costs the waiting that is needed",
			"pthread_detach(), where nobody needs its end: costs nothing, and its data "
			"must live on its own"},
		{"pthread_detach() where its result is needed: no report any more, and still "
		 "nobody waits",
			SLEEP},
		false},
	[KIND_SIGNAL_UNSAFE] = {"Unsafe call in a signal handler",
		"an unsafe call in a signal handler",
		"A signal handler calls a function that must not be called from one: the handler "
		"may have interrupted that very function.",
		NULL,
		"What the interrupted function was changing is spoiled (the heap, if it was "
		"malloc()), or the handler waits for ever for a lock of the thread that it "
		"interrupted.",
		{"set a `volatile sig_atomic_t` (or write() to a pipe) in the handler, and do the "
		 "work outside: costs a delay",
			"let one thread take the signals by sigwait(): costs a thread"},
		{"a flag that says `already in a handler`: another function may be interrupted all "
		 "the same"},
		false},
	[KIND_ERRNO_SPOILED] = {"errno spoiled by a signal handler",
		"errno spoiled by a signal handler",
		"A signal handler changes `errno`, which the code that it interrupts may be about "
		"to read.",
		NULL,
		"A call that failed seems to have failed for another reason; an EINTR, for one, is "
		"not seen.",
		{"save errno when the handler begins, and restore it when it ends: costs nothing"},
		{"blocking the signal around one call: every other call can be interrupted"},
		false},
	[KIND_HOLD_TIME] = {"Lock held for long", "a lock held for long",
		"A lock is held longer than the limit that was given to the tool. That is no error "
		"by itself.",
		NULL, "Everybody who needs the lock waits that long.",
		{"do the slow part (I/O, sleeping, computing) without the lock: costs care, as the "
		 "data may change meanwhile"},
		{"a higher limit: the others wait as before"}, true},
	[KIND_WRONG_RESULT] = {"Wrong result", "a wrong result",
		"The program's own check says that its result is wrong.", NULL, "",
		{"look at the interleaving in which it happens (hazard explore shows one)"}, {NULL},
		false},
	[KIND_BAD_EXIT] = {"Failing exit code", "a failure that the program reports",
		"The program ended with an exit code other than 0.", NULL, "",
		{"look at what it says"}, {NULL}, false},
	[KIND_CRASH] = {"Crash", "a crash",
		"The program was ended by a signal, or an assertion failed.", NULL, "",
		{"look at the stack, and at who else touches what it uses"}, {NULL}, false},
	[KIND_HANG] = {"Hang", "a hang", "Every thread waits for another, for ever.", NULL, "",
		{"look at who holds what each of them waits for (hazard explore draws it)"}, {NULL},
		false},
	[KIND_SPIN] = {"Endless loop", "an endless loop",
		"The program used up its processor time without coming to an end.", NULL, "",
		{"look at what its loops wait for, and who should change it"}, {NULL}, false},
	[KIND_TOOL_ABORT] = {"The tool broke", "the tool's own crash",
		"The detector itself failed on this program.", NULL, "",
		{"try another version, or another tool"}, {NULL}, false},
};

const struct kind_text *
kind_text(enum kind k)
{
	return &texts[k];
}

int
kind_text_head(const char *sentence)
{
	const char *colon = strstr(sentence, ": ");
	return (int)(colon ? (size_t)(colon - sentence) : strlen(sentence));
}

void
kind_text_remedies(const struct kind_text *text, struct buf *out)
{
	size_t start = out->len;
	for (size_t i = 0; i < KIND_TEXT_MOST && text->remedies[i]; i++) {
		buf_addf(out, "%s%.*s", i ? "; " : "", kind_text_head(text->remedies[i]),
			text->remedies[i]);
	}
	if (out->len > start) {
		out->data[start] = (char)toupper((unsigned char)out->data[start]);
		buf_addc(out, '.');
	}
}

const char *
detector_title(enum detector d)
{
	static const char *const titles[DET_COUNT] = {
		[DET_TSAN] = "ThreadSanitizer",
		[DET_HELGRIND] = "Helgrind",
		[DET_DRD] = "DRD",
		[DET_NATIVE] = "plain run",
		[DET_EXPLORE] = "explorer",
	};
	return titles[d];
}
