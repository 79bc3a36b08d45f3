// SPDX-License-Identifier: MIT
#include "detect_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "fs.h"
#include "text.h"

static const char *const location_names[] = {"none", "global", "heap", "stack", "tls", "fd"};

/* The innermost frame of the program (its sources are in "src/"), else the innermost one; and how
 * many there are. */
static void
dump_stack(struct buf *out, const struct stack *stack)
{
	const struct frame *shown = stack->count ? &stack->frames[0] : NULL;
	for (size_t i = 0; i < stack->count; i++) {
		const char *file = stack->frames[i].file;
		if (file && (text_starts(file, "src/") || strstr(file, "hazard/src/"))) {
			shown = &stack->frames[i];
			break;
		}
	}
	if (!shown) {
		buf_adds(out, " (no stack)");
		return;
	}
	buf_addf(out, " %s %s:%d", shown->function ? shown->function : "?",
		shown->file ? fs_base(shown->file) : "?", shown->line);
	if (shown->column) {
		buf_addf(out, ":%d", shown->column);
	}
	buf_addf(out, " [%zu frames, innermost %s]", stack->count,
		stack->frames[0].function ? stack->frames[0].function : "?");
}

static void
dump_births(struct buf *out, const char *what, const struct birth *births, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_addf(out, "\t%s %s:", what, births[i].name ? births[i].name : "?");
		dump_stack(out, &births[i].stack);
		buf_addc(out, '\n');
	}
}

static void
dump_location(struct buf *out, const struct location *l)
{
	if (!l->words) {
		return;
	}
	buf_addf(out, "\tlocation %s", location_names[l->kind]);
	if (l->name) {
		buf_addf(out, " '%s'", l->name);
	}
	if (l->size) {
		buf_addf(out, " size %zu", l->size);
	}
	if (l->allocation.count) {
		dump_stack(out, &l->allocation);
	}
	buf_addc(out, '\n');
}

static void
dump_finding(struct buf *out, const struct finding *f)
{
	buf_addf(out, "%s (%s) pid %d, %zu bytes\n", kind_name(f->kind), f->words, f->pid,
		f->text_len);
	for (size_t i = 0; i < f->access_count; i++) {
		const struct access *a = &f->accesses[i];
		buf_addf(out, "\tside %s", access_op_name(a->op));
		if (a->size) {
			buf_addf(out, " size %zu", a->size);
		}
		buf_addf(out, " by %s", a->thread ? a->thread : "?");
		if (a->locks) {
			buf_addf(out, " holding %s", a->locks);
		}
		buf_adds(out, ":");
		dump_stack(out, &a->stack);
		buf_addc(out, '\n');
	}
	dump_location(out, &f->location);
	dump_births(out, "lock", f->locks, f->lock_count);
	dump_births(out, "thread", f->threads, f->thread_count);
}

void
fixture_dump_findings(struct buf *out, const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		dump_finding(out, &findings->items[i]);
	}
}

void
fixture_dump_tsan(struct buf *out, const struct tsan_log *log)
{
	fixture_dump_findings(out, &log->findings);
	if (log->cut) {
		buf_addf(out, "cut %zu\n", log->cut);
	}
	if (log->abort) {
		buf_addf(out, "abort%s: %s\n", log->abort_set_up ? " at set-up" : "", log->abort);
	}
	if (log->dead_signal) {
		buf_addf(out, "crash: %s:", log->signal);
		dump_stack(out, &log->signal_stack);
		buf_addc(out, '\n');
	}
	if (log->unsymbolized) {
		buf_adds(out, "unsymbolized\n");
	}
}

void
fixture_dump_valgrind(struct buf *out, const struct valgrind_log *log)
{
	fixture_dump_findings(out, &log->findings);
	buf_addf(out,
		"tool%s%s%s %s, documents %d, running %d, finished %d, broken %d, occurrences "
		"%zu\n",
		log->helgrind ? " helgrind" : "", log->drd ? " drd" : "",
		log->other_tool ? " other" : "", log->version ? log->version : "?", log->documents,
		log->running, log->finished, log->broken, log->occurrences);
	if (log->fatal_signal) {
		buf_addf(out, "crash: %s (%d):", log->fatal_signal, log->fatal_number);
		dump_stack(out, &log->fatal_stack);
		buf_addc(out, '\n');
	}
}

struct tsan_log
fixture_tsan(struct arena *a, const char *text)
{
	struct tsan_log log = {0};
	tsan_parse(text, strlen(text), a, &log);
	return log;
}

struct valgrind_log
fixture_valgrind(struct arena *a, const char *text)
{
	struct valgrind_log log = {0};
	valgrind_parse(text, strlen(text), a, &log);
	return log;
}

const char *
fixture_file(struct arena *a, const char *path, size_t *len)
{
	struct buf text = {0};
	cr_assert(fs_read(path, 0, &text), "can't read %s", path);
	*len = text.len;
	const char *copy = arena_strndup(a, buf_str(&text), text.len);
	buf_free(&text);
	return copy;
}
