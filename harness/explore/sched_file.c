// SPDX-License-Identifier: MIT
#include "sched_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "fs.h"
#include "hash.h"
#include "text.h"

#define HEAD "hazard-schedule 1\n"

enum { PROGRAM_MAX = 1 << 30, ARGS_MAX = 4096 };

const char *
sched_file_hash(struct arena *a, const char *path)
{
	char hex[HASH_HEX];
	struct buf text = {0};
	bool ok = fs_read(path, PROGRAM_MAX, &text);
	if (ok) {
		hash_of(buf_str(&text), text.len, hex);
	}
	buf_free(&text);
	return ok ? arena_strdup(a, hex) : NULL;
}

bool
sched_file_of(struct arena *a, const struct launch_program *program, const char *case_file,
	const struct proto_config *config, const struct explore_failure *f, struct sched_file *out)
{
	const char *path = fs_program(a, program->argv[0]);
	char *real = path ? realpath(path, NULL) : NULL;
	*out = (struct sched_file){.dir = program->dir,
		.preload = program->preload,
		.case_file = case_file,
		.argv = program->argv,
		.config = *config,
		.failure = *f};
	if (!real) {
		diag("no program %s", program->argv[0]);
		return false;
	}
	out->program = arena_strdup(a, real);
	free(real);
	out->hash = sched_file_hash(a, out->program);
	return out->hash != NULL;
}

struct launch_program
sched_file_program(const struct sched_file *s)
{
	return (struct launch_program){.argv = s->argv, .dir = s->dir, .preload = s->preload};
}

static void
add_text(struct buf *out, const char *key, const char *value)
{
	buf_addf(out, "%s ", key);
	for (const unsigned char *v = (const unsigned char *)value; *v; v++) {
		if (*v < ' ' || *v > '~' || *v == '%') {
			buf_addf(out, "%%%02X", *v);
		} else {
			buf_addc(out, (char)*v);
		}
	}
	buf_addc(out, '\n');
}

static void
add_number(struct buf *out, const char *key, int64_t value)
{
	buf_addf(out, "%s %" PRId64 "\n", key, value);
}

static void
write_program(const struct sched_file *s, struct buf *out)
{
	buf_addf(out, "hash %s\n", s->hash);
	add_text(out, "program", s->program);
	if (s->dir) {
		add_text(out, "dir", s->dir);
	}
	if (s->preload) {
		add_text(out, "preload", s->preload);
	}
	if (s->case_file) {
		add_text(out, "case", s->case_file);
	}
	for (size_t i = 0; s->argv[i]; i++) {
		add_text(out, "arg", s->argv[i]);
	}
}

static void
write_config(const struct proto_config *c, struct buf *out)
{
	buf_addf(out, "seed %" PRIu64 "\n", c->seed);
	add_number(out, "options",
		c->options & ~(uint32_t)(PROTO_OPT_STOP_FIRST | PROTO_OPT_TRACE |
					 PROTO_OPT_KEEP_OUTPUT | PROTO_OPT_GDB));
	add_number(out, "backend", c->backend);
	add_number(out, "depth", c->depth);
	add_number(out, "max-steps", c->max_steps);
	add_number(out, "cpu-ms", c->cpu_ms);
	add_number(out, "max-threads", c->max_threads);
	add_number(out, "stack-size", c->stack_size);
	for (uint32_t i = 0; i < c->allowed_count && i < PROTO_ALLOWED; i++) {
		add_text(out, "allowed", c->allowed[i]);
	}
}

void
sched_file_write(const struct sched_file *s, struct buf *out)
{
	const struct explore_failure *f = &s->failure;
	char hex[HASH_HEX];
	size_t begin = out->len;
	buf_adds(out, HEAD);
	write_program(s, out);
	write_config(&s->config, out);
	add_text(out, "strategy", explore_strategy_name(f->strategy));
	buf_addf(out, "schedule %" PRIu64 "\n", f->schedule);
	buf_addf(out, "outcome %d %016" PRIx64 " %s\n", (int)f->class, f->raw.key,
		kind_name(f->kind));
	add_text(out, "message", f->raw.message);
	add_number(out, "steps", f->raw.steps);
	add_number(out, "preemptions", f->raw.preemptions);
	buf_addf(out, "shared %" PRIu32 "\n", f->shared_count);
	for (uint32_t i = 0; f->shared && i < f->shared_count; i++) {
		buf_addf(out, "s %" PRIx64 "\n", f->shared[i]);
	}
	buf_addf(out, "choices %" PRIu32 "\n", f->choice_count);
	for (uint32_t i = 0; i < f->choice_count; i++) {
		const struct proto_choice *c = &f->choices[i];
		buf_addf(out, "c %u %u %u %08x\n", c->value, c->kind, c->op, c->hash);
	}
	hash_of(out->data + begin, out->len - begin, hex);
	buf_addf(out, "end %s\n", hex);
}

