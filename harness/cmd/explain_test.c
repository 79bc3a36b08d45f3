// SPDX-License-Identifier: MIT
/* `hazard explain`, as a user calls it. */
#include <criterion/criterion.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <utime.h>

#include "cli.h"

static struct cli c;

static void
begin(void)
{
	cli_begin(&c);
	cli_env(&c, "COLUMNS=80");
	cli_case(&c, "data-race/lost-update");
}

static void
end(void)
{
	cli_end(&c);
}

TestSuite(cli_explain, .init = begin, .fini = end, .timeout = 120);

/* hits.c, and what ThreadSanitizer says of it; the folder is that of another machine. */
static const char source[] = "#include <pthread.h>\n"
			     "\n"
			     "long hits;\n"
			     "\n"
			     "static void *\n"
			     "serve(void *arg)\n"
			     "{\n"
			     "\thits += 1;\n"
			     "\treturn arg;\n"
			     "}\n";

static const char report[] =
	"==================\n"
	"WARNING: ThreadSanitizer: data race (pid=7)\n"
	"  Write of size 8 at 0x555556a7c258 by thread T2:\n"
	"    #0 serve /builds/web/src/hits.c:8:7 (hits+0xd01a8)\n"
	"\n"
	"  Previous write of size 8 at 0x555556a7c258 by thread T1:\n"
	"    #0 serve /builds/web/src/hits.c:8:7 (hits+0xd01a8)\n"
	"\n"
	"  Location is global 'hits' of size 8 at 0x555556a7c258 (hits+0x1476258)\n"
	"\n"
	"SUMMARY: ThreadSanitizer: data race /builds/web/src/hits.c:8:7 in serve\n"
	"==================\n";

/* Each line of the report with what a CI puts before it, in the middle of something else. */
static const char *
noisy(const char *prefix)
{
	struct buf out = {0};
	buf_adds(&out, "Cloning into 'web'...\n[ 50%] Building C object hits.o\n");
	for (const char *p = report; *p;) {
		size_t n = strcspn(p, "\n");
		buf_addf(&out, "%s%.*s\n", prefix, (int)n, p);
		p += n + 1;
	}
	buf_adds(&out, "100% tests passed, 0 tests failed out of 3\n");
	const char *text = arena_strdup(&c.arena, buf_str(&out));
	buf_free(&out);
	return text;
}

Test(cli_explain, a_noisy_log)
{
	cli_write(&c, "src/hits.c", source);
	static const char *const prefixes[] = {"", "12: ", "2026-03-01T10:00:00.0000000Z ",
		"2026-03-01T10:00:00.0000000Z \033[36;1m12: \033[0m"};
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		cli_write(&c, "ci.log", noisy(prefixes[i]));
		CLI(&c, "explain", "ci.log");
		cli_ended(&c, 0, "Data race on `hits`: two writes that nothing orders");
		cr_expect(cli_prints(&c, ">      8      hits += 1;"), "%s", buf_str(&c.out));
		cr_expect(cli_prints(&c, "holds no lock"));
		cr_expect(cli_prints(&c, "class    data-race"));
		cr_expect(cli_prints(&c, "hazard show data-race/lost-update"));
		cr_expect(cli_prints(&c, "next     hazard explore --races -- ./hits"));
		cr_expect(cli_prints(&c, "\"Previous\" means"));
		cr_expect_not(cli_prints(&c, "Cloning"));
		cr_expect_not(cli_prints(&c, "\033"));
	}
}

Test(cli_explain, what_is_piped)
{
	cli_write(&c, "ci.log", report);
	cli_run(&c, (const char *const[]){"/bin/sh", "-c",
			    arena_printf(&c.arena, "%s explain <ci.log", cli_program(&c)), NULL});
	cli_ended(&c, 0, "Data race on `hits`");
	cr_expect_not(cli_complains(&c, "Paste"));
	cli_run(&c,
		(const char *const[]){"/bin/sh", "-c",
			arena_printf(&c.arena, "echo more | %s explain ci.log -", cli_program(&c)),
			NULL});
	cli_ended(&c, 0, "Data race on `hits`");
}

