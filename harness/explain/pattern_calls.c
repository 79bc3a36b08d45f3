// SPDX-License-Identifier: MIT
/* What the other findings look like: locks, conditions, threads, signals. */
#include <string.h>

#include "facts.h"
#include "kind.h"
#include "pattern.h"

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

static bool
lock_order(const struct facts *f)
{
	return is(f, KIND_LOCK_ORDER) || is(f, KIND_DEADLOCK);
}

static bool
relock(const struct facts *f)
{
	return is(f, KIND_RELOCK) ||
	       (is(f, KIND_API_ERROR) && says(f, "lock") && says(f, "EDEADLK"));
}

static bool
stuck(const struct facts *f)
{
	return is(f, KIND_STUCK);
}

static bool
livelock(const struct facts *f)
{
	return is(f, KIND_LIVELOCK);
}

/* The memory of the object was freed, or raced for by a free: what the calls on it say follows from that. */
static bool
on_freed_memory(const struct facts *f)
{
	bool object = is(f, KIND_BAD_UNLOCK) || is(f, KIND_INVALID_OBJECT) ||
		      is(f, KIND_DESTROY_IN_USE) || is(f, KIND_API_ERROR);
	return object && (facts_company(f, KIND_USE_AFTER_FREE, NULL) || facts_company_freed(f) ||
				 code_names(f->reach, "free"));
}

static bool
timed_lock_ignored(const struct facts *f)
{
	static const char *const tries[] = {"pthread_mutex_timedlock", "pthread_mutex_trylock",
		"pthread_mutex_clocklock", "pthread_rwlock_trywrlock", "pthread_rwlock_tryrdlock",
		"pthread_rwlock_timedwrlock", "pthread_rwlock_timedrdlock", "mtx_timedlock",
		"mtx_trylock", NULL};
	return is(f, KIND_BAD_UNLOCK) && facts_words(f->reach, tries);
}

static bool
bad_unlock(const struct facts *f)
{
	return is(f, KIND_BAD_UNLOCK);
}

/* The thread was killed while it waited: the stack ends in a call that waits. */
static bool
held_in_a_wait(const struct facts *f)
{
	/* DRD shows who noticed it (mostly a join), Helgrind the thread itself. */
	return is(f, KIND_LOCK_HELD) && f->finding->detector != DET_DRD &&
	       (calls(f, "lock_wait") || calls(f, "mutex_lock") || calls(f, "futex") ||
		       calls(f, "cond_wait") || calls(f, "join") || calls(f, "rdlock") ||
		       calls(f, "wrlock") || calls(f, "sem_"));
}

static bool
held_by_stranger(const struct facts *f)
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

static bool
held_after_jump(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD) &&
	       (in_file(f, "pthread_cancel") || in_file(f, "longjmp") || in_file(f, "siglongjmp"));
}

static bool
held_after_exit(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD) && (in_file(f, "pthread_exit") || in_file(f, "thrd_exit"));
}

static bool
held_with_relock(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD) &&
	       (facts_company(f, KIND_RELOCK, NULL) || facts_company(f, KIND_LOCK_ORDER, NULL));
}

static bool
held_in_wrong_context(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD) && says(f, "wrong context");
}

static bool
lock_held(const struct facts *f)
{
	return is(f, KIND_LOCK_HELD);
}

static bool
invalid_object(const struct facts *f)
{
	return is(f, KIND_INVALID_OBJECT) ||
	       (is(f, KIND_API_ERROR) && (says(f, "EINVAL") || says(f, "EPERM")) &&
		       says(f, "mutex"));
}

static bool
initialised_twice(const struct facts *f)
{
	bool object =
		is(f, KIND_INVALID_OBJECT) || is(f, KIND_BARRIER_MISUSE) || is(f, KIND_API_ERROR);
	return object && (says(f, "already initialised") || says(f, "einit"));
}

