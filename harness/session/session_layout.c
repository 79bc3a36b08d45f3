// SPDX-License-Identifier: MIT
#include <string.h>

#include "arena.h"
#include "case.h"
#include "detect.h"
#include "fingerprint.h"
#include "fs.h"
#include "session.h"
#include "session_state.h"
#include "variant.h"

/* The seed only decides who runs beside whom.  SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t
random_next(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

static void
make_order(struct session *s)
{
	uint64_t state = s->options->seed;
	size_t n = s->pairs.len;
	s->order = arena_alloc(s->arena, n, sizeof *s->order);
	for (size_t i = 0; i < n; i++) {
		s->order[i] = i;
	}
	for (size_t i = n; state && i > 1; i--) {
		size_t j = random_next(&state) % i, other = s->order[j];
		s->order[j] = s->order[i - 1];
		s->order[i - 1] = other;
	}
}

/* The index of the build that this program needs under this detector; added if it is new. */
static size_t
need_build(struct session *s, const struct program *program, enum detector d)
{
	const struct variant *variant = variant_find(detect_row(d)->variant);
	for (size_t i = s->items.len; i > 0; i--) {
		struct compile_item *item = &s->items.items[i - 1];
		if (strcmp(item->source, program->path) != 0) {
			break;
		}
		if (item->variant == variant) {
			return i - 1;
		}
	}
	*VEC_PUSH(&s->items) = (struct compile_item){
		.source = program->path, .root = s->options->root, .variant = variant};
	return s->items.len - 1;
}

/* "hazard run data-race/lost-update --detectors tsan". */
static const char *
command_for(struct session *s, const struct testcase *c, enum detector d)
{
	return arena_printf(s->arena, "hazard run %s%s --detectors %s",
		s->options->catalog_argument, c->id, detector_name(d));
}

static const char *
not_installed(struct session *s, const char *program)
{
	const char *package = strcmp(program, "objcopy") == 0 ? "binutils" : program;
	return fs_program(s->arena, program)
		       ? NULL
		       : arena_printf(s->arena, "%s is not installed (apt-get install %s)", program,
				 package);
}

/* The sentence of a detector that can't run here at all, or NULL. */
static const char *
missing_tool(struct session *s, enum detector d)
{
	const struct detect_row *row = detect_row(d);
	const char *compiler = variant_find(row->variant)->compiler;
	const char *missing =
		strcmp(compiler, VARIANT_HAZARD) == 0 ? NULL : not_installed(s, compiler);
	for (size_t i = 0; row->programs[i] && !missing; i++) {
		missing = not_installed(s, row->programs[i]);
	}
	return missing;
}

struct detector_verdict
session_tool_verdict(enum detector d, enum verdict verdict, const char *sentence)
{
	return (struct detector_verdict){.asked = true,
		.detector = d,
		.verdict = verdict,
		.reason = REASON_TOOL,
		.sentence = sentence,
		.high = 1};
}

static void
add_pair(struct session *s, const struct testcase *c, struct program_verdict *pv, enum detector d,
	struct source *source)
{
	struct detector_verdict *out = &pv->detectors[d];
	if (judge_leaves_out(pv->program, d, &s->options->judge)) {
		return;
	}
	const char *missing = missing_tool(s, d);
	if (missing) {
		*out = session_tool_verdict(
			d, s->options->allow_missing ? VERDICT_SKIP : VERDICT_ERROR, missing);
		return;
	}
	if (s->options->broken[d]) {
		*out = session_tool_verdict(d, VERDICT_ERROR, s->options->broken[d]);
		return;
	}
	if (s->options->claims_only && !program_claims(pv->program, d)) {
		return;
	}
	struct pair *p = VEC_PUSH(&s->pairs);
	p->testcase = c;
	p->program = pv->program;
	p->twin = &c->broken;
	p->detector = d;
	p->judge = s->options->judge;
	p->judge.same_tools = s->same_tools[d];
	p->scratch = s->scratch;
	p->root = s->options->root;
	p->schedules = s->options->schedules;
	p->source = source;
	p->arena = s->arena;
	p->verdict = out;
	p->command = command_for(s, c, d);
	p->print_commands = s->options->commands;
	*VEC_PUSH(&s->builds) = need_build(s, pv->program, d);
}

void
session_lay_out(struct session *s, const struct testcase *const *cases, size_t count)
{
	struct result *r = s->result;
	r->cases = arena_alloc(s->arena, count, sizeof *r->cases);
	r->case_count = count;
	for (size_t i = 0; i < count; i++) {
		const struct testcase *c = cases[i];
		struct case_verdict *cv = &r->cases[i];
		cv->testcase = c;
		cv->program_count = 1 + c->fix_count;
		cv->programs = arena_alloc(s->arena, cv->program_count, sizeof *cv->programs);
		for (size_t k = 0; k < cv->program_count; k++) {
			struct program_verdict *pv = &cv->programs[k];
			pv->program = k ? &c->fixes[k - 1] : &c->broken;
			struct source *source = arena_alloc(s->arena, 1, sizeof *source);
			*source = source_read(s->arena, pv->program->text, pv->program->text_len);
			for (enum detector d = 0; d < DET_COUNT; d++) {
				if (s->options->detectors[d]) {
					add_pair(s, c, pv, d, source);
				}
			}
		}
	}
	make_order(s);
}
