// SPDX-License-Identifier: MIT
#include "cli.h"

#include <criterion/criterion.h>
#include <criterion/hooks.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "fs.h"
#include "text.h"

#define MARK "HAZARD_CLI_TEST"
#define HOME "HAZARD_CLI_HOME"

enum { LIMIT_S = 90, STEP_MS = 10, SETTLE_MS = 10000 };

/* Criterion runs each test in a process of its own; they inherit this. */
ReportHook(PRE_ALL)(struct criterion_test_set *tests)
{
	(void)tests;
	struct arena a = {0};
	setenv(HOME, fs_temp_dir(&a, "/tmp", "hazard-cli-"), 1);
	arena_free(&a);
}

ReportHook(POST_ALL)(struct criterion_global_stats *stats)
{
	(void)stats;
	fs_remove(getenv(HOME));
}

const char *
cli_path(struct cli *c, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *path = fs_join(&c->arena, c->dir, arena_vprintf(&c->arena, format, args));
	va_end(args);
	return path;
}

const char *
cli_program(struct cli *c)
{
	(void)c;
	return fs_exists(HAZARD_BUILD "/hazard") ? HAZARD_BUILD "/hazard"
						 : HAZARD_BUILD "/harness/hazard";
}

void
cli_env(struct cli *c, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	*VEC_PUSH(&c->env) = arena_vprintf(&c->arena, format, args);
	va_end(args);
}

void
cli_begin(struct cli *c)
{
	static const char *const unset[] = {
		"TSAN_OPTIONS", "NO_COLOR", "COLUMNS", "PAGER", "LANGUAGE", "VALGRIND_OPTS"};
	*c = (struct cli){.limit_s = LIMIT_S};
	const char *home = getenv(HOME);
	cr_assert(home, "the hook did not run");
	c->dir = fs_temp_dir(&c->arena, home, "test-");
	cr_assert(c->dir && mkdir(cli_path(c, "tmp"), 0777) == 0);
	c->catalog = cli_path(c, "catalog");
	cli_env(c, "HAZARD_CATALOG=%s", c->catalog);
	cli_env(c, "XDG_CACHE_HOME=%s/cache", home);
	cli_env(c, "TMPDIR=%s/tmp", c->dir);
	cli_env(c, "LC_ALL=C.UTF-8");
	cli_env(c, "TERM=xterm");
	cli_env(c, MARK "=%s", c->dir);
	for (size_t i = 0; i < sizeof unset / sizeof *unset; i++) {
		cli_env(c, "%s", unset[i]);
	}
}

void
cli_end(struct cli *c)
{
	if (c->pid) {
		kill(c->pid, SIGKILL);
		waitpid(c->pid, NULL, 0);
	}
	fs_remove(c->dir);
	buf_free(&c->out);
	buf_free(&c->err);
	VEC_FREE(&c->env);
	arena_free(&c->arena);
}

static void
write_file(struct cli *c, const char *file, const char *text, size_t len, mode_t mode)
{
	const char *path = cli_path(c, "%s", file);
	char *folder = arena_strdup(&c->arena, path);
	*strrchr(folder, '/') = '\0';
	cr_assert(fs_make_dirs(folder));
	/* A link of cli_tools() is not to be written through. */
	unlink(path);
	cr_assert(fs_write(path, text, len) && chmod(path, mode) == 0);
}

void
cli_write(struct cli *c, const char *file, const char *text)
{
	write_file(c, file, text, strlen(text), 0644);
}

void
cli_write_program(struct cli *c, const char *file, const char *text)
{
	write_file(c, file, text, strlen(text), 0755);
}

static void
copy_file(struct cli *c, const char *root, const char *file)
{
	struct buf text = {0};
	cr_assert(fs_read(fs_join(&c->arena, root, file), 0, &text));
	write_file(c, arena_printf(&c->arena, "catalog/%s", file), buf_str(&text), text.len, 0644);
	buf_free(&text);
}

void
cli_case_from(struct cli *c, const char *root, const char *id)
{
	struct arena *a = &c->arena;
	const char *slug = fs_base(id);
	const char *class = arena_strndup(a, id, (size_t)(slug - id) - 1);
	const char *fixes = arena_printf(a, "%s/fixes/%s", root, class);
	const char *prefix = arena_printf(a, "%s.", slug);
	copy_file(c, root, arena_printf(a, "cases/%s.c", id));
	const char **names = fs_is_dir(fixes) ? fs_list(a, fixes) : NULL;
	for (; names && *names; names++) {
		if (text_starts(*names, prefix)) {
			copy_file(c, root, arena_printf(a, "fixes/%s/%s", class, *names));
		}
	}
}

void
cli_case(struct cli *c, const char *id)
{
	cli_case_from(c, HAZARD_SOURCE, id);
}

