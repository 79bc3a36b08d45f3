// SPDX-License-Identifier: MIT
/*
 * What all of the run-time library shares: the threads of the schedule, what each waits for and holds, and how the
 * schedule ended.  It lies outside of everything a reset puts back, and is shared with the children of the forking
 * back-ends.
 *
 * A schedule runs between `shim_active` going up and schedule_finish().  While it is down (before main, between
 * schedules, in a program that is not explored) every interposed function hands over to libc.
 */
#ifndef HAZARD_SHIM_H
#define HAZARD_SHIM_H

#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine.h"
#include "proto.h"

#if defined(__x86_64__) && !defined(HAZARD_EXPLORE_PORTABLE)
#define SHIM_FIBERS 1
#else
#define SHIM_FIBERS 0
#endif

/* Visible to the program: what stands over a function of libc, or is called by instrumented code. */
#define EXPORT __attribute__((visibility("default")))
/* Of this library alone: reached without a table. */
#define INTERNAL __attribute__((visibility("hidden")))
#define CALLER   ((uintptr_t)__builtin_return_address(0))

enum {
	FRAMES = 256, /* calls remembered a thread */
	HELD = 24,    /* locks remembered a thread */
	KEYS = 128,   /* pthread keys with a value a thread; as many keys */
	CLEANUPS = 64,
	FINDINGS = 8,  /* a schedule */
	HANDLERS = 64, /* at exit */
	SIGNALS = 65,
	NAMED = 32, /* semaphores with names */
	FORK_HANDLERS = 16,
	CHILDREN = 16,
};

/* How a wait ended. */
/* A system call that a handler interrupted: begun again if that handler asked for it (SA_RESTART), else EINTR. */
enum handled { HANDLED_NONE, HANDLED_RESTART, HANDLED_END };

enum wake { WAKE_READY, WAKE_TIMEOUT, WAKE_SPURIOUS, WAKE_SIGNAL, WAKE_CANCEL };

/* HELD_SHARED: a read lock, or one that is no pthread_mutex_t; HELD_ONCE: the control of an initialiser that runs. */
enum held_as { HELD_ALONE, HELD_SHARED, HELD_ONCE };

/* A lock that a thread has. */
struct held {
	uintptr_t lock;
	uint32_t step;
	enum held_as as;
	uint64_t stack[PROTO_STACK];
};

struct thread {
	/* fibers: read by the switch at these offsets */
	void *sp;
	uintptr_t fs;
	uint64_t stamp; /* see filter.h */
	/* threads: the hand-off */
	uint32_t turn;

	uint32_t id;
	pthread_t handle;
	void *(*start)(void *);
	void *argument, *result;
	struct thread *parent;
	uintptr_t stack_low, stack_high; /* [low, high): its stack, without the guard */
	uintptr_t own_high; /* [stack_low, own_high): and its thread-local storage, if known */
	uint64_t create_stack[PROTO_STACK];
	uint32_t create_step;
	uint64_t
		reserved; /* bytes of addresses that the stack and guard zone which it asked for would take */

	/* ended: nothing left to run; joined: its number may not be used again */
	bool ended, joined, detached;
	struct thread *joiner;

	/* waiting */
	bool waits;    /* a member of hz.waiting */
	bool ready;    /* `want` could be done now */
	bool blocked;  /* … and at some time since it was asked for could not */
	enum wake how; /* what the pending operation stands for */
	struct op want;
	bool (*can)(const struct thread *t); /* whether `want` can be done now */
	uint64_t deadline;                   /* ns of virtual time; 0: none */
	uint64_t detail; /* for `can`: the events of a file, the number of a barrier's round, … */

	/* cancellation */
	bool cancel_asked, cancel_off, cancel_async, exiting;

	/* signals to be handled at its next step */
	uint64_t pending_signals, blocked_signals;
	uint32_t in_handlers; /* of signals, nested */
	enum handled handled; /* what the first handler in its wait makes of that */
	bool in_heap;

	uint32_t depth; /* of frames; may be more than FRAMES, then the outermost are lost */
	uint32_t held_count;
	uint32_t clock_ticks; /* reads of the clock, each a microsecond */

	void *keys[KEYS];
	uint32_t keys_used; /* 1 + the highest that was set */
	uintptr_t frames[FRAMES];
	uintptr_t below[FRAMES]; /* beside each: the end of that function's frame */
	struct held held[HELD];
};

