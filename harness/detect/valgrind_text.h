// SPDX-License-Identifier: MIT
/* Sentences in Helgrind's and DRD's XML; see valgrind.h. */
#ifndef HAZARD_VALGRIND_TEXT_H
#define HAZARD_VALGRIND_TEXT_H

#include "finding.h"
#include "span.h"

/* What an error's own text says of its first side: "Possible data race during write of size 4 at
 * 0x12 by thread #3". */
struct valgrind_side {
	enum access_op op;
	size_t size;   /* bytes; 0: not said */
	size_t thread; /* Helgrind's or DRD's number; 0: not said */
};

struct valgrind_side valgrind_text_side(struct span text);

/* What the stack is that follows a heading (<auxwhat> or <xauxwhat>). */
enum valgrind_heading {
	HEADING_SIDE,       /* another side */
	HEADING_LOCK,       /* another side: a lock was taken */
	HEADING_LOCK_BIRTH, /* where a lock was first seen */
	HEADING_LOCATION,   /* of the memory; its allocation follows, or nothing */
	HEADING_OTHER,
};

enum valgrind_heading valgrind_text_heading(struct span text);

/* Of a HEADING_LOCATION: kind, name and size. */
struct valgrind_place {
	enum location_kind kind;
	struct span name;
	size_t size;
};

struct valgrind_place valgrind_text_place(struct span text);

/* The first "0x…" in the text; empty where there is none. */
struct span valgrind_text_address(struct span text);

#endif
