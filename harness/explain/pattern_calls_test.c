// SPDX-License-Identifier: MIT
/* What is no race looks like: by the tool's words, the call and the source; and races that only Valgrind's tools see. */
#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "explain.h"

#define INC "#include <pthread.h>\n"

static struct arena arena;

/* In the function, at the line of the source with that mark; below the library's call. */
static struct stack
stack_at(const char *source, const char *mark, const char *call, const char *function)
{
	struct frame *frames = arena_alloc(&arena, 2, sizeof *frames);
	size_t n = 0;
	int line = 1;
	for (const char *p = source, *end = strstr(source, mark); end && p < end; p++) {
		line += *p == '\n';
	}
	if (call) {
		frames[n++] = (struct frame){.function = call, .module = "libc.so.6"};
	}
	frames[n++] =
		(struct frame){.function = function, .file = "a.c", .line = line, .module = "a"};
	return (struct stack){frames, n};
}

static const char taken[] = INC "int\nmain(void)\n{\n\tpthread_mutex_lock(&m);\n"
				"\tpthread_mutex_destroy(&m);\t// @a\n}\n";
static const char given_back[] =
	INC "int\nmain(void)\n{\n\tpthread_mutex_lock(&m);\n\tpthread_mutex_unlock(&m);\n"
	    "\tpthread_mutex_destroy(&m);\t// @a\n}\n";

/* What is no race: by the tool's words, the call, and the source. */
static const struct call_row {
	const char *pattern;
	enum detector detector;
	enum kind kind;
	const char *words, *call, *source;
} calls[] = {
	{"a lock given to two threads", DET_TSAN, KIND_RELOCK, "double lock of a mutex",
		"pthread_mutex_lock", NULL},
	{"a lock taken again by its owner", DET_DRD, KIND_RELOCK, "Recursive locking not allowed",
		"pthread_mutex_lock", NULL},
	{"a lock taken again by its owner", DET_HELGRIND, KIND_API_ERROR,
		"Thread #1's call to pthread_mutex_lock failed\nwith error code 35 (EDEADLK: x)",
		NULL, NULL},
	{"a thread that joins itself", DET_HELGRIND, KIND_API_ERROR,
		"Thread #1's call to pthread_join failed\nwith error code 35 (EDEADLK: Resource "
		"deadlock would occur)",
		NULL, NULL},
	{"a thread joined that can't be", DET_HELGRIND, KIND_API_ERROR,
		"Thread #1's call to pthread_join failed\nwith error code 3 (ESRCH: x)", NULL,
		NULL},
	{"an unlock by somebody who doesn't hold it", DET_HELGRIND, KIND_API_ERROR,
		"Thread #1's call to pthread_mutex_unlock failed\nwith error code 1 (EPERM: x)",
		NULL, NULL},
	{"a call on what is no such object", DET_HELGRIND, KIND_API_ERROR,
		"Thread #1's call to pthread_mutex_lock failed\nwith error code 22 (EINVAL: x)",
		NULL, NULL},
	{"a lock released as what it isn't", DET_TSAN, KIND_BAD_UNLOCK,
		"read unlock of a write locked mutex", NULL, NULL},
	{"an unlock of what the tool doesn't know as a lock", DET_HELGRIND, KIND_BAD_UNLOCK,
		"Thread #1 unlocked an invalid lock at 0x1", NULL, NULL},
	{"an unlock of what the tool doesn't know as a lock", DET_DRD, KIND_INVALID_OBJECT,
		"The object at address 0x1 is not a mutex.", "pthread_mutex_unlock", NULL},
	{"a call on what is no such object", DET_DRD, KIND_INVALID_OBJECT,
		"The object at address 0x1 is not a mutex.", "pthread_mutex_destroy", NULL},
	{"a call on what is no such object", DET_HELGRIND, KIND_DESTROY_IN_USE,
		"Thread #1: pthread_mutex_destroy with invalid argument", NULL, taken},
	{"a lock destroyed by its holder", DET_HELGRIND, KIND_DESTROY_IN_USE,
		"Thread #1: pthread_mutex_destroy of a locked mutex", NULL, taken},
	{"destroyed while another thread uses it", DET_HELGRIND, KIND_DESTROY_IN_USE,
		"Thread #1: pthread_mutex_destroy of a locked mutex", NULL, given_back},
	{"a condition variable destroyed under its waiters", DET_HELGRIND, KIND_DESTROY_IN_USE,
		"Thread #1: pthread_cond_destroy: destruction of condition variable being waited "
		"upon",
		NULL, NULL},
	{"an object initialised twice", DET_DRD, KIND_API_ERROR,
		"Semaphore reinitialization: semaphore 0x1", "sem_init", NULL},
	{"a call on what is no such object", DET_DRD, KIND_API_ERROR,
		"Invalid semaphore: semaphore 0x1", "sem_post", NULL},
	{"a signal without the lock", DET_HELGRIND, KIND_CONDVAR_MISUSE,
		"Thread #1: pthread_cond_{signal,broadcast}: dubious: associated lock is not held "
		"by any thread",
		NULL, NULL},
	{"a wait without the lock", DET_HELGRIND, KIND_CONDVAR_MISUSE,
		"Thread #3: pthread_cond_{timed}wait called with un-held mutex", NULL, NULL},
	{"one condition variable with two mutexes", DET_HELGRIND, KIND_CONDVAR_MISUSE,
		"Thread #3: pthread_cond_{timed}wait: cond is associated with a different mutex",
		NULL, NULL},
	{"a lock held as the process ended", DET_HELGRIND, KIND_LOCK_HELD,
		"Thread #1: Exiting thread still holds 1 lock", "exit", NULL},
	{"a lock kept by a return", DET_DRD, KIND_LOCK_HELD, "Mutex still locked at thread exit",
		"pthread_join", taken},
	{"a lock kept to the end", DET_DRD, KIND_LOCK_HELD, "Mutex still locked at thread exit",
		"pthread_join", NULL},
};

