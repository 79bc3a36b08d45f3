// SPDX-License-Identifier: MIT
/* Those of race_rules.h that ask what memory it is, and who gives it back. */
#include <string.h>

#include "facts.h"
#include "kind.h"
#include "race_rules.h"

static const char *const joins[] = {"pthread_join", "thrd_join", "pthread_timedjoin_np", NULL};

/* Words of C11's atomics and of the compilers' own. */
bool
race_has_atomics(const char *text)
{
	static const char *const parts[] = {"atomic_load", "atomic_store", "atomic_exchange",
		"atomic_fetch_", "atomic_compare_exchange", "atomic_flag_", "atomic_thread_fence",
		"memory_order_", "__atomic_", "__sync_", NULL};
	for (size_t i = 0; parts[i]; i++) {
		if (strstr(text, parts[i])) {
			return true;
		}
	}
	return false;
}

/* Every side whose source is known goes by atomics, and there is such a side. */
bool
race_among_atomics(const struct facts *f)
{
	size_t known = 0;
	for (size_t i = 0; i < f->side_count; i++) {
		const struct fact_side *s = &f->sides[i];
		if (*s->reach && !race_has_atomics(s->reach)) {
			return false;
		}
		known += *s->reach != '\0';
	}
	return known;
}

/* "&turn" of what was raced for, or any atomic operation where the tool doesn't name it. */
static bool
is_atomic_line(const struct facts *f, const char *line)
{
	const char *name = f->finding->location.name;
	for (const char *p = line; name && (p = strstr(p, name)); p++) {
		if (p > line && p[-1] == '&' && race_has_atomics(line)) {
			return true;
		}
	}
	return !name && race_has_atomics(line);
}

/* Only Valgrind's tools report such a thing. */
bool
race_of_atomics_alone(const struct facts *f)
{
	bool alone = f->side_count && f->finding->detector != DET_TSAN;
	for (size_t i = 0; alone && i < f->side_count; i++) {
		alone = is_atomic_line(f, f->sides[i].line);
	}
	return alone;
}

bool
race_freed_by_itself(const struct facts *f)
{
	const char *a = f->side_count > 1 ? f->sides[0].access->thread : NULL;
	const char *b = f->side_count > 1 ? f->sides[1].access->thread : NULL;
	return f->finding->kind == KIND_USE_AFTER_FREE && a && b && strcmp(a, b) == 0;
}

bool
race_says_use_after_free(const struct facts *f)
{
	return f->finding->kind == KIND_USE_AFTER_FREE || facts_freed(f);
}

/* A lock that was never a lock guards nothing: a race behind it follows from that. */
bool
race_behind_a_bad_lock(const struct facts *f)
{
	bool bad = facts_company(f, KIND_INVALID_OBJECT, NULL) ||
		   facts_company(f, KIND_API_ERROR, NULL) ||
		   facts_company(f, KIND_BAD_UNLOCK, NULL);
	for (size_t i = 0; i < f->side_count; i++) {
		bad = bad && code_names(f->sides[i].body, "pthread_mutex_lock");
	}
	return bad && f->side_count && !facts_freed(f) && !facts_company_freed(f) &&
	       !facts_company(f, KIND_USE_AFTER_FREE, NULL) &&
	       !facts_company(f, KIND_DESTROY_IN_USE, NULL);
}

bool
race_moved_by_realloc(const struct facts *f)
{
	static const char *const names[] = {"realloc", "reallocarray", NULL};
	return facts_called(f, names);
}

/* Hazard pointers, RCU: who frees waits first, by an atomic, until nobody reads. */
bool
race_freed_after_atomic_wait(const struct facts *f)
{
	const struct fact_side *freed = facts_freed(f);
	const char *loop = freed ? strstr(freed->body, "while (") : NULL;
	return loop && race_has_atomics(loop) && strstr(loop, "free");
}

bool
race_freed_by_relaxed_count(const struct facts *f)
{
	const struct fact_side *freed = facts_freed(f);
	return freed && strstr(freed->body, "fetch_sub") &&
	       strstr(freed->body, "memory_order_relaxed");
}

bool
race_freed_by_count(const struct facts *f)
{
	const struct fact_side *freed = facts_freed(f);
	static const char *const words[] = {"refcount", "ref", "refs", "users", "count", "release",
		"unref", "put", "drop", "close", NULL};
	return freed &&
	       (strstr(freed->body, "-= 1") || strstr(freed->body, "--") ||
		       strstr(freed->body, "fetch_sub")) &&
	       (strstr(freed->body, "== 0") || strstr(freed->body, "== 1") ||
		       facts_words(freed->body, words));
}

