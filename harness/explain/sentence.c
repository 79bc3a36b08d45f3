// SPDX-License-Identifier: MIT
#include "sentence.h"

#include <string.h>
#include <strings.h>

#include "arena.h"
#include "buf.h"
#include "facts.h"
#include "phrases.h"
#include "site.h"
#include "stanza.h"
#include "text.h"

/* The tools write "<null>" or "??" where they have no name. */
static bool
named(const struct location *l)
{
	return l->name && *l->name && l->name[0] != '<' && l->name[0] != '?';
}

/* What both touched, as a name; NULL: there is none. */
static const char *
thing(const struct facts *f)
{
	const struct location *l = &f->finding->location;
	const char *site = stanza_site(f->arena, &l->allocation);
	if (named(l)) {
		return arena_printf(f->arena, "`%s`", l->name);
	}
	if (l->name) {
		return "a global variable";
	}
	switch (l->kind) {
	case LOCATION_HEAP:
		return site ? arena_printf(f->arena, "memory allocated in %s", site)
			    : "allocated memory";
	case LOCATION_STACK:
		return "a local variable";
	case LOCATION_TLS:
		return "a thread's own variable";
	case LOCATION_FD:
		return "a file descriptor";
	default:
		return NULL;
	}
}

static bool
is_race(const struct facts *f)
{
	return f->finding->kind == KIND_RACE || f->finding->kind == KIND_USE_AFTER_FREE;
}

/* " in `serve`", " in `serve` and `log`"; "" where no name is known. */
static const char *
functions(const struct facts *f)
{
	const char *a = f->side_count ? f->sides[0].function : NULL;
	const char *b = f->side_count > 1 ? f->sides[1].function : NULL;
	if (a && b && strcmp(a, b) != 0) {
		return arena_printf(f->arena, " in `%s` and `%s`", a, b);
	}
	a = a ? a : b;
	return a ? arena_printf(f->arena, " in `%s`", a) : "";
}

/* The sizes that ThreadSanitizer tells of a descriptor are its own. */
static bool
of_descriptor(const struct facts *f)
{
	return f->finding->location.kind == LOCATION_FD;
}

/* "a write and a read", "two writes", "`close` and `write`". */
static const char *
both_ops(const struct facts *f)
{
	enum access_op a = f->sides[0].op, b = f->sides[1].op;
	if (of_descriptor(f) && f->sides[0].call && f->sides[1].call) {
		return arena_printf(f->arena, "`%s` and `%s`", f->sides[0].call, f->sides[1].call);
	}
	if (a != b) {
		return arena_printf(f->arena, "%s and %s", phrases_op_noun(a), phrases_op_noun(b));
	}
	return a == OP_WRITE ? "two writes" : a == OP_READ ? "two reads" : "two accesses";
}

/* Of what is no race: "Failed thread call: `pthread_join` in `main`", "Wrong unlock, in `main`". */
static const char *
call_title(const struct facts *f)
{
	enum kind k = f->finding->kind;
	const char *heading = phrases_title(f->finding), *where = functions(f);
	const char *call = (k == KIND_API_ERROR || k == KIND_SIGNAL_UNSAFE) && f->side_count
				   ? f->sides[0].call
				   : NULL;
	const char *what = call                        ? arena_printf(f->arena, "`%s`", call)
			   : f->finding->location.name ? thing(f)
						       : NULL;
	if (facts_shows_joiner(f) || !*where) {
		return what ? arena_printf(f->arena, "%s: %s", heading, what) : heading;
	}
	return what ? arena_printf(f->arena, "%s: %s%s", heading, what, where)
		    : arena_printf(f->arena, "%s,%s%s", heading,
			      k == KIND_THREAD_LEAK ? " started" : "", where);
}

