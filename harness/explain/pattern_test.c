// SPDX-License-Identifier: MIT
/* What a finding looks like: each rule on a program that it is about, and on one next to it. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "explain.h"
#include "pattern.h"

#define INC  "#include <pthread.h>\n"
#define LOOP "static void *\nother(void *arg)\n{\n\tx = 1;\t// @b\n\treturn arg;\n}\n"

/* A race of two sides, at the lines with @a and @b of the source; thread T1 was started at the line with @s. */
struct row {
	const char *pattern; /* NULL: nothing in particular */
	const char *source;
	enum access_op a, b; /* b OP_NONE: the tool shows one side */
	enum location_kind location;
	const char *call; /* of the library, by @a */
	const char *locks_a, *locks_b;
	const char *name; /* of the global */
};

static struct arena arena;

/* The number of the line that has `mark`; 0: none. */
static int
marked(const char *source, const char *mark)
{
	int line = 1;
	const char *end = strstr(source, mark);
	for (const char *p = source; end && p < end; p++) {
		line += *p == '\n';
	}
	return end ? line : 0;
}

/* The function around the mark: the last name in the first column before a parenthesis. */
static const char *
function_at(const char *source, const char *mark)
{
	const char *end = strstr(source, mark), *name = "none";
	size_t len = 4;
	for (const char *p = source; p && p < end; p = strchr(p, '\n'), p += p != NULL) {
		size_t n = strcspn(p, "( \n");
		if (n && p[n] == '(' && *p != '\t' && *p != '}') {
			name = p;
			len = n;
		}
	}
	return arena_strndup(&arena, name, len);
}

static struct stack
stack_at(const char *source, const char *mark, const char *call)
{
	struct frame *frames = arena_alloc(&arena, 2, sizeof *frames);
	size_t n = 0;
	if (call) {
		frames[n++] = (struct frame){.function = call, .module = "libc.so.6"};
	}
	frames[n++] = (struct frame){.function = function_at(source, mark),
		.file = "a.c",
		.line = marked(source, mark),
		.module = "a"};
	return (struct stack){frames, n};
}

static const char *
pattern_of_row(const struct row *r)
{
	struct access sides[2] = {{.op = r->a,
					  .thread = "main thread",
					  .locks = r->locks_a,
					  .stack = stack_at(r->source, "@a", r->call)},
		{.op = r->b,
			.thread = "T1",
			.locks = r->locks_b,
			.stack = stack_at(r->source, "@b", NULL)}};
	struct birth thread = {.name = "T1", .stack = stack_at(r->source, "@s", "pthread_create")};
	struct finding f = {.kind = KIND_RACE,
		.detector = r->b ? DET_TSAN : DET_DRD,
		.accesses = sides,
		.access_count = r->b ? 2 : 1,
		.location = {.kind = r->location, .name = r->name},
		.threads = &thread,
		.thread_count = marked(r->source, "@s") && r->b};
	struct explain_file file = {.name = "a.c", .text = r->source, .len = strlen(r->source)};
	struct explanations e = explain_findings(&arena, &(struct findings){&f, 1},
		&(struct explain_request){.files = &file, .file_count = 1});
	return e.items[0].pattern;
}

static const char counter[] =
	INC "static void *\nserve(void *arg)\n{\n\thits += 1;\t// @a @b\n\treturn arg;\n}\n";

static const char count_and_free[] =
	INC "static void\ndrop(struct page *p)\n{\n\tp->users -= 1;\t// @b\n"
	    "\tif (p->users == 0)\n\t\tfree(p);\t// @a\n}\n";
static const char wait_and_free[] =
	INC "static void\nwriter(void)\n{\n\twhile (atomic_load(&readers))\n\t\t;\n"
	    "\tfree(old);\t// @a\n}\n"
	    "static long\nreader(void)\n{\n\treturn old->x;\t// @b\n}\n";
static const char relaxed_drop[] = INC
	"static void\ndrop(struct key *k)\n{\n"
	"\tif (atomic_fetch_sub_explicit(&k->users, 1, memory_order_relaxed) == 1)\n"
	"\t\tfree(k);\t// @a\n}\nstatic long\nuse(struct key *k)\n{\n\treturn k->x;\t// @b\n}\n";
static const char plain_free[] = INC "int\nmain(void)\n{\n\tfree(list);\t// @a\n}\n"
				     "static long\nuse(void)\n{\n\treturn list[0];\t// @b\n}\n";
