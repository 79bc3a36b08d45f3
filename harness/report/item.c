// SPDX-License-Identifier: MIT
#include "item.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "explanation.h"
#include "fs.h"
#include "report_words.h"
#include "text.h"
#include "verdict.h"

enum { SIDE_MAX = 600 };

/* Characters that turn the direction of text or end lines, and U+FFFE and U+FFFF. */
static bool
is_deceptive(const unsigned char *s)
{
	return (s[0] == 0xD8 && s[1] == 0x9C) ||
	       (s[0] == 0xE2 && s[1] == 0x80 &&
		       (s[2] == 0x8E || s[2] == 0x8F || (s[2] >= 0xA8 && s[2] <= 0xAE))) ||
	       (s[0] == 0xE2 && s[1] == 0x81 && s[2] >= 0xA6 && s[2] <= 0xA9) ||
	       (s[0] == 0xEF && s[1] == 0xBF && s[2] >= 0xBE);
}

/* Adds well-formed UTF-8 with those shown as \uHHHH, and tabs as blanks. */
static void
add_undeceptive(struct buf *out, const char *text)
{
	for (const unsigned char *s = (const unsigned char *)text; *s; s++) {
		if (!is_deceptive(s)) {
			buf_addc(out, *s == '\t' ? ' ' : (char)*s);
		} else if (*s == 0xD8) {
			buf_adds(out, "\\u061C");
			s += 1;
		} else {
			buf_addf(out, "\\u%04X",
				(unsigned)((s[0] & 0x0F) << 12 | (s[1] & 0x3F) << 6 |
					   (s[2] & 0x3F)));
			s += 2;
		}
	}
}

/* The length of the longest beginning of at most `max` bytes that ends with a whole character. */
static size_t
whole_length(const char *text, size_t len, size_t max)
{
	if (len <= max) {
		return len;
	}
	size_t use = max;
	while (use && max - use < 4 && ((unsigned char)text[use] & 0xC0) == 0x80) {
		use--;
	}
	return use;
}

const char *
item_text(struct arena *a, const char *text, size_t max)
{
	struct buf safe = {0}, out = {0};
	size_t len = text ? strlen(text) : 0, use = whole_length(text, len, max);
	text_terminal(&safe, text ? text : "", use, false);
	add_undeceptive(&out, buf_str(&safe));
	/* What is shown as \xHH takes four times its room. */
	size_t keep = whole_length(buf_str(&out), out.len, max);
	const char *end = use < len || keep < out.len ? " …" : "";
	const char *result = arena_printf(a, "%.*s%s", (int)keep, buf_str(&out), end);
	buf_free(&safe);
	buf_free(&out);
	return result;
}

/* The name under which the source was found, by --map or otherwise. */
static const char *
found_name(const struct item *item, const char *file)
{
	const struct explanation *e = item->explanation;
	for (size_t i = 0; e && i < e->side_count; i++) {
		const struct explained_side *side = &e->sides[i];
		if (side->site && side->site->file && side->source.file &&
			strcmp(side->site->file, file) == 0) {
			return side->source.file;
		}
	}
	return file;
}

/* glibc is compiled by paths such as ./nptl/./nptl/pthread_create.c and ../sysdeps/clone.S. */
static bool
is_of_library(const char *file)
{
	return text_starts(file, "../") ||
	       (text_starts(file, "./") && (strstr(file + 2, "/./") || strstr(file + 2, "/../")));
}

/* An absolute path without "." and "..": compilers in a build folder name sources as /work/build/../src/a.c. */
static const char *
normal(struct arena *a, const char *file)
{
	if (file[0] != '/' || (!strstr(file, "/./") && !strstr(file, "/../"))) {
		return file;
	}
	struct buf b = {0};
	while (*file) {
		size_t n = strcspn(file + 1, "/") + 1;
		if (n == 3 && memcmp(file, "/..", 3) == 0) {
			const char *last = b.len ? strrchr(b.data, '/') : NULL;
			b.len = last ? (size_t)(last - b.data) : 0;
			if (b.data) {
				b.data[b.len] = '\0';
			}
		} else if (n > 1 && !(n == 2 && file[1] == '.')) {
			buf_add(&b, file, n);
		}
		file += n;
	}
	const char *path = arena_strdup(a, buf_str(&b));
	buf_free(&b);
	return path;
}

const char *
item_path(struct arena *a, const struct items *items, const struct item *item, const char *file)
{
	file = normal(a, found_name(item, file));
	size_t root = items->root ? strlen(items->root) : 0;
	while (root > 1 && items->root[root - 1] == '/') {
		root--;
	}
	if (item->program && report_is_program(item->program, file)) {
		file = item->program->file;
	} else if (root > 1 && strncmp(file, items->root, root) == 0 && file[root] == '/') {
		file += root;
		file += strspn(file, "/");
	}
	while (text_starts(file, "./") && !is_of_library(file)) {
		file += 2;
	}
	return arena_strndup(a, file, strnlen(file, ITEM_PATH));
}

bool
item_is_local(const char *path)
{
	return path[0] && path[0] != '/' && !text_starts(path, "./") && !text_starts(path, "../") &&
	       !strstr(path, "/../") && !strstr(path, "/./");
}

