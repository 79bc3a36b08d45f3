// SPDX-License-Identifier: MIT
#include "cancel.h"

#include <dlfcn.h>
#include <errno.h>
#include <setjmp.h>
#include <unwind.h>

#include "findings.h"
#include "pthreads.h"
#include "real.h"
#include "schedule.h"

/*
 * pthread_cleanup_push of a C program: a chain of jump buffers, the innermost first.  glibc's type is bigger than what
 * is used of it here; its last words are free for the library, which keeps the chain there.
 */
static _Thread_local __pthread_unwind_buf_t *cleanups;
static _Thread_local void *exit_value;

bool
cancel_pending(const struct thread *t)
{
	return t->cancel_asked && !t->cancel_off && !t->exiting;
}

bool
cancel_ends(const struct op *wait)
{
	switch (wait->kind) {
	case OP_COND_BLOCKED:
	case OP_JOIN:
	case OP_SEM_WAIT:
	case OP_IO:
	case OP_SLEEP:
	case OP_SYNC:
		return true;
	default:
		return false;
	}
}

noreturn void
cancel_now(void)
{
	pthreads_exit(PTHREAD_CANCELED);
}

void
cancel_point(uintptr_t pc)
{
	(void)pc;
	if (UNLIKELY(hz.self->cancel_asked) && cancel_pending(hz.self)) {
		cancel_now();
	}
}

static noreturn void
next_cleanup(void)
{
	__pthread_unwind_buf_t *b = cleanups;

	if (!b) {
		pthreads_end(exit_value);
	}
	cleanups = b->__pad[3];
	/* Enough of a jmp_buf: __sigsetjmp was told to save no mask.  The compiler can't know. */
	__asm__("" : "+r"(b));
	longjmp((struct __jmp_buf_tag *)(void *)b, 1);
}

static _Unwind_Reason_Code
stop(int version, _Unwind_Action actions, _Unwind_Exception_Class class,
	struct _Unwind_Exception *exception, struct _Unwind_Context *context, void *argument)
{
	(void)version;
	(void)class;
	(void)exception;
	(void)context;
	(void)argument;
	if (actions & _UA_END_OF_STACK) {
		pthreads_end(exit_value);
	}
	return _URC_NO_REASON;
}

noreturn void
pthreads_exit(void *result)
{
	static _Thread_local struct _Unwind_Exception exception;
	_Unwind_Reason_Code (*unwind)(struct _Unwind_Exception *, _Unwind_Stop_Fn, void *);

	hz.self->exiting = true;
	exit_value = result;
	if (cleanups) {
		next_cleanup();
	}
	/* There only where the program has C++ or asked for it: then destructors run on the way. */
	*(void **)&unwind = dlsym(RTLD_DEFAULT, "_Unwind_ForcedUnwind");
	if (unwind) {
		exception.exception_class = 0;
		unwind(&exception, stop, NULL);
	}
	pthreads_end(result);
}

void __pthread_register_cancel(__pthread_unwind_buf_t *b);
void __pthread_unregister_cancel(__pthread_unwind_buf_t *b);
noreturn void __pthread_unwind_next(__pthread_unwind_buf_t *b);

EXPORT void
__pthread_register_cancel(__pthread_unwind_buf_t *b)
{
	static void (*next)(__pthread_unwind_buf_t *);

	if (!shim_on()) {
		if (!next) {
			*(void **)&next = dlsym(RTLD_NEXT, "__pthread_register_cancel");
		}
		next(b);
		return;
	}
	b->__pad[3] = cleanups;
	cleanups = b;
}

EXPORT void
__pthread_unregister_cancel(__pthread_unwind_buf_t *b)
{
	static void (*next)(__pthread_unwind_buf_t *);

	if (!shim_on()) {
		if (!next) {
			*(void **)&next = dlsym(RTLD_NEXT, "__pthread_unregister_cancel");
		}
		next(b);
		return;
	}
	cleanups = b->__pad[3];
}

EXPORT noreturn void
__pthread_unwind_next(__pthread_unwind_buf_t *b)
{
	static void (*next)(__pthread_unwind_buf_t *);

	if (!shim_on()) {
		if (!next) {
			*(void **)&next = dlsym(RTLD_NEXT, "__pthread_unwind_next");
		}
		next(b);
		__builtin_unreachable();
	}
	next_cleanup();
}

EXPORT int
pthread_cancel(pthread_t handle)
{
	struct op op = {.kind = OP_ANY, .pc = CALLER};
	struct thread *t;

	if (!shim_on()) {
		real_init();
		return real.pthread_cancel(handle);
	}
	sched_step(&op);
	t = pthreads_find(handle);
	if (!t) {
		findings_misuse(
			PROTO_API_ERROR, OP_SYNC, NULL, CALLER, "cancel of a thread that is none");
		return ESRCH;
	}
	t->cancel_asked = true;
	if (t == hz.self && t->cancel_async) {
		cancel_point(CALLER);
	}
	if (t != hz.self && bits_has(&hz.waiting, t->id) && !t->ready) {
		sched_rewait(t);
	}
	return 0;
}

EXPORT int
pthread_setcancelstate(int state, int *old)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_setcancelstate(state, old);
	}
	if (old) {
		*old = hz.self->cancel_off ? PTHREAD_CANCEL_DISABLE : PTHREAD_CANCEL_ENABLE;
	}
	hz.self->cancel_off = state == PTHREAD_CANCEL_DISABLE;
	return 0;
}

EXPORT int
pthread_setcanceltype(int type, int *old)
{
	if (!shim_on()) {
		real_init();
		return real.pthread_setcanceltype(type, old);
	}
	if (old) {
		*old = hz.self->cancel_async ? PTHREAD_CANCEL_ASYNCHRONOUS
					     : PTHREAD_CANCEL_DEFERRED;
	}
	hz.self->cancel_async = type == PTHREAD_CANCEL_ASYNCHRONOUS;
	if (hz.self->cancel_async) {
		cancel_point(CALLER);
	}
	return 0;
}

EXPORT void
pthread_testcancel(void)
{
	struct op op = {.kind = OP_ANY, .pc = CALLER};

	if (!shim_on()) {
		real_init();
		real.pthread_testcancel();
		return;
	}
	sched_step(&op);
	cancel_point(CALLER);
}
