// SPDX-License-Identifier: MIT
/* list, show and lint on the small catalogues of harness/catalog/testdata, by transcripts that lie
 * there. */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "cmd.h"
#include "fs.h"

#define DATA HAZARD_SOURCE "/harness/catalog/testdata/"

enum { MOST_WORDS = 16 };

static struct arena arena;
static struct buf out, err;
static char *dir;

static void
make(void)
{
	dir = fs_temp_dir(&arena, "/tmp", "hazard-cmd-");
	cr_assert_not_null(dir);
	unsetenv("NO_COLOR");
	unsetenv("HAZARD_CATALOG");
	setenv("TERM", "xterm", 1);
	setenv("COLUMNS", "80", 1);
}

static void
clean(void)
{
	fs_remove(dir);
	buf_free(&out);
	buf_free(&err);
	arena_free(&arena);
}

TestSuite(catalog_cmds, .init = make, .fini = clean);

/* Turns the descriptor to the file; returns what it was. */
static int
divert(FILE *stream, const char *path)
{
	fflush(stream);
	int before = dup(fileno(stream)), file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	cr_assert(before >= 0 && file >= 0);
	dup2(file, fileno(stream));
	close(file);
	return before;
}

static void
restore(FILE *stream, int before)
{
	fflush(stream);
	dup2(before, fileno(stream));
	close(before);
}

/* Runs "list --catalog …", cut at blanks; what it printed is in `out` and `err`. */
static int
run(const char *line)
{
	char *rest = arena_strdup(&arena, line), *argv[MOST_WORDS + 1] = {0}, *word;
	int argc = 0;
	while ((word = strsep(&rest, " ")) && argc < MOST_WORDS) {
		argv[argc] = word;
		argc += *word != '\0';
	}
	const char *out_path = fs_join(&arena, dir, "out"), *err_path = fs_join(&arena, dir, "err");
	int old_out = divert(stdout, out_path), old_err = divert(stderr, err_path);
	int (*command)(int, char **) = strcmp(argv[0], "list") == 0   ? cmd_list
				       : strcmp(argv[0], "show") == 0 ? cmd_show
								      : cmd_lint;
	argv[argc] = NULL;
	int code = command(argc, argv);
	restore(stdout, old_out);
	restore(stderr, old_err);
	buf_clear(&out);
	buf_clear(&err);
	cr_assert(fs_read(out_path, 0, &out));
	cr_assert(fs_read(err_path, 0, &err));
	return code;
}

#define SMALL "--catalog " DATA "small "

static const struct {
	const char *line, *file; /* of the transcript, below testdata/transcripts */
	int code;
} transcripts[] = {
	{"list " SMALL, "list", 0},
	{"list --color always " SMALL "deadlock", "list-color", 0},
	{"list " SMALL "--path first", "list-path", 0},
	{"list " SMALL "--topic T2 --format=json", "list-json", 0},
	{"list " SMALL "--format ids level:1", "list-ids", 0},
	{"show " SMALL "counter/lost-update", "show", 0},
	{"show " SMALL "locked", "show-benign", 0},
	{"show --color=always " SMALL "counter/lost-update --fix mutex", "show-fix", 0},
	{"show " SMALL "lock-order --strip", "show-strip", 0},
	{"lint " SMALL, "lint-small", 0},
	{"lint " SMALL "deadlock locked", "lint-some", 0},
	{"lint --catalog " DATA "sick", "lint-sick", 1},
	{"lint --rules", "lint-rules", 0},
};

/* HAZARD_UPDATE=1 writes the transcripts anew. */
Test(catalog_cmds, transcripts)
{
	for (size_t i = 0; i < sizeof transcripts / sizeof *transcripts; i++) {
		struct buf expected = {0};
		const char *path =
			arena_printf(&arena, DATA "transcripts/%s.txt", transcripts[i].file);
		cr_expect_eq(
			run(transcripts[i].line), transcripts[i].code, "%s", transcripts[i].line);
		cr_expect_str_eq(buf_str(&err), "", "%s", transcripts[i].line);
		if (getenv("HAZARD_UPDATE")) {
			cr_assert(fs_write(path, buf_str(&out), out.len));
			continue;
		}
		cr_assert(fs_read(path, 0, &expected));
		cr_expect_str_eq(buf_str(&out), buf_str(&expected), "%s", transcripts[i].line);
		buf_free(&expected);
	}
}

