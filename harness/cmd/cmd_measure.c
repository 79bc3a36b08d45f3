// SPDX-License-Identifier: MIT
#include <getopt.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "cmd.h"
#include "diag.h"
#include "fs.h"
#include "judge_match.h"
#include "measure_new.h"
#include "problem.h"
#include "session.h"
#include "stage.h"
#include "stats.h"
#include "tools.h"
#include "verdict.h"

enum {
	KEY_RUNS = 256,
	KEY_DETECTORS,
	KEY_JOBS,
	KEY_NEW,
	KEY_WRITE,
	RUNS = 50,
	DEFAULT_PERCENT = 90,
	LEAST_PERCENT = 10
};

static const struct cmd_option options[] = {
	{"runs", "N", KEY_RUNS, "of each program under each detector (default: 50)"},
	{"detectors", "LIST", KEY_DETECTORS, "of tsan, helgrind, drd, native (default: all)"},
	{"jobs", "N", KEY_JOBS, "programs at a time (default: the CPUs this process may use)"},
	{"new", NULL, KEY_NEW,
		"print the header lines that the runs support, for a case whose header says "
		"nothing yet"},
	{"write", NULL, KEY_WRITE,
		"lower the rates in the files that claim more than was measured, and write\n"
		"cases/TOOLS where the whole catalogue was measured"},
	{0},
};

static const struct cmd_usage usage = {
	.synopsis = "measure [OPTION…] [SELECTOR…]",
	.about = "How often each detector really sees what a case says it sees: each claim, its "
		 "stated rate, and the\n"
		 "rate that the runs support (95 % lower bound).\n"
		 "Exit code 0: no claim says more than was measured, 1: some does, or something "
		 "unclaimed was seen.",
	.options = options,
};

struct measure {
	struct stage stage; /* first: stage_progress() */
	struct session_options session;
	bool write, new;
	struct buf table;
	const struct program *last; /* that has a heading in the table */
	int too_much, unclaimed, errors;
};

/* Replaces the QUANT of the claim in its line of the file; `percent` below LEAST_PERCENT: may. */
static bool
rewrite(const struct program *p, const struct claim *claim, int percent)
{
	struct buf text = {0}, out = {0};
	bool ok = fs_read(p->path, 0, &text);
	const char *line = buf_str(&text);
	for (int n = 1; ok && n < claim->line; n++) {
		line = strchr(line, '\n');
		ok = line != NULL;
		line += ok;
	}
	const char *kind = ok ? strstr(line, kind_name(claim->kind)) : NULL;
	const char *end = kind ? strpbrk(kind, ":\n") : NULL;
	const char *at = kind ? kind + strlen(kind_name(claim->kind)) : NULL;
	if (at && *at == '(') {
		at = strchr(at, ')');
		at += at != NULL;
	}
	if (at && end && at <= end) {
		buf_add(&out, text.data, (size_t)(at - text.data));
		if (percent < LEAST_PERCENT) {
			buf_adds(&out, " may");
		} else if (percent < DEFAULT_PERCENT) {
			buf_addf(&out, " %d%%", percent);
		}
		buf_adds(&out, end);
		ok = fs_write(p->path, out.data, out.len);
	} else if (ok) {
		diag_at(p->file, claim->line,
			"the rate can't be found in this line; change it by hand");
		ok = false;
	}
	buf_free(&text);
	buf_free(&out);
	return ok;
}

static void
add_claim(struct measure *m, const struct program *p, const struct claim_count *count, int runs)
{
	const struct claim *c = count->claim;
	struct buf what = {0};
	int percent = stats_percent(count->runs, runs);
	bool too_much = !c->quant.may && (count->runs == 0 || c->quant.percent > percent);
	if (percent > DEFAULT_PERCENT) {
		percent = DEFAULT_PERCENT;
	}
	buf_addf(&what, "%s", kind_name(c->kind));
	for (size_t i = 0; i < c->label_count; i++) {
		buf_addf(&what, "%s%s%s", i ? "," : "(", c->labels[i],
			i + 1 == c->label_count ? ")" : "");
	}
	buf_addf(&m->table, "  %-9s %-12s %-28s ", detector_name(c->detector),
		count->alarm ? "false-alarm" : "expect", what.data);
	if (c->quant.may) {
		buf_adds(&m->table, " may ");
	} else {
		buf_addf(&m->table, "%3d%% ", c->quant.percent);
	}
	buf_addf(&m->table, "  %3d of %d, at least %2d%%%s\n", count->runs, runs, percent,
		too_much ? "   claims too much" : "");
	m->too_much += too_much;
	if (too_much && m->write) {
		rewrite(p, c, percent);
	}
	buf_free(&what);
}

static void
add_unclaimed(struct measure *m, const struct tally *t, enum detector d)
{
	for (size_t i = 0; i < t->sighting_count; i++) {
		const struct sighting *s = &t->sightings[i];
		if (s->claimed) {
			continue;
		}
		m->unclaimed++;
		buf_addf(&m->table, "  %-9s %-12s %-28s       %3d of %d   unclaimed",
			detector_name(d), "", kind_name(s->kind), s->runs, t->runs);
		for (size_t k = 0; s->finding && k < s->finding->access_count; k++) {
			buf_addf(&m->table, "%s line %d", k ? "," : ":",
				s->finding->accesses[k].site_line);
		}
		if (s->evidence) {
			buf_adds(&m->table, ": ");
			cmd_add(&m->table, false, CMD_PLAIN, s->evidence);
		}
		buf_addc(&m->table, '\n');
	}
}

