// SPDX-License-Identifier: MIT
#include "book_trace.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "case.h"
#include "search.h"
#include "text.h"

enum { STEPS_MOST = 5000, LANES_MOST = 256 };

static const char *
text_of(struct arena *a, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	return json_is_string(value)
		       ? arena_strndup(a, json_string_value(value), json_string_length(value))
		       : "";
}

static int
number_of(const json_t *object, const char *key, int otherwise)
{
	const json_t *value = json_object_get(object, key);
	json_int_t n = json_is_integer(value) ? json_integer_value(value) : otherwise;
	return n >= -1 && n <= 1 << 30 ? (int)n : otherwise;
}

/* The line of "cases/a/b.c:41" where that is the program's own file; else 0. */
static int
line_of(struct arena *a, const json_t *object, const struct program *p)
{
	const char *place = text_of(a, object, "place"), *colon = strrchr(place, ':');
	size_t len = colon ? (size_t)(colon - place) : 0;
	if (!len || strlen(p->file) != len || memcmp(place, p->file, len) != 0) {
		return 0;
	}
	int line = atoi(colon + 1);
	return line > 0 ? line : 0;
}

static void
read_lanes(struct arena *a, const json_t *failure, struct trace *t)
{
	const json_t *list = json_object_get(failure, "lanes"), *item;
	size_t i;
	json_array_foreach(list, i, item)
	{
		if (!json_is_string(item) || i >= LANES_MOST) {
			break;
		}
		const char *name = arena_strdup(a, json_string_value(item));
		*ARENA_PUSH(a, t->lanes, t->lane_count) = (struct trace_lane){
			.name = name, .tag = arena_strndup(a, name, strcspn(name, " "))};
	}
}

static void
read_steps(struct arena *a, const json_t *failure, const struct program *p, struct trace *t)
{
	const json_t *list = json_object_get(failure, "steps"), *item;
	size_t i;
	t->steps = arena_alloc(a, json_array_size(list) + 1, sizeof *t->steps);
	json_array_foreach(list, i, item)
	{
		int thread = number_of(item, "thread", -1);
		if (thread < 0 || (size_t)thread >= t->lane_count || i >= STEPS_MOST) {
			continue;
		}
		t->lanes[thread].used = true;
		t->steps[t->step_count++] = (struct trace_step){
			.step = number_of(item, "step", 0),
			.thread = thread,
			.words = text_of(a, item, "words"),
			.op = text_of(a, item, "op"),
			.object = text_of(a, item, "object"),
			.locks = text_of(a, item, "locks"),
			.line = line_of(a, item, p),
			.preempts = json_is_true(json_object_get(item, "preempts")),
			.blocked = json_is_true(json_object_get(item, "blocked")),
		};
	}
}

static void
read_waits(struct arena *a, const json_t *failure, const struct program *p, struct trace *t)
{
	const json_t *list = json_object_get(failure, "waits"), *item;
	size_t i;
	json_array_foreach(list, i, item)
	{
		int thread = number_of(item, "thread", -1), holder = number_of(item, "holder", -1);
		if (thread < 0 || (size_t)thread >= t->lane_count || holder >= (int)t->lane_count) {
			continue;
		}
		t->lanes[thread].used = true;
		if (holder >= 0) {
			t->lanes[holder].used = true;
		}
		*ARENA_PUSH(a, t->waits, t->wait_count) = (struct trace_wait){
			.thread = thread,
			.op = text_of(a, item, "op"),
			.object = text_of(a, item, "object"),
			.holder = holder,
			.cycle = json_is_true(json_object_get(item, "cycle")),
			.line = line_of(a, item, p),
		};
	}
}

/* An access to an object that one thread alone uses in this trace. */
static bool
is_private(const struct trace *t, size_t i)
{
	const struct trace_step *s = &t->steps[i];
	if (!strstr(s->op, "read") && !strstr(s->op, "write") && !text_starts(s->op, "atomic")) {
		return false;
	}
	for (size_t k = 0; k < t->step_count; k++) {
		if (t->steps[k].thread != s->thread && strcmp(t->steps[k].object, s->object) == 0) {
			return false;
		}
	}
	return true;
}

