// SPDX-License-Identifier: MIT
/*
 * Threads of the program as fibers of one kernel thread, each with a stack of its own behind a guard page and with its
 * own block of thread-local storage, made by the loader as for a real thread.  x86-64 with glibc.
 */
#ifndef HAZARD_SHIM_FIBER_H
#define HAZARD_SHIM_FIBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct thread;

/* Reserves room for stacks (bytes each; main's has 8 MB).  False: *why says what this machine lacks. */
bool fiber_setup(uint32_t stack_size, const char **why);

/*
 * Makes t (its id is set) ready to begin: main (0) in `main_entry`, with the storage of the process; the others in
 * thread_run(), with fresh storage.
 */
void fiber_make(struct thread *t, void (*main_entry)(void));

/* Where the stacks and the storage of all threads but main are, if they are fibers. */
#define FIBER_LOW  0x210000801000
#define FIBER_HIGH 0x220000000000
static inline bool
fiber_region(uintptr_t address)
{
	return address - FIBER_LOW < (uintptr_t)FIBER_HIGH - FIBER_LOW;
}

/* … and main's too. */
#define FIBER_POOL 0x210000000000
static inline bool
fiber_pool(uintptr_t address)
{
	return address - FIBER_POOL < (uintptr_t)FIBER_HIGH - FIBER_POOL;
}

/* The number of the thread whose stack or storage this is, used or not; -1: none's. */
int fiber_owner(uintptr_t address);

/* The running fiber is left at `from` and `to` goes on. */
void fiber_switch(struct thread *from, struct thread *to);

/* The registers that a function has to keep, as they are when this is called. */
enum { FIBER_REGISTERS = 6 };
void fiber_registers(uint64_t out[static FIBER_REGISTERS]);

/* Where the frames of a fiber that doesn't run lie, for hashing: from its stack pointer to the top. */
void fiber_live_stack(const struct thread *t, uintptr_t *low, uintptr_t *high);

#endif