static const struct frame *
frame_of_site(const struct access *side)
{
	const char *name = side->site_file ? fs_base(side->site_file) : NULL;
	for (size_t i = 0; i < side->stack.count; i++) {
		const struct frame *f = &side->stack.frames[i];
		if (f->line == side->site_line && f->file &&
			(!name || strcmp(fs_base(f->file), name) == 0)) {
			return f;
		}
	}
	return NULL;
}

const struct frame *
item_frame(const struct item *item, size_t side)
{
	const struct access *access = &item->finding->accesses[side];
	const struct explanation *e = item->explanation;
	const struct frame *found = NULL;
	if (e && side < e->side_count && e->sides[side].site) {
		return e->sides[side].site;
	}
	if (access->site_line) {
		found = frame_of_site(access);
	}
	for (size_t i = 0; !found && i < access->stack.count; i++) {
		const struct frame *f = &access->stack.frames[i];
		found = f->file && f->line > 0 && !is_of_library(f->file) ? f : NULL;
	}
	return found;
}

static const char *
line_of(const char *text, size_t text_len, int line, size_t *len)
{
	const char *end = text + text_len;
	for (int n = 1; text < end; n++) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		const char *stop = newline ? newline : end;
		if (n == line) {
			*len = (size_t)(stop - text);
			return text;
		}
		text = stop + 1;
	}
	return NULL;
}

const char *
item_source_line(const struct item *item, const char *file, int line, size_t *len)
{
	const struct program *p = item->program;
	if (line < 1) {
		return NULL;
	}
	if (p && p->text && report_is_program(p, file)) {
		return line_of(p->text, p->text_len, line, len);
	}
	for (size_t i = 0; item->explanation && i < item->explanation->side_count; i++) {
		const struct explained_source *s = &item->explanation->sides[i].source;
		if (s->file && strcmp(fs_base(s->file), fs_base(file)) == 0 && line >= s->first &&
			(size_t)(line - s->first) < s->line_count) {
			const char *text = s->lines[line - s->first];
			*len = strlen(text);
			return text;
		}
	}
	return NULL;
}

/* Whether the words say already where that is: "(hits.c:10)". */
static bool
names_place(const struct buf *words, const struct frame *f)
{
	struct buf place = {0};
	buf_addf(&place, "%s:%d", fs_base(f->file), f->line);
	bool names = strstr(buf_str(words), buf_str(&place)) != NULL;
	buf_free(&place);
	return names;
}

const char *
item_side_words(struct arena *a, const struct items *items, const struct item *item, size_t side)
{
	const struct access *access = &item->finding->accesses[side];
	const struct frame *frame = item_frame(item, side);
	struct buf b = {0};
	if (item->explanation && side < item->explanation->side_count) {
		buf_adds(&b, item->explanation->sides[side].words);
	} else {
		buf_adds(&b, access->op == OP_NONE ? "what is done" : access_op_name(access->op));
		if (access->size) {
			buf_addf(&b, " of %zu byte%s", access->size, access->size == 1 ? "" : "s");
		}
		if (access->thread) {
			buf_addf(&b, " by %s", access->thread);
		}
	}
	if (frame && frame->file && frame->line > 0 && !names_place(&b, frame)) {
		buf_addf(&b, " at %s:%d", item_path(a, items, item, frame->file), frame->line);
	}
	if (frame && frame->function && !item->explanation) {
		buf_addf(&b, " in %s", frame->function);
	}
	if (access->locks && !item->explanation) {
		buf_addf(&b, ", holding %s", access->locks);
	}
	const char *words = item_text(a, buf_str(&b), SIDE_MAX);
	buf_free(&b);
	return words;
}

void
item_order(const struct finding *f, size_t *order)
{
	const struct access *sides = f->accesses;
	for (size_t i = 0; i < f->access_count; i++) {
		order[i] = i;
	}
	/* Helgrind tells the order that was broken first, and then how it was established. */
	if (f->access_count > 1 && sides[1].words &&
		strstr(sides[1].words, "order was established")) {
		for (size_t i = 0; i + 1 < f->access_count; i++) {
			order[i] = i + 1;
		}
		order[f->access_count - 1] = 0;
		return;
	}
	for (size_t i = 1; i < f->access_count; i++) {
		bool earlier = sides[i].words && strstr(sides[i].words, "revious");
		if (earlier && order[i - 1] == i - 1) {
			order[i] = i - 1;
			order[i - 1] = i;
		}
	}
}

const struct kind_text *
item_rule_text(const char *rule)
{
	static const struct kind_text not_as_stated = {.title = "Not as the case states",
		.about = "A case of the catalogue says what each detector sees in its programs; "
			 "here one did not see it, saw something else, or its state can't be told.",
		.remedies = {"run the case again by the command in the report",
			"then mend the program or what its header says"}};
	static const struct kind_text malformed = {.title = "Malformed case",
		.about = "The file of a case of the catalogue does not keep to the rules, so it "
			 "was not run.",
		.remedies = {"look at what `hazard lint` names"}};
	static const struct kind_text failed = {.title = "Nothing can be said",
		.about = "The build, the tool or the machine failed, so the program was not looked "
			 "at as it should have been.",
		.remedies = {"run `hazard doctor`, which says what is missing, and the command "
			     "that mends it"}};
	enum kind k = KIND_UNKNOWN;
	if (strcmp(rule, "malformed-case") == 0) {
		return &malformed;
	}
	if (strcmp(rule, "tool-failed") == 0) {
		return &failed;
	}
	return kind_parse(rule, strlen(rule), &k) ? kind_text(k) : &not_as_stated;
}