static const struct {
	const char *line;
	int code;
	const char *says; /* on stderr */
} errors[] = {
	{"list --formt", 2, "did you mean --format?"},
	{"list --format=tabel", 2, "did you mean `table`?"},
	{"list --format", 2, "--format needs a value"},
	{"list --format=yaml", 2, "known: table, json, ids"},
	{"list --color=allways", 2, "did you mean `always`?"},
	{"list -q", 2, "no option -q"},
	{"list --help=1", 2, "takes no value"},
	{"list " SMALL "counte", 2, "did you mean `counter`?"},
	{"list " SMALL "--path frist", 2, "no reading path `frist`"},
	{"list " SMALL "--topic T9", 2, "no case has that topic"},
	{"list " SMALL "deadlock --topic T2", 77, "no case is all of that"},
	{"list --catalog /nowhere", 3, "/nowhere is no folder"},
	{"lint --catalog /nowhere", 3, "/nowhere is no folder"},
	{"lint " SMALL "counte", 2, "did you mean `counter`?"},
	{"show --catalog /nowhere x", 3, "/nowhere is no folder"},
	{"show " SMALL, 2, "show which case?"},
	{"show", 2, "show which case?"},
	{"show a b", 2, "one case at a time"},
	{"show " SMALL "deadlock", 2, "`deadlock` is 2 cases"},
	{"show " SMALL "lost-update", 2, "say which"},
	{"show " SMALL "counter/lost-update --fix mutx", 2, "did you mean `mutex`?"},
	{"list --catalog " DATA "sick", 0, "2 of 2 cases are malformed"},
	{"show --catalog " DATA "sick counter/lost-update", 1, "@level is 1 (easy) to 4"},
};

Test(catalog_cmds, errors_say_what_to_do)
{
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
		cr_expect_eq(run(errors[i].line), errors[i].code, "%s", errors[i].line);
		cr_expect(strstr(buf_str(&err), errors[i].says), "%s-> %s", errors[i].line,
			buf_str(&err));
	}
}

Test(catalog_cmds, help)
{
	cr_expect_eq(run("list --help"), 0);
	cr_expect(strstr(buf_str(&out), "--format FORMAT"));
	cr_expect(strstr(buf_str(&out), "--catalog DIR"));
	cr_expect_eq(run("show --help"), 0);
	cr_expect(strstr(buf_str(&out), "--strip"));
	cr_expect_eq(run("lint --help"), 0);
	cr_expect(strstr(buf_str(&out), "--rules"));
}

Test(catalog_cmds, source_is_the_file_itself)
{
	struct buf file = {0};
	cr_expect_eq(run("show " SMALL "counter/lost-update --source"), 0);
	cr_assert(fs_read(DATA "small/cases/counter/lost-update.c", 0, &file));
	cr_expect_str_eq(buf_str(&out), buf_str(&file));
	buf_clear(&file);
	cr_expect_eq(run("show " SMALL "counter/lost-update --source --fix atomic"), 0);
	cr_assert(fs_read(DATA "small/fixes/counter/lost-update.atomic.c", 0, &file));
	cr_expect_str_eq(buf_str(&out), buf_str(&file));
	buf_free(&file);
}

Test(catalog_cmds, the_environment_names_a_catalogue)
{
	setenv("HAZARD_CATALOG", DATA "small", 1);
	cr_expect_eq(run("list --format ids locked"), 0);
	cr_expect_str_eq(buf_str(&out), "benign/locked\n");
	cr_expect_eq(run("list --catalog " DATA "sick --format ids sleeper"), 0,
		"the option goes first");
	cr_expect_str_eq(buf_str(&out), "counter/sleeper\n");
}

/* A program's text at a line's beginning is no command of the CI runner that keeps the log. */
Test(catalog_cmds, a_story_commands_nobody)
{
	struct buf file = {0};
	const char *folder = fs_join(&arena, dir, "cases/benign");
	cr_assert(fs_make_dirs(folder) && fs_read(DATA "small/cases/benign/locked.c", 0, &file));
	char *title = strstr(buf_str(&file), "\n *\n");
	cr_assert_not_null(title);
	const char *text = arena_printf(&arena, "%.*s\n *\n * ::error::bought%s",
		(int)(title - file.data), file.data, title);
	cr_assert(fs_write(fs_join(&arena, folder, "locked.c"), text, strlen(text)));
	cr_expect_eq(run(arena_printf(&arena, "show --catalog %s locked", dir)), 0);
	cr_expect(strstr(buf_str(&out), "::error::bought"), "%s", buf_str(&out));
	cr_expect_null(strstr(buf_str(&out), "\n::"), "%s", buf_str(&out));
	buf_free(&file);
}

