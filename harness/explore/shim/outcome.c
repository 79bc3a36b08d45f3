// SPDX-License-Identifier: MIT
#include "outcome.h"

#include <string.h>

#include "filter.h"
#include "hb.h"
#include "output.h"
#include "reset.h"
#include "schedule.h"
#include "shim_hash.h"
#include "trace.h"

_Static_assert(
	sizeof(struct proto_choice) == sizeof(struct engine_choice), "choices cross as they are");
_Static_assert((int)PROTO_STACK > 0 && (int)OP_KINDS <= (int)PROTO_OPS, "operations have names");
_Static_assert(OP_THREAD(0) == PROTO_KEY_THREAD && OP_FD(0) == PROTO_KEY_FD &&
		       OP_THREAD_TABLE == PROTO_KEY_TABLE && OP_HEAP_OBJECT == PROTO_KEY_HEAP,
	"addresses mean the same on both sides");

/* Outside of static memory, as everything that lasts longer than a schedule. */
struct outcomes {
	int32_t last_output; /* looked at first: neighbouring schedules often print the same */
	bool repeated;
	/* of the search for what is wanted, when it was looked through last */
	uint32_t failures_seen, bound_seen;
};

static struct outcomes *o;

bool
outcome_setup(void)
{
	o = shim_memory(sizeof *o);
	return o != NULL;
}

static bool
allowed(const struct capture *c)
{
	const struct proto_config *config = &hz.proto->config;
	size_t n = strlen(c->text);

	if (config->allowed_count == 0) {
		return true;
	}
	if (c->length != n) {
		return false;
	}
	n -= n > 0 && c->text[n - 1] == '\n';
	for (uint32_t i = 0; i < config->allowed_count; i++) {
		if (strlen(config->allowed[i]) == n &&
			memcmp(config->allowed[i], c->text, n) == 0) {
			return true;
		}
	}
	return false;
}

static enum proto_class
classify(const struct capture *c)
{
	enum proto_class ending = hz.ending;

	if (hz.engine->diverged) {
		return PROTO_DIVERGED;
	}
	if (hz.cut || (ending != PROTO_OK && ending != PROTO_BAD_EXIT)) {
		return ending;
	}
	if (c->wrong[0]) {
		return PROTO_WRONG_RESULT;
	}
	return ending == PROTO_OK && !allowed(c) ? PROTO_WRONG_RESULT : ending;
}

static bool
failing(enum proto_class ending)
{
	return ending > PROTO_OK && ending < PROTO_FAILING_END;
}

/* The entry of what this schedule printed, made where there is none; -1: no room. */
static int32_t
note_output(const struct capture *c, enum proto_class ending, uint64_t schedule)
{
	struct proto_result *r = &hz.proto->result;
	uint64_t h = hash_word(hash_word(c->hash, (uint64_t)hz.exit_code), ending);
	struct proto_output *p;

	if (c->wrong[0]) {
		h = hash_bytes(h, c->wrong, strlen(c->wrong));
	}
	for (uint32_t i = 0; i < r->output_count; i++) {
		uint32_t k = (i + (uint32_t)o->last_output) % r->output_count;

		if (hz.proto->outputs[k].hash == h) {
			hz.proto->outputs[k].count++;
			return o->last_output = (int32_t)k;
		}
	}
	if (r->output_count == PROTO_OUTPUTS) {
		r->outputs_lost++;
		return -1;
	}
	p = &hz.proto->outputs[r->output_count];
	*p = (struct proto_output){.hash = h,
		.bytes_hash = c->hash,
		.count = 1,
		.first = schedule,
		.exit_code = hz.exit_code,
		.ending = ending,
		.length = c->length};
	memcpy(p->text, c->text, sizeof p->text);
	memcpy(p->wrong, c->wrong, sizeof p->wrong);
	return o->last_output = (int32_t)r->output_count++;
}

static struct proto_failure *
find_failure(enum proto_class class, uint64_t key)
{
	for (uint32_t i = 0; i < hz.proto->result.failure_count; i++) {
		struct proto_failure *f = &hz.proto->failures[i];

		if (f->class == class && f->key == key) {
			return f;
		}
	}
	return NULL;
}

