// SPDX-License-Identifier: MIT
#include "report_json_finding.h"

#include <stdio.h>
#include <string.h>

#include "report_words.h"

enum { TEXT_MAX = 64 * 1024 };

void
json_put_string(struct json *j, const char *key, const char *value)
{
	jsonw_key(j, key);
	jsonw_string(j, value);
}

void
json_put_int(struct json *j, const char *key, int64_t value)
{
	jsonw_key(j, key);
	jsonw_int(j, value);
}

static void
add_entry(struct writer *w, const struct entry *entry)
{
	struct entry *e = VEC_PUSH(&w->entries);
	*e = *entry;
	if (e->finding->fingerprint[0]) {
		snprintf(e->key, sizeof e->key, "%s", e->finding->fingerprint);
	} else {
		snprintf(e->key, sizeof e->key, "none:%zu", w->entries.len);
	}
}

static void
collect_detector(struct writer *w, const struct testcase *t, const struct program *p,
	enum detector d, const struct detector_verdict *v)
{
	for (size_t i = 0; v->asked && i < v->sighting_count; i++) {
		const struct sighting *s = &v->sightings[i];
		if (s->finding) {
			add_entry(w, &(struct entry){"", s->finding, t, p, d, s->runs});
		}
	}
}

void
json_collect_findings(struct writer *w)
{
	const struct result *r = w->result;
	for (size_t c = 0; c < r->case_count; c++) {
		for (size_t p = 0; p < r->cases[c].program_count; p++) {
			const struct program_verdict *v = &r->cases[c].programs[p];
			for (int d = 0; d < DET_COUNT; d++) {
				collect_detector(w, r->cases[c].testcase, v->program,
					(enum detector)d, &v->detectors[d]);
			}
		}
	}
}

const char *
json_finding_key(const struct writer *w, const struct finding *f)
{
	for (size_t i = 0; i < w->entries.len; i++) {
		if (w->entries.items[i].finding == f) {
			return w->entries.items[i].key;
		}
	}
	return "none";
}

static void
write_file(struct writer *w, const struct program *p, const char *file)
{
	if (!file) {
		jsonw_null(&w->json);
		return;
	}
	buf_clear(&w->scratch);
	report_path(&w->scratch, w->result, p, file);
	jsonw_string_len(&w->json, buf_str(&w->scratch), w->scratch.len);
}

static void
write_stack(struct writer *w, const char *key, const struct program *p, const struct stack *s)
{
	struct json *j = &w->json;
	jsonw_key(j, key);
	jsonw_array(j);
	for (size_t i = 0; i < s->count; i++) {
		const struct frame *f = &s->frames[i];
		const char *slash = f->module ? strrchr(f->module, '/') : NULL;
		jsonw_object(j);
		json_put_string(j, "function", f->function);
		jsonw_key(j, "file");
		write_file(w, p, f->file);
		json_put_int(j, "line", f->line);
		json_put_int(j, "column", f->column);
		json_put_string(j, "module", slash ? slash + 1 : f->module);
		jsonw_end(j);
	}
	jsonw_end(j);
}

static void
write_side(struct writer *w, const struct program *p, const struct access *a)
{
	struct json *j = &w->json;
	jsonw_object(j);
	json_put_string(j, "op", a->op == OP_NONE ? NULL : access_op_name(a->op));
	json_put_int(j, "size", (int64_t)a->size);
	json_put_string(j, "thread", a->thread);
	json_put_string(j, "locks", a->locks);
	json_put_string(j, "words", a->words);
	jsonw_key(j, "site");
	if (a->site_line) {
		jsonw_object(j);
		jsonw_key(j, "file");
		write_file(w, p, a->site_file ? a->site_file : p->file);
		json_put_int(j, "line", a->site_line);
		jsonw_end(j);
	} else {
		jsonw_null(j);
	}
	write_stack(w, "stack", p, &a->stack);
	jsonw_end(j);
}

static void
write_location(struct writer *w, const struct program *p, const struct location *l)
{
	static const char *const kinds[] = {
		[LOCATION_NONE] = NULL,
		[LOCATION_GLOBAL] = "global",
		[LOCATION_HEAP] = "heap",
		[LOCATION_STACK] = "stack",
		[LOCATION_TLS] = "tls",
		[LOCATION_FD] = "fd",
	};
	struct json *j = &w->json;
	jsonw_key(j, "location");
	if (l->kind == LOCATION_NONE) {
		jsonw_null(j);
		return;
	}
	jsonw_object(j);
	json_put_string(j, "kind", kinds[l->kind]);
	json_put_string(j, "name", l->name);
	json_put_int(j, "size", (int64_t)l->size);
	json_put_string(j, "words", l->words);
	write_stack(w, "allocation", p, &l->allocation);
	jsonw_end(j);
}

static void
write_births(struct writer *w, const char *key, const struct program *p, const struct birth *births,
	size_t count)
{
	struct json *j = &w->json;
	jsonw_key(j, key);
	jsonw_array(j);
	for (size_t i = 0; i < count; i++) {
		jsonw_object(j);
		json_put_string(j, "name", births[i].name);
		json_put_string(j, "words", births[i].words);
		write_stack(w, "stack", p, &births[i].stack);
		jsonw_end(j);
	}
	jsonw_end(j);
}

static void
write_text(struct writer *w, const struct finding *f)
{
	jsonw_key(&w->json, "text");
	if (!f->text) {
		jsonw_null(&w->json);
		return;
	}
	buf_clear(&w->scratch);
	report_text(
		&w->scratch, w->result, f->text, f->text_len < TEXT_MAX ? f->text_len : TEXT_MAX);
	jsonw_string_len(&w->json, buf_str(&w->scratch), w->scratch.len);
}

/* What one detector said of it on one program. */
static void
write_report(struct writer *w, const struct entry *e)
{
	struct json *j = &w->json;
	const struct finding *f = e->finding;
	jsonw_object(j);
	json_put_string(j, "case", e->testcase->id);
	json_put_string(j, "program", e->program->file);
	json_put_string(j, "detector", detector_name(e->detector));
	json_put_int(j, "runs", e->runs);
	json_put_string(j, "words", f->words);
	jsonw_key(j, "accesses");
	jsonw_array(j);
	for (size_t i = 0; i < f->access_count; i++) {
		write_side(w, e->program, &f->accesses[i]);
	}
	jsonw_end(j);
	write_location(w, e->program, &f->location);
	write_births(w, "threads", e->program, f->threads, f->thread_count);
	write_births(w, "locks", e->program, f->locks, f->lock_count);
	write_text(w, f);
	jsonw_end(j);
}

static bool
first_of_its_key(const struct writer *w, size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (strcmp(w->entries.items[i].key, w->entries.items[index].key) == 0) {
			return false;
		}
	}
	return true;
}

void
json_write_findings(struct writer *w)
{
	struct json *j = &w->json;
	jsonw_key(j, "findings");
	jsonw_object(j);
	for (size_t i = 0; i < w->entries.len; i++) {
		const struct entry *e = &w->entries.items[i];
		if (!first_of_its_key(w, i)) {
			continue;
		}
		jsonw_key(j, e->key);
		jsonw_object(j);
		json_put_string(j, "kind", kind_name(e->finding->kind));
		jsonw_key(j, "reports");
		jsonw_array(j);
		for (size_t k = i; k < w->entries.len; k++) {
			if (strcmp(w->entries.items[k].key, e->key) == 0) {
				write_report(w, &w->entries.items[k]);
			}
		}
		jsonw_end(j);
		jsonw_end(j);
	}
	jsonw_end(j);
}