Test(catalog_cmds, a_topic_names_the_page_of_what_is_right)
{
	static const char says[] = "right programs to copy, topic by topic: ";
	cr_assert(fs_make_dirs(fs_join(&arena, dir, "cases/benign")));
	struct buf file = {0};
	cr_assert(fs_read(DATA "small/cases/benign/locked.c", 0, &file));
	const char *text = arena_printf(&arena, "%.*s@topic   T2\n * %s",
		(int)(strstr(buf_str(&file), "@stdout") - file.data), file.data,
		strstr(file.data, "@stdout"));
	cr_assert(fs_write(fs_join(&arena, dir, "cases/benign/locked.c"), text, strlen(text)));
	buf_free(&file);
	const char *line = arena_printf(&arena, "list --catalog %s --topic T2", dir);
	cr_expect_eq(run(line), 0);
	cr_expect_null(strstr(buf_str(&out), says), "there is no page: %s", buf_str(&out));
	cr_assert(fs_write(fs_join(&arena, dir, "cases/README.md"), "#\n", 2));
	cr_expect_eq(run(line), 0);
	cr_expect(strstr(buf_str(&out), says), "%s", buf_str(&out));
	cr_expect_eq(run(arena_printf(&arena, "list --catalog %s", dir)), 0);
	cr_expect_null(strstr(buf_str(&out), says), "%s", buf_str(&out));
}

Test(catalog_cmds, an_empty_catalogue_is_nothing)
{
	cr_assert(fs_make_dirs(fs_join(&arena, dir, "cases")));
	cr_expect_eq(run(arena_printf(&arena, "list --catalog %s", dir)), 77);
	cr_expect_eq(run(arena_printf(&arena, "lint --catalog %s", dir)), 77);
}

Test(catalog_cmds, color_is_for_terminals_that_have_it)
{
	struct cmd_common common = {0};
	int terminal = posix_openpt(O_RDWR | O_NOCTTY);
	cr_assert(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
	FILE *tty = fopen(ptsname(terminal), "w");
	cr_assert_not_null(tty);
	cr_expect(cmd_use_color(&common, tty));
	setenv("TERM", "dumb", 1);
	cr_expect_not(cmd_use_color(&common, tty));
	setenv("TERM", "xterm", 1);
	setenv("NO_COLOR", "1", 1);
	cr_expect_not(cmd_use_color(&common, tty));
	setenv("NO_COLOR", "", 1);
	cr_expect(cmd_use_color(&common, tty), "an empty one says nothing");
	common.color = CMD_COLOR_NEVER;
	cr_expect_not(cmd_use_color(&common, tty));
	setenv("NO_COLOR", "1", 1);
	common.color = CMD_COLOR_ALWAYS;
	cr_expect(cmd_use_color(&common, tty), "the option goes before the variable");
	fclose(tty);
	FILE *file = tmpfile();
	common.color = CMD_COLOR_AUTO;
	unsetenv("NO_COLOR");
	cr_expect_not(cmd_use_color(&common, file));
	fclose(file);
	close(terminal);
}

Test(catalog_cmds, wrapping)
{
	struct buf b = {0};
	cmd_wrap(&b, "one two three four", 2, 4, 12);
	cr_expect_str_eq(buf_str(&b), "one two\n    three\n    four\n");
	buf_clear(&b);
	cmd_wrap(&b, "averyverylongword x", 0, 0, 5);
	cr_expect_str_eq(buf_str(&b), "averyverylongword\nx\n");
	buf_clear(&b);
	cmd_wrap(&b, "a\nb", 0, 2, 80);
	cr_expect_str_eq(buf_str(&b), "a\n  b\n");
	buf_clear(&b);
	cmd_wrap(&b, "\033[31m", 0, 0, 80);
	cr_expect_str_eq(buf_str(&b), "\\x1B[31m\n");
	buf_free(&b);
}

Test(catalog_cmds, a_full_disk_is_an_error_and_a_reader_who_leaves_is_none)
{
	struct buf text = {0};
	for (int i = 0; i < 20000; i++) {
		buf_adds(&text, "0123456789");
	}
	int ends[2];
	cr_assert_eq(pipe(ends), 0);
	close(ends[0]);
	int before = dup(STDOUT_FILENO), old_err = divert(stderr, fs_join(&arena, dir, "err"));
	dup2(ends[1], STDOUT_FILENO);
	int left = cmd_write(&text);
	clearerr(stdout);
	int full = open("/dev/full", O_WRONLY);
	dup2(full, STDOUT_FILENO);
	int no_room = cmd_write(&text);
	clearerr(stdout);
	dup2(before, STDOUT_FILENO);
	restore(stderr, old_err);
	cr_expect_eq(left, EXIT_HAZARD_OK);
	cr_expect_eq(no_room, EXIT_HAZARD_TOOL);
	buf_free(&text);
}
