// SPDX-License-Identifier: MIT
#include <criterion/criterion.h>
#include <expat.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "buf.h"
#include "report.h"
#include "report_fixture.h"

/* What the reading of a report found; the rules are those of the xUnit plugin's junit-10.xsd. */
struct reading {
	int depth;
	const char *path[4];
	int tests, failures, errors, skipped; /* in this suite */
	int said[4];                          /* by its attributes */
	int suites, all_tests;
	const char *wrong;
};

static bool
listed(const char *name, const char *list)
{
	size_t n = strlen(name);
	for (const char *p = strstr(list, name); p; p = strstr(p + 1, name)) {
		if ((p == list || p[-1] == ' ') && (p[n] == ' ' || !p[n])) {
			return true;
		}
	}
	return false;
}

static const struct rule {
	const char *name, *parent, *required, *allowed;
} rules[] = {
	{"testsuites", NULL, "", "name tests failures errors time"},
	{"testsuite", "testsuites", "name tests failures errors", "skipped time timestamp"},
	{"testcase", "testsuite", "name", "classname time"},
	{"failure", "testcase", "", "type message"},
	{"error", "testcase", "", "type message"},
	{"skipped", "testcase", "", "type message"},
	{"system-out", "testcase", "", ""},
};

static const struct rule *
rule_of(const char *name)
{
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		if (strcmp(rules[i].name, name) == 0) {
			return &rules[i];
		}
	}
	return NULL;
}

static bool
time_is_good(const char *t)
{
	size_t whole = strspn(t, "0123456789");
	return t[whole] == '.' ? strspn(t + whole + 1, "0123456789") == 3 && !t[whole + 4]
			       : !t[whole];
}

static const char *
attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2) {
		if (strcmp(attributes[0], name) == 0) {
			return attributes[1];
		}
	}
	return NULL;
}

static const char *
check_attributes(const struct rule *rule, const char **attributes)
{
	for (const char **a = attributes; *a; a += 2) {
		if (!listed(a[0], rule->allowed) && !listed(a[0], rule->required)) {
			return "an attribute that the schema doesn't allow";
		}
		if (strcmp(a[0], "time") == 0 && !time_is_good(a[1])) {
			return "a time with other than three decimals";
		}
	}
	bool named = attribute(attributes, "name") || !listed("name", rule->required);
	bool counted = attribute(attributes, "errors") || !listed("errors", rule->required);
	return named && counted ? NULL : "a required attribute is missing";
}

static void
begin_suite(struct reading *r, const char **attributes)
{
	static const char *const names[] = {"tests", "failures", "errors", "skipped"};
	for (int i = 0; i < 4; i++) {
		const char *value = attribute(attributes, names[i]);
		r->said[i] = value ? atoi(value) : -1;
	}
	r->tests = r->failures = r->errors = r->skipped = 0;
	r->suites++;
}

static void
on_begin(void *data, const char *name, const char **attributes)
{
	struct reading *r = data;
	const struct rule *rule = rule_of(name);
	if (!rule || r->depth >= 4 ||
		(rule->parent ? !r->depth || strcmp(r->path[r->depth - 1], rule->parent) != 0
			      : r->depth)) {
		r->wrong = "an element out of place";
		r->depth++;
		return;
	}
	const char *wrong = check_attributes(rule, attributes);
	r->wrong = r->wrong ? r->wrong : wrong;
	r->path[r->depth++] = rule->name;
	if (strcmp(name, "testsuite") == 0) {
		begin_suite(r, attributes);
	}
	r->tests += strcmp(name, "testcase") == 0;
	r->failures += strcmp(name, "failure") == 0;
	r->errors += strcmp(name, "error") == 0;
	r->skipped += strcmp(name, "skipped") == 0;
}

static void
on_end(void *data, const char *name)
{
	struct reading *r = data;
	r->depth--;
	if (strcmp(name, "testsuite") == 0) {
		bool right = r->said[0] == r->tests && r->said[1] == r->failures &&
			     r->said[2] == r->errors && r->said[3] == r->skipped;
		r->wrong = right ? r->wrong : "counts that are not those of the suite";
		r->all_tests += r->tests;
	}
}

static struct reading
read_xml(const char *s, size_t len)
{
	struct reading r = {0};
	XML_Parser parser = XML_ParserCreate(NULL);
	XML_SetUserData(parser, &r);
	XML_SetElementHandler(parser, on_begin, on_end);
	if (XML_Parse(parser, s, (int)len, 1) != XML_STATUS_OK) {
		r.wrong = XML_ErrorString(XML_GetErrorCode(parser));
	}
	XML_ParserFree(parser);
	return r;
}

static struct buf
write_junit(const struct result *r)
{
	struct buf out = {0};
	struct report_options options = {0};
	cr_assert(report_junit(r, &out, &options));
	return out;
}

