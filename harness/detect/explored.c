// SPDX-License-Identifier: MIT
/* The explorer as a detector: `hazard explore` in a process of its own, and what its JSON says. */
#include "explored.h"

#include <jansson.h>
#include <stdarg.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "collect.h"
#include "fs.h"
#include "observation.h"
#include "search.h"

#define REPORT_NAME "explored.json"

/* What is being read, and the first thing that is wrong with it. */
struct reader {
	struct arena *arena;
	const char *scratch;
	const char *wrong;
};

/* The first thing is what is told. */
__attribute__((format(printf, 2, 3))) static void
malformed(struct reader *r, const char *format, ...)
{
	if (r->wrong) {
		return;
	}
	va_list args;
	va_start(args, format);
	r->wrong = arena_vprintf(r->arena, format, args);
	va_end(args);
}

static const char *
text_of(struct reader *r, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	if (!value || json_is_null(value)) {
		return NULL;
	}
	if (!json_is_string(value)) {
		malformed(r, "`%s` is no string", key);
		return NULL;
	}
	return arena_strndup(r->arena, json_string_value(value), json_string_length(value));
}

static long
number_of(struct reader *r, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	if (!json_is_integer(value) || json_integer_value(value) < 0) {
		malformed(r, "`%s` is no number", key);
		return 0;
	}
	return (long)json_integer_value(value);
}

static const json_t *
array_of(struct reader *r, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	if (!json_is_array(value)) {
		malformed(r, "`%s` is no list", key);
	}
	return value;
}

static enum kind
kind_of(struct reader *r, const json_t *object)
{
	const char *name = text_of(r, object, "kind");
	enum kind kind = KIND_UNKNOWN;
	if (!name || !kind_parse(name, strlen(name), &kind)) {
		malformed(r, "no kind `%s`", name ? name : "");
	}
	return kind;
}

static struct stack
stack_of(struct reader *r, const json_t *object)
{
	const json_t *list = array_of(r, object, "stack"), *item;
	struct stack s = {0};
	size_t i;
	json_array_foreach(list, i, item)
	{
		*ARENA_PUSH(r->arena, s.frames, s.count) = (struct frame){
			.function = text_of(r, item, "function"),
			.file = text_of(r, item, "file"),
			.line = (int)number_of(r, item, "line"),
			.column = (int)number_of(r, item, "column"),
		};
	}
	return s;
}

static enum access_op
op_of(struct reader *r, const json_t *side)
{
	const char *name = text_of(r, side, "op");
	for (enum access_op op = OP_NONE; name && op <= OP_CREATE; op++) {
		if (strcmp(access_op_name(op), name) == 0) {
			return op;
		}
	}
	return OP_NONE;
}

static struct birth *
births_of(struct reader *r, const json_t *failure, const char *key, size_t *count)
{
	const json_t *list = array_of(r, failure, key), *item;
	struct birth *births = NULL;
	size_t i;
	*count = 0;
	json_array_foreach(list, i, item)
	{
		*ARENA_PUSH(r->arena, births, *count) = (struct birth){
			.name = text_of(r, item, "name"),
			.words = text_of(r, item, "words"),
			.stack = stack_of(r, item),
		};
	}
	return births;
}

/* A deadlock's sides are where each thread waits and where the lock that it waits for was taken. */
static struct finding
finding_of(struct reader *r, const json_t *failure, enum kind kind)
{
	struct finding f = {
		.kind = kind, .detector = DET_EXPLORE, .words = text_of(r, failure, "words")};
	const json_t *list = array_of(r, failure, "sides"), *item;
	size_t i;
	json_array_foreach(list, i, item)
	{
		*ARENA_PUSH(r->arena, f.accesses, f.access_count) = (struct access){
			.op = op_of(r, item),
			.size = (size_t)number_of(r, item, "size"),
			.thread = text_of(r, item, "thread"),
			.locks = text_of(r, item, "locks"),
			.words = text_of(r, item, "operation"),
			.stack = stack_of(r, item),
		};
	}
	f.locks = births_of(r, failure, "taken", &f.lock_count);
	for (i = 0; kind == KIND_DEADLOCK && i < f.lock_count; i++) {
		*ARENA_PUSH(r->arena, f.accesses, f.access_count) = (struct access){
			.op = OP_LOCK, .words = f.locks[i].words, .stack = f.locks[i].stack};
	}
	f.threads = births_of(r, failure, "threads", &f.thread_count);
	f.location.words = text_of(r, failure, "object");
	return f;
}

