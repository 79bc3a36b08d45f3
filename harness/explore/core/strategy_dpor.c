// SPDX-License-Identifier: MIT
/*
 * Dynamic partial order reduction (Flanagan, Godefroid: Dynamic partial-order reduction for model checking software, POPL
 * 2005) with sleep sets (Godefroid 1996).
 *
 * The path is a stack of the operations performed.  When a thread p performs one (and at the end, for what is pending), each
 * earlier operation i that conflicts with it, with nothing in between that orders the two, is a place where the other order
 * must be tried: one of the threads that lead there is added to what will be explored in the state before i.  Which threads
 * those are is taken from source sets (Abdulla, Aronis, Jonsson, Sagonas: Optimal dynamic partial order reduction, POPL
 * 2014): with the candidates of the first paper and sleep sets, three of two thousand random programs lost states here.
 *
 * Beyond the papers: threads may be blocked; see look_back() and reverse().  A pending operation may be replaced by another
 * thread's (a signal turns a waiter's OP_TIMEOUT into OP_RELOCK): the one replacing it conflicts with the one replaced, which
 * is what sleep sets need, and the thread replaced is explored before it too.  A choice of a value inside an operation is a
 * branch that is always taken in full: exploring a thread means all its operation's values.
 */
#include <string.h>

#include "strategy.h"

enum { N = ENGINE_SYSTEMATIC_THREADS };

/* Times are node numbers + 1: of thread t's entry for u, the last operation of u that happens before t's next. */
struct engine_clocks {
	uint16_t of[N][N];
	uint16_t node[][N]; /* as of each node, its own operation included */
};

size_t
strategy_clocks_size(uint32_t max_depth)
{
	return sizeof(struct engine_clocks) + max_depth * sizeof(uint16_t[N]);
}

static uint64_t
bit(unsigned t)
{
	return UINT64_C(1) << t;
}

static void
join(const struct engine *e, uint16_t *to, const uint16_t *from)
{
	for (uint32_t u = 0; u < e->threads_used; u++) {
		to[u] = from[u] > to[u] ? from[u] : to[u];
	}
}

static void
begin(struct engine *e)
{
	e->sleeping = 0;
	e->node_count = 0;
}

static void
born(struct engine *e, int t)
{
	if (t >= N) {
		return;
	}
	memset(e->clocks->of[t], 0, sizeof e->clocks->of[t]);
	if (t) {
		memcpy(e->clocks->of[t], e->clocks->of[e->current], sizeof e->clocks->of[t]);
	}
}

/* ---- races ---- */

/*
 * The threads with which a path can begin after node i's state to come to p's pending operation before i: of v, what came
 * after i and doesn't depend on it, and p, those threads whose first operation in v has nothing of v before it.
 */
static uint64_t
initials(const struct engine *e, uint32_t i, unsigned p, uint32_t end)
{
	unsigned racer = e->nodes[i].chosen;
	const struct op *pending = &e->threads[p].op;
	uint64_t seen = bit(racer), found = 0;
	bool first = true; /* p's operation has nothing of v before it */
	for (uint32_t j = i + 1; j < end; j++) {
		const struct engine_node *node = &e->nodes[j];
		const uint16_t *clock = e->clocks->node[j];
		if (node->choose || clock[racer] > i) {
			continue;
		}
		first = first && node->chosen != p && !op_conflict(&node->op, pending);
		if (seen & bit(node->chosen)) {
			continue;
		}
		seen |= bit(node->chosen);
		uint32_t u = 0;
		while (u < e->threads_used && (u == node->chosen || clock[u] <= i + 1)) {
			u++;
		}
		found |= u == e->threads_used ? bit(node->chosen) : 0;
	}
	for (uint32_t u = 0; first && u < e->threads_used; u++) {
		first = e->clocks->of[p][u] <= i + 1;
	}
	return found | (first ? bit(p) : 0);
}

/*
 * p's pending operation and node i's should be tried the other way round: one of the initials must be explored there.  If
 * that is p alone and p is blocked there, it needs i (a post, an exit) and can't come first.  Where none of the initials can
 * go on for reasons not seen, all that can are tried.
 */
static void
reverse(struct engine *e, uint32_t i, unsigned p, uint32_t end)
{
	struct engine_node *node = &e->nodes[i];
	uint64_t all = initials(e, i, p, end), candidates = all & node->enabled;
	if (all == bit(p) && !candidates) {
		return;
	}
	if (!candidates) {
		node->backtrack |= node->enabled;
	} else if (!(candidates & (node->backtrack | node->sleep))) {
		node->backtrack |= candidates & bit(p) ? bit(p) : candidates & -candidates;
	}
}

/*
 * All operations before node `end` that p's pending one races with: they conflict, and nothing in between orders them.  What
 * is in between doesn't count if p's operation can be blocked: the post or unlock that it came after may have been needed,
 * and it is what blocked p before (the lock, another wait) that must be reversed.
 */
static void
look_back(struct engine *e, unsigned p, uint32_t end)
{
	uint16_t before[N]; /* what is ordered by the races found so far */
	memcpy(before, e->clocks->of[p], sizeof before);
	const struct op *pending = &e->threads[p].op;
	for (uint32_t i = end; i-- > 0;) {
		const struct engine_node *node = &e->nodes[i];
		if (node->choose || i < before[node->chosen] || node->chosen == p ||
			!op_conflict(&node->op, pending) || op_never_together(&node->op, pending)) {
			continue;
		}
		reverse(e, i, p, end);
		if (!op_may_block(pending)) {
			join(e, before, e->clocks->node[i]);
		}
	}
}

