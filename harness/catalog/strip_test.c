// SPDX-License-Identifier: MIT
#include "strip.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "fs.h"

static struct buf copy;

static void
clean(void)
{
	buf_free(&copy);
}

TestSuite(strip, .fini = clean);

static const char *
strip(const char *text)
{
	clean();
	strip_copy(&copy, text, strlen(text));
	return buf_str(&copy);
}

static size_t
newlines(const char *s)
{
	size_t count = 0;
	for (; *s; s++) {
		count += *s == '\n';
	}
	return count;
}

Test(strip, the_header_goes_and_the_licence_stays)
{
	const char *text = "// SPDX-License-Identifier: MIT\n/*\n * Lost update: x.\n *\n * @level "
			   "1\n */\nint x;\n";
	const char *s = strip(text);
	cr_expect(strncmp(s, "// SPDX-License-Identifier: MIT\n/* A concurrent program.", 50) == 0);
	cr_expect_null(strstr(s, "update"));
	cr_expect_null(strstr(s, "@level"));
	cr_expect(strstr(s, "\n\n\n\n\nint x;\n"));
	cr_expect_eq(newlines(s), newlines(text));
}

Test(strip, markers_go)
{
	cr_expect_str_eq(strip("a;\t//~ x: read\nb;\n"), "a;\nb;\n");
	cr_expect_str_eq(strip("s = \"//~ x\"; // fine\n"), "s = \"//~ x\"; // fine\n");
}

Test(strip, comments_that_tell_go_and_others_stay)
{
	cr_expect_str_eq(strip("a; /* one a reader */\n"), "a; /* one a reader */\n");
	cr_expect_str_eq(strip("a; /* BUG: no lock */ b;\n"), "a;   b;\n");
	cr_expect_str_eq(strip("a; // this is wrong\n"), "a;\n");
	cr_expect_str_eq(strip("a; // a debugger\n"), "a; // a debugger\n");
	cr_expect_str_eq(strip("a/* x *//* a race */b;\n"), "a/* x */ b;\n");
	cr_expect_str_eq(strip("a; /* one\n wrong\n end */\nb;\n"), "a;\n\n\nb;\n");
	for (size_t i = 0; strip_words()[i]; i++) {
		char text[100];
		snprintf(text, sizeof text, "a; // x %s\n", strip_words()[i]);
		cr_expect_str_eq(strip(text), "a;\n", "%s", text);
	}
}

Test(strip, nothing_at_all)
{
	cr_expect_str_eq(strip(""), "");
	cr_expect_str_eq(strip("/* no end"), "/* no end");
	cr_expect_str_eq(strip("\\/* bug */\n"), "\\ \n", "no line is spliced that was not");
}