struct reader {
	struct arena *arena;
	struct sched_file *file;
	struct proto_choice *choices;
	uint64_t *shared;
	uint32_t choices_read, shared_read, arg_count;
	const char **args;
};

/* In the arena; NULL where an escape is none. */
static const char *
unescape(struct arena *a, const char *value)
{
	char *out = arena_strdup(a, value), *to = out;
	for (const char *v = value; *v; v++) {
		unsigned byte;
		if (*v == '%') {
			if (sscanf(v + 1, "%2x", &byte) != 1 || !v[1] || !v[2] || byte == 0) {
				return NULL;
			}
			*to++ = (char)byte;
			v += 2;
		} else {
			*to++ = *v;
		}
	}
	*to = '\0';
	return out;
}

static bool
read_text(struct reader *r, const char *key, const char *value)
{
	struct sched_file *f = r->file;
	const char **slots[] = {&f->program, &f->dir, &f->preload, &f->case_file, &f->hash};
	static const char *const keys[] = {"program", "dir", "preload", "case", "hash"};
	const char *text = unescape(r->arena, value);
	if (!text) {
		return false;
	}
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (strcmp(key, keys[i]) == 0) {
			*slots[i] = text;
			return true;
		}
	}
	if (strcmp(key, "arg") == 0 && r->arg_count < ARGS_MAX) {
		r->args[r->arg_count++] = text;
	} else if (strcmp(key, "allowed") == 0 && f->config.allowed_count < PROTO_ALLOWED &&
		   strlen(text) < PROTO_TEXT) {
		strcpy(f->config.allowed[f->config.allowed_count++], text);
	} else if (strcmp(key, "message") == 0 && strlen(text) < PROTO_LINE) {
		strcpy(f->failure.raw.message, text);
	} else if (strcmp(key, "strategy") == 0 && explore_strategy_named(text) >= 0) {
		f->failure.strategy = (enum proto_strategy)explore_strategy_named(text);
	} else {
		return false;
	}
	return true;
}

/* The value as a number in [0, most]. */
static bool
to_number(const char *value, uint64_t most, uint64_t *out)
{
	char *end;
	if (*value < '0' || *value > '9') {
		return false;
	}
	*out = strtoull(value, &end, 10);
	return !*end && *out <= most;
}

static bool
read_number(struct reader *r, const char *key, const char *value, bool *known)
{
	struct proto_config *c = &r->file->config;
	struct proto_failure *raw = &r->file->failure.raw;
	uint32_t *slots[] = {&c->options, &c->backend, &c->depth, &c->max_steps, &c->cpu_ms,
		&c->max_threads, &c->stack_size, &raw->steps, &raw->preemptions};
	static const char *const keys[] = {"options", "backend", "depth", "max-steps", "cpu-ms",
		"max-threads", "stack-size", "steps", "preemptions"};
	uint64_t n = 0;
	*known = true;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (strcmp(key, keys[i]) == 0) {
			bool ok = to_number(value, UINT32_MAX, &n);
			*slots[i] = (uint32_t)n;
			return ok;
		}
	}
	if (strcmp(key, "seed") == 0) {
		return to_number(value, UINT64_MAX, &c->seed);
	}
	if (strcmp(key, "schedule") == 0) {
		return to_number(value, UINT64_MAX, &r->file->failure.schedule);
	}
	*known = false;
	return false;
}