/* Locked by the one who destroys it. */
static bool
destroyed_locked(const struct facts *f)
{
	bool waited = says(f, "waited upon") || says(f, "being waited") || says(f, "cond");
	if (!is(f, KIND_DESTROY_IN_USE) && !(is(f, KIND_API_ERROR) && says(f, "_destroy"))) {
		return false;
	}
	/* ThreadSanitizer shows who locked it; else the function that destroys may lock it itself. */
	const struct fact_side *a = &f->sides[0], *b = f->side_count > 1 ? &f->sides[1] : NULL;
	bool same = b && a->function && b->function && strcmp(a->function, b->function) == 0;
	return !waited && (b ? same
			     : strstr(a->body, "_lock(") || strstr(a->body, "rdlock(") ||
						  strstr(a->body, "wrlock("));
}

/* The report names one side, and there is no source to look for the lock in. */
static bool
destroyed_unseen(const struct facts *f)
{
	bool destroyed =
		is(f, KIND_DESTROY_IN_USE) || (is(f, KIND_API_ERROR) && says(f, "_destroy"));
	return destroyed && f->side_count < 2 && facts_sourceless(f) && !says(f, "cond");
}

static bool
destroyed_in_use(const struct facts *f)
{
	return is(f, KIND_DESTROY_IN_USE) || (is(f, KIND_API_ERROR) && says(f, "_destroy"));
}

static bool
signalled_unlocked(const struct facts *f)
{
	return is(f, KIND_CONDVAR_MISUSE) &&
	       !facts_company(f, KIND_CONDVAR_MISUSE, "different mutex") &&
	       !facts_company(f, KIND_CONDVAR_MISUSE, "Inconsistent") &&
	       (says(f, "not held") || says(f, "CondRaceErr") || says(f, "signaled"));
}

static bool
condvar_misuse(const struct facts *f)
{
	return is(f, KIND_CONDVAR_MISUSE);
}

static bool
barrier_misuse(const struct facts *f)
{
	return is(f, KIND_BARRIER_MISUSE);
}

static bool
create_failed(const struct facts *f)
{
	/* A thread that was not started can't be joined either. */
	return is(f, KIND_API_ERROR) && (says(f, "pthread_create") || calls(f, "pthread_create") ||
						facts_company(f, KIND_API_ERROR, "pthread_create"));
}

static bool
join_failed(const struct facts *f)
{
	return is(f, KIND_API_ERROR) &&
	       (says(f, "pthread_join") || says(f, "pthread_detach") || says(f, "InvalidThreadId"));
}

static bool
api_error(const struct facts *f)
{
	return is(f, KIND_API_ERROR);
}

static bool
thread_leak(const struct facts *f)
{
	return is(f, KIND_THREAD_LEAK);
}

static bool
in_handler(const struct facts *f)
{
	return is(f, KIND_SIGNAL_UNSAFE) || is(f, KIND_ERRNO_SPOILED);
}

static bool
hold_time(const struct facts *f)
{
	return is(f, KIND_HOLD_TIME);
}

