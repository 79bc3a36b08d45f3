// SPDX-License-Identifier: MIT
/*
 * libFuzzer target: any bytes are a log.  The first one says how it is cut into pieces, which must make no
 * difference.  Seeds: reports/samples (all), testdata/corpus-report-log.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "fingerprint.h"
#include "report_log.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 64 };

struct seen {
	struct report *reports[MOST];
	size_t count;
};

static void
found(void *data, struct report *report)
{
	struct seen *seen = data;
	const struct finding *f = &report->finding;
	assert(f->access_count > 0 && f->words && f->kind < KIND_COUNT && f->fingerprint[0]);
	assert(f->text && memchr(f->text, '\0', f->text_len + 1));
	assert(report->line > 0 && report->times == 1);
	if (seen->count < MOST) {
		seen->reports[seen->count] = report;
	}
	seen->count++;
}

static struct report_counts
read_all(struct arena *a, struct seen *seen, const char *text, size_t size, size_t chunk)
{
	struct report_log *log = report_log_create(a, found, seen);
	for (size_t i = 0; i < size;) {
		size_t n = size - i < chunk ? size - i : chunk;
		char *piece = malloc(n); /* exactly as long, so that reading beyond it is seen */
		memcpy(piece, text + i, n);
		report_log_feed(log, piece, n);
		free(piece);
		i += n;
	}
	return report_log_finish(log);
}

static void
same(const struct report *a, const struct report *b)
{
	assert(strcmp(a->finding.fingerprint, b->finding.fingerprint) == 0);
	assert(a->line == b->line && a->times == b->times && a->cut == b->cut);
	assert(a->finding.text_len == b->finding.text_len);
	assert(memcmp(a->finding.text, b->finding.text, a->finding.text_len) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct seen whole = {0}, pieces = {0};
	size_t chunk = size ? 1 + data[0] * (data[0] & 1 ? 1 : 257u) : 1;
	const char *text = (const char *)data + (size > 0);
	size_t len = size - (size > 0);
	struct report_counts one = read_all(&a, &whole, text, len, len + 1);
	struct report_counts two = read_all(&a, &pieces, text, len, chunk);
	assert(one.reports == whole.count && two.reports == pieces.count);
	assert(one.reports == two.reports && one.duplicates == two.duplicates);
	assert(one.lines == two.lines && one.others == two.others && one.cut == two.cut);
	for (size_t i = 0; i < whole.count && i < MOST; i++) {
		same(whole.reports[i], pieces.reports[i]);
		finding_locate(&whole.reports[i]->finding, "src/race.c");
		finding_fingerprint(&whole.reports[i]->finding, NULL);
	}
	arena_free(&a);
	return 0;
}
