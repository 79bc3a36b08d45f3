// SPDX-License-Identifier: MIT
#include "valgrind.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "detect_fixture.h"
#include "mem.h"

#define HEAD(tool)                                                                                \
	"<?xml "                                                                                  \
	"version=\"1.0\"?>\n<valgrindoutput>\n<protocolversion>4</protocolversion>\n<preamble>\n" \
	"<line>Using Valgrind-3.19.0 and "                                                        \
	"LibVEX</line></preamble><pid>12</pid><ppid>1</ppid><tool>" tool                          \
	"</tool>\n<status><state>RUNNING</state><time>0</time></status>\n"
#define FRAME(fn, n)                                                                               \
	"<frame><ip>0x1</ip><obj>/a</obj><fn>" fn "</fn><dir>/x/src</dir><file>a.c</file><line>" n \
	"</line></frame>"
#define STACK(fn, n) "<stack>" FRAME(fn, n) "</stack>\n"
#define ANNOUNCE \
	"<announcethread><hthreadid>2</hthreadid>" STACK("main", "30") "</announcethread>\n"
#define RACE                                                                                       \
	"<error><unique>0x0</unique><tid>1</tid><kind>Race</kind><xwhat><text>Possible data race " \
	"during write "                                                                            \
	"of size 4 at 0x10C by thread #1</text><hthreadid>1</hthreadid></xwhat>\n" STACK(          \
		"add", "5") "<xauxwhat><text>This conflicts with a previous read of size 1,024 "   \
			    "by thread #2</text>"                                                  \
			    "<hthreadid>2</hthreadid></xauxwhat>\n" STACK(                         \
				    "look", "9") "<auxwhat>Address 0x10c is 0 bytes inside data "  \
						 "symbol \"hits\"</auxwhat>\n</error>\n"
#define FINISH                                                                    \
	"<status><state>FINISHED</state></status>\n<errorcounts><pair><count>3</" \
	"count><unique>0x0</unique></pair></errorcounts>\n"
#define END      "</valgrindoutput>\n"
#define DOCUMENT HEAD("helgrind") ANNOUNCE RACE FINISH END

static struct arena arena;

static struct valgrind_log
parse(const char *text)
{
	return fixture_valgrind(&arena, text);
}

Test(valgrind, a_race_with_all_its_parts)
{
	const char *text = DOCUMENT;
	struct valgrind_log log = parse(text);
	cr_assert_eq(log.findings.count, 1);
	cr_assert(log.helgrind);
	cr_assert_not(log.drd);
	cr_assert_str_eq(log.version, "3.19.0");
	cr_assert_eq(log.running, 1);
	cr_assert_eq(log.finished, 1);
	cr_assert_eq(log.broken, 0);
	cr_assert_eq(log.occurrences, 3);
	struct finding *f = &log.findings.items[0];
	cr_assert_eq(f->kind, KIND_RACE);
	cr_assert_eq(f->detector, DET_HELGRIND);
	cr_assert_eq(f->pid, 12);
	cr_assert_eq(f->access_count, 2);
	cr_assert_eq(f->accesses[0].op, OP_WRITE);
	cr_assert_eq(f->accesses[0].size, 4);
	cr_assert_str_eq(f->accesses[0].thread, "#1");
	cr_assert_str_eq(f->accesses[0].stack.frames[0].file, "/x/src/a.c");
	cr_assert_eq(f->accesses[0].stack.frames[0].line, 5);
	cr_assert_eq(f->accesses[1].op, OP_READ);
	cr_assert_eq(f->accesses[1].size, 1024);
	cr_assert_str_eq(f->accesses[1].thread, "#2");
	cr_assert_eq(f->location.kind, LOCATION_GLOBAL);
	cr_assert_str_eq(f->location.name, "hits");
	cr_assert_eq(f->thread_count, 1);
	cr_assert_str_eq(f->threads[0].name, "#2");
	cr_assert_eq(strncmp(f->text, "<error>", 7), 0);
	cr_assert_eq(strncmp(f->text + f->text_len - 8, "</error>", 8), 0);
}

Test(valgrind, cut_anywhere_keeps_whole_errors)
{
	const char *text = HEAD("helgrind") ANNOUNCE RACE RACE FINISH END;
	size_t first = strlen(HEAD("helgrind") ANNOUNCE RACE) - 1, second = first + strlen(RACE);
	for (size_t n = 0; n < strlen(text) - 1; n++) {
		struct arena a = {0};
		struct valgrind_log log = {0};
		char *cut = arena_strndup(&a, text, n);
		valgrind_parse(cut, n, &a, &log);
		cr_expect_eq(log.findings.count, (size_t)((n >= first) + (n >= second)),
			"after %zu bytes", n);
		cr_expect_eq(log.broken, n ? 1 : 0, "after %zu bytes", n);
		arena_free(&a);
	}
}

Test(valgrind, several_documents_in_one_file)
{
	struct valgrind_log log = parse(DOCUMENT "\n\n" DOCUMENT);
	cr_assert_eq(log.documents, 2);
	cr_assert_eq(log.broken, 0);
	cr_assert_eq(log.findings.count, 2);
	cr_assert_eq(log.findings.items[1].text_len, strlen(RACE) - 1);
	log = parse(HEAD("helgrind") RACE DOCUMENT);
	cr_assert_eq(log.documents, 2);
	cr_assert_eq(log.broken, 1);
	cr_assert_eq(log.findings.count, 2);
}

