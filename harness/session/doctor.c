// SPDX-License-Identifier: MIT
#include "doctor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "diag.h"
#include "fs.h"
#include "hash.h"
#include "pool.h"
#include "session.h"
#include "verdict.h"

static const char racy[] =
	"// SPDX-License-Identifier: MIT\n"
	"/*\n"
	" * Known race: two threads add to one counter and nothing orders them.\n"
	" *\n"
	" * A detector that is silent here does not work on this machine.\n"
	" *\n"
	" * @level   1\n"
	" * @cwe     366\n"
	" * @stdout  done\n"
	" * @expect  tsan      race(hits)\n"
	" * @expect  helgrind  race(hits)\n"
	" * @expect  drd       race(hits)\n"
	" * @expect  native    wrong-result may\n"
	" * @expect  explore   race(hits)\n"
	" * @hint    None needed.\n"
	" */\n"
	"#include <pthread.h>\n"
	"#include <stdio.h>\n"
	"\n"
	"long hits;\n"
	"\n"
	"static void *\n"
	"count(void *arg)\n"
	"{\n"
	"\thits += 1;\t\t\t//~ hits: read, write\n"
	"\treturn arg;\n"
	"}\n"
	"\n"
	"int\n"
	"main(void)\n"
	"{\n"
	"\tpthread_t a, b;\n"
	"\n"
	"\tpthread_create(&a, NULL, count, NULL);\n"
	"\tpthread_create(&b, NULL, count, NULL);\n"
	"\tpthread_join(a, NULL);\n"
	"\tpthread_join(b, NULL);\n"
	"\tputs(\"done\");\n"
	"\treturn 0;\n"
	"}\n";

static const char clean[] =
	"// SPDX-License-Identifier: MIT\n"
	"/*\n"
	" * Known race, fixed: the counter has a mutex.\n"
	" *\n"
	" * A detector that reports something here does not work on this machine.\n"
	" *\n"
	" * @how   a mutex\n"
	" * @why   one thread at a time\n"
	" * @cost  none that matters\n"
	" */\n"
	"#include <pthread.h>\n"
	"#include <stdio.h>\n"
	"\n"
	"long hits;\n"
	"pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;\n"
	"\n"
	"static void *\n"
	"count(void *arg)\n"
	"{\n"
	"\tpthread_mutex_lock(&lock);\n"
	"\thits += 1;\n"
	"\tpthread_mutex_unlock(&lock);\n"
	"\treturn arg;\n"
	"}\n"
	"\n"
	"int\n"
	"main(void)\n"
	"{\n"
	"\tpthread_t a, b;\n"
	"\n"
	"\tpthread_create(&a, NULL, count, NULL);\n"
	"\tpthread_create(&b, NULL, count, NULL);\n"
	"\tpthread_join(a, NULL);\n"
	"\tpthread_join(b, NULL);\n"
	"\tputs(\"done\");\n"
	"\treturn 0;\n"
	"}\n";

enum { MOST_SAFE_BITS = 28, SMALL_FILE = 4096 };

static void
add(struct arena *a, struct doctor_report *r, const char *name, enum doctor_state state,
	const char *says, const char *mend)
{
	*ARENA_PUSH(a, r->checks, r->count) =
		(struct doctor_check){.name = name, .state = state, .says = says, .mend = mend};
}

/* The command that mends what this sentence complains of, as far as it is known. */
static const char *
remedy(enum detector d, const char *sentence)
{
	static const struct {
		const char *word, *mend;
	} known[] = {
		{"clang is not installed", "apt-get install clang"},
		{"valgrind is not installed", "apt-get install valgrind"},
		{"objcopy is not installed", "apt-get install binutils"},
		{"libclang_rt", "apt-get install libclang-rt-dev"},
		{"pthread.h", "apt-get install libc6-dev"},
		{"memory mapping", "sysctl vm.mmap_rnd_bits=28"},
		{"symbolizer", "apt-get install llvm"},
		{"TSAN_OPTIONS", "unset TSAN_OPTIONS"},
		{"redirect", "apt-get install libc6-dbg"},
		{"libc6-dbg", "apt-get install libc6-dbg"},
		{"not instrumented", "make `clang` in $PATH the real compiler"},
	};
	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
		if (strstr(sentence, known[i].word)) {
			return known[i].mend;
		}
	}
	return d == DET_EXPLORE ? "build hazard again: ninja -C build"
	       : d == DET_TSAN  ? "apt-get install --reinstall clang libclang-rt-dev llvm"
				: "apt-get install --reinstall valgrind libc6-dbg";
}

