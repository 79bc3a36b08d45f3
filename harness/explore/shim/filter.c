// SPDX-License-Identifier: MIT
#include "filter.h"

struct filter *filter;

enum { PROBES = 32 };

/* The entry of a granule, made where there is none; NULL: no room near its slot. */
static struct filter_entry *
find(uint64_t granule)
{
	uint32_t slot = filter_slot(granule);
	struct filter_entry *free = NULL;

	for (uint32_t i = 0; i < PROBES; i++) {
		struct filter_entry *e = &filter->entries[(slot + 64 * i) % FILTER_SIZE];

		if (e->granule == granule) {
			return e;
		}
		/* An entry of an earlier schedule that never was shared says nothing any more; but its own may follow. */
		if (!free && (e->granule == 0 ||
				     (e->epoch != filter->epoch &&
					     !(e->flags & (FILTER_SHARED | FILTER_PENDING))))) {
			free = e;
		}
		if (e->granule == 0) {
			break;
		}
	}
	if (free) {
		*free = (struct filter_entry){.granule = granule};
	}
	return free;
}

bool
filter_setup(void)
{
	const struct proto_config *config = &hz.proto->config;

	filter = shim_memory(sizeof *filter);
	if (!filter) {
		return false;
	}
	filter->frozen = config->mode == PROTO_REPLAY;
	filter->full = filter->all =
		config->options & PROTO_OPT_NO_FILTER || config->shared_count == PROTO_ALL_SHARED;
	hz.proto->result.shared_count = 0;
	for (uint32_t i = 0; !filter->all && i < config->shared_count && i < PROTO_SHARED; i++) {
		struct filter_entry *e = find(hz.proto->shared[i]);

		if (e) {
			e->flags = FILTER_SHARED;
			hz.proto->result.shared_count = filter->in_force = i + 1;
		}
	}
	return true;
}

bool
filter_grew(void)
{
	return !filter->all && (filter->full || filter->in_force != hz.proto->result.shared_count);
}

bool
filter_begin(void)
{
	bool grew = filter_grew();

	filter->epoch++;
	filter->all = filter->full;
	for (; filter->in_force < hz.proto->result.shared_count; filter->in_force++) {
		struct filter_entry *e = find(hz.proto->shared[filter->in_force]);

		if (e) {
			e->flags = (uint8_t)((e->flags & ~FILTER_PENDING) | FILTER_SHARED);
			e->stamp = 0;
		}
	}
	return grew;
}

uint32_t
filter_count(void)
{
	return filter->all ? PROTO_ALL_SHARED : filter->in_force;
}

static void
now_shared(struct filter_entry *e)
{
	struct proto_result *r = &hz.proto->result;

	if (filter->frozen || e->flags & FILTER_PENDING) {
		return;
	}
	if (r->shared_count == PROTO_SHARED) {
		filter->full = true;
		return;
	}
	e->flags |= FILTER_PENDING;
	hz.proto->shared[r->shared_count++] = e->granule;
}

/* These bytes of the granule; true where it is shared. */
static bool
note(uint64_t granule, uint8_t bytes, bool write)
{
	struct filter_entry *e = find(granule);
	/* A signal handler is another thread to the one that it interrupts. */
	uint16_t id = (uint16_t)(hz.self->id | (hz.self->in_handlers ? 0x8000 : 0));

	if (!e) {
		filter->full |= !filter->frozen;
		return filter->all;
	}
	if (e->flags & FILTER_SHARED) {
		return true;
	}
	if (e->epoch != filter->epoch) {
		e->epoch = filter->epoch;
		e->owner = id;
		e->many = false;
		e->flags &= (uint8_t)~FILTER_WRITTEN;
	}
	e->many |= e->owner != id;
	e->flags |= write ? FILTER_WRITTEN : 0;
	if (e->many && e->flags & FILTER_WRITTEN) {
		now_shared(e);
	}
	if (filter->all) {
		return true;
	}
	if (e->stamp != hz.stamp) {
		e->stamp = hz.stamp;
		e->seen[false] = e->seen[true] = 0;
	}
	e->seen[false] |= bytes;
	e->seen[true] |= write ? bytes : 0;
	return false;
}

bool
filter_access(uint64_t address, uint64_t size, bool write)
{
	uint64_t last = address + size - 1;
	bool shared = filter->all;

	for (uint64_t g = address >> 3; g <= last >> 3; g++) {
		unsigned from = g == address >> 3 ? address & 7 : 0,
			 to = g == last >> 3 ? last & 7 : 7;

		shared |= note(g, (uint8_t)((0xff << from) & (0xff >> (7 - to))), write);
	}
	return shared;
}

/* The entry of a granule, or NULL. */
static const struct filter_entry *
look_up(uint64_t granule)
{
	uint32_t slot = filter_slot(granule);

	for (uint32_t i = 0; i < PROBES; i++) {
		const struct filter_entry *e = &filter->entries[(slot + 64 * i) % FILTER_SIZE];

		if (e->granule == granule || e->granule == 0) {
			return e->granule ? e : NULL;
		}
	}
	return NULL;
}

static bool
used(const struct filter_entry *e)
{
	return e && e->epoch == filter->epoch && !(e->flags & FILTER_SHARED) &&
	       (e->many || e->owner != hz.self->id);
}

bool
filter_used(uint64_t address, uint64_t size)
{
	uint64_t first = address >> 3, last = (address + size - 1) >> 3;
	bool any = false;

	if (filter->all) {
		return false;
	}
	if (last - first < FILTER_SIZE) {
		for (uint64_t g = first; g <= last && !any; g++) {
			any = used(look_up(g));
		}
		return any;
	}
	for (uint32_t i = 0; i < FILTER_SIZE && !any;
		i++) { /* there are fewer entries than words */
		const struct filter_entry *e = &filter->entries[i];

		any = e->granule >= first && e->granule <= last && used(e);
	}
	return any;
}

bool
filter_is_point(uint64_t address)
{
	const struct filter_entry *e = look_up(address >> 3);

	return filter->all || (e && e->flags & FILTER_SHARED);
}

void
filter_restamp_all(void)
{
	for (uint32_t i = 0; i < hz.thread_count; i++) {
		filter_restamp(&hz.threads[i]);
	}
}