static const char double_check[] =
	INC "static struct c *\nget(void)\n{\n\tif (config == NULL) {\t// @a\n"
	    "\t\tpthread_mutex_lock(&m);\n\t\tif (config == NULL)\n\t\t\tconfig = load();\t// @b\n"
	    "\t\tpthread_mutex_unlock(&m);\n\t}\n\treturn config;\n}\n";
static const char single_check[] =
	INC "static struct c *\nget(void)\n{\n\tif (config == NULL) {\t// @a\n"
	    "\t\tpthread_mutex_lock(&m);\n\t\tconfig = load();\t// @b\n"
	    "\t\tpthread_mutex_unlock(&m);\n\t}\n\treturn config;\n}\n";
static const char once[] = INC "static void\nfill(void)\n{\n\tif (!atomic_exchange(&done, true))\n"
			       "\t\ttable[0] = 1;\t// @b\n}\nstatic "
			       "long\nlook(void)\n{\n\tfill();\n\treturn table[0];\t// @a\n}\n";
static const char published[] =
	INC "static void\nput(void)\n{\n\tbox = 1;\t// @b\n"
	    "\tatomic_store_explicit(&full, 1, memory_order_relaxed);\n}\n"
	    "static int\ntake(void)\n{\n"
	    "\twhile (!atomic_load_explicit(&full, memory_order_relaxed))\n\t\t;\n"
	    "\treturn box;\t// @a\n}\n";
static const char half_published[] = INC "static void\nput(void)\n{\n\tbox = 1;\t// @b\n}\n"
					 "static int\ntake(void)\n{\n\twhile "
					 "(!atomic_load(&full))\n\t\t;\n\treturn box;\t// @a\n}\n";
static const char queue[] = INC
	"static void\nput(int v)\n{\n\tring[tail++ % 4] = v;\t// @a\n\tsem_post(&filled);\n}\n"
	"static int\ntake(void)\n{\n\tsem_wait(&filled);\n\treturn ring[head++ % 4];\t// @b\n}\n";
static const char set_late[] =
	INC "static void *\nserve(void *arg)\n{\n\tuse(port);\t// @b\n\treturn arg;\n}\n"
	    "int\nmain(void)\n{\n\tpthread_create(&t, NULL, serve, NULL);\t// @s\n"
	    "\tport = 80;\t// @a\n\tpthread_join(t, NULL);\n}\n";
static const char set_early[] =
	INC "static void *\nserve(void *arg)\n{\n\tuse(port);\t// @b\n\treturn arg;\n}\n"
	    "int\nmain(void)\n{\n\tpthread_create(&t, NULL, serve, NULL);\t// @s\n"
	    "\tpthread_join(u, NULL);\n\tport = 80;\t// @a\n}\n";
static const char read_early[] =
	INC "static void *\nadd(void *arg)\n{\n\ttotal = 5;\t// @b\n\treturn arg;\n}\n"
	    "int\nmain(void)\n{\n\tpthread_create(&t, NULL, add, NULL);\t// @s\n"
	    "\treturn total;\t// @a\n}\n";
static const char slept[] =
	INC "static void *\nadd(void *arg)\n{\n\ttotal = 5;\t// @b\n\treturn arg;\n}\n"
	    "int\nmain(void)\n{\n\tpthread_create(&t, NULL, add, NULL);\t// @s\n\tsleep(1);\n"
	    "\treturn total;\t// @a\n}\n";
static const char flag[] =
	INC "static void *\nguard(void *arg)\n{\n\twhile (!closing)\t// "
	    "@b\n\t\tsched_yield();\n\treturn arg;\n}\n"
	    "int\nmain(void)\n{\n\tpthread_create(&t, NULL, guard, NULL);\t// @s\n"
	    "\tclosing = true;\t// @a\n\tpthread_join(t, NULL);\n}\n";
static const char volatile_flag[] =
	INC "volatile bool flag;\nstatic void\nput(void)\n{\n\tflag = true;\t// @a\n}\n"
	    "static bool\nlook(void)\n{\n\treturn flag;\t// @b\n}\n";
static const char local[] =
	INC "static void\nstart(pthread_t *t)\n{\n\tint n = 2;\t// @a\n"
	    "\tpthread_create(t, NULL, cook, &n);\t// @s\n}\n"
	    "static void *\ncook(void *arg)\n{\n\tuse(*(int *)arg);\t// @b\n\treturn arg;\n}\n";
static const char joined_local[] =
	INC "static void\nstart(pthread_t *t)\n{\n\tint n = 2;\n"
	    "\tpthread_create(t, NULL, cook, &n);\t// @s\n\tn = 3;\t// @a\n\tpthread_join(*t, "
	    "NULL);\n}\n"
	    "static void *\ncook(void *arg)\n{\n\tuse(*(int *)arg);\t// @b\n\treturn arg;\n}\n";
