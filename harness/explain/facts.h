// SPDX-License-Identifier: MIT
/* What is known of one finding, gathered for the rules that name what it looks like. */
#ifndef HAZARD_FACTS_H
#define HAZARD_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "code.h"
#include "finding.h"
#include "starts.h"

struct arena;

enum held { HELD_UNKNOWN, HELD_NONE, HELD_READ, HELD_WRITE };

/* One side.  Texts are never NULL; empty where the source is not known. */
struct fact_side {
	const struct access *access;
	const struct frame *site; /* NULL: none in the program's own code */
	const char *function;     /* of the site; NULL: not known */
	enum access_op op;        /* as the tool says, but that a free is one */
	const char *
		call; /* the library's function that was called there; NULL: the program's own statement */
	const struct code *code; /* of the site's file; NULL: not known */
	const char *line;        /* of the site, without comments */
	const char *body;        /* of the function around it */
	const char *reach;       /* that, the functions that it calls, and the one that calls it */
	enum held held;
	bool main; /* it is the main thread */
};

/* Where the thread of one side was created, seen from the other, who did it. */
struct fact_start {
	const struct birth *birth;       /* of the thread; NULL: not known */
	const struct frame *site;        /* of the call that created it; NULL: not known */
	const struct code *code;         /* of that; NULL: not known */
	const struct fact_side *creator; /* the side in whose function that was; NULL: none */
	int line; /* of the creator's access, or of the call that leads to it, in that function */
	bool directly; /* the access itself is in that function */
	const char *
		between; /* what stands from the creation to that line; "" where not known or not after it */
};

enum { FACT_SIDES = 2 };

struct facts {
	struct arena *arena;
	const struct finding *finding;
	const struct company *company;      /* the other findings of the same input; borrowed */
	struct fact_side sides[FACT_SIDES]; /* the two that tell most */
	int index[FACT_SIDES]; /* of these among the finding's accesses; -1: there is none */
	size_t side_count;     /* 0..FACT_SIDES */
	struct fact_start start;
	const char *reach;    /* of all sides together */
	bool slept;           /* a side slept before its access, in the tool's words */
	struct starts starts; /* of the first side's file; for findings with one side */
};

/* All findings of an input, and what the rules ask of them, looked up once. */
struct company {
	const struct findings *all;   /* borrowed */
	bool kinds[KIND_COUNT];       /* that are among them */
	const struct finding **freed; /* races of, or uses after, a free or a destroy */
	size_t freed_count;
};

struct company facts_company_of(struct arena *a, const struct findings *all);

struct codes {
	const struct code *items;
	size_t count;
};

/* The source that `f` names; NULL: not known. */
const struct code *facts_code(const struct codes *codes, const struct frame *f);

/* Fills `f`, whose sides point at each other. */
void facts_gather(struct facts *f, struct arena *a, const struct finding *finding,
	const struct company *company, const struct codes *codes);

/* Whether the tool says which locks each side holds: ThreadSanitizer, and Helgrind's text; not its XML, nor DRD. */
bool facts_tells_locks(const struct finding *f);

/* The library's function that a side called, by its stack or by the tool's words; NULL: none. */
const char *facts_call(struct arena *a, const struct access *access);

/* Whether a finding of the same process is of that kind; and has these words in its own (NULL: any). */
bool facts_company(const struct facts *f, enum kind k, const char *words);

/* Whether the same process gave back or destroyed, in another thread's way, what this finding's sides use: see facts.c. */
bool facts_company_freed(const struct facts *f);

/* Whether the source of no side is known. */
bool facts_sourceless(const struct facts *f);

/* A side that called one of these functions (ended by NULL) of the library; or NULL. */
const struct fact_side *facts_called(const struct facts *f, const char *const *names);

/* Whether one of `names` (ended by NULL) stands in `text` as a whole word. */
bool facts_words(const char *text, const char *const *names);

/* Whether DRD tells of a lock held to a thread's end: it shows who joined that thread, and not the thread. */
bool facts_shows_joiner(const struct facts *f);

/* Whether Helgrind tells of a lock held by the main thread as the process ends with it. */
bool facts_ends_process(const struct facts *f);

/* Whether one and the same thread took all the locks of a cycle. */
bool facts_one_thread(const struct facts *f);

/* What freed, or gave back, the memory: a side's call; NULL: nothing did. */
const struct fact_side *facts_freed(const struct facts *f);

#endif
