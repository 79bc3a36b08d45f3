// SPDX-License-Identifier: MIT
/*
 * What `hazard explain` says of real reports: of each kind of each tool in reports/samples.  HAZARD_BLESS=1 writes the
 * texts anew; they are read by a person, line by line, before they are committed.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "explain.h"
#include "explain_input.h"
#include "explain_source.h"
#include "explained.h"
#include "fs.h"
#include "kind.h"
#include "text.h"

#define SAMPLES HAZARD_SOURCE "/reports/samples"
#define GOLDEN  HAZARD_SOURCE "/harness/cmd/testdata/explained"

enum { MOST_BYTES = 1 << 20 };

/* Of the other versions of ThreadSanitizer only what is another kind, or another form. */
static const struct {
	const char *folder, *only[3];
} folders[] = {
	{"tsan-clang14", {NULL}},
	{"tsan-clang19", {"wrong-context.txt", "race.txt"}},
	{"tsan-gcc12", {"race.txt", "lock-order.txt"}},
	{"helgrind", {NULL}},
	{"drd", {NULL}},
};

enum { FOLDERS = sizeof folders / sizeof *folders };

static bool
wanted(size_t folder, const char *name)
{
	const char *const *only = folders[folder].only;
	if (!text_ends(name, ".txt") && !text_ends(name, ".xml")) {
		return false;
	}
	for (size_t i = 0; only[i]; i++) {
		if (strcmp(only[i], name) == 0) {
			return true;
		}
	}
	return !only[0];
}

/* False: there is no report in it. */
static bool
explain_sample(struct arena *a, const char *path, struct buf *out, bool seen[static KIND_COUNT])
{
	struct explain_input in;
	struct explain_places places = {0};
	struct explain_request r = {0};
	cr_assert(explain_places_map(&places, "/hazard/src=" SAMPLES "/src"));
	cr_assert(explain_input_read(&in, a, &path, 1));
	r.counts = in.counts;
	r.files = explain_source_read(&places, a, explain_files(a, &in.findings), &r.file_count);
	struct explanations e = explain_findings(a, &in.findings, &r);
	e.notes = explain_input_notes(&in, a, &e.note_count);
	for (size_t i = 0; i < e.count; i++) {
		seen[e.items[i].finding->kind] = true;
	}
	if (e.count && out) {
		explained_term(&e, out,
			&(struct explained_options){
				.report = {.utf8 = true, .width = 80}, .all = true});
	}
	return e.count;
}

static void
compare(const char *path, const struct buf *got)
{
	struct buf expected = {0};
	if (getenv("HAZARD_BLESS")) {
		cr_assert(fs_write(path, buf_str(got), got->len));
		return;
	}
	cr_assert(fs_read(path, MOST_BYTES, &expected), "%s; HAZARD_BLESS=1 writes it", path);
	const char *a = buf_str(&expected), *b = buf_str(got);
	while (*a && *b) {
		size_t n = strcspn(a, "\n"), m = strcspn(b, "\n");
		if (n != m || memcmp(a, b, n) != 0) {
			break;
		}
		a += n + (a[n] == '\n');
		b += m + (b[m] == '\n');
	}
	cr_expect(!*a && !*b, "%s\n--- expected\n%.300s\n+++ got\n%.300s", path, a, b);
	buf_free(&expected);
}

Test(explain_golden, of_every_kind_of_every_tool)
{
	bool golden[DET_COUNT][KIND_COUNT] = {{0}}, all[DET_COUNT][KIND_COUNT] = {{0}};
	for (size_t i = 0; i < FOLDERS; i++) {
		struct arena a = {0};
		enum detector d = text_starts(folders[i].folder, "tsan")  ? DET_TSAN
				  : strcmp(folders[i].folder, "drd") == 0 ? DET_DRD
									  : DET_HELGRIND;
		const char *folder = arena_printf(&a, SAMPLES "/%s", folders[i].folder);
		const char **names = fs_list(&a, folder);
		cr_assert_not_null(names);
		for (size_t k = 0; names[k]; k++) {
			struct buf out = {0};
			bool is_wanted = wanted(i, names[k]);
			if (text_ends(names[k], ".expect") ||
				!explain_sample(&a, fs_join(&a, folder, names[k]), &out,
					is_wanted ? golden[d] : all[d])) {
				continue;
			}
			if (is_wanted) {
				compare(arena_printf(&a, GOLDEN "/%s.%.*s.txt", folders[i].folder,
						(int)(strlen(names[k]) - 4), names[k]),
					&out);
			}
			buf_free(&out);
		}
		arena_free(&a);
	}
	for (int d = 0; d < DET_COUNT; d++) {
		for (int k = 0; k < KIND_COUNT; k++) {
			cr_expect(golden[d][k] || !all[d][k], "no golden text of %s %s",
				detector_name(d), kind_name(k));
		}
	}
}

/* The first screen of each: at most 24 lines of 80 columns, whatever is in it. */
Test(explain_golden, first_screens_fit)
{
	for (size_t i = 0; i < FOLDERS; i++) {
		struct arena a = {0};
		const char *folder = arena_printf(&a, SAMPLES "/%s", folders[i].folder);
		const char **names = fs_list(&a, folder);
		for (size_t k = 0; names[k]; k++) {
			struct buf out = {0};
			bool seen[KIND_COUNT] = {0};
			if (text_ends(names[k], ".expect") ||
				!explain_sample(&a, fs_join(&a, folder, names[k]), &out, seen)) {
				continue;
			}
			int lines = 0;
			for (const char *p = buf_str(&out); *p && *p != '\n'; lines++) {
				size_t n = strcspn(p, "\n");
				char *line = arena_strndup(&a, p, n);
				cr_expect_leq(text_width(line), 80, "%s: %s", names[k], line);
				p += n + (p[n] == '\n');
			}
			cr_expect_leq(lines, 24, "%s/%s: %d lines", folder, names[k], lines);
			cr_expect_gt(lines, 8);
			buf_free(&out);
		}
		arena_free(&a);
	}
}