/* How a schedule that ended in `kind` ended: the first such in the list of outcomes. */
static const char *
evidence_of(struct reader *r, const json_t *report, const json_t *failure, enum kind kind)
{
	const char *message = text_of(r, failure, "message");
	const json_t *list = array_of(r, report, "outcomes"), *item;
	size_t i;
	if (message && *message) {
		return message;
	}
	json_array_foreach(list, i, item)
	{
		const char *name = text_of(r, item, "kind"), *wrong = text_of(r, item, "wrong");
		if (!name || strcmp(name, kind_name(kind)) != 0) {
			continue;
		}
		const char *out = text_of(r, item, "stdout");
		return wrong ? wrong
		       : kind == KIND_BAD_EXIT
			       ? arena_printf(r->arena, "exit %ld", number_of(r, item, "exit"))
		       : out && *out ? arena_printf(r->arena, "printed \"%.*s\"",
					       (int)strcspn(out, "\n"), out)
				     : "printed nothing";
	}
	return NULL;
}

static void
read_schedule(struct reader *r, const json_t *failure, struct search_failure *f)
{
	const char *path = text_of(r, failure, "file");
	struct buf text = {0};
	if (path &&
		fs_read(fs_join(r->arena, r->scratch, fs_base(path)), COLLECT_MOST_BYTES, &text)) {
		f->name = fs_base(path);
		f->text = arena_memdup(r->arena, buf_str(&text), text.len);
		f->text_len = text.len;
	} else {
		malformed(r, "a failure has no schedule");
	}
	buf_free(&text);
}

static void
add_failure(struct reader *r, const json_t *report, const json_t *failure, struct search *s)
{
	struct search_failure *f = ARENA_PUSH(r->arena, s->failures, s->failure_count);
	*f = (struct search_failure){
		.kind = kind_of(r, failure),
		.schedules = number_of(r, failure, "count"),
		.preemptions = number_of(r, failure, "preemptions"),
	};
	if (kind_is_outcome(f->kind)) {
		f->evidence = evidence_of(r, report, failure, f->kind);
	} else {
		f->finding = finding_of(r, failure, f->kind);
	}
	read_schedule(r, failure, f);
}

static void
add_outputs(struct reader *r, const json_t *report, struct search *s)
{
	const json_t *list = array_of(r, report, "listed"), *item;
	size_t i;
	json_array_foreach(list, i, item)
	{
		*ARENA_PUSH(r->arena, s->outputs, s->output_count) = (struct search_output){
			.text = text_of(r, item, "text"),
			.listed = json_is_true(json_object_get(item, "listed")),
			.right = json_is_true(json_object_get(item, "right")),
			.schedules = number_of(r, item, "schedules"),
		};
	}
}

static enum search_end
end_of(struct reader *r, const json_t *report)
{
	const char *verdict = text_of(r, report, "verdict");
	bool sampled = json_is_true(json_object_get(report, "sampled"));
	if (verdict && strcmp(verdict, "fail") == 0) {
		return SEARCH_FAIL;
	}
	if (verdict && strcmp(verdict, "pass") == 0) {
		return SEARCH_PASS;
	}
	if (!verdict || strcmp(verdict, "unknown") != 0) {
		malformed(r, "no verdict `%s`", verdict ? verdict : "");
	}
	return sampled ? SEARCH_SAMPLED : SEARCH_NOTHING;
}

/* What keeps it from saying anything, as one sentence. */
static const char *
nothing_words(struct reader *r, const json_t *report, const char *sentence)
{
	const json_t *list = array_of(r, report, "reasons"), *item;
	struct buf words = {0};
	size_t i;
	buf_addf(&words, "the explorer can say nothing: %s", sentence ? sentence : "");
	json_array_foreach(list, i, item)
	{
		buf_addf(&words, "; %s", json_is_string(item) ? json_string_value(item) : "?");
	}
	const char *copy = arena_strdup(r->arena, buf_str(&words));
	buf_free(&words);
	return copy;
}