/*
 * The last operation replaced what others had pending.  What they could have done instead is tried before it.  One woken from
 * a condvar goes on because of it, which no conflict of what it does next tells.
 */
static void
pass_on(struct engine *e)
{
	uint32_t last = e->node_count; /* the operation is before the choices made inside it */
	while (last && e->nodes[last - 1].choose) {
		last--;
	}
	for (uint64_t d = e->replaced; d && last; d &= d - 1) {
		unsigned p = (unsigned)__builtin_ctzll(d);
		e->nodes[last - 1].backtrack |= e->nodes[last - 1].enabled & bit(p);
		if (e->threads[p].op.kind == OP_RELOCK) {
			join(e, e->clocks->of[p], e->clocks->of[e->current]);
		}
	}
}

/* ---- the path ---- */

/* Node `at` performs t's pending operation: its clock is that of t and of every earlier operation that it conflicts with. */
static void
perform(struct engine *e, uint32_t at, unsigned t)
{
	struct engine_node *node = &e->nodes[at];
	uint16_t *clock = e->clocks->of[t];
	node->op = e->threads[t].op;
	for (uint32_t i = at; i-- > 0;) {
		const struct engine_node *m = &e->nodes[i];
		if (!m->choose && i + 1 > clock[m->chosen] && m->chosen != t &&
			op_conflict(&m->op, &node->op)) {
			join(e, clock, e->clocks->node[i]);
		}
	}
	clock[t] = (uint16_t)(at + 1);
	memcpy(e->clocks->node[at], clock, e->threads_used * sizeof *clock);
	memset(e->clocks->node[at] + e->threads_used, 0, (N - e->threads_used) * sizeof *clock);
}

/* Asleep in the state after node: what was asleep or explored before it, and isn't touched by what it does. */
static void
fall_asleep(struct engine *e, const struct engine_node *node)
{
	e->sleeping = 0;
	for (uint64_t s = (node->sleep | node->done) & ~bit(node->chosen); s; s &= s - 1) {
		unsigned q = (unsigned)__builtin_ctzll(s);
		if (!op_conflict(&node->op, &e->threads[q].op)) {
			e->sleeping |= bit(q);
		}
	}
}

static bool
known(const struct engine *e, const struct engine_node *node, bool last)
{
	if (node->choose || node->enabled != e->ready.w[0] || node->current != e->current) {
		return false;
	}
	const struct op *op = &e->threads[node->chosen].op;
	return last || (op->kind == node->op.kind && op->addr == node->op.addr);
}

/* A node for a state seen for the first time; false if all that can go on is asleep. */
static bool
arrive(struct engine *e, struct engine_node *node)
{
	node->enabled = e->ready.w[0];
	node->sleep = e->sleeping;
	node->done = 0;
	node->choose = 0;
	node->current = (uint16_t)e->current;
	uint64_t awake = node->enabled & ~node->sleep;
	if (!awake) {
		return false;
	}
	int t = strategy_default(e);
	node->chosen = (uint16_t)(awake & bit((unsigned)t) ? t : __builtin_ctzll(awake));
	node->backtrack = bit(node->chosen);
	return true;
}

static int
next(struct engine *e)
{
	pass_on(e);
	struct engine_node *node = strategy_node(e);
	if (!node) {
		return strategy_default(e);
	}
	uint32_t at = e->node_at - 1;
	if (at < e->node_fixed && !known(e, node, at + 1 == e->node_fixed)) {
		strategy_diverged(e);
	}
	if (at >= e->node_fixed) {
		if (!arrive(e, node)) {
			e->node_count = at; /* it can't be varied */
			return ENGINE_REDUNDANT;
		}
	}
	if (at + 1 < e->node_fixed) {
		memcpy(e->clocks->of[node->chosen], e->clocks->node[at],
			sizeof e->clocks->node[at]);
	} else {
		look_back(e, node->chosen, at);
		perform(e, at, node->chosen);
	}
	fall_asleep(e, node);
	return node->chosen;
}

static bool
advance(struct engine_node *node)
{
	if (node->choose) {
		return ++node->chosen < node->choose;
	}
	node->done |= bit(node->chosen);
	uint64_t left = node->backtrack & ~node->done & ~node->sleep;
	if (!left) {
		return false;
	}
	node->chosen = (uint16_t)__builtin_ctzll(left);
	return true;
}

/*
 * What was pending at the end (in a deadlock, or when the program ended) races too.  Also where all that could go on were
 * asleep: what is blocked there may never get to run after what blocked it.
 */
static void
judge_pending(struct engine *e)
{
	pass_on(e);
	for (unsigned p = 0; p < e->threads_used; p++) {
		if (!e->threads[p].ended && !(e->redundant_now && e->sleeping & bit(p))) {
			look_back(e, p, e->node_count);
		}
	}
}

static bool
end(struct engine *e)
{
	if (e->node_count >= e->node_fixed) {
		judge_pending(e);
	}
	while (e->node_count) {
		if (advance(&e->nodes[e->node_count - 1])) {
			e->node_fixed = e->node_count;
			return true;
		}
		e->node_count--;
	}
	e->node_fixed = 0;
	return false;
}

const struct engine_row strategy_dpor = {
	.name = "dpor",
	.systematic = true,
	.every_step = true,
	.begin = begin,
	.born = born,
	.next = next,
	.choose = strategy_choose_all,
	.end = end,
};