const char *
cli_read(struct cli *c, const char *file)
{
	struct buf text = {0};
	const char *path = cli_path(c, "%s", file), *copy = NULL;
	if (fs_exists(path) && fs_read(path, 0, &text)) {
		copy = arena_strndup(&c->arena, buf_str(&text), text.len);
	}
	buf_free(&text);
	return copy;
}

void
cli_edit(struct cli *c, const char *file, const char *old, const char *with)
{
	struct buf edited = {0};
	const char *text = cli_read(c, file);
	const char *at = text ? strstr(text, old) : NULL;
	cr_assert(at, "`%s` is not in %s", old, file);
	buf_add(&edited, text, (size_t)(at - text));
	buf_adds(&edited, with);
	buf_adds(&edited, at + strlen(old));
	write_file(c, file, buf_str(&edited), edited.len, 0644);
	buf_free(&edited);
}

const char *
cli_find(struct cli *c, const char *name)
{
	const char *found = fs_program(&c->arena, name);
	char *real = found ? realpath(found, NULL) : NULL;
	const char *path = arena_strdup(&c->arena, real);
	free(real);
	return path;
}

const char *
cli_need(struct cli *c, const char *name)
{
	const char *path = cli_find(c, name);
	cr_assert(path, "no %s: scripts/setup installs it", name);
	return path;
}

static void
link_tool(struct cli *c, const char *name)
{
	const char *real = cli_find(c, name);
	if (real) {
		symlink(real, cli_path(c, "bin/%s", name));
	}
}

void
cli_tools(struct cli *c, const char *const *names)
{
	static const char *const always[] = {"sh", "cat", "sleep", "touch", "rm", NULL};
	cr_assert(fs_make_dirs(cli_path(c, "bin")));
	for (size_t i = 0; always[i]; i++) {
		link_tool(c, always[i]);
	}
	for (; *names; names++) {
		link_tool(c, *names);
	}
	cli_env(c, "PATH=%s", cli_path(c, "bin"));
}

static void
redirect(const char *path, int to)
{
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
	dup2(fd, to);
	close(fd);
}

/* The first terminal that a new session opens controls it: Ctrl-C is a signal then. */
static void
sit_at(const char *terminal)
{
	setsid();
	int fd = open(terminal, O_RDWR);
	dup2(fd, STDIN_FILENO);
	dup2(fd, STDERR_FILENO);
	close(fd);
}

/* In the child. */
static void
become(struct cli *c, const char *const *argv)
{
	/* A test that is killed takes its hazard with it, and that what it started. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (size_t i = 0; i < c->env.len; i++) {
		char *setting = arena_strdup(&c->arena, c->env.items[i]);
		if (strchr(setting, '=')) {
			putenv(setting);
		} else {
			unsetenv(setting);
		}
	}
	redirect(cli_path(c, "stdout"), STDOUT_FILENO);
	redirect(cli_path(c, "stderr"), STDERR_FILENO);
	if (c->terminal) {
		sit_at(c->terminal);
	} else {
		setpgid(0, 0);
		redirect("/dev/null", STDIN_FILENO);
	}
	if (chdir(c->dir) == 0) {
		execv(argv[0], (char *const *)argv);
	}
	_exit(126);
}

void
cli_start(struct cli *c, const char *const *argv)
{
	fflush(NULL);
	c->began = clock_now();
	c->pid = fork();
	cr_assert(c->pid >= 0);
	if (c->pid == 0) {
		become(c, argv);
	}
}

static void
read_outputs(struct cli *c)
{
	buf_clear(&c->out);
	buf_clear(&c->err);
	cr_assert(fs_read(cli_path(c, "stdout"), 0, &c->out));
	cr_assert(fs_read(cli_path(c, "stderr"), 0, &c->err));
}

void
cli_wait(struct cli *c)
{
	int status;
	int64_t until = clock_now() + c->limit_s * CLOCK_NS_PER_S;
	pid_t ended;
	while ((ended = waitpid(c->pid, &status, WNOHANG)) == 0 && clock_now() < until) {
		poll(NULL, 0, STEP_MS);
	}
	c->wall_ns = clock_now() - c->began;
	if (ended == 0) {
		kill(c->pid, SIGKILL);
		waitpid(c->pid, &status, 0);
	}
	c->pid = 0;
	read_outputs(c);
	cr_assert(ended, "still running after %d s:\n%s%s", c->limit_s, buf_str(&c->out),
		buf_str(&c->err));
	c->code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	cr_expect_eq(cli_processes(c, SETTLE_MS), 0, "processes are left");
}

void
cli_run(struct cli *c, const char *const *argv)
{
	cli_start(c, argv);
	cli_wait(c);
}

void
cli_await(struct cli *c, const char *file)
{
	struct stat st;
	const char *path = cli_path(c, "%s", file);
	int64_t until = clock_now() + c->limit_s * CLOCK_NS_PER_S;
	while ((stat(path, &st) < 0 || st.st_size == 0) && clock_now() < until) {
		poll(NULL, 0, STEP_MS);
	}
	cr_assert(clock_now() < until, "%s never came", file);
}
