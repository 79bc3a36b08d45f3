// SPDX-License-Identifier: MIT
/* A compiler's command line, taken apart as gcc and clang read it: what compiles, what links, what is a source. */
#ifndef HAZARD_CC_PARSE_H
#define HAZARD_CC_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "vec.h"

struct arena;

enum cc_mode {
	CC_ASK, /* no input, or a question (-print-…, --version, -dumpmachine): goes to the compiler as it is */
	CC_PREPROCESS, /* -E, -M, -MM, -fsyntax-only, -S: one call, with our flags */
	CC_COMPILE,    /* -c */
	CC_LINK,
};

enum cc_role {
	CC_FOR_COMPILE, /* -I, -D, -std=…: pointless or wrong at linking */
	CC_FOR_LINK,    /* -l, -Wl,…, -shared */
	CC_FOR_BOTH,
	CC_SOURCE,
	CC_OBJECT, /* anything else without a dash: objects, archives, linker scripts */
};

struct cc_word {
	enum cc_role role;
	const char *text;
	const char *value;    /* the next word, where it belongs to this one; else NULL */
	const char *language; /* of a source: -x in force; NULL: by its name */
};

struct cc_call {
	enum cc_mode mode;
	VEC(struct cc_word)
	words; /* in their order; -c, -o and -x are not among them, nor what was dropped */
	size_t sources, objects;
	const char *output;  /* -o; NULL: none given */
	const char *depfile; /* -MF; NULL: none given */
	const char *under;   /* --underlying=NAME, ours; NULL */
	bool depends;        /* -MD, -MMD */
	bool dep_target;     /* -MT, -MQ */
	bool dep_phony;      /* -MP */
	bool shared;         /* -shared: an executable brings the run-time library */
	bool bare;           /* -r, -nostdlib, …: no library is to be added */
	const char
		*dropped; /* an option that the explorer can't have, left out: to be said; NULL */
};

/*
 * Reads argv[1..argc), with @files expanded (GNU rules).  `keep_o`: -O options stay; else they are replaced by -O0.
 * False: said why.  All lives in `a` but the list: cc_finish().
 */
bool cc_parse(struct arena *a, int argc, char *const *argv, bool keep_o, struct cc_call *out);
void cc_finish(struct cc_call *call);

/* "src/a.c", "o" -> "a.o"; in `a`. */
const char *cc_object_name(struct arena *a, const char *source, const char *extension);

#endif
