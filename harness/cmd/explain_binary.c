// SPDX-License-Identifier: MIT
#include "explain_binary.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "diag.h"
#include "explain_input.h"
#include "fs.h"
#include "pool.h"
#include "symbolise.h"
#include "vec.h"

/* One command line holds so many questions. */
enum { MOST_QUESTIONS = 4000, ANSWER_MAX = 16 << 20, ELF_TYPE = 16, ELF_SHARED = 3 };

/* Where Valgrind loads a position-independent program (coregrind/m_ume/elf.c). */
static const unsigned long long valgrind_base = 0x108000;

struct place {
	const char *function, *where; /* "serve", "hits.c:10:8" */
};

struct question {
	unsigned long long offset; /* in the file */
	struct place *places;      /* innermost first; none: it doesn't know */
	size_t count;
};

struct questions {
	struct arena *a;
	const char *name; /* of the binary, without folders */
	bool shared;      /* it is position-independent */
	VEC(struct question) list;
	bool answered;
};

/* A line of a report, without its newline. */
struct line {
	const char *s;
	size_t len;
};

static bool
next_line(const char **text, size_t *left, struct line *line)
{
	if (!*left) {
		return false;
	}
	const char *end = memchr(*text, '\n', *left);
	*line = (struct line){*text, end ? (size_t)(end - *text) : *left};
	*text += line->len + (end != NULL);
	*left -= line->len + (end != NULL);
	return true;
}

/* Whether the path's last part, up to s[len), is the binary's name. */
static bool
is_binary(const struct questions *q, const char *s, size_t len)
{
	size_t n = strlen(q->name);
	return len >= n && memcmp(s + len - n, q->name, n) == 0 &&
	       (len == n || s[len - n - 1] == '/');
}

/* "#1 <null> (hits+0xd01a8) …", "by 0x10923D: ??? (in /home/me/hits)": false: no such frame of this binary. */
static bool
read_frame(const struct questions *q, struct line l, unsigned long long *offset)
{
	char copy[1024];
	size_t len = l.len < sizeof copy - 1 ? l.len : sizeof copy - 1;
	memcpy(copy, l.s, len);
	copy[len] = '\0';
	char *p = copy + strspn(copy, " \t"), *open, *plus;
	if (*p == '#' && strstr(p, "<null>") && (open = strstr(p, " (")) &&
		(plus = strstr(open, "+0x"))) {
		*offset = strtoull(plus + 1, NULL, 16);
		return is_binary(q, open + 2, (size_t)(plus - open - 2));
	}
	bool frame = strncmp(p, "at 0x", 5) == 0 || strncmp(p, "by 0x", 5) == 0;
	open = frame ? strstr(p, " (in ") : NULL;
	char *close = open ? strrchr(open, ')') : NULL;
	if (!close) {
		return false;
	}
	*offset = strtoull(p + 3, NULL, 16) - (q->shared ? valgrind_base : 0);
	return is_binary(q, open + 5, (size_t)(close - open - 5));
}

static struct question *
find_question(struct questions *q, unsigned long long offset)
{
	for (size_t i = 0; i < q->list.len; i++) {
		if (q->list.items[i].offset == offset) {
			return &q->list.items[i];
		}
	}
	return NULL;
}

static void
collect(struct questions *q, const struct finding *f)
{
	const char *text = f->text;
	size_t left = f->text ? f->text_len : 0;
	struct line line;
	unsigned long long offset;
	while (next_line(&text, &left, &line) && q->list.len < MOST_QUESTIONS) {
		if (read_frame(q, line, &offset) && !find_question(q, offset)) {
			VEC_PUSH(&q->list)->offset = offset;
		}
	}
}

/* The answers in LLVM's style: for each address a name and a place, of each inlined call too, and an empty line. */
static void
read_answers(struct questions *q, const char *text, size_t len)
{
	struct line name, where;
	for (size_t i = 0; i < q->list.len; i++) {
		struct question *question = &q->list.items[i];
		while (next_line(&text, &len, &name) && name.len) {
			if (!next_line(&text, &len, &where)) {
				return;
			}
			if (name.s[0] != '?' && where.s[0] != '?') {
				*ARENA_PUSH(q->a, question->places, question->count) =
					(struct place){arena_strndup(q->a, name.s, name.len),
						arena_strndup(q->a, where.s, where.len)};
			}
		}
	}
	q->answered = true;
}

static void
symbolizer_ended(struct pool *pool, const struct spawn_spec *spec, const struct run_result *r)
{
	struct questions *q = pool->options.user;
	(void)spec;
	if (r->end == RUN_EXITED && r->exit_code == 0 && !r->out.dropped) {
		read_answers(q, r->out.data, r->out.len);
	}
}

