// SPDX-License-Identifier: MIT
/* The report for people: a table, a block for each case that needs one, a summary. */
#include "report_term.h"

#include <inttypes.h>

#include "buf.h"
#include "report.h"
#include "report_score.h"
#include "report_words.h"
#include "search.h"
#include "text.h"

/* From here on clean runs say something. */
static const double WORTH_ENOUGH = 0.95;

/* Of fewer cases a score card says nothing. */
enum { SCORED_CASES = 10 };

enum mark
term_mark(enum verdict v)
{
	static const enum mark marks[VERDICT_COUNT] = {
		[VERDICT_PASS] = MARK_PASS,
		[VERDICT_SKIP] = MARK_SKIP,
		[VERDICT_INCONCLUSIVE] = MARK_OPEN,
		[VERDICT_FAIL] = MARK_FAIL,
		[VERDICT_ERROR] = MARK_ERROR,
	};
	return marks[v];
}

/* One paragraph: a bold word, then text that hangs under itself. */
static void
paragraph(struct screen *s, const char *head, const char *text, size_t len)
{
	enum { HEAD_WIDTH = 9, MOST_LINES = 8 };
	screen_cell(s, STYLE_BOLD, head, HEAD_WIDTH);
	screen_wrap(s, STYLE_PLAIN, text, len, HEAD_WIDTH, HEAD_WIDTH, MOST_LINES);
}

struct fixes {
	int all, clean, proved, strong, weak; /* clean ones are proved, strong or weak */
	double least;                         /* of the strong ones: the lowest probability */
};

static struct fixes
count_fixes(const struct result *r)
{
	struct fixes f = {.least = 1};
	for (size_t c = 0; c < r->case_count; c++) {
		for (size_t p = 0; p < r->cases[c].program_count; p++) {
			const struct program_verdict *v = &r->cases[c].programs[p];
			const struct search *search = v->detectors[DET_EXPLORE].search;
			bool fix = v->program->role == PROGRAM_FIX,
			     proved = search && search->end == SEARCH_PASS,
			     strong = !proved && v->shown >= WORTH_ENOUGH;
			f.all += fix;
			if (!fix || v->verdict != VERDICT_PASS) {
				continue;
			}
			f.clean++;
			f.proved += proved;
			f.strong += strong;
			f.weak += !proved && !strong;
			f.least = strong && v->shown < f.least ? v->shown : f.least;
		}
	}
	return f;
}

static void
add_share(struct buf *b, int n, int all, const char *before)
{
	buf_adds(b, before);
	if (n == all) {
		buf_adds(b, "each");
	} else {
		buf_addf(b, "%d", n);
	}
}

static void
add_strength(struct buf *b, const struct fixes *f)
{
	buf_addf(b, "%d of %d clean", f->clean, f->all);
	const char *of_them = " of them";
	if (f->proved) {
		buf_adds(b, ". ");
		add_share(b, f->proved, f->clean, "For ");
		buf_addf(b, "%s the explorer ran every schedule", of_them);
		of_them = "";
	}
	if (f->strong) {
		buf_adds(b, f->proved ? "; " : ". ");
		add_share(b, f->strong, f->clean, f->proved ? "for " : "For ");
		buf_addf(b,
			"%s a bug as frequent as the broken twin's would have shown with "
			"probability ",
			of_them);
		if (f->least > 0.999) {
			buf_adds(b, "> 0.999");
		} else {
			/* Rounded down, so that no more is said than is known. */
			buf_addf(b, "%g or more", (double)(int)(f->least * 1000 + 1e-6) / 1000);
		}
	}
	if (f->weak) {
		buf_addf(b,
			"; for %d the runs are worth little: nothing that is silent there saw the "
			"broken twin often enough",
			f->weak);
	}
	buf_adds(b, ".");
}

/* The sentence of the first skip of the detector, or NULL where it was never skipped; how many
 * cases had one. */
static const char *
first_skip(const struct result *r, enum detector d, int *cases)
{
	const char *why = NULL;
	*cases = 0;
	for (size_t c = 0; c < r->case_count; c++) {
		bool any = false;
		for (size_t p = 0; p < r->cases[c].program_count; p++) {
			const struct detector_verdict *v = &r->cases[c].programs[p].detectors[d];
			if (v->asked && v->verdict == VERDICT_SKIP) {
				why = why ? why : v->sentence;
				any = true;
			}
		}
		*cases += any;
	}
	return why;
}

