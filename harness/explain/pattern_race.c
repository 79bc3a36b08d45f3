// SPDX-License-Identifier: MIT
/* What a race, or a use after free, looks like. */
#include <stddef.h>

#include "kind.h"
#include "pattern.h"
#include "phrases.h"
#include "race_rules.h"

static const struct pattern rows[] = {
	{"a race behind a lock that is none", "api-misuse", NULL, CERTAINTY_LIKELY, 0,
		"the same run reports the lock itself: what isn't a valid lock keeps nobody out",
		NULL,
		"initialise the lock before the first thread starts (PTHREAD_MUTEX_INITIALIZER): "
		"costs nothing",
		{"api-misuse/uninitialised-mutex", "api-misuse/copied-mutex"},
		race_behind_a_bad_lock},
	{"a local variable that outlives its function", "lifetime", NULL, CERTAINTY_LIKELY,
		KIND_USE_AFTER_FREE,
		"a function starts a thread, gives it the address of a local variable and doesn't "
		"join it: the frame is used again while the thread still reads it",
		"The function doesn't wait for the thread to which it gave the address of its "
		"variable.",
		"allocate what the thread gets, and let the thread free it: costs an allocation "
		"for each thread",
		{"lifetime/stack-argument", "lifetime/detached-uses-frame"}, race_local_given_away},
	{"a block that moves while others use it", "data-race", NULL, CERTAINTY_LIKELY, 0,
		"`realloc` moves the block under the other thread's feet; the access to the "
		"growing thing is not ordered",
		NULL, NULL, {"data-race/unsynchronised-append", "data-race/table-resize"},
		race_moved_by_realloc},
	{"freed after waiting for readers, in the wrong memory order", "memory-order", NULL,
		CERTAINTY_LIKELY, KIND_USE_AFTER_FREE,
		"who frees looks at an atomic first, to see that nobody reads any more, and that "
		"look doesn't order what it should",
		"The reader's announcement and the look at it are not in one order for both "
		"threads.",
		NULL, {"memory-order/hazard-pointer-late", "memory-order/rcu-free-early"},
		race_freed_after_atomic_wait},
	{"a count of references that is dropped relaxed", "memory-order", NULL, CERTAINTY_LIKELY,
		KIND_USE_AFTER_FREE,
		"the count is dropped with memory_order_relaxed, so the last use of another thread "
		"isn't before the free",
		"The other thread's last use is not before the free: the drop of its reference "
		"releases nothing.",
		"drop with memory_order_acq_rel (or release, and an acquire fence before the "
		"free): costs nothing on x86, a barrier on ARM",
		{"memory-order/refcount-relaxed-drop"}, race_freed_by_relaxed_count},
	{"a count of references that isn't one step", "lifetime", NULL, CERTAINTY_LIKELY,
		KIND_USE_AFTER_FREE,
		"the function counts down and frees: the count, the question and the free are not "
		"one step",
		"Counting down and asking for zero are two steps, and another thread comes "
		"between.",
		"count down and ask in one step (atomic_fetch_sub() == 1), or all under the lock "
		"that also hands references out: costs an atomic operation for each reference",
		{"lifetime/refcount-read-again", "lifetime/refcount-plain",
			"lifetime/refcount-resurrected"},
		race_freed_by_count},
	{"a use after its own free", "lifetime", NULL, CERTAINTY_LIKELY, PHRASES_OWN_FREE,
		"one and the same thread frees it and then uses it: no second thread is needed for "
		"that",
		NULL, NULL, {"lifetime/freed-while-used", "lifetime/returned-local"},
		race_freed_by_itself},
	{"freed while another thread uses it", "lifetime", NULL, CERTAINTY_LIKELY,
		KIND_USE_AFTER_FREE,
		"one side gives the memory back, and nothing makes it wait for the other side's "
		"last use",
		"Whoever frees doesn't wait until the other side is done.", NULL,
		{"lifetime/freed-while-used", "lifetime/late-callback",
			"lifetime/mutex-freed-in-unlock"},
		race_says_use_after_free},
	{"destroyed while another thread uses it", "lifetime", NULL, CERTAINTY_LIKELY,
		KIND_DESTROY_IN_USE,
		"one side destroys the object, and nothing makes it wait for the other side's last "
		"call",
		"Whoever destroys doesn't wait until the other side is done.", NULL,
		{"lifetime/mutex-freed-in-unlock", "lifetime/condvar-destroyed"}, race_destroyed},
	{"a plain count that frees", "lifetime", NULL, CERTAINTY_LIKELY, KIND_USE_AFTER_FREE,
		"the count decides who frees, and it is raced for: two frees, none, or one too "
		"early",
		NULL,
		"count down by atomic_fetch_sub(), which also tells the old value: costs an atomic "
		"operation for each reference",
		{"lifetime/refcount-plain", "lifetime/refcount-read-again"},
		race_plain_count_that_frees},
	{"a file descriptor closed under a user", "process", NULL, CERTAINTY_LIKELY,
		PHRASES_DESCRIPTOR,
		"they meet at a descriptor: after the close its number may belong to another file",
		NULL, NULL, {"process/closed-under-writer", "process/fd-reused"},
		race_of_descriptor},
	{"a thread's own variable given away", "lifetime", NULL, CERTAINTY_LIKELY, 0,
		"the memory is thread-local storage of one thread, and another one has its "
		"address; it ends with its thread",
		NULL,
		"give others a copy, or memory that belongs to the object and not to the thread: "
		"costs a copy, or an allocation",
		{"lifetime/tls-pointer-shared", "lifetime/tls-destructor"}, race_of_thread_local},
	{"a local variable that outlives its function", "lifetime", NULL, CERTAINTY_LIKELY,
		KIND_USE_AFTER_FREE,
		"the memory is the stack of the function that started the thread, and that "
		"function doesn't join it: the frame is used again while the thread still reads it",
		"The function doesn't wait for the thread to which it gave the address of its "
		"variable.",
		"allocate what the thread gets, and let the thread free it: costs an allocation "
		"for each thread",
		{"lifetime/stack-argument", "lifetime/detached-uses-frame"}, race_frame_left},
	{"one variable for all threads that are started", "data-race", NULL, CERTAINTY_LIKELY, 0,
		"the memory is a local variable whose address a thread got, while the function "
		"goes on using it",
		NULL,
		"give each thread its own (an element of an array, or the value itself): costs "
		"nothing",
		{"data-race/loop-variable", "lifetime/stack-argument"}, race_on_stack},
	{"the process's own tables", "process", NULL, CERTAINTY_LIKELY, PHRASES_TABLES,
		"the environment (or locale, or working directory) is one for the whole process, "
		"and the library doesn't lock it for readers",
		NULL, NULL, {"process/setenv-getenv"}, race_of_environment},
	{"a library function with one buffer for all", "data-race", NULL, CERTAINTY_LIKELY, 0,
		"the function's result lies in memory that all threads share", NULL,
		"call the variant with a buffer of your own (`gmtime_r`, `strtok_r` …): costs "
		"nothing",
		{"data-race/static-buffer", "data-race/error-slot"}, race_of_static_buffer},
	{"double-checked locking", "ordering", NULL, CERTAINTY_LIKELY, 0,
		"the same question is asked once without the lock and once with it; who sees the "
		"pointer early needn't see what it points at",
		"The first look is without the lock, so what was written before the pointer isn't "
		"ordered before it.",
		"pthread_once(), or an atomic pointer with release and acquire: costs a load",
		{"ordering/double-checked-lock", "ordering/hand-rolled-once"}, race_double_checked},
	{"a sleep in place of a join", "ordering", NULL, CERTAINTY_LIKELY, 0,
		"one side slept before its access: time is no order",
		"Nothing but a sleep is between the two.",
		"pthread_join(), or a condition variable: costs the waiting that is needed and no "
		"more",
		{"ordering/sleep-instead-of-join", "ordering/missing-join"}, race_after_sleep},
	{"memory that is freed while others use it", "lifetime", NULL, CERTAINTY_LIKELY,
		KIND_USE_AFTER_FREE,
		"the memory is given back in the same code while another thread may still use it; "
		"this race is part of that",
		"Whoever frees doesn't wait until the other side is done.", NULL,
		{"lifetime/late-callback", "lifetime/refcount-resurrected",
			"lifetime/freed-while-used"},
		race_of_freed_memory},
	{"a result fetched past its future", "data-race", "pool", CERTAINTY_NONE, 0,
		"if the value is a task's result, the way to it (waiting for the task) was left "
		"out: pool; if it is any other shared value, it is a plain data race",
		NULL, NULL, {"pool/future-read-early", "data-race/lock-on-one-side"},
		race_of_future},
	{"a place that two workers share", "data-race", "pool", CERTAINTY_NONE, 0,
		"if the place was meant to be one worker's own, its number is wrong: pool; else it "
		"is a plain data race",
		NULL, NULL, {"pool/shared-worker-slot", "data-race/lost-update"},
		race_by_worker_slot},
	{"a lock on one side only", "data-race", "ordering", CERTAINTY_NONE, 0,
		"if the side without the lock only takes a first look before it locks, it is "
		"ordering; else a plain data race; the source would tell (--map, --rev)",
		"The lock: one side holds it, the other doesn't, and a lock keeps out only those "
		"who also ask for it.",
		"one mutex around both accesses, the one that one side holds already: costs "
		"waiting when they meet",
		{"data-race/lock-on-one-side", "ordering/double-checked-lock"},
		race_half_locked_unseen},
	{"a lock on one side only", "data-race", NULL, CERTAINTY_LIKELY, 0,
		"one side holds a lock and the other side doesn't",
		"The lock: one side holds it, the other doesn't, and a lock keeps out only those "
		"who also ask for it.",
		"one mutex around both accesses, the one that one side holds already: costs "
		"waiting when they meet",
		{"data-race/lock-on-one-side", "data-race/read-lock-writes"},
		race_locked_on_one_side},
	{"a write under a read lock", "data-race", NULL, CERTAINTY_LIKELY, 0,
		"a read lock lets other readers in, and one of these writes",
		"A lock that excludes: read locks don't exclude each other.",
		"take the write lock where something is written: costs the readers' concurrency "
		"there",
		{"data-race/read-lock-writes", "data-race/two-locks"}, race_locked_to_read},
	{"two different locks", "data-race", NULL, CERTAINTY_LIKELY, 0,
		"both sides hold a lock, and not the same one",
		"A common lock: each side holds one of its own.",
		"one mutex around both accesses, one of the two for this data: costs waiting when "
		"they meet",
		{"data-race/two-locks", "data-race/lock-on-one-side"}, race_locked_differently},
	{"a hand-made once", "ordering", NULL, CERTAINTY_LIKELY, 0,
		"an atomic decides who does the work, and the others go on without waiting until "
		"it is done",
		"Nobody waits until the one who does the work is done.",
		"pthread_once(): costs a load",
		{"ordering/hand-rolled-once", "ordering/double-checked-lock"}, race_once_by_hand},
	{"one side atomic, the other plain", "data-race", NULL, CERTAINTY_LIKELY, 0,
		"an atomic access orders nothing for a plain access to the same memory", NULL,
		"make every access to it atomic: costs an atomic operation each",
		{"data-race/stop-flag", "data-race/volatile-flag"}, race_atomic_on_one_side},
	{"an atomic that the tool takes for a plain access", "memory-order", NULL, CERTAINTY_LIKELY,
		PHRASES_ATOMIC,
		"two atomic operations are never a data race, and Helgrind and DRD don't see what "
		"atomics order: from them alone it can be a false alarm",
		NULL, NULL,
		{"memory-order/relaxed-publish", "memory-order/spinlock-relaxed",
			"memory-order/spsc-ring"},
		race_of_atomics_alone},
	{"data handed over by an atomic", "memory-order", NULL, CERTAINTY_LIKELY, 0,
		"both sides go by atomics, and those don't order this access; Helgrind and DRD "
		"don't see what atomics order, so that from them alone it can be a false alarm",
		"The atomics between the two sides don't put one access before the other.",
		"release where it is handed over and acquire where it is taken: costs nothing on "
		"x86, a barrier on ARM",
		{"memory-order/relaxed-publish", "memory-order/spinlock-relaxed",
			"memory-order/spsc-ring"},
		race_among_atomics},
	{"behind a queue's back", "queue", NULL, CERTAINTY_LIKELY, 0,
		"both sides go through a queue with its semaphore or condition, and this access "
		"isn't under what the queue orders",
		NULL,
		"do it before the item is put or after it was taken, or under the queue's lock: "
		"costs time in the lock",
		{"queue/two-producers-one-slot", "queue/full-check", "queue/task-done-early"},
		race_through_queue},
	{"set after the thread was started", "ordering", NULL, CERTAINTY_LIKELY, 0,
		"the thread is started first, and what it reads is written afterwards",
		"The write comes after the start of the thread that reads it, and nothing makes "
		"that thread wait.",
		"write it before pthread_create(): costs nothing",
		{"ordering/used-before-created", "ordering/publish-before-init"},
		race_set_after_start},
	{"read before the thread was joined", "ordering", NULL, CERTAINTY_LIKELY, 0,
		"whoever started the thread reads its result with no join in between",
		"No pthread_join() between the start of the thread and the use of its result.",
		"pthread_join() before the read: costs the waiting that is needed",
		{"ordering/missing-join", "ordering/sleep-instead-of-join"}, race_read_before_join},
	{"a volatile flag", "data-race", NULL, CERTAINTY_LIKELY, 0,
		"the variable is volatile, which keeps the compiler from holding it in a register "
		"and orders nothing",
		NULL,
		"make it atomic (release and acquire, which also carry what was written before): "
		"costs nothing on x86",
		{"data-race/volatile-flag", "data-race/stop-flag"}, race_declared_volatile},
	{"a plain flag that is polled", "data-race", NULL, CERTAINTY_LIKELY, 0,
		"one side loops until the other side's plain write shows; the compiler may read it "
		"once and for all",
		NULL,
		"make the flag atomic, or wait on a condition variable: costs nothing, or a system "
		"call when it waits",
		{"data-race/stop-flag", "data-race/volatile-flag"}, race_polled_flag},
	{"memory from malloc that two threads use", "data-race", "lifetime", CERTAINTY_NONE, 0,
		"if the memory is given back somewhere while the other thread still has it, it is "
		"lifetime; else a plain data race; the source would tell (--map, --rev)",
		NULL, NULL, {"data-race/unsynchronised-append", "lifetime/late-callback"},
		race_heap_unseen},
	{"a thread and the one that started it", "data-race", "ordering", CERTAINTY_NONE, 0,
		"if a join is missing between the two, or one comes before the start that should "
		"come after, it is ordering; if they run side by side on purpose, a plain data "
		"race; the source would tell (--map, --rev)",
		NULL, NULL, {"ordering/missing-join", "data-race/stop-flag"}, race_started_unseen},
	{NULL, "data-race", "memory-order", CERTAINTY_NONE, 0,
		"if atomics, or a lock made of them, stand between the two, it is memory-order; "
		"else a plain data race; the source would tell (--map, --rev)",
		NULL, NULL, {"data-race/lost-update", "memory-order/relaxed-publish"}, race_unseen},
	{NULL, "data-race", "ordering", CERTAINTY_NONE, 0,
		"the tool shows one side only: if the other side is the thread that started this "
		"one, or that should have joined it, it is ordering; ThreadSanitizer and Helgrind "
		"show both",
		NULL, NULL, {"data-race/lost-update", "ordering/missing-join"},
		race_one_side_tells_nothing},
	{NULL, "data-race", NULL, CERTAINTY_LIKELY, 0,
		"two threads, one memory, a write, and nothing else that would tell more", NULL,
		NULL, {"data-race/lost-update", "data-race/list-push", "data-race/torn-struct"},
		pattern_any},
	{0},
};

const struct pattern *
pattern_races(void)
{
	return rows;
}