const char *
sentence_title(const struct facts *f)
{
	const char *heading = phrases_title(f->finding), *name = thing(f);
	if (!is_race(f)) {
		return call_title(f);
	}
	const char *on = name ? arena_printf(f->arena, " on %s", name) : functions(f);
	if (f->finding->kind == KIND_USE_AFTER_FREE) {
		return arena_printf(f->arena, "%s%s", heading,
			name ? arena_printf(f->arena, ": %s", name) : on);
	}
	if (f->side_count < 2) {
		return arena_printf(f->arena,
			"%s%s: %s, and another access that the tool doesn't show", heading, on,
			f->side_count ? phrases_op_noun(f->sides[0].op) : "an access");
	}
	return arena_printf(f->arena, "%s%s: %s that nothing orders", heading, on, both_ops(f));
}

/* "M1" of "Mutex M1 acquired here while holding mutex M0 in …"; in the arena; NULL: the words are others. */
static const char *
name_after(const struct facts *f, const char *words, const char *before)
{
	const char *p = words ? strstr(words, before) : NULL;
	p = p ? p + strlen(before) : NULL;
	return p ? arena_strndup(f->arena, p, strcspn(p, " :,\n")) : NULL;
}

static const char *
lock_side(const struct facts *f, const struct access *a, const char *who, const char *where)
{
	const char *taken = name_after(f, a->words, "Mutex ");
	const char *held = name_after(f, a->words, "holding mutex ");
	if (taken && held) {
		return arena_printf(
			f->arena, "%s takes %s while it holds %s%s", who, taken, held, where);
	}
	if (taken && strstr(a->words, "previously")) {
		return arena_printf(f->arena, "%s has taken %s before%s", who, taken, where);
	}
	const char *words = a->words ? a->words : "takes a lock";
	if (text_starts(words, "Required order")) {
		return arena_printf(f->arena, "earlier, the first of the two was taken%s", where);
	}
	if (text_starts(words, "followed by")) {
		return arena_printf(f->arena,
			"earlier, the second of the two was taken while the first was held,%s",
			where);
	}
	if (strstr(words, "lock order")) {
		return arena_printf(f->arena, "%s takes them the other way round%s", who, where);
	}
	return arena_printf(f->arena, "%s takes a lock%s", who, where);
}

/* Who: "T2", "the main thread", "thread #3". */
static const char *
who_of(const struct facts *f, const struct access *a)
{
	if (!a->thread) {
		return f->finding->kind == KIND_LOCK_ORDER ? "a thread" : "the thread";
	}
	return strcmp(a->thread, "main thread") == 0 ? "the main thread"
	       : a->thread[0] == '#' ? arena_printf(f->arena, "thread %s", a->thread)
				     : a->thread;
}

static const char *
where_of(const struct facts *f, const struct access *a)
{
	const struct frame *site = site_of_access(a);
	const char *function = site ? site_function(f->arena, site) : NULL;
	const char *place = site ? site_place(f->arena, site) : NULL;
	if (function && place) {
		return arena_printf(f->arena, " in `%s` (%s)", function, place);
	}
	return function ? arena_printf(f->arena, " in `%s`", function)
	       : place  ? arena_printf(f->arena, " at %s", place)
			: "";
}

/* " (started in `main` (a.c:12))" for a thread whose stack has nothing of the program's; "" else. */
static const char *
started(const struct facts *f, const struct access *a)
{
	for (size_t i = 0; i < f->finding->thread_count && !site_of_access(a); i++) {
		const struct birth *b = &f->finding->threads[i];
		const char *site = stanza_site(f->arena, &b->stack);
		if (b->name && a->thread && strcmp(b->name, a->thread) == 0 && site) {
			return arena_printf(f->arena, ", started in %s,", site);
		}
	}
	return "";
}

