// SPDX-License-Identifier: MIT
#include <getopt.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "cache.h"
#include "cmd.h"
#include "diag.h"
#include "doctor.h"
#include "fs.h"
#include "pool.h"

static const struct cmd_usage usage = {
	.synopsis = "doctor",
	.about = "Is this machine able to see races at all? Runs a program with a known race and "
		 "its fix under\n"
		 "every detector, looks at what they need, and names the command that mends what "
		 "is broken.\n"
		 "Exit code 0: all is well, 3: something is broken or missing.",
};

static void
add_check(struct buf *out, const struct doctor_check *c, bool color, bool utf8)
{
	static const struct {
		const char *utf8, *ascii;
		enum cmd_paint paint;
	} marks[] = {
		[DOCTOR_GOOD] = {"✓", "ok", CMD_GREEN},
		[DOCTOR_NOTE] = {"·", "--", CMD_YELLOW},
		[DOCTOR_BAD] = {"✗", "NO", CMD_RED},
	};
	cmd_add(out, color, marks[c->state].paint,
		utf8 ? marks[c->state].utf8 : marks[c->state].ascii);
	buf_addf(out, " %-18s ", c->name);
	cmd_add(out, color, CMD_PLAIN, c->says);
	buf_addc(out, '\n');
	if (c->mend) {
		buf_adds(out, "      mend it:  ");
		cmd_add(out, color, CMD_BOLD, c->mend);
		buf_addc(out, '\n');
	}
}

static int
examine(const struct cmd_common *common, struct pool *pool, struct cache *cache, struct arena *a)
{
	static const bool all[DET_COUNT] = {[DET_TSAN] = true,
		[DET_HELGRIND] = true,
		[DET_DRD] = true,
		[DET_NATIVE] = true,
		[DET_EXPLORE] = true};
	const char *dir = fs_join(a, fs_cache_dir(a), "doctor");
	struct doctor_report report = doctor_examine(all, dir, pool, cache, a);
	struct buf out = {0};
	bool bad = false;
	setlocale(LC_CTYPE, "");
	for (size_t i = 0; i < report.count; i++) {
		bad = bad || report.checks[i].state == DOCTOR_BAD;
		add_check(&out, &report.checks[i], cmd_use_color(common, stdout),
			strcmp(nl_langinfo(CODESET), "UTF-8") == 0);
	}
	if (!report.interrupted) {
		buf_adds(&out, bad ? "\nWhat is marked above keeps detectors from seeing; their "
				     "silence would mean nothing.\n"
				   : "\nThis machine can see races.\n");
	}
	int written = cmd_write(&out);
	buf_free(&out);
	return report.interrupted ? EXIT_HAZARD_INTERRUPTED : bad ? EXIT_HAZARD_TOOL : written;
}

int
cmd_doctor(int argc, char **argv)
{
	struct cmd_common common = {0};
	const char *value;
	optind = 0;
	if (cmd_option(argc, argv, &usage, &common, &value) != CMD_END) {
		return EXIT_HAZARD_USAGE;
	}
	if (common.help) {
		cmd_help(&usage, stdout);
		return EXIT_HAZARD_OK;
	}
	if (optind < argc) {
		diag("doctor looks at the whole machine; it takes no `%s`", argv[optind]);
		return EXIT_HAZARD_USAGE;
	}
	struct arena a = {0};
	struct pool pool = {0};
	int result = EXIT_HAZARD_TOOL;
	struct cache *cache = cache_create(fs_join(&a, fs_cache_dir(&a), "programs"));
	if (cache && pool_init(&pool, &(struct pool_options){0})) {
		result = examine(&common, &pool, cache, &a);
	}
	pool_finish(&pool);
	cache_destroy(cache);
	arena_free(&a);
	return result;
}
