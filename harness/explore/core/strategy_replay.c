// SPDX-License-Identifier: MIT
/* One schedule again: by its recorded choices, or by directives that say only where it isn't the plain one. */
#include "strategy.h"

static void
begin(struct engine *e)
{
	e->replay_at = 0;
	e->directive_at = 0;
}

static bool
once(struct engine *e)
{
	(void)e;
	return false;
}

/* ---- replay ---- */

static void
diverge(struct engine *e)
{
	e->diverged = true;
	e->diverged_step = e->now.steps;
	e->diverged_choice = e->replay_at;
	e->limits |= ENGINE_LIMIT_DIVERGED;
}

/* The next recorded choice if it is of this kind and was made in this state; else NULL, and from then on. */
static const struct engine_choice *
recorded(struct engine *e, enum engine_choice_kind kind, uint32_t n)
{
	if (e->diverged || (e->replay_prefix && e->replay_at >= e->replay_count)) {
		return NULL;
	}
	if (e->replay_at < e->replay_count) {
		const struct engine_choice *c = &e->replay[e->replay_at];
		bool fits = kind == ENGINE_CHOOSE_THREAD
				    ? c->value < e->threads_used && strategy_ready(e, c->value) &&
					      e->threads[c->value].op.kind == c->op
				    : c->value < n && e->threads[e->current].op.kind == c->op;
		if (fits && c->kind == kind && c->check == engine_check(e, kind, n)) {
			e->replay_at++;
			return c;
		}
	}
	diverge(e);
	return NULL;
}

static int
replay_next(struct engine *e)
{
	const struct engine_choice *c = recorded(e, ENGINE_CHOOSE_THREAD, 0);
	return c ? c->value : strategy_default(e);
}

static uint32_t
replay_choose(struct engine *e, enum engine_choice_kind kind, uint32_t n)
{
	const struct engine_choice *c = recorded(e, kind, n);
	return c ? c->value : 0;
}

static bool
replay_end(struct engine *e)
{
	if (!e->diverged && e->replay_at < e->replay_count) {
		diverge(e);
	}
	return false;
}

const struct engine_row strategy_replay = {
	.name = "replay",
	.begin = begin,
	.next = replay_next,
	.choose = replay_choose,
	.end = replay_end,
};

/* ---- directed ---- */

/* The next directive for this point that fits; those before it, for points that never came, are passed over. */
static const struct engine_directive *
directive(struct engine *e, enum engine_choice_kind kind, uint32_t n)
{
	uint32_t step = e->threads[e->current].steps;
	for (uint32_t i = e->directive_at; i < e->directive_count; i++) {
		const struct engine_directive *d = &e->directives[i];
		if (d->thread != e->current || d->step != step || d->kind != kind) {
			continue;
		}
		if (kind == ENGINE_CHOOSE_THREAD
				? d->value < e->threads_used && strategy_ready(e, d->value)
				: d->value < n) {
			e->directive_at = i + 1;
			return d;
		}
	}
	return NULL;
}

static int
directed_next(struct engine *e)
{
	const struct engine_directive *d = directive(e, ENGINE_CHOOSE_THREAD, 0);
	return d ? d->value : strategy_default(e);
}

static uint32_t
directed_choose(struct engine *e, enum engine_choice_kind kind, uint32_t n)
{
	const struct engine_directive *d = directive(e, kind, n);
	return d ? d->value : 0;
}

const struct engine_row strategy_directed = {
	.name = "directed",
	.begin = begin,
	.next = directed_next,
	.choose = directed_choose,
	.end = once,
};
