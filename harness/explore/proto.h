// SPDX-License-Identifier: MIT
/*
 * What crosses between hazard and the run-time library in the program under test: one file, mapped shared by both.
 *
 * hazard makes a file of sizeof(struct proto) zero bytes (a memfd or a file; only what is written takes memory), fills
 * in `magic`, `version`, `size` and `config`, and starts the program with HAZARD_EXPLORE=PATH in the environment
 * (/proc/self/fd/N is a path, when N is not closed on exec).  The library maps it, turns address randomisation off by
 * executing the program once more when it has to, explores, and ends the process by _exit with one of
 * enum proto_exit.  Everything is written in place as it is found: after a kill, what was found is there and whole,
 * since every count is raised after the entry it covers was written.
 *
 * Without HAZARD_EXPLORE the library passes every call on to libc and the program behaves as if it were not there.
 * The library removes HAZARD_EXPLORE (and itself from LD_PRELOAD) from the environment before main.
 *
 * Times are ns, addresses are the program's, threads are numbered from 0 (main) in order of creation, stacks are
 * return addresses, innermost first, ended by 0 or full.  An address to be symbolised is pc - module.bias, less one
 * for every entry that is a return address (all of them).
 */
#ifndef HAZARD_PROTO_H
#define HAZARD_PROTO_H

#include <stdint.h>

#define PROTO_ENV     "HAZARD_EXPLORE"
#define PROTO_MAGIC   0x50585a48u /* "HZXP" */
#define PROTO_VERSION 3u

enum {
	PROTO_STACK = 8,
	PROTO_LOCKS = 6,    /* locks held, as many as are kept */
	PROTO_ALLOWED = 16, /* outputs that hazard calls right */
	PROTO_TEXT = 1024,  /* bytes of an output kept */
	PROTO_LINE = 256,
	PROTO_OUTPUTS = 64,  /* distinct outputs kept */
	PROTO_FAILURES = 32, /* distinct failures kept */
	PROTO_WAITS = 32,    /* blocked threads listed in a failure */
	PROTO_NAMES = 64,    /* things not modelled; reasons */
	PROTO_NAME = 96,
	PROTO_MODULES = 64,
	PROTO_PATH = 256,
	PROTO_THREADS = 1024,
	PROTO_EVENTS = 1 << 16,
	PROTO_CHOICES = 1 << 22,
	PROTO_OPS = 96,
	PROTO_SHARED = 1 << 15,        /* 8-byte words known to be shared */
	PROTO_ALL_SHARED = 0x7fffffff, /* a shared_count: every access is a step */
};

/*
 * Addresses of what has none of its own, above any user-space address (thread N, descriptor N, the table of threads, the
 * heap as a whole); and where the program's heap begins, in every run.
 */
#define PROTO_KEY_THREAD UINT64_C(0xffff000000000000)
#define PROTO_KEY_FD     UINT64_C(0xffff100000000000)
#define PROTO_KEY_TABLE  UINT64_C(0xffff200000000000)
#define PROTO_KEY_HEAP   UINT64_C(0xffff200000000001)
#define PROTO_HEAP       UINT64_C(0x230000000000)

/* How the process ends.  Anything else: it was killed, or the library broke; `state` says how far it came. */
enum proto_exit {
	PROTO_EXIT_DONE = 0,    /* see `result` */
	PROTO_EXIT_SETUP = 101, /* nothing was explored: `result.message` says why */
};

enum proto_mode {
	PROTO_SEARCH, /* `strategy` until schedules, time, exhaustion or (stop_first) a failure */
	PROTO_REPLAY, /* `choices` of the config, `schedules` times (0: once) */
};

enum proto_strategy {
	PROTO_AUTO, /* a short preemption-bounded search, then rw, pct, pos and surw in rotation */
	PROTO_RW,
	PROTO_PCT,
	PROTO_POS,
	PROTO_SURW,
	PROTO_BOUND, /* every schedule with 0, then 1, … up to `preemptions` preemptions; -1: to the end */
	PROTO_DPOR,
	PROTO_STRATEGIES
};

enum proto_backend {
	PROTO_BACKEND_AUTO, /* fibers with reset, degrading to fork by itself */
	PROTO_FIBER_RESET,
	PROTO_FIBER_FORK,
	PROTO_THREAD_FORK, /* the portable one */
};

