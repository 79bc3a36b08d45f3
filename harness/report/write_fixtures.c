// SPDX-License-Identifier: MIT
/* write_fixtures DIR: the fixtures in every machine format, for the validators of scripts/check-formats. */
#include <stdio.h>

#include "arena.h"
#include "buf.h"
#include "fs.h"
#include "item.h"
#include "item_fixture.h"
#include "report.h"
#include "report_fixture.h"
#include "report_items.h"

static struct arena memory;

static bool
put(const char *folder, const char *fixture, const char *name, const struct buf *text)
{
	return fs_write(
		arena_printf(&memory, "%s/%s.%s", folder, fixture, name), buf_str(text), text->len);
}

static bool
write_result(const char *folder, const char *fixture, const struct result *r)
{
	struct report_options options = {0};
	bool ok = true;
	for (const struct report_format *f = report_formats(); f->name; f++) {
		struct buf text = {0};
		ok = ok && (!f->write || (f->write(r, &text, &options) &&
						 put(folder, fixture, f->name, &text)));
		buf_free(&text);
	}
	return ok;
}

static bool
write_explained(const char *folder, const char *fixture, const struct result *r)
{
	static const struct {
		const char *name;
		void (*write)(struct buf *out, const struct items *items);
	} formats[] = {{"sarif", report_items_sarif}, {"github", report_items_github},
		{"gitlab", report_items_gitlab}};
	struct items items =
		items_of_explanations(&memory, fixture_explanations(r), "0.1.0", "/srv/hazard");
	bool ok = true;
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		struct buf text = {0};
		formats[i].write(&text, &items);
		ok = ok && put(folder, fixture, formats[i].name, &text);
		buf_free(&text);
	}
	return ok;
}

int
main(int argc, char **argv)
{
	const struct result nothing = {.partial = "interrupted"};
	if (argc != 2 || !fs_make_dirs(argv[1])) {
		fprintf(stderr, "usage: write_fixtures DIR\n");
		return 2;
	}
	const char *dir = argv[1];
	bool ok = write_result(dir, "nothing", &nothing) &&
		  write_result(dir, "usual", fixture_result()) &&
		  write_explained(dir, "explained", fixture_result()) &&
		  write_result(dir, "clean", fixture_clean()) &&
		  write_result(dir, "hostile", fixture_hostile()) &&
		  write_explained(dir, "hostile-explained", fixture_hostile());
	arena_free(&memory);
	return !ok;
}
