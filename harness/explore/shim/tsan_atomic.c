// SPDX-License-Identifier: MIT
/* Atomics of instrumented programs, every size and operation, for clang's and gcc's names. */
#include <string.h>

#include "access.h"
#include "step.h"
#include "trace.h"
#include "weak.h"

typedef __int128 int128;

/* What one atomic operation is about. */
struct atomic {
	volatile void *at;
	uint32_t size;
	int order;
	uintptr_t pc;
};

static struct weak_value
value_at(const volatile void *p, uint32_t size)
{
	struct weak_value v = {{0, 0}};

	/* By size, so that no copy has to be made by a function and waited for. */
	switch (size) {
	case 1:
		v.word[0] = *(const volatile uint8_t *)p;
		break;
	case 2:
		v.word[0] = *(const volatile uint16_t *)p;
		break;
	case 4:
		v.word[0] = *(const volatile uint32_t *)p;
		break;
	case 8:
		v.word[0] = *(const volatile uint64_t *)p;
		break;
	default:
		memcpy(v.word, (const void *)p, size);
	}
	return v;
}

static void
put(void *to, struct weak_value v, uint32_t size)
{
	switch (size) {
	case 1:
		*(volatile uint8_t *)to = (uint8_t)v.word[0];
		break;
	case 2:
		*(volatile uint16_t *)to = (uint16_t)v.word[0];
		break;
	case 4:
		*(volatile uint32_t *)to = (uint32_t)v.word[0];
		break;
	case 8:
		*(volatile uint64_t *)to = v.word[0];
		break;
	default:
		memcpy(to, v.word, size);
	}
}

static void
point(const struct atomic *a, enum op_kind kind)
{
	struct op op = op_on(kind, a->at, a->size, a->pc);

	op.order = (uint8_t)a->order;
	op.flags = hz.weak && a->order == __ATOMIC_SEQ_CST ? OP_SC : 0;
	hz.accesses++;
	step(&op);
	if (hz.races) {
		filter_restamp(hz.self);
	}
	hb_access((uintptr_t)a->at, a->size,
		kind == OP_LOAD ? RACE_ATOMIC | RACE_READ : RACE_ATOMIC | RACE_WRITE, a->pc);
}

/*
 * Which of n stores a load reads.  A store is seen in the end: when nobody is left but threads that read the same again and
 * again, and they have all been asked once, they read the newest.
 */
static uint32_t
which_store(uint32_t n)
{
	return n > 1 && hz.engine->spin_rounds == 0
		       ? engine_choose(hz.engine, ENGINE_CHOOSE_STORE, n)
		       : 0;
}

/* The value a load returns, into `out`. */
static void
load(const struct atomic *a, void *out)
{
	struct weak_value v = value_at(a->at, a->size);
	struct weak *w;

	if (!shim_on()) {
		put(out, v, a->size);
		return;
	}
	point(a, OP_LOAD);
	v = value_at(a->at, a->size);
	w = hb_weak();
	if (w) {
		uint32_t n = weak_load(w, hz.self->id, (uintptr_t)a->at, a->size, a->order, v);
		uint32_t k = which_store(n);

		v = weak_load_take(w, k);
		if (k) {
			trace_stale(v.word[0]);
		}
	}
	put(out, v, a->size);
}

static void
before_store(const struct atomic *a, enum op_kind kind)
{
	if (shim_on()) {
		point(a, kind);
	}
}

static void
told_store(const struct atomic *a, struct weak_value now, bool rmw)
{
	struct weak *w = shim_on() ? hb_weak() : NULL;

	if (!w) {
		return;
	}
	if (rmw) {
		weak_rmw(w, hz.self->id, (uintptr_t)a->at, a->size, a->order, now,
			value_at(a->at, a->size));
	} else {
		weak_store(w, hz.self->id, (uintptr_t)a->at, a->size, a->order, now,
			value_at(a->at, a->size));
	}
}

/*
 * Whether a compare-exchange finds `expected`; if not, what it finds instead goes there.  The caller stores.
 */
static bool
compare(const struct atomic *a, void *expected, int failure)
{
	struct weak_value now = value_at(a->at, a->size), want = value_at(expected, a->size);
	struct weak *w = shim_on() ? hb_weak() : NULL;
	bool same = now.word[0] == want.word[0] && now.word[1] == want.word[1];

	if (w) {
		uint32_t n = weak_cas(
			w, hz.self->id, (uintptr_t)a->at, a->size, failure, now, want, &same);
		uint32_t k = which_store(n);

		if (same && k == 0) {
			return true;
		}
		now = weak_load_take(w, k);
		same = false;
	}
	if (!same) {
		put(expected, now, a->size);
		if (shim_on()) {
			engine_wrote_nothing(hz.engine);
		}
	}
	return same;
}

#define RMW(bits, T, name, expression)                                       \
	T __tsan_atomic##bits##_##name(volatile T *p, T v, int order);       \
	EXPORT T __tsan_atomic##bits##_##name(volatile T *p, T v, int order) \
	{                                                                    \
		struct atomic a = {p, sizeof *p, order, CALLER};             \
		struct weak_value now;                                       \
		T old;                                                       \
		before_store(&a, OP_RMW);                                    \
		now = value_at(p, sizeof *p);                                \
		if (shim_on()) {                                             \
			old = *p;                                            \
			*p = (T)(expression);                                \
			if (*p == old) {                                     \
				engine_wrote_nothing(hz.engine);             \
			}                                                    \
			told_store(&a, now, true);                           \
			return old;                                          \
		}                                                            \
		old = *p;                                                    \
		while (!outside_cas_##bits(p, &old, (T)(expression))) {      \
		}                                                            \
		return old;                                                  \
	}

