// SPDX-License-Identifier: MIT
#include "finding_build.h"

#include <string.h>

#include "arena.h"
#include "objects.h"

static const char *const words[PROTO_CLASSES] = {
	[PROTO_WRONG_RESULT] = "wrong result",
	[PROTO_BAD_EXIT] = "exit code other than 0",
	[PROTO_ASSERTION] = "assertion failed or abort",
	[PROTO_CRASH] = "crash",
	[PROTO_DEADLOCK] = "deadlock: each waits for the next",
	[PROTO_STUCK] = "stuck: nobody is left who could wake them",
	[PROTO_LIVELOCK] = "livelock: threads run, and nothing changes",
	[PROTO_RACE] = "data race",
	[PROTO_RELOCK] = "lock of a mutex already held by this thread",
	[PROTO_BAD_UNLOCK] = "unlock of a lock that this thread does not hold",
	[PROTO_LOCK_HELD] = "thread ends holding a lock",
	[PROTO_INVALID_OBJECT] = "use of an object that is not initialised",
	[PROTO_DESTROY_IN_USE] = "destroy of an object in use",
	[PROTO_CONDVAR_MISUSE] = "misuse of a condition variable",
	[PROTO_BARRIER_MISUSE] = "misuse of a barrier",
	[PROTO_API_ERROR] = "error of a thread function",
	[PROTO_THREAD_LEAK] = "thread neither joined nor detached",
	[PROTO_USE_AFTER_FREE] = "use after free",
};

const char *finding_words(enum proto_class class)
{
	return class < PROTO_CLASSES && words[class] ? words[class] : "failure";
}

static enum access_op
access_of(const char *op)
{
	static const struct {
		const char *name;
		enum access_op op;
	} table[] = {{"read", OP_READ}, {"write", OP_WRITE}, {"atomic load", OP_ATOMIC_READ},
		{"atomic store", OP_ATOMIC_WRITE}, {"atomic read-modify-write", OP_ATOMIC_WRITE},
		{"lock", OP_LOCK}, {"wrlock", OP_LOCK}, {"rdlock", OP_LOCK}, {"unlock", OP_UNLOCK},
		{"rwlock unlock", OP_UNLOCK}, {"join", OP_WAIT}, {"once", OP_WAIT},
		{"heap", OP_FREE}, {"create", OP_CREATE}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		if (strcmp(table[i].name, op) == 0) {
			return table[i].op;
		}
	}
	return strstr(op, "wait") || strstr(op, "blocked") ? OP_WAIT
	       : strstr(op, "lock")                        ? OP_LOCK
							   : OP_NONE;
}

struct builder {
	struct arena *arena;
	const struct symbols *symbols;
	const struct proto *proto;
	struct finding *finding;
};

static const char *
thread_name(const struct builder *b, int32_t thread)
{
	return thread == 0 ? "main thread" : arena_printf(b->arena, "T%d", thread);
}

static const char *
lock_names(const struct builder *b, const struct proto_site *side)
{
	const char *names = NULL;
	for (uint32_t i = 0; i < side->lock_count; i++) {
		const char *name = objects_name(b->arena, b->symbols, b->proto, side->locks[i]);
		names = names ? arena_printf(b->arena, "%s, %s", names, name) : name;
	}
	return names;
}

static void
add_site(struct builder *b, const struct proto_site *side)
{
	if (side->thread < 0) {
		return;
	}
	struct finding *f = b->finding;
	struct access *access = ARENA_PUSH(b->arena, f->accesses, f->access_count);
	*access = (struct access){
		.op = access_of(b->proto->op_names[side->op]),
		.size = side->size,
		.thread = thread_name(b, side->thread),
		.locks = lock_names(b, side),
		.words = b->proto->op_names[side->op],
		.stack = symbols_stack(b->symbols, side->stack),
	};
}

/*
 * A deadlock is its cycle.  Else who waits for something that another has, or for its end, is only held up, unless there is
 * nobody else.
 */
static bool
counts(const struct explore_failure *f, const struct proto_wait *w)
{
	if (f->class == PROTO_DEADLOCK) {
		return w->in_cycle > 0;
	}
	for (uint32_t i = 0; i < f->raw.wait_count; i++) {
		if (f->raw.waits[i].holder < 0) {
			return w->holder < 0;
		}
	}
	return true;
}

static void
add_wait(struct builder *b, const struct proto_wait *w)
{
	struct finding *f = b->finding;
	const char *object = objects_name(b->arena, b->symbols, b->proto, w->address);
	*ARENA_PUSH(b->arena, f->accesses, f->access_count) = (struct access){
		.op = access_of(b->proto->op_names[w->op]),
		.thread = thread_name(b, w->thread),
		.words = arena_printf(b->arena, "%s waits for %s (%s)", thread_name(b, w->thread),
			object, b->proto->op_names[w->op]),
		.stack = symbols_stack(b->symbols, w->stack),
	};
	if (w->holder >= 0 && w->taken[0]) {
		*ARENA_PUSH(b->arena, f->locks, f->lock_count) = (struct birth){
			.name = object,
			.words = arena_printf(
				b->arena, "%s was taken by %s", object, thread_name(b, w->holder)),
			.stack = symbols_stack(b->symbols, w->taken),
		};
	}
}

static void
add_threads(struct builder *b)
{
	struct finding *f = b->finding;
	for (uint32_t i = 1; i < b->proto->result.thread_count; i++) {
		*ARENA_PUSH(b->arena, f->threads, f->thread_count) = (struct birth){
			.name = thread_name(b, (int32_t)i),
			.words = arena_printf(b->arena, "T%u was created by %s", i,
				thread_name(b, b->proto->threads[i].parent)),
			.stack = symbols_stack(b->symbols, b->proto->threads[i].stack),
		};
	}
}

static void
add_location(struct builder *b, const struct proto_site *side)
{
	if (side->thread < 0 || !side->address) {
		return;
	}
	const struct symbol *symbol = symbols_find(b->symbols, side->address, true);
	struct location *l = &b->finding->location;
	l->words = objects_name(b->arena, b->symbols, b->proto, side->address);
	l->name = symbol ? symbol->name : NULL;
	l->kind = l->name                                          ? LOCATION_GLOBAL
		  : objects_on_stack(b->proto, side->address) >= 0 ? LOCATION_STACK
								   : LOCATION_HEAP;
}

void
finding_build(struct arena *a, const struct symbols *s, struct explore_failure *f)
{
	struct builder b = {
		.arena = a, .symbols = s, .proto = f->trace.proto, .finding = &f->finding};
	f->finding = (struct finding){
		.kind = f->kind, .detector = DET_EXPLORE, .words = finding_words(f->class)};
	if (f->class == PROTO_DEADLOCK || f->class == PROTO_STUCK || f->class == PROTO_LIVELOCK) {
		for (uint32_t i = 0; i < f->raw.wait_count; i++) {
			if (counts(f, &f->raw.waits[i])) {
				add_wait(&b, &f->raw.waits[i]);
			}
		}
	} else {
		add_site(&b, &f->raw.sides[0]);
		add_site(&b, &f->raw.sides[1]);
		add_location(&b, &f->raw.sides[0]);
	}
	add_threads(&b);
	f->finding.text = arena_strdup(a, f->raw.message);
	f->finding.text_len = strlen(f->finding.text);
}
