// SPDX-License-Identifier: MIT
#include "facts.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "explain.h"
#include "site.h"

const struct code *
facts_code(const struct codes *codes, const struct frame *f)
{
	for (size_t i = 0; f && f->file && i < codes->count; i++) {
		if (codes->items[i].count && strcmp(codes->items[i].file->name, f->file) == 0) {
			return &codes->items[i];
		}
	}
	return NULL;
}

bool
facts_tells_locks(const struct finding *f)
{
	static const char words[] = "Locks held:";
	return f->detector == DET_TSAN ||
	       (f->text && memmem(f->text, f->text_len, words, sizeof words - 1));
}

static enum held
held_of(const struct finding *f, const struct access *a)
{
	if (a->locks) {
		return strstr(a->locks, "write") || !strstr(a->locks, "read") ? HELD_WRITE
									      : HELD_READ;
	}
	return facts_tells_locks(f) && a->stack.count ? HELD_NONE : HELD_UNKNOWN;
}

/*
 * Where the tool says nothing, the function's own text: locks taken and not given back before the line.  Where there is no
 * lock at all in the function, in what it calls and in its caller, none is held.
 */
static enum held
held_in_source(const struct code *c, int line, const char *reach)
{
	int first, last, write = 0, read = 0;
	bool known = code_function(c, line, &first, &last);
	for (int n = first; known && n < line; n++) {
		const char *text = code_bare(c, n);
		write += code_names(text, "pthread_mutex_lock") ||
			 code_names(text, "pthread_rwlock_wrlock") || code_names(text, "mtx_lock");
		read += code_names(text, "pthread_rwlock_rdlock");
		if (code_names(text, "pthread_mutex_unlock") ||
			code_names(text, "pthread_rwlock_unlock") ||
			code_names(text, "mtx_unlock")) {
			write -= write > 0;
			read -= read > 0 && !write;
		}
	}
	if (!known || write || read) {
		return !known ? HELD_UNKNOWN : write ? HELD_WRITE : HELD_READ;
	}
	return *reach && !strstr(reach, "lock(") ? HELD_NONE : HELD_UNKNOWN;
}

static bool
is_main(const struct access *a)
{
	return a->thread && (strcmp(a->thread, "main thread") == 0 || strcmp(a->thread, "#1") == 0);
}

/* Helgrind's wrappers have no names: its words name the call. */
const char *
facts_call(struct arena *a, const struct access *access)
{
	static const char *const starts[] = {"pthread_", "sem_", NULL};
	const char *call = site_call(a, access), *words = access->words ? access->words : "";
	for (size_t i = 0; !call && starts[i]; i++) {
		const char *p = strstr(words, starts[i]);
		size_t len = p ? strspn(p, "abcdefghijklmnopqrstuvwxyz_") : 0;
		if (len > strlen(starts[i]) && p[len] != '{' && (p == words || p[-1] == ' ')) {
			call = arena_strndup(a, p, len);
		}
	}
	return call;
}

/* The body of the function that called the site's, where it is in the same file. */
static const char *
caller_body(struct arena *a, const struct fact_side *s)
{
	int at = site_index(&s->access->stack, s->site), first, last;
	const struct frame *caller = at >= 0 && (size_t)at + 1 < s->access->stack.count
					     ? &s->access->stack.frames[at + 1]
					     : NULL;
	if (!caller || !caller->file || strcmp(caller->file, s->site->file) != 0 ||
		!code_function(s->code, caller->line, &first, &last)) {
		return "";
	}
	return code_between(a, s->code, first, last);
}

static struct fact_side
side_of(struct arena *a, const struct finding *f, const struct access *access,
	const struct codes *codes)
{
	struct fact_side s = {
		.access = access,
		.site = site_of_access(access),
		.op = access->op,
		.call = facts_call(a, access),
		.line = "",
		.body = "",
		.reach = "",
		.held = held_of(f, access),
		.main = is_main(access),
	};
	int first, last;
	s.function = s.site ? site_function(a, s.site) : NULL;
	s.code = facts_code(codes, s.site);
	if (s.code) {
		s.line = code_bare(s.code, s.site->line);
		s.reach = arena_printf(
			a, "%s%s", code_reach(a, s.code, s.site->line), caller_body(a, &s));
	}
	if (s.call && strcmp(s.call, "free") == 0) {
		s.op = OP_FREE;
	}
	if (s.code && s.held == HELD_UNKNOWN) {
		s.held = held_in_source(s.code, s.site->line, s.reach);
	}
	if (s.code && code_function(s.code, s.site->line, &first, &last)) {
		s.body = code_between(a, s.code, first, last);
	}
	return s;
}

