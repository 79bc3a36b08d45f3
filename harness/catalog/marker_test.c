// SPDX-License-Identifier: MIT
#include "marker.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "csource.h"
#include "problem.h"

static struct arena arena;
static struct problems problems;
static struct program program;

static void
clean(void)
{
	arena_free(&arena);
	problems = (struct problems){.arena = &arena};
	program = (struct program){.file = "x.c"};
}

TestSuite(marker, .init = clean, .fini = clean);

static void
read_text(const char *text)
{
	struct csource s;
	clean();
	csource_init(&s, &arena, text, strlen(text));
	marker_read(&s, &program, &arena, &problems);
}

Test(marker, labels_and_roles)
{
	read_text("a();\nb(); //~ hits: read, write; a-then-b2:lock;c\nc();\t//~d\n");
	cr_expect_eq(problems.count, 0);
	cr_assert_eq(program.place_count, 4);
	cr_expect_eq(program.places[0].line, 2);
	cr_expect_str_eq(program.places[0].label, "hits");
	cr_expect_eq(program.places[0].roles, ROLE_READ | ROLE_WRITE);
	cr_expect_str_eq(program.places[1].label, "a-then-b2");
	cr_expect_eq(program.places[1].roles, ROLE_LOCK);
	cr_expect_str_eq(program.places[2].label, "c");
	cr_expect_eq(program.places[2].roles, 0);
	cr_expect_eq(program.places[3].line, 3);
}

Test(marker, every_role)
{
	for (size_t i = 0; place_role_names()[i]; i++) {
		char text[100];
		snprintf(text, sizeof text, "x; //~ a: %s\n", place_role_names()[i]);
		read_text(text);
		cr_assert_eq(program.place_count, 1, "%s", text);
		cr_expect_eq(program.places[0].roles, 1u << i, "%s", text);
	}
}

Test(marker, one_label_on_many_lines)
{
	read_text("a; //~ x\nb; //~ y\nc; //~ x; z\n");
	const char *const *labels = marker_labels(&arena, &program);
	cr_expect_str_eq(labels[0], "x");
	cr_expect_str_eq(labels[1], "y");
	cr_expect_str_eq(labels[2], "z");
	cr_expect_null(labels[3]);
}

static const char *const none[] = {
	"a; /* //~ hits */\n",
	"/*\n a; //~ hits\n*/\n",
	"s = \"//~ hits\";\n",
	"s = \"\\\"//~ hits\";\n",
	"c = '\"'; s = \"//~ hits\";\n",
	"a; // a comment\n",
	"a; // ~ hits\n",
	"a; //\\\n~ hits\n",
	"a; // x \\\nb; /~ hits\n",
	"a /~ b;\n",
	"",
};

Test(marker, what_is_no_marker)
{
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		read_text(none[i]);
		cr_expect_eq(program.place_count, 0, "%s", none[i]);
		cr_expect_eq(problems.count, 0, "%s", none[i]);
	}
}

Test(marker, a_marker_after_comments_and_strings)
{
	read_text("a(\"x\", '\\''); /* y */ //~ hits: read\n");
	cr_expect_eq(problems.count, 0);
	cr_expect_eq(program.place_count, 1);
}

static const struct {
	const char *text, *part;
} wrong[] = {
	{"a; //~\n", "no label"},
	{"a; //~ Hits\n", "no label"},
	{"a; //~ 2hits\n", "no label"},
	{"a; //~ hi_ts\n", "no label"},
	{"a; //~ h\xc3\xa4s\n", "no label"},
	{"a; //~ : read\n", "no label"},
	{"a; //~ hits;\n", "no label"},
	{"a; //~ hits:\n", "no role after"},
	{"a; //~ hits: raed\n", "unknown role `raed`"},
	{"a; //~ hits: wait_\n", "did you mean `wait`?"},
	{"a; //~ hits: read,\n", "no role after"},
	{"a; //~ hits: read read\n", "does not belong"},
	{"a; //~ hits: read, read\n", "twice"},
	{"a; //~ hits read\n", "does not belong"},
	{"a; //~ hits //~ misses\n", "does not belong"},
	{"a; //~ hits \\\n", "does not belong"},
	{"a; //~ hits: read; hits: write\n", "on this line twice"},
	{"a; // first //~ hits\n", "inside another comment"},
	{"   //~ hits\n", "no code before it"},
	{"/* x */ //~ hits\n", "no code before it"},
};

Test(marker, what_is_wrong_is_said)
{
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		read_text(wrong[i].text);
		cr_assert_eq(problems.count, 1, "%zu: %s", problems.count, wrong[i].text);
		cr_expect_eq(problems.items[0].line, 1);
		cr_expect(strstr(problems.items[0].text, wrong[i].part), "%s-> %s", wrong[i].text,
			problems.items[0].text);
	}
}

Test(marker, very_many_labels_are_cut_off)
{
	struct csource s;
	size_t count = 100000;
	char *text = arena_alloc(&arena, count + 10, 4);
	strcpy(text, "a;//~a");
	for (size_t i = 0; i < count; i++) {
		sprintf(text + 6 + i * 3, ";%c%c", 'a' + (int)(i / 26 % 26), 'a' + (int)(i % 26));
	}
	problems = (struct problems){.arena = &arena};
	csource_init(&s, &arena, text, strlen(text));
	marker_read(&s, &program, &arena, &problems);
	cr_expect_eq(program.place_count, 500);
	cr_expect_eq(problems.count, 1);
}

Test(marker, where_it_begins)
{
	struct csource s;
	const char *text = "ab; //~ x\nc; // y\n//~";
	csource_init(&s, &arena, text, strlen(text));
	cr_expect_eq(marker_start(&s, 1), 4);
	cr_expect_eq(marker_start(&s, 2), SIZE_MAX);
	cr_expect_eq(marker_start(&s, 3), 18);
}
