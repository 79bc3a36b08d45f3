// SPDX-License-Identifier: MIT
/* One finding of one detector in one run, with all its sides. */
#ifndef HAZARD_FINDING_H
#define HAZARD_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"

enum access_op {
	OP_NONE, /* the tool did not say */
	OP_READ,
	OP_WRITE,
	OP_ATOMIC_READ,
	OP_ATOMIC_WRITE,
	OP_FREE,
	OP_LOCK,
	OP_UNLOCK,
	OP_DESTROY,
	OP_WAIT,
	OP_CREATE,
};

struct frame {
	const char *function; /* NULL: not known */
	const char *file;     /* as the tool printed it (folder and name joined); NULL: not known */
	int line, column;     /* 0: not known */
	const char *module;   /* object file; NULL: not known */
};

struct stack {
	struct frame *frames; /* innermost first */
	size_t count;
};

/* One side. */
struct access {
	enum access_op op;
	size_t size;        /* bytes; 0: not said */
	const char *thread; /* "T1", "main thread"; NULL: not said */
	const char
		*locks; /* held, in the tool's own words ("write M1, read M2"); NULL: none said */
	const char *words; /* the tool's heading of this stack */
	struct stack stack;
	const char *
		site_file; /* set by finding_locate: the innermost frame in the program's own file, as that */
	int site_line; /* program's name; 0: no frame of this stack is in it */
};

enum location_kind {
	LOCATION_NONE,
	LOCATION_GLOBAL,
	LOCATION_HEAP,
	LOCATION_STACK,
	LOCATION_TLS,
	LOCATION_FD
};

struct location {
	enum location_kind kind;
	const char *words; /* the tool's own line */
	const char *name;  /* of a global; else NULL */
	size_t size;       /* bytes; 0: not said */
	struct stack allocation;
};

/* Where a thread or a lock was made; no site. */
struct birth {
	const char *name; /* "T1", "M1" */
	const char *words;
	struct stack stack;
};

enum { FINGERPRINT_LEN = 40 };

struct finding {
	enum kind kind;
	enum detector detector;
	const char *words; /* the tool's own name of it: "data race" */
	struct access *
		accesses; /* 1..N sides; never thread or lock creation, but for a thread leak, whose one side it is */
	size_t access_count;
	struct location location;
	struct birth *threads;
	size_t thread_count;
	struct birth *locks;
	size_t lock_count;
	int pid; /* of the process that reported it; 0: not known */
	char fingerprint
		[FINGERPRINT_LEN]; /* "1:…"; set by finding_locate's caller, see fingerprint.h */
	const char *
		text; /* the report as the tool printed it (for XML: the element); borrowed like the rest */
	size_t text_len;
};

/* A list that owns nothing: everything lives in the run's arena. */
struct findings {
	struct finding *items;
	size_t count;
};

/*
 * Sets site_file and site_line of every side: the innermost frame whose file is `program` by its last two
 * path components (or by its name alone where the frame has no folder).  `program` is borrowed.
 */
void finding_locate(struct finding *f, const char *program);

/* Whether any side has a site. */
bool finding_has_site(const struct finding *f);

const char *access_op_name(enum access_op op);

#endif
