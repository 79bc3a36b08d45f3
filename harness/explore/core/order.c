// SPDX-License-Identifier: MIT
#include "order_vec.h"

#include <string.h>

#include "check.h"
#include "rng.h"

/* A stored vector begins with its size class, how many threads, how many locations; then the numbers. */
enum { HEAD = 3, CLASSES = 16, SMALLEST = 16 };

static struct order_config
with_defaults(const struct order_config *config)
{
	struct order_config c = *config;
	c.threads = c.threads ? c.threads : 64;
	c.objects = c.objects ? c.objects : 4096;
	c.locations = c.locations ? c.locations : 4096;
	c.clock_bytes = c.clock_bytes ? c.clock_bytes : 8u << 20;
	CHECK(c.threads <= 1024 && c.locations <= 60000);
	return c;
}

static uint32_t
table_size(uint32_t n)
{
	uint32_t size = 64;
	while (size < 2 * n) {
		size *= 2;
	}
	return size;
}

static void *
part(char *memory, size_t *at, size_t size)
{
	void *p = memory ? memory + *at : NULL;
	*at += (size + 63) / 64 * 64;
	return p;
}

/* With `o` NULL it only measures. */
static size_t
lay_out(struct order *o, const struct order_config *c)
{
	size_t at = 0;
	char *m = (char *)o;
	part(m, &at, sizeof *o);
	struct order_thread *thread = part(m, &at, c->threads * sizeof *thread);
	struct order_object *object = part(m, &at, table_size(c->objects) * sizeof *object);
	uint32_t *pool = part(m, &at, c->clock_bytes);
	for (uint32_t t = 0; t < c->threads; t++) {
		uint32_t *clock = part(m, &at, c->threads * sizeof *clock);
		uint32_t *view = part(m, &at, c->locations * sizeof *view);
		if (o) {
			thread[t].clock = clock;
			thread[t].view = view;
		}
	}
	if (o) {
		o->thread = thread;
		o->object = object;
		o->pool = pool;
	}
	return at;
}

size_t
order_size(const struct order_config *config)
{
	struct order_config c = with_defaults(config);
	return lay_out(NULL, &c);
}

struct order *
order_init(void *memory, const struct order_config *config)
{
	struct order *o = memory;
	struct order_config c = with_defaults(config);
	memset(o, 0, sizeof *o);
	o->config = c;
	lay_out(o, &c);
	o->object_mask = table_size(c.objects) - 1;
	o->pool_words = c.clock_bytes / 4;
	return o;
}

/* A thread that has seen nothing. */
static void
blank(struct order *o, uint32_t t)
{
	struct order_thread *th = &o->thread[t];
	memset(th->clock, 0, (t + 1) * sizeof *th->clock);
	memset(th->view, 0, o->locations * sizeof *th->view);
	th->fence = th->pending = 0;
}

void
order_begin(struct order *o)
{
	if (++o->epoch == 0) { /* after 2^32 schedules old marks could look new */
		memset(o->object, 0, ((size_t)o->object_mask + 1) * sizeof *o->object);
		o->epoch = 1;
	}
	o->threads = o->locations = o->limits = o->objects = 0;
	o->pool_used = SMALLEST; /* 0 means none */
	memset(o->free, 0, sizeof o->free);
	o->last = 0;
	o->threads = 1;
	blank(o, 0);
	o->thread[0].clock[0] = 1;
}

uint32_t
order_limits(const struct order *o)
{
	return o->limits;
}

/* ---- stored vectors ---- */

static uint32_t *
numbers(const struct order *o, order_vec v)
{
	return o->pool + v + HEAD;
}

static order_vec
allocate(struct order *o, uint32_t threads, uint32_t locations)
{
	uint32_t words = HEAD + threads + locations, class = 0;
	while ((uint32_t)SMALLEST << class < words) {
		class ++;
	}
	CHECK(class < CLASSES);
	order_vec v = o->free[class];
	if (v) {
		o->free[class] = o->pool[v + 1];
	} else if (o->pool_used + ((uint32_t)SMALLEST << class) <= o->pool_words) {
		v = o->pool_used;
		o->pool_used += (uint32_t)SMALLEST << class;
	} else {
		o->limits |= ORDER_LIMIT_CLOCKS;
		return 0;
	}
	o->pool[v] = class;
	o->pool[v + 1] = threads;
	o->pool[v + 2] = locations;
	return v;
}

void
order_drop(struct order *o, order_vec v)
{
	if (v) {
		uint32_t class = o->pool[v];
		o->pool[v + 1] = o->free[class];
		o->free[class] = v;
	}
}

static void
raise(uint32_t *to, const uint32_t *from, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		to[i] = from[i] > to[i] ? from[i] : to[i];
	}
}

/* `v` or, where it is too short, a longer copy in its place. */
static order_vec
lengthen(struct order *o, order_vec v, uint32_t threads, uint32_t locations)
{
	uint32_t had_threads = v ? o->pool[v + 1] : 0, had_locations = v ? o->pool[v + 2] : 0;
	if (v && threads <= had_threads && locations <= had_locations) {
		return v;
	}
	threads = threads > had_threads ? threads : had_threads;
	locations = locations > had_locations ? locations : had_locations;
	order_vec w = allocate(o, threads, locations);
	if (!w) {
		return v;
	}
	memset(numbers(o, w), 0, (threads + locations) * sizeof(uint32_t));
	if (v) {
		memcpy(numbers(o, w), numbers(o, v), had_threads * sizeof(uint32_t));
		memcpy(numbers(o, w) + threads, numbers(o, v) + had_threads,
			had_locations * sizeof(uint32_t));
		order_drop(o, v);
	}
	return w;
}

