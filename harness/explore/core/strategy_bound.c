// SPDX-License-Identifier: MIT
/*
 * Depth first through all schedules with at most `bound` preemptions, for bound 0, 1, … (Musuvathi, Qadeer: Iterative
 * context bounding, PLDI 2007); and without a bound, which is plain enumeration.  A higher bound runs the schedules of the
 * lower ones again: they are few beside its own.
 */
#include "strategy.h"

static void
begin(struct engine *e)
{
	e->spent = 0;
	e->node_count = 0;
}

struct engine_node *
strategy_node(struct engine *e)
{
	if (e->node_at >= e->config.max_depth) {
		e->limits |= ENGINE_LIMIT_DEPTH;
		return NULL;
	}
	e->node_count = e->node_at + 1;
	return &e->nodes[e->node_at++];
}

void
strategy_diverged(struct engine *e)
{
	e->limits |= ENGINE_LIMIT_DIVERGED;
	e->diverged = true;
	e->diverged_step = e->now.steps;
	e->diverged_choice = e->recorded;
	e->node_fixed = e->node_at - 1;
}

uint32_t
strategy_choose_all(struct engine *e, enum engine_choice_kind kind, uint32_t n)
{
	(void)kind;
	struct engine_node *node = strategy_node(e);
	if (!node) {
		return 0;
	}
	if (e->node_at <= e->node_fixed) {
		if (node->choose == n && node->current == e->current) {
			return node->chosen;
		}
		strategy_diverged(e);
	}
	*node = (struct engine_node){
		.choose = n, .current = (uint16_t)e->current, .spent = e->spent};
	return 0;
}

/* The same state as when this node was made, as far as one can see. */
static bool
known(struct engine *e, const struct engine_node *node)
{
	return !node->choose && node->enabled == e->ready.w[0] && node->current == e->current &&
	       node->op.kind == e->threads[e->current].op.kind;
}

static int
next(struct engine *e)
{
	struct engine_node *node = strategy_node(e);
	if (!node) {
		return strategy_default(e);
	}
	if (e->node_at <= e->node_fixed && !known(e, node)) {
		strategy_diverged(e);
	}
	if (e->node_at > e->node_fixed) {
		int c = e->current;
		node->op.kind = e->threads[c].op.kind;
		node->enabled = e->ready.w[0];
		node->done = 0;
		node->choose = 0;
		node->spent = e->spent;
		node->current = (uint16_t)c;
		node->free = !strategy_ready(e, c) || strategy_yields(e, c);
		node->chosen = (uint16_t)strategy_default(e);
	}
	e->spent += !node->free && node->chosen != node->current;
	return node->chosen;
}

/* The next alternative at this node; false if there is none within the bound. */
static bool
advance(struct engine *e, struct engine_node *node)
{
	if (node->choose) {
		return ++node->chosen < node->choose;
	}
	node->done |= UINT64_C(1) << node->chosen;
	uint64_t left = node->enabled & ~node->done;
	if (!left) {
		return false;
	}
	if (!node->free && node->spent >= e->bound) {
		e->pruned = true;
		return false;
	}
	node->chosen = (uint16_t)__builtin_ctzll(left);
	return true;
}

static bool
backtrack(struct engine *e)
{
	while (e->node_count) {
		if (advance(e, &e->nodes[e->node_count - 1])) {
			e->node_fixed = e->node_count;
			return true;
		}
		e->node_count--;
	}
	e->node_fixed = 0;
	return false;
}

static bool
bound_end(struct engine *e)
{
	e->bound_count++;
	if (backtrack(e)) {
		return true;
	}
	if (!e->limits) {
		e->bound_complete = (int)e->bound;
		e->bound_schedules = e->bound_count;
		e->bound_all = !e->pruned;
	}
	if (!e->pruned || e->bound >= e->config.preemptions) {
		return false;
	}
	e->bound++;
	e->bound_count = 0;
	e->pruned = false;
	return true;
}

const struct engine_row strategy_bound = {
	.name = "bound",
	.systematic = true,
	.begin = begin,
	.next = next,
	.choose = strategy_choose_all,
	.end = bound_end,
};

static void
enum_begin(struct engine *e)
{
	begin(e);
	e->bound = ENGINE_UNBOUNDED;
}

const struct engine_row strategy_enum = {
	.name = "enum",
	.systematic = true,
	.begin = enum_begin,
	.next = next,
	.choose = strategy_choose_all,
	.end = backtrack,
};
