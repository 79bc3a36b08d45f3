// SPDX-License-Identifier: MIT
#include "explained.h"

#include <stddef.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "explanation.h"
#include "item.h"
#include "report_items.h"

static void
as_items(const struct explanations *e, struct buf *out, const struct explained_options *options,
	void (*write)(struct buf *out, const struct items *items))
{
	struct arena a = {0};
	struct items items = items_of_explanations(&a, e, options->hazard_version, options->root);
	write(out, &items);
	arena_free(&a);
}

static void
sarif(const struct explanations *e, struct buf *out, const struct explained_options *options)
{
	as_items(e, out, options, report_items_sarif);
}

static void
github(const struct explanations *e, struct buf *out, const struct explained_options *options)
{
	as_items(e, out, options, report_items_github);
}

static void
gitlab(const struct explanations *e, struct buf *out, const struct explained_options *options)
{
	as_items(e, out, options, report_items_gitlab);
}

static const struct explained_format formats[] = {
	{"term", "for people at a terminal: the first screen says what matters", explained_term},
	{"md", "Markdown, for a comment or an issue", explained_markdown},
	{"html", "a page", explained_html},
	{"json", "everything, for other programs", explained_json},
	{"sarif", "for code scanning (SARIF 2.1.0)", sarif},
	{"github", "annotations for GitHub Actions", github},
	{"gitlab", "GitLab's code quality", gitlab},
	{NULL, NULL, NULL},
};

const struct explained_format *
explained_formats(void)
{
	return formats;
}

const struct explained_format *
explained_find(const char *name)
{
	const struct explained_format *f = formats;
	while (f->name && strcmp(f->name, name) != 0) {
		f++;
	}
	return f->name ? f : NULL;
}

void
explained_class(struct buf *out, const struct explanation *e)
{
	if (e->class) {
		buf_adds(out, e->class);
	} else if (e->candidates[0]) {
		buf_addf(out, "not sure: %s or %s", e->candidates[0], e->candidates[1]);
	} else {
		buf_adds(out, "no class of the catalogue");
	}
}
