// SPDX-License-Identifier: MIT
/* Valgrind's XML in a log: its errors and announcements, an element at a time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "log_state.h"
#include "words.h"

/* Elements that hold others. */
static const char *const containers[] = {"error", "announcethread", "stack", "frame", "xwhat",
	"xauxwhat", "acquired_at", "first_observed_at", "allocation_context", "other_segment_start",
	"other_segment_end", "confl_wait_call", "suppression", "sframe", NULL};

/* The name in "<name>" or "</name>" at the start; empty: there is none. */
static struct span
tag_name(struct span t, bool *end)
{
	size_t i = 1;
	*end = t.len > 1 && t.s[1] == '/';
	i += *end;
	size_t start = i;
	while (i < t.len && ((t.s[i] >= 'a' && t.s[i] <= 'z') || t.s[i] == '_')) {
		i++;
	}
	bool tag = t.len && t.s[0] == '<' && i > start && i < t.len && t.s[i] == '>';
	return tag ? span_slice(t, start, i) : (struct span){0};
}

static bool
is_container(struct span name)
{
	for (size_t i = 0; containers[i]; i++) {
		if (span_equals(name, containers[i])) {
			return true;
		}
	}
	return false;
}

/* Takes what was glued behind "<name>…</name>" off; false: its end is not there. */
static bool
is_closed(struct span *t, struct span name)
{
	for (size_t i = name.len + 2; i + name.len + 3 <= t->len; i++) {
		const char *less = memchr(t->s + i, '<', t->len - name.len - 2 - i);
		if (!less) {
			return false;
		}
		i = (size_t)(less - t->s);
		if (less[1] == '/' && memcmp(less + 2, name.s, name.len) == 0 &&
			less[name.len + 2] == '>') {
			t->len = i + name.len + 3;
			return true;
		}
	}
	return false;
}

static struct span
span_buf(const struct buf *b)
{
	return (struct span){buf_str(b), b->len};
}

/* From the line's first tag on, behind a prefix; empty: it has none. */
static struct span
first_tag(struct span line)
{
	for (size_t i = 0; i < line.len; i++) {
		const char *less = memchr(line.s + i, '<', line.len - i);
		if (!less) {
			break;
		}
		bool end;
		i = (size_t)(less - line.s);
		if (tag_name(span_from(line, i), &end).len) {
			return span_from(line, i);
		}
	}
	return (struct span){0};
}

/* What stands between a leaf's tags. */
static struct span
value(struct span t, struct span name)
{
	return span_slice(t, name.len + 2, t.len - name.len - 3);
}

/* By the error's kind alone, for a document without its beginning. */
static bool
guess(struct span error, enum detector *d)
{
	static const char open[] = "<kind>";
	char kind[32] = "";
	ptrdiff_t at = span_find(error, open);
	if (at < 0) {
		return false;
	}
	struct span rest = span_from(error, (size_t)at + sizeof open - 1);
	ptrdiff_t end = span_find(rest, "<");
	if (end <= 0 || (size_t)end >= sizeof kind) {
		return false;
	}
	memcpy(kind, rest.s, (size_t)end);
	bool helgrind = strcmp(kind, "Misc") == 0 ||
			words_valgrind_kind(DET_HELGRIND, kind, "") != KIND_UNKNOWN;
	bool drd = strcmp(kind, "MutexErr") == 0 || strcmp(kind, "RwlockErr") == 0 ||
		   words_valgrind_kind(DET_DRD, kind, "") != KIND_UNKNOWN;
	*d = helgrind ? DET_HELGRIND : DET_DRD;
	return helgrind || drd;
}

static void
error_end(struct report_log *log, bool cut)
{
	struct log_document *doc = &log->document;
	enum detector d = doc->detector;
	struct span error = span_buf(&doc->element);
	if (doc->other || (!doc->known && !guess(error, &d))) {
		if (!cut) {
			log_other(log, doc->other ? span_of(doc->tool) : SPAN("Valgrind"));
		}
	} else {
		log_take(log, &(struct log_piece){
				      .format = LOG_XML,
				      .detector = d,
				      .text = error,
				      .error = error,
				      .before = span_buf(&doc->before),
				      .pid = doc->pid,
				      .line = doc->line,
				      .cut = cut,
			      });
	}
	buf_clear(&doc->element);
}

/* The element that is being read goes no further: what of an error is whole is taken. */
static void
element_cut(struct report_log *log)
{
	struct log_document *doc = &log->document;
	if (doc->element.len && doc->is_error && doc->whole) {
		doc->element.len = doc->whole;
		buf_adds(&doc->element, "</error>\n");
		error_end(log, true);
	}
	buf_clear(&doc->element);
	doc->leaf = false;
	doc->depth = 0;
}

static void
element_begin(struct log_document *doc, const struct log_line *line, bool is_error)
{
	buf_clear(&doc->element);
	doc->is_error = is_error;
	doc->depth = 0;
	doc->whole = 0;
	doc->leaf = false;
	doc->line = line->number;
}

static void
add(struct log_document *doc, size_t indent, struct span t)
{
	for (size_t i = 0; i < indent; i++) {
		buf_adds(&doc->element, "  ");
	}
	buf_add(&doc->element, t.s, t.len);
	buf_addc(&doc->element, '\n');
}

/* A child of the element is complete. */
static void
child_end(struct log_document *doc, struct span name)
{
	bool stack = span_equals(name, "stack");
	if (doc->depth == 1 && (stack || doc->whole)) {
		doc->whole = doc->element.len;
	}
}

