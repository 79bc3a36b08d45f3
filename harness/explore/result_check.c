// SPDX-License-Identifier: MIT
#include "result_check.h"

#include <stddef.h>
#include <string.h>

#include "proto.h"

static bool
ended(const char *text, size_t size)
{
	return memchr(text, '\0', size) != NULL;
}

static bool
counts_fit(const struct proto_result *r)
{
	return r->unmodelled_count <= PROTO_NAMES && r->degraded_count <= PROTO_NAMES &&
	       r->module_count <= PROTO_MODULES && r->output_count <= PROTO_OUTPUTS &&
	       r->failure_count <= PROTO_FAILURES && r->choice_total <= PROTO_CHOICES &&
	       r->shared_count <= PROTO_SHARED && r->event_count <= PROTO_EVENTS &&
	       r->thread_count <= PROTO_THREADS && r->exhausted <= 1 && r->bound >= -1 &&
	       r->bound_done >= -1 && r->backend <= PROTO_THREAD_FORK;
}

static bool
texts_end(const struct proto *p)
{
	const struct proto_result *r = &p->result;
	bool ok = ended(r->message, PROTO_LINE);
	for (uint32_t i = 0; i < r->unmodelled_count; i++) {
		ok &= ended(r->unmodelled[i], PROTO_NAME);
	}
	for (uint32_t i = 0; i < r->degraded_count; i++) {
		ok &= ended(r->degraded[i], PROTO_NAME);
	}
	for (int i = 0; i < PROTO_OPS; i++) {
		ok &= ended(p->op_names[i], sizeof p->op_names[i]);
	}
	for (uint32_t i = 0; i < r->module_count; i++) {
		ok &= ended(p->modules[i].path, PROTO_PATH);
	}
	return ok;
}

static bool
output_fits(const struct proto_output *o)
{
	return o->ending > PROTO_NONE && o->ending < PROTO_ENDINGS && ended(o->wrong, PROTO_LINE) &&
	       (o->length >= PROTO_TEXT || o->text[o->length] == '\0');
}

static bool
site_fits(const struct proto_site *s)
{
	return s->thread >= -1 && s->thread < PROTO_THREADS && s->op < PROTO_OPS &&
	       s->lock_count <= PROTO_LOCKS;
}

static bool
wait_fits(const struct proto_wait *w)
{
	return w->thread >= 0 && w->thread < PROTO_THREADS && w->op < PROTO_OPS &&
	       w->holder >= -1 && w->holder < PROTO_THREADS && w->in_cycle <= PROTO_WAITS;
}

static bool
failure_fits(const struct proto *p, const struct proto_failure *f)
{
	const struct proto_result *r = &p->result;
	bool shared = f->shared_count <= r->shared_count || f->shared_count == PROTO_ALL_SHARED;
	if (f->class <= PROTO_OK || f->class >= PROTO_CLASSES || f->ending <= PROTO_NONE ||
		f->ending >= PROTO_ENDINGS || f->strategy >= PROTO_STRATEGIES || f->output < -1 ||
		f->output >= (int32_t)r->output_count || f->choice_first > r->choice_total ||
		f->choice_count > r->choice_total - f->choice_first || !shared ||
		f->wait_count > PROTO_WAITS || f->threads > PROTO_THREADS ||
		!ended(f->message, PROTO_LINE) || f->signal < 0 || f->signal > 64 ||
		!site_fits(&f->sides[0]) || !site_fits(&f->sides[1])) {
		return false;
	}
	for (uint32_t i = 0; i < f->wait_count; i++) {
		if (!wait_fits(&f->waits[i])) {
			return false;
		}
	}
	return true;
}

static bool
events_fit(const struct proto *p)
{
	bool ok = true;
	for (uint32_t i = 0; i < p->result.event_count; i++) {
		ok &= p->events[i].thread < PROTO_THREADS && p->events[i].op < PROTO_OPS;
	}
	for (uint32_t i = 0; i < p->result.thread_count; i++) {
		ok &= p->threads[i].parent >= -1 && p->threads[i].parent < PROTO_THREADS;
	}
	return ok;
}

static bool
adds_up(const struct proto *p)
{
	uint64_t sum = 0;
	for (int i = PROTO_OK; i < PROTO_ENDINGS; i++) {
		sum += p->result.counts[i];
	}
	return sum == p->progress.schedules && p->progress.failing <= sum;
}

bool
result_check(const struct proto *p, bool done, const char **why)
{
	*why = NULL;
	if (p->magic != PROTO_MAGIC || p->version != PROTO_VERSION || p->size != sizeof *p) {
		*why = "the program wrote over the head of the explorer's results";
	} else if (p->state > PROTO_FAILED || p->progress.strategy >= PROTO_STRATEGIES ||
		   !counts_fit(&p->result)) {
		*why = "a count in the explorer's results is out of range";
	} else if (!texts_end(p)) {
		*why = "a text in the explorer's results has no end";
	} else if (done && !adds_up(p)) {
		*why = "the explorer's counts do not add up to its schedules";
	} else if (!events_fit(p)) {
		*why = "a step in the explorer's trace is out of range";
	}
	for (uint32_t i = 0; !*why && i < p->result.output_count; i++) {
		*why = output_fits(&p->outputs[i])
			       ? NULL
			       : "an output in the explorer's results is out of range";
	}
	for (uint32_t i = 0; !*why && i < p->result.failure_count; i++) {
		*why = failure_fits(p, &p->failures[i])
			       ? NULL
			       : "a failure in the explorer's results is out of range";
	}
	return !*why;
}
