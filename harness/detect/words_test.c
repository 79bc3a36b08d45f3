// SPDX-License-Identifier: MIT
#include "words.h"

#include <criterion/criterion.h>

struct pair {
	const char *words;
	enum kind kind;
};

Test(words, each_name_of_thread_sanitizers_has_its_kind)
{
	static const struct pair rows[] = {
		{"data race", KIND_RACE},
		{"data race on vptr (ctor/dtor vs virtual call)", KIND_RACE},
		{"race on external object", KIND_RACE},
		{"race on NameList", KIND_RACE},
		{"heap-use-after-free", KIND_USE_AFTER_FREE},
		{"heap-use-after-free (virtual call vs free)", KIND_USE_AFTER_FREE},
		{"thread leak", KIND_THREAD_LEAK},
		{"lock-order-inversion (potential deadlock)", KIND_LOCK_ORDER},
		{"destroy of a locked mutex", KIND_DESTROY_IN_USE},
		{"double lock of a mutex", KIND_RELOCK},
		{"unlock of an unlocked mutex (or by a wrong thread)", KIND_BAD_UNLOCK},
		{"use of an invalid mutex (e.g. uninitialized or destroyed)", KIND_INVALID_OBJECT},
		{"read lock of a write locked mutex", KIND_RELOCK},
		{"read unlock of a write locked mutex", KIND_BAD_UNLOCK},
		{"mutex held in the wrong context", KIND_LOCK_HELD},
		{"signal-unsafe call inside of a signal", KIND_SIGNAL_UNSAFE},
		{"signal handler spoils errno", KIND_ERRNO_SPOILED},
		{"something new", KIND_UNKNOWN},
		{"a data race", KIND_UNKNOWN},
		{"", KIND_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		cr_expect_eq(words_tsan_kind(rows[i].words), rows[i].kind, "%s", rows[i].words);
	}
}

Test(words, helgrind_by_kind)
{
	static const struct pair rows[] = {
		{"Race", KIND_RACE},
		{"LockOrder", KIND_LOCK_ORDER},
		{"UnlockUnlocked", KIND_BAD_UNLOCK},
		{"UnlockForeign", KIND_BAD_UNLOCK},
		{"UnlockBogus", KIND_BAD_UNLOCK},
		{"PthAPIerror", KIND_API_ERROR},
		{"ConflictingAccess", KIND_UNKNOWN},
		{"", KIND_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		cr_expect_eq(words_valgrind_kind(DET_HELGRIND, rows[i].words, "recursive"),
			rows[i].kind, "%s", rows[i].words);
	}
}

Test(words, helgrind_misc_by_text)
{
	static const struct pair rows[] = {
		{"Thread #1: Attempt to re-lock a non-recursive lock I already hold", KIND_RELOCK},
		{"Thread #1: Bug in libpthread: recursive write lock granted on mutex/wrlock which "
		 "does not "
		 "support recursion",
			KIND_RELOCK},
		{"Thread #2: Exiting thread still holds 2 locks", KIND_LOCK_HELD},
		{"Thread #1: pthread_barrier_init: barrier is already initialised",
			KIND_INVALID_OBJECT},
		{"Thread #1: pthread_barrier_destroy: barrier was never initialised",
			KIND_INVALID_OBJECT},
		{"Thread #1: pthread_cond_destroy: destruction of unknown cond var",
			KIND_INVALID_OBJECT},
		{"Thread #1: Bug in libpthread: write lock granted on mutex/rwlock which is "
		 "currently wr-held "
		 "by a different thread",
			KIND_INVALID_OBJECT},
		{"Thread #1: pthread_mutex_lock with a pthread_rwlock_t* argument ",
			KIND_INVALID_OBJECT},
		{"Thread #1: pthread_mutex_destroy of a locked mutex", KIND_DESTROY_IN_USE},
		{"Thread #1: pthread_mutex_destroy with invalid argument", KIND_DESTROY_IN_USE},
		{"Thread #3: pthread_cond_destroy: destruction of condition variable being waited "
		 "upon",
			KIND_DESTROY_IN_USE},
		{"Thread #1: pthread_barrier_destroy: threads are waiting at barrier",
			KIND_DESTROY_IN_USE},
		{"Thread #1: pthread_cond_{signal,broadcast}: dubious: associated lock is not held "
		 "by any "
		 "thread",
			KIND_CONDVAR_MISUSE},
		{"Thread #3: pthread_cond_{timed}wait called with un-held mutex",
			KIND_CONDVAR_MISUSE},
		{"Thread #1: pthread_barrier_init: threads are waiting at barrier",
			KIND_BARRIER_MISUSE},
		{"Thread #1: something else", KIND_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		cr_expect_eq(words_valgrind_kind(DET_HELGRIND, "Misc", rows[i].words), rows[i].kind,
			"%s", rows[i].words);
	}
}

Test(words, drd_by_kind)
{
	static const struct pair rows[] = {
		{"ConflictingAccess", KIND_RACE},
		{"CondErr", KIND_CONDVAR_MISUSE},
		{"CondRaceErr", KIND_CONDVAR_MISUSE},
		{"CondWaitErr", KIND_CONDVAR_MISUSE},
		{"CondDestrErr", KIND_DESTROY_IN_USE},
		{"BarrierErr", KIND_BARRIER_MISUSE},
		{"SemaphoreErr", KIND_API_ERROR},
		{"InvalidThreadId", KIND_API_ERROR},
		{"GenericErr", KIND_API_ERROR},
		{"HoldtimeErr", KIND_HOLD_TIME},
		{"MutexErr", KIND_UNKNOWN},
		{"UnimpHgClReq", KIND_UNKNOWN},
		{"Race", KIND_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		cr_expect_eq(words_valgrind_kind(DET_DRD, rows[i].words, "text"), rows[i].kind,
			"%s", rows[i].words);
	}
}

Test(words, drd_by_text)
{
	static const struct pair rows[] = {
		{"Recursive locking not allowed: mutex 0x10c030, recursion count 1, owner 1.",
			KIND_RELOCK},
		{"Mutex not locked: mutex 0x10c030, recursion count 0, owner 0.", KIND_BAD_UNLOCK},
		{"Mutex not locked by calling thread: mutex 0x1, recursion count 1, owner 2.",
			KIND_BAD_UNLOCK},
		{"Mutex still locked at thread exit: mutex 0x1, recursion count 1, owner 2.",
			KIND_LOCK_HELD},
		{"The object at address 0x10c090 is not a mutex.", KIND_INVALID_OBJECT},
		{"Mutex reinitialization: mutex 0x1, recursion count 1, owner 1.",
			KIND_INVALID_OBJECT},
		{"Destroying locked mutex: mutex 0x1, recursion count 1, owner 1.",
			KIND_DESTROY_IN_USE},
		{"The impossible happened: mutex is locked simultaneously by two threads: mutex "
		 "0x1",
			KIND_INVALID_OBJECT},
		{"Something else", KIND_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		cr_expect_eq(words_valgrind_kind(DET_DRD, "MutexErr", rows[i].words), rows[i].kind,
			"%s", rows[i].words);
		cr_expect_eq(
			words_valgrind_kind(DET_DRD, "RwlockErr", rows[i].words), rows[i].kind);
	}
	cr_assert_eq(words_valgrind_kind(DET_DRD, "GenericErr", "Not a reader-writer lock"),
		KIND_INVALID_OBJECT);
}

Test(words, only_kinds_that_say_it_all_are_plain)
{
	cr_assert(words_valgrind_plain("Race"));
	cr_assert(words_valgrind_plain("HoldtimeErr"));
	cr_assert_not(words_valgrind_plain("Misc"));
	cr_assert_not(words_valgrind_plain("MutexErr"));
	cr_assert_not(words_valgrind_plain("GenericErr"));
}

Test(words, calls)
{
	cr_assert_eq(words_call_op("pthread_mutex_lock"), OP_LOCK);
	cr_assert_eq(words_call_op("__interceptor_pthread_mutex_trylock"), OP_LOCK);
	cr_assert_eq(words_call_op("pthread_rwlock_unlock@*"), OP_UNLOCK);
	cr_assert_eq(words_call_op("pthread_mutex_destroy"), OP_DESTROY);
	cr_assert_eq(words_call_op("pthread_cond_timedwait@*"), OP_WAIT);
	cr_assert_eq(words_call_op("pthread_create@@GLIBC_2.34"), OP_CREATE);
	cr_assert_eq(words_call_op("free"), OP_FREE);
	cr_assert_eq(words_call_op("___interceptor_free"), OP_FREE);
	cr_assert_eq(words_call_op("operator delete(void*)"), OP_FREE);
	cr_assert_eq(words_call_op("freeze"), OP_NONE);
	cr_assert_eq(words_call_op("my_lock"), OP_NONE);
	cr_assert_eq(words_call_op(NULL), OP_NONE);
}

Test(words, calls_in_sentences)
{
	cr_assert_eq(words_text_op("Thread #1's call to pthread_mutex_unlock failed"), OP_UNLOCK);
	cr_assert_eq(words_text_op("Thread #1: Attempt to re-lock a lock"), OP_LOCK);
	cr_assert_eq(words_text_op("pthread_cond_{timed}wait: cond is associated"), OP_WAIT);
	cr_assert_eq(words_text_op("Exiting thread still holds 1 lock"), OP_NONE);
	cr_assert_eq(words_text_op(""), OP_NONE);
}

static const char *
plain(const char *function)
{
	static char name[16];
	return words_plain_function(function, name, sizeof name);
}

Test(words, what_tools_put_around_a_name_goes)
{
	cr_assert_str_eq(plain("worker"), "worker");
	cr_assert_str_eq(plain("__interceptor_free"), "free");
	cr_assert_str_eq(plain("__tsan_memcpy"), "memcpy");
	cr_assert_str_eq(plain("worker.constprop.0"), "worker");
	cr_assert_str_eq(plain("worker.isra.0.cold"), "worker");
	cr_assert_str_eq(plain("Pool::add(int)"), "Pool::add");
	cr_assert_str_eq(plain("sem_wait@@GLIBC_2.34"), "sem_wait");
	cr_assert_str_eq(plain(""), "");
	cr_assert_str_eq(plain("a_name_longer_than_the_buffer"), "a_name_longer_t");
}
