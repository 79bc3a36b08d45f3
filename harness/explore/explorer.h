// SPDX-License-Identifier: MIT
/*
 * Explores a program: searches, reproduces each failure in a fresh process, shortens it, and says what that proves.
 *
 *	explore_run(&arena, &program, &options, &report);     starts children; needs no other pool to be open
 *	report.verdict, report.sentence, report.failures …
 *	explore_finish(&report);
 */
#ifndef HAZARD_EXPLORER_H
#define HAZARD_EXPLORER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "finding.h"
#include "kind.h"
#include "launch.h"
#include "proto.h"
#include "symbolise.h"

struct arena;

struct explore_report;

struct explore_options {
	enum proto_strategy strategy;
	uint64_t seed;
	uint64_t schedules; /* 0: no limit */
	int64_t time_ns;    /* of the search; 0: no limit */
	int preemptions;    /* of PROTO_BOUND; -1: no bound */
	unsigned depth;     /* of PROTO_PCT; 0: 3 */
	bool races, weak, spurious, timeouts, leaks;
	bool stop_first; /* at the first failure; else all of them are looked for until the limits */
	int jobs;        /* processes; 0: 1 */
	const char *const *
		allowed; /* whole right outputs without their last newline; with none, every output is right */
	size_t allowed_count;
	const struct launch_watch *watch; /* may be NULL */
	/*
	 * May be NULL: called once with what the first phase of PROTO_AUTO found, each failure marked whether it came
	 * again in a fresh process, so that a long search that is killed leaves something.
	 */
	void (*early)(void *user, const struct explore_report *report);
	void *user;
};

enum explore_verdict {
	EXPLORE_FAIL, /* a schedule fails, and did so again in a fresh process */
	EXPLORE_PASS, /* every schedule (within the bound that the sentence names) was run, or stands for an equal one */
	EXPLORE_SAMPLED, /* unknown: no failure among those that were run */
	EXPLORE_NOTHING, /* unknown, and the schedules run say nothing: see the reasons */
};

struct explore_output {
	const char *text;  /* stdout to its first NUL, perhaps cut, with its last newline */
	const char *wrong; /* the stderr line "wrong: …"; "": none */
	int exit_code;
	enum proto_class ending;
	uint64_t hash; /* of stdout, all of it, exit code and `wrong`: what tells outcomes apart */
	uint64_t bytes_hash; /* of stdout alone */
	uint32_t length;     /* of stdout, bytes */
	uint64_t count;
};

struct explore_failure {
	enum proto_class class;
	enum kind kind;
	uint64_t count;    /* schedules of the search */
	uint64_t schedule; /* number of the first */
	enum proto_strategy strategy;
	struct proto_failure raw; /* of the schedule below */
	const struct proto_choice *choices;
	uint32_t choice_count;
	const uint64_t *shared;
	uint32_t shared_count; /* perhaps PROTO_ALL_SHARED */
	bool fewest;           /* no schedule with fewer preemptions has it */
	bool reproduced;
	const char *why_not; /* where not reproduced */
	struct launch trace; /* the replay: events, threads; proto is NULL where not reproduced */
	struct finding finding; /* symbolised; set where reproduced */
};

struct explore_report {
	enum explore_verdict verdict;
	const char *sentence;
	const char **reasons; /* what makes or keeps it unknown, a sentence part each */
	size_t reason_count;

	struct explore_output *outputs; /* of schedules that ended by themselves */
	size_t output_count;
	struct explore_failure *failures; /* reproduced ones first */
	size_t failure_count, reproduced;

	uint64_t schedules, steps, longest, pruned;
	uint64_t choices, switches, preemptions, accesses;
	uint64_t
		complete; /* schedules of the search that is `exhausted`, pruned ones not counted */
	uint64_t counts[PROTO_CLASSES];
	int64_t complete_cpu_ns; /* CPU time of that search */
	int64_t elapsed_ns; /* of searching, summed over phases; of jobs side by side the longest */
	int64_t running_ns; /* the same without starting and ending processes */
	int64_t cpu_ns; /* CPU time of exploring, of all its processes; less where one was killed */
	int64_t shorten_ns; /* of looking for schedules with fewer preemptions */
	double schedules_per_second;
	uint32_t max_threads;
	bool exhausted;
	int bound, bound_done; /* -1: none */
	bool preloaded, interrupted;
	bool broken;           /* a process of the search did not come to its end by itself */
	const char *backend;   /* "fibers with reset" */
	const char **degraded; /* why a slower one was used */
	size_t degraded_count;
	const char **
		unseen; /* names of the program's libraries that are not instrumented, but for libc's own */
	size_t unseen_count;
	uint64_t seed;
	uint32_t config_options; /* PROTO_OPT_… that a replay needs too */
	const uint64_t *
		shared; /* words that threads were found to share, by the process that found most */
	uint32_t shared_count;

	struct symbols symbols; /* of all failures reproduced */
	struct arena *arena;    /* borrowed; everything here lives in it */
};

void explore_run(struct arena *a, const struct launch_program *program,
	const struct explore_options *options, struct explore_report *out);
void explore_finish(struct explore_report *report);

/* Options of the shared configuration that a search with these has. */
struct proto_config explore_config(const struct explore_options *options);

/* "deadlock", "wrong-result", … as a kind; KIND_UNKNOWN for what is no failure. */
enum kind explore_kind(enum proto_class class);

/* "rw", …; -1 or NULL where there is none.  "fibers with reset". */
const char *explore_strategy_name(enum proto_strategy strategy);
int explore_strategy_named(const char *name);
const char *explore_backend_name(uint32_t backend);

/* Digits in groups of three: "1 459"; in the arena. */
const char *explore_number(struct arena *a, uint64_t n);

#endif