static void
judged(void *user, const struct testcase *c, const struct program *p, enum detector d,
	const struct observation *observations, size_t count)
{
	struct measure *m = user;
	struct arena a = {0};
	(void)c;
	if (m->new) {
		if (p != m->last) {
			buf_addf(&m->table, "%s\n", p->file);
			m->last = p;
		}
		m->errors += !measure_new(&m->table, p, d, observations, count);
		return;
	}
	struct tally t = match_tally(&a, p, d, observations, count);
	if (p != m->last && (t.claim_count || t.sighting_count || t.error)) {
		buf_addf(&m->table, "%s\n", p->file);
		m->last = p;
	}
	if (t.error) {
		m->errors++;
		buf_addf(&m->table, "  %-9s error: ", detector_name(d));
		cmd_add(&m->table, false, CMD_PLAIN, t.error);
		buf_addc(&m->table, '\n');
	}
	for (size_t i = 0; i < t.claim_count; i++) {
		add_claim(m, p, &t.claims[i], t.runs);
	}
	add_unclaimed(m, &t, d);
	arena_free(&a);
}

/* The tools' versions belong to all the rates, so they are written when all were measured. */
static void
write_tools(struct measure *m, const struct result *result)
{
	struct buf text = {0};
	struct tools tools = {result->tools, result->tool_count};
	tools_write(&tools, &text);
	fs_write(fs_join(&m->stage.arena, m->stage.catalog.root, "cases/TOOLS"), text.data,
		text.len);
	buf_free(&text);
}

/* Says which of the selected cases are malformed: what they claim can't be measured. */
static bool
all_well_formed(struct measure *m)
{
	bool all = true;
	for (size_t i = 0; i < m->stage.selection.count; i++) {
		const struct catalog_case *c = m->stage.selection.cases[i];
		if (c->malformed) {
			diag("%s is malformed; see `hazard lint %s`", c->testcase.id,
				c->testcase.id);
			all = false;
		}
	}
	return all;
}

static int
measure(struct measure *m, bool whole)
{
	struct result result = {0};
	size_t count;
	const struct testcase **cases = stage_cases(&m->stage, &count);
	m->session.root = m->stage.root;
	m->session.claims_only = !m->new;
	m->session.judge.unasked = m->new;
	m->session.detectors[DET_EXPLORE] = m->new;
	m->session.judged = judged;
	m->session.progress = stage_progress;
	m->session.user = m;
	m->session.catalog_argument = "";
	enum session_end end = session_run(&m->session, &m->stage.pool, m->stage.cache, cases,
		count, &m->stage.arena, &result);
	progress_clear(&m->stage.progress);
	int written = cmd_write(&m->table);
	if (end == SESSION_FAILED || m->errors) {
		return EXIT_HAZARD_TOOL;
	}
	if (end != SESSION_DONE) {
		return EXIT_HAZARD_INTERRUPTED;
	}
	if (m->write && whole) {
		write_tools(m, &result);
	}
	return m->too_much || m->unclaimed ? EXIT_HAZARD_FINDINGS : written;
}

static bool
take_option(struct measure *m, int key, const char *value)
{
	long n;
	switch (key) {
	case KEY_RUNS:
		if (!cmd_number("runs", value, 1, 100000, &n)) {
			return false;
		}
		m->session.judge.iterations = (int)n;
		return true;
	case KEY_JOBS:
		if (!cmd_number("jobs", value, 1, 1024, &n)) {
			return false;
		}
		m->stage.jobs = (int)n;
		return true;
	case KEY_DETECTORS:
		if (!cmd_detectors(value, m->session.detectors)) {
			return false;
		}
		if (m->session.detectors[DET_EXPLORE]) {
			diag("--detectors: the explorer has no rates to measure: it finds or it "
			     "does not");
			return false;
		}
		return true;
	case KEY_NEW:
		m->new = true;
		return true;
	default:
		m->write = true;
		return true;
	}
}

static int
start(struct measure *m, char **selectors, size_t count)
{
	int result = stage_select(&m->stage, selectors, count);
	if (result != EXIT_HAZARD_OK) {
		return result;
	}
	if (!all_well_formed(m)) {
		return EXIT_HAZARD_FINDINGS;
	}
	return stage_open(&m->stage) ? measure(m, count == 0) : EXIT_HAZARD_TOOL;
}

int
cmd_measure(int argc, char **argv)
{
	struct measure m = {.session = {.judge.iterations = RUNS,
				    .detectors = {[DET_TSAN] = true,
					    [DET_HELGRIND] = true,
					    [DET_DRD] = true,
					    [DET_NATIVE] = true}}};
	const char *value;
	int key, result = EXIT_HAZARD_USAGE;
	optind = 0;
	while ((key = cmd_option(argc, argv, &usage, &m.stage.common, &value)) != CMD_END) {
		if (key == CMD_BAD || !take_option(&m, key, value)) {
			goto out;
		}
	}
	if (m.stage.common.help) {
		cmd_help(&usage, stdout);
		result = EXIT_HAZARD_OK;
	} else {
		result = start(&m, argv + optind, (size_t)(argc - optind));
	}
out:
	buf_free(&m.table);
	stage_close(&m.stage);
	return result;
}
