// SPDX-License-Identifier: MIT
#include "explain_input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "diag.h"
#include "mem.h"
#include "terminal_input.h"
#include "text.h"
#include "vec.h"

enum { PIECE = 1 << 20 };

struct gathered {
	VEC(struct report *) reports;
};

static void
found(void *data, struct report *report)
{
	struct gathered *g = data;
	*VEC_PUSH(&g->reports) = report;
}

/* Feeds all of the descriptor, on a terminal up to Ctrl-D; false: reading failed (said). */
static bool
feed(struct report_log *log, int fd, const char *name, char *piece, bool terminal)
{
	ssize_t n;
	bool end = false;
	while (!end && (n = read(fd, piece, PIECE)) != 0) {
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0) {
			diag("read %s:", name);
			return false;
		}
		size_t text = terminal ? terminal_input_take(piece, (size_t)n, &end) : (size_t)n;
		report_log_feed(log, piece, text);
	}
	/* Two files are never one line. */
	report_log_feed(log, "\n", 1);
	return true;
}

static bool
feed_stdin(struct report_log *log, char *piece)
{
	bool ask = isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
	bool terminal = terminal_input_begin(STDIN_FILENO);
	if (ask) {
		fputs("Paste the report, then press Ctrl-D.\n", stderr);
	}
	bool ok = feed(log, STDIN_FILENO, "the standard input", piece, terminal);
	terminal_input_end();
	if (ask && terminal) {
		fputc('\n', stderr); /* Ctrl-D was shown */
	}
	return ok;
}

static bool
feed_file(struct explain_input *in, struct report_log *log, const char *path, char *piece)
{
	struct stat s;
	if (strcmp(path, "-") == 0) {
		return feed_stdin(log, piece);
	}
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		diag("open %s:", path);
		return false;
	}
	if (fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && s.st_mtime > in->written) {
		in->written = s.st_mtime;
	}
	bool ok = feed(log, fd, path, piece, false);
	close(fd);
	return ok;
}

bool
explain_input_read(
	struct explain_input *in, struct arena *arena, const char *const *files, size_t count)
{
	static const char *const standard[] = {"-"};
	struct gathered g = {0};
	char *piece = mem_alloc(PIECE, 1);
	struct report_log *log = report_log_create(arena, found, &g);
	*in = (struct explain_input){0};
	files = count ? files : standard;
	count = count ? count : 1;
	for (size_t i = 0; i < count; i++) {
		in->failed += !feed_file(in, log, files[i], piece);
	}
	in->seen = report_log_finish(log);
	in->findings.items = arena_alloc(arena, g.reports.len + 1, sizeof *in->findings.items);
	in->counts = arena_alloc(arena, g.reports.len + 1, sizeof *in->counts);
	for (size_t i = 0; i < g.reports.len; i++) {
		in->findings.items[i] = g.reports.items[i]->finding;
		in->counts[i] = (int)g.reports.items[i]->times;
	}
	in->findings.count = g.reports.len;
	VEC_FREE(&g.reports);
	free(piece);
	return (size_t)in->failed < count;
}

/* Cut-off words end in a colon at times. */
static const char *
without_colon(struct arena *a, const char *text)
{
	size_t len = strlen(text);
	while (len && strchr(": ", text[len - 1])) {
		len--;
	}
	return arena_strndup(a, text, len);
}

static void
note(struct arena *a, const char ***notes, size_t *count, const char *text)
{
	*ARENA_PUSH(a, *notes, *count) = text;
}

/* "1 report is", "3 reports are". */
static const char *
reports_are(struct arena *a, size_t n)
{
	return arena_printf(a, "%zu report%s", n, n == 1 ? " is" : "s are");
}

const char **
explain_input_notes(const struct explain_input *in, struct arena *a, size_t *count)
{
	const struct report_counts *c = &in->seen;
	const char **notes = NULL;
	*count = 0;
	if (c->cut) {
		note(a, &notes, count,
			arena_printf(a, "%s cut off; what is whole of them is explained.",
				reports_are(a, c->cut)));
	}
	if (c->unsymbolized) {
		note(a, &notes, count,
			arena_printf(a,
				"%s without lines of code: build with -g, let the run-time find "
				"llvm-symbolizer, or give the program by --binary FILE.",
				reports_are(a, c->unsymbolized)));
	}
	if (c->abort) {
		note(a, &notes, count,
			arena_printf(a, "ThreadSanitizer itself gave up%s: %s",
				c->abort_set_up ? ", because of the machine or its options (see "
						  "`hazard doctor`)"
						: "",
				without_colon(a, c->abort)));
	}
	if (c->crash) {
		bool ended = text_starts(c->crash, "signal ");
		note(a, &notes, count,
			arena_printf(a, "The program %s %s",
				ended ? "was ended by" : "crashed:", without_colon(a, c->crash)));
	}
	if (c->other) {
		note(a, &notes, count,
			arena_printf(a, "%s by other tools (%s), which are not explained here.",
				reports_are(a, c->others), c->other));
	}
	if (c->dropped) {
		note(a, &notes, count,
			arena_printf(a, "%s left out: there are too many different ones.",
				reports_are(a, c->dropped)));
	}
	return notes;
}