#define CAS(bits, T, name)                                          \
	int __tsan_atomic##bits##_compare_exchange_##name(          \
		volatile T *p, T *c, T v, int order, int failure);  \
	EXPORT int __tsan_atomic##bits##_compare_exchange_##name(   \
		volatile T *p, T *c, T v, int order, int failure)   \
	{                                                           \
		return cas_##bits(p, c, v, order, failure, CALLER); \
	}

#define ATOMICS(bits, T)                                                                      \
	T __tsan_atomic##bits##_load(const volatile T *p, int order);                         \
	void __tsan_atomic##bits##_store(volatile T *p, T v, int order);                      \
	T __tsan_atomic##bits##_compare_exchange_val(                                         \
		volatile T *p, T c, T v, int order, int failure);                             \
	EXPORT T __tsan_atomic##bits##_load(const volatile T *p, int order)                   \
	{                                                                                     \
		struct atomic a = {(volatile void *)p, sizeof *p, order, CALLER};             \
		T out;                                                                        \
		load(&a, &out);                                                               \
		return out;                                                                   \
	}                                                                                     \
	EXPORT void __tsan_atomic##bits##_store(volatile T *p, T v, int order)                \
	{                                                                                     \
		struct atomic a = {p, sizeof *p, order, CALLER};                              \
		struct weak_value now;                                                        \
		before_store(&a, OP_STORE);                                                   \
		now = value_at(p, sizeof *p);                                                 \
		*p = v;                                                                       \
		told_store(&a, now, false);                                                   \
		if (!shim_on()) {                                                             \
			__atomic_thread_fence(__ATOMIC_SEQ_CST);                              \
		}                                                                             \
	}                                                                                     \
	RMW(bits, T, exchange, v)                                                             \
	RMW(bits, T, fetch_add, old + v)                                                      \
	RMW(bits, T, fetch_sub, old - v)                                                      \
	RMW(bits, T, fetch_and, old &v)                                                       \
	RMW(bits, T, fetch_or, old | v)                                                       \
	RMW(bits, T, fetch_xor, old ^ v)                                                      \
	RMW(bits, T, fetch_nand, ~(old & v))                                                  \
	static int cas_##bits(volatile T *p, T *c, T v, int order, int failure, uintptr_t pc) \
	{                                                                                     \
		struct atomic a = {p, sizeof *p, order, pc};                                  \
		struct weak_value now;                                                        \
		if (!shim_on()) {                                                             \
			return outside_cas_##bits(p, c, v);                                   \
		}                                                                             \
		point(&a, OP_RMW);                                                            \
		now = value_at(p, sizeof *p);                                                 \
		if (!compare(&a, c, failure)) {                                               \
			return 0;                                                             \
		}                                                                             \
		*p = v;                                                                       \
		told_store(&a, now, true);                                                    \
		return 1;                                                                     \
	}                                                                                     \
	CAS(bits, T, strong)                                                                  \
	CAS(bits, T, weak)                                                                    \
	EXPORT T __tsan_atomic##bits##_compare_exchange_val(                                  \
		volatile T *p, T c, T v, int order, int failure)                              \
	{                                                                                     \
		cas_##bits(p, &c, v, order, failure, CALLER);                                 \
		return c;                                                                     \
	}

#define OUTSIDE(bits, T)                                                 \
	static int outside_cas_##bits(volatile T *p, T *c, T v)          \
	{                                                                \
		return __atomic_compare_exchange_n(                      \
			p, c, v, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); \
	}

OUTSIDE(8, int8_t)
OUTSIDE(16, int16_t)
OUTSIDE(32, int32_t)
OUTSIDE(64, int64_t)

/* Outside of a schedule 16 bytes are rare, and threads then rarer; libatomic would have to be linked for them. */
static int
outside_cas_128(volatile int128 *p, int128 *c, int128 v)
{
	static char lock;
	bool same;

	while (__atomic_test_and_set(&lock, __ATOMIC_ACQUIRE)) {
	}
	same = *p == *c;
	if (same) {
		*p = v;
	} else {
		*c = *p;
	}
	__atomic_clear(&lock, __ATOMIC_RELEASE);
	return same;
}

ATOMICS(8, int8_t)
ATOMICS(16, int16_t)
ATOMICS(32, int32_t)
ATOMICS(64, int64_t)
ATOMICS(128, int128)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_signal_fence(int order);

EXPORT void
__tsan_atomic_thread_fence(int order)
{
	struct op op = {.kind = OP_FENCE, .order = (uint8_t)order, .pc = CALLER};

	if (!shim_on()) {
		__atomic_thread_fence(__ATOMIC_SEQ_CST);
		return;
	}
	op.flags = hz.weak && order == __ATOMIC_SEQ_CST ? OP_SC : 0;
	sched_step(&op);
	if (hb_weak()) {
		filter_restamp(hz.self);
		weak_fence(hb_weak(), hz.self->id, order);
	}
}

EXPORT void
__tsan_atomic_signal_fence(int order)
{
	(void)order;
}
