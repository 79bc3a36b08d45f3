// SPDX-License-Identifier: MIT
/* The words for a finding: its kind's (model/kind_text.h), and what only some findings of a kind need. */
#ifndef HAZARD_PHRASES_H
#define HAZARD_PHRASES_H

#include "finding.h"
#include "kind_text.h"

/* Further texts, beside those of the kinds: of what can go wrong and what to do; the rest of them is NULL. */
enum {
	PHRASES_TWICE = KIND_COUNT, /* initialised again */
	PHRASES_DESCRIPTOR,         /* a file descriptor closed under its user */
	PHRASES_TABLES,             /* the environment and the like */
	PHRASES_OWN_FREE,           /* freed and used by one thread */
	PHRASES_ATOMIC,             /* atomics that the tool takes for plain accesses */
	PHRASES_READ_UNLOCK,        /* taken to write, released as if to read */
	PHRASES_FORBIDDEN,          /* a lock held where the program forbids it */
	PHRASES_GRANTED,            /* a lock that two threads have */
	PHRASES_END
};

/* Of an enum kind or of one of the above.  Static; never NULL. */
const struct kind_text *phrases_of(int as);

/* Of one finding, by the tool's own words where they say more than the kind. */
const char *phrases_title(const struct finding *f);
const char *phrases_thing(const struct finding *f);
const char *phrases_about(const struct finding *f);

/* What can go wrong, as phrases_of(as) says it where the finding has no words of its own; 0: as its kind says. */
const char *phrases_harm(const struct finding *f, int as);

/* What a suppression is called with this detector, and why it is no fix; NULL: it has none. */
const char *phrases_suppression(enum detector d);

/* What is done: "a write", "writes". */
const char *phrases_op_noun(enum access_op op);
const char *phrases_op_verb(enum access_op op);

#endif
