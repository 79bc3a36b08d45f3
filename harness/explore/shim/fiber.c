// SPDX-License-Identifier: MIT
#include "fiber.h"

#include <dlfcn.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "alloc.h"
#include "backend.h"
#include "reset.h"
#include "shim.h"

#if SHIM_FIBERS

#define POOL_BASE       ((char *)FIBER_POOL)
#define MAIN_STACK      ((size_t)8 << 20)
#define GUARD           ((size_t)4096)
#define HWCAP2_FSGSBASE 2

_Static_assert(FIBER_POOL + GUARD + MAIN_STACK == FIBER_LOW, "main's stack comes first");

enum { TLS_ROOM = 32 * 1024, HEADER_COPIED = 0x18, TID_SEARCHED = 0x900 };

/*
 * A slot: guard page, stack, thread-local storage growing down from the thread's control block (`struct pthread`).
 */
struct pool {
	size_t stack, slot;
	size_t below, above; /* bytes of storage before and after the thread pointer */
	char *images; /* pristine copies of the storage, one a slot, made when the slot is first used */
	bool made[PROTO_THREADS];
	size_t tid_at;
	void *(*allocate)(void *);
	void (*ctype_init)(void);
};

/* Not in a static object: those are put back after each schedule. */
static struct pool *pool;

/* Callee-saved registers, the control words of both floating-point units, stack pointer, FS base. */
__asm__(".text\n"
	".globl fiber_switch\n"
	".hidden fiber_switch\n"
	".type fiber_switch,@function\n"
	"fiber_switch:\n"
	"	push %rbp\n"
	"	push %rbx\n"
	"	push %r12\n"
	"	push %r13\n"
	"	push %r14\n"
	"	push %r15\n"
	"	sub $8,%rsp\n"
	"	stmxcsr (%rsp)\n"
	"	fnstcw 4(%rsp)\n"
	"	mov (%rsp),%edx\n" /* each as it was stored: to read both at once would wait for the stores */
	"	movzwl 4(%rsp),%ecx\n"
	"	mov %rsp,(%rdi)\n"
	"	mov (%rsi),%rsp\n"
	"	mov 8(%rsi),%rax\n"
	"	wrfsbase %rax\n"
	"	cmp (%rsp),%edx\n"
	"	jne 2f\n"
	"	cmp 4(%rsp),%cx\n"
	"	jne 2f\n"
	"1:	add $8,%rsp\n"
	"	pop %r15\n"
	"	pop %r14\n"
	"	pop %r13\n"
	"	pop %r12\n"
	"	pop %rbx\n"
	"	pop %rbp\n"
	"	ret\n"
	"2:	ldmxcsr (%rsp)\n"
	"	fldcw 4(%rsp)\n"
	"	jmp 1b\n"
	".size fiber_switch,.-fiber_switch\n"
	".globl fiber_registers\n"
	".hidden fiber_registers\n"
	".type fiber_registers,@function\n"
	"fiber_registers:\n"
	"	mov %rbx,(%rdi)\n"
	"	mov %rbp,8(%rdi)\n"
	"	mov %r12,16(%rdi)\n"
	"	mov %r13,24(%rdi)\n"
	"	mov %r14,32(%rdi)\n"
	"	mov %r15,40(%rdi)\n"
	"	ret\n"
	".size fiber_registers,.-fiber_registers\n");

static char *
slot_of(uint32_t id)
{
	return id == 0 ? POOL_BASE : POOL_BASE + GUARD + MAIN_STACK + (size_t)(id - 1) * pool->slot;
}

/* The thread pointer of a slot: the address of its struct pthread. */
static char *
pointer_of(uint32_t id)
{
	return slot_of(id) + pool->slot - pool->above;
}

static uintptr_t
own_pointer(void)
{
	uintptr_t fs;

	__asm__ volatile("mov %%fs:0,%0" : "=r"(fs));
	return fs;
}

/* Where glibc keeps the kernel's thread id in its struct pthread: found, since it moves between releases. */
static size_t
find_tid(size_t size)
{
	const char *self = (const char *)own_pointer();
	int tid = (int)syscall(SYS_gettid);

	for (size_t i = 0x80; i + 4 <= size && i < TID_SEARCHED; i += 4) {
		if (memcmp(self + i, &tid, 4) == 0) {
			return i;
		}
	}
	return 0;
}

