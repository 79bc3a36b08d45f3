// SPDX-License-Identifier: MIT
/* Tools that are missing, broken or misled: 3, with a word about which, and never 0. */
#include <criterion/criterion.h>
#include <string.h>

#include "cli.h"

#define RACE "catalog/cases/hostile/quick-exit.c"

static const char *const all[] = {"clang", "ld", "llvm-symbolizer", "valgrind", NULL};

static struct cli c;

static void
begin(void)
{
	cli_begin(&c);
	cli_case_from(&c, CLI_DATA "/hostile", "hostile/quick-exit");
	cli_case_from(&c, CLI_DATA "/hostile", "benign/fake-report");
}

static void
end(void)
{
	cli_end(&c);
}

TestSuite(cli_tools, .init = begin, .fini = end, .timeout = 200);

/* A program of that name in PATH, which does what the script says; @REAL@ in it is the real one. */
static void
put_tool(const char *name, const char *script)
{
	const char *at = strstr(script, "@REAL@"), *real = cli_find(&c, name);
	cli_write_program(&c, arena_printf(&c.arena, "bin/%s", name),
		at ? arena_printf(&c.arena, "#!/bin/sh\n%.*s%s%s", (int)(at - script), script, real,
			     at + strlen("@REAL@"))
		   : arena_printf(&c.arena, "#!/bin/sh\n%s", script));
}

Test(cli_tools, with_all_of_them_it_passes)
{
	cli_tools(&c, all);
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 0, "2 cases: 2 pass");
}

Test(cli_tools, without_valgrind)
{
	cli_tools(&c, (const char *const[]){"clang", "ld", "llvm-symbolizer", "objcopy", NULL});
	CLI(&c, "run");
	cli_ended(&c, 3, "valgrind is not installed (apt-get install valgrind)");
	cli_reports(&c, "hazard-report",
		(const char *const[]){"\"verdict\": \"error\"", "\"reason\": \"tool\"", NULL});
	CLI(&c, "run", "--allow-missing");
	/* A benign program is a claim of every detector's silence, which was not heard. */
	cli_ended(&c, 0, "2 cases: 1 pass, 1 skip");
	cr_expect(cli_prints(&c, "Missing  helgrind in 2 cases: valgrind is not installed"), "%s",
		buf_str(&c.out));
	cli_reports(&c, "hazard-report",
		(const char *const[]){"\"verdict\": \"skip\"", "\"reason\": \"tool\"", NULL});
	cr_expect(strstr(cli_read(&c, "hazard-report/junit.xml"), "<skipped "));
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 0, "2 cases: 2 pass");
}

Test(cli_tools, without_any_in_an_empty_path)
{
	cli_env(&c, "PATH=");
	CLI(&c, "run");
	cli_ended(&c, 3, "clang is not installed (apt-get install clang)");
	cr_expect(cli_prints(&c, "2 cases: 0 pass, 2 error"), "%s", buf_str(&c.out));
	CLI(&c, "run", "--allow-missing");
	cli_ended(&c, 77, "2 cases: 0 pass, 2 skip");
	CLI(&c, "doctor");
	cli_ended(&c, 3, "mend it:  apt-get install clang");
}

static const char drops_tsan[] =
	"for a; do shift; [ \"$a\" = -fsanitize=thread ] || set -- \"$@\" \"$a\"; done\n"
	"exec @REAL@ \"$@\"\n";

Test(cli_tools, clang_that_drops_the_sanitizer)
{
	cli_tools(&c, all);
	put_tool("clang", drops_tsan);
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 3, "not instrumented");
	cr_expect(cli_complains(&c, "ThreadSanitizer does not see a known race here"), "%s",
		buf_str(&c.err));
	cr_expect(cli_prints(&c, "2 cases: 0 pass, 2 error"), "%s", buf_str(&c.out));
	CLI(&c, "doctor");
	cli_ended(&c, 3, "make `clang` in $PATH the real compiler");
}

/* After the check at the beginning has gone well, so that each program must be looked at. */
Test(cli_tools, clang_that_drops_the_sanitizer_later)
{
	cli_tools(&c, all);
	put_tool("clang", arena_printf(&c.arena, "if [ -e '%s' ]; then\n%s\nfi\nexec %s \"$@\"\n",
				  cli_path(&c, "late"), drops_tsan, cli_find(&c, "clang")));
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 0, "2 cases: 2 pass");
	cli_write(&c, "late", "");
	cli_edit(&c, RACE, "long hits;", "long hits; ");
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 3, "the program is not instrumented");
	cr_expect(cli_prints(&c, "2 cases: 1 pass, 1 error"), "%s", buf_str(&c.out));
}

static const struct {
	const char *script, *says;
} compilers[] = {
	{"echo 'clang: no space in my head' >&2\nexit 1\n",
		"the build failed: clang: no space in my head"},
	{"exit 0\n", "left no program"},
	{"exit 5\n", "the compiler said nothing, and ended with exit 5"},
	{"kill -SEGV $$\n", "SIGSEGV"},
	{"while [ $# -gt 1 ]; do case $1 in -o) echo x >\"$2\" ;; -MF) echo 'x:' >\"$2\" ;; esac; "
	 "shift; done\n",
		"cannot execute"},
};

