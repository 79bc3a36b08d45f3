// SPDX-License-Identifier: MIT
#include "marker.h"

#include <stdint.h>
#include <string.h>

#include "arena.h"
#include "csource.h"
#include "problem.h"

enum { MOST_PLACES = 500 }; /* more than any program of readable size has */

/* One marker while it is read. */
struct cursor {
	const char *s, *end;
	int line;
	struct program *p;
	struct arena *a;
	struct problems *problems;
};

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	       (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

bool
marker_is_label(const char *s, size_t len)
{
	if (!len || s[0] < 'a' || s[0] > 'z') {
		return false;
	}
	for (size_t i = 1; i < len; i++) {
		if (!((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9') ||
			    s[i] == '-')) {
			return false;
		}
	}
	return true;
}

size_t
marker_start(const struct csource *s, size_t line)
{
	size_t i = csource_line_comment(s, line);
	struct csource_line l = s->lines[line - 1];
	bool marker =
		i != SIZE_MAX && l.start + l.len - i >= 3 && memcmp(s->text + i, "//~", 3) == 0;
	return marker ? i : SIZE_MAX;
}

static void
skip_blanks(struct cursor *c)
{
	while (c->s < c->end && (*c->s == ' ' || *c->s == '\t')) {
		c->s++;
	}
}

/* The next word, "" where something else or nothing follows. */
static const char *
word(struct cursor *c)
{
	skip_blanks(c);
	const char *start = c->s;
	while (c->s < c->end && is_word(*c->s)) {
		c->s++;
	}
	return arena_strndup(c->a, start, (size_t)(c->s - start));
}

static bool
take(struct cursor *c, char wanted)
{
	skip_blanks(c);
	if (c->s < c->end && *c->s == wanted) {
		c->s++;
		return true;
	}
	return false;
}

static bool
read_role(struct cursor *c, unsigned *roles)
{
	const char *const *names = place_role_names();
	const char *name = word(c);
	for (size_t i = 0; names[i]; i++) {
		if (strcmp(name, names[i]) != 0) {
			continue;
		}
		if (*roles & (1u << i)) {
			problems_add(c->problems, c->p->file, c->line,
				"role `%s` is here twice; keep one", name);
			return false;
		}
		*roles |= 1u << i;
		return true;
	}
	problems_add(c->problems, c->p->file, c->line, "%s `%.40s` in the marker; %s",
		*name ? "unknown role" : "no role after", *name ? name : ":",
		problem_help(c->a, name, names));
	return false;
}

static bool
read_place(struct cursor *c, struct place *out)
{
	*out = (struct place){.line = c->line, .label = word(c)};
	if (!marker_is_label(out->label, strlen(out->label))) {
		const char *rest = arena_strndup(c->a, c->s, (size_t)(c->end - c->s));
		problems_add(c->problems, c->p->file, c->line,
			"`%.40s` is no label; a marker is `//~ label: role, role; label`, and "
			"a label is "
			"lower-case letters, digits and hyphens",
			*out->label ? out->label : rest);
		return false;
	}
	if (!take(c, ':')) {
		return true;
	}
	do {
		if (!read_role(c, &out->roles)) {
			return false;
		}
	} while (take(c, ','));
	return true;
}

/* False where there is no room for more. */
static bool
keep_place(struct cursor *c, struct place place)
{
	if (c->p->place_count == MOST_PLACES) {
		problems_add(c->problems, c->p->file, c->line,
			"more than %d labels; the rest is not read", MOST_PLACES);
		return false;
	}
	if (program_has_place(c->p, place.line, place.label)) {
		problems_add(c->problems, c->p->file, c->line,
			"label `%.40s` is on this line twice; keep one", place.label);
		return true;
	}
	*ARENA_PUSH(c->a, c->p->places, c->p->place_count) = place;
	return true;
}

static void
read_marker(struct cursor *c)
{
	struct place place;
	do {
		if (!read_place(c, &place) || !keep_place(c, place)) {
			return;
		}
	} while (take(c, ';'));
	skip_blanks(c);
	if (c->s < c->end) {
		const char *rest = arena_strndup(c->a, c->s, (size_t)(c->end - c->s));
		problems_add(c->problems, c->p->file, c->line,
			"`%.40s` does not belong in a marker; it is `//~ label: role, role; label`",
			rest);
	}
}

/* A `//~` further on in a line comment was meant as a marker and would be passed over. */
static void
check_buried(struct cursor *c)
{
	if (memmem(c->s, (size_t)(c->end - c->s), "//~", 3)) {
		problems_add(c->problems, c->p->file, c->line,
			"`//~` inside another comment marks nothing; remove the other comment");
	}
}

void
marker_read(const struct csource *s, struct program *p, struct arena *a, struct problems *problems)
{
	for (size_t line = 1; line <= s->line_count && p->place_count < MOST_PLACES; line++) {
		struct csource_line l = s->lines[line - 1];
		size_t comment = csource_line_comment(s, line), start = marker_start(s, line);
		if (comment == SIZE_MAX) {
			continue;
		}
		struct cursor c = {
			s->text + comment, s->text + l.start + l.len, (int)line, p, a, problems};
		if (start == SIZE_MAX) {
			check_buried(&c);
		} else if (!csource_has_code(s, line)) {
			problems_add(problems, p->file, (int)line,
				"a marker with no code before it; put it at the end of the "
				"statement's line");
		} else {
			c.s += 3;
			read_marker(&c);
		}
	}
}

const char *const *
marker_labels(struct arena *a, const struct program *p)
{
	const char **labels = arena_alloc(a, p->place_count + 1, sizeof *labels);
	size_t count = 0;
	for (size_t i = 0; i < p->place_count; i++) {
		bool known = false;
		for (size_t j = 0; j < count && !known; j++) {
			known = strcmp(labels[j], p->places[i].label) == 0;
		}
		if (!known) {
			labels[count++] = p->places[i].label;
		}
	}
	return labels;
}
