// SPDX-License-Identifier: MIT
/*
 * What a thread is about to do: its pending operation, and when two of them conflict.
 *
 * An operation touches at most two byte ranges: [addr, addr+size) as its kind says (read or write), and
 * [addr2, addr2+size2), always written (cond_wait: the mutex).  Synchronisation objects are ranges too: give the address
 * and the size of the object (a size of 0 counts as 1), so freeing or overwriting it conflicts with using it.  Two
 * operations of different threads conflict when ranges overlap and one writes; operations that do not conflict must
 * commute: in either order they give the same state, and neither enables nor disables the other.  That is all that
 * pos, surw and dpor know of the program; an operation that reads more than its ranges tell must be OP_ANY.
 */
#ifndef HAZARD_CORE_OP_H
#define HAZARD_CORE_OP_H

#include <stdbool.h>
#include <stdint.h>

/* Ranges in comments: o = object.  "blocked" kinds are pending while a thread can't go on, and name why. */
enum op_kind {
	OP_NONE,
	OP_START,  /* the first step of a thread; set by engine_thread_new() */
	OP_EXIT,   /* addr: OP_THREAD(self); the thread has nothing left but to end */
	OP_CREATE, /* addr: OP_THREAD_TABLE (ids are handed out in order, so creations conflict) */
	OP_JOIN,   /* addr: OP_THREAD(target); enabled once the target has performed OP_EXIT */
	OP_READ,   /* plain memory */
	OP_WRITE,
	OP_LOAD, /* atomics */
	OP_STORE,
	OP_RMW, /* also compare-exchange; call engine_wrote_nothing() if it failed */
	OP_FENCE,
	OP_LOCK,    /* o: mutex or spin lock; enabled iff it can be taken */
	OP_TRYLOCK, /* always enabled; engine_wrote_nothing() if it failed */
	OP_UNLOCK,  /* by the owner (by anybody else: OP_MISUSE) */
	OP_RDLOCK, /* o: rwlock; two of them commute, so waiting writers must not hold readers back */
	OP_WRLOCK,
	OP_TRYRDLOCK,
	OP_TRYWRLOCK,
	OP_RWUNLOCK,
	OP_COND_WAIT, /* addr: condvar, addr2: mutex: releases it and starts to wait.  Not holding it: OP_MISUSE */
	OP_COND_BLOCKED, /* addr: condvar; waits for a signal (disabled) */
	OP_RELOCK, /* addr: mutex; woken, takes the mutex again; enabled iff it can be taken */
	OP_SIGNAL, /* addr: condvar */
	OP_BROADCAST,
	OP_SEM_WAIT, /* enabled iff the value is positive */
	OP_SEM_TRYWAIT,
	OP_SEM_POST,
	OP_BARRIER,       /* arrives; always enabled */
	OP_BARRIER_LEAVE, /* disabled until the last one has arrived */
	OP_ONCE,          /* pthread_once, call_once: disabled while somebody else runs it */
	OP_SYNC,          /* any other write of an object (init, destroy, key tables, …) */
	/* malloc, free, realloc.  addr: OP_HEAP_OBJECT, since later addresses hang on their order; addr2: what is freed. */
	OP_HEAP,
	OP_IO,       /* addr: OP_FD(n) or any other key */
	OP_TIMEOUT,  /* addr: what is waited for; picking it ends the wait with a time-out */
	OP_SPURIOUS, /* addr: the condvar; picking it wakes the thread for nothing */
	OP_YIELD,    /* sched_yield, thrd_yield */
	OP_SLEEP,    /* like a yield */
	OP_MISUSE, /* a wrong use of an object that the program survives (unlock by another thread, …) */
	OP_ANY, /* conflicts with everything: clock reads, idle time-outs, fork, unmodelled calls */
	OP_KINDS
};

enum op_flag {
	/* Under --weak: seq_cst, so ordered with every other OP_SC whatever their addresses. */
	OP_SC = 1,
	/* Conflicts with every write; the engine sets it for threads parked while spinning. */
	OP_READS_ALL = 2,
	/* OP_LOCK, OP_JOIN, … with a time limit, where engine_offers() OP_TIMEOUT: blocked, OP_TIMEOUT is pending. */
	OP_TIMED = 4,
};

/* Keys for things without an address of their own: above any user-space address. */
#define OP_THREAD(id)   (UINT64_C(0xffff000000000000) + (uint64_t)(id))
#define OP_FD(n)        (UINT64_C(0xffff100000000000) + (uint64_t)(n))
#define OP_THREAD_TABLE UINT64_C(0xffff200000000000)
#define OP_HEAP_OBJECT  UINT64_C(0xffff200000000001)

struct op {
	uint64_t addr, addr2; /* addr2 counts only with size2 != 0 */
	uint64_t pc;          /* for reports and to notice spinning; never for conflicts */
	uint32_t size, size2; /* bytes */
	uint8_t kind;         /* enum op_kind */
	uint8_t flags;        /* enum op_flag */
	uint8_t order;        /* atomics: memory_order as __ATOMIC_*; for traces */
};

enum op_mode { OP_LOCAL, OP_READS, OP_WRITES, OP_CONFLICTS };

/* How each kind uses its first range; OP_CONFLICTS: with everything. */
extern const uint8_t op_modes[OP_KINDS];

/* The kind in words ("cond_wait", "atomic load"); static. */
const char *op_name(int kind);

/* Anything but reading: ends the spinning of others, and the thread's own. */
static inline bool
op_writes(int kind)
{
	return op_modes[kind] >= OP_WRITES;
}

static inline bool
op_overlap(uint64_t a, uint32_t an, uint64_t b, uint32_t bn)
{
	return a < b + (bn ? bn : 1) && b < a + (an ? an : 1);
}

/* Both of different threads. */
bool op_conflict(const struct op *a, const struct op *b);

/*
 * Only operations for which this is true may ever be disabled: the kinds whose comment in enum op_kind says when they are
 * enabled, OP_SYNC, OP_IO, OP_ANY and the blocked ones (and whatever the engine has parked).
 */
bool op_may_block(const struct op *op);

/*
 * The two conflict but can never be enabled in the same state: one takes the lock that the other releases.  Only for
 * OP_UNLOCK, OP_RWUNLOCK, OP_COND_WAIT against OP_LOCK, OP_RELOCK, OP_WRLOCK of the same object, and OP_EXIT against
 * OP_JOIN; true only if that is all they conflict on, and neither is OP_TIMED.
 */
bool op_never_together(const struct op *a, const struct op *b);

#endif
