// SPDX-License-Identifier: MIT
/* Reports and sources that attack: shown, harmless, well-formed, in every format. */
#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "explain.h"
#include "explained.h"
#include "finding.h"

/* All that any format could take for its own. */
#define EVIL                                                                                     \
	"<script>alert(1)</"                                                                     \
	"script>]]>--><!--&amp;\033[31m\033]0;t\007\r\n::error::x\xff\xc0\xaf``` `|*_#$(rm -rf " \
	"/)\t%s"

static struct arena arena;

static const char *
longest(void)
{
	char *text = arena_alloc(&arena, (1 << 20) + 1, 1);
	memset(text, 'A', 1 << 20);
	return text;
}

static struct explanations
explain_evil(const char *text)
{
	static struct frame frame;
	static struct stack stack;
	static struct access sides[2];
	static struct finding finding;
	static struct explain_file file;
	static struct findings findings;
	struct buf report = {0}, code = {0};
	buf_addf(&report,
		"WARNING: ThreadSanitizer: data race (pid=1)\n  Write of size 4 at 0x1 by thread "
		"%s:\n    #0 %s %s:2\n",
		text, text, text);
	buf_addf(&code, "line one\n%s\n%s\n", text, text);
	frame = (struct frame){.function = text, .file = text, .line = 2, .module = text};
	stack = (struct stack){&frame, 1};
	sides[0] = (struct access){.op = OP_WRITE,
		.size = 4,
		.thread = text,
		.locks = text,
		.words = text,
		.stack = stack};
	sides[1] = sides[0];
	finding = (struct finding){.kind = KIND_RACE,
		.detector = DET_TSAN,
		.words = text,
		.accesses = sides,
		.access_count = 2,
		.location = {.kind = LOCATION_GLOBAL, .name = text, .words = text},
		.text = arena_strndup(&arena, buf_str(&report), report.len),
		.text_len = report.len};
	findings = (struct findings){&finding, 1};
	file = (struct explain_file){.name = text,
		.shown = text,
		.text = arena_strndup(&arena, buf_str(&code), code.len),
		.len = code.len,
		.warning = text};
	struct explanations e = explain_findings(
		&arena, &findings, &(struct explain_request){.files = &file, .file_count = 1});
	const char **notes = arena_alloc(&arena, 1, sizeof *notes);
	notes[0] = text;
	e.notes = notes;
	e.note_count = 1;
	buf_free(&report);
	buf_free(&code);
	return e;
}

/* No byte that a terminal, or a reader of lines, would obey. */
static void
expect_plain(const struct explained_format *format, const struct buf *out)
{
	for (size_t i = 0; i < out->len; i++) {
		unsigned char byte = (unsigned char)out->data[i];
		cr_assert(byte >= ' ' || byte == '\n' || byte == '\t', "%s: byte %d at %zu",
			format->name, byte, i);
		cr_assert_neq(byte, 127);
	}
}

static void
check(const struct explained_format *format, const char *text, size_t most)
{
	struct explanations e = explain_evil(text);
	struct buf out = {0};
	format->write(&e, &out,
		&(struct explained_options){
			.report = {.utf8 = true, .width = 80}, .all = true, .hazard_version = "1"});
	cr_assert_gt(out.len, 100, "%s", format->name);
	cr_assert_lt(out.len, most, "%s: %zu bytes", format->name, out.len);
	expect_plain(format, &out);
	if (strcmp(format->name, "json") == 0 || strcmp(format->name, "sarif") == 0 ||
		strcmp(format->name, "gitlab") == 0) {
		json_error_t error;
		json_t *read = json_loadb(out.data, out.len, JSON_REJECT_DUPLICATES, &error);
		cr_expect(read, "%s:%d: %s", format->name, error.line, error.text);
		json_decref(read);
	}
	if (strcmp(format->name, "html") == 0) {
		cr_expect_not(strstr(buf_str(&out), "<script"));
		cr_expect_not(strstr(buf_str(&out), "<!--"));
	}
	/* Nothing from a log gets into a command that is there to be copied. */
	cr_expect_str_eq(e.items[0].next, "hazard explore --races -- ./program");
	buf_free(&out);
}

Test(explained_hostile, every_format)
{
	for (const struct explained_format *f = explained_formats(); f->name; f++) {
		check(f, EVIL, 1 << 20);
		check(f, "", 1 << 20);
	}
	arena_free(&arena);
}

Test(explained_hostile, long_lines)
{
	for (const struct explained_format *f = explained_formats(); f->name; f++) {
		check(f, longest(), (size_t)64 << 20);
	}
	arena_free(&arena);
}

/* What a CI runner reads as a command of its own, in what people see in its logs. */
Test(explained_hostile, no_command_of_a_ci_runner)
{
	static const char text[] = "::error::a ::error::b ::error::c ::error::d ::error::e "
				   "::error::f ##[error]g ##[error]h ::error::i ::error::j";
	for (int width = 40; width < 140; width += 7) {
		struct explanations e = explain_evil(text);
		struct buf out = {0};
		explained_term(&e, &out,
			&(struct explained_options){
				.report = {.utf8 = width & 1, .color = width & 1, .width = width},
				.all = true});
		cr_expect_not_null(strstr(buf_str(&out), "|::error::"), "it was there");
		cr_expect_null(strstr(buf_str(&out), "##["));
		for (const char *p = buf_str(&out); *p; p += strcspn(p, "\n"), p += *p == '\n') {
			cr_expect(
				strncmp(p + strspn(p, " \t"), "::", 2) != 0, "%d: %.60s", width, p);
		}
		buf_free(&out);
	}
	arena_free(&arena);
}

/* Outside of code, Markdown would take HTML for its own. */
Test(explained_hostile, markdown_escapes)
{
	struct explanations e = explain_evil("<script>");
	struct buf out = {0};
	explained_markdown(&e, &out, &(struct explained_options){.all = true});
	const char *text = buf_str(&out);
	bool fenced = false;
	while (*text) {
		size_t n = strcspn(text, "\n");
		const char *line = arena_strndup(&arena, text, n), *p = line + strspn(line, " ");
		fenced ^= strncmp(p, "```", 3) == 0;
		bool code = false;
		for (; *p && !fenced; p++) {
			code ^= *p == '`';
			cr_expect(code || *p != '<' || (p > line && p[-1] == '\\'), "%s", line);
		}
		text += n + (text[n] == '\n');
	}
	buf_free(&out);
	arena_free(&arena);
}