static const char lone_read[] = INC
	"int total;\nstatic void *\nadd(void *arg)\n{\n\ttotal = 5;\n\treturn arg;\n}\n"
	"int\nmain(void)\n{\n\tpthread_create(&t, NULL, add, NULL);\n\treturn total;\t// @a\n}\n";
static const char lone_worker[] =
	INC "int total;\nstatic void *\nadd(void *arg)\n{\n\ttotal = 5;\t// @a\n\treturn arg;\n}\n"
	    "int\nmain(void)\n{\n\tpthread_create(&t, NULL, add, NULL);\n\tpthread_join(t, NULL);\n"
	    "\treturn total;\n}\n";
static const char lone_unknown[] =
	INC "int total;\nstatic void *\nadd(void *arg)\n{\n\ttotal = 5;\t// @a\n\treturn arg;\n}\n"
	    "int\nmain(void)\n{\n\tpthread_create(&t, NULL, add, NULL);\n\treturn total;\n}\n";

static const struct row rows[] = {
	{NULL, counter, OP_WRITE, OP_WRITE, LOCATION_GLOBAL, NULL, NULL, NULL, "hits"},
	{"a lock on one side only", counter, OP_WRITE, OP_WRITE, LOCATION_GLOBAL, NULL, "write M0",
		NULL, "hits"},
	{"two different locks", counter, OP_WRITE, OP_WRITE, LOCATION_GLOBAL, NULL, "write M0",
		"write M1", "hits"},
	{"a write under a read lock", counter, OP_WRITE, OP_READ, LOCATION_GLOBAL, NULL, "read M0",
		"read M0", "hits"},
	{"one side atomic, the other plain", counter, OP_ATOMIC_WRITE, OP_READ, LOCATION_GLOBAL,
		NULL, NULL, NULL, "hits"},
	{"a thread's own variable given away", counter, OP_WRITE, OP_READ, LOCATION_TLS, NULL, NULL,
		NULL, NULL},
	{"a file descriptor closed under a user", counter, OP_WRITE, OP_READ, LOCATION_FD, "close",
		NULL, NULL, NULL},
	{"the process's own tables", counter, OP_WRITE, OP_READ, LOCATION_HEAP, "setenv", NULL,
		NULL, NULL},
	{"a library function with one buffer for all", counter, OP_WRITE, OP_WRITE, LOCATION_GLOBAL,
		"gmtime", NULL, NULL, NULL},
	{"a block that moves while others use it", counter, OP_FREE, OP_READ, LOCATION_HEAP,
		"realloc", NULL, NULL, NULL},
	{"freed while another thread uses it", plain_free, OP_FREE, OP_READ, LOCATION_HEAP, "free",
		NULL, NULL, NULL},
	{"destroyed while another thread uses it", counter, OP_WRITE, OP_READ, LOCATION_HEAP,
		"pthread_mutex_destroy", NULL, NULL, NULL},
	{"a count of references that isn't one step", count_and_free, OP_FREE, OP_WRITE,
		LOCATION_HEAP, "free", NULL, NULL, NULL},
	{"freed after waiting for readers, in the wrong memory order", wait_and_free, OP_FREE,
		OP_READ, LOCATION_HEAP, "free", NULL, NULL, NULL},
	{"a count of references that is dropped relaxed", relaxed_drop, OP_FREE, OP_READ,
		LOCATION_HEAP, "free", NULL, NULL, NULL},
	{"double-checked locking", double_check, OP_READ, OP_WRITE, LOCATION_GLOBAL, NULL, NULL,
		"write M0", "config"},
	{"a lock on one side only", single_check, OP_READ, OP_WRITE, LOCATION_GLOBAL, NULL, NULL,
		"write M0", "config"},
	{"a hand-made once", once, OP_READ, OP_WRITE, LOCATION_GLOBAL, NULL, NULL, NULL, "table"},
	{"data handed over by an atomic", published, OP_READ, OP_WRITE, LOCATION_GLOBAL, NULL, NULL,
		NULL, "box"},
	{NULL, half_published, OP_READ, OP_WRITE, LOCATION_GLOBAL, NULL, NULL, NULL, "box"},
	{"behind a queue's back", queue, OP_WRITE, OP_READ, LOCATION_GLOBAL, NULL, NULL, NULL,
		"ring"},
	{"set after the thread was started", set_late, OP_WRITE, OP_READ, LOCATION_GLOBAL, NULL,
		NULL, NULL, "port"},
	{NULL, set_early, OP_WRITE, OP_READ, LOCATION_GLOBAL, NULL, NULL, NULL, "port"},
	{"read before the thread was joined", read_early, OP_READ, OP_WRITE, LOCATION_GLOBAL, NULL,
		NULL, NULL, "total"},
	{"a sleep in place of a join", slept, OP_READ, OP_WRITE, LOCATION_GLOBAL, NULL, NULL, NULL,
		"total"},
	{"a plain flag that is polled", flag, OP_WRITE, OP_READ, LOCATION_GLOBAL, NULL, NULL, NULL,
		"closing"},
	{"a volatile flag", volatile_flag, OP_WRITE, OP_READ, LOCATION_GLOBAL, NULL, NULL, NULL,
		"flag"},
	{"a local variable that outlives its function", local, OP_WRITE, OP_READ, LOCATION_STACK,
		NULL, NULL, NULL, NULL},
	{"one variable for all threads that are started", joined_local, OP_WRITE, OP_READ,
		LOCATION_STACK, NULL, NULL, NULL, NULL},
	{"a local variable that outlives its function", local, OP_WRITE, OP_NONE, LOCATION_NONE,
		NULL, NULL, NULL, NULL},
	{"read before the thread was joined", lone_read, OP_READ, OP_NONE, LOCATION_GLOBAL, NULL,
		NULL, NULL, NULL},
	{NULL, lone_worker, OP_WRITE, OP_NONE, LOCATION_GLOBAL, NULL, NULL, NULL, NULL},
	{NULL, lone_unknown, OP_WRITE, OP_NONE, LOCATION_GLOBAL, NULL, NULL, NULL, NULL},
};