static bool
read_list(struct reader *r, const char *key, const char *value, bool *known)
{
	struct explore_failure *f = &r->file->failure;
	unsigned v[4];
	uint64_t n;
	*known = true;
	if (strcmp(key, "c") == 0) {
		if (r->choices_read == f->choice_count ||
			sscanf(value, "%u %u %u %8x", &v[0], &v[1], &v[2], &v[3]) != 4 ||
			v[0] > UINT16_MAX || v[1] > UINT8_MAX || v[2] > UINT8_MAX) {
			return false;
		}
		r->choices[r->choices_read++] =
			(struct proto_choice){(uint16_t)v[0], (uint8_t)v[1], (uint8_t)v[2], v[3]};
		return true;
	}
	if (strcmp(key, "s") == 0) {
		return r->shared && r->shared_read < f->shared_count &&
		       sscanf(value, "%" SCNx64, &r->shared[r->shared_read++]) == 1;
	}
	if (strcmp(key, "choices") == 0 && !r->choices && to_number(value, PROTO_CHOICES, &n)) {
		f->choice_count = (uint32_t)n;
		f->choices = r->choices = arena_alloc(r->arena, n + 1, sizeof *r->choices);
		return true;
	}
	if (strcmp(key, "shared") == 0 && !r->shared && to_number(value, PROTO_ALL_SHARED, &n) &&
		(n <= PROTO_SHARED || n == PROTO_ALL_SHARED)) {
		f->shared_count = (uint32_t)n;
		r->shared = n == PROTO_ALL_SHARED ? NULL
						  : arena_alloc(r->arena, n + 1, sizeof *r->shared);
		f->shared = r->shared;
		return true;
	}
	if (strcmp(key, "outcome") == 0 && sscanf(value, "%u %" SCNx64, &v[0], &f->raw.key) == 2 &&
		v[0] < PROTO_CLASSES) {
		f->class = f->raw.class = v[0];
		f->kind = explore_kind(f->class);
		return f->kind != KIND_UNKNOWN;
	}
	*known = false;
	return false;
}

static bool
read_line(struct reader *r, char *line)
{
	char *value = strchr(line, ' ');
	bool known;
	if (!value) {
		return false;
	}
	*value++ = '\0';
	bool ok = read_number(r, line, value, &known);
	if (!known) {
		ok = read_list(r, line, value, &known);
	}
	return known ? ok : read_text(r, line, value);
}

static bool
is_whole(const struct reader *r)
{
	const struct explore_failure *f = &r->file->failure;
	bool shared = f->shared_count == PROTO_ALL_SHARED || r->shared_read == f->shared_count;
	return r->file->program && r->file->hash && r->arg_count && f->class &&
	       r->choices_read == f->choice_count && shared;
}

/* The last line, and that everything before it is as it was written. */
static bool
check_end(const char *name, const char *text, size_t len, size_t *body)
{
	char hex[HASH_HEX];
	const char *at = len > 1 ? memrchr(text, '\n', len - 1) : NULL;
	at = at ? at + 1 : text;
	*body = (size_t)(at - text);
	hash_of(text, *body, hex);
	if ((size_t)(text + len - at) != 4 + HASH_HEX || strncmp(at, "end ", 4) != 0 ||
		strncmp(at + 4, hex, HASH_HEX - 1) != 0) {
		diag("%s: the schedule is cut short, or was changed", name);
		return false;
	}
	return true;
}

bool
sched_file_read(
	struct arena *a, const char *name, const char *text, size_t len, struct sched_file *out)
{
	size_t body;
	if (len < sizeof HEAD - 1 || strncmp(text, HEAD, sizeof HEAD - 1) != 0) {
		diag("%s: %s", name,
			len > 16 && text_starts(text, "hazard-schedule ")
				? "a schedule of another version of hazard"
				: "no schedule recorded by hazard");
		return false;
	}
	if (!check_end(name, text, len, &body)) {
		return false;
	}
	*out = (struct sched_file){0};
	struct reader r = {
		.arena = a, .file = out, .args = arena_alloc(a, ARGS_MAX + 1, sizeof *r.args)};
	char *copy = arena_strndup(a, text, body), *line = copy;
	for (int number = 1; *line; number++) {
		char *end = strchrnul(line, '\n');
		bool last = !*end;
		*end = '\0';
		if (number > 1 && !read_line(&r, line)) {
			diag_at(name, number, "this line of the schedule can't be read");
			return false;
		}
		line = last ? end : end + 1;
	}
	out->argv = r.args;
	if (!is_whole(&r)) {
		diag("%s: the schedule lacks some of its parts", name);
		return false;
	}
	return true;
}