Test(cli_tools, clang_that_builds_nothing)
{
	cli_tools(&c, all);
	for (size_t i = 0; i < sizeof compilers / sizeof *compilers; i++) {
		put_tool("clang", compilers[i].script);
		CLI(&c, "run", "--detectors", "tsan,native");
		cli_ended(&c, 3, compilers[i].says);
		cr_expect(cli_prints(&c, "2 cases: 0 pass, 2 error"), "%s", buf_str(&c.out));
		cr_expect_eq(cli_leftovers(&c), 0);
	}
}

/* What stands for Valgrind: runs the program; XML goes to the file that --xml-file names, %p being
 * its number. */
#define FAKE(xml)                                                           \
	"case $1 in --version) echo valgrind-3.19.0; exit ;; esac\n"        \
	"tool=${1#--tool=}\n"                                               \
	"while :; do case $1 in\n"                                          \
	"--xml-file=*) f=${1#--xml-file=}; f=${f%%%p.xml}1.xml; shift ;;\n" \
	"-*) shift ;; *) break ;; esac; done\n" xml "exec \"$@\"\n"

static const struct {
	const char *script, *says;
} valgrinds[] = {
	{FAKE(""), "wrote no report"},
	{FAKE("printf '' >\"$f\"\n"), "the report does not say that Helgrind ran"},
	{FAKE("echo '<?xml version=\"1.0\"?><valgrindoutput><protocolversion>4</protocolversion>' "
	      ">\"$f\"\n"),
		"the report does not say that DRD ran"},
	{FAKE("echo \"<?xml version='1.0'?><valgrindoutput><protocolversion>4</protocolversion>"
	      "<tool>$tool</tool><status><state>RUNNING</state></status>\" >\"$f\"\n"),
		"without finishing its report"},
	{FAKE("echo 'not XML' >\"$f\"\n"), "the report does not say that Helgrind ran"},
	{"echo 'valgrind: failed to start tool' >&2\nexit 1\n", "failed to start tool"},
	{"kill -KILL $$\n", "wrote no report"},
};

Test(cli_tools, valgrind_that_reports_nothing)
{
	cli_tools(&c, all);
	for (size_t i = 0; i < sizeof valgrinds / sizeof *valgrinds; i++) {
		put_tool("valgrind", valgrinds[i].script);
		CLI(&c, "run", "--detectors", "helgrind,drd");
		cli_ended(&c, 3, valgrinds[i].says);
		cr_expect(cli_complains(&c, "Helgrind does not see a known race here"), "%s",
			buf_str(&c.err));
		cr_expect(cli_prints(&c, "2 cases: 0 pass, 2 error"), "%s", buf_str(&c.out));
	}
}

/* The check at the beginning goes well: what counts is what each run's own report says. */
Test(cli_tools, valgrind_that_reports_nothing_later)
{
	cli_tools(&c, all);
	put_tool("valgrind",
		arena_printf(&c.arena, "if [ -e '%s' ]; then\n%s\nfi\nexec %s \"$@\"\n",
			cli_path(&c, "late"), valgrinds[3].script, cli_find(&c, "valgrind")));
	CLI(&c, "run", "--detectors", "helgrind", "benign");
	cli_ended(&c, 0, "1 case: 1 pass");
	cli_write(&c, "late", "");
	CLI(&c, "run", "--detectors", "helgrind", "benign");
	cli_ended(&c, 3, "Valgrind ended without finishing its report");
}

/* What the user has set is kept, but for what would blind hazard. */
Test(cli_tools, options_of_the_user_that_do_no_harm)
{
	static const char *const options[] = {
		"halt_on_error=1",
		"exitcode=0",
		"log_path=/nowhere/at/all:log_exe_name=1",
		"verbosity=1:print_summary=0:abort_on_error=1",
	};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		cli_env(&c, "TSAN_OPTIONS=%s", options[i]);
		CLI(&c, "run", "--detectors", "tsan");
		cr_expect_eq(c.code, 0, "%s:\n%s%s", options[i], buf_str(&c.out), buf_str(&c.err));
	}
}

static const struct {
	const char *options, *says;
} blinders[] = {
	{"suppressions=/missing", "failed to read suppressions file"},
	{"report_bugs=0", "ThreadSanitizer does not see a known race here"},
	{"symbolize=0", "symbolizer"},
	{"halt_on_error=perhaps", "TSAN_OPTIONS"},
};

Test(cli_tools, options_of_the_user_that_blind_the_detector)
{
	for (size_t i = 0; i < sizeof blinders / sizeof *blinders; i++) {
		cli_env(&c, "TSAN_OPTIONS=%s", blinders[i].options);
		CLI(&c, "run", "--detectors", "tsan");
		cli_ended(&c, 3, blinders[i].says);
		cr_expect(cli_prints(&c, "2 cases: 0 pass, 2 error"), "%s", buf_str(&c.out));
	}
}

Test(cli_tools, suppressions_of_everything)
{
	cli_write(&c, "all.supp", "race:*\n");
	cli_env(&c, "TSAN_OPTIONS=suppressions=%s", cli_path(&c, "all.supp"));
	CLI(&c, "run", "--detectors", "tsan");
	cli_ended(&c, 3, "ThreadSanitizer does not see a known race here");
}
