// SPDX-License-Identifier: MIT
#include "op.h"

const uint8_t op_modes[OP_KINDS] = {
	[OP_NONE] = OP_LOCAL,
	[OP_START] = OP_READS,
	[OP_EXIT] = OP_WRITES,
	[OP_CREATE] = OP_WRITES,
	[OP_JOIN] = OP_WRITES,
	[OP_READ] = OP_READS,
	[OP_WRITE] = OP_WRITES,
	[OP_LOAD] = OP_READS,
	[OP_STORE] = OP_WRITES,
	[OP_RMW] = OP_WRITES,
	[OP_FENCE] = OP_LOCAL,
	[OP_LOCK] = OP_WRITES,
	[OP_TRYLOCK] = OP_WRITES,
	[OP_UNLOCK] = OP_WRITES,
	[OP_RDLOCK] = OP_READS,
	[OP_WRLOCK] = OP_WRITES,
	[OP_TRYRDLOCK] = OP_READS,
	[OP_TRYWRLOCK] = OP_WRITES,
	[OP_RWUNLOCK] = OP_WRITES,
	[OP_COND_WAIT] = OP_WRITES,
	[OP_COND_BLOCKED] = OP_READS,
	[OP_RELOCK] = OP_WRITES,
	[OP_SIGNAL] = OP_WRITES,
	[OP_BROADCAST] = OP_WRITES,
	[OP_SEM_WAIT] = OP_WRITES,
	[OP_SEM_TRYWAIT] = OP_WRITES,
	[OP_SEM_POST] = OP_WRITES,
	[OP_BARRIER] = OP_WRITES,
	[OP_BARRIER_LEAVE] = OP_READS,
	[OP_ONCE] = OP_WRITES,
	[OP_SYNC] = OP_WRITES,
	[OP_HEAP] = OP_WRITES,
	[OP_IO] = OP_WRITES,
	[OP_TIMEOUT] = OP_WRITES,
	[OP_SPURIOUS] = OP_WRITES,
	[OP_YIELD] = OP_LOCAL,
	[OP_SLEEP] = OP_LOCAL,
	[OP_MISUSE] = OP_WRITES,
	[OP_ANY] = OP_CONFLICTS,
};

static const char *const names[OP_KINDS] = {
	[OP_NONE] = "nothing",
	[OP_START] = "start",
	[OP_EXIT] = "exit",
	[OP_CREATE] = "create",
	[OP_JOIN] = "join",
	[OP_READ] = "read",
	[OP_WRITE] = "write",
	[OP_LOAD] = "atomic load",
	[OP_STORE] = "atomic store",
	[OP_RMW] = "atomic read-modify-write",
	[OP_FENCE] = "fence",
	[OP_LOCK] = "lock",
	[OP_TRYLOCK] = "trylock",
	[OP_UNLOCK] = "unlock",
	[OP_RDLOCK] = "rdlock",
	[OP_WRLOCK] = "wrlock",
	[OP_TRYRDLOCK] = "tryrdlock",
	[OP_TRYWRLOCK] = "trywrlock",
	[OP_RWUNLOCK] = "rwlock unlock",
	[OP_COND_WAIT] = "cond_wait",
	[OP_COND_BLOCKED] = "cond_wait (waiting)",
	[OP_RELOCK] = "cond_wait (taking the mutex again)",
	[OP_SIGNAL] = "signal",
	[OP_BROADCAST] = "broadcast",
	[OP_SEM_WAIT] = "sem_wait",
	[OP_SEM_TRYWAIT] = "sem_trywait",
	[OP_SEM_POST] = "sem_post",
	[OP_BARRIER] = "barrier_wait",
	[OP_BARRIER_LEAVE] = "barrier_wait (waiting)",
	[OP_ONCE] = "once",
	[OP_SYNC] = "object operation",
	[OP_HEAP] = "heap",
	[OP_IO] = "i/o",
	[OP_TIMEOUT] = "time-out",
	[OP_SPURIOUS] = "spurious wake-up",
	[OP_YIELD] = "yield",
	[OP_SLEEP] = "sleep",
	[OP_MISUSE] = "misuse",
	[OP_ANY] = "call",
};

const char *
op_name(int kind)
{
	return kind >= 0 && kind < OP_KINDS ? names[kind] : "?";
}

static bool
second_hits(const struct op *a, const struct op *b)
{
	return a->size2 && op_modes[b->kind] != OP_LOCAL &&
	       op_overlap(a->addr2, a->size2, b->addr, b->size);
}

bool
op_conflict(const struct op *a, const struct op *b)
{
	int ma = op_modes[a->kind], mb = op_modes[b->kind];
	if (ma == OP_CONFLICTS || mb == OP_CONFLICTS || (a->flags & b->flags & OP_SC)) {
		return true;
	}
	if ((a->flags & OP_READS_ALL && mb == OP_WRITES) ||
		(b->flags & OP_READS_ALL && ma == OP_WRITES)) {
		return true;
	}
	if (ma + mb >= OP_READS + OP_WRITES && ma != OP_LOCAL && mb != OP_LOCAL &&
		op_overlap(a->addr, a->size, b->addr, b->size)) {
		return true;
	}
	if (!(a->size2 | b->size2)) {
		return false;
	}
	return second_hits(a, b) || second_hits(b, a) ||
	       (a->size2 && b->size2 && op_overlap(a->addr2, a->size2, b->addr2, b->size2));
}

bool
op_may_block(const struct op *op)
{
	switch (op->kind) {
	case OP_JOIN:
	case OP_LOCK:
	case OP_RDLOCK:
	case OP_WRLOCK:
	case OP_COND_BLOCKED:
	case OP_RELOCK:
	case OP_SEM_WAIT:
	case OP_BARRIER_LEAVE:
	case OP_ONCE:
	case OP_SYNC:
	case OP_IO:
	case OP_ANY:
		return true;
	default:
		return op->flags & OP_READS_ALL;
	}
}

static bool
takes(int kind)
{
	return kind == OP_LOCK || kind == OP_RELOCK || kind == OP_WRLOCK;
}

/* a takes the lock that b, its holder, gives back. */
static bool
take_and_release(const struct op *a, const struct op *b)
{
	if (a->kind == OP_JOIN && b->kind == OP_EXIT) {
		return a->addr == b->addr;
	}
	if (!takes(a->kind) || a->size2 || ((a->flags | b->flags) & OP_READS_ALL)) {
		return false;
	}
	if (b->kind == OP_UNLOCK || b->kind == OP_RWUNLOCK) {
		return a->addr == b->addr && !b->size2;
	}
	return b->kind == OP_COND_WAIT && a->addr == b->addr2 &&
	       !op_overlap(a->addr, a->size, b->addr, b->size);
}

bool
op_never_together(const struct op *a, const struct op *b)
{
	return !((a->flags | b->flags) & OP_TIMED) &&
	       (take_and_release(a, b) || take_and_release(b, a));
}
