// SPDX-License-Identifier: MIT
/* Which tools are here, in which versions, and whether the catalogue's rates were measured with them. */
#ifndef HAZARD_TOOLS_H
#define HAZARD_TOOLS_H

#include <stdbool.h>
#include <stddef.h>

#include "kind.h"

struct arena;
struct buf;
struct pool;
struct tool_version;

struct tools {
	struct tool_version *items;
	size_t count;
};

/* Asks each tool for its version, through the (idle) pool.  A missing one has no version and no path. */
struct tools tools_ask(struct arena *a, struct pool *pool);

/*
 * For each detector, whether the tools that it consists of have the versions in the file `ROOT/cases/TOOLS` (a line a
 * tool: "clang Debian clang version 14.0.6").  A catalogue without that file binds to no versions: all true.
 */
void tools_compare(const struct tools *tools, const char *root, bool same[static DET_COUNT]);

/* Adds the text of such a file. */
void tools_write(const struct tools *tools, struct buf *out);

#endif