static void
judge_known(
	struct arena *a, struct doctor_report *r, enum detector d, const struct case_verdict *cv)
{
	static const char *const names[DET_COUNT] = {[DET_TSAN] = "ThreadSanitizer",
		[DET_HELGRIND] = "Helgrind",
		[DET_DRD] = "DRD",
		[DET_NATIVE] = "native run",
		[DET_EXPLORE] = "explorer"};
	const char *name = names[d];
	const struct detector_verdict *race = &cv->programs[0].detectors[d];
	const struct detector_verdict *fix = &cv->programs[1].detectors[d];
	if (race->verdict != VERDICT_PASS) {
		r->broken[d] = d == DET_NATIVE
				       ? arena_printf(a, "programs can't be built and run here: %s",
						 race->sentence)
				       : arena_printf(a, "%s does not see a known race here: %s",
						 name, race->sentence);
		add(a, r, name, DOCTOR_BAD, race->sentence, remedy(d, race->sentence));
	} else if (fix->verdict != VERDICT_PASS) {
		r->broken[d] = arena_printf(
			a, "%s complains of a right program here: %s", name, fix->sentence);
		add(a, r, name, DOCTOR_BAD, fix->sentence, remedy(d, fix->sentence));
	} else {
		add(a, r, name, DOCTOR_GOOD,
			d == DET_NATIVE
				? "programs are built and run"
				: "sees a known race, at its line, and is silent on its fix",
			NULL);
	}
}

static bool
write_catalog(struct arena *a, const char *dir)
{
	const char *cases = fs_join(a, dir, "cases/known"), *fixes = fs_join(a, dir, "fixes/known");
	return fs_make_dirs(cases) && fs_make_dirs(fixes) &&
	       fs_write(fs_join(a, cases, "race.c"), racy, sizeof racy - 1) &&
	       fs_write(fs_join(a, fixes, "race.mutex.c"), clean, sizeof clean - 1);
}

static void
examine_detectors(const bool detectors[static DET_COUNT], const char *dir, struct pool *pool,
	struct cache *cache, struct arena *a, struct doctor_report *r)
{
	struct catalog catalog;
	struct result result = {0};
	struct session_options options = {
		.root = dir, .catalog_argument = "", .judge.iterations = 0};
	bool ready = write_catalog(a, dir) && catalog_read(&catalog, dir) && catalog.count == 1 &&
		     !catalog.malformed;
	if (!ready) {
		for (enum detector d = 0; d < DET_COUNT; d++) {
			r->broken[d] = detectors[d] ? "the known programs can't be written" : NULL;
		}
		add(a, r, "known programs", DOCTOR_BAD,
			arena_printf(a, "can't be written to %s", dir), NULL);
		return;
	}
	memcpy(options.detectors, detectors, sizeof options.detectors);
	const struct testcase *known = &catalog.cases[0].testcase;
	enum session_end end = session_run(&options, pool, cache, &known, 1, a, &result);
	r->interrupted = end == SESSION_INTERRUPTED || end == SESSION_OUT_OF_TIME;
	for (size_t i = 0; i < result.tool_count; i++) {
		const struct tool_version *tool = &result.tools[i];
		add(a, r, tool->name, tool->path ? DOCTOR_GOOD : DOCTOR_NOTE,
			tool->version ? tool->version : "not found in $PATH", NULL);
	}
	for (enum detector d = 0; end == SESSION_DONE && d < DET_COUNT; d++) {
		if (detectors[d]) {
			judge_known(a, r, d, &result.cases[0]);
		}
	}
	catalog_free(&catalog);
}

/* The number in a small file of /proc; -1: not readable. */
static long
read_number(const char *path)
{
	FILE *f = fopen(path, "re");
	long n = -1;
	if (f) {
		if (fscanf(f, "%ld", &n) != 1) {
			n = -1;
		}
		fclose(f);
	}
	return n;
}

