// SPDX-License-Identifier: MIT
#include "explore_print.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "cmd.h"
#include "columns.h"
#include "explain_failure.h"
#include "explore_case.h"
#include "explorer.h"
#include "source_lines.h"
#include "text.h"
#include "unseen.h"

enum { OUTPUTS_SHOWN = 12, TEXT_SHOWN = 200 };

const char *
explore_print_verdict(const struct explore_report *report)
{
	return report->verdict == EXPLORE_FAIL   ? "FAIL"
	       : report->verdict == EXPLORE_PASS ? "PASS"
						 : "UNKNOWN";
}

void
explore_print_failure(struct buf *out, const struct symbols *s, const struct explore_failure *f,
	const struct explore_print *how)
{
	struct columns_options columns = {
		.width = how->width, .color = how->color, .utf8 = how->utf8, .whole = how->whole};
	explain_failure(out, s, f, how->source);
	buf_addc(out, '\n');
	columns_add(out, s, f, how->source, &columns);
}

/* One line, made safe, with \n for newlines. */
static void
add_text(struct buf *out, const char *text)
{
	size_t len = strlen(text), shown = len < TEXT_SHOWN ? len : TEXT_SHOWN;
	shown -= shown && shown == len && text[len - 1] == '\n';
	for (size_t i = 0; i < shown;) {
		size_t n = strcspn(text + i, "\n");
		n = n < shown - i ? n : shown - i;
		text_terminal(out, text + i, n, false);
		i += n;
		if (i < shown) {
			buf_adds(out, "\\n");
			i++;
		}
	}
	buf_adds(out, shown < len - (len && text[len - 1] == '\n') ? "..." : "");
}

static void
add_count(struct buf *out, const struct explore_report *r, uint64_t count)
{
	buf_addf(out, "  %10s  ", explore_number(r->arena, count));
}

static void
add_outputs(struct buf *out, const struct explore_report *r)
{
	for (size_t i = 0; i < r->output_count && i < OUTPUTS_SHOWN; i++) {
		const struct explore_output *o = &r->outputs[i];
		add_count(out, r, o->count);
		if (o->text[0] || !o->wrong[0]) {
			buf_addc(out, '"');
			add_text(out, o->text);
			buf_addc(out, '"');
		}
		buf_addf(out, "%s%s", o->wrong[0] && o->text[0] ? " and " : "", "");
		add_text(out, o->wrong);
		if (o->exit_code) {
			buf_addf(out, ", exit %d", o->exit_code);
		}
		buf_addc(out, '\n');
	}
	if (r->output_count > OUTPUTS_SHOWN) {
		buf_addf(out, "  … and %zu others\n", r->output_count - OUTPUTS_SHOWN);
	}
	static const struct {
		enum proto_class class;
		const char *words;
	} ends[] = {{PROTO_ASSERTION, "assertion or abort"}, {PROTO_CRASH, "crash"},
		{PROTO_DEADLOCK, "deadlock"}, {PROTO_STUCK, "stuck"}, {PROTO_LIVELOCK, "livelock"},
		{PROTO_NOT_MODELLED, "not modelled"}, {PROTO_DIVERGED, "diverged"},
		{PROTO_LIMIT, "limit reached"}};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (r->counts[ends[i].class]) {
			add_count(out, r, r->counts[ends[i].class]);
			buf_addf(out, "(%s)\n", ends[i].words);
		}
	}
}

/* Of a case: whether what it lists is what can happen. */
static void
add_listed(struct buf *out, const struct explore_report *r, const struct program *program)
{
	size_t count, reached = 0, listed = 0;
	struct explore_case_outcome *list = explore_case_outcomes(r, program, &count);
	for (size_t i = 0; i < count; i++) {
		listed += list[i].listed;
		reached += list[i].listed && list[i].count;
	}
	if (!listed) {
		return;
	}
	buf_addf(out, "outcomes   %zu of %zu listed reached", reached, listed);
	for (size_t i = 0; i < count; i++) {
		if (list[i].listed != (list[i].count > 0)) {
			buf_adds(out, list[i].listed ? "; not reached: \"" : "; not listed: \"");
			add_text(out, list[i].text);
			buf_addc(out, '"');
		}
	}
	buf_addc(out, '\n');
}