/* Valgrind's tools tell of a lock held to the end: DRD by who joins the thread, Helgrind by the thread itself. */
static const char *
held_side(const struct facts *f, const struct access *a, const char *who, const char *where)
{
	const char *call = facts_call(f->arena, a), *words = a->words ? a->words : "";
	if (facts_shows_joiner(f)) {
		return call && strstr(call, "join")
			       ? arena_printf(f->arena, "%s joins the thread that held it,%s", who,
					 where)
			       : arena_printf(f->arena, "the tool notices it in %s%s", who, where);
	}
	return arena_printf(f->arena, "%s%s ends%s and still holds the lock%s", who, started(f, a),
		where, text_ends(words, " locks") ? "s" : "");
}

/* What a call is about that the words of the tool don't name. */
static const char *
object_of(const struct facts *f, const struct access *a)
{
	return named(&f->finding->location)             ? thing(f)
	       : a->op == OP_LOCK || a->op == OP_UNLOCK ? "a lock"
	       : a->op == OP_WAIT                       ? "a condition variable"
							: "it";
}

/* A side of what is no race. */
static const char *
call_side(const struct facts *f, const struct access *a, const char *who, const char *where)
{
	const char *call = facts_call(f->arena, a), *words = a->words ? a->words : "";
	if (f->finding->kind == KIND_LOCK_HELD && f->finding->detector != DET_TSAN) {
		return held_side(f, a, who, where);
	}
	if (f->finding->kind == KIND_ERRNO_SPOILED && *where) {
		return arena_printf(
			f->arena, "the handler that changes it is%s", where + strlen(" in"));
	}
	if (!call && strstr(words, "{signal,broadcast}")) {
		return arena_printf(f->arena, "%s signals the condition variable%s", who, where);
	}
	if (!call && strstr(words, "lock granted")) {
		return arena_printf(f->arena, "%s gets the lock%s", who, where);
	}
	if (call && !a->thread) {
		return arena_printf(f->arena, "`%s` is called%s", call, where);
	}
	if (call) {
		return arena_printf(f->arena, "%s calls `%s`%s", who, call, where);
	}
	if (a->op != OP_NONE) {
		return arena_printf(f->arena, "%s %s %s%s", who, phrases_op_verb(a->op),
			object_of(f, a), where);
	}
	return arena_printf(f->arena, "%s is%s", who, *where ? where : " somewhere in it");
}

const char *
sentence_side(const struct facts *f, const struct access *a)
{
	const char *who = who_of(f, a), *where = where_of(f, a), *call = site_call(f->arena, a);
	const char *name = named(&f->finding->location) ? thing(f) : "it";
	if (f->finding->kind == KIND_LOCK_ORDER) {
		return lock_side(f, a, who, where);
	}
	if (f->finding->kind == KIND_THREAD_LEAK) {
		return arena_printf(f->arena, "%s starts the thread%s", who, where);
	}
	if (!is_race(f)) {
		return call_side(f, a, who, where);
	}
	if (of_descriptor(f) && call) {
		return arena_printf(f->arena, "%s calls `%s` on it%s", who, call, where);
	}
	bool frees = a->op == OP_FREE || (call && strcmp(call, "free") == 0);
	const char *size = a->size && !frees ? arena_printf(f->arena, " (%zu byte%s)", a->size,
						       a->size == 1 ? "" : "s")
					     : "";
	const char *by = call && !frees ? arena_printf(f->arena, ", by `%s`,", call) : "";
	return arena_printf(f->arena, "%s %s %s%s%s%s", who,
		phrases_op_verb(frees ? OP_FREE : a->op), name, size, by, where);
}

/* The name in: data symbol "m"; in the arena; NULL: there is none. */
static const char *
quoted(const struct facts *f, const char *words)
{
	const char *p = words ? strstr(words, "data symbol \"") : NULL;
	p = p ? p + strlen("data symbol \"") : NULL;
	return p ? arena_strndup(f->arena, p, strcspn(p, "\"")) : NULL;
}

