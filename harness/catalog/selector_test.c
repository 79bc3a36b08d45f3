// SPDX-License-Identifier: MIT
#include "selector.h"

#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"

static struct arena arena;
static struct catalog catalog;

static void
make(void)
{
	cr_assert(catalog_read(&catalog, HAZARD_SOURCE "/harness/catalog/testdata/small"));
	cr_assert_eq(catalog.count, 4);
}

static void
clean(void)
{
	catalog_free(&catalog);
	arena_free(&arena);
}

TestSuite(selector, .init = make, .fini = clean);

static const struct {
	const char *words[4];
	const char *ids; /* joined by blanks; NULL: an error */
	const char *error;
} table[] = {
	{{NULL}, "benign/locked counter/lost-update deadlock/lock-order deadlock/lost-update",
		NULL},
	{{"deadlock"}, "deadlock/lock-order deadlock/lost-update", NULL},
	{{"deadlock/lock-order"}, "deadlock/lock-order", NULL},
	{{"lock-order"}, "deadlock/lock-order", NULL},
	{{"lost-update"}, NULL, "say which: counter/lost-update, deadlock/lost-update"},
	{{"*/lost-*"}, "counter/lost-update deadlock/lost-update", NULL},
	{{"lost-*"}, "counter/lost-update deadlock/lost-update", NULL},
	{{"deadlock/*"}, "deadlock/lock-order deadlock/lost-update", NULL},
	{{"queue/*"}, NULL, "no case matches `queue/*`"},
	{{"level:2"}, "deadlock/lock-order deadlock/lost-update", NULL},
	{{"level:1-2"},
		"benign/locked counter/lost-update deadlock/lock-order deadlock/lost-update", NULL},
	{{"level:3-4"}, NULL, "no case has that level"},
	{{"level:2-1"}, NULL, "levels are 1 to 4"},
	{{"level:0"}, NULL, "levels are 1 to 4"},
	{{"level:1-5"}, NULL, "levels are 1 to 4"},
	{{"level:"}, NULL, "levels are 1 to 4"},
	{{"level:1-"}, NULL, "levels are 1 to 4"},
	{{"level:one"}, NULL, "levels are 1 to 4"},
	{{"level:99999999999999999999"}, NULL, "levels are 1 to 4"},
	{{"cwe:362"}, "counter/lost-update", NULL},
	{{"cwe:CWE-833"}, "deadlock/lock-order deadlock/lost-update", NULL},
	{{"cwe:1"}, NULL, "no case has that CWE"},
	{{"cwe:x"}, NULL, "a CWE is a number"},
	{{"topic:T2"}, "counter/lost-update", NULL},
	{{"topic:t2"}, "counter/lost-update", NULL},
	{{"topic:T9"}, NULL, "no case has that topic"},
	{{"deadlock", "counter"}, "counter/lost-update deadlock/lock-order deadlock/lost-update",
		NULL},
	{{"lock-order", "deadlock", "level:2"}, "deadlock/lock-order deadlock/lost-update", NULL},
	{{"deadlok"}, NULL, "did you mean `deadlock`?"},
	{{"lock-ordr"}, NULL, "did you mean `lock-order`?"},
	{{"deadlock/lock-ordr"}, NULL, "did you mean `deadlock/lock-order`?"},
	{{"lvel:2"}, NULL, "did you mean `level:2`?"},
	{{"quite-another-thing"}, NULL, "`hazard list` shows them all"},
	{{"deadlock", "nothing-at-all"}, NULL, "`nothing-at-all`"},
	{{""}, NULL, "no case or class"},
};

Test(selector, every_form)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
		struct selection s;
		const char *error = NULL;
		size_t words = 0;
		while (words < 4 && table[i].words[words]) {
			words++;
		}
		bool ok = selector_select(&arena, &catalog, table[i].words, words, &s, &error);
		const char *name = words ? table[i].words[0] : "(none)";
		cr_assert_eq(ok, table[i].ids != NULL, "%s: %s", name, error);
		if (!ok) {
			cr_expect(strstr(error, table[i].error), "%s: %s", name, error);
			continue;
		}
		struct buf ids = {0};
		for (size_t j = 0; j < s.count; j++) {
			buf_addf(&ids, "%s%s", j ? " " : "", s.cases[j]->testcase.id);
		}
		cr_expect_str_eq(buf_str(&ids), table[i].ids, "%s", name);
		buf_free(&ids);
	}
}