/* What was found in the schedule that runs, besides its end. */
struct finding {
	uint32_t class; /* enum proto_class */
	uint64_t key;
	struct proto_site sides[2];
	char message[PROTO_LINE];
};

/* What runs at exit. */
struct handler {
	void (*f)(void *);
	void *argument;
};

/* What pthread_atfork() was given. */
struct fork_handler {
	void (*prepare)(void), (*parent)(void), (*child)(void);
};

/* A process that the program forked in this schedule; fd: of it, or -1. */
struct child {
	pid_t pid;
	int fd;
};

struct key {
	bool used;
	void (*destroy)(void *);
};

/*
 * What the program has registered with the library in the schedule that runs.  Here and not in static objects, since those
 * are copied back after each schedule, and most programs use none of it.
 */
struct registered {
	uint32_t at_exit, at_quick_exit, at_fork; /* in use; the same below */
	uint32_t keys, named, actions;
	struct handler exit_handlers[HANDLERS], quick_handlers[HANDLERS];
	struct fork_handler fork_handlers[FORK_HANDLERS];
	struct key key[KEYS];
	struct sigaction action[SIGNALS];
	bool asked[SIGNALS];
	struct {
		char name[64]; /* empty: unlinked, or not in use */
		uint32_t opened;
		sem_t sem;
	} semaphore[NAMED];
};

struct shim {
	/* hot */
	struct engine *engine;
	struct thread *self; /* the thread that runs */
	uint64_t stamp;      /* its */
	uint64_t stamps;     /* given out so far, ever */
	bool races, weak, tracing, leaks, gdb;
	uint8_t backend; /* enum proto_backend: never AUTO */
	uint32_t live;
	struct bits waiting; /* threads whose enabledness hangs on an object */
	uint32_t waiting_count;
	uint64_t accesses;
	uint64_t quiet,
		quiet_of; /* accesses left until the thread that runs has to give way, of so many: see access.h */
	uint64_t gave_way;
	uint32_t max_steps;

	/* of the schedule */
	uint64_t schedule; /* its number, from 1 */
	uint64_t clock;    /* virtual time, ns since the epoch */
	uint32_t thread_count, joined_count;
	uint32_t spin_rounds_seen;
	uint64_t state_hash;
	uint32_t ending; /* enum proto_class; PROTO_NONE while it runs */
	int exit_code, signal;
	uint64_t fault;
	struct proto_site end_site;
	char message[PROTO_LINE];
	struct finding findings[FINDINGS];
	uint32_t finding_count;
	struct registered registered;
	uint32_t wait_count;
	struct proto_wait waits[PROTO_WAITS];
	bool handlers;            /* the program has installed a handler of signals */
	uint64_t process_signals; /* to the process, blocked by all of its threads */
	bool exiting;             /* exit() was called */
	bool no_flush;            /* … or _exit(): what stdout holds is lost */
	bool cut;                 /* ended early, at a finding: its output means nothing */
	bool forked;              /* has processes of its own */
	bool unmodelled_hit;      /* met something not modelled */
	bool again;               /* ended by reset_lasting() */
	uint32_t child_count;
	struct child children[CHILDREN];

	/* of the process */
	struct proto *proto;
	uint64_t last_tick_step;
	uint32_t idle_ticks, idle_seconds;
	bool ticked; /* time has passed: the explorer looks at the clock after this schedule */
	struct thread explorer; /* fibers with reset: the context of the search */
	struct thread threads[PROTO_THREADS];
};

#if SHIM_FIBERS
#define SHIM_BASE 0x200000000000
#define hz        (*(struct shim *)SHIM_BASE)
#else
/* Set once before anything else and the same in all processes. */
extern INTERNAL struct shim *shim_state;
#define hz (*shim_state)
#endif

/*
 * A schedule runs; accesses matter in it: there are other threads, and not all of them were joined (one that has merely
 * ended could have come later, and dpor must see what it races with).  Outside of `hz` because they are asked before it
 * is mapped; a reset makes both false.
 */
extern INTERNAL bool shim_active, shim_several;

/* Whether the caller is a thread of a schedule. */
static inline bool
shim_on(void)
{
	return UNLIKELY(shim_active);
}

/* Maps `hz`; false where the address is taken. */
bool shim_map(void);

/* Memory of the library that every process of the exploration shares and no reset touches: zero, page aligned. */
void *shim_memory(size_t size);

/* The same, but each process has its own from its fork on. */
void *shim_private(size_t size);

#endif
