// SPDX-License-Identifier: MIT
#include "oracle.h"

#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "case.h"

enum { EVIDENCE_MAX = 200 };

/* The line of `text` that begins with "wrong: ", or NULL; *len is its length. */
static const char *
wrong_line(const char *text, size_t size, size_t *len)
{
	static const char word[] = "wrong: ";
	const char *end = text + size;
	for (const char *line = text; line < end;) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		stop = stop ? stop : end;
		*len = (size_t)(stop - line);
		if (*len >= sizeof word - 1 && memcmp(line, word, sizeof word - 1) == 0) {
			return line;
		}
		line = stop + 1;
	}
	return NULL;
}

static bool
is_output(const char *expected, const char *out, size_t len)
{
	if (len && out[len - 1] == '\n') {
		len--;
	}
	return strlen(expected) == len && memcmp(expected, out, len) == 0;
}

static bool
output_allowed(const struct program *owner, const struct oracle_input *in)
{
	if (owner->output_count == 0) {
		return true;
	}
	for (size_t i = 0; i < owner->output_count && !in->out_cut; i++) {
		if (is_output(owner->outputs[i], in->out, in->out_len)) {
			return true;
		}
	}
	return false;
}

static int
shortened(size_t len)
{
	return len > EVIDENCE_MAX ? EVIDENCE_MAX : (int)len;
}

struct oracle_answer
oracle_ask(struct arena *a, const struct program *owner, const struct oracle_input *in)
{
	struct oracle_answer no = {0};
	size_t len = 0;
	const char *wrong = wrong_line(in->err, in->err_len, &len);
	bool own_exit = !in->tool_exit || in->exit_code != in->tool_exit;
	if (in->hang) {
		no.outcome = KIND_HANG;
		no.evidence = "every thread waits for another, for ever";
	} else if (in->spin) {
		no.outcome = KIND_SPIN;
		no.evidence = "used up its CPU time";
	} else if (in->signal) {
		no.outcome = KIND_CRASH;
		no.evidence = arena_printf(a, "ended by SIG%s",
			sigabbrev_np(in->signal) ? sigabbrev_np(in->signal) : "?");
	} else if (in->crashed) {
		no.outcome = KIND_CRASH;
		no.evidence = "crashed, as its detector saw";
	} else if (wrong) {
		no.outcome = KIND_WRONG_RESULT;
		no.evidence = arena_strndup(a, wrong, (size_t)shortened(len));
	} else if (own_exit && in->exit_code != 0) {
		no.outcome = KIND_BAD_EXIT;
		no.evidence = arena_printf(a, "exit %d", in->exit_code);
	} else if (!output_allowed(owner, in)) {
		no.outcome = KIND_WRONG_RESULT;
		len = strcspn(in->out, "\n");
		no.evidence = in->out_len == 0 ? "printed nothing"
					       : arena_printf(a, "printed \"%.*s\"", shortened(len),
							 in->out);
	} else {
		no.right = true;
	}
	return no;
}
