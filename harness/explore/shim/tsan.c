// SPDX-License-Identifier: MIT
/* What clang's and gcc's -fsanitize=thread calls around the program's accesses and functions. */
#include "access.h"
#include "dead.h"
#include "step.h"

static void
give_way(uintptr_t pc)
{
	struct op op = {.kind = OP_YIELD, .pc = pc};

	hz.accesses += hz.quiet_of;
	hz.quiet_of *= 2;
	hz.quiet = hz.quiet_of;
	hz.gave_way++;
	sched_step(&op);
}

void
access_alone(uintptr_t p, bool write, uintptr_t pc)
{
	if (shim_active) {
		dead_look(p, write, pc);
	}
}

void
access_new(uintptr_t p, uint64_t size, bool write, uintptr_t pc)
{
	if (UNLIKELY(hz.quiet == 0)) {
		give_way(pc);
	}
	if (LIKELY(filter_point(p, size)) || filter_access(p, size, write)) {
		struct op op = op_on(write ? OP_WRITE : OP_READ, (void *)p, (uint32_t)size, pc);

		step(&op);
	}
	if (UNLIKELY(dead_possible(p))) {
		dead_look(p, write, pc);
	}
	hb_access(p, size, write ? RACE_WRITE : RACE_READ, pc);
}

static inline void
both(const volatile void *p, uint64_t size, uintptr_t pc)
{
	access_memory(p, size, false, pc);
	access_memory(p, size, true, pc);
}

#define ACCESS(name, n, write)                      \
	void __tsan_##name##n(void *p);             \
	EXPORT void __tsan_##name##n(void *p)       \
	{                                           \
		access_memory(p, n, write, CALLER); \
	}

#define BOTH(name, n)                         \
	void __tsan_##name##n(void *p);       \
	EXPORT void __tsan_##name##n(void *p) \
	{                                     \
		both(p, n, CALLER);           \
	}

#define OF_SIZE(n)                                \
	ACCESS(read, n, false)                    \
	ACCESS(write, n, true)                    \
	ACCESS(unaligned_read, n, false)          \
	ACCESS(unaligned_write, n, true)          \
	ACCESS(volatile_read, n, false)           \
	ACCESS(volatile_write, n, true)           \
	ACCESS(unaligned_volatile_read, n, false) \
	ACCESS(unaligned_volatile_write, n, true) \
	BOTH(read_write, n)                       \
	BOTH(unaligned_read_write, n)

OF_SIZE(1)
OF_SIZE(2)
OF_SIZE(4)
OF_SIZE(8)
OF_SIZE(16)

void __tsan_init(void);
void __tsan_func_entry(void *pc);
void __tsan_func_exit(void);
void __tsan_read_range(void *p, unsigned long size);
void __tsan_write_range(void *p, unsigned long size);
void __tsan_vptr_update(void **p, void *value);
void __tsan_vptr_read(void **p);
void __tsan_ignore_thread_begin(void);
void __tsan_ignore_thread_end(void);

EXPORT void
__tsan_init(void)
{
}

EXPORT void
__tsan_func_entry(void *pc)
{
	struct thread *t;

	if (!shim_active) {
		return;
	}
	t = hz.self;
	if (LIKELY(t->depth < FRAMES)) {
		t->frames[t->depth] = (uintptr_t)pc;
		t->below[t->depth] = (uintptr_t)__builtin_frame_address(0);
	}
	t->depth++;
}

EXPORT void
__tsan_func_exit(void)
{
	if (shim_active && hz.self->depth > 0) {
		hz.self->depth--;
	}
}

EXPORT void
__tsan_read_range(void *p, unsigned long size)
{
	access_memory(p, size, false, CALLER);
}

EXPORT void
__tsan_write_range(void *p, unsigned long size)
{
	access_memory(p, size, true, CALLER);
}

/* A write of the value that is there already is what constructors of derived classes do. */
EXPORT void
__tsan_vptr_update(void **p, void *value)
{
	access_memory(p, sizeof *p, *p != value, CALLER);
}

EXPORT void
__tsan_vptr_read(void **p)
{
	access_memory(p, sizeof *p, false, CALLER);
}

EXPORT void
__tsan_ignore_thread_begin(void)
{
}

EXPORT void
__tsan_ignore_thread_end(void)
{
}
