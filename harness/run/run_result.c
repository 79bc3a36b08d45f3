// SPDX-License-Identifier: MIT
#include "run_result.h"

#include <assert.h>
#include <string.h>
#include <sys/wait.h>

#include "buf.h"

static const char *const names[] = {
	[RUN_EXITED] = "exited",
	[RUN_SIGNALLED] = "signalled",
	[RUN_HANG] = "hang",
	[RUN_SPIN] = "spin",
	[RUN_TIMEOUT] = "timeout",
	[RUN_TOO_MANY] = "too many processes",
	[RUN_NOT_STARTED] = "not started",
	[RUN_INTERRUPTED] = "interrupted",
	[RUN_LOST] = "lost",
};

static const char *const steps[] = {
	[SPAWN_KEEPER] = "cannot make a keeper process for",
	[SPAWN_CAPTURING] = "cannot make a pipe for the output of",
	[SPAWN_CLONE] = "cannot make a process for",
	[SPAWN_SESSION] = "cannot make a session for",
	[SPAWN_OUTPUT] = "cannot redirect the output of",
	[SPAWN_DIR] = "cannot enter folder",
	[SPAWN_LIMIT] = "cannot set the limits of",
	[SPAWN_EXEC] = "cannot execute",
};

const char *
run_end_name(enum run_end end)
{
	assert(end < sizeof names / sizeof *names);
	return names[end];
}

static void
describe_failure(const struct spawn_failure *f, const struct spawn_spec *spec, struct buf *out)
{
	assert(f->step > SPAWN_STARTED && f->step < sizeof steps / sizeof *steps);
	const char *what = f->step == SPAWN_DIR ? spec->dir : spec->argv[0];
	buf_addf(out, "%s %s: %s", steps[f->step], what, strerror(f->error));
}

static void
add_signal(int signal, struct buf *out)
{
	const char *name = sigabbrev_np(signal);
	if (name) {
		buf_addf(out, "killed by SIG%s", name);
	} else {
		buf_addf(out, "killed by signal %d", signal);
	}
}

static void
describe_loss(const struct run_result *r, struct buf *out)
{
	buf_adds(out, "lost: its keeper ");
	if (r->given_up) {
		buf_adds(out, "did not answer");
	} else if (WIFSIGNALED(r->keeper_status)) {
		buf_adds(out, "was ");
		add_signal(WTERMSIG(r->keeper_status), out);
	} else {
		buf_addf(out, "ended with exit %d", WEXITSTATUS(r->keeper_status));
	}
}

void
run_result_describe(const struct run_result *r, const struct spawn_spec *spec, struct buf *out)
{
	if (r->end == RUN_NOT_STARTED) {
		describe_failure(&r->failure, spec, out);
	} else if (r->end == RUN_EXITED) {
		buf_addf(out, "exit %d", r->exit_code);
	} else if (r->end == RUN_SIGNALLED) {
		add_signal(r->signal, out);
	} else if (r->end == RUN_LOST) {
		describe_loss(r, out);
	} else if (r->end == RUN_TOO_MANY) {
		buf_addf(out, "more than %d processes",
			spec->processes ? spec->processes : SPAWN_PROCESSES);
	} else {
		buf_adds(out, run_end_name(r->end));
	}
}
