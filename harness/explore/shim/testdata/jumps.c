// SPDX-License-Identifier: MIT
/* longjmp, and out of a handler for SEGV that runs on an alternate stack. */
#include <assert.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>

static sigjmp_buf out;
static volatile int caught;
static char stack[65536];

static void
on_fault(int signal)
{
	(void)signal;
	siglongjmp(out, 1);
}

static void *
nothing(void *argument)
{
	return argument;
}

int
main(void)
{
	struct sigaction action = {.sa_handler = on_fault, .sa_flags = SA_ONSTACK};
	stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
	jmp_buf back;
	pthread_t t;

	sigaltstack(&alternate, NULL);
	sigaction(SIGSEGV, &action, NULL);
	pthread_create(&t, NULL, nothing, NULL);
	if (!setjmp(back)) {
		longjmp(back, 1);
	}
	if (!sigsetjmp(out, 1)) {
		*(volatile int *)8 = 1;
	} else {
		caught = 1;
	}
	pthread_join(t, NULL);
	assert(caught);
	puts("caught");
	return 0;
}
