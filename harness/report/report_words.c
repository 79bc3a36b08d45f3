// SPDX-License-Identifier: MIT
#include "report_words.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "buf.h"
#include "clock.h"
#include "text.h"
#include "verdict.h"

const char *
report_role(const struct program *p)
{
	static const char *const names[] = {
		[PROGRAM_BROKEN] = "broken",
		[PROGRAM_FIX] = "fix",
		[PROGRAM_BENIGN] = "benign",
	};
	return names[p->role];
}

const char *
report_program_name(const struct program *p)
{
	return p->role == PROGRAM_FIX && p->how ? p->how : report_role(p);
}

/* The length of the root with its slash where `s` begins with it; 0: it does not, or the root says
 * nothing. */
static size_t
root_prefix(const struct result *r, const char *s, size_t len)
{
	size_t n = r->root ? strlen(r->root) : 0;
	while (n > 1 && r->root[n - 1] == '/') {
		n--;
	}
	if (n < 2 || r->root[0] != '/' || len <= n || memcmp(s, r->root, n) != 0 || s[n] != '/') {
		return 0;
	}
	return n + 1;
}

bool
report_is_program(const struct program *p, const char *file)
{
	size_t n = strlen(file), m = strlen(p->file);
	return text_ends(file, p->file) && (n == m || file[n - m - 1] == '/');
}

void
report_path(struct buf *out, const struct result *r, const struct program *p, const char *file)
{
	if (report_is_program(p, file)) {
		buf_adds(out, p->file);
		return;
	}
	buf_adds(out, file + root_prefix(r, file, strlen(file)));
}

void
report_text(struct buf *out, const struct result *r, const char *text, size_t len)
{
	size_t start = 0;
	for (size_t i = 0; i < len;) {
		size_t n = text[i] == '/' ? root_prefix(r, text + i, len - i) : 0;
		if (n) {
			buf_add(out, text + start, i - start);
			start = i + n;
		}
		i += n ? n : 1;
	}
	buf_add(out, text + start, len - start);
}

/* The innermost frame in the program's own file, or the innermost with a name; NULL: none. */
static const struct frame *
telling_frame(const struct access *side)
{
	const struct frame *named = NULL;
	for (size_t i = 0; i < side->stack.count; i++) {
		const struct frame *f = &side->stack.frames[i];
		if (side->site_line && f->line == side->site_line && f->function) {
			return f;
		}
		named = !named && f->function ? f : named;
	}
	return named;
}

void
report_side(
	struct buf *out, const struct result *r, const struct program *p, const struct access *side)
{
	const struct frame *frame = telling_frame(side);
	buf_adds(out, side->op == OP_NONE ? "access" : access_op_name(side->op));
	if (side->size) {
		buf_addf(out, " of %zu byte%s", side->size, side->size == 1 ? "" : "s");
	}
	if (side->thread) {
		buf_addf(out, " by %s", side->thread);
	}
	if (side->site_line) {
		buf_adds(out, " at ");
		report_path(out, r, p, side->site_file ? side->site_file : p->file);
		buf_addf(out, ":%d", side->site_line);
	}
	if (frame) {
		buf_addf(out, " in %s", frame->function);
	}
	if (side->locks) {
		buf_addf(out, ", holding %s", side->locks);
	}
}

bool
report_stands_alone(const struct case_verdict *c)
{
	enum verdict worst = VERDICT_PASS;
	bool any = false;
	for (size_t p = 0; p < c->program_count; p++) {
		for (int d = 0; d < DET_COUNT; d++) {
			const struct detector_verdict *v = &c->programs[p].detectors[d];
			if (v->asked) {
				worst = verdict_worse(worst, v->verdict);
				any = true;
			}
		}
	}
	return !any || c->verdict > worst;
}

void
report_duration(struct buf *out, int64_t ns)
{
	int64_t s = ns / CLOCK_NS_PER_S;
	if (ns < CLOCK_NS_PER_S) {
		buf_addf(out, "%" PRId64 " ms", ns / CLOCK_NS_PER_MS);
	} else if (s < 60) {
		buf_addf(out, "%" PRId64 ".%" PRId64 " s", s, ns / (CLOCK_NS_PER_S / 10) % 10);
	} else if (s < 3600) {
		buf_addf(out, "%" PRId64 " min %" PRId64 " s", s / 60, s % 60);
	} else {
		buf_addf(out, "%" PRId64 " h %" PRId64 " min", s / 3600, s / 60 % 60);
	}
}