/* ThreadSanitizer of clang 14 and gcc 12 dies where addresses are too random, unless personality(2) turns that off. */
static void
examine_addresses(struct arena *a, struct doctor_report *r)
{
	long bits = read_number("/proc/sys/vm/mmap_rnd_bits");
	int before = personality(0xFFFFFFFF);
	bool fixed = before != -1 && personality((unsigned long)before | ADDR_NO_RANDOMIZE) != -1;
	if (fixed) {
		personality((unsigned long)before);
	}
	add(a, r, "fixed addresses", fixed ? DOCTOR_GOOD : DOCTOR_NOTE,
		fixed ? "personality(2) turns address randomisation off for children"
		      : "personality(2) is refused here (a container's seccomp rules?)",
		NULL);
	bool many = bits > MOST_SAFE_BITS;
	add(a, r, "vm.mmap_rnd_bits", many && !fixed ? DOCTOR_BAD : DOCTOR_GOOD,
		bits < 0 ? "not readable"
			 : arena_printf(a, "%ld%s", bits,
				   many ? fixed ? ", more than ThreadSanitizer of clang 14 bears; "
						  "runs have fixed addresses"
						: ", more than ThreadSanitizer of clang 14 bears"
					: ""),
		many && !fixed ? "sysctl vm.mmap_rnd_bits=28" : NULL);
}

struct doctor_report
doctor_examine(const bool detectors[static DET_COUNT], const char *dir, struct pool *pool,
	struct cache *cache, struct arena *a)
{
	struct doctor_report r = {0};
	if (detectors[DET_TSAN]) {
		examine_addresses(a, &r);
	}
	examine_detectors(detectors, dir, pool, cache, a, &r);
	return r;
}

static void
add_file(struct hash *h, const char *path)
{
	struct stat st;
	char *real = path ? realpath(path, NULL) : NULL;
	hash_adds(h, real ? real : "none");
	if (real && stat(real, &st) == 0) {
		hash_add(h, &st.st_size, sizeof st.st_size);
		hash_add(h, &st.st_mtim, sizeof st.st_mtim);
	}
	free(real);
}

/* All that a detector's health depends on, as a name. */
static const char *
health_name(struct arena *a, enum detector d)
{
	static const char *const programs[] = {
		"clang", "ld", "llvm-symbolizer", "objcopy", "valgrind"};
	static const char *const files[] = {
		"/proc/sys/kernel/random/boot_id", "/proc/sys/vm/mmap_rnd_bits"};
	char hex[HASH_HEX];
	const char *options = getenv("TSAN_OPTIONS"), *libs = getenv("HAZARD_LIBDIR");
	struct hash *h = hash_create();
	hash_adds(h, HAZARD_VERSION);
	hash_adds(h, racy);
	for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
		add_file(h, fs_program(a, programs[i]));
	}
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		char text[SMALL_FILE] = "";
		FILE *f = fopen(files[i], "re");
		hash_add(h, text, f ? fread(text, 1, sizeof text, f) : 0);
		if (f) {
			fclose(f);
		}
	}
	hash_adds(h, options ? options : "");
	/* The explorer is part of hazard, and may be another one with the same version. */
	if (d == DET_EXPLORE) {
		add_file(h, fs_self(a));
		hash_adds(h, libs ? libs : "");
	}
	hash_finish(h, hex);
	return arena_printf(a, "good-%s-%s", detector_name(d), hex);
}

struct doctor_report
doctor_recall(const bool detectors[static DET_COUNT], const char *dir, struct pool *pool,
	struct cache *cache, struct arena *a)
{
	bool unknown[DET_COUNT] = {false}, any = false;
	for (enum detector d = 0; d < DET_COUNT; d++) {
		unknown[d] = detectors[d] && !fs_exists(fs_join(a, dir, health_name(a, d)));
		any = any || unknown[d];
	}
	if (!any) {
		return (struct doctor_report){0};
	}
	struct doctor_report r = doctor_examine(unknown, dir, pool, cache, a);
	for (enum detector d = 0; d < DET_COUNT && !r.interrupted; d++) {
		if (unknown[d] && !r.broken[d]) {
			fs_write(fs_join(a, dir, health_name(a, d)), "", 0);
		}
	}
	return r;
}
