// SPDX-License-Identifier: MIT
#include "symbolise.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "diag.h"
#include "fs.h"
#include "pool.h"
#include "proto.h"

enum { ANSWER_MAX = 32 << 20 };

void
symbols_init(struct symbols *s, struct arena *a, const struct proto *p)
{
	*s = (struct symbols){.arena = a, .proto = p};
}

void
symbols_finish(struct symbols *s)
{
	VEC_FREE(&s->list);
}

static int
compare(const void *x, const void *y)
{
	const struct symbol *a = x, *b = y;
	if (a->data != b->data) {
		return a->data ? 1 : -1;
	}
	return a->address < b->address ? -1 : a->address > b->address;
}

static const struct proto_module *
module_of(const struct proto *p, uint64_t address)
{
	for (uint32_t i = 0; i < p->result.module_count; i++) {
		const struct proto_module *m = &p->modules[i];
		if (address >= m->low && address < m->high) {
			return m;
		}
	}
	return NULL;
}

void
symbols_want(struct symbols *s, uint64_t address, bool data)
{
	if (module_of(s->proto, address)) {
		*VEC_PUSH(&s->list) = (struct symbol){.address = address, .data = data};
	}
}

void
symbols_want_stack(struct symbols *s, const uint64_t *stack)
{
	for (int i = 0; i < PROTO_STACK && stack[i]; i++) {
		symbols_want(s, stack[i], false);
	}
}

static void
want_failure(struct symbols *s, const struct proto_failure *f)
{
	symbols_want(s, f->fault, true);
	for (int i = 0; i < 2; i++) {
		const struct proto_site *side = &f->sides[i];
		symbols_want(s, side->address, true);
		symbols_want_stack(s, side->stack);
		for (uint32_t k = 0; k < side->lock_count; k++) {
			symbols_want(s, side->locks[k], true);
		}
	}
	for (uint32_t i = 0; i < f->wait_count; i++) {
		const struct proto_wait *w = &f->waits[i];
		symbols_want(s, w->address, true);
		symbols_want(s, w->address2, true);
		symbols_want_stack(s, w->stack);
		symbols_want_stack(s, w->taken);
	}
}

void
symbols_want_all(struct symbols *s, const struct proto *p)
{
	for (uint32_t i = 0; i < p->result.failure_count; i++) {
		want_failure(s, &p->failures[i]);
	}
	for (uint32_t i = 0; i < p->result.event_count; i++) {
		const struct proto_event *e = &p->events[i];
		symbols_want(s, e->address, true);
		symbols_want(s, e->address2, true);
		for (int k = 0; k < PROTO_LOCKS && e->locks[k]; k++) {
			symbols_want(s, e->locks[k], true);
		}
		symbols_want_stack(s, e->stack);
	}
	for (uint32_t i = 0; i < p->result.thread_count; i++) {
		symbols_want(s, p->threads[i].start + 1, false); /* as if a return address */
		symbols_want_stack(s, p->threads[i].stack);
	}
}

static void
drop_doubles(struct symbols *s)
{
	size_t n = 0;
	qsort(s->list.items, s->list.len, sizeof *s->list.items, compare);
	for (size_t i = 0; i < s->list.len; i++) {
		if (n == 0 || compare(&s->list.items[n - 1], &s->list.items[i]) != 0) {
			s->list.items[n++] = s->list.items[i];
		}
	}
	s->list.len = n;
}

/* "DIR/file.c:31:7" */
static void
parse_place(struct arena *a, const char *line, size_t len, struct frame *f)
{
	const char *text = arena_strndup(a, line, len);
	char *column = strrchr(text, ':'), *row = NULL;
	if (column) {
		*column = '\0';
		row = strrchr(text, ':');
	}
	if (row) {
		*row = '\0';
		f->line = atoi(row + 1);
		f->column = atoi(column + 1);
	}
	f->file = strcmp(text, "??") == 0 ? NULL : text;
	f->line = f->line > 0 ? f->line : 0;
}

static const char *
next_line(const char **text, size_t *len)
{
	const char *line = *text, *end = strchrnul(line, '\n');
	*len = (size_t)(end - line);
	*text = *end ? end + 1 : end;
	return *len ? line : NULL;
}

static void
parse_code(struct arena *a, const char **text, struct symbol *symbol)
{
	const char *line;
	size_t len;
	while ((line = next_line(text, &len))) {
		struct frame frame = {0};
		frame.function = len == 2 && line[0] == '?' ? NULL : arena_strndup(a, line, len);
		line = next_line(text, &len);
		if (!line) {
			return;
		}
		parse_place(a, line, len, &frame);
		if (frame.function || frame.file) {
			*ARENA_PUSH(a, symbol->stack.frames, symbol->stack.count) = frame;
		}
	}
}

static void
parse_data(struct arena *a, const char **text, struct symbol *symbol)
{
	size_t len;
	const char *line = next_line(text, &len);
	if (line && line[0] != '?') {
		symbol->name = arena_strndup(a, line, len);
	}
	line = line ? next_line(text, &len) : NULL;
	symbol->start = line ? strtoull(line, NULL, 0) : 0;
	while (line && (line = next_line(text, &len))) { /* newer ones add where it was declared */
	}
}

bool
symbols_parse(struct arena *a, const char *text, struct symbol *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!*text) {
			return false;
		}
		if (list[i].data) {
			parse_data(a, &text, &list[i]);
		} else {
			parse_code(a, &text, &list[i]);
		}
	}
	return true;
}

