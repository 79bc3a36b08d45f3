// SPDX-License-Identifier: MIT
/* Of Helgrind's and DRD's reports. */
#include <string.h>

#include "arena.h"
#include "phrases.h"
#include "site.h"
#include "stanza.h"
#include "text.h"

#define FRAMES                                                                                    \
	" `at` is the innermost call, each `by` its caller; `???` and `(in …)` stand where no " \
	"source is known: that "                                                                  \
	"is the tool's or the library's own function."

static const char *
look_at(struct stanzas *s, const struct access *side)
{
	const struct frame *site = side ? site_of_access(side) : NULL;
	const char *function = site ? site_function(s->arena, site) : NULL;
	const char *place = site ? site_place(s->arena, site) : NULL;
	bool told = s->told & TOLD_FRAMES;
	if (!site) {
		return "";
	}
	s->told |= TOLD_FRAMES;
	return arena_printf(s->arena,
		" The line to look at is the first one of your own code: %s%s%s%s.%s",
		function ? "`" : "", function ? function : "", function ? "`, " : "",
		place ? place : "its place is not known", told ? "" : FRAMES);
}

static const struct access *
side(struct stanzas *s, int n)
{
	s->side = n;
	return n > 0 && (size_t)n <= s->finding->access_count ? &s->finding->accesses[n - 1] : NULL;
}

/* The side whose heading the line is; 0: none. */
static int
side_by_words(const struct stanzas *s, const char *line)
{
	for (size_t i = 0; i < s->finding->access_count; i++) {
		const char *words = s->finding->accesses[i].words;
		if (words && (text_starts(words, line) || text_starts(line, words))) {
			return (int)i + 1;
		}
	}
	return 0;
}

static const char *
what_note(struct stanzas *s, const char *line)
{
	const struct finding *f = s->finding;
	int n = side_by_words(s, line);
	const struct access *a = side(s, n ? n : 1);
	if (f->kind == KIND_RACE && a) {
		return arena_printf(s->arena, "What was found: %s. %s One side: %s by %s.%s",
			phrases_thing(f), phrases_about(f), stanza_op(s->arena, a),
			stanza_thread(s->arena, a->thread), look_at(s, a));
	}
	if (f->kind == KIND_LOCK_HELD && f->detector == DET_DRD) {
		return arena_printf(s->arena,
			"What was found: %s. %s DRD says so when somebody joins the thread; the "
			"unlock is missing in the thread's own function.%s",
			phrases_thing(f), phrases_about(f), look_at(s, a));
	}
	return arena_printf(s->arena, "What was found: %s. %s%s", phrases_thing(f),
		phrases_about(f), look_at(s, a));
}

static const char *
conflict_note(struct stanzas *s, const char *line)
{
	int n = side_by_words(s, line);
	const struct access *a = side(s, n ? n : 2);
	return arena_printf(s->arena,
		"The other side: %s by %s. \"Previous\" means that the tool saw it earlier in this "
		"run, not that it has to come first: that is what is wrong.%s",
		stanza_op(s->arena, a), stanza_thread(s->arena, a ? a->thread : NULL),
		look_at(s, a));
}

static const char *
order_note(struct stanzas *s, const char *line)
{
	int n = side_by_words(s, line);
	const struct access *a = side(s, n);
	const char *what = text_starts(line, "followed by") ? "… and then the second of the two."
			   : text_starts(line, "Required")
				   ? "The order that was seen first, and that the tool takes for "
				     "the right one: here the first lock was taken …"
				   : "Now it was the other way round: here the one that should "
				     "come second was taken first …";
	return arena_printf(s->arena, "%s%s", what, look_at(s, a));
}

static const char *
birth_note(struct stanzas *s, const char *line)
{
	s->side = 0;
	if (strstr(line, "root thread")) {
		return "That is the main thread.";
	}
	bool told = s->told & TOLD_THREADS;
	s->told |= TOLD_THREADS;
	return told ? "And who this one is."
		    : "Who that thread is: where it was started (look for the first line of your "
		      "own code). No part of the error itself.";
}

static const char *
locks_note(const char *line)
{
	return strstr(line, "none") ? "This side held no lock."
				    : "The locks that this side held. A lock helps only where the "
				      "other side holds the same one.";
}

/* "at 0x1092A1: f (a.c:3)"; XML gives the creation of a thread without addresses: "by main (a.c:3)". */
static bool
is_frame(const char *line)
{
	bool begins = text_starts(line, "at ") || text_starts(line, "by ");
	return begins && (text_starts(line + 3, "0x") || text_starts(line + 3, "???") ||
				 line[strlen(line) - 1] == ')');
}

#define OTHER_SEGMENT "DRD doesn't keep the other side's access, only the stretch of that thread"

