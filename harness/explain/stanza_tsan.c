// SPDX-License-Identifier: MIT
/* Of ThreadSanitizer's report. */
#include <string.h>

#include "arena.h"
#include "phrases.h"
#include "site.h"
#include "stanza.h"
#include "text.h"

#define FRAMES                                                                                \
	" #0 is the innermost call, each line below it the caller. `<null>` stands where no " \
	"source is known: that is "                                                           \
	"the tool's or the library's own function."

static const char *
trimmed(const char *line)
{
	return line + strspn(line, " \t");
}

/* The next side begins; NULL: the tool shows more than were read. */
static const struct access *
next_side(struct stanzas *s)
{
	size_t n = 0;
	for (size_t i = 0; i < s->count; i++) {
		n = s->lines[i].side > (int)n ? (size_t)s->lines[i].side : n;
	}
	s->side = (int)n + 1;
	return n < s->finding->access_count ? &s->finding->accesses[n] : NULL;
}

static const char *
frames_once(struct stanzas *s)
{
	bool told = s->told & TOLD_FRAMES;
	s->told |= TOLD_FRAMES;
	return told ? "" : FRAMES;
}

static const char *
look_at(struct stanzas *s, const struct access *side)
{
	const struct frame *site = side ? site_of_access(side) : NULL;
	const char *function = site ? site_function(s->arena, site) : NULL;
	const char *place = site ? site_place(s->arena, site) : NULL;
	if (!side || !side->stack.count) {
		return " Its stack is lost: the tool keeps only the last accesses (history_size=7 "
		       "keeps the most).";
	}
	if (!site) {
		return " No line of your own code is named here: build with -g, and let the tool "
		       "find llvm-symbolizer.";
	}
	return arena_printf(s->arena,
		" The line to look at is the first one of your own code: %s%s%s%s%s.%s",
		function ? "`" : "", function ? function : "", function ? "`, " : "",
		place ? place : "", place ? "" : "its place is not known", frames_once(s));
}

static const char *
locks_words(struct stanzas *s, const struct access *side)
{
	if (!side || !side->locks) {
		return ", holding no lock";
	}
	return arena_printf(s->arena, ", holding %s (%s)",
		strchr(side->locks, ',') ? "locks" : "a lock", side->locks);
}

static const char *
access_note(struct stanzas *s, bool previous)
{
	const struct access *side = next_side(s);
	const char *words = stanza_op(s->arena, side);
	const char *thread = stanza_thread(s->arena, side ? side->thread : NULL);
	if (previous && s->finding->kind == KIND_USE_AFTER_FREE) {
		return arena_printf(s->arena,
			"The other side: %s by %s%s. \"Previous\" means that it came first, and "
			"the use after it.%s",
			words, thread, locks_words(s, side), look_at(s, side));
	}
	if (previous) {
		return arena_printf(s->arena,
			"The other side: %s by %s%s. \"Previous\" means that the tool saw it "
			"earlier in this run, not that it has to come first: that is what is "
			"wrong.%s",
			words, thread, locks_words(s, side), look_at(s, side));
	}
	return arena_printf(s->arena, "%s side: %s by %s%s.%s", s->side > 1 ? "Another" : "One",
		words, thread, locks_words(s, side), look_at(s, side));
}

static const char *
acquired_note(struct stanzas *s, const char *line)
{
	const struct access *side = next_side(s);
	bool first = strstr(line, "previously acquired");
	const char *thread = stanza_thread(s->arena, side ? side->thread : NULL);
	return arena_printf(s->arena, "%s %s.%s",
		first ? "… and here the lock that it held then had been taken, by"
		      : "Here the next lock of the cycle was asked for, while another was held, by",
		thread, look_at(s, side));
}

static const char *
bare_note(struct stanzas *s, bool and)
{
	const struct access *side = next_side(s);
	const char *what = "Where it happened.";
	switch (s->finding->kind) {
	case KIND_DESTROY_IN_USE:
		what = and? "Where the lock had been taken." : "Where it was destroyed.";
		break;
	case KIND_BAD_UNLOCK:
		what = "Where it was unlocked.";
		break;
	case KIND_RELOCK:
		what = "Where it was locked, while it was locked already.";
		break;
	case KIND_SIGNAL_UNSAFE:
		what = "The handler, from the call that it must not make (#0) down to the code "
		       "that the signal interrupted.";
		break;
	case KIND_ERRNO_SPOILED:
		what = "The handler, and below it the code that the signal interrupted.";
		break;
	case KIND_LOCK_HELD:
		what = "Where the call is that must not be made with a lock.";
		break;
	default:
		break;
	}
	return arena_printf(s->arena, "%s%s", what, look_at(s, side));
}