/* Bits of config.options. */
enum {
	PROTO_OPT_RACES = 1 << 0,
	PROTO_OPT_WEAK = 1 << 1,
	PROTO_OPT_SPURIOUS = 1 << 2, /* spurious wake-ups of condition waits are choices */
	PROTO_OPT_TIMEOUTS =
		1 << 3, /* a time-out may come at any step, not only when nothing else can run */
	PROTO_OPT_STOP_FIRST =
		1 << 4,           /* end with the first failing schedule, or as `wanted` says */
	PROTO_OPT_TRACE = 1 << 5, /* keep the events of the last schedule (meant for a replay) */
	PROTO_OPT_KEEP_OUTPUT =
		1 << 6, /* replay only: the program's stdout and stderr go where they went before */
	PROTO_OPT_LEAKS = 1 << 7, /* a thread neither joined nor detached at the end is a finding */
	PROTO_OPT_NO_FILTER =
		1
		<< 9, /* every access of the instrumented code is a step, also where one thread alone uses the memory */
	PROTO_OPT_GDB =
		1
		<< 8, /* replay only: call hazard_switch(from, to, step) at each switch; no alarm timer */
};

/*
 * First how a schedule ended (one each), then what was found on the way (any number; a schedule with one of them
 * counts under its ending as well).  Endings up to PROTO_OK are right; from there to PROTO_FAILING_END a failure;
 * the rest say that nothing can be said.
 */
enum proto_class {
	PROTO_NONE,
	PROTO_OK,
	PROTO_WRONG_RESULT, /* exit 1 and a stderr line "wrong: …", or a stdout that config.allowed lacks */
	PROTO_BAD_EXIT,
	PROTO_ASSERTION, /* assert, abort, std::terminate */
	PROTO_CRASH,     /* a fatal signal */
	PROTO_DEADLOCK,  /* a cycle of waits */
	PROTO_STUCK,     /* no cycle, and nobody left who could wake */
	PROTO_LIVELOCK,  /* memory and registers repeated under a fair schedule */
	PROTO_FAILING_END,
	PROTO_NOT_MODELLED =
		PROTO_FAILING_END, /* the schedule ran into a call in `unmodelled` that could not be passed on */
	PROTO_DIVERGED, /* a replay or a systematic search met other threads or operations than before */
	PROTO_LIMIT, /* max_steps, threads, memory, or cpu_ms without a scheduling point: see the message */
	PROTO_PRUNED, /* dpor: a schedule equivalent to one already seen; no result */
	PROTO_ENDINGS,

	PROTO_RACE = PROTO_ENDINGS,
	PROTO_RELOCK,
	PROTO_BAD_UNLOCK,
	PROTO_LOCK_HELD,
	PROTO_INVALID_OBJECT,
	PROTO_DESTROY_IN_USE,
	PROTO_CONDVAR_MISUSE,
	PROTO_BARRIER_MISUSE,
	PROTO_API_ERROR,
	PROTO_THREAD_LEAK,
	PROTO_USE_AFTER_FREE,
	PROTO_CLASSES
};

/* One recorded choice, as the engine numbers them. */
struct proto_choice {
	uint16_t value; /* the thread, or the alternative */
	uint8_t kind;   /* which thread, which waiter, which store: the engine's enum choice_kind */
	uint8_t op;     /* index into proto.op_names of what the chosen thread does next */
	uint32_t hash;  /* of the alternatives: a replay that meets another diverges */
};

/* A failure that a search is for. */
struct proto_wanted {
	uint32_t class;
	uint32_t preemptions; /* PROTO_BOUND: given up when all schedules with so many were run */
	uint64_t key;         /* 0: any */
};

struct proto_config {
	uint32_t mode, strategy, backend, options;
	uint64_t seed;
	uint64_t first,
		stride; /* sampling: this process runs schedules number first, first + stride, … (stride 0 is 1): --jobs */
	uint64_t schedules;  /* at most so many; 0: no limit */
	uint64_t time_limit; /* ns; 0: none.  Read again and again: 1 stops a search that runs */
	uint32_t max_steps;  /* of one schedule; 0: 100 000 */
	int32_t preemptions; /* PROTO_BOUND; -1: no bound */
	uint32_t depth;      /* PCT; 0: 3 */
	uint32_t cpu_ms; /* CPU time one schedule may take without a scheduling point; 0: 2 000 */
	uint32_t max_threads;   /* 0: PROTO_THREADS */
	uint32_t stack_size;    /* bytes a thread (main: 8 MB); 0: 256 KiB */
	uint32_t allowed_count; /* 0: every stdout is right */
	uint32_t choice_count;  /* PROTO_REPLAY: proto.replay[0 .. choice_count) */
	/*
	 * proto.shared[0 .. shared_count) is in force from the first schedule on.  A replay needs the failure's, and
	 * adds nothing to it; or PROTO_ALL_SHARED.
	 */
	uint32_t shared_count;
	/* PROTO_OPT_STOP_FIRST: stop only when each of these was found or given up; 0: at any failure */
	uint32_t wanted_count;
	struct proto_wanted wanted[PROTO_FAILURES];
	char allowed[PROTO_ALLOWED]
		    [PROTO_TEXT]; /* whole stdout, without its last newline; 0-terminated */
};

