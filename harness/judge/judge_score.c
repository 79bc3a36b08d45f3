// SPDX-License-Identifier: MIT
#include "judge_score.h"

#include <string.h>

#include "arena.h"
#include "score.h"
#include "verdict.h"

/* Those whose words are taken together. */
struct group {
	bool members[DET_COUNT];
};

static bool
ran(const struct detector_verdict *v)
{
	return v->asked && v->verdict != VERDICT_SKIP && v->verdict != VERDICT_ERROR &&
	       (v->runs || v->reason == REASON_UNABLE);
}

static bool
any_ran(const struct group *g, const struct program_verdict *p)
{
	for (int d = 0; d < DET_COUNT; d++) {
		if (g->members[d] && ran(&p->detectors[d])) {
			return true;
		}
	}
	return false;
}

/* Whether a member saw what the case says (of a right program: said anything). */
static bool
any_detected(const struct group *g, const struct program_verdict *p)
{
	for (int d = 0; d < DET_COUNT; d++) {
		const struct detector_verdict *v = &p->detectors[d];
		bool alarm_only =
			p->program->role == PROGRAM_BROKEN && v->reason == REASON_FALSE_ALARM;
		if (g->members[d] && ran(v) && v->detected && !alarm_only) {
			return true;
		}
	}
	return false;
}

/* Roles that say the same as the operation. */
static unsigned
roles_of(enum access_op op)
{
	static const unsigned roles[] = {
		[OP_NONE] = 0,
		[OP_READ] = ROLE_READ | ROLE_USE,
		[OP_WRITE] = ROLE_WRITE | ROLE_USE,
		[OP_ATOMIC_READ] = ROLE_READ | ROLE_USE,
		[OP_ATOMIC_WRITE] = ROLE_WRITE | ROLE_USE,
		[OP_FREE] = ROLE_FREE,
		[OP_LOCK] = ROLE_LOCK,
		[OP_UNLOCK] = ROLE_UNLOCK,
		[OP_DESTROY] = ROLE_FREE | ROLE_USE,
		[OP_WAIT] = ROLE_WAIT | ROLE_JOIN,
		[OP_CREATE] = ROLE_CREATE,
	};
	return roles[op];
}

/* One line of a program, and what is done there. */
struct mark {
	int line;
	unsigned roles;    /* that the case names there; 0: it says nothing of the line */
	unsigned reported; /* operations that were reported there: a bit an access_op */
	bool expected, named;
};

struct marks {
	struct arena *arena;
	struct mark *items;
	size_t count;
};

static struct mark *
mark_at(struct marks *m, int line)
{
	for (size_t i = 0; i < m->count; i++) {
		if (m->items[i].line == line) {
			return &m->items[i];
		}
	}
	struct mark *new = ARENA_PUSH(m->arena, m->items, m->count);
	*new = (struct mark){.line = line};
	return new;
}

static bool
is_labelled(const struct claim *c, const char *label)
{
	for (size_t i = 0; i < c->label_count; i++) {
		if (strcmp(c->labels[i], label) == 0) {
			return true;
		}
	}
	return false;
}

static void
expect_marks(struct marks *m, const struct program *p)
{
	for (size_t i = 0; i < p->place_count; i++) {
		for (size_t c = 0; c < p->expect_count; c++) {
			if (is_labelled(&p->expects[c], p->places[i].label)) {
				struct mark *mark = mark_at(m, p->places[i].line);
				mark->expected = true;
				mark->roles |= p->places[i].roles;
			}
		}
	}
}

static void
name_marks(struct marks *m, const struct group *g, const struct program_verdict *p)
{
	for (int d = 0; d < DET_COUNT; d++) {
		const struct detector_verdict *v = &p->detectors[d];
		for (size_t i = 0; g->members[d] && ran(v) && i < v->sighting_count; i++) {
			const struct finding *f = v->sightings[i].finding;
			for (size_t k = 0; f && k < f->access_count; k++) {
				if (f->accesses[k].site_line) {
					struct mark *mark = mark_at(m, f->accesses[k].site_line);
					mark->named = true;
					mark->reported |= 1u << f->accesses[k].op;
				}
			}
		}
	}
}

static void
count_line(struct score_counts *c, const struct mark *m)
{
	c->true_positive += m->expected && m->named;
	c->false_positive += !m->expected && m->named;
	c->false_negative += m->expected && !m->named;
}

static void
count_accesses(struct score_counts *c, const struct mark *m)
{
	unsigned covered = 0;
	for (int op = OP_NONE + 1; op <= OP_CREATE; op++) {
		bool reported = m->reported & (1u << op);
		unsigned roles = m->expected ? roles_of((enum access_op)op) & m->roles : 0;
		covered |= reported ? roles : 0;
		c->false_positive += reported && !roles;
	}
	c->true_positive += __builtin_popcount(covered);
	c->false_negative += __builtin_popcount(m->expected ? m->roles & ~covered : 0);
}

static void
count_program(
	struct arena *a, struct score *s, const struct group *g, const struct program_verdict *p)
{
	bool broken = p->program->role == PROGRAM_BROKEN, seen = any_detected(g, p);
	struct marks marks = {.arena = a};
	if (!any_ran(g, p)) {
		return;
	}
	s->broken += broken;
	s->right += !broken;
	s->counts[SCORE_PROGRAM].true_positive += broken && seen;
	s->counts[SCORE_PROGRAM].false_negative += broken && !seen;
	s->counts[SCORE_PROGRAM].false_positive += !broken && seen;
	if (broken) {
		expect_marks(&marks, p->program);
	}
	name_marks(&marks, g, p);
	for (size_t i = 0; i < marks.count; i++) {
		count_line(&s->counts[SCORE_LINE], &marks.items[i]);
		count_accesses(&s->counts[SCORE_ACCESS], &marks.items[i]);
	}
}

static void
add_score(struct arena *a, struct result *r, const char *name, const struct group *g)
{
	struct score *s = ARENA_PUSH(a, r->scores, r->score_count);
	*s = (struct score){.name = name, .names_no_line = true};
	for (int d = 0; d < DET_COUNT; d++) {
		s->names_no_line &= !g->members[d] || d == DET_NATIVE;
	}
	for (size_t i = 0; i < r->case_count; i++) {
		for (size_t k = 0; k < r->cases[i].program_count && !r->cases[i].problem; k++) {
			count_program(a, s, g, &r->cases[i].programs[k]);
		}
	}
}

void
judge_score(struct arena *a, struct result *r)
{
	struct group together = {0};
	int members = 0;
	r->scores = NULL;
	r->score_count = 0;
	for (int d = 0; d < DET_COUNT; d++) {
		struct group one = {0};
		if (r->detectors[d]) {
			one.members[d] = true;
			add_score(a, r, detector_name((enum detector)d), &one);
			together.members[d] = d != DET_EXPLORE;
			members += d != DET_EXPLORE;
		}
	}
	if (members > 1) {
		add_score(a, r, "together", &together);
	}
	if (members && r->detectors[DET_EXPLORE]) {
		together.members[DET_EXPLORE] = true;
		add_score(a, r, "with explore", &together);
	}
}