Test(cli_explain, ends)
{
	cli_write(&c, "clean.log", "all fine\nWARNING: nothing to see here\n");
	CLI(&c, "explain", "clean.log");
	cr_expect_eq(c.code, 77);
	cr_expect(cli_complains(&c, "no report of ThreadSanitizer, Helgrind or DRD in it"));
	CLI(&c, "explain", "none.log");
	cr_expect_eq(c.code, 3);
	cr_expect(cli_complains(&c, "none.log"));
	cli_write(&c, "ci.log", report);
	CLI(&c, "explain", "none.log", "ci.log");
	cr_expect_eq(c.code, 3);
	cr_expect(cli_prints(&c, "Data race on `hits`"), "the other one is explained all the same");
	CLI(&c, "explain", "--format", "jsn", "ci.log");
	cr_expect_eq(c.code, 2);
	cr_expect(cli_complains(&c, "json"));
	CLI(&c, "explain", "--map", "nothing", "ci.log");
	cr_expect_eq(c.code, 2);
	CLI(&c, "explain", "--binary", "ci.log", "ci.log");
	cr_expect_eq(c.code, 3);
	cr_expect(cli_complains(&c, "no ELF"));
	cli_write(&c, "fatal.log", "FATAL: ThreadSanitizer: unexpected memory mapping 0x1-0x2\n");
	CLI(&c, "explain", "fatal.log");
	cr_expect_eq(c.code, 77);
	cr_expect(cli_complains(&c, "unexpected memory mapping"), "%s", buf_str(&c.err));
}

Test(cli_explain, formats)
{
	cli_write(&c, "ci.log", report);
	CLI(&c, "explain", "--format", "md=a.md", "--format", "html=a.html", "--format",
		"json=a.json", "--format", "sarif=a.sarif", "--format", "github", "ci.log");
	cli_ended(&c, 0, "::error");
	cr_expect(strstr(
		cli_read(&c, "a.md"), "## Data race on `hits`: two writes that nothing orders"));
	cr_expect(strstr(cli_read(&c, "a.html"), "<h2>Data race on <code>hits</code>"));
	cr_expect(strstr(cli_read(&c, "a.json"), "\"kind\": \"race\""));
	cr_expect(strstr(cli_read(&c, "a.sarif"), "\"2.1.0\""));
	CLI(&c, "explain", "--format", "json=no/such/a.json", "ci.log");
	cr_expect_eq(c.code, 3);
}

Test(cli_explain, several_causes)
{
	cli_write(&c, "ci.log",
		arena_printf(&c.arena, "%s%s%s", report, report,
			"WARNING: ThreadSanitizer: heap-use-after-free (pid=7)\n"
			"  Read of size 4 at 0x7b0400000000 by main thread:\n"
			"    #0 main /builds/web/src/job.c:11:9 (hits+0xd0111)\n"
			"\n"
			"  Previous write of size 8 at 0x7b0400000000 by thread T1:\n"
			"    #0 free <null> (hits+0x50000)\n"
			"    #1 done /builds/web/src/job.c:5:2 (hits+0xd0100)\n"
			"\n"
			"SUMMARY: ThreadSanitizer: heap-use-after-free /builds/web/src/job.c:11:9 "
			"in main\n"));
	CLI(&c, "explain", "ci.log");
	cli_ended(&c, 0, "3 reports, 2 causes. Begin with this one: memory that is gone");
	cr_expect(cli_prints(&c, "\nUse after free in `main` and `done`"));
	cr_expect(cli_prints(&c, "2 x  Data race on `hits`"), "%s", buf_str(&c.out));
	cr_expect_not(cli_prints(&c, "Location is global 'hits'"));
	CLI(&c, "explain", "--all", "ci.log");
	cli_ended(&c, 0, "Location is global 'hits'");
}

/* The report's source from where it is here: by --map, else by the end of its path. */
Test(cli_explain, where_the_source_is)
{
	cli_write(&c, "ci.log", report);
	cli_write(&c, "there/src/hits.c", source);
	CLI(&c, "explain", "ci.log");
	cr_expect_not(cli_prints(&c, "hits += 1;"));
	CLI(&c, "explain", "--map", "/builds/web=there", "ci.log");
	cli_ended(&c, 0, ">      8      hits += 1;");
	CLI(&c, "explain", "--map", "/builds/web/=there/", "ci.log");
	cli_ended(&c, 0, ">      8      hits += 1;");
	CLI(&c, "explain", "--map", "/builds/we=there", "ci.log");
	cr_expect_not(cli_prints(&c, "hits += 1;"), "a folder's whole name");
	CLI(&c, "explain", "--map", "/builds/web=elsewhere", "ci.log");
	cli_ended(&c, 0, "there is no elsewhere/src/hits.c");
}