enum proto_state { PROTO_EMPTY, PROTO_STARTED, PROTO_RUNNING, PROTO_DONE, PROTO_FAILED };

/* Live: written at least every 20 ms while schedules end; read without a lock, so the numbers may be of neighbouring schedules. */
struct proto_progress {
	uint64_t schedules, steps, choices, switches, preemptions, accesses;
	uint64_t elapsed;     /* ns since exploring began */
	uint64_t cpu;         /* ns of CPU time, children included; set when exploring ends */
	uint64_t longest;     /* steps of the longest schedule */
	uint64_t failing;     /* schedules that failed */
	uint32_t strategy;    /* enum proto_strategy at work: never PROTO_AUTO */
	int32_t bound;        /* preemption bound at work; -1: none */
	uint32_t max_threads; /* the most threads a schedule had */
};

struct proto_output {
	uint64_t hash;       /* of stdout, the exit code and the "wrong: …" line */
	uint64_t bytes_hash; /* of stdout alone */
	uint64_t count;      /* schedules */
	uint64_t first;      /* number of the first such schedule, from 1 */
	int32_t exit_code;
	uint32_t ending; /* enum proto_class */
	uint32_t length; /* of stdout, which may be cut */
	char text[PROTO_TEXT];
	char wrong[PROTO_LINE]; /* the stderr line that begins with "wrong: "; empty: none */
};

/* An access or call, with where it was. */
struct proto_site {
	int32_t thread; /* -1: unset */
	uint32_t op;    /* index into proto.op_names */
	uint64_t address, size;
	uint32_t step; /* of the schedule, from 1 */
	uint32_t lock_count;
	uint64_t locks[PROTO_LOCKS];
	uint64_t stack[PROTO_STACK];
};

/* A thread that can not go on. */
struct proto_wait {
	int32_t thread;
	uint32_t op;
	uint64_t address,
		address2; /* what it waits for; of a condition wait also its mutex; of a join the thread in `holder` */
	int32_t holder;    /* the thread that has it, or is joined; -1: none */
	uint32_t in_cycle; /* 1 + its place in the cycle, 0: in none */
	uint64_t stack[PROTO_STACK];
	uint64_t taken[PROTO_STACK]; /* where the holder took it */
};

struct proto_failure {
	uint64_t
		key; /* tells failures of one class apart: from the places, never from addresses of data */
	uint64_t
		count; /* schedules; of what was found on the way also those that count as PROTO_PRUNED */
	uint64_t schedule; /* number of the first, from 1 */
	uint32_t class;    /* enum proto_class */
	uint32_t ending;   /* how that schedule ended */
	uint32_t strategy;
	int32_t exit_code; /* where it ended by exit; else -1 */
	int32_t signal;    /* PROTO_CRASH */
	int32_t output;    /* index into outputs; -1: none kept */
	uint64_t fault;    /* PROTO_CRASH: address */
	uint32_t steps, preemptions, switches, threads;
	uint32_t choice_first,
		choice_count; /* in proto.choices; count 0 and steps > 0: too long to keep, or no choice was made */
	uint32_t choices_cut; /* 1: the schedule could not be kept, so can't be replayed */
	uint32_t wait_count;
	uint32_t shared_count; /* how many of proto.shared were in force */
	struct proto_site sides
		[2]; /* race: both (the later one second); misuse, crash, assertion: the first; else unset */
	struct proto_wait waits[PROTO_WAITS];
	char message[PROTO_LINE]; /* "assertion `x == 2' failed at a.c:12", "signal 11 at 0x0" */
};