static bool
same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* The frame of `side` that is in the function of `site`; NULL: none. */
static const struct frame *
frame_in(const struct fact_side *side, const struct frame *site)
{
	for (size_t i = 0; i < side->access->stack.count; i++) {
		const struct frame *f = &side->access->stack.frames[i];
		if (same(f->function, site->function) && same(f->file, site->file)) {
			return f;
		}
	}
	return NULL;
}

static void
set_creator(struct facts *f, struct fact_start *s, const struct fact_side *side)
{
	const struct frame *at = frame_in(side, s->site);
	if (!at) {
		return;
	}
	s->creator = side;
	s->line = at->line;
	s->directly = at == side->site && !side->call;
	if (side->code && at == side->site && at->line > s->site->line) {
		s->between = code_between(f->arena, side->code, s->site->line, at->line);
	} else if (side->code && at->line > s->site->line) {
		s->between = code_between(f->arena, side->code, s->site->line, at->line - 1);
	}
}

/* The first thread that was created in a function that the other side is in. */
static void
find_start(struct facts *f, const struct codes *codes)
{
	const struct finding *finding = f->finding;
	for (size_t i = 0; i < finding->thread_count && !f->start.creator; i++) {
		const struct birth *b = &finding->threads[i];
		struct fact_start s = {.birth = b, .site = site_of(&b->stack), .between = ""};
		s.code = facts_code(codes, s.site);
		for (size_t k = 0; k < f->side_count && s.site && s.site->function && !s.creator;
			k++) {
			if (!same(f->sides[k].access->thread, b->name)) {
				set_creator(f, &s, &f->sides[k]);
			}
		}
		if (s.creator || !f->start.birth) {
			f->start = s;
		}
	}
	f->start.between = f->start.between ? f->start.between : "";
}

/*
 * Besides the first side: of a race the other; of a cycle of locks the next place where a lock is asked for with another in
 * hand (ThreadSanitizer), or the second lock of the other order (Helgrind).  -1: there is none.
 */
static int
second_side(const struct finding *f)
{
	int count = (int)f->access_count;
	for (int i = 1; i < count && f->kind == KIND_LOCK_ORDER; i++) {
		const char *words = f->accesses[i].words;
		if (words && (strstr(words, "while holding") || strstr(words, "followed by"))) {
			return i;
		}
	}
	return count > 1 ? 1 : -1;
}

void
facts_gather(struct facts *f, struct arena *a, const struct finding *finding,
	const struct company *company, const struct codes *codes)
{
	struct buf reach = {0};
	*f = (struct facts){.arena = a, .finding = finding, .company = company};
	f->index[0] = finding->access_count ? 0 : -1;
	f->index[1] = second_side(finding);
	for (size_t i = 0; i < FACT_SIDES && f->index[i] >= 0; i++) {
		f->sides[f->side_count] =
			side_of(a, finding, &finding->accesses[f->index[i]], codes);
		buf_adds(&reach, f->sides[f->side_count++].reach);
	}
	f->reach = arena_strdup(a, buf_str(&reach));
	buf_free(&reach);
	find_start(f, codes);
	if (f->side_count == 1 && f->sides[0].code) {
		f->starts = starts_read(a, f->sides[0].code);
	}
	f->slept = finding->text &&
		   memmem(finding->text, finding->text_len, "As if synchronized via sleep", 28);
}

static bool
has_words(const struct finding *f, const char *words)
{
	const char *first = f->access_count ? f->accesses[0].words : NULL;
	return !words || (f->words && strstr(f->words, words)) || (first && strstr(first, words));
}

static bool
same_process(const struct facts *f, const struct finding *other)
{
	return other->pid == f->finding->pid && other->detector == f->finding->detector;
}