Test(pattern_calls, of_words_and_source)
{
	for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
		const struct call_row *r = &calls[i];
		struct access side = {.thread = "#1",
			.words = r->words,
			.stack = stack_at(r->source ? r->source : taken, "@a", r->call, "main")};
		struct finding f = {.kind = r->kind,
			.detector = r->detector,
			.words = r->words,
			.accesses = &side,
			.access_count = 1};
		const char *source = r->source ? r->source : "";
		struct explain_file file = {.name = "a.c", .text = source, .len = strlen(source)};
		struct explanations e = explain_findings(&arena, &(struct findings){&f, 1},
			&(struct explain_request){.files = &file, .file_count = r->source ? 1 : 0});
		const char *got = e.items[0].pattern;
		cr_expect_str_eq(got ? got : "nothing", r->pattern, "row %zu", i);
	}
	arena_free(&arena);
}

/* Helgrind and DRD take atomics for plain accesses; ThreadSanitizer doesn't. */
Test(pattern_calls, of_atomics_alone)
{
	static const char source[] =
		INC "static void\nput(void)\n{\n\tatomic_store(&full, 1);\t// @b\n}\n"
		    "static int\ntake(void)\n{\n\treturn atomic_load(&full);\t// @a\n}\n";
	struct access sides[] = {
		{.op = OP_READ, .thread = "#2", .stack = stack_at(source, "@a", NULL, "take")},
		{.op = OP_WRITE, .thread = "#3", .stack = stack_at(source, "@b", NULL, "put")}};
	static const struct {
		enum detector detector;
		const char *name;
		bool alone;
	} few[] = {{DET_HELGRIND, "full", true}, {DET_HELGRIND, "other", false},
		{DET_DRD, NULL, true}, {DET_TSAN, "full", false}};
	for (size_t i = 0; i < sizeof few / sizeof *few; i++) {
		struct finding f = {.kind = KIND_RACE,
			.detector = few[i].detector,
			.accesses = sides,
			.access_count = 2,
			.location = {.name = few[i].name}};
		struct explain_file file = {.name = "a.c", .text = source, .len = strlen(source)};
		struct explanations e = explain_findings(&arena, &(struct findings){&f, 1},
			&(struct explain_request){.files = &file, .file_count = 1});
		bool alone = e.items[0].pattern && strstr(e.items[0].pattern, "takes for a plain");
		cr_expect_eq(alone, few[i].alone, "%zu", i);
		for (size_t k = 0; k < e.items[0].silencer_count; k++) {
			cr_expect_eq(strstr(e.items[0].silencers[k], "suppression") && alone, false,
				"of a false alarm it is no trick");
		}
	}
	arena_free(&arena);
}
