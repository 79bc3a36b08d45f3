// SPDX-License-Identifier: MIT
#include "call_rules.h"

#include <string.h>

#include "facts.h"
#include "kind.h"

static bool
is(const struct facts *f, enum kind k)
{
	return f->finding->kind == k;
}

static bool
says(const struct facts *f, const char *words)
{
	const char *own = f->finding->words,
		   *first = f->side_count ? f->sides[0].access->words : NULL;
	return (own && strstr(own, words)) || (first && strstr(first, words));
}

/* Whether a function whose name has that part stands in a stack of the finding's sides. */
static bool
calls(const struct facts *f, const char *part)
{
	for (size_t i = 0; i < f->side_count; i++) {
		const struct stack *s = &f->sides[i].access->stack;
		for (size_t k = 0; k < s->count; k++) {
			if (s->frames[k].function && strstr(s->frames[k].function, part)) {
				return true;
			}
		}
	}
	return false;
}

bool
call_lock_order(const struct facts *f)
{
	return is(f, KIND_LOCK_ORDER) || is(f, KIND_DEADLOCK);
}

bool
call_lock_order_by_one(const struct facts *f)
{
	return is(f, KIND_LOCK_ORDER) && facts_one_thread(f);
}

/* A call that failed with this error, its name having that part. */
static bool
fails(const struct facts *f, const char *part, const char *error)
{
	const char *call = f->side_count ? f->sides[0].call : NULL;
	return is(f, KIND_API_ERROR) && call && strstr(call, part) && says(f, error);
}

/*
 * A lock that somebody has goes to another thread.  That is also what ThreadSanitizer calls a double lock (MutexPostLock in
 * compiler-rt/lib/tsan/rtl/tsan_rtl_mutex.cpp): a thread that asks for its own lock hangs and is never reported.
 */
bool
call_granted(const struct facts *f)
{
	return (is(f, KIND_RELOCK) && says(f, "double lock")) ||
	       (is(f, KIND_INVALID_OBJECT) && (says(f, "granted") || says(f, "simultaneously")));
}

bool
call_relock(const struct facts *f)
{
	return is(f, KIND_RELOCK) || fails(f, "lock", "EDEADLK");
}

bool
call_joins_itself(const struct facts *f)
{
	return fails(f, "join", "EDEADLK");
}

bool
call_stuck(const struct facts *f)
{
	return is(f, KIND_STUCK);
}

bool
call_livelock(const struct facts *f)
{
	return is(f, KIND_LIVELOCK);
}

/* The memory of the object was freed, or raced for by a free: what the calls on it say follows from that. */
bool
call_on_freed_memory(const struct facts *f)
{
	bool object = is(f, KIND_BAD_UNLOCK) || is(f, KIND_INVALID_OBJECT) ||
		      is(f, KIND_DESTROY_IN_USE) || is(f, KIND_API_ERROR);
	return object && (facts_company(f, KIND_USE_AFTER_FREE, NULL) || facts_company_freed(f) ||
				 code_names(f->reach, "free"));
}

bool
call_timed_lock_ignored(const struct facts *f)
{
	static const char *const tries[] = {"pthread_mutex_timedlock", "pthread_mutex_trylock",
		"pthread_mutex_clocklock", "pthread_rwlock_trywrlock", "pthread_rwlock_tryrdlock",
		"pthread_rwlock_timedwrlock", "pthread_rwlock_timedrdlock", "mtx_timedlock",
		"mtx_trylock", NULL};
	return is(f, KIND_BAD_UNLOCK) && facts_words(f->reach, tries);
}

bool
call_read_unlock(const struct facts *f)
{
	return is(f, KIND_BAD_UNLOCK) && says(f, "read unlock");
}

/* The same run says of this very object that it is no valid one. */
bool
call_unlock_of_invalid(const struct facts *f)
{
	const char *name = f->finding->location.name;
	const struct findings *all = f->company->all;
	for (size_t i = 0; name && is(f, KIND_BAD_UNLOCK) && i < all->count; i++) {
		const struct finding *other = &all->items[i];
		if (other->kind == KIND_INVALID_OBJECT && other->pid == f->finding->pid &&
			other->location.name && strcmp(other->location.name, name) == 0) {
			return true;
		}
	}
	return false;
}

/* Valgrind's tools know a lock from its first call on: one that is initialised statically, from its first lock. */
bool
call_unlock_of_unknown(const struct facts *f)
{
	const char *call = f->side_count ? f->sides[0].call : NULL;
	return (is(f, KIND_BAD_UNLOCK) && says(f, "invalid lock")) ||
	       (is(f, KIND_INVALID_OBJECT) && says(f, "is not a") && call &&
		       strstr(call, "_unlock"));
}

bool
call_bad_unlock(const struct facts *f)
{
	return is(f, KIND_BAD_UNLOCK) || fails(f, "_unlock", "EPERM");
}

/* The thread was killed while it waited: the stack ends in a call that waits. */
bool
call_held_in_a_wait(const struct facts *f)
{
	/* DRD shows who noticed it (mostly a join), Helgrind the thread itself. */
	return is(f, KIND_LOCK_HELD) && f->finding->detector != DET_DRD &&
	       (calls(f, "lock_wait") || calls(f, "mutex_lock") || calls(f, "futex") ||
		       calls(f, "cond_wait") || calls(f, "join") || calls(f, "rdlock") ||
		       calls(f, "wrlock") || calls(f, "sem_"));
}

bool
call_held_by_stranger(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD) && facts_company(f, KIND_BAD_UNLOCK, NULL);
}

