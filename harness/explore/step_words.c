// SPDX-License-Identifier: MIT
#include "step_words.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "objects.h"

static const char *
value_words(struct arena *a, uint64_t value, uint32_t size)
{
	if (value > UINT32_MAX && value >> 40 && value < UINT64_C(0x7fffffffffff)) {
		return arena_printf(a, "%#llx", (unsigned long long)value);
	}
	int64_t n = size == 1   ? (int8_t)value
		    : size == 2 ? (int16_t)value
		    : size == 4 ? (int32_t)value
				: (int64_t)value;
	return arena_printf(a, "%lld", (long long)n);
}

static const char *
access_words(struct arena *a, const char *object, const struct proto_event *e)
{
	const char *atomic = e->flags & PROTO_EV_ATOMIC ? "atomic " : "";
	if (e->size == 0 || e->size > 8) {
		return arena_printf(a, "%s%s %s (%u bytes)", atomic,
			e->flags & PROTO_EV_WRITE ? "write" : "read", object, e->size);
	}
	const char *before = value_words(a, e->before, e->size),
		   *after = value_words(a, e->after, e->size);
	if (e->flags & PROTO_EV_READ && e->flags & PROTO_EV_WRITE) {
		return arena_printf(a, "%s%s: %s to %s", atomic, object, before, after);
	}
	return e->flags & PROTO_EV_WRITE
		       ? arena_printf(a, "%swrite %s = %s", atomic, object, after)
		       : arena_printf(a, "%sread %s = %s%s", atomic, object, before,
				 e->flags & PROTO_EV_STALE ? " (stale)" : "");
}

static const char *
created_words(struct arena *a, const struct symbols *s, const struct proto *p,
	const struct proto_event *e)
{
	for (uint32_t i = 1; i < p->result.thread_count; i++) {
		if (p->threads[i].created == e->step) {
			return arena_printf(a, "create %s", step_thread(a, s, p, (int)i));
		}
	}
	return "create a thread";
}

const char *
step_words(struct arena *a, const struct symbols *s, const struct proto *p,
	const struct proto_event *e)
{
	const char *op = p->op_names[e->op], *object = objects_name(a, s, p, e->address);
	const char *second = objects_name(a, s, p, e->address2), *words;
	if (e->flags & (PROTO_EV_READ | PROTO_EV_WRITE)) {
		words = access_words(a, object, e);
	} else if (strcmp(op, "create") == 0) {
		words = created_words(a, s, p, e);
	} else if (strcmp(op, "start") == 0 || strcmp(op, "exit") == 0) {
		words = op[0] == 's' ? "starts" : "ends";
	} else if (*second && strcmp(second, object) != 0) {
		words = arena_printf(a, "%s %s, %s", op, object, second);
	} else {
		words = *object ? arena_printf(a, "%s %s", op, object) : op;
	}
	const char *error = e->result > 0 && !(e->flags & (PROTO_EV_READ | PROTO_EV_WRITE))
				    ? strerrorname_np(e->result)
				    : NULL;
	return error ? arena_printf(a, "%s: %s", words, error) : words;
}

const char *
step_locks(struct arena *a, const struct symbols *s, const struct proto *p,
	const struct proto_event *e)
{
	const char *names = "";
	for (int i = 0; i < PROTO_LOCKS && e->locks[i]; i++) {
		names = arena_printf(
			a, "%s%s%s", names, *names ? ", " : "", objects_name(a, s, p, e->locks[i]));
	}
	return names;
}

const char *
step_thread(struct arena *a, const struct symbols *s, const struct proto *p, int thread)
{
	if (thread == 0) {
		return "main";
	}
	uint64_t start = (uint32_t)thread < p->result.thread_count ? p->threads[thread].start : 0;
	/* Asked for as code, so one byte early: entry + 1 is the function itself. */
	const struct symbol *symbol = start ? symbols_find(s, start + 1, false) : NULL;
	const char *name = symbol && symbol->stack.count
				   ? symbol->stack.frames[symbol->stack.count - 1].function
				   : NULL;
	return name ? arena_printf(a, "T%d %s", thread, name) : arena_printf(a, "T%d", thread);
}