/* How many steps from `i` on make one row: a long run that only one thread knows of, or the middle of a long run of one thread. */
static size_t
folded(const struct trace *t, size_t i)
{
	enum { FOLD_PRIVATE = 3, FOLD_RUN = 12, FOLD_EDGE = 4 };
	size_t first = i, last = i, private = i;
	int thread = t->steps[i].thread;
	while (first > 0 && t->steps[first - 1].thread == thread) {
		first--;
	}
	while (last < t->step_count && t->steps[last].thread == thread) {
		last++;
	}
	while (private < last && is_private(t, private)) {
		private++;
	}
	if (private - i >= FOLD_PRIVATE) {
		return private - i;
	}
	return last - first >= FOLD_RUN && i == first + FOLD_EDGE ? last - first - 2 * FOLD_EDGE
								  : 1;
}

/* Whether a side of the finding is among these steps: they are shown then. */
static bool
has_side(const struct trace *t, const int *sides, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		if (t->steps[i].step == sides[0] || t->steps[i].step == sides[1]) {
			return true;
		}
	}
	return false;
}

static void
lay_out(struct arena *a, struct trace *t, const int *sides)
{
	t->rows = arena_alloc(a, t->step_count + 1, sizeof *t->rows);
	for (size_t i = 0; i < t->step_count;) {
		size_t n = folded(t, i);
		n = n > 1 && has_side(t, sides, i, n) ? 1 : n;
		t->rows[t->row_count++] = (struct trace_row){.first = i, .count = n};
		i += n;
	}
	/* Of a very long one the middle becomes one row. */
	enum { HEAD = TRACE_ROWS_MOST / 4, TAIL = TRACE_ROWS_MOST - HEAD - 1 };
	if (t->row_count > TRACE_ROWS_MOST) {
		size_t from = t->row_count - TAIL;
		size_t first = t->rows[HEAD].first;
		t->rows[HEAD].count = t->rows[from].first - first;
		memmove(&t->rows[HEAD + 1], &t->rows[from], TAIL * sizeof *t->rows);
		t->row_count = TRACE_ROWS_MOST;
	}
	for (size_t r = 0; r < t->row_count; r++) {
		for (size_t i = t->rows[r].first; i < t->rows[r].first + t->rows[r].count; i++) {
			t->steps[i].row = (int)r;
			t->sides[0] = t->steps[i].step == sides[0] ? (int)r : t->sides[0];
			t->sides[1] = t->steps[i].step == sides[1] ? (int)r : t->sides[1];
		}
	}
}

/* The index of a lock's name, new ones added; -1: too many. */
static int
lock_index(struct arena *a, struct trace *t, const char *name, size_t len)
{
	for (size_t i = 0; i < t->lock_count; i++) {
		if (strlen(t->locks[i]) == len && memcmp(t->locks[i], name, len) == 0) {
			return (int)i;
		}
	}
	if (t->lock_count == TRACE_LOCKS_MOST || !len) {
		return -1;
	}
	t->locks[t->lock_count] = arena_strndup(a, name, len);
	return (int)t->lock_count++;
}

/* The set of locks in "a, b" as bits. */
static unsigned
lock_set(struct arena *a, struct trace *t, const char *names)
{
	unsigned set = 0;
	while (*names) {
		size_t len = strcspn(names, ",");
		int lock = lock_index(a, t, names, len);
		set |= lock >= 0 ? 1u << lock : 0;
		names += len;
		names += strspn(names, ", ");
	}
	return set;
}

/* What the thread holds after its last step. */
static unsigned
locks_after(struct arena *a, struct trace *t, const struct trace_step *s, unsigned before)
{
	bool failed = text_starts(s->op, "try") && strchr(s->words, ':');
	bool takes = strcmp(s->op, "lock") == 0 || strcmp(s->op, "rdlock") == 0 ||
		     strcmp(s->op, "wrlock") == 0 || text_starts(s->op, "try");
	int lock = takes && !failed ? lock_index(a, t, s->object, strlen(s->object)) : -1;
	if (strstr(s->op, "unlock")) {
		return before & ~lock_set(a, t, s->object);
	}
	if (takes) {
		return lock >= 0 ? before | 1u << lock : before;
	}
	/* A condition wait gives back its mutex, the second name in its words. */
	const char *mutex = text_starts(s->op, "cond_wait") ? strstr(s->words, ", ") : NULL;
	return mutex ? before & ~lock_set(a, t, mutex + 2) : before;
}

