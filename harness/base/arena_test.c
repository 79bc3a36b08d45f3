// SPDX-License-Identifier: MIT
#include "arena.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

Test(arena, memory_is_zeroed_aligned_and_distinct)
{
	struct arena a = {0};
	char *before = NULL;
	for (size_t size = 1; size < 40000; size = size * 3 + 1) {
		char *p = arena_alloc(&a, 1, size);
		cr_assert_eq((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < size; i++) {
			cr_assert_eq(p[i], 0);
		}
		memset(p, 0xAB, size);
		cr_assert_neq(p, before);
		before = p;
	}
	arena_free(&a);
	cr_assert_null(a.last);
	arena_free(&a);
}

Test(arena, push_keeps_items_while_it_grows)
{
	struct arena a = {0};
	int *items = NULL;
	size_t count = 0;
	for (int i = 0; i < 1000; i++) {
		int *item = ARENA_PUSH(&a, items, count);
		cr_assert_eq(*item, 0);
		*item = i;
	}
	cr_assert_eq(count, 1000);
	for (int i = 0; i < 1000; i++) {
		cr_assert_eq(items[i], i);
	}
	arena_free(&a);
}

Test(arena, strings_are_copies)
{
	struct arena a = {0};
	char text[] = "counter";
	char *copy = arena_strdup(&a, text);
	text[0] = 'X';
	cr_assert_str_eq(copy, "counter");
	cr_assert_str_eq(arena_strndup(&a, "counter", 5), "count");
	cr_assert_str_eq(arena_printf(&a, "%d of %s", 3, "ten"), "3 of ten");
	cr_assert_null(arena_strdup(&a, NULL));
	arena_free(&a);
}
