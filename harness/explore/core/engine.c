// SPDX-License-Identifier: MIT
#include "engine.h"

#include <string.h>

#include "strategy.h"

/* By enum engine_strategy. */
static const struct engine_row *const rows[ENGINE_STRATEGIES] = {
	[ENGINE_RANDOM] = &strategy_random,
	[ENGINE_PCT] = &strategy_pct,
	[ENGINE_POS] = &strategy_pos,
	[ENGINE_SURW] = &strategy_surw,
	[ENGINE_BOUND] = &strategy_bound,
	[ENGINE_DPOR] = &strategy_dpor,
	[ENGINE_ENUM] = &strategy_enum,
	[ENGINE_REPLAY] = &strategy_replay,
	[ENGINE_DIRECTED] = &strategy_directed,
};

enum {
	BY_ITSELF = 0x80
}; /* in places[].kind: ENGINE_DIRECTED makes this choice without being told */

const char *
engine_strategy_name(enum engine_strategy strategy)
{
	return strategy < ENGINE_STRATEGIES ? rows[strategy]->name : "?";
}

static bool
same(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

int
engine_strategy_named(const char *name)
{
	for (int i = 0; i < ENGINE_STRATEGIES; i++) {
		if (same(rows[i]->name, name)) {
			return i;
		}
	}
	return -1;
}

bool
engine_strategy_systematic(enum engine_strategy strategy)
{
	return rows[strategy]->systematic;
}

static struct engine_config
with_defaults(const struct engine_config *config)
{
	struct engine_config c = *config;
	c.max_threads = c.max_threads ? c.max_threads : 64;
	c.max_choices = c.max_choices ? c.max_choices : 65536;
	c.max_depth = c.max_depth ? c.max_depth : 16384;
	c.pct_depth = c.pct_depth ? c.pct_depth : 3;
	CHECK(c.max_threads <= BITS_MAX && c.pct_depth <= 16 && c.max_depth < 65535);
	return c;
}

/* The next part of the memory at *at, of `size` bytes. */
static void *
part(char *memory, size_t *at, size_t size)
{
	void *p = memory ? memory + *at : NULL;
	*at += (size + 63) / 64 * 64;
	return p;
}

/* With `e` NULL it only measures. */
static size_t
lay_out(struct engine *e, const struct engine_config *c)
{
	size_t at = 0;
	char *m = (char *)e;
	part(m, &at, sizeof *e);
	void *threads = part(m, &at, c->max_threads * sizeof *e->threads);
	void *record = part(m, &at, c->max_choices * sizeof *e->record);
	void *places = part(m, &at, c->max_choices * sizeof *e->places);
	void *nodes = part(m, &at, c->max_depth * sizeof *e->nodes);
	void *clocks = part(m, &at, strategy_clocks_size(c->max_depth));
	void *profile = part(m, &at, strategy_profile_size());
	if (e) {
		e->threads = threads;
		e->record = record;
		e->places = places;
		e->nodes = nodes;
		e->clocks = clocks;
		e->profile = profile;
	}
	return at;
}

size_t
engine_size(const struct engine_config *config)
{
	struct engine_config c = with_defaults(config);
	return lay_out(NULL, &c);
}

struct engine *
engine_init(void *memory, const struct engine_config *config)
{
	struct engine *e = memory;
	struct engine_config c = with_defaults(config);
	memset(e, 0, sizeof *e);
	e->config = c;
	lay_out(e, &c);
	memset(e->profile, 0, strategy_profile_size());
	engine_use(e, c.strategy, c.preemptions);
	return e;
}

void
engine_use(struct engine *e, enum engine_strategy strategy, uint32_t preemptions)
{
	CHECK(strategy < ENGINE_STRATEGIES);
	e->config.strategy = strategy;
	e->config.preemptions = preemptions;
	e->row = rows[strategy];
	e->every_step = e->row->every_step;
	e->spin_limit = e->config.spin_limit ? e->config.spin_limit : 8;
	memset(&e->total, 0, sizeof e->total);
	e->schedules = e->redundant = 0;
	e->limits = 0;
	e->exhausted = false;
	e->node_count = e->node_fixed = 0;
	e->bound = 0;
	e->bound_complete = -1;
	e->bound_all = e->pruned = false;
	e->bound_schedules = e->bound_count = 0;
}

void
engine_replay(struct engine *e, const struct engine_choice *choices, uint32_t n, bool prefix)
{
	engine_use(e, ENGINE_REPLAY, 0);
	e->replay = choices;
	e->replay_count = n;
	e->replay_prefix = prefix;
}

void
engine_direct(struct engine *e, const struct engine_directive *list, uint32_t n)
{
	engine_use(e, ENGINE_DIRECTED, 0);
	e->directives = list;
	e->directive_count = n;
}

uint32_t
engine_directives(const struct engine *e, struct engine_directive *out, uint32_t cap)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < e->recorded; i++) {
		if (e->places[i].kind & BY_ITSELF) {
			continue;
		}
		if (n < cap) {
			out[n] = e->places[i];
		}
		n++;
	}
	return n;
}

/* ---- threads ---- */

int
engine_thread_new(struct engine *e)
{
	uint32_t t = e->threads_used;
	if (t >= e->config.max_threads || (e->row->systematic && t >= ENGINE_SYSTEMATIC_THREADS)) {
		e->limits |= ENGINE_LIMIT_THREADS;
		return -1;
	}
	if (t >= e->words * 64) {
		e->ready.w[e->words] = e->enabled.w[e->words] = e->parked.w[e->words] = 0;
		e->words++;
	}
	struct engine_thread *th = &e->threads[t];
	uint32_t weight = th->weight; /* surw gives weights to threads to come */
	memset(th, 0, sizeof *th);
	th->weight = weight;
	th->op = (struct op){.kind = OP_START, .addr = OP_THREAD(t), .size = 1};
	th->steps = 1;
	th->parent = (uint16_t)e->current;
	e->threads_used = t + 1;
	engine_enable(e, (int)t);
	if (e->row->born) {
		e->row->born(e, (int)t);
	}
	return (int)t;
}

