// SPDX-License-Identifier: MIT
#include "header.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "csource.h"
#include "marker.h"
#include "problem.h"
#include "tag.h"
#include "text.h"

enum { MOST_TAGS = 200 };

struct reader {
	struct header *h;
	struct testcase *c;
	struct program *p;
	struct arena *a;
	struct problems *problems;
	struct csource source;
};

/* A line of the comment without its ` *`. */
struct content {
	const char *s; /* from the first byte that is no blank */
	size_t len;    /* without blanks at the end; 0: an empty line */
	size_t indent; /* blanks between star and text; a tab counts as one */
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Whether the bytes are fit to be read at all; says so once where not. */
static bool
check_bytes(struct reader *r)
{
	const char *text = r->p->text;
	int line = 1;
	for (size_t i = 0; i < r->p->text_len;) {
		size_t n = text_utf8(text + i, r->p->text_len - i);
		const char *wrong = !n                ? "not UTF-8; save it as UTF-8"
				    : text[i] == '\0' ? "a NUL byte; remove it"
				    : text[i] == '\r'
					    ? "a carriage return; save it with plain newlines (LF)"
					    : NULL;
		if (wrong) {
			problems_add(r->problems, r->p->file, line, "%s", wrong);
			return false;
		}
		line += text[i] == '\n';
		i += n;
	}
	return true;
}

/* Splits line `n` of the header; false where it does not begin with a star. */
static bool
content_of(struct reader *r, size_t n, struct content *out)
{
	const char *s = r->source.text + r->source.lines[n - 1].start;
	size_t len = r->source.lines[n - 1].len, i = 0;
	*out = (struct content){0};
	while (i < len && is_blank(s[i])) {
		i++;
	}
	if (i == len) {
		return false;
	}
	bool star = s[i] == '*';
	for (i += star; i < len && is_blank(s[i]); i++) {
		out->indent++;
	}
	while (len > i && is_blank(s[len - 1])) {
		len--;
	}
	out->s = s + i;
	out->len = len - i;
	return star;
}

static bool
is_tag(const struct content *l)
{
	return l->len >= 2 && l->s[0] == '@' && l->s[1] >= 'a' && l->s[1] <= 'z';
}

static size_t
tag_name_len(const struct content *l)
{
	size_t n = 1;
	while (n < l->len && !is_blank(l->s[n])) {
		n++;
	}
	return n - 1;
}

/* The value of the tag on line `n`: the rest of it and the lines that continue it; *next is the
 * first that doesn't. */
static char *
tag_text(struct reader *r, size_t n, size_t *next)
{
	struct content first, l;
	struct buf text = {0};
	content_of(r, n, &first);
	size_t from = 1 + tag_name_len(&first);
	while (from < first.len && is_blank(first.s[from])) {
		from++;
	}
	buf_add(&text, first.s + from, first.len - from);
	for (n++; n < r->h->last; n++) {
		content_of(r, n, &l);
		if (!l.len || is_tag(&l) || l.indent <= first.indent) {
			break;
		}
		if (text.len) {
			buf_addc(&text, ' ');
		}
		buf_add(&text, l.s, l.len);
	}
	*next = n;
	char *value = arena_strndup(r->a, buf_str(&text), text.len);
	buf_free(&text);
	return value;
}

static void
keep_tag(struct reader *r, const struct tag_rule *rule, int line, char *text)
{
	struct header *h = r->h;
	bool again = !rule->many && header_count(h, rule->name);
	*ARENA_PUSH(r->a, h->tags, h->tag_count) = (struct tag){rule, line};
	if (again) {
		problems_add(
			r->problems, r->p->file, line, "@%s is here twice; keep one", rule->name);
		return;
	}
	if (!(rule->allowed & (1u << r->p->role))) {
		const char *why = r->p->role == PROGRAM_FIX && (rule->allowed & TAG_IN_BROKEN)
					  ? "; the broken program's holds, remove it here"
					  : "; remove it";
		problems_add(r->problems, r->p->file, line, "@%s has no place in %s%s", rule->name,
			tag_place_name(r->p->role), why);
		return;
	}
	if (!*text) {
		problems_add(r->problems, r->p->file, line,
			"@%s says nothing; write its value behind it", rule->name);
		return;
	}
	rule->read(&(struct tag_value){
		rule->name, r->p->file, line, text, r->c, r->p, r->a, r->problems});
}

static size_t
read_tag(struct reader *r, size_t n)
{
	struct content l;
	size_t next;
	content_of(r, n, &l);
	const char *name = arena_strndup(r->a, l.s + 1, tag_name_len(&l));
	char *text = tag_text(r, n, &next);
	const struct tag_rule *rule = tag_find(name);
	if (rule) {
		keep_tag(r, rule, (int)n, text);
	} else {
		problems_add(r->problems, r->p->file, (int)n, "unknown tag @%.40s; %s", name,
			problem_help(r->a, name, tag_names()));
	}
	return next;
}

static void
read_tags(struct reader *r, size_t n)
{
	while (n < r->h->last) {
		struct content l;
		content_of(r, n, &l);
		if (r->h->tag_count == MOST_TAGS) {
			problems_add(r->problems, r->p->file, (int)n,
				"more than %d tags; the rest is not read", MOST_TAGS);
			return;
		}
		if (is_tag(&l)) {
			n = read_tag(r, n);
			continue;
		}
		if (l.len) {
			problems_add(r->problems, r->p->file, (int)n,
				"text after the tags; move it into the story above, or indent "
				"it further to "
				"continue the tag");
		}
		n++;
	}
}

/* The lines before the first tag, without empty ones at either end; returns the first tag's line.
 */
static size_t
read_story(struct reader *r, size_t n)
{
	struct buf story = {0};
	size_t blanks = 0;
	for (; n < r->h->last; n++) {
		struct content l;
		content_of(r, n, &l);
		if (is_tag(&l)) {
			break;
		}
		if (!l.len) {
			blanks++;
			continue;
		}
		for (size_t i = 0; story.len && i < blanks + 1; i++) {
			buf_addc(&story, '\n');
		}
		blanks = 0;
		r->h->story_line = r->h->story_line ? r->h->story_line : (int)n;
		for (size_t i = 1; i < l.indent; i++) {
			buf_addc(&story, ' ');
		}
		buf_add(&story, l.s, l.len);
	}
	r->p->story = arena_strndup(r->a, buf_str(&story), story.len);
	buf_free(&story);
	return n;
}

static size_t
read_title(struct reader *r, size_t n)
{
	struct content l = {0};
	while (n < r->h->last && (content_of(r, n, &l), !l.len)) {
		n++;
	}
	if (n >= r->h->last || is_tag(&l)) {
		problems_add(r->problems, r->p->file, (int)r->h->first,
			"no title; begin the header comment with a line `Name: one sentence.`");
		return n;
	}
	r->p->title = arena_strndup(r->a, l.s, l.len);
	r->h->title_line = (int)n;
	if (n + 1 < r->h->last && (content_of(r, n + 1, &l), l.len)) {
		problems_add(r->problems, r->p->file, (int)n + 1,
			"the title is one line; leave the next one empty");
	}
	return n + 1;
}

/* Only the delimiters on the first and the last line, a star at the beginning of each between. */
static bool
check_shape(struct reader *r)
{
	struct csource_line first = r->source.lines[r->h->first - 1],
			    last = r->source.lines[r->h->last - 1];
	const char *text = r->source.text;
	struct content l;
	if (r->h->first == r->h->last || first.len != 2) {
		problems_add(r->problems, r->p->file, (int)r->h->first,
			"the header comment begins with a line of only `/*`, and ends with "
			"one of only ` */`");
		return false;
	}
	content_of(r, r->h->last, &l);
	if (l.len != 1 || l.s[0] != '/' || l.indent || text[last.start + last.len - 1] != '/') {
		problems_add(r->problems, r->p->file, (int)r->h->last,
			"the header comment ends with a line of only ` */`");
		return false;
	}
	for (size_t n = r->h->first + 1; n < r->h->last; n++) {
		if (!content_of(r, n, &l)) {
			problems_add(r->problems, r->p->file, (int)n,
				"a line of the header begins with ` *`");
			return false;
		}
	}
	return true;
}

static void
read_comment(struct reader *r)
{
	if (!csource_header(&r->source, &r->h->first, &r->h->last)) {
		r->h->first = r->h->last = 0;
		problems_add(r->problems, r->p->file, 1,
			"no header comment; after the SPDX line comes a comment with title, "
			"story and tags");
		return;
	}
	if (!check_shape(r)) {
		return;
	}
	read_tags(r, read_story(r, read_title(r, r->h->first + 1)));
}

void
header_read(struct header *h, struct testcase *c, struct program *p, struct arena *a,
	struct problems *problems)
{
	struct reader r = {.h = h, .c = c, .p = p, .a = a, .problems = problems};
	struct problems own = {.arena = a};
	r.problems = &own;
	*h = (struct header){.program = p};
	p->title = p->story = "";
	h->readable = check_bytes(&r);
	if (h->readable) {
		csource_init(&r.source, a, p->text, p->text_len);
		read_comment(&r);
		marker_read(&r.source, p, a, &own);
	}
	h->sound = own.count == 0;
	problems_join(problems, &own);
}

size_t
header_count(const struct header *h, const char *tag)
{
	size_t count = 0;
	for (size_t i = 0; i < h->tag_count; i++) {
		count += strcmp(h->tags[i].rule->name, tag) == 0;
	}
	return count;
}

int
header_line(const struct header *h, const char *tag)
{
	for (size_t i = 0; i < h->tag_count; i++) {
		if (strcmp(h->tags[i].rule->name, tag) == 0) {
			return h->tags[i].line;
		}
	}
	return h->title_line ? h->title_line : 1;
}
