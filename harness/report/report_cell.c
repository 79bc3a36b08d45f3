// SPDX-License-Identifier: MIT
#include "report_cell.h"

#include <stdio.h>
#include <string.h>

#include "report_term.h"

struct cell
report_cell(enum mark mark, const char *text)
{
	struct cell c = {.mark = mark};
	snprintf(c.text, sizeof c.text, "%s", text);
	return c;
}

static struct cell
make_rate(enum mark mark, int k, int n)
{
	struct cell c = {.mark = mark};
	snprintf(c.text, sizeof c.text, "%d/%d", k, n);
	return c;
}

static struct cell
passed_cell(const struct detector_verdict *v)
{
	switch (v->reason) {
	case REASON_BLIND:
		return report_cell(MARK_QUIET, "blind");
	case REASON_UNABLE:
		return report_cell(MARK_QUIET, "unable");
	case REASON_FALSE_ALARM:
		return report_cell(MARK_QUIET, "alarm");
	case REASON_CLEAN:
		return report_cell(MARK_PASS, "clean");
	default:
		/* The explorer's one search is no rate. */
		return v->search ? report_cell(v->detected ? MARK_PASS : MARK_QUIET,
					   v->detected ? "found" : "none")
				 : make_rate(v->detected ? MARK_PASS : MARK_QUIET, v->detected,
					   v->runs);
	}
}

static struct cell
failed_cell(const struct detector_verdict *v, bool broken)
{
	switch (v->reason) {
	case REASON_MISSED:
		return report_cell(MARK_FAIL, "missed");
	case REASON_BLIND_SEES:
		return report_cell(MARK_FAIL, "sees");
	case REASON_STALE:
		return report_cell(MARK_FAIL, "stale");
	case REASON_UNEXPECTED:
		return broken      ? report_cell(MARK_FAIL, "extra")
		       : v->search ? report_cell(MARK_FAIL, "found")
				   : make_rate(MARK_FAIL, v->detected, v->runs);
	default:
		return report_cell(MARK_FAIL, "fail");
	}
}

struct cell
report_cell_detector(const struct program_verdict *p, enum detector d)
{
	const struct detector_verdict *v = &p->detectors[d];
	if (!v->asked || v->verdict == VERDICT_SKIP) {
		return report_cell(MARK_SKIP, "");
	}
	switch (v->verdict) {
	case VERDICT_PASS:
		return passed_cell(v);
	case VERDICT_FAIL:
		return failed_cell(v, p->program->role == PROGRAM_BROKEN);
	case VERDICT_INCONCLUSIVE:
		return v->reason == REASON_DIFFERS ? report_cell(MARK_OPEN, "differs")
						   : make_rate(MARK_OPEN, v->detected, v->runs);
	default:
		return report_cell(MARK_ERROR, "error");
	}
}

struct cell
report_cell_fixes(const struct case_verdict *c)
{
	int all = 0, good = 0;
	enum verdict worst = VERDICT_PASS;
	for (size_t i = 0; i < c->program_count; i++) {
		if (c->programs[i].program->role == PROGRAM_FIX) {
			all++;
			good += c->programs[i].verdict == VERDICT_PASS;
			worst = verdict_worse(worst, c->programs[i].verdict);
		}
	}
	return all ? make_rate(term_mark(worst), good, all) : report_cell(MARK_SKIP, "");
}