static void
say_missing(struct screen *s, const struct result *r)
{
	for (int d = 0; d < DET_COUNT; d++) {
		int cases;
		const char *why = r->detectors[d] ? first_skip(r, (enum detector)d, &cases) : NULL;
		if (why) {
			struct buf b = {0};
			buf_addf(&b, "%s in %d case%s: %s", detector_name((enum detector)d), cases,
				cases == 1 ? "" : "s", why);
			paragraph(s, "Missing", b.data, b.len);
			buf_free(&b);
		}
	}
}

static void
say_where(struct screen *s, const struct result *r)
{
	struct buf b = {0};
	for (size_t i = 0; i < r->tool_count; i++) {
		buf_addf(&b, "%s %s, ", r->tools[i].name,
			r->tools[i].version ? r->tools[i].version : "(missing)");
	}
	buf_addf(&b, "%s, seed %" PRIu64 ", CPU time ", r->machine ? r->machine : "unknown machine",
		r->seed);
	report_duration(&b, r->children_cpu_ns + r->own_cpu_ns);
	paragraph(s, "With", b.data, b.len);
	buf_free(&b);
}

static void
add_count(struct screen *s, const char **between, int n, const char *word, enum style style)
{
	bool always = style == STYLE_GREEN;
	struct buf b = {0};
	if (n || always) {
		buf_addf(&b, "%d %s", n, word);
		screen_put(s, STYLE_PLAIN, *between);
		*between = ", ";
		screen_put(s, n ? style : STYLE_PLAIN, b.data);
	}
	buf_free(&b);
}

static enum mark
mark_of_all(const struct result *r)
{
	const struct summary *m = &r->summary;
	return m->error                        ? MARK_ERROR
	       : m->fail                       ? MARK_FAIL
	       : m->inconclusive || r->partial ? MARK_OPEN
	       : m->skip || !m->cases          ? MARK_SKIP
					       : MARK_PASS;
}

static void
say_counts(struct screen *s, const struct result *r)
{
	const struct summary *m = &r->summary;
	enum mark mark = mark_of_all(r);
	const char *between = ": ";
	struct buf b = {0};
	screen_cell(s, screen_style(mark), screen_sign(s, mark), 2);
	buf_addf(&b, "%d case%s", m->cases, m->cases == 1 ? "" : "s");
	screen_put(s, STYLE_BOLD, b.data);
	add_count(s, &between, m->pass, "pass", STYLE_GREEN);
	add_count(s, &between, m->fail, "fail", STYLE_RED);
	add_count(s, &between, m->error, "error", STYLE_RED);
	add_count(s, &between, m->inconclusive, "inconclusive", STYLE_YELLOW);
	add_count(s, &between, m->skip, "skip", STYLE_PLAIN);
	buf_clear(&b);
	buf_adds(&b, " (");
	report_duration(&b, r->wall_ns);
	buf_addc(&b, ')');
	screen_put(s, STYLE_DIM, b.data);
	buf_addc(s->out, '\n');
	buf_free(&b);
}

void
term_summary(struct screen *s, const struct result *r)
{
	struct fixes f = count_fixes(r);
	struct buf b = {0};
	if (f.all) {
		add_strength(&b, &f);
		paragraph(s, "Fixes", b.data, b.len);
	}
	say_missing(s, r);
	say_where(s, r);
	if (r->quick) {
		static const char words[] =
			"what must be seen was looked for; that nothing else is there, "
			"hardly, and not under Valgrind.";
		paragraph(s, "Quick", words, sizeof words - 1);
	}
	if (r->partial) {
		buf_clear(&b);
		buf_addf(&b, "%s: what is here is true, but it is not all.", r->partial);
		paragraph(s, "Partial", b.data, b.len);
	}
	say_counts(s, r);
	buf_free(&b);
}

bool
report_term(const struct result *result, struct buf *out, const struct report_options *options)
{
	struct screen s;
	size_t from = out->len;
	screen_init(&s, out, options);
	term_table(&s, result, options->intervals);
	term_blocks(&s, result);
	term_costs(&s, result);
	if (result->case_count >= SCORED_CASES) {
		report_scores(&s, result->scores, result->score_count);
		buf_addc(out, '\n');
	}
	term_summary(&s, result);
	text_no_commands(out, from);
	return true;
}
