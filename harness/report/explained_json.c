// SPDX-License-Identifier: MIT
/* As JSON: every cause in full. */
#include "buf.h"
#include "explained.h"
#include "explanation.h"
#include "json.h"
#include "kind.h"

static void
string(struct json *j, const char *key, const char *value)
{
	jsonw_key(j, key);
	jsonw_string(j, value);
}

static void
integer(struct json *j, const char *key, int64_t value)
{
	jsonw_key(j, key);
	jsonw_int(j, value);
}

static void
strings(struct json *j, const char *key, const char *const *list, size_t count)
{
	jsonw_key(j, key);
	jsonw_array(j);
	for (size_t i = 0; i < count; i++) {
		jsonw_string(j, list[i]);
	}
	jsonw_end(j);
}

static void
add_source(struct json *j, const struct explained_source *s)
{
	jsonw_key(j, "source");
	if (!s->file) {
		jsonw_null(j);
		return;
	}
	jsonw_object(j);
	string(j, "file", s->file);
	integer(j, "line", s->focus);
	string(j, "warning", s->warning);
	integer(j, "first", s->first);
	strings(j, "lines", s->lines, s->line_count);
	jsonw_end(j);
}

static void
add_site(struct json *j, const struct frame *f)
{
	jsonw_key(j, "site");
	if (!f) {
		jsonw_null(j);
		return;
	}
	jsonw_object(j);
	string(j, "function", f->function);
	string(j, "file", f->file);
	integer(j, "line", f->line);
	integer(j, "column", f->column);
	jsonw_end(j);
}

static void
add_side(struct json *j, const struct explanation *e, size_t i)
{
	const struct explained_side *side = &e->sides[i];
	const struct access *a = i < e->finding->access_count ? &e->finding->accesses[i] : NULL;
	jsonw_object(j);
	string(j, "words", side->words);
	string(j, "locks", side->locks);
	string(j, "operation", a ? access_op_name(a->op) : NULL);
	string(j, "thread", a ? a->thread : NULL);
	add_site(j, side->site);
	add_source(j, &side->source);
	jsonw_end(j);
}

static void
add_class(struct json *j, const struct explanation *e)
{
	static const char *const words[] = {"not sure", "likely", "sure"};
	string(j, "pattern", e->pattern);
	string(j, "class", e->class);
	strings(j, "candidates", (const char *const *)e->candidates, e->candidates[0] ? 2 : 0);
	string(j, "certainty", words[e->certainty]);
	string(j, "class_reason", e->class_reason);
}

static void
add_lines(struct json *j, const struct explanation *e)
{
	jsonw_key(j, "lines");
	jsonw_array(j);
	for (size_t i = 0; i < e->line_count; i++) {
		jsonw_object(j);
		string(j, "text", e->lines[i].text);
		string(j, "note", e->lines[i].note);
		integer(j, "side", e->lines[i].side);
		jsonw_end(j);
	}
	jsonw_end(j);
}

static void
add_one(struct json *j, const struct explanation *e)
{
	jsonw_object(j);
	string(j, "detector", detector_name(e->finding->detector));
	string(j, "kind", kind_name(e->finding->kind));
	string(j, "tool_words", e->finding->words);
	string(j, "fingerprint", e->finding->fingerprint[0] ? e->finding->fingerprint : NULL);
	integer(j, "count", e->count);
	string(j, "title", e->title);
	string(j, "what", e->what);
	string(j, "missing", e->missing);
	string(j, "harm", e->harm);
	add_class(j, e);
	jsonw_key(j, "sides");
	jsonw_array(j);
	for (size_t i = 0; i < e->side_count; i++) {
		add_side(j, e, i);
	}
	jsonw_end(j);
	strings(j, "remedies", e->remedies, e->remedy_count);
	strings(j, "silencers", e->silencers, e->silencer_count);
	strings(j, "cases", e->cases, e->case_count);
	string(j, "next", e->next);
	string(j, "next_why", e->next_why);
	add_lines(j, e);
	jsonw_end(j);
}

void
explained_json(
	const struct explanations *all, struct buf *out, const struct explained_options *options)
{
	struct json j;
	(void)options;
	jsonw_init(&j, out);
	jsonw_object(&j);
	integer(&j, "reports", all->reports);
	integer(&j, "causes", (int64_t)all->count);
	integer(&j, "cut", all->cut);
	string(&j, "first_reason", all->first_reason);
	strings(&j, "notes", all->notes, all->note_count);
	jsonw_key(&j, "explanations");
	jsonw_array(&j);
	for (size_t i = 0; i < all->count; i++) {
		add_one(&j, &all->items[i]);
	}
	jsonw_end(&j);
	jsonw_end(&j);
}
