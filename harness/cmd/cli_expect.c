// SPDX-License-Identifier: MIT
/* What a command line left and said; see cli.h. */
#include <criterion/criterion.h>
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "fs.h"
#include "json_check.h"
#include "text.h"

enum { STEP_MS = 10 };

/* Whether the process's file has the text; large ones are cut. */
static bool
file_has(const char *pid, const char *name, const char *text)
{
	static char content[256 * 1024];
	char path[64];
	snprintf(path, sizeof path, "/proc/%s/%s", pid, name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = 0, got;
	while (fd >= 0 && n < (ssize_t)sizeof content &&
		(got = read(fd, content + n, sizeof content - (size_t)n)) > 0) {
		n += got;
	}
	if (fd >= 0) {
		close(fd);
	}
	return n > 0 && memmem(content, (size_t)n, text, strlen(text));
}

/* By its environment or, where it has cleared that, by where it is. */
static bool
is_ours(const struct cli *c, const char *pid)
{
	char path[64], cwd[PATH_MAX];
	snprintf(path, sizeof path, "/proc/%s/cwd", pid);
	ssize_t n = readlink(path, cwd, sizeof cwd - 1);
	cwd[n > 0 ? n : 0] = '\0';
	return text_starts(cwd, c->dir) || file_has(pid, "environ", c->dir);
}

static int
count_ours(const struct cli *c)
{
	int count = 0;
	DIR *proc = opendir("/proc");
	for (struct dirent *e; (e = readdir(proc));) {
		count += isdigit((unsigned char)*e->d_name) && atoi(e->d_name) != getpid() &&
			 is_ours(c, e->d_name);
	}
	closedir(proc);
	return count;
}

int
cli_processes(const struct cli *c, int wait_ms)
{
	int count = count_ours(c);
	for (; count && wait_ms > 0; wait_ms -= STEP_MS) {
		poll(NULL, 0, STEP_MS);
		count = count_ours(c);
	}
	return count;
}

int
cli_leftovers(struct cli *c)
{
	int count = 0;
	const char **names = fs_list(&c->arena, cli_path(c, "tmp"));
	for (; names && *names; names++) {
		count++;
	}
	return count;
}

bool
cli_prints(const struct cli *c, const char *text)
{
	return strstr(buf_str(&c->out), text);
}

bool
cli_complains(const struct cli *c, const char *text)
{
	return strstr(buf_str(&c->err), text);
}

bool
cli_says(const struct cli *c, const char *text)
{
	return cli_prints(c, text) || cli_complains(c, text);
}

void
cli_ended(struct cli *c, int code, const char *text)
{
	cr_assert(c->code == code && cli_says(c, text), "exit %d, wanted %d and `%s`:\n%s%s",
		c->code, code, text, buf_str(&c->out), buf_str(&c->err));
}

static void
check_json(struct cli *c, const char *folder, const char *const *says)
{
	const char *json = cli_read(c, arena_printf(&c->arena, "%s/results.json", folder));
	cr_assert(json, "no results.json in %s", folder);
	struct json_reader reader = {.s = json, .end = json + strlen(json)};
	cr_expect(json_check(&reader), "not JSON from here: %.60s", reader.s);
	for (; *says; says++) {
		cr_expect(strstr(json, *says), "results.json does not say %s:\n%s", *says, json);
	}
}

/* By xmllint, in the shell, so that the last command of the test stays what it was. */
static void
check_junit(struct cli *c, const char *folder)
{
	const char *file = cli_path(c, "%s/junit.xml", folder);
	cr_assert(fs_exists(file), "no junit.xml in %s", folder);
	cli_need(c, "xmllint");
	const char *line = arena_printf(&c->arena,
		"xmllint --noout --schema '%s/harness/report/testdata/junit.xsd' '%s' >'%s' 2>&1",
		HAZARD_SOURCE, file, cli_path(c, "xmllint"));
	cr_expect_eq(system(line), 0, "%s", cli_read(c, "xmllint"));
}

void
cli_reports(struct cli *c, const char *folder, const char *const *says)
{
	check_json(c, folder, says);
	check_junit(c, folder);
}