void
engine_thread_end(struct engine *e)
{
	engine_disable(e, e->current);
	e->threads[e->current].op = (struct op){.kind = OP_NONE};
	e->threads[e->current].ended = true;
	e->threads[e->current]
		.steps++; /* the choice of who follows is no longer that of its OP_EXIT */
}

/* ---- choices ---- */

static inline __attribute__((always_inline)) void
record(struct engine *e, enum engine_choice_kind kind, uint32_t value, uint32_t check,
	bool by_itself)
{
	uint32_t i = e->recorded;
	e->now.choices++;
	if (UNLIKELY(i >= e->config.max_choices)) {
		e->limits |= ENGINE_LIMIT_CHOICES;
		return;
	}
	int chosen = kind == ENGINE_CHOOSE_THREAD ? (int)value : e->current;
	e->recorded = i + 1;
	e->record[i] = (struct engine_choice){
		(uint16_t)value, (uint8_t)kind, e->threads[chosen].op.kind, check};
	e->places[i] = (struct engine_directive){(uint16_t)e->current,
		(uint8_t)(kind | (by_itself ? BY_ITSELF : 0)), e->threads[e->current].steps,
		(uint16_t)value};
}

uint32_t
engine_check(const struct engine *e, enum engine_choice_kind kind, uint32_t n)
{
	uint64_t what =
		kind == ENGINE_CHOOSE_THREAD ? e->ready_hash : n * UINT64_C(0x9e3779b97f4a7c15);
	return (uint32_t)(what >> 32) + (uint32_t)e->current;
}

/* `could`: the current thread could have gone on, and doesn't yield. */
static inline __attribute__((always_inline)) void
record_thread(struct engine *e, int t, bool could)
{
	int c = e->current;
	e->now.preemptions += could & (t != c);
	record(e, ENGINE_CHOOSE_THREAD, (uint32_t)t, engine_check(e, ENGINE_CHOOSE_THREAD, 0),
		could ? t == c : t == strategy_default(e));
}

/* What strategy_uniform() and the rest of engine_pick_choice() come to where the current thread could have gone on. */
static int
walk(struct engine *e)
{
	int t = (int)bits_nth_word(e->ready.w[0], rng_below(&e->rng, e->ready_count));
	record_thread(e, t, true);
	return engine_go(e, t);
}

static bool
could_go_on(const struct engine *e)
{
	return strategy_ready(e, e->current) && !strategy_yields(e, e->current);
}

int
engine_pick_choice(struct engine *e)
{
	if (e->wrote) {
		engine_settle(e);
	}
	/* Most choices there are. */
	if (e->config.strategy == ENGINE_RANDOM && e->words == 1 && e->ready_count > 1 &&
		could_go_on(e)) {
		return walk(e);
	}
	if (!e->ready_count && !engine_spin_turn(e)) {
		return ENGINE_NOBODY;
	}
	int t;
	if (e->ready_count == 1 && !e->every_step) {
		t = bits_next(&e->ready, e->words, 0);
	} else {
		t = e->row->next(e);
	}
	if (t < 0) {
		e->redundant_now = true;
		return ENGINE_REDUNDANT;
	}
	if (e->ready_count > 1) {
		record_thread(e, t, could_go_on(e));
	}
	return engine_go(e, t);
}

uint32_t
engine_choose(struct engine *e, enum engine_choice_kind kind, uint32_t n)
{
	CHECK(n > 0 && n < 65536);
	if (n == 1) {
		return 0;
	}
	uint32_t value = e->row->choose(e, kind, n);
	record(e, kind, value, engine_check(e, kind, n), value == 0);
	return value;
}

/* ---- schedules ---- */

static void
add(struct engine_counts *to, const struct engine_counts *from)
{
	to->steps += from->steps;
	to->choices += from->choices;
	to->switches += from->switches;
	to->preemptions += from->preemptions;
	to->parks += from->parks;
	to->parks_assumed += from->parks_assumed;
}

void
engine_begin(struct engine *e, uint64_t n)
{
	memset(&e->now, 0, sizeof e->now);
	e->threads_used = e->words = e->ready_count = e->parked_count = 0;
	e->ready_hash = 0;
	e->current = 0;
	e->recorded = 0;
	e->wrote = e->spun = e->suspect = e->diverged = e->redundant_now = false;
	e->diverged_step = e->diverged_choice = 0;
	e->writes = 1;
	e->replaced = 0;
	e->spin_rounds = 0;
	e->spin_turn = -1;
	e->node_at = 0;
	e->rng = rng_stream(e->config.seed, n);
	e->row->begin(e);
	engine_thread_new(e);
}

bool
engine_end(struct engine *e)
{
	add(&e->total, &e->now);
	e->schedules++;
	e->redundant += e->redundant_now;
	if (e->now.choices > e->longest) {
		e->longest = e->now.choices;
	}
	if (e->node_at < e->node_fixed) { /* it ended before it came to what was to be varied */
		e->limits |= ENGINE_LIMIT_DIVERGED;
		e->diverged = true;
		e->diverged_step = e->now.steps;
	}
	bool more = e->row->end(e);
	e->exhausted = !more && e->row->systematic;
	return more;
}