Test(junit, the_checker_of_these_tests_is_strict)
{
	const char *bad[] = {
		"<testsuites><testcase name='a'/></testsuites>",
		"<testsuites><testsuite name='a' tests='0' failures='0' skipped='0'/></testsuites>",
		"<testsuites><testsuite name='a' tests='1' failures='0' errors='0' "
		"skipped='0'/></testsuites>",
		"<testsuites><testsuite name='a' tests='0' failures='0' errors='0' skipped='0' "
		"time='1.2345'/></testsuites>",
		"<testsuites><testsuite name='a' tests='0' failures='0' errors='0' skipped='0' "
		"line='1'/></testsuites>",
		"<testsuites>\x01</testsuites>",
		"<testsuites>",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		cr_expect_not_null(read_xml(bad[i], strlen(bad[i])).wrong, "%s", bad[i]);
	}
	static const char good[] =
		"<testsuites><testsuite name='a' tests='0' failures='0' errors='0' skipped='0' "
		"time='1.234'/></testsuites>";
	cr_assert_null(read_xml(good, sizeof good - 1).wrong);
}

Test(junit, a_suite_a_class_and_a_test_a_detector)
{
	struct buf b = write_junit(fixture_result());
	struct reading r = read_xml(b.data, b.len);
	cr_assert_null(r.wrong, "%s", r.wrong);
	cr_assert_eq(r.suites, 4);
	cr_assert_eq(r.all_tests, 57);
	cr_assert_not_null(strstr(
		b.data, "classname=\"data-race.lock-on-one-side\" name=\"trylock [native]\""));
	cr_assert_not_null(strstr(
		b.data, "<failure type=\"missed\" message=\"missed: race(balance) not seen"));
	cr_assert_not_null(strstr(b.data, "<error type=\"tool\""));
	cr_assert_not_null(strstr(b.data, "<skipped type=\"differs\""));
	cr_assert_not_null(strstr(b.data, "See it again: hazard run"));
	buf_free(&b);
}

Test(junit, hostile_text_stays_inside)
{
	struct buf b = write_junit(fixture_hostile());
	struct reading r = read_xml(b.data, b.len);
	cr_assert_null(r.wrong, "%s", r.wrong);
	cr_assert_eq(r.all_tests, DET_COUNT);
	cr_assert_lt(b.len, 200 * 1000);
	buf_free(&b);
}

Test(junit, a_case_that_never_got_to_its_detectors_is_no_pass)
{
	struct testcase t = {.id = "a/b", .class = "a", .slug = "b"};
	struct program p = {.file = "cases/a/b.c"};
	struct program_verdict v = {.program = &p, .verdict = VERDICT_ERROR};
	v.detectors[DET_TSAN] =
		(struct detector_verdict){.asked = true, .verdict = VERDICT_PASS, .sentence = "s"};
	struct case_verdict c = {.testcase = &t,
		.verdict = VERDICT_ERROR,
		.complete = true,
		.programs = &v,
		.program_count = 1};
	struct result result = {.cases = &c, .case_count = 1};
	struct buf b = write_junit(&result);
	struct reading r = read_xml(b.data, b.len);
	cr_assert(!r.wrong && r.all_tests == 2 && r.errors == 1);
	buf_free(&b);
	c.verdict = VERDICT_PASS;
	b = write_junit(&result);
	r = read_xml(b.data, b.len);
	cr_assert(!r.wrong && r.all_tests == 1 && r.errors == 0);
	buf_free(&b);
	c.program_count = 0;
	b = write_junit(&result);
	r = read_xml(b.data, b.len);
	cr_assert(!r.wrong && r.all_tests == 1);
	buf_free(&b);
}

/* xmllint's exit on our reduced copy of the schema's rules; fails where it is missing. */
static int
xmllint(const struct buf *b)
{
	char path[] = "/tmp/hazard-junit-XXXXXX";
	int fd = mkstemp(path);
	cr_assert(fd >= 0 && write(fd, b->data, b->len) == (ssize_t)b->len);
	close(fd);
	pid_t pid = fork();
	if (pid == 0) {
		int quiet = open("/dev/null", O_WRONLY);
		dup2(quiet, STDOUT_FILENO);
		dup2(quiet, STDERR_FILENO);
		execlp("xmllint", "xmllint", "--noout", "--nonet", "--schema",
			HAZARD_SOURCE "/harness/report/testdata/junit.xsd", path, NULL);
		_exit(99);
	}
	int status = 0;
	waitpid(pid, &status, 0);
	unlink(path);
	cr_assert(WIFEXITED(status));
	cr_assert_neq(WEXITSTATUS(status), 99, "no xmllint: scripts/setup installs it");
	return WEXITSTATUS(status);
}

Test(junit, is_valid_for_the_schema)
{
	struct buf b = write_junit(fixture_result());
	int status = xmllint(&b);
	buf_clear(&b);
	buf_adds(&b, "<testsuites><testsuite name='a'/></testsuites>");
	cr_assert_eq(status, 0, "xmllint: %d", status);
	cr_assert_neq(xmllint(&b), 0);
	buf_free(&b);
	b = write_junit(fixture_hostile());
	cr_assert_eq(xmllint(&b), 0);
	buf_free(&b);
}
