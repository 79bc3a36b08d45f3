// SPDX-License-Identifier: MIT
#include "valgrind.h"

#include <assert.h>
#include <expat.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "findings.h"
#include "mem.h"
#include "text.h"
#include "valgrind_state.h"

static const char *const element_names[] = {
#define ELEMENT(id, name) [id] = name,
	VALGRIND_ELEMENTS(ELEMENT)
#undef ELEMENT
};

static enum element
element_of(const char *name)
{
	for (size_t i = 0; i < sizeof element_names / sizeof *element_names; i++) {
		if (element_names[i] && strcmp(element_names[i], name) == 0) {
			return (enum element)i;
		}
	}
	return E_OTHER;
}

static void
on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
	(void)attributes;
	struct valgrind_state *s = data;
	if (s->depth == DEEPEST) {
		XML_StopParser(s->parser, XML_FALSE);
		return;
	}
	enum element parent = s->depth ? s->open[s->depth - 1] : E_OTHER;
	enum element e = element_of(name);
	s->open[s->depth++] = e;
	s->text.len = 0;
	if (e == E_ERROR) {
		s->start = (size_t)XML_GetCurrentByteIndex(s->parser);
	}
	valgrind_element_start(s, e, parent);
}

static void
on_end(void *data, const XML_Char *name)
{
	(void)name;
	struct valgrind_state *s = data;
	if (!s->depth) {
		return;
	}
	enum element e = s->open[--s->depth];
	enum element parent = s->depth ? s->open[s->depth - 1] : E_OTHER;
	if (e == E_ERROR) {
		size_t end = (size_t)XML_GetCurrentByteIndex(s->parser) +
			     (size_t)XML_GetCurrentByteCount(s->parser);
		bool sane = s->start <= end && end <= s->original_len;
		s->element = (struct span){s->original + s->start, sane ? end - s->start : 0};
	}
	struct span text = span_trim((struct span){buf_str(&s->text), s->text.len});
	valgrind_element_end(s, e, parent, text);
	buf_clear(&s->text);
}

static void
on_text(void *data, const XML_Char *text, int len)
{
	struct valgrind_state *s = data;
	buf_add(&s->text, text, (size_t)len);
}

static void
on_doctype(void *data, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id,
	int internal)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)internal;
	struct valgrind_state *s = data;
	s->doctype = true;
	XML_StopParser(s->parser, XML_FALSE);
}

/* Whether XML 1.0 can carry the character of n bytes at s (production 2, without the
 * non-characters' fine print). */
static bool
is_xml(const char *s, size_t n)
{
	unsigned char c = (unsigned char)s[0];
	if (n == 1) {
		return c >= 0x20 || c == '\t' || c == '\n' || c == '\r';
	}
	/* U+FFFE and U+FFFF */
	return !(n == 3 && c == 0xEF && (unsigned char)s[1] == 0xBF && (unsigned char)s[2] >= 0xBE);
}

/* A copy of the same length without what XML can't carry, or NULL where `t` is fine as it is.
 * Owned, free(). */
static char *
cleaned(struct span t)
{
	char *copy = NULL;
	for (size_t i = 0; i < t.len;) {
		size_t n = text_utf8(t.s + i, t.len - i);
		if (n && is_xml(t.s + i, n)) {
			i += n;
			continue;
		}
		if (!copy) {
			copy = mem_alloc(t.len, 1);
			memcpy(copy, t.s, t.len);
		}
		for (size_t end = i + (n ? n : 1); i < end; i++) {
			copy[i] = '?';
		}
	}
	return copy;
}

static void
broken(struct valgrind_state *s, const char *reason)
{
	s->log->broken++;
	s->log->reason = reason;
}

static void
parse_document(struct valgrind_state *s, struct span text)
{
	char *clean = cleaned(text);
	XML_Parser parser = XML_ParserCreate("UTF-8");
	if (!parser) {
		abort();
	}
	s->parser = parser;
	s->original = text.s;
	s->original_len = text.len;
	s->depth = 0;
	s->doctype = false;
	XML_SetUserData(parser, s);
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_SetStartDoctypeDeclHandler(parser, on_doctype);
	XML_SetHashSalt(parser,
		1); /* else seeded by the clock and the process: parsing draws no randomness */
	s->log->documents++;
	assert(text.len <= INT_MAX);
	if (XML_Parse(parser, clean ? clean : text.s, (int)text.len, XML_TRUE) != XML_STATUS_OK) {
		broken(s, s->doctype ? "a DOCTYPE, which Valgrind never writes"
				     : XML_ErrorString(XML_GetErrorCode(parser)));
	}
	XML_ParserFree(parser);
	free(clean);
	valgrind_document_end(s);
}

/* The next document begins at its XML declaration, at the start of a line: '<' in any text is
 * escaped. */
static size_t
document_end(struct span t)
{
	ptrdiff_t next = t.len > 1 ? span_find(span_from(t, 1), "<?xml ") : -1;
	return next < 0 ? t.len : (size_t)next + 1;
}

void
valgrind_state_free(struct valgrind_state *s)
{
	VEC_FREE(&s->findings);
	VEC_FREE(&s->accesses);
	VEC_FREE(&s->threads);
	VEC_FREE(&s->locks);
	VEC_FREE(&s->frames);
	VEC_FREE(&s->announced);
	buf_free(&s->text);
}

static void
merge(struct valgrind_state *s)
{
	findings_append(&s->log->findings, s->arena, s->findings.items, s->findings.len);
	valgrind_state_free(s);
}

void
valgrind_parse(const char *text, size_t len, struct arena *arena, struct valgrind_log *log)
{
	struct valgrind_state s = {.arena = arena, .log = log};
	if (len > VALGRIND_MOST_BYTES) {
		log->documents++;
		broken(&s, "more than 64 MiB");
		return;
	}
	for (struct span rest = {text, len}; rest.len;) {
		size_t end = document_end(rest);
		if (span_trim(span_slice(rest, 0, end)).len) {
			parse_document(&s, span_slice(rest, 0, end));
		}
		rest = span_from(rest, end);
	}
	merge(&s);
}
