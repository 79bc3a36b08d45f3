// SPDX-License-Identifier: MIT
#include "report_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "detect_fixture.h"
#include "fs.h"
#include "log_seen.h"
#include "text.h"

const struct report_samples report_fixture_samples[] = {
	{"tsan-clang14", ".txt"},
	{"tsan-clang19", ".txt"},
	{"tsan-gcc12", ".txt"},
	{"helgrind-text", ".txt"},
	{"drd-text", ".txt"},
	{"helgrind", ".xml"},
	{"drd", ".xml"},
	{NULL, NULL},
};

struct list {
	struct arena *arena;
	struct report_read read;
};

static void
found(void *data, struct report *report)
{
	struct list *list = data;
	*ARENA_PUSH(list->arena, list->read.items, list->read.count) = report;
}

struct report_read
report_fixture_read(struct arena *a, struct span log, size_t chunk)
{
	struct list list = {.arena = a};
	struct report_log *l = report_log_create(a, found, &list);
	for (size_t i = 0; i < log.len;) {
		size_t n = chunk && chunk < log.len - i ? chunk : log.len - i;
		report_log_feed(l, log.s + i, n);
		i += n;
	}
	list.read.counts = report_log_finish(l);
	return list.read;
}

void
report_fixture_dump(struct buf *out, const struct report_read *read)
{
	const struct report_counts *c = &read->counts;
	for (size_t i = 0; i < read->count; i++) {
		const struct report *r = read->items[i];
		buf_addf(out, "%s %s line %zu, %zu times%s%s%s\n",
			detector_name(r->finding.detector), r->finding.fingerprint, r->line,
			r->times, r->cut ? ", cut" : "", r->headless ? ", headless" : "",
			r->unsymbolized ? ", unsymbolized" : "");
		fixture_dump_findings(out, &(struct findings){&read->items[i]->finding, 1});
		buf_add(out, r->finding.text, r->finding.text_len);
	}
	buf_addf(out,
		"%zu bytes, %zu lines, %zu reports, %zu duplicates, %zu cut, %zu dropped, %zu of "
		"%s\n",
		c->bytes, c->lines, c->reports, c->duplicates, c->cut, c->dropped, c->others,
		c->other ? c->other : "others");
	buf_addf(out, "abort %s, crash %s\n", c->abort ? c->abort : "none",
		c->crash ? c->crash : "none");
}

const struct report *
report_fixture_find(const struct report_read *all, const struct report *r)
{
	char one[HASH_HEX], other[HASH_HEX];
	log_seen_finding(one, &r->finding);
	for (size_t i = 0; i < all->count; i++) {
		log_seen_finding(other, &all->items[i]->finding);
		if (strcmp(one, other) == 0 && all->items[i]->cut == r->cut) {
			return all->items[i];
		}
	}
	return NULL;
}

size_t
report_fixture_each(report_sample *each, void *data)
{
	size_t count = 0;
	for (const struct report_samples *s = report_fixture_samples; s->folder; s++) {
		struct arena a = {0};
		const char *folder = fs_join(&a, HAZARD_SOURCE "/reports/samples", s->folder);
		const char **names = fs_list(&a, folder);
		cr_assert_not_null(names);
		for (; *names; names++) {
			if (text_ends(*names, s->suffix)) {
				size_t len;
				const char *path = fs_join(&a, folder, *names);
				const char *text = fixture_file(&a, path, &len);
				each(data, path, (struct span){text, len});
				count++;
			}
		}
		arena_free(&a);
	}
	return count;
}