static void
element_end(struct report_log *log)
{
	struct log_document *doc = &log->document;
	if (doc->is_error) {
		error_end(log, false);
		return;
	}
	if (doc->before.len + doc->element.len < LOG_MOST_BIRTHS) {
		buf_add(&doc->before, doc->element.data, doc->element.len);
	}
	buf_clear(&doc->element);
}

/* A tag inside the element. */
static void
inside(struct report_log *log, struct span t, struct span name, bool end)
{
	struct log_document *doc = &log->document;
	if (doc->element.len > LOG_MOST_REPORT) {
		element_cut(log);
		return;
	}
	struct span whole =
		span_slice(t, 0, name.len + 2 + end); /* without what is glued behind it */
	if (end) {
		t = whole;
		doc->depth -= doc->depth > 0;
		add(doc, doc->depth, t);
		if (doc->depth == 0) {
			element_end(log);
		} else {
			child_end(doc, name);
		}
	} else if (is_container(name)) {
		add(doc, doc->depth, whole);
		doc->depth++;
	} else {
		doc->leaf = !is_closed(&t, name);
		add(doc, doc->depth, t);
		if (doc->leaf) {
			doc->element.len--; /* its newline */
		} else {
			child_end(doc, name);
		}
	}
}

/* Where the last line of the element begins. */
static size_t
last_line(const struct log_document *doc)
{
	size_t start = doc->element.len;
	while (start > 0 && doc->element.data[start - 1] != '\n') {
		start--;
	}
	return start;
}

/* Whether a line that begins with this tag can be the rest of the open leaf: only with the leaf's own end. */
static bool
is_rest(const struct log_document *doc, struct span name, bool end)
{
	bool own_end;
	struct span leaf = span_trim(span_from(span_buf(&doc->element), last_line(doc)));
	struct span own = tag_name(leaf, &own_end);
	return end && own.len == name.len && memcmp(own.s, name.s, name.len) == 0;
}

static void
leaf_drop(struct log_document *doc)
{
	doc->element.len = last_line(doc);
	doc->leaf = false;
}

/* More of a leaf that a terminal wrapped, or that has several lines. */
static void
more_of_leaf(struct log_document *doc, struct span line)
{
	size_t start = last_line(doc);
	/* copying loses a blank at the end of a line */
	buf_adds(&doc->element, log_wrap_width(doc->columns) > doc->columns ? " " : "");
	doc->columns = line.len;
	buf_add(&doc->element, line.s, line.len);
	struct span leaf = span_trim(span_from(span_buf(&doc->element), start));
	bool end;
	struct span name = tag_name(leaf, &end);
	if (is_closed(&leaf, name)) {
		doc->element.len = (size_t)(leaf.s + leaf.len - doc->element.data);
		buf_addc(&doc->element, '\n');
		doc->leaf = false;
		child_end(doc, name);
	}
}

static void
head(struct report_log *log, struct span t, struct span name)
{
	struct log_document *doc = &log->document;
	if (!is_closed(&t, name)) {
		return;
	}
	struct span said = value(t, name);
	if (span_equals(name, "tool")) {
		doc->known = span_equals(said, "helgrind") || span_equals(said, "drd");
		doc->other = !doc->known;
		doc->detector = span_equals(said, "helgrind") ? DET_HELGRIND : DET_DRD;
		snprintf(doc->tool, sizeof doc->tool, "%.*s", (int)said.len, said.s);
	} else if (span_equals(name, "signame") && !log->counts.crash) {
		log->counts.crash = arena_printf(log->arena, "signal %.*s", (int)said.len, said.s);
	} else if (span_equals(name, "pid")) {
		size_t pid = span_number(said);
		doc->pid = pid > 0x7FFFFFFF ? 0 : (int)pid;
	}
}

static void
document_end(struct report_log *log)
{
	element_cut(log);
	struct buf element = log->document.element, before = log->document.before;
	buf_clear(&before);
	log->document = (struct log_document){.element = element, .before = before};
}

static void
tag(struct report_log *log, const struct log_line *line, struct span t, struct span name, bool end)
{
	struct log_document *doc = &log->document;
	bool error = span_equals(name, "error"), birth = span_equals(name, "announcethread");
	if (span_equals(name, "valgrindoutput")) {
		document_end(log);
		doc->open = !end;
	} else if (!end && (error || birth)) {
		element_cut(log);
		element_begin(doc, line, error);
		add(doc, 0, t);
		doc->depth = 1;
		doc->open = true;
	} else if (doc->element.len) {
		inside(log, t, name, end);
	} else if (!end) {
		head(log, t, name);
		doc->foreign++;
		return;
	}
	doc->foreign = 0;
}

void
log_xml_take(struct report_log *log, const struct log_line *line)
{
	struct log_document *doc = &log->document;
	bool end;
	struct span t = first_tag(line->plain), name = tag_name(t, &end);
	if (doc->leaf && name.len && !is_rest(doc, name, end)) {
		leaf_drop(doc);
	}
	if (doc->leaf) {
		more_of_leaf(doc, line->plain);
		doc->foreign++;
	} else if (name.len) {
		doc->columns = line->plain.len;
		tag(log, line, t, name, end);
	} else {
		doc->foreign++;
	}
	if (doc->foreign > LOG_MOST_FOREIGN || doc->element.len > LOG_MOST_REPORT) {
		element_cut(log);
		doc->open = false;
		doc->foreign = 0;
	}
}

void
log_xml_finish(struct report_log *log)
{
	document_end(log);
	buf_free(&log->document.element);
	buf_free(&log->document.before);
}