static const struct pattern rows[] = {
	{"locks taken in opposite orders", "deadlock", NULL, CERTAINTY_SURE, 0,
		"two threads take the same locks in different orders: that is how a deadlock is "
		"made",
		NULL, NULL,
		{"deadlock/lock-order", "deadlock/bank-transfer", "deadlock/three-philosophers"},
		lock_order},
	{"a lock taken again by its owner", "deadlock", NULL, CERTAINTY_SURE, KIND_RELOCK,
		"the thread waits for a lock that it holds itself", NULL, NULL,
		{"deadlock/relock", "deadlock/callback-under-lock", "deadlock/handler-locks"},
		relock},
	{"a wait that nobody ends", "lost-wakeup", "queue", CERTAINTY_NONE, 0,
		"if a signal came before the wait, or to the wrong waiter, it is a lost wake-up; "
		"if an item or an end marker is missing, it is the queue",
		NULL, NULL, {"lost-wakeup/no-predicate", "queue/lost-sentinel"}, stuck},
	{"all step aside for each other", "progress", NULL, CERTAINTY_SURE, 0,
		"the same states come again for ever", NULL, NULL, {"progress/polite-livelock"},
		livelock},
	{"a call on memory that was given back", "lifetime", NULL, CERTAINTY_LIKELY, 0,
		"the object's memory is freed in the same code: what the call finds there is no "
		"lock any more",
		NULL, "free it after the join of its last user: costs waiting",
		{"lifetime/mutex-freed-in-unlock", "ordering/teardown-before-worker"},
		on_freed_memory},
	{"an unlock after a lock that failed", "deadlock", NULL, CERTAINTY_LIKELY, 0,
		"the lock is taken by a call that can fail, and the unlock comes in any case", NULL,
		"look at the result of the call, and go on only with the lock: costs nothing",
		{"deadlock/timed-lock-ignored"}, timed_lock_ignored},
	{"an unlock by somebody who doesn't hold it", "api-misuse", NULL, CERTAINTY_LIKELY, 0,
		"a mutex belongs to the thread that locked it, and to nobody when it is free", NULL,
		NULL,
		{"api-misuse/double-unlock", "api-misuse/unlock-not-owner",
			"api-misuse/rwlock-unlocked-twice"},
		bad_unlock},
	{"a lock that a stranger unlocked", "api-misuse", NULL, CERTAINTY_LIKELY, 0,
		"the same run reports an unlock by a thread that doesn't hold the lock", NULL, NULL,
		{"api-misuse/unlock-not-owner"}, held_by_stranger},
	{"a lock held by a thread that waits for it, or for others", "deadlock", NULL,
		CERTAINTY_LIKELY, 0, "the same run reports how its locks get into each other's way",
		NULL, NULL, {"deadlock/relock", "deadlock/lock-order"}, held_with_relock},
	{"a lock held by a thread that waits", "deadlock", NULL, CERTAINTY_LIKELY, 0,
		"the thread had to be killed while it waited, with the lock in its hand", NULL,
		NULL,
		{"deadlock/join-under-lock", "deadlock/nested-monitor", "deadlock/rwlock-upgrade"},
		held_in_a_wait},
	{"a lock kept by a way out for errors", "errors", NULL, CERTAINTY_LIKELY, 0,
		"the code jumps out or cancels threads (longjmp, pthread_cancel), and such a way "
		"unlocks nothing by itself",
		NULL,
		"unlock in a clean-up handler (pthread_cleanup_push), or before the jump: costs "
		"nothing",
		{"errors/clean-up-skips-unlock", "errors/cancelled-with-lock"}, held_after_jump},
	{"a lock kept by a thread that ended itself", "api-misuse", "errors", CERTAINTY_NONE, 0,
		"pthread_exit() unlocks nothing: where it is called with the lock held, it is "
		"api-misuse; where an error led there, it is errors as well",
		NULL,
		"unlock before pthread_exit(), or in a clean-up handler (pthread_cleanup_push): "
		"costs nothing",
		{"api-misuse/exit-holding-lock", "errors/clean-up-skips-unlock"}, held_after_exit},
	{"a lock held where none may be", "deadlock", "progress", CERTAINTY_NONE, 0,
		"the program itself says that no lock may be held here: if the call waits for "
		"another thread, it is a deadlock; if it only takes long, it costs progress",
		NULL,
		"unlock before the call, and lock again after it: costs care, as the data may "
		"change in between",
		{"deadlock/join-under-lock", "progress/lock-across-io"}, held_in_wrong_context},
	{"a lock kept to the end", "deadlock", "errors", CERTAINTY_NONE, 0,
		"if the way out without unlock is an ordinary return, it is class deadlock (the "
		"next one waits for ever); if it is a way for errors (pthread_exit, cancellation, "
		"longjmp), it is class errors",
		NULL, NULL, {"deadlock/early-return", "errors/clean-up-skips-unlock"}, lock_held},
	{"a lock destroyed while it is locked", "api-misuse", "lifetime", CERTAINTY_NONE,
		KIND_DESTROY_IN_USE,
		"if the one who destroys holds the lock itself, it is api-misuse; if another "
		"thread does, it is lifetime; the source would tell (--map, --rev)",
		NULL, NULL, {"api-misuse/destroy-locked", "lifetime/mutex-freed-in-unlock"},
		destroyed_unseen},
	{"a lock destroyed by its holder", "api-misuse", NULL, CERTAINTY_LIKELY,
		KIND_DESTROY_IN_USE,
		"the code that destroys it also locks it, and doesn't unlock before",
		"An unlock before the destroy.", NULL, {"api-misuse/destroy-locked"},
		destroyed_locked},
	{"destroyed while another thread uses it", "lifetime", NULL, CERTAINTY_LIKELY,
		KIND_DESTROY_IN_USE, "somebody else holds it or waits at it", NULL, NULL,
		{"lifetime/condvar-destroyed", "lifetime/mutex-freed-in-unlock"}, destroyed_in_use},
	{"an object initialised twice", "api-misuse", NULL, CERTAINTY_SURE, 0,
		"an object is initialised once, before its first use, and again only after its "
		"destroy",
		NULL, "initialise it in one place, before the first thread starts: costs nothing",
		{"api-misuse/uninitialised-mutex", "lost-wakeup/barrier-reuse"}, initialised_twice},
	{"a call on what is no such object", "api-misuse", NULL, CERTAINTY_LIKELY,
		KIND_INVALID_OBJECT,
		"the object was never initialised, or is a copy, or was destroyed", NULL, NULL,
		{"api-misuse/uninitialised-mutex", "api-misuse/copied-mutex",
			"api-misuse/destroy-locked"},
		invalid_object},
	{"a signal without the lock", "lost-wakeup", NULL, CERTAINTY_LIKELY, 0,
		"nobody holds the mutex of the waiters: the signal can come between a waiter's "
		"question and its wait",
		NULL, NULL, {"lost-wakeup/flag-outside-lock", "lost-wakeup/no-predicate"},
		signalled_unlocked},
	{"one condition variable with two mutexes", "api-misuse", NULL, CERTAINTY_SURE, 0,
		"waiters of one condition variable have to use one mutex", NULL, NULL,
		{"api-misuse/condvar-two-mutexes"}, condvar_misuse},
	{"a barrier misused", "api-misuse", NULL, CERTAINTY_LIKELY, 0,
		"a barrier is set up once, before its first use", NULL, NULL,
		{"lost-wakeup/barrier-reuse", "deadlock/barrier-count"}, barrier_misuse},
	{"a thread that could not be started", "errors", "pool", CERTAINTY_NONE, 0,
		"if the program goes on as if the thread ran, it is class errors; if it ran out of "
		"threads because it starts one for each task, it is class pool",
		NULL,
		"look at the result of pthread_create(), and do the work otherwise: costs nothing",
		{"errors/unchecked-create", "pool/thread-per-task"}, create_failed},
	{"a thread joined that can't be", "lifetime", NULL, CERTAINTY_LIKELY, 0,
		"after a join or a detach the thread's name is no longer valid", NULL, NULL,
		{"lifetime/joined-twice"}, join_failed},
	{"a call whose error nobody looks at", "errors", "api-misuse", CERTAINTY_NONE, 0,
		"if the call can fail in a right program, its result must be looked at: errors; if "
		"it can't, it is called wrongly: api-misuse",
		NULL, NULL, {"errors/unchecked-create", "api-misuse/uninitialised-mutex"},
		api_error},
	{"a thread that nobody joined", "ordering", NULL, CERTAINTY_LIKELY, 0,
		"nobody waits for the thread's end: whatever it still does is in no order to the "
		"rest",
		NULL, NULL,
		{"ordering/missing-join", "ordering/sleep-instead-of-join", "pool/daemon-at-exit"},
		thread_leak},
	{"too much in a signal handler", "process", NULL, CERTAINTY_SURE, 0,
		"a handler comes between any two instructions of the thread that it interrupts",
		NULL, NULL, {"process/handler-mallocs", "deadlock/handler-locks"}, in_handler},
	{"a lock held for long", "progress", NULL, CERTAINTY_LIKELY, 0,
		"nothing is wrong but the time for which the others wait", NULL, NULL,
		{"progress/lock-across-io"}, hold_time},
	{0},
};

const struct pattern *
pattern_calls(void)
{
	return rows;
}