static void
set_age(const char *file, int seconds)
{
	time_t when = time(NULL) - seconds;
	cr_assert_eq(utime(cli_path(&c, "%s", file), &(struct utimbuf){when, when}), 0);
}

/* It says where what lies on the disk isn't what the report speaks of. */
Test(cli_explain, another_source)
{
	cli_write(&c, "ci.log", report);
	cli_write(&c, "src/hits.c", source);
	set_age("src/hits.c", 3600);
	CLI(&c, "explain", "ci.log");
	cli_ended(&c, 0, "hits += 1;");
	cr_expect_not(cli_prints(&c, "changed after"), "%s", buf_str(&c.out));
	set_age("ci.log", 7200);
	CLI(&c, "explain", "ci.log");
	cli_ended(&c, 0, "changed after the report was written");
	set_age("src/hits.c", 9000);
	cli_edit(&c, "src/hits.c", "serve(", "count(");
	set_age("src/hits.c", 9000);
	CLI(&c, "explain", "ci.log");
	cli_ended(&c, 0, "Line 8 isn't in `serve`");
	cli_write(&c, "src/hits.c", "int x;\n");
	set_age("src/hits.c", 9000);
	CLI(&c, "explain", "ci.log");
	cli_ended(&c, 0, "It has only 1 lines");
	cli_write(&c, "src/hits.c", "\n\n\n\n\n\n\n\t/* nothing */\n");
	set_age("src/hits.c", 9000);
	CLI(&c, "explain", "ci.log");
	cli_ended(&c, 0, "Line 8 is empty");
}

Test(cli_explain, source_of_a_commit)
{
	cli_need(&c, "git");
	cli_write(&c, "ci.log", report);
	cli_write(&c, "src/hits.c", source);
	cli_run(&c, (const char *const[]){"/bin/sh", "-c",
			    "git init -q . && git add src && git -c user.name=n -c user.email=e@e "
			    "commit -qm one",
			    NULL});
	cr_assert_eq(c.code, 0, "%s", buf_str(&c.err));
	cli_write(&c, "src/hits.c", "int other;\n");
	CLI(&c, "explain", "--rev", "HEAD", "ci.log");
	cli_ended(&c, 0, ">      8      hits += 1;");
	CLI(&c, "explain", "--rev", "nonsense", "ci.log");
	cli_ended(&c, 0, "commit nonsense has no such file");
	CLI(&c, "explain", "--rev", "--output=evil", "ci.log");
	cr_expect_eq(c.code, 0);
	cr_expect_null(cli_read(&c, "evil"));
}

/* Frames without names get theirs from the program. */
Test(cli_explain, names_from_the_binary)
{
	cli_need(&c, "clang");
	cli_need(&c, "llvm-symbolizer");
	cli_write(&c, "hits.c",
		"#include <pthread.h>\nlong hits;\nvoid *\nserve(void *arg)\n{\n\thits += "
		"1;\n\treturn arg;\n}\n"
		"int\nmain(void)\n{\n\tpthread_t a, b;\n\tpthread_create(&a, 0, serve, 0);\n"
		"\tpthread_create(&b, 0, serve, 0);\n\tpthread_join(a, 0);\n\tpthread_join(b, "
		"0);\n\treturn 0;\n}\n");
	cli_run(&c, (const char *const[]){"/bin/sh", "-c",
			    "clang -g -O1 -fsanitize=thread -pthread hits.c -o hits && "
			    "{ TSAN_OPTIONS=symbolize=0:exitcode=0 setarch -R ./hits >ci.log 2>&1 "
			    "|| exit 9; }",
			    NULL});
	if (c.code == 9 || !strstr(cli_read(&c, "ci.log"), "data race")) {
		cr_skip("the program doesn't run, or doesn't race, here");
	}
	cr_assert_eq(c.code, 0, "%s", buf_str(&c.err));
	CLI(&c, "explain", "ci.log");
	cli_ended(&c, 0, "without lines of code");
	cr_expect_not(cli_prints(&c, "hits.c:6"));
	CLI(&c, "explain", "--binary", "hits", "ci.log");
	cli_ended(&c, 0, "in `serve` (hits.c:6)");
	cr_expect_not(cli_prints(&c, "without lines of code"), "%s", buf_str(&c.out));
}
