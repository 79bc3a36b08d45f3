// SPDX-License-Identifier: MIT
#include "tag.h"

#include <string.h>

#include "arena.h"
#include "problem.h"
#include "tag_value.h"

static void
read_level(struct tag_value *v)
{
	int level = tag_number(v->s);
	if (level < 1 || level > 4) {
		TAG_WRONG(v, "@level is 1 (easy) to 4, not `%.40s`", v->s);
		return;
	}
	v->c->level = level;
}

static void
read_cwe(struct tag_value *v)
{
	for (const char *w = tag_word(v, ""); *w; w = tag_word(v, "")) {
		int cwe = tag_number(w);
		if (!cwe) {
			TAG_WRONG(
				v, "`%.40s` is no CWE number; write them as in `@cwe 366 362`", w);
			return;
		}
		for (size_t i = 0; i < v->c->cwe_count; i++) {
			if (v->c->cwes[i] == cwe) {
				TAG_WRONG(v, "CWE %d is here twice; keep one", cwe);
				return;
			}
		}
		*ARENA_PUSH(v->a, v->c->cwes, v->c->cwe_count) = cwe;
	}
}

static void
read_topic(struct tag_value *v)
{
	for (const char *w = tag_word(v, ""); *w; w = tag_word(v, "")) {
		if (strlen(w) != 2 || w[0] != 'T' || w[1] < '0' || w[1] > '4') {
			TAG_WRONG(v, "`%.40s` is no topic; known: T0, T1, T2, T3, T4", w);
			return;
		}
		for (size_t i = 0; i < v->c->topic_count; i++) {
			if (strcmp(v->c->topics[i], w) == 0) {
				TAG_WRONG(v, "topic %s is here twice; keep one", w);
				return;
			}
		}
		*ARENA_PUSH(v->a, v->c->topics, v->c->topic_count) = w;
	}
}

static void
read_origin(struct tag_value *v)
{
	v->c->origin = v->s;
}

static void
read_hint(struct tag_value *v)
{
	*ARENA_PUSH(v->a, v->c->hints, v->c->hint_count) = v->s;
}

/* The text with \n, \t and \\ made what they stand for; NULL where another escape is in it. */
static const char *
unescape(struct tag_value *v)
{
	char *out = arena_strdup(v->a, v->s), *to = out;
	for (const char *s = v->s; *s; s++) {
		if (*s != '\\') {
			*to++ = *s;
			continue;
		}
		s++;
		if (*s != 'n' && *s != 't' && *s != '\\') {
			TAG_WRONG(v, "unknown escape `\\%.1s` in @%s; known: \\n, \\t, \\\\", s,
				v->name);
			return NULL;
		}
		*to++ = *s == 'n' ? '\n' : *s == 't' ? '\t' : '\\';
	}
	*to = '\0';
	return out;
}

static void
add_output(struct tag_value *v, const char ***outputs, size_t *count)
{
	const char *text = unescape(v);
	if (!text) {
		return;
	}
	for (size_t i = 0; i < *count; i++) {
		if (strcmp((*outputs)[i], text) == 0) {
			TAG_WRONG(v, "the same @%s is here twice; keep one", v->name);
			return;
		}
	}
	*ARENA_PUSH(v->a, *outputs, *count) = text;
}

static void
read_stdout(struct tag_value *v)
{
	add_output(v, &v->p->outputs, &v->p->output_count);
}

static void
read_outcome(struct tag_value *v)
{
	add_output(v, &v->p->outcomes, &v->p->outcome_count);
}

static void
read_explore(struct tag_value *v)
{
	static const char *const known[] = {"weak", "spurious", "timeouts", "preempt=N", NULL};
	struct explore_needs *needs = &v->p->explore;
	for (const char *w = tag_word(v, ""); *w; w = tag_word(v, "")) {
		int preempt = strncmp(w, "preempt=", 8) == 0 ? tag_number(w + 8) : 0;
		if (preempt > 0 && preempt < 100) {
			needs->preempt = preempt;
		} else if (strcmp(w, "weak") == 0) {
			needs->weak = true;
		} else if (strcmp(w, "spurious") == 0) {
			needs->spurious = true;
		} else if (strcmp(w, "timeouts") == 0) {
			needs->timeouts = true;
		} else {
			TAG_WRONG(v, "`%.40s` is nothing the explorer knows; %s", w,
				problem_help(v->a, w, known));
			return;
		}
	}
}

static void
read_how(struct tag_value *v)
{
	v->p->fix_how = v->s;
}

static void
read_why(struct tag_value *v)
{
	v->p->why = v->s;
}

static void
read_cost(struct tag_value *v)
{
	v->p->cost = v->s;
}

static void
read_slow(struct tag_value *v)
{
	v->p->slow = v->s;
}

static void
read_large_diff(struct tag_value *v)
{
	v->p->large_diff = v->s;
}

static const struct tag_rule rules[] = {
	{"level", TAG_IN_CASE, TAG_IN_CASE, false, read_level},
	{"cwe", TAG_IN_CASE, TAG_IN_BROKEN, false, read_cwe},
	{"topic", TAG_IN_CASE, 0, false, read_topic},
	{"origin", TAG_IN_CASE, 0, false, read_origin},
	{"stdout", TAG_IN_CASE, TAG_IN_CASE, true, read_stdout},
	{"outcome", TAG_ANYWHERE, 0, true, read_outcome},
	{"explore", TAG_IN_CASE, 0, false, read_explore},
	{"expect", TAG_IN_BROKEN, 0, true, tag_read_expect},
	{"false-alarm", TAG_ANYWHERE, 0, true, tag_read_alarm},
	{"misses", TAG_IN_BROKEN, 0, true, tag_read_misses},
	{"unable", TAG_ANYWHERE, 0, true, tag_read_unable},
	{"slow", TAG_IN_BROKEN, 0, false, read_slow},
	{"hint", TAG_IN_CASE, 0, true, read_hint},
	{"how", TAG_IN_FIX, TAG_IN_FIX, false, read_how},
	{"why", TAG_IN_FIX, TAG_IN_FIX, false, read_why},
	{"cost", TAG_IN_FIX, TAG_IN_FIX, false, read_cost},
	{"large-diff", TAG_IN_FIX, 0, false, read_large_diff},
};

enum { RULES = sizeof rules / sizeof *rules };

const struct tag_rule *
tag_row(size_t i)
{
	return i < RULES ? &rules[i] : NULL;
}

const struct tag_rule *
tag_find(const char *name)
{
	for (size_t i = 0; i < RULES; i++) {
		if (strcmp(rules[i].name, name) == 0) {
			return &rules[i];
		}
	}
	return NULL;
}

const char *const *
tag_names(void)
{
	/* In the table's order; a test holds the two together. */
	static const char *const names[RULES + 1] = {
		"level",
		"cwe",
		"topic",
		"origin",
		"stdout",
		"outcome",
		"explore",
		"expect",
		"false-alarm",
		"misses",
		"unable",
		"slow",
		"hint",
		"how",
		"why",
		"cost",
		"large-diff",
		NULL,
	};
	return names;
}

const char *
tag_place_name(enum program_role role)
{
	return role == PROGRAM_BROKEN ? "a broken program"
	       : role == PROGRAM_FIX  ? "a fix"
				      : "a benign program";
}
