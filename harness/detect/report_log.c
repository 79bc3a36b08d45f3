// SPDX-License-Identifier: MIT
#include "report_log.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "fingerprint.h"
#include "log_state.h"
#include "mem.h"
#include "tsan.h"
#include "valgrind.h"

struct report_log *
report_log_create(struct arena *arena, report_found *found, void *data)
{
	struct report_log *log = mem_alloc(1, sizeof *log);
	log->arena = arena;
	log->found = found;
	log->data = data;
	log->arena_start = arena->bytes;
	return log;
}

static bool
parse_tsan(struct arena *arena, const struct log_piece *piece, struct finding *out)
{
	struct tsan_log said = {0};
	tsan_parse(piece->text.s, piece->text.len, arena, &said);
	if (!said.findings.count) {
		return false;
	}
	*out = said.findings.items[0];
	/* without its first line, a race is told by a side's heading alone */
	const struct access *first = &out->accesses[0];
	return !piece->headless ||
	       (first->stack.count > 0 && (out->kind != KIND_RACE || first->op != OP_NONE));
}

/* Without any it tells too little. */
static bool
has_stack(const struct finding *f)
{
	for (size_t i = 0; i < f->access_count; i++) {
		if (f->accesses[i].stack.count) {
			return true;
		}
	}
	return false;
}

/* As a document of its own. */
static bool
parse_xml(struct arena *arena, const struct log_piece *piece, struct finding *out)
{
	struct buf document = {0};
	struct valgrind_log said = {0};
	buf_addf(&document, "<valgrindoutput><tool>%s</tool><pid>%d</pid>",
		detector_name(piece->detector), piece->pid);
	buf_add(&document, piece->before.s, piece->before.len);
	buf_add(&document, piece->error.s, piece->error.len);
	buf_adds(&document, "</valgrindoutput>");
	valgrind_parse(document.data, document.len, arena, &said);
	buf_free(&document);
	if (said.findings.count) {
		*out = said.findings.items[0];
	}
	return said.findings.count > 0 && has_stack(out);
}

static bool
parse_text(struct arena *arena, const struct log_piece *piece, struct finding *out)
{
	struct valgrind_plain error = {.detector = piece->detector,
		.pid = piece->pid,
		.thread = piece->thread,
		.lines = piece->error,
		.births = piece->births,
		.birth_count = piece->birth_count};
	return valgrind_plain_parse(&error, arena, out) && has_stack(out);
}

static bool
parse(struct arena *arena, const struct log_piece *piece, struct finding *out)
{
	switch (piece->format) {
	case LOG_TSAN:
		return parse_tsan(arena, piece, out);
	case LOG_XML:
		return parse_xml(arena, piece, out);
	case LOG_TEXT:
		return parse_text(arena, piece, out);
	}
	return false;
}

static bool
is_unsymbolized(const struct finding *f)
{
	for (size_t i = 0; i < f->access_count; i++) {
		for (size_t k = 0; k < f->accesses[i].stack.count; k++) {
			if (f->accesses[i].stack.frames[k].line > 0) {
				return false;
			}
		}
	}
	return true;
}

/* A copy of the piece whose text lives in the arena. */
static struct log_piece
kept(struct report_log *log, const struct log_piece *piece)
{
	struct log_piece copy = *piece;
	copy.text.s = arena_strndup(log->arena, piece->text.s, piece->text.len);
	return copy;
}

static struct report *
add(struct report_log *log, const struct log_piece *piece)
{
	struct log_piece copy = kept(log, piece);
	struct report *r = arena_alloc(log->arena, 1, sizeof *r);
	parse(log->arena, &copy, &r->finding);
	finding_fingerprint(&r->finding, NULL);
	r->finding.text = copy.text.s + copy.unsaid;
	r->finding.text_len = copy.text.len - copy.unsaid;
	r->line = piece->line;
	r->times = 1;
	r->cut = piece->cut;
	r->headless = piece->headless;
	r->unsymbolized = is_unsymbolized(&r->finding);
	log->counts.reports++;
	log->counts.cut += r->cut;
	log->counts.unsymbolized += r->unsymbolized;
	return r;
}

/* Whether the digest is known: then it is one more of its report. */
static bool
is_again(struct report_log *log, const struct log_piece *piece, const char *digest)
{
	struct report *known = log_seen_find(&log->seen, digest);
	if (known && !piece->reprint) {
		known->times++;
		log->counts.duplicates++;
	}
	return known != NULL;
}

void
log_take(struct report_log *log, const struct log_piece *piece)
{
	char by_text[HASH_HEX], by_finding[HASH_HEX];
	struct span error = piece->format == LOG_TSAN ? piece->text : piece->error;
	log_seen_text(by_text, error, &log->scratch);
	if (is_again(log, piece, by_text)) {
		return;
	}
	struct arena scratch = {0};
	struct finding f = {0};
	bool found = parse(&scratch, piece, &f);
	if (found) {
		finding_fingerprint(&f, NULL);
		log_seen_finding(by_finding, &f);
	}
	arena_free(&scratch);
	if (!found) {
		return;
	}
	struct report *r = log_seen_find(&log->seen, by_finding);
	if (r) {
		is_again(log, piece, by_finding);
	} else if (log->counts.reports >= REPORT_LOG_MOST ||
		   log->arena->bytes - log->arena_start > REPORT_LOG_MOST_BYTES) {
		log->counts.dropped++;
		return;
	} else {
		r = add(log, piece);
		log_seen_add(&log->seen, by_finding, r);
		log->found(log->data, r);
	}
	log_seen_add(&log->seen, by_text, r);
}

void
log_other(struct report_log *log, struct span tool)
{
	log->counts.others++;
	if (!log->counts.other) {
		log->counts.other = arena_strndup(log->arena, tool.s, tool.len);
	}
}

void
report_log_feed(struct report_log *log, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t n = len - i < LOG_SLICE ? len - i : LOG_SLICE;
		buf_add(&log->in, bytes + i, n);
		log->counts.bytes += n;
		i += n;
		log_input_run(log, false);
	}
}

struct report_counts
report_log_finish(struct report_log *log)
{
	log_input_run(log, true);
	log_tsan_finish(log);
	log_text_finish(log);
	log_xml_finish(log);
	size_t rest = log_input_end(log) - log->counted;
	log->counts.lines = log->lines;
	if (rest) {
		log->counts.lines +=
			log_scan_lines(log->in.data + (log->counted - log->base), rest);
		log->counts.lines += log->in.data[log->in.len - 1] != '\n';
	}
	struct report_counts counts = log->counts;
	log_seen_free(&log->seen);
	buf_free(&log->in);
	buf_free(&log->plain);
	buf_free(&log->mended);
	buf_free(&log->scratch);
	free(log);
	return counts;
}
