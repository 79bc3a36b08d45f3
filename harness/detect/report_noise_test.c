// SPDX-License-Identifier: MIT
/* Every sample, with every noise that logs put around it: how many of its reports are recovered, exactly. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "log_line.h"
#include "report_fixture.h"
#include "text.h"

/* Adds one line of a log as it would be there; `n` is its number from 0. */
typedef void noise_line(struct buf *out, struct span line, size_t n);

static void
add(struct buf *out, struct span line)
{
	buf_add(out, line.s, line.len);
}

static void
clean(struct buf *out, struct span line, size_t n)
{
	(void)n;
	add(out, line);
	buf_addc(out, '\n');
}

static void
github(struct buf *out, struct span line, size_t n)
{
	buf_addf(out, "2024-01-%02zuT10:%02zu:%02zu.%07zuZ ", 1 + n / 86400, n / 60 % 60, n % 60,
		n * 7919);
	clean(out, line, n);
}

static void
ctest(struct buf *out, struct span line, size_t n)
{
	buf_adds(out, "12: ");
	clean(out, line, n);
}

static void
compose(struct buf *out, struct span line, size_t n)
{
	buf_adds(out, "web-1  | ");
	clean(out, line, n);
}

static void
systemd(struct buf *out, struct span line, size_t n)
{
	buf_addf(out, "Nov %2zu 15:%02zu:%02zu build-7 runner[4711]: ", 8 + n / 60, n / 60, n % 60);
	clean(out, line, n);
}

static void
kernel_time(struct buf *out, struct span line, size_t n)
{
	buf_addf(out, "[%6zu.%zu] ", n * n, n);
	clean(out, line, n);
}

/* BuildKit's, which looks like a frame's number. */
static void
buildkit(struct buf *out, struct span line, size_t n)
{
	buf_addf(out, "#14 %zu.%03zu ", n / 10, n % 1000);
	clean(out, line, n);
}

static void
trimmed(struct buf *out, struct span line, size_t n)
{
	struct buf one = {0};
	github(&one, line, n);
	while (one.len && (one.data[one.len - 1] == '\n' || one.data[one.len - 1] == ' ')) {
		one.len--;
	}
	buf_add(out, one.data, one.len);
	buf_addc(out, '\n');
	buf_free(&one);
}

static void
three_deep(struct buf *out, struct span line, size_t n)
{
	struct buf one = {0};
	buf_addf(&one, "web-1  | 12: ");
	add(&one, line);
	github(out, (struct span){buf_str(&one), one.len}, n);
	buf_free(&one);
}

static void
coloured(struct buf *out, struct span line, size_t n)
{
	buf_addf(out, "\033[1m\033[3%zum", 1 + n % 7);
	add(out, line);
	buf_adds(out, n % 3 ? "\033[1m\033[0m\n" : "\033[0m\033[K\n");
}

static void
hyperlinked(struct buf *out, struct span line, size_t n)
{
	buf_addf(out, "\033]8;;file:///tmp/%zu\a", n);
	add(out, line);
	buf_adds(out, "\033]8;;\a\n");
}

static void
crlf(struct buf *out, struct span line, size_t n)
{
	(void)n;
	add(out, line);
	buf_adds(out, "\r\n");
}

static void
progress(struct buf *out, struct span line, size_t n)
{
	buf_addf(out, "%zu %%\r%zu %%\r", n, n + 1);
	add(out, line);
	buf_adds(out, "\r\n");
}

static void
all_of_github(struct buf *out, struct span line, size_t n)
{
	struct buf one = {0};
	coloured(&one, line, n);
	one.len--;
	buf_addc(&one, '\r');
	github(out, (struct span){one.data, one.len}, n);
	buf_free(&one);
}

static void
unindented(struct buf *out, struct span line, size_t n)
{
	while (line.len && line.s[0] == ' ') {
		line = span_from(line, 1);
	}
	clean(out, line, n);
}

static void
unindented_ctest(struct buf *out, struct span line, size_t n)
{
	while (line.len && line.s[0] == ' ') {
		line = span_from(line, 1);
	}
	ctest(out, line, n);
}

static void
wrap(struct buf *out, struct span line, size_t width, bool trim)
{
	do {
		size_t len = line.len < width ? line.len : width, shown = len;
		while (trim && len < line.len && shown && line.s[shown - 1] == ' ') {
			shown--;
		}
		buf_add(out, line.s, shown);
		buf_addc(out, '\n');
		line = span_from(line, len);
	} while (line.len);
}

static void
wrap80(struct buf *out, struct span line, size_t n)
{
	(void)n;
	wrap(out, line, 80, false);
}

static void
wrap80_trimmed(struct buf *out, struct span line, size_t n)
{
	(void)n;
	wrap(out, line, 80, true);
}

static void
wrap120(struct buf *out, struct span line, size_t n)
{
	(void)n;
	wrap(out, line, 120, false);
}

static void
wrap120_github(struct buf *out, struct span line, size_t n)
{
	struct buf one = {0};
	github(&one, line, n);
	wrap(out, (struct span){one.data, one.len - 1}, 120, false);
	buf_free(&one);
}