/* The finding doesn't say where the thread ended: the whole file of the code that started it is looked at. */
static bool
in_file(const struct facts *f, const char *identifier)
{
	for (size_t i = 0; i < f->side_count; i++) {
		const struct code *c = f->sides[i].code ? f->sides[i].code : f->start.code;
		for (int n = 1; c && n <= (int)c->count; n++) {
			if (code_names(code_bare(c, n), identifier)) {
				return true;
			}
		}
	}
	return false;
}

bool
call_held_after_jump(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD) &&
	       (in_file(f, "pthread_cancel") || in_file(f, "longjmp") || in_file(f, "siglongjmp"));
}

bool
call_held_after_exit(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD) && (in_file(f, "pthread_exit") || in_file(f, "thrd_exit"));
}

bool
call_held_with_relock(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD) &&
	       (facts_company(f, KIND_RELOCK, NULL) || facts_company(f, KIND_LOCK_ORDER, NULL));
}

bool
call_held_in_wrong_context(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD) && says(f, "wrong context");
}

bool
call_held_at_the_end(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD) && facts_ends_process(f);
}

/* There is source, and none of the other ways out is in it. */
bool
call_held_after_return(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD) && (f->start.code || !facts_sourceless(f));
}

bool
call_lock_held(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD);
}

bool
call_invalid_object(const struct facts *f)
{
	return is(f, KIND_INVALID_OBJECT) || fails(f, "mutex", "EINVAL") ||
	       (is(f, KIND_API_ERROR) && says(f, "nvalid semaphore")) ||
	       (is(f, KIND_DESTROY_IN_USE) && says(f, "invalid argument"));
}

bool
call_initialised_twice(const struct facts *f)
{
	bool object =
		is(f, KIND_INVALID_OBJECT) || is(f, KIND_BARRIER_MISUSE) || is(f, KIND_API_ERROR);
	return object && (says(f, "already initialised") || says(f, "einit"));
}

bool
call_destroyed_in_use(const struct facts *f)
{
	return is(f, KIND_DESTROY_IN_USE) ||
	       (is(f, KIND_API_ERROR) && (says(f, "_destroy") || says(f, "being waited upon")));
}

bool
call_destroyed_condition(const struct facts *f)
{
	return call_destroyed_in_use(f) &&
	       (says(f, "cond_destroy") || says(f, "ondition variable") ||
		       calls(f, "cond_destroy"));
}

/* Locked by the one who destroys it. */
bool
call_destroyed_locked(const struct facts *f)
{
	if (!call_destroyed_in_use(f) || says(f, "barrier") || says(f, "semaphore")) {
		return false;
	}
	/* ThreadSanitizer shows who locked it; else the function that destroys may lock it itself. */
	const struct fact_side *a = &f->sides[0], *b = f->side_count > 1 ? &f->sides[1] : NULL;
	bool same = b && a->function && b->function && strcmp(a->function, b->function) == 0;
	return b ? same : a->held == HELD_WRITE || a->held == HELD_READ;
}

/* The report names one side, and there is no source to look for the lock in. */
bool
call_destroyed_unseen(const struct facts *f)
{
	return call_destroyed_in_use(f) && f->side_count < 2 && facts_sourceless(f) &&
	       !says(f, "barrier") && !says(f, "semaphore");
}

bool
call_signalled_unlocked(const struct facts *f)
{
	return is(f, KIND_CONDVAR_MISUSE) &&
	       (says(f, "not held") || says(f, "CondRaceErr") || says(f, "signaled"));
}

/* The tools compare with one of the waiters' mutexes only, so that with two of them such a report says little. */
bool
call_signalled_for_two(const struct facts *f)
{
	return call_signalled_unlocked(f) &&
	       (facts_company(f, KIND_CONDVAR_MISUSE, "different mutex") ||
		       facts_company(f, KIND_CONDVAR_MISUSE, "Inconsistent"));
}

bool
call_waits_unlocked(const struct facts *f)
{
	return is(f, KIND_CONDVAR_MISUSE) &&
	       (says(f, "un-held") || says(f, "held by a different thread"));
}

bool
call_waits_with_two(const struct facts *f)
{
	return is(f, KIND_CONDVAR_MISUSE) &&
	       (says(f, "different mutex") || says(f, "Inconsistent"));
}

bool
call_condvar_misuse(const struct facts *f)
{
	return is(f, KIND_CONDVAR_MISUSE);
}

bool
call_barrier_misuse(const struct facts *f)
{
	return is(f, KIND_BARRIER_MISUSE);
}

bool
call_create_failed(const struct facts *f)
{
	/* A thread that was not started can't be joined either. */
	return is(f, KIND_API_ERROR) && (says(f, "pthread_create") || calls(f, "pthread_create") ||
						facts_company(f, KIND_API_ERROR, "pthread_create"));
}

bool
call_join_failed(const struct facts *f)
{
	return is(f, KIND_API_ERROR) &&
	       (says(f, "pthread_join") || says(f, "pthread_detach") || says(f, "InvalidThreadId"));
}

bool
call_api_error(const struct facts *f)
{
	return is(f, KIND_API_ERROR);
}

bool
call_thread_leak(const struct facts *f)
{
	return is(f, KIND_THREAD_LEAK);
}

bool
call_in_handler(const struct facts *f)
{
	return is(f, KIND_SIGNAL_UNSAFE);
}

bool
call_spoils_errno(const struct facts *f)
{
	return is(f, KIND_ERRNO_SPOILED);
}

bool
call_hold_time(const struct facts *f)
{
	return is(f, KIND_HOLD_TIME);
}