static bool
counted(const char *line)
{
	return strstr(line, "-= 1") || strstr(line, "--") || strstr(line, "== 0");
}

/* The count itself is raced for: a decrement, in a function that also frees. */
bool
race_plain_count_that_frees(const struct facts *f)
{
	for (size_t i = 0; i < f->side_count; i++) {
		const struct fact_side *s = &f->sides[i];
		if (counted(s->line) && code_names(s->body, "free")) {
			return true;
		}
	}
	return false;
}

bool
race_destroyed(const struct facts *f)
{
	static const char *const names[] = {"pthread_mutex_destroy", "pthread_rwlock_destroy",
		"sem_destroy", "pthread_cond_destroy", "pthread_barrier_destroy",
		"pthread_spin_destroy", NULL};
	return facts_called(f, names);
}

bool
race_of_descriptor(const struct facts *f)
{
	static const char *const names[] = {"close", "dup2", "fclose", "closedir", NULL};
	return f->finding->location.kind == LOCATION_FD || facts_called(f, names);
}

bool
race_of_environment(const struct facts *f)
{
	static const char *const names[] = {"setenv", "unsetenv", "putenv", "clearenv", "getenv",
		"secure_getenv", "setlocale", "tzset", "chdir", NULL};
	return facts_called(f, names);
}

/* Functions whose result lies in memory that all threads share (attributes(7), MT-Unsafe). */
bool
race_of_static_buffer(const struct facts *f)
{
	static const char *const names[] = {"gmtime", "localtime", "asctime", "ctime", "strtok",
		"strerror", "inet_ntoa", "getpwnam", "getpwuid", "getgrnam", "getgrgid",
		"gethostbyname", "readdir", "ttyname", "basename", "dirname", "strsignal", "rand",
		"__tz_convert", "__offtime", "lgamma", "ecvt", "crypt", "tmpnam", "ptsname",
		"getservbyname", NULL};
	if (facts_called(f, names)) {
		return true;
	}
	for (size_t i = 0; i < f->side_count; i++) {
		if (facts_words(f->sides[i].line, names)) {
			return true;
		}
	}
	return false;
}

bool
race_of_thread_local(const struct facts *f)
{
	return f->finding->location.kind == LOCATION_TLS;
}

bool
race_on_stack(const struct facts *f)
{
	return f->finding->location.kind == LOCATION_STACK;
}

/* The function that made the variable and started the thread returns without a join. */
bool
race_frame_left(const struct facts *f)
{
	const struct fact_start *s = &f->start;
	if (!s->site || !s->site->function) {
		return false;
	}
	const char *body = s->creator ? s->creator->body : "";
	bool main = strcmp(s->site->function, "main") == 0;
	return race_on_stack(f) && !main && !(s->creator && *body && facts_words(body, joins));
}

/* One side only: what it touches is a local variable of a function that starts a thread, gives it away and doesn't join. */
bool
race_local_given_away(const struct facts *f)
{
	const struct fact_side *s = &f->sides[0];
	for (size_t i = 0; f->side_count == 1 && i < f->starts.count; i++) {
		const struct start_function *start = &f->starts.items[i];
		bool own = s->function && (code_names(start->body, s->function));
		if (start->gives_local && !start->joins && own &&
			f->finding->location.kind == LOCATION_NONE) {
			return true;
		}
	}
	return false;
}

/* Whether a function in the text frees something before, or without, joining a thread. */
static bool
frees_before_join(const char *text)
{
	for (const char *p = text; (p = strstr(p, "free(")); p++) {
		const char *begin = p;
		while (begin > text && strncmp(begin, "\n}", 2) != 0) {
			begin--;
		}
		const char *join = strstr(begin, "_join(");
		bool whole =
			p == text || p[-1] == ' ' || p[-1] == '\t' || p[-1] == '(' || p[-1] == ';';
		if (whole && !(join && join < p)) {
			return true;
		}
	}
	return false;
}

/* Memory that somebody in this code frees, used by another thread: the race is part of that. */
bool
race_of_freed_memory(const struct facts *f)
{
	static const char *const allocates[] = {"malloc", "calloc", NULL};
	bool heap = f->finding->location.kind == LOCATION_HEAP || facts_called(f, allocates);
	return !race_among_atomics(f) &&
	       (facts_company_freed(f) || (heap && frees_before_join(f->reach)));
}
