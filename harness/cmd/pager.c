// SPDX-License-Identifier: MIT
#include "cmd.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "fs.h"

enum { SHELL_NOT_FOUND = 127 };

/* A reader that leaves early (`| head`, q in a pager) is no error. */
static int
write_to(FILE *out, const struct buf *text)
{
	errno = 0;
	fwrite(buf_str(text), 1, text->len, out);
	if ((fflush(out) != 0 || ferror(out)) && errno != EPIPE) {
		diag("write the output:");
		return EXIT_HAZARD_TOOL;
	}
	return EXIT_HAZARD_OK;
}

int
cmd_write(const struct buf *text)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	sigaction(SIGPIPE, &ignore, &before);
	int result = write_to(stdout, text);
	sigaction(SIGPIPE, &before, NULL);
	return result;
}

/* The command to be given to the shell, or NULL where there is no pager. */
static const char *
pager_command(struct arena *a)
{
	const char *pager = getenv("PAGER");
	if (pager) {
		return *pager && strcmp(pager, "cat") != 0 ? pager : NULL;
	}
	return fs_program(a, "less") ? "less -FRX" : NULL;
}

int
cmd_page(const struct buf *text, bool pager)
{
	struct arena a = {0};
	const char *command = pager && isatty(STDOUT_FILENO) ? pager_command(&a) : NULL;
	fflush(stdout);
	if (command) {
		setenv("LESS", "FRX", 0);
	}
	FILE *out = command ? popen(command, "w") : NULL;
	arena_free(&a);
	if (!out) {
		return cmd_write(text);
	}
	/* Not before popen(), whose child would inherit it; until pclose(), which writes what is
	 * left. */
	struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
	sigaction(SIGPIPE, &ignore, &before);
	int result = write_to(out, text), status = pclose(out);
	sigaction(SIGPIPE, &before, NULL);
	bool missing = status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == SHELL_NOT_FOUND;
	return missing ? cmd_write(text) : result;
}
