// SPDX-License-Identifier: MIT
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "clock.h"
#include "keep.h"

static void
add_string(struct buf *strings, const char *s)
{
	buf_add(strings, s, strlen(s) + 1);
}

static size_t
name_length(const char *variable)
{
	return strcspn(variable, "=");
}

/* Do later items of the list say something about the variable that `s` sets? */
static bool
changed_in(const char *const *list, const char *s)
{
	size_t len = name_length(s);
	for (; list && *list; list++) {
		if (name_length(*list) == len && memcmp(*list, s, len) == 0) {
			return true;
		}
	}
	return false;
}

static uint32_t
add_environment(const struct spawn_spec *spec, struct buf *strings)
{
	const char *const *base = spec->env ? spec->env : (const char *const *)environ;
	uint32_t count = 0;
	for (; base && *base; base++) {
		if (!changed_in(spec->changes, *base)) {
			add_string(strings, *base);
			count++;
		}
	}
	for (const char *const *c = spec->changes; c && *c; c++) {
		if (strchr(*c, '=') && !changed_in(c + 1, *c)) {
			add_string(strings, *c);
			count++;
		}
	}
	return count;
}

/* A second more than the limit, rounded up, so that the pool's finer sum comes first. */
static int64_t
cpu_seconds(int64_t ns)
{
	if (!ns || ns == SPAWN_NO_LIMIT) {
		return 0;
	}
	return (ns + CLOCK_NS_PER_S - 1) / CLOCK_NS_PER_S + 1;
}

struct order
order_pack(const struct spawn_spec *spec, struct buf *strings)
{
	/* Every byte of it goes through a socket, the padding too. */
	struct order o;
	memset(&o, 0, sizeof o);
	size_t before = strings->len;
	o.command = ORDER_RUN;
	o.has_dir = spec->dir;
	o.fixed_addresses = spec->fixed_addresses;
	o.cpu_s = cpu_seconds(spec->cpu_ns);
	o.file_bytes = spec->file_bytes ? spec->file_bytes : SPAWN_FILE_BYTES;
	for (const char *const *a = spec->argv; *a; a++) {
		add_string(strings, *a);
		o.argc++;
	}
	o.envc = add_environment(spec, strings);
	if (spec->dir) {
		add_string(strings, spec->dir);
	}
	o.bytes = (uint32_t)(strings->len - before);
	return o;
}

size_t
order_pointers(const struct order *o)
{
	return (size_t)o->argc + 1 + o->envc + 1;
}

static char *
take(char **at, uint32_t count, char *s)
{
	for (; count; count--) {
		*at++ = s;
		s += strlen(s) + 1;
	}
	*at = NULL;
	return s;
}

void
order_unpack(const struct order *o, char *strings, char **pointers, struct spawn_plan *plan)
{
	plan->argv = pointers;
	plan->env = pointers + o->argc + 1;
	strings = take(plan->argv, o->argc, strings);
	strings = take(plan->env, o->envc, strings);
	plan->dir = o->has_dir ? strings : NULL;
	plan->cpu_s = o->cpu_s;
	plan->file_bytes = o->file_bytes;
	plan->fixed_addresses = o->fixed_addresses;
}
