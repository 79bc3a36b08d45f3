// SPDX-License-Identifier: MIT
#include "kind_text.h"

static const struct kind_text texts[KIND_COUNT] = {
	[KIND_UNKNOWN] = {"Unknown report", "The tool said something that hazard does not know.",
		"Read the tool's own words."},
	[KIND_RACE] = {"Data race",
		"Two threads touch the same memory, at least one of them writes, and nothing puts "
		"one "
		"before the other. In C11 the behaviour of such a program is undefined.",
		"Guard both sides with the same lock, make the object atomic, or give each thread "
		"its own "
		"and combine the results after the join."},
	[KIND_USE_AFTER_FREE] = {"Use after free",
		"One thread frees memory that another one still uses.",
		"Let the last user free it: join before freeing, count references, or hand the "
		"memory over."},
	[KIND_LOCK_ORDER] = {"Lock-order inversion",
		"Two locks are taken in one order here and in the other order there. When two "
		"threads do "
		"both at once, each waits for the other for ever.",
		"Take locks in one order everywhere, take one lock for both, or try the second and "
		"back off."},
	[KIND_DEADLOCK] = {"Deadlock", "Threads wait for each other in a circle, for ever.",
		"Take locks in one order everywhere, and never wait for a thread while holding "
		"what it needs."},
	[KIND_STUCK] = {"Stuck", "Threads wait, and nobody is left who could wake them.",
		"Change the state and signal under the lock, wait in a loop for the state, and let "
		"the end "
		"be a state too."},
	[KIND_LIVELOCK] = {"Livelock", "Threads run, but none of them gets anywhere.",
		"Let one of them go first: by rank, by chance, or by really waiting."},
	[KIND_RELOCK] = {"Lock taken twice",
		"A thread takes a lock that it holds already; with a plain mutex it waits for "
		"itself.",
		"Split the function into one that locks and one that expects the lock, or use a "
		"recursive mutex."},
	[KIND_BAD_UNLOCK] = {"Wrong unlock",
		"A lock is given back by a thread that does not hold it.",
		"Unlock where it was locked, once, on every path."},
	[KIND_LOCK_HELD] = {"Lock still held",
		"A thread ends, or waits, with a lock that others need.",
		"Unlock on every path out, also on errors and cancellation."},
	[KIND_INVALID_OBJECT] = {"Invalid object",
		"A lock or condition is used that was never initialised, was destroyed, or is "
		"something else.",
		"Initialise it before the first thread can reach it, and destroy it after the last "
		"has gone."},
	[KIND_DESTROY_IN_USE] = {"Destroyed in use",
		"A lock or condition is destroyed while somebody holds it or waits for it.",
		"Destroy it after joining those who use it."},
	[KIND_CONDVAR_MISUSE] = {"Condition variable misused",
		"A condition variable is waited for or signalled in a way that can lose a wake-up.",
		"One mutex for one condition; change the state and signal while holding it."},
	[KIND_BARRIER_MISUSE] = {"Barrier misused",
		"A barrier is used by another number of threads than it was made for.",
		"Count every thread that comes to it, in each round."},
	[KIND_API_ERROR] = {"Unchecked thread call",
		"A thread function failed, and the program goes on as if it had not.",
		"Look at the result of every call that can fail."},
	[KIND_THREAD_LEAK] = {"Thread leak",
		"A thread is neither joined nor detached when the program ends.",
		"Join it, or detach it on purpose and let it own what it uses."},
	[KIND_SIGNAL_UNSAFE] = {"Unsafe call in a signal handler",
		"A signal handler calls a function that may hold a lock which the interrupted code "
		"holds.",
		"Set a flag in the handler, or take signals by sigwait in a thread of their own."},
	[KIND_ERRNO_SPOILED] = {"errno spoiled by a signal handler",
		"A handler changes errno under the code that it interrupts.",
		"Save errno at the handler's beginning and restore it at its end."},
	[KIND_HOLD_TIME] = {"Lock held for long", "A lock is held so long that others wait for it.",
		"Do the slow part before or after, not under the lock."},
	[KIND_WRONG_RESULT] = {"Wrong result",
		"The program's own check says that its result is wrong.",
		"Look at the interleaving in which it happens: hazard explore shows one."},
	[KIND_BAD_EXIT] = {"Failing exit code", "The program ended with an exit code other than 0.",
		"Look at what it says."},
	[KIND_CRASH] = {"Crash", "The program was ended by a signal, or an assertion failed.",
		"Look at the stack, and at who else touches what it uses."},
	[KIND_HANG] = {"Hang", "Every thread waits for another, for ever.",
		"Look at who holds what each of them waits for: hazard explore draws it."},
	[KIND_SPIN] = {"Endless loop",
		"The program used up its processor time without coming to an end.",
		"Look at what its loops wait for, and who should change it."},
	[KIND_TOOL_ABORT] = {"The tool broke", "The detector itself failed on this program.",
		"Try another version, or another tool."},
};

const struct kind_text *
kind_text(enum kind k)
{
	return &texts[k];
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
