// SPDX-License-Identifier: MIT
#include "hash.h"

#include <criterion/criterion.h>

Test(hash, has_32_digits_and_depends_on_every_byte)
{
	char a[HASH_HEX], b[HASH_HEX], c[HASH_HEX];
	hash_of("counter", 7, a);
	hash_of("counter", 7, b);
	hash_of("countes", 7, c);
	cr_assert_eq(strlen(a), 32);
	cr_assert_str_eq(a, b);
	cr_assert_str_neq(a, c);
}

Test(hash, pieces_do_not_run_together)
{
	char one[HASH_HEX], other[HASH_HEX];
	struct hash *h = hash_create();
	hash_adds(h, "ab");
	hash_adds(h, "c");
	hash_finish(h, one);
	h = hash_create();
	hash_adds(h, "a");
	hash_adds(h, "bc");
	hash_finish(h, other);
	cr_assert_str_neq(one, other);
}
