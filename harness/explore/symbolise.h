// SPDX-License-Identifier: MIT
/* Addresses of the program as functions, lines and names of data: llvm-symbolizer is run once, with all of them. */
#ifndef HAZARD_SYMBOLISE_H
#define HAZARD_SYMBOLISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "finding.h"
#include "vec.h"

struct arena;
struct proto;

struct symbol {
	uint64_t address;
	bool data;
	struct stack
		stack; /* of code: the frames that the compiler folded into one address, innermost first */
	const char *name; /* of data: the object; NULL: none known */
	uint64_t start;   /* of data: its first address in the program */
};

struct symbols {
	struct arena *arena;
	VEC(struct symbol) list;   /* sorted by (data, address) after symbols_resolve() */
	const struct proto *proto; /* for its modules; borrowed */
};

void symbols_init(struct symbols *s, struct arena *a, const struct proto *p);

/* Asks for one; `stack` for all of it (PROTO_STACK entries, 0 ends). */
void symbols_want(struct symbols *s, uint64_t address, bool data);
void symbols_want_stack(struct symbols *s, const uint64_t *stack);

/* Everything that a result names: failures, events, threads.  `p` is of a process with the same modules. */
void symbols_want_all(struct symbols *s, const struct proto *p);

/* False: there is no symbolizer, or it failed (said once); everything is then unknown. */
bool symbols_resolve(struct symbols *s);

/* What was found, or NULL. */
const struct symbol *symbols_find(const struct symbols *s, uint64_t address, bool data);

/* A raw stack as frames: those known, and the module of the others.  In the arena. */
struct stack symbols_stack(const struct symbols *s, const uint64_t *stack);

/* llvm-symbolizer in $PATH, of whatever version; NULL: none.  In the arena. */
const char *symbolise_program(struct arena *a);

void symbols_finish(struct symbols *s);

/*
 * Reads the symbolizer's answers (its LLVM style: names and places, a blank line after each address) for list[0..count)
 * into them; false where there are fewer answers than addresses.  For tests.
 */
bool symbols_parse(struct arena *a, const char *text, struct symbol *list, size_t count);

#endif