static const char *
location_note(struct stanzas *s, const char *line)
{
	const char *site = stanza_site(s->arena, &s->finding->location.allocation);
	const char *about = s->finding->kind == KIND_RACE || s->finding->kind == KIND_USE_AFTER_FREE
				    ? "What both touched"
				    : "What it is about";
	if (strstr(line, "heap block")) {
		return arena_printf(s->arena,
			"%s: memory from malloc() or the like, allocated %s%s.", about,
			site ? "in " : "where the frames say", site ? site : "");
	}
	if (strstr(line, "is stack of")) {
		s->told |= TOLD_LOCATION;
		return arena_printf(s->arena,
			"%s: a local variable of that thread. It is gone when its function "
			"returns.",
			about);
	}
	if (strstr(line, "is TLS of")) {
		return arena_printf(s->arena,
			"%s: a variable that each thread has for itself; this is that thread's, "
			"and another one has its address.",
			about);
	}
	if (strstr(line, "file descriptor")) {
		return arena_printf(s->arena,
			"%s: a file descriptor. The tool treats the close as a write to it.",
			about);
	}
	bool nameless = strstr(line, "'?") || strstr(line, "'<") || !s->finding->location.name;
	if (nameless && s->told & TOLD_LOCATION) {
		return "The same once more, without a name.";
	}
	if (nameless) {
		return arena_printf(s->arena, "%s; the tool has no name for it.", about);
	}
	return arena_printf(
		s->arena, "%s: the global variable `%s`.", about, s->finding->location.name);
}

static const char *
thread_note(struct stanzas *s, const char *line)
{
	const char *ended = strstr(line, "finished")  ? " It had ended when the report was printed."
			    : strstr(line, "running") ? " It still ran when the report was printed."
						      : "";
	if (s->finding->kind == KIND_THREAD_LEAK) {
		const struct access *side = next_side(s);
		return arena_printf(s->arena,
			"The thread that nobody joined, and where it was started.%s%s", ended,
			look_at(s, side));
	}
	s->side = 0;
	return arena_printf(s->arena,
		"Who that thread is: where it was started. No part of the error itself.%s", ended);
}

static const char *
header_note(struct stanzas *s)
{
	return arena_printf(s->arena, "What was found: %s. %s (pid is the process.)",
		phrases_thing(s->finding), phrases_about(s->finding));
}

/* What the other headings mean; NULL: the line is none. */
static const char *
other_note(struct stanzas *s, const char *line)
{
	static const struct {
		const char *start, *note;
	} rows[] = {
		{"As if synchronized via sleep:",
			"Before its access, the side that came last slept here. Sleeping is no "
			"order: it makes the bad moment rarer and no more."},
		{"Cycle in lock order graph:",
			"Read `M0 => M1` as: M1 was asked for while M0 was held. An arrow back to "
			"the beginning is a cycle: each may wait for the next."},
		{"Hint: use TSAN_OPTIONS", "With that option it also shows where the first lock of "
					   "each pair was taken."},
		{"And ", "The others of the same kind are only counted."},
		{"SUMMARY:", "The report in one line, by its innermost frame, which may be the "
			     "library's and not yours. Scripts look for this line."},
		{"ThreadSanitizer: reported", "How many reports this process printed."},
	};
	if (text_starts(line, "[failed to restore")) {
		const char *before = s->count ? trimmed(s->lines[s->count - 1].text) : "";
		return text_starts(before, "Mutex ")
			       ? "The tool doesn't know: nobody made it, or it is destroyed."
			       : "The tool no longer knows: it keeps only the last accesses "
				 "(history_size=7 keeps the most).";
	}
	if (text_starts(line, "Mutex ")) {
		const char *name = line + strlen("Mutex ");
		int len = (int)strcspn(name, " ");
		return strstr(line, "destroyed")
			       ? arena_printf(s->arena,
					 "The lock `%.*s` was destroyed before the report.", len,
					 name)
			       : arena_printf(s->arena,
					 "Which lock `%.*s` is: where it was made or first used.",
					 len, name);
	}
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (text_starts(line, rows[i].start)) {
			return rows[i].note;
		}
	}
	return NULL;
}

/* "Write of size 8 at 0x…", "Previous atomic read of size …", "Read-only access of NameList at …". */
static bool
is_access(const char *line)
{
	bool known = strstr(line, "rite of size ") || strstr(line, "ead of size ") ||
		     strstr(line, " access of ");
	return known && strstr(line, " by ") && !text_starts(line, "WARNING");
}

void
stanza_tsan(struct stanzas *s, const char *text)
{
	const char *line = trimmed(text);
	if (strspn(line, "=") == strlen(line)) {
		if (*line) {
			return; /* the rule between reports */
		}
		s->side = 0;
		stanza_add(s, "", NULL);
		return;
	}
	const char *before = s->count ? trimmed(s->lines[s->count - 1].text) : "";
	bool frame = line[0] == '#', first = !*before || text_starts(before, "WARNING");
	const char *note = NULL;
	if (text_starts(line, "WARNING: ThreadSanitizer:")) {
		note = header_note(s);
	} else if (is_access(line)) {
		note = access_note(s, text_starts(line, "Previous"));
	} else if (strstr(line, " acquired here while holding ") ||
		   strstr(line, "previously acquired by the same")) {
		note = acquired_note(s, line);
	} else if (frame && first) {
		note = bare_note(s, false);
	} else if (strcmp(line, "and:") == 0 || text_starts(line, "Signal ")) {
		note = bare_note(s, true);
	} else if (!frame) {
		s->side = 0;
		note = text_starts(line, "Location is ") ? location_note(s, line)
		       : text_starts(line, "Thread T")   ? thread_note(s, line)
							 : other_note(s, line);
	}
	stanza_add(s, text, note);
}