const char *
explored_read(
	struct arena *a, const char *scratch, const char *text, size_t len, struct search *out)
{
	struct reader r = {.arena = a, .scratch = scratch};
	json_error_t error;
	json_t *report = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
	const json_t *failure;
	size_t i;
	if (!json_is_object(report)) {
		json_decref(report);
		return arena_printf(a, "the explorer's report is cut short or garbled: line %d: %s",
			error.line, error.text);
	}
	*out = (struct search){
		.end = end_of(&r, report),
		.sentence = text_of(&r, report, "sentence"),
		.schedules = number_of(&r, report, "schedules"),
		.exhaustive = json_is_true(json_object_get(report, "exhausted")),
		.document = arena_memdup(a, text, len),
		.document_len = len,
	};
	if (json_is_object(json_object_get(report, "failure"))) {
		add_failure(&r, report, json_object_get(report, "failure"), out);
	}
	json_array_foreach(array_of(&r, report, "more_failures"), i, failure)
	{
		add_failure(&r, report, failure, out);
	}
	add_outputs(&r, report, out);
	if (!out->sentence) {
		malformed(&r, "`sentence` is missing");
	}
	if (!r.wrong && (out->end == SEARCH_FAIL) != (out->failure_count > 0)) {
		malformed(&r, "its verdict and its failures don't agree");
	}
	const char *nothing = out->end == SEARCH_NOTHING && !r.wrong
				      ? nothing_words(&r, report, out->sentence)
				      : NULL;
	json_decref(report);
	return r.wrong ? arena_printf(a, "the explorer's report is malformed: %s", r.wrong)
		       : nothing;
}

bool
explored_prepare(struct arena *a, const struct detect_request *r, struct detect_launch *out)
{
	const char *const argv[] = {r->hazard, "explore", "--catalog", r->root, "--all",
		"--schedules", arena_printf(a, "%ld", r->schedules), "--time",
		arena_printf(a, "%lds", r->seconds), "--out", r->scratch, "--format",
		arena_printf(a, "json=%s/" REPORT_NAME, r->scratch), r->source, NULL};
	const char **copy = arena_alloc(a, sizeof argv / sizeof *argv, sizeof *copy);
	const char **env = arena_alloc(a, 2, sizeof *env);
	memcpy(copy, argv, sizeof argv);
	env[0] = arena_printf(a, "TMPDIR=%s", r->scratch);
	*out = (struct detect_launch){.argv = copy, .env = env};
	return true;
}

static void
invalid(struct observation *o, const char *why)
{
	o->valid = false;
	o->error = why;
}

void
collect_explored(
	struct arena *a, const char *scratch, const struct detect_ending *e, struct observation *o)
{
	const char *path = fs_join(a, scratch, REPORT_NAME);
	struct buf text = {0};
	o->right = true;
	if (!e->exited) {
		invalid(o, e->signal ? arena_printf(
					       a, "the explorer was ended by signal %d", e->signal)
				     : "the explorer did not come to its end");
	} else if (!fs_exists(path)) {
		const char *err = o->err ? o->err : "";
		invalid(o, arena_printf(a, "the explorer gave no report (exit %d): %.*s", e->code,
				   (int)strcspn(err, "\n"), err));
	} else if (!fs_read(path, COLLECT_MOST_BYTES, &text)) {
		invalid(o, "the explorer's report can't be read");
	} else {
		o->search = arena_alloc(a, 1, sizeof *o->search);
		const char *why = explored_read(a, scratch, buf_str(&text), text.len, o->search);
		if (why) {
			invalid(o, why);
		} else if (e->code != (o->search->end == SEARCH_FAIL)) {
			invalid(o,
				arena_printf(a, "the explorer's exit code, %d, is not its report's",
					e->code));
		}
	}
	buf_free(&text);
}
