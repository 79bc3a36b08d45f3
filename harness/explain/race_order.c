// SPDX-License-Identifier: MIT
/* Those of race_rules.h that ask what orders, or should order, the two sides. */
#include <string.h>

#include "facts.h"
#include "kind.h"
#include "race_rules.h"

static const char *const waits[] = {"pthread_cond_wait", "pthread_cond_timedwait", "sem_wait",
	"sem_timedwait", "pthread_barrier_wait", "cnd_wait", NULL};
static const char *const signals[] = {"pthread_cond_signal", "pthread_cond_broadcast", "sem_post",
	"cnd_signal", "cnd_broadcast", NULL};
static const char *const joins[] = {"pthread_join", "thrd_join", "pthread_timedjoin_np", NULL};

/* `if (x) … lock … if (x)`: the same question once without and once with the lock. */
static bool
asks_twice(const char *body)
{
	const char *lock = strstr(body, "_lock("), *first = strstr(body, "if (");
	size_t len = first ? strcspn(first, ")") : 0;
	if (!lock || !first || first > lock || len < 5 || len > 80) {
		return false;
	}
	for (const char *p = lock; (p = strstr(p, "if (")); p++) {
		if (strncmp(p, first, len) == 0) {
			return true;
		}
	}
	return false;
}

bool
race_double_checked(const struct facts *f)
{
	for (size_t i = 0; i < f->side_count; i++) {
		if (asks_twice(f->sides[i].reach)) {
			return true;
		}
	}
	return false;
}

/* `if (!atomic_exchange(&done, true))`: the first one does the work, and the others don't wait for it. */
bool
race_once_by_hand(const struct facts *f)
{
	static const char *const takes[] = {"atomic_exchange(", "atomic_flag_test_and_set(",
		"atomic_exchange_explicit(", "atomic_flag_test_and_set_explicit(",
		"atomic_compare_exchange_strong(", "__sync_bool_compare_and_swap(",
		"__atomic_exchange_n(", "__atomic_test_and_set(", NULL};
	for (size_t i = 0; takes[i]; i++) {
		const char *at = strstr(f->reach, takes[i]);
		while (at && at > f->reach && at[-1] != '\n' && strncmp(at, "if (", 4) != 0 &&
			strncmp(at, "while (", 7) != 0) {
			at--;
		}
		if (at && strncmp(at, "if (", 4) == 0) {
			return true;
		}
	}
	return false;
}

bool
race_atomic_on_one_side(const struct facts *f)
{
	int atomic = 0;
	for (size_t i = 0; i < f->side_count; i++) {
		enum access_op op = f->sides[i].access->op;
		atomic += op == OP_ATOMIC_READ || op == OP_ATOMIC_WRITE;
	}
	return f->side_count > 1 && atomic == 1;
}

bool
race_through_queue(const struct facts *f)
{
	static const char *const words[] = {"queue", "ring", "head", "tail", "enqueue", "dequeue",
		"push", "pop", "fifo", "channel", NULL};
	bool waited = facts_words(f->reach, waits) && facts_words(f->reach, signals);
	return waited && (facts_words(f->reach, words) || strstr(f->reach, "++ %"));
}

bool
race_after_sleep(const struct facts *f)
{
	static const char *const sleeps[] = {
		"sleep", "usleep", "nanosleep", "clock_nanosleep", "thrd_sleep", NULL};
	return (f->slept || facts_words(f->start.between, sleeps)) && f->start.creator &&
	       !facts_words(f->start.between, joins);
}

/* A loop that waits until the flag changes. */
static bool
is_polled(const char *line)
{
	const char *p = line + strspn(line, " \t}");
	return strncmp(p, "while (", 7) == 0 || strncmp(p, "} while (", 9) == 0;
}

bool
race_polled_flag(const struct facts *f)
{
	for (size_t i = 0; i < f->side_count; i++) {
		if (is_polled(f->sides[i].line) && f->sides[i].access->op == OP_READ) {
			return true;
		}
	}
	return false;
}

bool
race_declared_volatile(const struct facts *f)
{
	const char *name = f->finding->location.name;
	const struct code *c = f->side_count ? f->sides[0].code : NULL;
	for (size_t n = 1; c && name && n <= c->count; n++) {
		if (code_names(code_bare(c, (int)n), "volatile") &&
			code_names(code_bare(c, (int)n), name)) {
			return true;
		}
	}
	return false;
}

