// SPDX-License-Identifier: MIT
/* Stacks and flows of SARIF: both sides of a finding, in one order that does not contradict the report, and by thread. */
#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "fs.h"
#include "report_sarif.h"

enum { STACK_FRAMES = 200, SIDE_FRAMES = 100, FLOW_STEPS = 2000, WORDS_MAX = 600 };

struct step {
	size_t side;
	const struct frame *frame;
	const char *words;
	const char *kinds[2]; /* NULL: no more */
	int nesting;
	bool essential;
};

struct steps {
	struct step *items;
	size_t count;
};

static void
add_step(struct sarif *s, struct steps *steps, const struct step *step)
{
	if (steps->count < FLOW_STEPS) {
		*ARENA_PUSH(&s->arena, steps->items, steps->count) = *step;
	}
}

static const struct birth *
birth_of(const struct finding *f, const char *thread)
{
	for (size_t i = 0; thread && i < f->thread_count; i++) {
		if (f->threads[i].name && strcmp(f->threads[i].name, thread) == 0) {
			return &f->threads[i];
		}
	}
	return NULL;
}

static void
set_kinds(struct step *step, enum access_op op)
{
	static const struct {
		const char *kinds[2];
	} kinds[] = {
		[OP_NONE] = {{"unknown"}},
		[OP_READ] = {{"memory", "read"}},
		[OP_WRITE] = {{"memory", "write"}},
		[OP_ATOMIC_READ] = {{"memory", "read"}},
		[OP_ATOMIC_WRITE] = {{"memory", "write"}},
		[OP_FREE] = {{"memory", "release"}},
		[OP_LOCK] = {{"lock", "acquire"}},
		[OP_UNLOCK] = {{"lock", "release"}},
		[OP_DESTROY] = {{"resource", "release"}},
		[OP_WAIT] = {{"lock", "implicit"}},
		[OP_CREATE] = {{"call", "resource"}},
	};
	memcpy(step->kinds, kinds[op].kinds, sizeof step->kinds);
}

/* Whether both sides are known to be one thread's. */
static bool
same_thread(const struct finding *f, size_t a, size_t b)
{
	const char *x = f->accesses[a].thread, *y = f->accesses[b].thread;
	return a == b || (x && y && strcmp(x, y) == 0);
}

/* Where its thread was created, once a thread: nothing that the sides do comes before that. */
static void
add_creation(struct sarif *s, const struct item *item, size_t side, struct steps *steps)
{
	const struct birth *birth = birth_of(item->finding, item->finding->accesses[side].thread);
	const struct frame *created = birth ? sarif_local_frame(s, item, &birth->stack) : NULL;
	for (size_t i = 0; i < steps->count; i++) {
		if (same_thread(item->finding, steps->items[i].side, side)) {
			return;
		}
	}
	if (created) {
		add_step(s, steps,
			&(struct step){.side = side,
				.frame = created,
				.words = arena_printf(
					&s->arena, "%.*s is created here", WORDS_MAX, birth->name),
				.kinds = {"call", "resource"}});
	}
}

/* The calls that led to it from the outside in, and what it does. */
static void
add_side(struct sarif *s, const struct item *item, size_t side, struct steps *steps)
{
	const struct access *access = &item->finding->accesses[side];
	const struct frame *site = item_frame(item, side);
	const char *thread = access->thread ? access->thread : "another thread";
	int nesting = 0;
	size_t count = access->stack.count < SIDE_FRAMES ? access->stack.count : SIDE_FRAMES;
	for (size_t i = count; i-- > 0 && &access->stack.frames[i] != site;) {
		const struct frame *f = &access->stack.frames[i];
		const char *path = f->file ? item_path(&s->arena, s->items, item, f->file) : "";
		if (f->line > 0 && item_is_local(path)) {
			add_step(s, steps,
				&(struct step){.side = side,
					.frame = f,
					.words = arena_printf(&s->arena, "%.*s: call in %.*s",
						WORDS_MAX, thread, WORDS_MAX,
						f->function ? f->function : "?"),
					.kinds = {"call"},
					.nesting = nesting++});
		}
	}
	struct step last = {.side = side,
		.frame = site,
		.words = item_side_words(&s->arena, s->items, item, side),
		.nesting = nesting,
		.essential = true};
	set_kinds(&last, access->op);
	add_step(s, steps, &last);
}

static void
put_step(struct sarif *s, const struct item *item, const struct step *step, size_t order)
{
	struct json *j = &s->json;
	jsonw_object(j);
	jsonw_key(j, "location");
	jsonw_object(j);
	if (step->frame) {
		sarif_frame(s, item, step->frame, step->essential);
	}
	sarif_message(s, "message", step->words);
	jsonw_end(j);
	jsonw_key(j, "kinds");
	jsonw_array(j);
	for (size_t i = 0; i < 2 && step->kinds[i]; i++) {
		jsonw_string(j, step->kinds[i]);
	}
	jsonw_end(j);
	sarif_put_int(j, "nestingLevel", step->nesting);
	sarif_put_int(j, "executionOrder", (int)order);
	sarif_put(j, "importance", step->essential ? "essential" : "important");
	jsonw_end(j);
}

