// SPDX-License-Identifier: MIT
/* For scripts/bench: ns that going from one thread to another and back takes, halved.  Linked with the run-time library. */
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include "fiber.h"
#include "shim.h"

enum { TRIPS = 5000000 };

static struct thread here, there;
static char stack[65536] __attribute__((aligned(64)));

static void
other(void)
{
	for (;;) {
		fiber_switch(&there, &here);
	}
}

static double
cpu(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

int
main(void)
{
	/* What fiber_switch() takes from a stack: the control words, six registers, where to go on. */
	uint64_t *top = (uint64_t *)(void *)(stack + sizeof stack) - 9;
	double begin;

	__asm__("mov %%fs:0,%0" : "=r"(here.fs));
	there.fs = here.fs;
	__asm__("stmxcsr (%0)\n\tfnstcw 4(%0)" : : "r"(top) : "memory");
	top[7] = (uintptr_t)other;
	there.sp = top;
	begin = cpu();
	for (int i = 0; i < TRIPS; i++) {
		fiber_switch(&here, &there);
	}
	printf("%.2f\n", (cpu() - begin) / TRIPS / 2);
	return 0;
}