bool
fiber_setup(uint32_t stack_size, const char **why)
{
	void (*static_info)(size_t *, size_t *);
	const uint32_t *sizeof_pthread = dlsym(RTLD_DEFAULT, "_thread_db_sizeof_pthread");
	size_t size, align, total;

	pool = shim_private(sizeof *pool);
	if (!pool) {
		*why = "no memory";
		return false;
	}
	*(void **)&static_info = dlsym(RTLD_DEFAULT, "_dl_get_tls_static_info");
	*(void **)&pool->allocate = dlsym(RTLD_DEFAULT, "_dl_allocate_tls");
	*(void **)&pool->ctype_init = dlsym(RTLD_DEFAULT, "__ctype_init");
	if (!(getauxval(AT_HWCAP2) & HWCAP2_FSGSBASE)) {
		*why = "the processor or kernel has no wrfsbase";
		return false;
	}
	if (!static_info || !pool->allocate || !pool->ctype_init || !sizeof_pthread) {
		*why = "this libc doesn't let fibers have thread-local storage";
		return false;
	}
	static_info(&size, &align);
	pool->above = (*sizeof_pthread + 63 + 64) & ~(size_t)63;
	pool->below =
		((size > *sizeof_pthread ? size - *sizeof_pthread : 0) + align + 63) & ~(size_t)63;
	pool->stack = (stack_size + 4095) & ~(size_t)4095;
	pool->slot = (GUARD + pool->stack + pool->below + pool->above + 4095) & ~(size_t)4095;
	pool->above = (pool->above + 63) & ~(size_t)63;
	total = GUARD + MAIN_STACK + pool->slot * PROTO_THREADS;
	if (mmap(POOL_BASE, total, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1,
		    0) != (void *)POOL_BASE) {
		*why = "no room for stacks";
		return false;
	}
	mprotect(POOL_BASE, GUARD, PROT_NONE);
	pool->images = shim_private((pool->below + pool->above) * PROTO_THREADS);
	pool->tid_at = find_tid(*sizeof_pthread);
	return pool->images != NULL;
}

/* What the loader and glibc expect in a thread's control block, taken from main's. */
static void
make_storage(uint32_t id)
{
	char *tp = pointer_of(id), *self = (char *)own_pointer();
	void *dtv;

	mprotect(slot_of(id), GUARD, PROT_NONE);
	memset(tp, 0, pool->above);
	alloc_permanent_begin();
	reset_ours_begin();
	pool->allocate(tp);
	reset_ours_end();
	alloc_permanent_end();
	dtv = *(void **)(tp + 8);
	memcpy(tp + HEADER_COPIED, self + HEADER_COPIED, 0x38);
	*(void **)tp = tp;
	*(void **)(tp + 8) = dtv;
	*(void **)(tp + 16) = tp;
	if (pool->tid_at) {
		memcpy(tp + pool->tid_at, self + pool->tid_at, 4);
	}
	memcpy(pool->images + id * (pool->below + pool->above), tp - pool->below,
		pool->below + pool->above);
	pool->made[id] = true;
}

static void
begin(void)
{
	pool->ctype_init();
	thread_run();
}

/* Not inlined: the compiler takes stores below a constant address for stores outside of an object. */
static __attribute__((noinline)) void
lay_out(struct thread *t, char *top, void (*entry)(void))
{
	void **p = (void **)((uintptr_t)top & ~(uintptr_t)15);
	uint32_t mxcsr = 0x1f80;
	uint16_t control = 0x37f;

	*--p = NULL; /* where a return address would be: unwinding ends */
	*--p = (void *)entry;
	p -= 6;
	memset(p, 0, 6 * sizeof *p);
	*--p = NULL;
	memcpy((char *)p, &mxcsr, 4);
	memcpy((char *)p + 4, &control, 2);
	t->sp = p;
}

void
fiber_make(struct thread *t, void (*main_entry)(void))
{
	char *slot = slot_of(t->id), *tp;

	if (t->id == 0) {
		t->stack_low = (uintptr_t)slot + GUARD;
		t->stack_high = t->own_high = (uintptr_t)slot + GUARD + MAIN_STACK;
		t->fs = own_pointer();
		t->handle = (pthread_t)t->fs;
		lay_out(t, (char *)t->stack_high, main_entry);
		return;
	}
	if (!pool->made[t->id]) {
		make_storage(t->id);
	}
	tp = pointer_of(t->id);
	memcpy(tp - pool->below, pool->images + t->id * (pool->below + pool->above),
		pool->below + pool->above);
	t->fs = (uintptr_t)tp;
	t->handle = (pthread_t)t->fs;
	t->stack_low = (uintptr_t)slot + GUARD;
	t->stack_high = ((uintptr_t)tp - pool->below) & ~(uintptr_t)63;
	t->own_high = (uintptr_t)slot + pool->slot;
	lay_out(t, (char *)t->stack_high, begin);
}

int
fiber_owner(uintptr_t address)
{
	uintptr_t at = address - (uintptr_t)POOL_BASE, main_size = GUARD + MAIN_STACK;

	if (at < main_size) {
		return 0;
	}
	return at - main_size < pool->slot * (PROTO_THREADS - 1)
		       ? 1 + (int)((at - main_size) / pool->slot)
		       : -1;
}

void
fiber_live_stack(const struct thread *t, uintptr_t *low, uintptr_t *high)
{
	*low = (uintptr_t)t->sp;
	*high = t->stack_high;
}

#endif