bool
facts_company(const struct facts *f, enum kind k, const char *words)
{
	const struct findings *all = f->company->all;
	for (size_t i = 0; i < all->count && f->company->kinds[k]; i++) {
		const struct finding *other = &all->items[i];
		if (other->kind == k && same_process(f, other) && has_words(other, words)) {
			return true;
		}
	}
	return false;
}

/* Whether one of its sides is in the same function of the program as one of ours. */
static bool
meets(const struct facts *f, const struct finding *other)
{
	for (size_t i = 0; i < other->access_count; i++) {
		const struct frame *site = site_of_access(&other->accesses[i]);
		for (size_t k = 0; k < f->side_count && site && site->function; k++) {
			if (same(f->sides[k].site ? f->sides[k].site->function : NULL,
				    site->function)) {
				return true;
			}
		}
	}
	return false;
}

bool
facts_company_freed(const struct facts *f)
{
	for (size_t i = 0; i < f->company->freed_count; i++) {
		const struct finding *other = f->company->freed[i];
		if (same_process(f, other) && meets(f, other)) {
			return true;
		}
	}
	return false;
}

/* realloc() frees as well, but what it gives back lives on elsewhere. */
static bool
ends_memory(struct arena *a, const struct access *side)
{
	const char *call = site_call(a, side);
	return (side->op == OP_FREE || (call && strstr(call, "_destroy"))) &&
	       !(call && strstr(call, "realloc"));
}

struct company
facts_company_of(struct arena *a, const struct findings *all)
{
	struct company c = {.all = all};
	c.freed = arena_alloc(a, all->count + 1, sizeof *c.freed);
	for (size_t i = 0; i < all->count; i++) {
		const struct finding *f = &all->items[i];
		bool race = f->kind == KIND_RACE || f->kind == KIND_USE_AFTER_FREE, ends = false;
		c.kinds[f->kind] = true;
		for (size_t k = 0; race && k < f->access_count; k++) {
			ends |= ends_memory(a, &f->accesses[k]);
		}
		if (ends) {
			c.freed[c.freed_count++] = f;
		}
	}
	return c;
}

bool
facts_sourceless(const struct facts *f)
{
	for (size_t i = 0; i < f->side_count; i++) {
		if (f->sides[i].code) {
			return false;
		}
	}
	return true;
}

const struct fact_side *
facts_called(const struct facts *f, const char *const *names)
{
	for (size_t i = 0; i < f->side_count; i++) {
		for (size_t k = 0; names[k] && f->sides[i].call; k++) {
			if (strcmp(f->sides[i].call, names[k]) == 0) {
				return &f->sides[i];
			}
		}
	}
	return NULL;
}

bool
facts_words(const char *text, const char *const *names)
{
	while (*names && !code_names(text, *names)) {
		names++;
	}
	return *names;
}

const struct fact_side *
facts_freed(const struct facts *f)
{
	static const char *const names[] = {"free", "cfree", "munmap", "operator delete(void*)",
		"operator delete[](void*)", "operator delete(void*, unsigned long)",
		"operator delete[](void*, unsigned long)", "_ZdlPv", "_ZdlPvm", "_ZdaPv", NULL};
	for (size_t i = 0; i < f->side_count; i++) {
		if (f->sides[i].op == OP_FREE) {
			return &f->sides[i];
		}
	}
	return facts_called(f, names);
}

bool
facts_shows_joiner(const struct facts *f)
{
	return f->finding->kind == KIND_LOCK_HELD && f->finding->detector == DET_DRD;
}

bool
facts_ends_process(const struct facts *f)
{
	bool ends = f->finding->kind == KIND_LOCK_HELD && f->finding->detector == DET_HELGRIND &&
		    f->side_count && f->sides[0].main;
	const struct stack *s = ends ? &f->sides[0].access->stack : NULL;
	for (size_t i = 0; ends && i < s->count; i++) {
		const char *name = s->frames[i].function;
		ends = !name || (!strstr(name, "pthread_exit") && !strstr(name, "_Unwind"));
	}
	return ends;
}

bool
facts_one_thread(const struct facts *f)
{
	const struct finding *finding = f->finding;
	const char *thread = finding->access_count ? finding->accesses[0].thread : NULL;
	bool one = thread && finding->access_count > 1;
	for (size_t i = 1; one && i < finding->access_count; i++) {
		one = same(finding->accesses[i].thread, thread);
	}
	return one;
}