Test(pattern, of_races)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const char *got = pattern_of_row(&rows[i]), *want = rows[i].pattern;
		cr_expect(got == want || (got && want && strcmp(got, want) == 0),
			"row %zu: `%s`, not `%s`", i, got ? got : "nothing",
			want ? want : "nothing");
	}
	arena_free(&arena);
}

/* With one side only it says so: the one is sure to be between created threads, the other may be the creator's. */
Test(pattern, says_not_sure)
{
	static const struct {
		const char *source;
		bool sure;
	} lone[] = {{lone_worker, true}, {lone_unknown, false}};
	for (size_t i = 0; i < 2; i++) {
		struct access side = {.op = OP_WRITE,
			.thread = "#2",
			.stack = stack_at(lone[i].source, "@a", NULL)};
		struct finding f = {.kind = KIND_RACE,
			.detector = DET_DRD,
			.accesses = &side,
			.access_count = 1};
		struct explain_file file = {
			.name = "a.c", .text = lone[i].source, .len = strlen(lone[i].source)};
		struct explanations e = explain_findings(&arena, &(struct findings){&f, 1},
			&(struct explain_request){.files = &file, .file_count = 1});
		cr_expect_eq(e.items[0].class != NULL, lone[i].sure);
		cr_expect_eq(e.items[0].certainty == CERTAINTY_NONE, !lone[i].sure);
		cr_expect_eq(e.items[0].candidates[0] != NULL, !lone[i].sure);
		cr_expect_not_null(e.items[0].class_reason);
	}
	arena_free(&arena);
}

static void
check_table(const struct pattern *p)
{
	char path[512];
	for (; p->class; p++) {
		for (size_t i = 0; i < PATTERN_LIKE && p->like[i]; i++) {
			snprintf(path, sizeof path, HAZARD_SOURCE "/cases/%s.c", p->like[i]);
			cr_expect_eq(access(path, R_OK), 0, "no case %s", p->like[i]);
		}
		snprintf(path, sizeof path, HAZARD_SOURCE "/cases/%s", p->class);
		cr_expect_eq(access(path, R_OK), 0, "no class %s", p->class);
		snprintf(path, sizeof path, HAZARD_SOURCE "/cases/%s",
			p->rival ? p->rival : p->class);
		cr_expect_eq(access(path, R_OK), 0, "no class %s", p->rival);
		cr_expect_eq(p->certainty == CERTAINTY_NONE, p->rival != NULL, "%s", p->name);
		cr_expect_not_null(p->like[0], "%s", p->name);
		cr_expect_not_null(p->reason, "%s", p->name);
		cr_expect(!p->remedy || strstr(p->remedy, ": costs "), "%s: a remedy has its price",
			p->name);
	}
}

Test(pattern, tables)
{
	check_table(pattern_races());
	check_table(pattern_calls());
}
