// SPDX-License-Identifier: MIT
#include "next.h"

#include <ctype.h>
#include <string.h>

#include "arena.h"
#include "explanation.h"
#include "fs.h"
#include "kind.h"
#include "site.h"

/* A name that stands in a command line as it is; others are not repeated: a log must not write commands. */
static bool
is_plain(const char *name)
{
	size_t len = 0;
	for (; name[len]; len++) {
		if (!isalnum((unsigned char)name[len]) && !strchr("._+-", name[len])) {
			return false;
		}
	}
	return len && len < 64 && name[0] != '-' && name[0] != '.';
}

/* The program's name by the module of a side's frame; "program" where it can't be told. */
static const char *
program(struct arena *a, const struct explanation *e)
{
	for (size_t i = 0; i < e->side_count; i++) {
		const char *module = e->sides[i].site ? e->sides[i].site->module : NULL;
		const char *base = module ? fs_base(module) : "";
		const char *name = arena_strndup(a, base, strcspn(base, "+ ("));
		if (is_plain(name) && !strstr(name, ".so")) {
			return name;
		}
	}
	const struct finding *f = e->finding;
	for (size_t i = 0; i < f->thread_count; i++) {
		const struct frame *site = site_of(&f->threads[i].stack);
		const char *name = site && site->module ? fs_base(site->module) : "";
		if (is_plain(name) && !strstr(name, ".so")) {
			return name;
		}
	}
	return "program";
}

/* Under the same detector; short, so that a screen doesn't break the command. */
static void
again(struct explanation *e, struct arena *a, const char *name)
{
	enum detector d = e->finding->detector;
	if (d == DET_HELGRIND || d == DET_DRD) {
		e->next = arena_printf(a, "valgrind --error-exitcode=9 --tool=%s ./%s",
			d == DET_DRD ? "drd" : "helgrind", name);
		e->next_why = "Once more under the same detector: exit code 9 says that it still "
			      "reports something. It only sees what happens in a run, so one clean "
			      "run says little.";
		return;
	}
	e->next = arena_printf(a, "for i in $(seq 20); do ./%s || break; done", name);
	e->next_why = "Twenty runs under the same detector: it only sees what happens in a run, so "
		      "one clean run says little.";
}

void
next_command(struct explanation *e, struct arena *a, const char *id)
{
	const char *name = program(a, e);
	enum kind k = e->finding->kind;
	if (id) {
		e->next = arena_printf(a, "hazard run %s", id);
		e->next_why = "It builds the program and each of its fixes, runs them under every "
			      "detector, and says what so many clean runs are worth.";
	} else if (k == KIND_SIGNAL_UNSAFE || k == KIND_ERRNO_SPOILED || k == KIND_UNKNOWN ||
		   k == KIND_API_ERROR) {
		again(e, a, name);
	} else if (k == KIND_HOLD_TIME) {
		e->next =
			arena_printf(a, "valgrind --tool=drd --exclusive-threshold=10 ./%s", name);
		e->next_why = "It reports each lock that is held for more than 10 ms.";
	} else {
		e->next = arena_printf(a, "hazard explore%s -- ./%s",
			k == KIND_RACE || k == KIND_USE_AFTER_FREE ? " --races" : "", name);
		e->next_why =
			"Built anew with CC=\"hazard cc\": it decides itself who runs when, tries "
			"the interleavings one by one, and says how many. A clean run under "
			"the detector says only that nothing was seen in that one.";
	}
}