static void
set_spans(struct arena *a, struct trace *t, int thread, unsigned *held, unsigned now, int row)
{
	for (int lock = 0; lock < TRACE_LOCKS_MOST; lock++) {
		unsigned bit = 1u << lock;
		if (now & bit && !(*held & bit)) {
			*ARENA_PUSH(a, t->spans, t->span_count) =
				(struct trace_span){.thread = thread,
					.lock = lock,
					.depth = __builtin_popcount(*held),
					.first_row = row,
					.last_row = (int)t->row_count,
					.kept = true};
			*held |= bit;
		} else if (!(now & bit) && *held & bit) {
			for (size_t i = 0; i < t->span_count; i++) {
				struct trace_span *s = &t->spans[i];
				if (s->thread == thread && s->lock == lock && s->kept) {
					s->last_row = row;
					s->kept = false;
				}
			}
			*held &= ~bit;
		}
	}
}

/* A step's locks are those before it: what is new at a thread's next step was taken by this one. */
static void
find_spans(struct arena *a, struct trace *t)
{
	for (int thread = 0; thread < (int)t->lane_count; thread++) {
		const struct trace_step *last = NULL;
		unsigned held = 0, set = 0;
		for (size_t i = 0; i < t->step_count; i++) {
			const struct trace_step *s = &t->steps[i];
			if (s->thread == thread) {
				set = lock_set(a, t, s->locks);
				set_spans(a, t, thread, &held, set, last ? last->row : s->row);
				last = s;
			}
		}
		if (last) {
			set_spans(a, t, thread, &held, locks_after(a, t, last, set), last->row);
		}
	}
}

static bool
read_failure(struct arena *a, const json_t *failure, const struct program *p, struct trace *t)
{
	const json_t *side_steps = json_object_get(failure, "side_steps");
	const char *file = text_of(a, failure, "file"), *slash = strrchr(file, '/');
	*t = (struct trace){
		.kind = text_of(a, failure, "kind"),
		.words = text_of(a, failure, "words"),
		.message = text_of(a, failure, "message"),
		.file = *file ? (slash ? slash + 1 : file) : NULL,
		.count = number_of(failure, "count", 0),
		.preemptions = number_of(failure, "preemptions", 0),
		.fewest = json_is_true(json_object_get(failure, "fewest")),
		.sides = {-1, -1},
	};
	read_lanes(a, failure, t);
	read_steps(a, failure, p, t);
	read_waits(a, failure, p, t);
	int sides[2] = {-1, -1};
	for (size_t i = 0; i < 2 && json_array_size(side_steps) == 2; i++) {
		const json_t *step = json_array_get(side_steps, i);
		sides[i] = json_is_integer(step) ? (int)json_integer_value(step) : -1;
	}
	lay_out(a, t, sides);
	find_spans(a, t);
	return t->step_count > 0;
}

struct trace *
book_traces(struct arena *a, const struct search *search, const struct program *p, size_t *count)
{
	struct trace *traces = arena_alloc(a, search->failure_count + 1, sizeof *traces);
	json_t *report = search->document
				 ? json_loadb(search->document, search->document_len, 0, NULL)
				 : NULL;
	const json_t *item;
	size_t i;
	*count = 0;
	if (read_failure(a, json_object_get(report, "failure"), p, &traces[0])) {
		(*count)++;
	}
	json_array_foreach(json_object_get(report, "more_failures"), i, item)
	{
		if (*count < search->failure_count && read_failure(a, item, p, &traces[*count])) {
			(*count)++;
		}
	}
	for (i = 0; i < *count; i++) {
		traces[i].schedules = number_of(report, "schedules", 0);
	}
	json_decref(report);
	return traces;
}