/* The schedule's choices go to the pool, once a schedule. */
static void
keep_choices(struct proto_failure *f, uint64_t schedule)
{
	struct proto_result *r = &hz.proto->result;
	const struct engine *e = hz.engine;
	uint32_t n = e->recorded;

	for (uint32_t i = 0; i < r->failure_count; i++) {
		const struct proto_failure *g = &hz.proto->failures[i];

		if (g->schedule == schedule) {
			f->choice_first = g->choice_first;
			f->choice_count = g->choice_count;
			f->choices_cut = g->choices_cut;
			return;
		}
	}
	f->choices_cut =
		(e->limits & ENGINE_LIMIT_CHOICES) != 0 || n > PROTO_CHOICES - r->choice_total;
	if (!f->choices_cut) {
		f->choice_first = r->choice_total;
		f->choice_count = n;
		memcpy(&hz.proto->choices[f->choice_first], e->record, n * sizeof *e->record);
		r->choice_total += n;
	}
}

static struct proto_failure *
add_failure(enum proto_class class, uint64_t key, enum proto_class ending, uint64_t schedule,
	uint32_t strategy)
{
	struct proto_result *r = &hz.proto->result;
	struct proto_failure *f;

	if (r->failure_count == PROTO_FAILURES) {
		r->failures_lost++;
		return NULL;
	}
	f = &hz.proto->failures[r->failure_count];
	memset(f, 0, sizeof *f);
	f->key = key;
	f->count = 1;
	f->schedule = schedule;
	f->class = class;
	f->ending = ending;
	f->strategy = strategy;
	f->exit_code = hz.exit_code;
	f->signal = hz.signal;
	f->output = -1;
	f->fault = hz.fault;
	f->steps = (uint32_t)hz.engine->now.steps;
	f->preemptions = (uint32_t)hz.engine->now.preemptions;
	f->switches = (uint32_t)hz.engine->now.switches;
	f->threads = hz.thread_count;
	f->shared_count = filter_count();
	f->wait_count = hz.wait_count;
	memcpy(f->waits, hz.waits, sizeof f->waits);
	f->sides[0].thread = f->sides[1].thread = -1;
	keep_choices(f, schedule);
	return f;
}

/* From places in the code, so that one bug is one failure. */
static uint64_t
key_of_ending(enum proto_class ending)
{
	uint64_t h = ending;

	switch (ending) {
	case PROTO_DEADLOCK:
	case PROTO_STUCK:
	case PROTO_LIVELOCK:
		for (uint32_t i = 0; i < hz.wait_count; i++) {
			if (hz.waits[i].in_cycle || ending != PROTO_DEADLOCK) {
				h += hash_word(hz.waits[i].op, hz.waits[i].stack[0]);
			}
		}
		return h;
	case PROTO_CRASH:
	case PROTO_ASSERTION:
		return hash_word(h, hz.end_site.thread >= 0 ? hz.end_site.stack[0] : 0);
	case PROTO_BAD_EXIT:
		return hash_word(h, (uint64_t)hz.exit_code);
	case PROTO_LIMIT:
	case PROTO_NOT_MODELLED:
		return hash_bytes(h, hz.message, strlen(hz.message));
	default:
		return h;
	}
}

static void
note_ending(enum proto_class ending, uint64_t schedule, uint32_t strategy, int32_t output,
	const struct capture *c)
{
	uint64_t key = key_of_ending(ending);
	struct proto_failure *f = find_failure(ending, key);

	if (f) {
		f->count++;
		return;
	}
	f = add_failure(ending, key, ending, schedule, strategy);
	if (!f) {
		return;
	}
	f->output = output;
	f->sides[0] = hz.end_site;
	memcpy(f->message,
		hz.message[0] ? hz.message
		: c->wrong[0] ? c->wrong
			      : c->said,
		sizeof f->message);
	hz.proto->result.failure_count++;
}