/* The steps of that side's thread; of all, where `all`. */
static void
put_thread_flow(
	struct sarif *s, const struct item *item, const struct steps *steps, size_t side, bool all)
{
	struct json *j = &s->json;
	const char *thread = item->finding->accesses[side].thread;
	const char *name = all      ? "all threads"
			   : thread ? item_text(&s->arena, thread, WORDS_MAX)
				    : arena_printf(&s->arena, "side %zu", side + 1);
	jsonw_object(j);
	sarif_put(j, "id", name);
	sarif_message(s, "message", name);
	jsonw_key(j, "locations");
	jsonw_array(j);
	for (size_t i = 0; i < steps->count; i++) {
		if (all || same_thread(item->finding, steps->items[i].side, side)) {
			put_step(s, item, &steps->items[i], i + 1);
		}
	}
	jsonw_end(j);
	jsonw_end(j);
}

/* One thread flow a thread, in the order in which the steps come to them.  Returns how many threads there are. */
static size_t
put_threads(struct sarif *s, const struct item *item, const struct steps *steps, bool write)
{
	size_t threads = 0;
	for (size_t i = 0; i < steps->count; i++) {
		bool seen = false;
		for (size_t k = 0; k < i && !seen; k++) {
			seen = same_thread(
				item->finding, steps->items[k].side, steps->items[i].side);
		}
		if (!seen) {
			threads++;
			if (write) {
				put_thread_flow(s, item, steps, steps->items[i].side, false);
			}
		}
	}
	return threads;
}

static void
begin_flow(struct sarif *s, const char *message)
{
	jsonw_object(&s->json);
	sarif_message(s, "message", message);
	jsonw_key(&s->json, "threadFlows");
	jsonw_array(&s->json);
}

void
sarif_flows(struct sarif *s, const struct item *item)
{
	const struct finding *f = item->finding;
	struct json *j = &s->json;
	struct steps steps = {0};
	size_t *order = arena_alloc(&s->arena, f->access_count + 1, sizeof *order);
	item_order(f, order);
	for (size_t i = 0; i < f->access_count; i++) {
		add_creation(s, item, order[i], &steps);
	}
	for (size_t i = 0; i < f->access_count; i++) {
		add_side(s, item, order[i], &steps);
	}
	if (!steps.count) {
		return;
	}
	jsonw_key(j, "codeFlows");
	jsonw_array(j);
	begin_flow(s, "The sides one after the other: one order that does not contradict the "
		      "report. The tool does "
		      "not know a total order, and another run may have another one.");
	put_thread_flow(s, item, &steps, 0, true);
	jsonw_end(j);
	jsonw_end(j);
	if (put_threads(s, item, &steps, false) > 1) {
		begin_flow(s, "The same by thread; executionOrder is that one order.");
		put_threads(s, item, &steps, true);
		jsonw_end(j);
		jsonw_end(j);
	}
	jsonw_end(j);
}

/* "T2" and "#2" are 2, the main thread is 0; -1: it has no number. */
static int
thread_number(const char *thread)
{
	const char *digits = thread ? strpbrk(thread, "0123456789") : NULL;
	if (thread && strcmp(thread, "main thread") == 0) {
		return 0;
	}
	return digits && strspn(digits, "0123456789") < 9 ? atoi(digits) : -1;
}

static void
put_frame(struct sarif *s, const struct item *item, const struct access *access,
	const struct frame *f)
{
	struct json *j = &s->json;
	int number = thread_number(access->thread);
	jsonw_object(j);
	jsonw_key(j, "location");
	jsonw_object(j);
	sarif_frame(s, item, f, false);
	jsonw_end(j);
	if (f->module) {
		sarif_put(j, "module", item_text(&s->arena, fs_base(f->module), WORDS_MAX));
	}
	if (number >= 0) {
		sarif_put_int(j, "threadId", number);
	}
	jsonw_end(j);
}

void
sarif_stacks(struct sarif *s, const struct item *item)
{
	const struct finding *f = item->finding;
	struct json *j = &s->json;
	if (!f->access_count) {
		return;
	}
	jsonw_key(j, "stacks");
	jsonw_array(j);
	for (size_t i = 0; i < f->access_count; i++) {
		const struct access *access = &f->accesses[i];
		jsonw_object(j);
		sarif_message(s, "message", item_side_words(&s->arena, s->items, item, i));
		jsonw_key(j, "frames");
		jsonw_array(j);
		for (size_t k = 0; k < access->stack.count && k < STACK_FRAMES; k++) {
			put_frame(s, item, access, &access->stack.frames[k]);
		}
		jsonw_end(j);
		jsonw_end(j);
	}
	jsonw_end(j);
}
