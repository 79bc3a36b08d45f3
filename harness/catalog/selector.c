// SPDX-License-Identifier: MIT
#include "selector.h"

#include <fnmatch.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "text.h"

/* One selector being resolved. */
struct picker {
	struct arena *a;
	const struct catalog *c;
	const char *word;
	bool *picked; /* of each case */
	const char *error;
};

typedef bool matcher(const struct testcase *t, const void *what);

/* Picks all that match; false, and an error, where none does. */
static bool
pick(struct picker *p, matcher *matches, const void *what, const char *error)
{
	bool any = false;
	for (size_t i = 0; i < p->c->count; i++) {
		if (matches(&p->c->cases[i].testcase, what)) {
			p->picked[i] = any = true;
		}
	}
	p->error = any ? NULL : error;
	return any;
}

static bool
is_class(const struct testcase *t, const void *class)
{
	return strcmp(t->class, class) == 0;
}

static bool
is_id(const struct testcase *t, const void *id)
{
	return strcmp(t->id, id) == 0;
}

static bool
is_slug(const struct testcase *t, const void *slug)
{
	return strcmp(t->slug, slug) == 0;
}

static bool
is_glob(const struct testcase *t, const void *glob)
{
	return fnmatch(glob, t->id, 0) == 0 ||
	       (!strchr(glob, '/') && fnmatch(glob, t->slug, 0) == 0);
}

static bool
is_level(const struct testcase *t, const void *range)
{
	const int *level = range;
	return level[0] <= t->level && t->level <= level[1];
}

static bool
is_cwe(const struct testcase *t, const void *cwe)
{
	for (size_t i = 0; i < t->cwe_count; i++) {
		if (t->cwes[i] == *(const int *)cwe) {
			return true;
		}
	}
	return false;
}

static bool
is_topic(const struct testcase *t, const void *topic)
{
	for (size_t i = 0; i < t->topic_count; i++) {
		if (strcasecmp(t->topics[i], topic) == 0) {
			return true;
		}
	}
	return false;
}

/* 1..9 digits at *s, which moves behind them; -1 where there are none. */
static int
number(const char **s)
{
	size_t len = strspn(*s, "0123456789");
	if (!len || len > 9) {
		return -1;
	}
	int n = 0;
	for (; len; len--, (*s)++) {
		n = n * 10 + (**s - '0');
	}
	return n;
}

static bool
pick_level(struct picker *p, const char *s)
{
	int range[2];
	range[0] = range[1] = number(&s);
	if (*s == '-') {
		s++;
		range[1] = number(&s);
	}
	if (*s || range[0] < 1 || range[1] > 4 || range[0] > range[1]) {
		p->error = arena_printf(
			p->a, "`%s`: levels are 1 to 4, as in level:2 or level:1-2", p->word);
		return false;
	}
	return pick(
		p, is_level, range, arena_printf(p->a, "`%s`: no case has that level", p->word));
}

static bool
pick_cwe(struct picker *p, const char *s)
{
	s += strncasecmp(s, "CWE-", 4) == 0 ? 4 : 0;
	int cwe = number(&s);
	if (*s || cwe < 1) {
		p->error = arena_printf(p->a, "`%s`: a CWE is a number, as in cwe:366", p->word);
		return false;
	}
	return pick(p, is_cwe, &cwe, arena_printf(p->a, "`%s`: no case has that CWE", p->word));
}

static bool
pick_topic(struct picker *p, const char *s)
{
	return pick(p, is_topic, s,
		arena_printf(p->a, "`%s`: no case has that topic; topics are T0 to T4", p->word));
}

/* `kind:value`; a new kind is a row. */
static const struct {
	const char *prefix;
	bool (*pick)(struct picker *p, const char *value);
} keys[] = {
	{"level:", pick_level},
	{"cwe:", pick_cwe},
	{"topic:", pick_topic},
};

enum { KEYS = sizeof keys / sizeof *keys };

static bool
pick_slug(struct picker *p)
{
	struct buf list = {0};
	size_t count = 0;
	for (size_t i = 0; i < p->c->count; i++) {
		if (is_slug(&p->c->cases[i].testcase, p->word)) {
			buf_addf(&list, "%s%s", count++ ? ", " : "", p->c->cases[i].testcase.id);
		}
	}
	if (count > 1) {
		p->error = arena_printf(
			p->a, "`%s` is more than one case; say which: %s", p->word, buf_str(&list));
	}
	buf_free(&list);
	return count == 1 && pick(p, is_slug, p->word, NULL);
}

/* Everything a selector could have been: classes, slugs, ids and keys. */
static const char *const *
candidates(struct picker *p)
{
	const char **list = arena_alloc(p->a, 3 * p->c->count + KEYS + 1, sizeof *list);
	size_t count = 0;
	for (size_t i = 0; i < p->c->count; i++) {
		const struct testcase *t = &p->c->cases[i].testcase;
		if (i == 0 || strcmp(t->class, p->c->cases[i - 1].testcase.class) != 0) {
			list[count++] = t->class;
		}
		list[count++] = t->id;
		list[count++] = t->slug;
	}
	return list;
}

static void
say_unknown(struct picker *p)
{
	const char *names[KEYS + 1] = {0};
	const char *colon = strchr(p->word, ':');
	for (size_t i = 0; i < KEYS; i++) {
		names[i] = keys[i].prefix;
	}
	const char *near =
		colon ? text_nearest(
				arena_strndup(p->a, p->word, (size_t)(colon - p->word) + 1), names)
		      : text_nearest(p->word, candidates(p));
	p->error = near ? arena_printf(p->a, "no case or class `%s`; did you mean `%s%s`?", p->word,
				  near, colon ? colon + 1 : "")
			: arena_printf(p->a, "no case or class `%s`; `hazard list` shows them all",
				  p->word);
}

static bool
resolve(struct picker *p)
{
	for (size_t i = 0; i < KEYS; i++) {
		if (text_starts(p->word, keys[i].prefix)) {
			return keys[i].pick(p, p->word + strlen(keys[i].prefix));
		}
	}
	if (strpbrk(p->word, "*?[")) {
		return pick(p, is_glob, p->word,
			arena_printf(p->a, "no case matches `%s`; `hazard list` shows them all",
				p->word));
	}
	if (pick(p, is_class, p->word, NULL) || pick(p, is_id, p->word, NULL) || pick_slug(p)) {
		return true;
	}
	if (!p->error) {
		say_unknown(p);
	}
	return false;
}

bool
selector_select(struct arena *a, const struct catalog *c, const char *const *selectors,
	size_t count, struct selection *out, const char **error)
{
	struct picker p = {.a = a, .c = c, .picked = arena_alloc(a, c->count + 1, sizeof(bool))};
	*out = (struct selection){0};
	for (size_t i = 0; i < count; i++) {
		p.word = selectors[i];
		if (!resolve(&p)) {
			*error = p.error;
			return false;
		}
	}
	out->cases = arena_alloc(a, c->count + 1, sizeof *out->cases);
	for (size_t i = 0; i < c->count; i++) {
		if (!count || p.picked[i]) {
			out->cases[out->count++] = &c->cases[i];
		}
	}
	return true;
}