static bool
ask(struct questions *q, const char *binary)
{
	const char *program = symbolise_program(q->a);
	if (!program) {
		diag("no llvm-symbolizer in $PATH; `apt-get install llvm`");
		return false;
	}
	const char *first[] = {program, "--inlines", "--demangle", "--output-style=LLVM",
		arena_printf(q->a, "--obj=%s", binary)};
	enum { FIRST = sizeof first / sizeof *first };
	const char **argv = arena_alloc(q->a, FIRST + q->list.len + 1, sizeof *argv);
	memcpy(argv, first, sizeof first);
	for (size_t i = 0; i < q->list.len; i++) {
		argv[FIRST + i] = arena_printf(q->a, "0x%llx", q->list.items[i].offset);
	}
	struct pool pool;
	if (pool_init(&pool,
		    &(struct pool_options){.jobs = 1, .done = symbolizer_ended, .user = q})) {
		pool_submit(&pool, &(struct spawn_spec){.argv = argv,
					   .capture = ANSWER_MAX,
					   .wall_ns = 60 * CLOCK_NS_PER_S});
		pool_run(&pool);
	}
	pool_finish(&pool);
	if (!q->answered) {
		diag("%s did not answer for %s", program, binary);
	}
	return q->answered;
}

/* One line anew: its frame with names, a line for each inlined call; `n` numbers the frames of the stack. */
static bool
rewrite(struct questions *q, struct line line, struct buf *out, int *n)
{
	unsigned long long offset;
	size_t blanks = 0;
	while (blanks < line.len && (line.s[blanks] == ' ' || line.s[blanks] == '\t')) {
		blanks++;
	}
	bool tsan = blanks < line.len && line.s[blanks] == '#';
	const struct question *known =
		read_frame(q, line, &offset) ? find_question(q, offset) : NULL;
	const char *open = tsan ? memmem(line.s, line.len, " (", 2) : NULL;
	const char *colon = tsan ? NULL : memchr(line.s, ':', line.len);
	*n = tsan ? *n : 0;
	for (size_t i = 0; known && i < known->count; i++) {
		const struct place *p = &known->places[i];
		if (tsan) {
			buf_addf(out, "    #%d %s %s%.*s\n", (*n)++, p->function, p->where,
				(int)(line.s + line.len - open), open);
		} else {
			/* "hits.c:10:8" without its column, which Valgrind doesn't print */
			const char *base = fs_base(p->where), *last = strrchr(base, ':');
			buf_addf(out, "%.*s: %s (%.*s)\n", (int)(colon - line.s), line.s,
				p->function, (int)(last - base), base);
		}
	}
	if (known && known->count) {
		return true;
	}
	size_t digits = tsan ? blanks + 1 : 0;
	while (tsan && digits < line.len && isdigit((unsigned char)line.s[digits])) {
		digits++;
	}
	if (tsan) {
		buf_addf(out, "    #%d", (*n)++);
	}
	buf_add(out, line.s + digits, line.len - digits);
	buf_addc(out, '\n');
	return false;
}

static void
take_first(void *data, struct report *report)
{
	struct report **first = data;
	*first = *first ? *first : report;
}

static bool
rename_frames(struct questions *q, struct finding *f)
{
	const char *text = f->text;
	size_t left = f->text ? f->text_len : 0;
	struct buf out = {0};
	struct line line;
	struct report *again = NULL;
	bool changed = false;
	int n = 0;
	while (next_line(&text, &left, &line)) {
		changed |= rewrite(q, line, &out, &n);
	}
	if (changed) {
		struct report_log *log = report_log_create(q->a, take_first, &again);
		report_log_feed(log, out.data, out.len);
		report_log_finish(log);
	}
	if (again && again->finding.detector == f->detector) {
		*f = again->finding;
	}
	buf_free(&out);
	return again;
}

bool
explain_binary_names(struct explain_input *in, struct arena *a, const char *binary)
{
	struct questions q = {.a = a, .name = fs_base(binary)};
	struct buf head = {0};
	size_t named = 0;
	bool ok = fs_read(binary, 0, &head);
	if (ok && (head.len < 64 || memcmp(head.data, "\177ELF", 4) != 0)) {
		diag("--binary: %s is no ELF file", binary);
		ok = false;
	}
	q.shared = ok && head.data[ELF_TYPE] == ELF_SHARED;
	buf_free(&head);
	for (size_t i = 0; ok && i < in->findings.count; i++) {
		collect(&q, &in->findings.items[i]);
	}
	ok = ok && (!q.list.len || ask(&q, binary));
	for (size_t i = 0; ok && i < in->findings.count; i++) {
		named += rename_frames(&q, &in->findings.items[i]);
	}
	in->seen.unsymbolized -= named < in->seen.unsymbolized ? named : in->seen.unsymbolized;
	VEC_FREE(&q.list);
	return ok;
}