static void
note_findings(enum proto_class ending, uint64_t schedule, uint32_t strategy)
{
	bool counted[PROTO_CLASSES] = {false};

	for (uint32_t i = 0; i < hz.finding_count; i++) {
		const struct finding *found = &hz.findings[i];
		struct proto_failure *f = find_failure(found->class, found->key);

		if (!counted[found->class]) {
			counted[found->class] = true;
			hz.proto->result.counts[found->class]++;
		}
		if (f) {
			f->count++;
			continue;
		}
		f = add_failure(found->class, found->key, ending, schedule, strategy);
		if (f) {
			f->sides[0] = found->sides[0];
			f->sides[1] = found->sides[1];
			memcpy(f->message, found->message, sizeof f->message);
			hz.proto->result.failure_count++;
		}
	}
}

static void
note_progress(bool failed)
{
	struct proto_progress *p = &hz.proto->progress;
	const struct engine_counts *n = &hz.engine->now;

	p->schedules++;
	p->steps += n->steps;
	p->choices += n->choices;
	p->switches += n->switches;
	p->preemptions += n->preemptions;
	p->accesses += hz.accesses + hz.quiet_of - hz.quiet;
	hz.accesses = 0;
	p->failing += failed;
	p->longest = n->steps > p->longest ? n->steps : p->longest;
	p->max_threads = hz.thread_count > p->max_threads ? hz.thread_count : p->max_threads;
}

/* Replays: whether this one went as the first did. */
static void
note_repetition(enum proto_class ending, const struct capture *c)
{
	struct proto_result *r = &hz.proto->result;
	uint64_t h = hash_word(hash_word(c->hash, ending), hz.engine->now.steps);

	h = hash_bytes(h, hz.engine->record, hz.engine->recorded * sizeof *hz.engine->record);
	if (hz.tracing) {
		h = trace_hash(h);
	}
	if (!o->repeated) {
		r->replay_hash = h;
		o->repeated = true;
	}
	r->replay_same += h == r->replay_hash;
	if (hz.engine->diverged && r->replay_diverged == 0) {
		r->replay_diverged = 1 + hz.engine->diverged_choice;
	}
}

static bool
was_found(const struct proto_wanted *w)
{
	for (uint32_t i = 0; i < hz.proto->result.failure_count; i++) {
		const struct proto_failure *f = &hz.proto->failures[i];

		if (f->class == w->class && (w->key == 0 || f->key == w->key)) {
			return true;
		}
	}
	return false;
}

/* Whether each failure that is wanted was found or given up; asked only where that may have changed. */
static bool
all_wanted_done(void)
{
	const struct proto_config *config = &hz.proto->config;
	uint32_t failures = hz.proto->result.failure_count, bound = hz.engine->bound;
	bool by_bound = config->strategy == PROTO_BOUND;

	if (failures == o->failures_seen && bound == o->bound_seen) {
		return false;
	}
	o->failures_seen = failures;
	o->bound_seen = bound;
	for (uint32_t i = 0; i < config->wanted_count; i++) {
		const struct proto_wanted *w = &config->wanted[i];

		if (!(by_bound && bound > w->preemptions) && !was_found(w)) {
			return false;
		}
	}
	return true;
}

static bool
stops(enum proto_class ending)
{
	const struct proto_config *config = &hz.proto->config;

	if (!(config->options & PROTO_OPT_STOP_FIRST)) {
		return false;
	}
	return config->wanted_count ? all_wanted_done() : failing(ending) || hz.finding_count > 0;
}

bool
outcome_account(uint64_t schedule, uint32_t strategy)
{
	const struct capture *c = output_result();
	enum proto_class ending = classify(c);
	int32_t output = -1;

	if (UNLIKELY((hz.races || hz.weak) && hb_limit())) {
		sched_unmodelled(hb_limit());
	}
	hz.proto->result.counts[ending]++;
	if (ending <= PROTO_BAD_EXIT && !hz.cut) {
		output = note_output(c, ending, schedule);
	}
	if (hz.finding_count > 0) {
		note_findings(ending, schedule, strategy);
	}
	if (ending != PROTO_OK && ending != PROTO_PRUNED) {
		note_ending(ending, schedule, strategy, output, c);
	}
	note_progress(failing(ending) || hz.finding_count > 0);
	if (hz.proto->config.mode == PROTO_REPLAY) {
		note_repetition(ending, c);
	}
	return stops(ending);
}
