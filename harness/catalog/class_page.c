// SPDX-License-Identifier: MIT
#include "class_page.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "fs.h"
#include "problem.h"

enum { MOST_BYTES = 1 << 20 };

struct page {
	const struct catalog *catalog;
	struct problems *out;
	const char *class, *file, *text;
};

static int
line_of(const struct page *p, const char *place)
{
	int line = 1;
	for (const char *s = p->text; s < place; s++) {
		line += *s == '\n';
	}
	return line;
}

/* Links to what is no case of the class. */
static void
check_links(const struct page *p)
{
	static const char link[] = "](";
	for (const char *s = p->text; (s = strstr(s, link)); s++) {
		const char *name = s + strlen(link);
		size_t len = strcspn(name, "./)\n");
		if (strncmp(name + len, ".c)", 3) != 0 || !catalog_is_name(name, len)) {
			continue;
		}
		const char *id = arena_printf(p->out->arena, "%s/%.*s", p->class, (int)len, name);
		if (!catalog_find(p->catalog, id)) {
			problems_add(p->out, p->file, line_of(p, s),
				"there is no case %s; take its row away, or mend its name", id);
		}
	}
}

static void
check_case(const struct page *p, const struct testcase *t)
{
	if (!strstr(p->text, arena_printf(p->out->arena, "](%s.c)", t->slug))) {
		problems_add(p->out, p->file, 0,
			"%s is not on its class's page; add a row that says what no other case "
			"teaches: | [%s](%s.c) | … | %d |",
			t->id, t->slug, t->slug, t->level);
	}
}

void
class_pages_check(const struct catalog *c, struct problems *out)
{
	struct buf text = {0};
	struct page p = {c, out, "", "", ""};
	bool page = false;
	for (size_t i = 0; i < c->count; i++) {
		const struct testcase *t = &c->cases[i].testcase;
		if (strcmp(p.class, t->class) != 0) {
			p.class = t->class;
			p.file = arena_printf(out->arena, "cases/%s/README.md", t->class);
			const char *path = fs_join(out->arena, c->root, p.file);
			buf_clear(&text);
			page = fs_exists(path);
			if (page && !fs_read(path, MOST_BYTES, &text)) {
				problems_add(out, p.file, 0, "can't be read");
				page = false;
			}
			p.text = buf_str(&text);
			check_links(&p);
		}
		if (page) {
			check_case(&p, t);
		}
	}
	buf_free(&text);
}
