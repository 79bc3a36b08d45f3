// SPDX-License-Identifier: MIT
#include "valgrind_plain.h"

#include <criterion/criterion.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "detect_fixture.h"
#include "fs.h"
#include "report_fixture.h"
#include "text.h"
#include "valgrind_words.h"

Test(valgrind_plain, marks)
{
	static const struct {
		const char *line;
		int pid; /* 0: it has no mark */
		const char *text;
	} rows[] = {
		{"==12== Possible data race", 12, "Possible data race"},
		{"==12==    at 0x1: main (a.c:3)", 12, "   at 0x1: main (a.c:3)"},
		{"==12==", 12, ""},
		{"==12== ", 12, ""},
		{"2024-01-01T00:00:00Z ==12== x", 12, "x"},
		{"hits=3==12== x", 12, "x"},
		{"==00:00:00:01.234 12== x", 12, "x"},
		{"==12==ERROR: AddressSanitizer: x", 0, NULL},
		{"a == 12 == b", 0, NULL},
		{"if (a ==12) b", 0, NULL},
		{"==99999999999999== x", 0, NULL},
		{"== 12== x", 0, NULL},
		{"==================", 0, NULL},
		{"", 0, NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct valgrind_mark mark = {0};
		bool found = valgrind_plain_mark(span_of(rows[i].line), &mark);
		cr_expect_eq(found, rows[i].pid != 0, "%s", rows[i].line);
		if (found && rows[i].pid) {
			cr_expect_eq(mark.pid, rows[i].pid, "%s", rows[i].line);
			cr_expect(span_equals(mark.text, rows[i].text), "%s", rows[i].line);
		}
	}
}

/* A sentence, whose error it begins, the <kind> of the XML, and what that means. */
Test(valgrind_plain, kinds_by_the_sentence_alone)
{
	static const struct {
		const char *sentence;
		enum detector detector;
		const char *name; /* NULL: no error begins with it */
	} rows[] = {
		{"Possible data race during write of size 4 at 0x1 by thread #3", DET_HELGRIND,
			"Race"},
		{"Thread #3: lock order \"0x1 before 0x2\" violated", DET_HELGRIND, "LockOrder"},
		{"Thread #1's call to pthread_mutex_init failed", DET_HELGRIND, "PthAPIerror"},
		{"Thread #1 unlocked an invalid lock at 0x1", DET_HELGRIND, "UnlockBogus"},
		{"Thread #2 unlocked lock at 0x1 currently held by thread #1", DET_HELGRIND,
			"UnlockForeign"},
		{"Thread #1 unlocked a not-locked lock at 0x1", DET_HELGRIND, "UnlockUnlocked"},
		{"Thread #2: Exiting thread still holds 1 lock", DET_HELGRIND, "Misc"},
		{"Conflicting load by thread 2 at 0x1 size 4", DET_DRD, "ConflictingAccess"},
		{"Conflicting store by thread 2 at 0x1 size 4", DET_DRD, "ConflictingAccess"},
		{"Mutex still locked at thread exit: mutex 0x1, recursion count 1, owner 2.",
			DET_DRD, "MutexErr"},
		{"The object at address 0x1 is not a mutex.", DET_DRD, "MutexErr"},
		{"Probably a race condition: condition variable 0x1 has been signaled but the "
		 "associated "
		 "mutex 0x2 is not locked by the signalling thread.",
			DET_DRD, "CondRaceErr"},
		{"Inconsistent association of condition variable and mutex: condition variable "
		 "0x1, "
		 "mutexes 0x2 and 0x3",
			DET_DRD, "CondWaitErr"},
		{"destruction of condition variable being waited upon: cond 0x1, mutex 0x2 locked "
		 "by "
		 "thread 3",
			DET_DRD, "CondDestrErr"},
		{"initialized twice: cond 0x1", DET_DRD, "CondErr"},
		{"Semaphore reinitialization: semaphore 0x1", DET_DRD, "SemaphoreErr"},
		{"Barrier reinitialization: barrier 0x1", DET_DRD, "BarrierErr"},
		{"Destroying locked rwlock: rwlock 0x1.", DET_DRD, "RwlockErr"},
		{"Acquired at:", DET_DRD, "HoldtimeErr"},
		{"Lock on mutex 0x1 was held during 101 ms (threshold: 50 ms).", DET_DRD,
			"HoldtimeErr"},
		{"pthread_join(): invalid thread ID 0x1", DET_DRD, "InvalidThreadId"},
		{"This conflicts with a previous write of size 4 by thread #2", DET_DRD, NULL},
		{"Invalid read of size 4", DET_DRD, NULL},
		{"Thread #3 was created", DET_DRD, NULL},
		{"", DET_DRD, NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		enum detector d = DET_COUNT;
		const char *kind = valgrind_words_kind(span_of(rows[i].sentence), &d);
		cr_assert_eq(kind != NULL, rows[i].name != NULL, "%s", rows[i].sentence);
		if (kind && rows[i].name) {
			cr_expect_str_eq(kind, rows[i].name, "%s", rows[i].sentence);
			cr_expect_eq(d, rows[i].detector, "%s", rows[i].sentence);
		}
	}
}

Test(valgrind_plain, frames_that_have_no_end)
{
	cr_expect(valgrind_plain_unfinished(SPAN("   at 0x1: main (/very/lo")));
	cr_expect(valgrind_plain_unfinished(SPAN("   by 0x1: ??? (in /usr/lib/valg")));
	cr_expect(valgrind_plain_unfinished(SPAN("   by 0x1: std::vector<int")));
	cr_expect_not(valgrind_plain_unfinished(SPAN("   by 0x1: ???")));
	cr_expect_not(valgrind_plain_unfinished(SPAN("   by 0x1: main (a.c:3)")));
	cr_expect_not(valgrind_plain_unfinished(SPAN("   by 0x1: main (a.c:3)glued")));
	cr_expect_not(valgrind_plain_unfinished(SPAN("Locks held: none")));
}

static struct finding
parse(struct arena *a, enum detector d, const char *text)
{
	struct finding f = {0};
	struct valgrind_plain error = {.detector = d, .pid = 1, .lines = span_of(text)};
	cr_assert(valgrind_plain_parse(&error, a, &f));
	return f;
}

Test(valgrind_plain, locks_held_and_their_names)
{
	struct arena a = {0};
	struct finding f = parse(&a, DET_HELGRIND,
		"==1==  Lock at 0x20 was first observed\n"
		"==1==    at 0x1: lock (a.c:1)\n"
		"==1==  Address 0x20 is 0 bytes inside data symbol \"door\"\n"
		"==1== \n"
		"==1== Possible data race during read of size 8 at 0x30 by thread #3\n"
		"==1== Locks held: none\n"
		"==1==    at 0x2: get (a.c:2)\n"
		"==1== \n"
		"==1== This conflicts with a previous write of size 8 by thread #2\n"
		"==1== Locks held: 2, at addresses 0x20 0x28\n"
		"==1==    at 0x3: std::map<int, int>::put(int, int) (in /usr/lib/x (1).so)\n"
		"==1==    by 0x4: ???\n"
		"==1==  Address 0x30 is 8 bytes inside a block of size 64 alloc'd\n"
		"==1==    at 0x5: malloc (vg.c:1)\n"
		"==1==  Block was alloc'd by thread #1\n"
		"==1== \n");
	cr_assert_eq(f.access_count, 2);
	cr_expect_eq(f.accesses[0].op, OP_READ);
	cr_expect_eq(f.accesses[0].size, 8);
	cr_expect_null(f.accesses[0].locks);
	cr_expect_str_eq(f.accesses[0].thread, "#3");
	cr_expect_eq(f.accesses[1].op, OP_WRITE);
	cr_expect_str_eq(f.accesses[1].locks, "0x20 0x28");
	cr_assert_eq(f.accesses[1].stack.count, 2);
	cr_expect_null(f.accesses[1].stack.frames[1].function);
	cr_assert_eq(f.lock_count, 1);
	cr_expect_str_eq(f.locks[0].name, "0x20");
	cr_expect(strstr(f.locks[0].words, "\"door\""));
	cr_expect_eq(f.location.kind, LOCATION_HEAP);
	cr_expect_eq(f.location.size, 64);
	cr_assert_eq(f.location.allocation.count, 1);
	cr_expect_str_eq(f.location.allocation.frames[0].function, "malloc");
	arena_free(&a);
}

/* The text has the stack of the first lock of the wrong order, too; it is the same thread's. */
Test(valgrind_plain, a_lock_order_has_four_stacks)
{
	struct arena a = {0};
	size_t n;
	const char *path = HAZARD_SOURCE "/reports/samples/helgrind-text/lock-order.txt";
	const char *text = fixture_file(&a, path, &n);
	struct report_read read = report_fixture_read(&a, (struct span){text, n}, 0);
	cr_assert_eq(read.count, 1);
	const struct finding *f = &read.items[0]->finding;
	cr_assert_eq(f->access_count, 4);
	cr_expect_str_eq(f->accesses[0].thread, f->accesses[1].thread);
	for (size_t i = 0; i < 4; i++) {
		cr_expect_eq(f->accesses[i].op, OP_LOCK);
		cr_expect_gt(f->accesses[i].stack.count, 1);
	}
	cr_expect_eq(f->lock_count, 2);
	cr_expect_eq(f->thread_count, 1);
	arena_free(&a);
}

/* What text and XML must agree on, as text: kinds, threads, what is done, and the program's frames. */
static char *
told(struct arena *a, const struct finding *f, size_t from)
{
	struct buf out = {0};
	buf_addf(&out, "%s (%s)", kind_name(f->kind), f->words);
	for (size_t i = from; i < f->access_count; i++) {
		const struct access *s = &f->accesses[i];
		buf_addf(&out, " | %s %zu %s", access_op_name(s->op), s->size,
			s->thread ? s->thread : "?");
		for (size_t k = 0; k < s->stack.count; k++) {
			const struct frame *frame = &s->stack.frames[k];
			buf_addf(&out, " %s@%s:%d", frame->function ? frame->function : "?",
				frame->file ? fs_base(frame->file) : "", frame->line);
		}
	}
	buf_addf(&out, " | location %d %zu, %zu locks, %zu threads", (int)f->location.kind,
		f->location.size, f->kind == KIND_RACE ? 0 : f->lock_count, f->thread_count);
	char *copy = arena_strdup(a, buf_str(&out));
	buf_free(&out);
	/* addresses are numbered in the order in which a sample shows them */
	for (char *p = copy; (p = strstr(p, "0x"));) {
		for (p += 2; *p && strchr("0123456789abcdefABCDEF", *p); p++) {
			*p = '#';
		}
	}
	return copy;
}

static struct report_read
read_sample(struct arena *a, const char *tool, const char *name, const char *suffix)
{
	size_t n;
	const char *path =
		arena_printf(a, HAZARD_SOURCE "/reports/samples/%s/%s%s", tool, name, suffix);
	const char *text = fixture_file(a, path, &n);
	return report_fixture_read(a, (struct span){text, n}, 0);
}

static size_t
compare(const char *tool)
{
	struct arena a = {0};
	const char *folder = fs_join(&a, HAZARD_SOURCE "/reports/samples", tool);
	const char **names = fs_list(&a, folder);
	size_t compared = 0;
	cr_assert_not_null(names);
	for (; *names; names++) {
		if (!text_ends(*names, ".xml")) {
			continue;
		}
		const char *name = arena_strndup(&a, *names, strlen(*names) - 4);
		struct report_read xml = read_sample(&a, tool, name, ".xml");
		struct report_read text =
			read_sample(&a, arena_printf(&a, "%s-text", tool), name, ".txt");
		cr_expect_eq(xml.count, text.count, "%s/%s", tool, name);
		for (size_t i = 0; i < xml.count && i < text.count; i++) {
			const struct finding *f = &text.items[i]->finding;
			/* a_lock_order_has_four_stacks */
			size_t from = f->kind == KIND_LOCK_ORDER ? 1 : 0;
			cr_expect_str_eq(told(&a, &xml.items[i]->finding, 0), told(&a, f, from));
			compared++;
		}
	}
	arena_free(&a);
	return compared;
}

Test(valgrind_plain, text_and_xml_of_a_program_are_the_same)
{
	cr_expect_geq(compare("helgrind"), 30);
	cr_expect_geq(compare("drd"), 25);
}
