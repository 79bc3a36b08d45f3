// SPDX-License-Identifier: MIT
/* How a program is built for those who watch it. */
#ifndef HAZARD_VARIANT_H
#define HAZARD_VARIANT_H

#include <stddef.h>

/* The compiler is this executable, called as `hazard cc`. */
#define VARIANT_HAZARD "hazard cc"

struct variant {
	const char *name;      /* "tsan" */
	const char *compiler;  /* to be found in $PATH: "clang"; or VARIANT_HAZARD */
	const char *flags[12]; /* ended by NULL; before those that every variant has */
};

/* Flags of every variant, ended by NULL: the language, the warnings' absence, threads. */
extern const char *const variant_common_flags[];

/* The row with this name; NULL where there is none. */
const struct variant *variant_find(const char *name);

/* All rows. */
extern const struct variant variants[];
extern const size_t variant_count;

#endif