static void
wrap100_unindented(struct buf *out, struct span line, size_t n)
{
	struct buf one = {0};
	unindented(&one, line, n);
	wrap(out, (struct span){one.data, one.len - 1}, 100, true);
	buf_free(&one);
}

/* The program's own lines. */
static void
chatty(struct buf *out, struct span line, size_t n)
{
	clean(out, line, n);
	if (n % 3 == 0) {
		buf_addf(out, "worker %zu: item #%zu of size %zu done (%zu left)\n", n % 4, n,
			n * 3, n);
	}
}

static void
glued_before(struct buf *out, struct span line, size_t n)
{
	if (n % 5 == 0 && line.len) {
		buf_addf(out, "answer=%zu", n);
	}
	clean(out, line, n);
}

static void
glued_behind(struct buf *out, struct span line, size_t n)
{
	add(out, line);
	buf_adds(out, n % 5 == 0 && line.len ? "done\n" : "\n");
}

/* What is not recovered: how many reports of one sample, and why. */
struct loss {
	const char *noise, *sample; /* the sample's path ends so */
	size_t reports;
	const char *why;
};

static const struct loss losses[] = {
	{"glued behind", "drd-text/double-lock.txt", 1,
		"the error's own sentence, which identifies it, got another word at its end"},
	{NULL, NULL, 0, NULL},
};

static const struct {
	const char *name;
	noise_line *line;
} noises[] = {
	{"clean", clean},
	{"GitHub's time stamps", github},
	{"ctest -V", ctest},
	{"docker compose", compose},
	{"systemd", systemd},
	{"widening time stamps", kernel_time},
	{"BuildKit", buildkit},
	{"blanks at the end lost", trimmed},
	{"three prefixes", three_deep},
	{"colours", coloured},
	{"hyperlinks", hyperlinked},
	{"CRLF", crlf},
	{"progress by CR", progress},
	{"colours, CRLF, time stamps", all_of_github},
	{"no indents", unindented},
	{"no indents, ctest -V", unindented_ctest},
	{"80 columns", wrap80},
	{"80 columns, blanks lost", wrap80_trimmed},
	{"120 columns", wrap120},
	{"120 columns, time stamps", wrap120_github},
	{"100 columns, no indents", wrap100_unindented},
	{"the program's lines", chatty},
	{"glued before", glued_before},
	{"glued behind", glued_behind},
};

struct tally {
	size_t noise;
	size_t reports, lost, extra, rewritten;
	bool wrong;
};

static size_t
expected_loss(const char *noise, const char *path)
{
	size_t lost = 0;
	for (const struct loss *l = losses; l->noise; l++) {
		lost += strcmp(l->noise, noise) == 0 && text_ends(path, l->sample) ? l->reports : 0;
	}
	return lost;
}

static bool
same_text(const struct finding *a, const struct finding *b)
{
	return a->text_len == b->text_len && memcmp(a->text, b->text, a->text_len) == 0;
}

static void
one_sample(void *data, const char *path, struct span text)
{
	struct tally *t = data;
	struct arena a = {0};
	struct buf noisy = {0};
	struct report_read before = report_fixture_read(&a, text, 0);
	struct span rest = text;
	rest.len -= text.len && text.s[text.len - 1] == '\n';
	for (size_t n = 0; rest.s; n++) {
		noises[t->noise].line(&noisy, log_line_next(&rest), n);
	}
	struct report_read after =
		report_fixture_read(&a, (struct span){buf_str(&noisy), noisy.len}, 0);
	size_t lost = 0, extra = 0;
	for (size_t i = 0; i < before.count; i++) {
		const struct report *same = report_fixture_find(&after, before.items[i]);
		lost += !same;
		t->rewritten += same && !same_text(&same->finding, &before.items[i]->finding);
	}
	for (size_t i = 0; i < after.count; i++) {
		extra += !report_fixture_find(&before, after.items[i]);
	}
	if (lost != expected_loss(noises[t->noise].name, path) || extra > lost) {
		fprintf(stderr, "%s: %s: %zu of %zu reports lost, %zu made up\n",
			noises[t->noise].name, path + sizeof HAZARD_SOURCE "/reports/samples", lost,
			before.count, extra);
		t->wrong = true;
		if (getenv("HAZARD_NOISY")) {
			fwrite(noisy.data, 1, noisy.len, stdout);
		}
	}
	t->reports += before.count;
	t->lost += lost;
	t->extra += extra;
	buf_free(&noisy);
	arena_free(&a);
}

Test(report_noise, every_sample_with_every_noise, .timeout = 300)
{
	for (size_t i = 0; i < sizeof noises / sizeof *noises; i++) {
		struct tally t = {.noise = i};
		size_t samples = report_fixture_each(one_sample, &t);
		printf("# %-28s %zu of %zu reports in %zu samples, %zu with other text\n",
			noises[i].name, t.reports - t.lost, t.reports, samples, t.rewritten);
		cr_expect(!t.wrong, "%s", noises[i].name);
		cr_expect_geq(samples, 100);
		cr_expect_geq(t.reports, 120);
	}
}
