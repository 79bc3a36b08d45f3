// SPDX-License-Identifier: MIT
#include "buf.h"

#include <criterion/criterion.h>

#include "mem.h"
#include "vec.h"

Test(buf, an_empty_one_is_an_empty_string)
{
	struct buf b = {0};
	cr_assert_str_eq(buf_str(&b), "");
	buf_free(&b);
}

Test(buf, grows_and_always_ends_in_nul)
{
	struct buf b = {0};
	for (int i = 0; i < 5000; i++) {
		buf_addf(&b, "%d,", i % 10);
	}
	buf_addc(&b, '!');
	cr_assert_eq(b.len, 10001);
	cr_assert_eq(b.data[b.len], '\0');
	cr_assert_eq(b.data[b.len - 1], '!');
	buf_clear(&b);
	cr_assert_str_eq(buf_str(&b), "");
	buf_add(&b, "a\0b", 3);
	cr_assert_eq(b.len, 3);
	buf_free(&b);
	cr_assert_null(b.data);
}

Test(vec, items_start_zeroed_and_stay)
{
	VEC(long) v = {0};
	for (long i = 0; i < 100; i++) {
		long *item = VEC_PUSH(&v);
		cr_assert_eq(*item, 0);
		*item = i;
	}
	cr_assert_eq(v.len, 100);
	cr_assert_eq(v.items[99], 99);
	VEC_FREE(&v);
	cr_assert_eq(v.len, 0);
}

Test(mem, a_copy_is_its_own)
{
	char *copy = mem_strdup("hits");
	cr_assert_str_eq(copy, "hits");
	free(copy);
	cr_assert_null(mem_strdup(NULL));
}
