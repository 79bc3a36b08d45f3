// SPDX-License-Identifier: MIT
/*
 * How a program is compiled for the explorer: clang or gcc with -fsanitize=thread at -O0, the calls in redefine.syms sent
 * to the run-time library by objcopy, and that library linked in place of ThreadSanitizer's.
 */
#ifndef HAZARD_TOOLCHAIN_H
#define HAZARD_TOOLCHAIN_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

struct toolchain {
	const char *archive;   /* libhazard-explore.a */
	const char *preload;   /* libhazard-explore.so; NULL: not there */
	const char *redefines; /* redefine.syms */
};

/*
 * Where the run-time library is: $HAZARD_LIBDIR (all three files in it), else the build tree this executable is in, else
 * where hazard was installed.  False: nowhere, which has been said.  Paths are in `a`.
 */
bool toolchain_find(struct arena *a, struct toolchain *out);

enum toolchain_family { TOOLCHAIN_CLANG, TOOLCHAIN_GCC };

struct toolchain_compiler {
	const char *path; /* absolute */
	enum toolchain_family family;
};

/*
 * The compiler underneath: `name` (NULL: $HAZARD_CC, for C++ first $HAZARD_CXX, else clang, else gcc) found in $PATH; the C++
 * driver that belongs to it where `cxx`.  False: there is none, which has been said.
 */
bool toolchain_compiler(
	struct arena *a, const char *name, bool cxx, struct toolchain_compiler *out);

/* Flags that every compilation gets after the user's own; ended by NULL; static. */
const char *const *toolchain_flags(enum toolchain_family family);

/* What a linked program depends on beyond its sources, for dependency files: archive, redefines, compiler; ended by NULL. */
const char **toolchain_parts(struct arena *a, const struct toolchain *t, const char *compiler);

#endif
