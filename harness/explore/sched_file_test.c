// SPDX-License-Identifier: MIT
#include "sched_file.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "hash.h"

static struct arena arena;
static struct buf text;

static void
make(void)
{
	static const char *const argv[] = {"./prog", "50%", "two\nlines", NULL};
	static const struct proto_choice choices[] = {{1, 0, 11, 0xdeadbeef}, {0xffff, 1, 255, 0}};
	static const uint64_t shared[] = {0xaaaaaab104b};
	struct sched_file s = {
		.program = "/tmp/a b/prog",
		.hash = "0123456789abcdef0123456789abcdef",
		.dir = "/tmp",
		.argv = argv,
		.config = {.seed = 42,
			.options = PROTO_OPT_WEAK | PROTO_OPT_TRACE,
			.depth = 3,
			.allowed_count = 1,
			.allowed = {"ok \xc3\xa9"}},
		.failure = {.class = PROTO_DEADLOCK,
			.kind = KIND_DEADLOCK,
			.strategy = PROTO_PCT,
			.schedule = 17,
			.raw = {.key = 0x123, .steps = 9, .preemptions = 2, .message = "m"},
			.choices = choices,
			.choice_count = 2,
			.shared = shared,
			.shared_count = 1},
	};
	sched_file_write(&s, &text);
	cr_redirect_stderr();
}

static void
finish(void)
{
	buf_free(&text);
	arena_free(&arena);
}

TestSuite(sched_file, .init = make, .fini = finish);

static bool
reads(struct sched_file *out)
{
	return sched_file_read(&arena, "x.sched", buf_str(&text), text.len, out);
}

/* Replaces the first `old`, and the seal at the end so that only the content is wrong. */
static void
forge(const char *old, const char *with)
{
	char hex[HASH_HEX], *end = strstr(text.data, "\nend ") + 1, *at = strstr(text.data, old);
	struct buf out = {0};
	cr_assert(at && at < end, "%s", old);
	buf_add(&out, text.data, (size_t)(at - text.data));
	buf_adds(&out, with);
	buf_add(&out, at + strlen(old), (size_t)(end - at) - strlen(old));
	hash_of(out.data, out.len, hex);
	buf_addf(&out, "end %s\n", hex);
	buf_free(&text);
	text = out;
}

Test(sched_file, comes_back_as_it_was)
{
	struct sched_file s;
	cr_assert(reads(&s));
	cr_expect_str_eq(s.program, "/tmp/a b/prog");
	cr_expect_str_eq(s.argv[1], "50%");
	cr_expect_str_eq(s.argv[2], "two\nlines");
	cr_expect_null(s.argv[3]);
	cr_expect_null(s.preload);
	cr_expect_eq(s.config.seed, 42);
	cr_expect_eq(s.config.options, PROTO_OPT_WEAK);
	cr_expect_str_eq(s.config.allowed[0], "ok \xc3\xa9");
	cr_expect_eq(s.failure.class, PROTO_DEADLOCK);
	cr_expect_eq(s.failure.kind, KIND_DEADLOCK);
	cr_expect_eq(s.failure.strategy, PROTO_PCT);
	cr_expect_eq(s.failure.raw.key, 0x123);
	cr_expect_eq(s.failure.choice_count, 2);
	cr_expect_eq(s.failure.choices[0].hash, 0xdeadbeef);
	cr_expect_eq(s.failure.choices[1].value, 0xffff);
	cr_expect_eq(s.failure.shared[0], 0xaaaaaab104b);
}

Test(sched_file, any_cut_and_any_change_is_refused)
{
	struct sched_file s;
	size_t len = text.len;
	for (size_t cut = 0; cut < len; cut++) {
		cr_expect(!sched_file_read(
				  &arena, "x", arena_strndup(&arena, text.data, cut), cut, &s),
			"%zu", cut);
	}
	for (size_t i = 0; i < len - 1; i++) {
		text.data[i] ^= 1;
		cr_expect(!reads(&s), "byte %zu", i);
		text.data[i] ^= 1;
	}
	cr_expect(reads(&s));
}

Test(sched_file, what_is_out_of_range_is_refused)
{
	static const char *const lies[][2] = {{"choices 2", "choices 3"},
		{"choices 2", "choices 1"}, {"choices 2", "choices 99999999"},
		{"choices 2", "choices -1"}, {"c 65535 ", "c 65536 "}, {"shared 1", "shared 2"},
		{"outcome 6", "outcome 99"}, {"outcome 6", "outcome 1"},
		{"strategy pct", "strategy best"}, {"seed 42", "seed 4x"},
		{"arg 50%25", "arg 50%2"}, {"arg 50%25", "arg 50%00"}, {"steps 9", "colour 9"},
		{"program ", "prgram "}, {"hash 0", "hsh 0"}};
	struct sched_file s;
	struct buf whole = text;
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		text = (struct buf){0};
		buf_add(&text, whole.data, whole.len);
		forge(lies[i][0], lies[i][1]);
		cr_expect(!reads(&s), "%s", lies[i][1]);
		buf_free(&text);
	}
	text = whole;
	forge("seed 42", "seed 43");
	cr_expect(reads(&s) && s.config.seed == 43, "a forged seal is no lie by itself");
}
