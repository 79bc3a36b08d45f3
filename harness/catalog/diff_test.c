// SPDX-License-Identifier: MIT
#include "diff.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "csource.h"

static struct arena arena;

static void
clean(void)
{
	arena_free(&arena);
}

TestSuite(diff, .fini = clean);

/* One line a letter. */
static struct diff_text
letters(const char *s)
{
	struct diff_text t = {
		arena_alloc(&arena, strlen(s) + 1, sizeof(struct diff_line)), strlen(s)};
	for (size_t i = 0; i < t.count; i++) {
		t.lines[i] = (struct diff_line){s + i, 1, (int)i + 1};
	}
	return t;
}

/* The steps as "=a-b+c". */
static const char *
steps(const char *old, const char *new)
{
	struct diff d = diff_lines(&arena, letters(old), letters(new));
	char *s = arena_alloc(&arena, d.count * 2 + 1, 1);
	for (size_t i = 0; i < d.count; i++) {
		s[2 * i] = "=-+"[d.steps[i].op];
		s[2 * i + 1] = d.steps[i].line->s[0];
	}
	return s;
}

Test(diff, small_ones)
{
	cr_expect_str_eq(steps("", ""), "");
	cr_expect_str_eq(steps("ab", "ab"), "=a=b");
	cr_expect_str_eq(steps("", "ab"), "+a+b");
	cr_expect_str_eq(steps("ab", ""), "-a-b");
	cr_expect_str_eq(steps("abc", "axc"), "=a-b+x=c");
	cr_expect_str_eq(steps("abc", "ac"), "=a-b=c");
	cr_expect_str_eq(steps("ac", "abc"), "=a+b=c");
}

/* The longest common subsequence by the textbook's table: the reference. */
static size_t
common(const char *a, const char *b)
{
	size_t table[40][40] = {0}, n = strlen(a), m = strlen(b);
	for (size_t i = 1; i <= n; i++) {
		for (size_t j = 1; j <= m; j++) {
			size_t up = table[i - 1][j], left = table[i][j - 1];
			table[i][j] = a[i - 1] == b[j - 1] ? table[i - 1][j - 1] + 1
				      : up > left          ? up
							   : left;
		}
	}
	return table[n][m];
}

Test(diff, is_shortest_and_leads_from_old_to_new)
{
	srand(1);
	for (int round = 0; round < 3000; round++) {
		char old[40] = "", new[40] = "", back[80] = "", forth[80] = "";
		size_t n = (size_t)rand() % 30, m = (size_t)rand() % 30;
		for (size_t i = 0; i < n; i++) {
			old[i] = (char)('a' + rand() % 4);
		}
		for (size_t i = 0; i < m; i++) {
			new[i] = (char)('a' + rand() % 4);
		}
		struct diff d = diff_lines(&arena, letters(old), letters(new));
		for (size_t i = 0; i < d.count; i++) {
			strncat(back, d.steps[i].op != DIFF_ADDED ? d.steps[i].line->s : "", 1);
			strncat(forth, d.steps[i].op != DIFF_REMOVED ? d.steps[i].line->s : "", 1);
		}
		cr_assert_str_eq(back, old);
		cr_assert_str_eq(forth, new);
		cr_assert_eq(d.removed, n - common(old, new), "%s %s", old, new);
		cr_assert_eq(d.added, m - common(old, new), "%s %s", old, new);
		clean();
	}
}

Test(diff, texts_that_differ_too_much_are_replaced)
{
	enum { N = DIFF_MOST };
	char *old = arena_alloc(&arena, N + 3, 1), *new = arena_alloc(&arena, N + 3, 1);
	memset(old, 'a', N + 2);
	memset(new, 'b', N + 2);
	old[0] = new[0] = 'x';
	old[N + 1] = new[N + 1] = 'y';
	struct diff d = diff_lines(&arena, letters(old), letters(new));
	cr_expect_eq(d.removed, N);
	cr_expect_eq(d.added, N);
	cr_expect_eq(d.steps[0].op, DIFF_SAME);
	cr_expect_eq(d.steps[d.count - 1].op, DIFF_SAME);
}

static struct diff
diff_of(const char *old, const char *new,
	struct diff_text (*cut)(struct arena *, const struct csource *))
{
	struct csource a, b;
	csource_init(&a, &arena, old, strlen(old));
	csource_init(&b, &arena, new, strlen(new));
	return diff_lines(&arena, cut(&arena, &a), cut(&arena, &b));
}

Test(diff, comments_and_blank_lines_do_not_count)
{
	struct diff d = diff_of("/* x */\na; // y\n\nb; //~ z\n", "a;\t/* q\n */\nb;\n", diff_code);
	cr_expect_eq(d.removed, 0);
	cr_expect_eq(d.added, 0);
	d = diff_of("a;\n", "\ta;\n", diff_code);
	cr_expect_eq(d.added, 1, "indentation does");
	d = diff_of("s = \"// a\";\n", "s = \"// b\";\n", diff_code);
	cr_expect_eq(d.added, 1, "a string is no comment");
}

Test(diff, a_reader_sees_all_but_header_and_markers)
{
	struct diff d = diff_of("// l\n/*\n * a\n */\na; //~ x\nb; // c\n",
		"// l\n/*\n * b\n * c\n */\na;\nb;\n", diff_reading);
	cr_expect_eq(d.removed, 1);
	cr_expect_eq(d.added, 1);
	cr_assert_eq(d.count, 3);
	cr_expect_eq(d.steps[0].old_number, 5);
	cr_expect_eq(d.steps[0].new_number, 6);
}

static void
expect_hunk(const struct diff_hunk *h, int old_first, int old_count, int new_first, int new_count)
{
	cr_expect_eq(h->old_first, old_first);
	cr_expect_eq(h->old_count, old_count);
	cr_expect_eq(h->new_first, new_first);
	cr_expect_eq(h->new_count, new_count);
}

Test(diff, hunks_are_those_of_diff_u)
{
	size_t count;
	struct diff d =
		diff_lines(&arena, letters("abcdefghijklmnop"), letters("abcdXefghijklmnoPp"));
	struct diff_hunk *h = diff_hunks(&arena, &d, 3, &count);
	cr_assert_eq(count, 2);
	expect_hunk(&h[0], 2, 6, 2, 7);
	expect_hunk(&h[1], 13, 4, 14, 5);
	h = diff_hunks(&arena, &d, 6, &count);
	cr_assert_eq(count, 1, "contexts that touch are one hunk");
	expect_hunk(&h[0], 1, 16, 1, 18);
	h = diff_hunks(&arena, &d, 0, &count);
	cr_expect_eq(count, 2);
	cr_expect_eq(h[0].count, 1);
	d = diff_lines(&arena, letters("abc"), letters("abc"));
	diff_hunks(&arena, &d, 3, &count);
	cr_expect_eq(count, 0);
}