static void
add_failures(struct buf *out, const struct explore_report *r, const struct explore_print *how)
{
	for (size_t i = 0; i < r->reproduced; i++) {
		const struct explore_failure *f = &r->failures[i];
		buf_addc(out, '\n');
		cmd_paint(out, how->color, CMD_BOLD);
		buf_addf(out, "%zu. %s", i + 1, kind_name(f->kind));
		cmd_paint(out, how->color, CMD_PLAIN);
		buf_addf(out,
			"  schedule %s (%s), in %s schedules; replayed in a fresh process: %u "
			"steps, %u preemption%s%s\n\n",
			explore_number(r->arena, f->schedule), explore_strategy_name(f->strategy),
			explore_number(r->arena, f->count), f->raw.steps, f->raw.preemptions,
			f->raw.preemptions == 1 ? "" : "s", f->fewest ? " (the fewest)" : "");
		explore_print_failure(out, &r->symbols, f, how);
		if (how->files && how->files[i]) {
			buf_adds(out, "\nagain: hazard replay ");
			text_terminal(out, how->files[i], strlen(how->files[i]), false);
			buf_addc(out, '\n');
		}
	}
	for (size_t i = r->reproduced; i < r->failure_count; i++) {
		buf_addf(out, "\nseen, but not shown: %s in %s schedules: %s\n",
			kind_name(r->failures[i].kind),
			explore_number(r->arena, r->failures[i].count),
			r->failures[i].why_not ? r->failures[i].why_not : "it did not fail again");
	}
}

static void
add_reasons(struct buf *out, const struct explore_report *r, const struct explore_print *how)
{
	for (size_t i = 0; i < r->reason_count; i++) {
		buf_adds(out, i ? "           " : "note       ");
		cmd_wrap(out, r->reasons[i], 11, 11, how->width);
	}
	for (size_t i = 0; i < r->degraded_count; i++) {
		buf_adds(out, i ? "           " : "slower     ");
		cmd_wrap(out, r->degraded[i], 11, 11, how->width);
	}
	if (r->unseen_count) {
		struct buf text = {0};
		unseen_sentence(&text, r);
		buf_adds(out, "unseen     ");
		cmd_wrap(out, buf_str(&text), 11, 11, how->width);
		buf_free(&text);
	}
}

void
explore_print_term(struct buf *out, const struct explore_report *r, const struct explore_print *how)
{
	enum cmd_paint paint = r->verdict == EXPLORE_FAIL   ? CMD_RED
			       : r->verdict == EXPLORE_PASS ? CMD_GREEN
							    : CMD_YELLOW;
	size_t from = out->len;
	cmd_add(out, how->color, CMD_BOLD, how->name);
	buf_adds(out, "\n");
	cmd_add(out, how->color, paint, explore_print_verdict(r));
	buf_addf(out, "%*s", 11 - (int)strlen(explore_print_verdict(r)), "");
	cmd_wrap(out, r->sentence, 11, 11, how->width);
	add_reasons(out, r, how);
	buf_addf(out,
		"explored   %s schedules in %.2f s, %s a second, %s; %.1f steps each, at most %u "
		"threads; seed %llu\n",
		explore_number(r->arena, r->schedules), (double)r->elapsed_ns / 1e9,
		explore_number(r->arena, (uint64_t)r->schedules_per_second), r->backend,
		r->schedules ? (double)r->steps / (double)r->schedules : 0.0, r->max_threads,
		(unsigned long long)r->seed);
	if (how->program) {
		add_listed(out, r, how->program);
	}
	buf_adds(out, "\n   schedules  result\n");
	add_outputs(out, r);
	add_failures(out, r, how);
	text_no_commands(out, from);
}