/* One step of the schedule traced. */
struct proto_event {
	uint32_t step; /* from 1 */
	uint16_t thread;
	uint8_t op;    /* index into proto.op_names */
	uint8_t flags; /* PROTO_EV_… */
	uint32_t size;
	int32_t result; /* error number that the call ended with (EBUSY, ETIMEDOUT, EINTR, …); else 0 */
	uint64_t address, address2;
	uint64_t before,
		after; /* value read or overwritten; value written (accesses up to 8 bytes) */
	uint64_t locks[PROTO_LOCKS]; /* held before the step; 0 ends */
	uint64_t stack[PROTO_STACK];
};

enum {
	PROTO_EV_READ = 1 << 0,
	PROTO_EV_WRITE = 1 << 1,
	PROTO_EV_ATOMIC = 1 << 2,
	PROTO_EV_SWITCH = 1 << 3,  /* another thread ran before */
	PROTO_EV_PREEMPT = 1 << 4, /* and could have gone on */
	PROTO_EV_BLOCKED = 1 << 5, /* the call had to wait since it was asked for */
	PROTO_EV_STALE = 1 << 6,   /* weak memory: not the newest value */
};

struct proto_thread {
	int32_t parent;
	uint32_t created;               /* step */
	uint64_t start;                 /* the thread's function */
	uint64_t stack[PROTO_STACK];    /* of its creation */
	uint64_t stack_low, stack_high; /* so that addresses on stacks can be named */
};

struct proto_module {
	uint64_t bias, low, high; /* load bias, first and last address + 1 */
	char path[PROTO_PATH];
};

/* bits of proto_result.attached */
enum { PROTO_PRELOADED = 1, PROTO_INSTRUMENTED = 2 };

struct proto_result {
	uint32_t backend;   /* the one used at the end */
	uint32_t attached;  /* how; neither bit: synchronisation calls only, linked */
	uint32_t exhausted; /* 1: every schedule within `bound` was run */
	int32_t bound;      /* -1: without a bound (meaningful where exhausted) */
	int32_t bound_done; /* largest preemption bound completed; -1: none */
	uint32_t unmodelled_count;
	uint32_t degraded_count;
	uint32_t module_count;
	uint32_t output_count;
	uint32_t outputs_lost; /* distinct outputs that did not fit */
	uint32_t failure_count;
	uint32_t failures_lost;
	uint32_t choice_total; /* of proto.choices in use */
	uint32_t shared_count; /* of proto.shared in use */
	uint32_t event_count;
	uint32_t events_lost;
	uint32_t thread_count;    /* in proto.threads, with events */
	uint32_t replay_diverged; /* 1 + the first choice that did not fit; 0: none */
	uint32_t replay_same;     /* replays (of config.schedules) that went like the first */
	/* … of that: its choices, its output and end, with PROTO_OPT_TRACE also all of its events */
	uint64_t replay_hash;
	uint64_t counts[PROTO_CLASSES]; /* schedules by class */
	uint64_t reset_bytes;           /* copied back after a schedule; 0: by fork */
	char unmodelled[PROTO_NAMES]
		       [PROTO_NAME]; /* calls not modelled: any makes the verdict unknown */
	char degraded[PROTO_NAMES][PROTO_NAME]; /* why a slower back-end was used */
	char message[PROTO_LINE];               /* PROTO_EXIT_SETUP: why */
};

struct proto {
	uint32_t magic, version;
	uint64_t size;  /* sizeof(struct proto): checked by the library, which refuses another */
	uint32_t state; /* enum proto_state */
	int32_t pid;    /* of the library's process, while it runs */
	struct proto_config config;
	struct proto_progress progress;
	struct proto_result result;
	char op_names[PROTO_OPS][24]; /* filled in by the library */
	struct proto_module modules[PROTO_MODULES];
	struct proto_output outputs[PROTO_OUTPUTS];
	struct proto_failure failures[PROTO_FAILURES];
	struct proto_thread threads[PROTO_THREADS];
	/*
	 * Memory that two threads of one schedule used, one of them writing (address / 8), in the order in which that was
	 * found.  Only accesses to it are steps; what is found in one schedule is in force from the next on.  (A
	 * systematic search begins again when the list grows.)
	 */
	uint64_t shared[PROTO_SHARED];
	struct proto_choice replay[PROTO_CHOICES];
	struct proto_choice choices[PROTO_CHOICES];
	struct proto_event events[PROTO_EVENTS];
};

#endif