static order_vec
store(struct order *o, order_vec what, uint32_t t, uint32_t threads)
{
	order_vec v = lengthen(o, what, threads, o->locations);
	if (!v || o->pool[v + 1] < threads || o->pool[v + 2] < o->locations) {
		return v; /* named when it was allocated */
	}
	raise(numbers(o, v), o->thread[t].clock, threads);
	raise(numbers(o, v) + o->pool[v + 1], o->thread[t].view, o->locations);
	return v;
}

order_vec
order_store(struct order *o, order_vec what, uint32_t t)
{
	return store(o, what, t, o->threads);
}

order_vec
order_store_view(struct order *o, order_vec what, uint32_t t)
{
	return store(o, what, t, 0);
}

order_vec
order_merge(struct order *o, order_vec what, order_vec other)
{
	if (!other) {
		return what;
	}
	uint32_t threads = o->pool[other + 1], locations = o->pool[other + 2];
	order_vec v = lengthen(o, what, threads, locations);
	if (!v || o->pool[v + 1] < threads || o->pool[v + 2] < locations) {
		return v;
	}
	raise(numbers(o, v), numbers(o, other), threads);
	raise(numbers(o, v) + o->pool[v + 1], numbers(o, other) + threads, locations);
	return v;
}

order_vec
order_copy(struct order *o, order_vec what)
{
	return order_merge(o, 0, what);
}

void
order_see(struct order *o, uint32_t t, order_vec v)
{
	if (v) {
		uint32_t threads = o->pool[v + 1];
		raise(o->thread[t].clock, numbers(o, v), threads);
		raise(o->thread[t].view, numbers(o, v) + threads, o->pool[v + 2]);
	}
}

uint32_t
order_view(const struct order *o, order_vec v, uint32_t location)
{
	return v && location < o->pool[v + 2] ? numbers(o, v)[o->pool[v + 1] + location] : 0;
}

order_vec
order_note(struct order *o, order_vec what, uint32_t location, uint32_t number)
{
	order_vec v = lengthen(o, what, 0, location + 1);
	if (v && location < o->pool[v + 2]) {
		raise(numbers(o, v) + o->pool[v + 1] + location, &number, 1);
	}
	return v;
}

void
order_tick(struct order *o, uint32_t t)
{
	o->thread[t].clock[t]++;
}

uint32_t
order_location(struct order *o)
{
	if (o->locations >= o->config.locations) {
		o->limits |= ORDER_LIMIT_LOCATIONS;
		return UINT32_MAX;
	}
	for (uint32_t t = 0; t < o->threads; t++) {
		o->thread[t].view[o->locations] = 0;
	}
	return o->locations++;
}

/* ---- threads and objects ---- */

void
order_create(struct order *o, uint32_t creator, uint32_t child)
{
	CHECK(child == o->threads && child < o->config.threads);
	o->threads = child + 1;
	for (uint32_t t = 0; t < child; t++) {
		o->thread[t].clock[child] = 0;
	}
	blank(o, child);
	struct order_thread *from = &o->thread[creator], *to = &o->thread[child];
	memcpy(to->clock, from->clock, child * sizeof *to->clock);
	memcpy(to->view, from->view, o->locations * sizeof *to->view);
	to->clock[child] = 1;
	order_tick(o, creator);
}

void
order_join(struct order *o, uint32_t t, uint32_t gone)
{
	raise(o->thread[t].clock, o->thread[gone].clock, o->threads);
	raise(o->thread[t].view, o->thread[gone].view, o->locations);
}

/* NULL: not there, and not `make`, or no room (named). */
static struct order_object *
find(struct order *o, uint64_t key, bool make)
{
	for (uint32_t i = (uint32_t)rng_mix(key) & o->object_mask;; i = (i + 1) & o->object_mask) {
		struct order_object *at = &o->object[i];
		if (at->epoch != o->epoch) {
			if (!make || o->objects >= o->config.objects) {
				o->limits |= make ? ORDER_LIMIT_OBJECTS : 0;
				return NULL;
			}
			o->objects++;
			*at = (struct order_object){.key = key, .epoch = o->epoch};
			return at;
		}
		if (at->key == key) {
			return at;
		}
	}
}

void
order_acquire(struct order *o, uint32_t t, uint64_t object)
{
	struct order_object *at = find(o, object, false);
	if (at) {
		order_see(o, t, at->released);
	}
}

void
order_release(struct order *o, uint32_t t, uint64_t object)
{
	struct order_object *at = find(o, object, true);
	if (at) {
		at->released = order_store(o, at->released, t);
		order_tick(o, t);
	}
}

void
order_forget(struct order *o, uint64_t object)
{
	struct order_object *at = find(o, object, false);
	if (at) {
		order_drop(o, at->released);
		at->released = 0;
	}
}

bool
order_before(const struct order *o, uint32_t earlier, uint32_t clock, uint32_t t)
{
	return clock <= o->thread[t].clock[earlier];
}

uint32_t
order_now(const struct order *o, uint32_t t)
{
	return o->thread[t].clock[t];
}

const uint32_t *
order_clock(const struct order *o, uint32_t t, uint32_t *threads)
{
	*threads = o->threads;
	return o->thread[t].clock;
}