static const char *
segment_note(struct stanzas *s, const char *line)
{
	bool told = s->told & TOLD_OTHER_SEGMENT;
	s->told |= TOLD_OTHER_SEGMENT;
	if (strstr(line, "end")) {
		return "… to here.";
	}
	return told ? "Another such stretch, from here …"
		    : OTHER_SEGMENT " in which it was: from here (often a call that locks or "
				    "unlocks) …";
}

void
stanza_segments(struct stanzas *s)
{
	for (size_t i = 0; i < s->count; i++) {
		const char *line = s->lines[i].text + strspn(s->lines[i].text, " ");
		const char *next = i + 1 < s->count ? s->lines[i + 1].text : "";
		if (!text_starts(line, "Other segment") || is_frame(next + strspn(next, " "))) {
			continue;
		}
		bool follows = i && strstr(s->lines[i - 1].text, "Other segment");
		s->lines[i].note = strstr(line, "end") && follows ? "Nor where it ended."
				   : strstr(line, "end")
					   ? "… to somewhere that it doesn't know here."
					   : OTHER_SEGMENT " in which it was; where that began, "
							   "it doesn't know here.";
	}
}

static const char *
address_note(struct stanzas *s, const char *line)
{
	const char *site = stanza_site(s->arena, &s->finding->location.allocation);
	if (strstr(line, "data symbol") || strstr(line, "global var")) {
		return "What both touched: a global variable.";
	}
	if (strstr(line, "stack")) {
		return "What both touched: a local variable of that thread. It is gone when its "
		       "function returns.";
	}
	if (strstr(line, "unallocated block") || strstr(line, "free'd")) {
		return "What both touched: memory that was given back to malloc() by then.";
	}
	if (strstr(line, "alloc'd") || strstr(line, "offset")) {
		return arena_printf(s->arena,
			"What both touched: memory from malloc() or the like%s%s.",
			site ? ", allocated in " : "", site ? site : "");
	}
	return strstr(line, "BSS") || strstr(line, "Data section")
		       ? "What both touched: a global or static variable (DRD doesn't name it)."
	       : strstr(line, "unknown")
		       ? "What both touched: the tool doesn't know; it may be on a stack."
		       : "What both touched.";
}

static const char *
context_note(struct stanzas *s, const char *line)
{
	return line[strlen("Allocation context:")] ? address_note(s, line)
						   : "Where it was allocated.";
}

struct row {
	const char *start;
	const char *note; /* NULL: by the function */
	const char *(*of)(struct stanzas *s, const char *line);
};

static const struct row rows[] = {
	{"---Thread-Announcement", "Before the error the tool says who the threads are.", NULL},
	{"Thread #", NULL, NULL}, /* an error's own text, or a birth: see heading() */
	{"This conflicts with a previous ", NULL, conflict_note},
	{"Required order was established", NULL, order_note},
	{"Observed (incorrect) order", NULL, order_note},
	{"followed by a later acquisition", NULL, order_note},
	{"Address ", NULL, address_note},
	{"Location ", NULL, address_note},
	{"Allocation context:", NULL, context_note},
	{"Other segment", NULL, segment_note},
	{"Block was alloc'd", "Who allocated it.", NULL},
	{"in frame #", "Whose local variable it is.", NULL},
	{"declared at", "Where that variable is declared.", NULL},
	{"with error code",
		"The error that the call returned; its manual page says what that means.", NULL},
	{"(thread finished", "The thread is over, so that the tool has no stack of it.", NULL},
	{"acquired at", "Where the lock was taken.", NULL},
};

static const char *
heading(struct stanzas *s, const char *line)
{
	if (text_starts(line, "Thread #") &&
		(strstr(line, " was created") || strstr(line, "root thread"))) {
		return birth_note(s, line);
	}
	if (text_starts(line, "Locks held")) {
		s->side = 0;
		return locks_note(line);
	}
	if (strstr(line, "was first observed")) {
		s->side = 0;
		return "Where this lock (or other object) was initialised, or first used.";
	}
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (text_starts(line, rows[i].start) && (rows[i].note || rows[i].of)) {
			s->side = 0;
			return rows[i].note ? rows[i].note : rows[i].of(s, line);
		}
	}
	return s->told & TOLD_WHAT ? NULL : (s->told |= TOLD_WHAT, what_note(s, line));
}

void
stanza_valgrind(struct stanzas *s, const char *text)
{
	const char *line = text + strspn(text, " ");
	if (!*line || strspn(line, "-") == strlen(line)) {
		if (s->count && *s->lines[s->count - 1].text) {
			s->side = 0;
			stanza_add(s, "", NULL);
		}
		return;
	}
	stanza_add(s, text, NULL);
	if (!is_frame(line)) {
		const char *note = heading(s, line);
		s->lines[s->count - 1].side = s->side;
		s->lines[s->count - 1].note = note;
	}
}