/* "M1, to read (made in `main`, a.c:12)" of "read M1". */
static void
add_lock(const struct facts *f, struct buf *out, const char *words, size_t len)
{
	const char *text = arena_strndup(f->arena, words, len);
	const char *name = strrchr(text, ' ');
	name = name ? name + 1 : text;
	const struct birth *birth = NULL;
	for (size_t i = 0; i < f->finding->lock_count && !birth; i++) {
		const struct birth *b = &f->finding->locks[i];
		birth = b->name && strcasecmp(b->name, name) == 0 ? b : NULL;
	}
	const char *symbol = birth ? quoted(f, birth->words) : NULL;
	const char *site = birth ? stanza_site(f->arena, &birth->stack) : NULL;
	buf_addf(out, "%s%s%s%s", symbol ? "`" : "", symbol ? symbol : name, symbol ? "`" : "",
		strstr(text, "read") ? ", to read" : "");
	if (site) {
		buf_addf(out, " (made or first used in %s)", site);
	}
}

const char *
sentence_locks(const struct facts *f, const struct access *a)
{
	struct buf out = {0};
	if (!is_race(f)) {
		return NULL;
	}
	if (!a->locks) {
		return facts_tells_locks(f->finding) && a->stack.count ? "holds no lock" : NULL;
	}
	if (strcmp(a->locks, "none") == 0) {
		return "holds no lock";
	}
	buf_adds(&out, "holds ");
	for (const char *p = a->locks; *p;) {
		size_t len = strcspn(p, ",");
		buf_adds(&out, p == a->locks ? "" : " and ");
		add_lock(f, &out, p, len);
		p += len;
		p += strspn(p, ", ");
	}
	const char *text = arena_strdup(f->arena, buf_str(&out));
	buf_free(&out);
	return text;
}

const char *
sentence_what(const struct facts *f)
{
	const struct finding *finding = f->finding;
	const char *about = phrases_about(finding);
	if (is_race(f) && f->side_count > 1) {
		char *both = arena_printf(f->arena, "%s; %s. %s",
			sentence_side(f, &finding->accesses[0]),
			sentence_side(f, &finding->accesses[1]), about);
		/* "The main thread …" */
		both[0] = (char)(both[0] == 't' ? 'T' : both[0]);
		return both;
	}
	const char *first = f->side_count ? where_of(f, f->sides[0].access) : "";
	const char *second = f->side_count > 1 ? where_of(f, f->sides[1].access) : "";
	if (finding->kind == KIND_LOCK_ORDER && *first && *second && strcmp(first, second) != 0) {
		return arena_printf(f->arena, "%s It is%s and%s.", about, first, second);
	}
	return !*first ? about
	       : facts_shows_joiner(f)
		       ? arena_printf(f->arena, "%s It was noticed%s.", about, first)
		       : arena_printf(f->arena, "%s It is%s.", about, first);
}

static bool
counts(const char *line)
{
	return strstr(line, "+=") || strstr(line, "-=") || strstr(line, "++") || strstr(line, "--");
}

const char *
sentence_harm(const struct facts *f, int as)
{
	bool own = !as || as == (int)f->finding->kind, race = f->finding->kind == KIND_RACE;
	if (own && facts_ends_process(f)) {
		return "Here the process ends with this thread, so that nobody waits for the lock "
		       "any more. Where only the thread ends, the next one who asks waits for "
		       "ever.";
	}
	if (own && race && f->side_count == 1 && counts(f->sides[0].line)) {
		return "Such a statement is a load, a step and a store. When another thread writes "
		       "in between, one of the two updates is lost, and nobody notices.";
	}
	if (own && race && f->side_count > 1 && counts(f->sides[0].line) &&
		counts(f->sides[1].line)) {
		return "Such a statement is a load, a step and a store. When the other thread's "
		       "come in between, one of the two updates is lost, and nobody notices.";
	}
	return phrases_harm(f->finding, own && race && facts_freed(f) ? KIND_USE_AFTER_FREE : as);
}