Test(valgrind, a_fatal_signal_and_what_follows_it)
{
	struct valgrind_log log = parse(
		HEAD("drd") "<fatal_signal><tid>1</tid><signo>11</signo><signame>SIGSEGV</signame>"
			    "<event>Access not within mapped region</event>" STACK(
				    "main", "3") "</fatal_signal>" RACE FINISH END);
	cr_assert_str_eq(log.fatal_signal, "SIGSEGV: Access not within mapped region");
	cr_assert_eq(log.fatal_number, 11);
	cr_assert_eq(log.fatal_stack.count, 1);
	cr_assert_eq(log.findings.count, 1);
	cr_assert_null(parse(DOCUMENT).fatal_signal);
}

Test(valgrind, a_doctype_is_refused)
{
	struct valgrind_log log = parse("<?xml version=\"1.0\"?>\n<!DOCTYPE v [<!ENTITY a "
					"\"aaaa\"><!ENTITY b \"&a;&a;\">]>\n"
					"<valgrindoutput><tool>helgrind</tool>" RACE "&b;" END);
	cr_assert_eq(log.broken, 1);
	cr_assert_eq(log.findings.count, 0);
	cr_assert_not_null(strstr(log.reason, "DOCTYPE"));
}

Test(valgrind, a_huge_text_is_refused)
{
	size_t len = (size_t)VALGRIND_MOST_BYTES + 1;
	char *text = mem_alloc(len, 1);
	memset(text, ' ', len);
	struct valgrind_log log = {0};
	valgrind_parse(text, len, &arena, &log);
	cr_assert_eq(log.broken, 1);
	free(text);
}

Test(valgrind, bytes_that_xml_cannot_carry)
{
	struct valgrind_log log = parse(HEAD(
		"helgrind") "<args><arg>caf\xE9 \x01 \xED\xA0\x80</arg></args>" RACE FINISH END);
	cr_assert_eq(log.broken, 0);
	cr_assert_eq(log.findings.count, 1);
}

Test(valgrind, deep_nesting_ends_the_document)
{
	struct buf text = {0};
	buf_adds(&text, HEAD("helgrind") RACE);
	for (int i = 0; i < 1000; i++) {
		buf_adds(&text, "<a>");
	}
	struct valgrind_log log = parse(text.data);
	cr_assert_eq(log.findings.count, 1);
	cr_assert_eq(log.broken, 1);
	buf_free(&text);
}

Test(valgrind, other_tools_errors_are_not_read)
{
	struct valgrind_log log = parse(HEAD("memcheck") RACE FINISH END);
	cr_assert_eq(log.findings.count, 0);
	cr_assert_str_eq(log.other_tool, "memcheck");
	cr_assert_not(log.helgrind);
}

Test(valgrind, frames_may_lack_everything)
{
	struct valgrind_log log =
		parse(HEAD("helgrind") "<error><kind>Race</kind><xwhat><text>Possible data race "
				       "during read of size 8 at 0x1 by thread #1"
				       "</text></xwhat><stack><frame><ip>0x1</ip></"
				       "frame><frame><fn>f</fn><file>b.c</file></frame>"
				       "</stack></error>" FINISH END);
	struct stack *s = &log.findings.items[0].accesses[0].stack;
	cr_assert_eq(s->count, 2);
	cr_assert_null(s->frames[0].function);
	cr_assert_null(s->frames[0].file);
	cr_assert_str_eq(s->frames[1].file, "b.c");
	cr_assert_eq(s->frames[1].line, 0);
}

Test(valgrind, an_error_without_stack_has_one_empty_side)
{
	struct valgrind_log log =
		parse(HEAD("helgrind") "<error><kind>Race</kind></error>" FINISH END);
	cr_assert_eq(log.findings.count, 1);
	cr_assert_eq(log.findings.items[0].access_count, 1);
}

Test(valgrind, stacks_outside_errors_are_ignored)
{
	struct valgrind_log log =
		parse(HEAD("helgrind") STACK("f", "1") RACE STACK("g", "1") FINISH END);
	cr_assert_eq(log.findings.count, 1);
	cr_assert_eq(log.findings.items[0].access_count, 2);
}

Test(valgrind, the_order_of_children_may_vary)
{
	struct valgrind_log log = parse(HEAD("drd") "<error>" STACK(
		"main", "7") "<what>Conflicting store by thread 3 at 0x0010c size 2</what>"
			     "<kind>ConflictingAccess</kind><tid>3</tid></error>" FINISH END);
	struct finding *f = &log.findings.items[0];
	cr_assert_eq(f->kind, KIND_RACE);
	cr_assert_eq(f->access_count, 1);
	cr_assert_eq(f->accesses[0].op, OP_WRITE);
	cr_assert_eq(f->accesses[0].size, 2);
	cr_assert_str_eq(f->accesses[0].thread, "#3");
	cr_assert_eq(f->accesses[0].stack.frames[0].line, 7);
}

Test(valgrind, many_sides_and_texts_stay_bounded)
{
	struct buf text = {0};
	buf_adds(&text, HEAD("helgrind") "<error><kind>Misc</kind>");
	for (int i = 0; i < 20000; i++) {
		buf_adds(&text, "<what>abcdefgh</what><auxwhat>Lock was previously "
				"acquired</auxwhat><stack></stack>");
	}
	buf_adds(&text, "</error>" END);
	struct arena a = {0};
	struct valgrind_log log = fixture_valgrind(&a, text.data);
	cr_assert_eq(log.findings.count, 1);
	cr_assert_lt(log.findings.items[0].access_count, 1000);
	cr_assert_lt(a.bytes, 16 * text.len);
	arena_free(&a);
	buf_free(&text);
}

Test(valgrind, text_that_is_no_xml)
{
	cr_assert_eq(parse("hello").broken, 1);
	cr_assert_eq(parse("").documents, 0);
	cr_assert_eq(parse(" \n ").documents, 0);
}