/* Who started the thread goes on at once, in the same function, with nothing in between that could wait. */
static bool
goes_on_after_start(const struct facts *f)
{
	const struct fact_start *s = &f->start;
	return s->creator && s->directly && *s->between && !facts_words(s->between, joins) &&
	       !facts_words(s->between, waits) && !race_has_atomics(s->between) &&
	       !strstr(s->between, "_lock(") && !race_polled_flag(f);
}

/* One side only, and it is the one that started the thread, between that and the join. */
static const struct fact_side *
lone_starter(const struct facts *f)
{
	const struct fact_side *s = &f->sides[0];
	for (size_t i = 0; f->side_count == 1 && i < f->starts.count; i++) {
		const struct start_function *start = &f->starts.items[i];
		int line = s->site->line;
		if (line >= start->first && line <= start->last && *s->line &&
			strstr(start->after, s->line) && !facts_words(start->after, waits) &&
			!race_has_atomics(start->after) && !strstr(start->after, "_lock(")) {
			return s;
		}
	}
	return NULL;
}

bool
race_set_after_start(const struct facts *f)
{
	const struct fact_side *lone = lone_starter(f);
	if (lone) {
		return lone->access->op == OP_WRITE && !starts_polled(lone->code, lone->site->line);
	}
	return goes_on_after_start(f) && f->start.creator->access->op == OP_WRITE;
}

bool
race_read_before_join(const struct facts *f)
{
	const struct fact_side *lone = lone_starter(f);
	if (lone) {
		return lone->access->op == OP_READ;
	}
	return goes_on_after_start(f) && f->start.creator->access->op == OP_READ;
}

static bool
held_by(const struct facts *f, enum held a, enum held b)
{
	return f->side_count == 2 && ((f->sides[0].held == a && f->sides[1].held == b) ||
					     (f->sides[0].held == b && f->sides[1].held == a));
}

bool
race_of_future(const struct facts *f)
{
	static const char *const words[] = {"future", "promise", "executor", NULL};
	return facts_words(f->reach, words);
}

bool
race_by_worker_slot(const struct facts *f)
{
	static const char *const words[] = {
		"worker", "workers", "WORKERS", "nworkers", "num_workers", NULL};
	return facts_words(f->reach, words) && strstr(f->reach, "[") && strstr(f->reach, "% ");
}

bool
race_locked_on_one_side(const struct facts *f)
{
	return held_by(f, HELD_NONE, HELD_WRITE) || held_by(f, HELD_NONE, HELD_READ);
}

bool
race_locked_to_read(const struct facts *f)
{
	return held_by(f, HELD_READ, HELD_READ) || held_by(f, HELD_READ, HELD_WRITE);
}

bool
race_locked_differently(const struct facts *f)
{
	const char *a = f->side_count > 1 ? f->sides[0].access->locks : NULL;
	const char *b = f->side_count > 1 ? f->sides[1].access->locks : NULL;
	return held_by(f, HELD_WRITE, HELD_WRITE) && a && b && strcmp(a, b) != 0;
}

/*
 * One side only, and nothing that tells: not a statement that counts, and, for all that is known, whoever started the
 * threads may be the other side.
 */
bool
race_one_side_tells_nothing(const struct facts *f)
{
	const struct fact_side *s = &f->sides[0];
	if (f->side_count != 1 || strstr(s->line, "+=") || strstr(s->line, "-=") ||
		strstr(s->line, "++") || strstr(s->line, "--")) {
		return f->side_count < 1;
	}
	if (!s->code || !f->starts.count) {
		return true;
	}
	for (size_t i = 0; i < f->starts.count; i++) {
		if (starts_share(s->code, s->line, f->starts.items[i].after)) {
			return !starts_polled(s->code, s->site->line);
		}
	}
	return false;
}

bool
race_half_locked_unseen(const struct facts *f)
{
	return facts_sourceless(f) && race_locked_on_one_side(f);
}

bool
race_heap_unseen(const struct facts *f)
{
	return facts_sourceless(f) && f->finding->location.kind == LOCATION_HEAP;
}

bool
race_started_unseen(const struct facts *f)
{
	return facts_sourceless(f) && f->start.creator;
}

bool
race_unseen(const struct facts *f)
{
	return facts_sourceless(f);
}
