// SPDX-License-Identifier: MIT
/* Inside valgrind.c (the XML), valgrind_element.c (what its elements mean) and valgrind_error.c (one <error>). */
#ifndef HAZARD_VALGRIND_STATE_H
#define HAZARD_VALGRIND_STATE_H

#include "buf.h"
#include "span.h"
#include "valgrind.h"
#include "vec.h"

/* The elements that mean something here. */
#define VALGRIND_ELEMENTS(X)                      \
	X(E_TOOL, "tool")                         \
	X(E_PREAMBLE, "preamble")                 \
	X(E_PREAMBLE_LINE, "line")                \
	X(E_PID, "pid")                           \
	X(E_STATUS, "status")                     \
	X(E_STATE, "state")                       \
	X(E_ANNOUNCE, "announcethread")           \
	X(E_THREAD, "hthreadid")                  \
	X(E_STACK, "stack")                       \
	X(E_FRAME, "frame")                       \
	X(E_OBJECT, "obj")                        \
	X(E_FUNCTION, "fn")                       \
	X(E_FOLDER, "dir")                        \
	X(E_FILE, "file")                         \
	X(E_ERROR, "error")                       \
	X(E_KIND, "kind")                         \
	X(E_WHAT, "what")                         \
	X(E_XWHAT, "xwhat")                       \
	X(E_TEXT, "text")                         \
	X(E_AUXWHAT, "auxwhat")                   \
	X(E_XAUXWHAT, "xauxwhat")                 \
	X(E_ACQUIRED, "acquired_at")              \
	X(E_OBSERVED, "first_observed_at")        \
	X(E_ADDRESS, "address")                   \
	X(E_ALLOCATION, "allocation_context")     \
	X(E_SEGMENT_START, "other_segment_start") \
	X(E_SEGMENT_END, "other_segment_end")     \
	X(E_TID, "tid")                           \
	X(E_SIGNAL, "fatal_signal")               \
	X(E_SIGNAL_NUMBER, "signo")               \
	X(E_SIGNAL_NAME, "signame")               \
	X(E_SIGNAL_EVENT, "event")                \
	X(E_COUNTS, "errorcounts")                \
	X(E_COUNT, "count")

enum element {
	E_OTHER,
#define VALGRIND_ELEMENT_ID(id, name) id,
	VALGRIND_ELEMENTS(VALGRIND_ELEMENT_ID)
#undef VALGRIND_ELEMENT_ID
};

/* Where the next stack of an error belongs. */
enum valgrind_into {
	STACK_MAIN,
	STACK_SIDE,
	STACK_LOCK_BIRTH,
	STACK_LOCATION,
	STACK_NOTHING,
};

enum {
	DEEPEST = 32,
	MOST_STACK_FRAMES = 4096,
	MOST_ANNOUNCED = 65536,
	MOST_SIDES = 256,
	MOST_WORDS = 2048
};

/* XML_Parser, as <expat.h> declares it. */
struct XML_ParserStruct;

struct valgrind_state {
	struct arena *arena;
	struct valgrind_log *log;

	/* of the document */
	struct XML_ParserStruct *parser;
	const char *original; /* its bytes, uncleaned */
	size_t original_len;
	enum element open[DEEPEST];
	int depth;
	struct buf text; /* of the innermost element */
	bool doctype;
	enum detector detector;
	bool known; /* the tool is one of ours */
	int pid;
	VEC(struct birth) announced; /* at [i]: thread #i; no name: not announced */

	/* of the stack */
	VEC(struct frame) frames;
	const char *folder; /* of the frame */
	size_t thread;      /* of <announcethread> */

	/* of the error */
	bool in_error;
	size_t start;        /* byte of its '<' */
	struct span element; /* all of it; set at its end */
	struct finding finding;
	const char *kind,
		*what; /* its <kind>; its own text, with what it adds ("with error code 16 …") */
	size_t error_thread; /* <hthreadid> of its first text */
	size_t tid;
	size_t main; /* which of the accesses the error's own text is about; SIZE_MAX: none yet */
	enum valgrind_into into;
	const char *observed, *address; /* of <first_observed_at> */
	const char *heading;            /* of the next stack */
	VEC(struct access) accesses;
	VEC(struct birth) threads;
	VEC(struct birth) locks;

	/* of <fatal_signal> */
	const char *signal_name, *signal_event;

	VEC(struct finding) findings;
};

void valgrind_element_start(struct valgrind_state *s, enum element e, enum element parent);
void valgrind_element_end(
	struct valgrind_state *s, enum element e, enum element parent, struct span text);

/* A copy in the arena; NULL for an empty one. */
const char *valgrind_keep(struct valgrind_state *s, struct span t);

/* "#3"; NULL for 0. */
const char *valgrind_thread_name(struct valgrind_state *s, size_t number);

/* The stack just read; the next one begins empty. */
struct stack valgrind_take_stack(struct valgrind_state *s);

/* An <error>: its begin, the end of one of its stacks, of its children, of their children, its own
 * end. */
void valgrind_error_begin(struct valgrind_state *s);
void valgrind_error_stack(struct valgrind_state *s);
void valgrind_error_part(struct valgrind_state *s, enum element e, struct span text);
void valgrind_error_nested(
	struct valgrind_state *s, enum element e, enum element parent, struct span text);
void valgrind_error_end(struct valgrind_state *s);

/* The document is over, cut or not: what was open is dropped. */
void valgrind_document_end(struct valgrind_state *s);

/* What it has gathered; what was kept in the arena stays. */
void valgrind_state_free(struct valgrind_state *s);

#endif