struct answer {
	struct symbols *symbols;
	bool good;
};

static void
answered(struct pool *pool, const struct spawn_spec *spec, const struct run_result *r)
{
	struct answer *answer = pool->options.user;
	struct symbols *s = answer->symbols;
	(void)spec;
	answer->good = r->end == RUN_EXITED && r->exit_code == 0 && !r->out.dropped &&
		       symbols_parse(s->arena, r->out.data, s->list.items, s->list.len);
}

const char *
symbolise_program(struct arena *a)
{
	const char *path = fs_program(a, "llvm-symbolizer");
	for (int version = 21; !path && version >= 11; version--) {
		path = fs_program(a, arena_printf(a, "llvm-symbolizer-%d", version));
	}
	return path;
}

/* Return addresses lie behind the call: the byte before belongs to it. */
static bool
write_questions(const struct symbols *s, const char *file)
{
	struct buf text = {0};
	for (size_t i = 0; i < s->list.len; i++) {
		const struct symbol *symbol = &s->list.items[i];
		const struct proto_module *m = module_of(s->proto, symbol->address);
		uint64_t at = symbol->address - m->bias - (symbol->data ? 0 : 1);
		buf_addf(&text, "%s \"%s\" 0x%llx\n", symbol->data ? "DATA" : "CODE", m->path,
			(unsigned long long)at);
	}
	bool ok = fs_write(file, buf_str(&text), text.len);
	buf_free(&text);
	return ok;
}

/* Object addresses come back relative to their module. */
static void
add_biases(struct symbols *s)
{
	for (size_t i = 0; i < s->list.len; i++) {
		if (s->list.items[i].name) {
			s->list.items[i].start +=
				module_of(s->proto, s->list.items[i].address)->bias;
		}
	}
}

static bool
ask(struct symbols *s, const char *program, const char *file)
{
	/* A child's stdin is /dev/null, so a shell opens the list of questions. */
	const char *const argv[] = {"/bin/sh", "-c",
		"exec \"$0\" --inlines --demangle --output-style=LLVM <\"$1\"", program, file,
		NULL};
	struct answer answer = {.symbols = s};
	struct pool pool;
	if (!pool_init(
		    &pool, &(struct pool_options){.jobs = 1, .done = answered, .user = &answer})) {
		return false;
	}
	pool_submit(&pool,
		&(struct spawn_spec){
			.argv = argv, .capture = ANSWER_MAX, .wall_ns = 60 * CLOCK_NS_PER_S});
	pool_run(&pool);
	pool_finish(&pool);
	return answer.good;
}

bool
symbols_resolve(struct symbols *s)
{
	if (s->list.len == 0) {
		return true;
	}
	drop_doubles(s);
	const char *program = symbolise_program(s->arena), *tmp = getenv("TMPDIR");
	if (!program) {
		diag("no llvm-symbolizer in $PATH, so there are no source lines; `apt-get install "
		     "llvm`");
		return false;
	}
	const char *dir = fs_temp_dir(s->arena, tmp && *tmp ? tmp : "/tmp", "hazard-symbols-");
	if (!dir) {
		return false;
	}
	const char *file = fs_join(s->arena, dir, "questions");
	bool ok = write_questions(s, file) && ask(s, program, file);
	fs_remove(dir);
	if (!ok) {
		diag("%s did not answer, so there are no source lines", program);
		return false;
	}
	add_biases(s);
	return true;
}

const struct symbol *
symbols_find(const struct symbols *s, uint64_t address, bool data)
{
	struct symbol key = {.address = address, .data = data};
	return s->list.len ? bsearch(&key, s->list.items, s->list.len, sizeof key, compare) : NULL;
}

/* The run-time library's own, from which it calls the program's functions: an initialiser, a handler, … */
static bool
is_ours(const struct frame *f)
{
	static const char folder[] = "explore/shim/";
	const char *name = f->file ? strstr(f->file, folder) : NULL;
	return name && !strchr(name + strlen(folder), '/');
}

/* The same, below every thread's function and main. */
static bool
is_lowest(const struct frame *f)
{
	static const char *const own[] = {"thread_run", "main_run", "explored_main"};
	bool named = false;
	for (size_t i = 0; f->function && i < sizeof own / sizeof *own; i++) {
		named |= strcmp(f->function, own[i]) == 0;
	}
	return named && (!f->file || is_ours(f));
}

struct stack
symbols_stack(const struct symbols *s, const uint64_t *stack)
{
	struct stack out = {0};
	for (int i = 0; i < PROTO_STACK && stack[i]; i++) {
		const struct symbol *symbol = symbols_find(s, stack[i], false);
		const struct proto_module *m = module_of(s->proto, stack[i]);
		for (size_t k = 0; symbol && k < symbol->stack.count; k++) {
			const struct frame *frame = &symbol->stack.frames[k];
			if (is_lowest(frame)) {
				return out;
			}
			if (!is_ours(frame)) {
				*ARENA_PUSH(s->arena, out.frames, out.count) = *frame;
			}
		}
		if (m && (!symbol || !symbol->stack.count)) {
			struct frame *frame = ARENA_PUSH(s->arena, out.frames, out.count);
			frame->module = arena_strdup(s->arena, fs_base(m->path));
		}
	}
	return out;
}
