// SPDX-License-Identifier: MIT
/* Memory that never fails: running out of it ends the program with a message. */
#ifndef HAZARD_MEM_H
#define HAZARD_MEM_H

#include <stddef.h>

/* Zeroed memory for `count` things of `size` bytes; owned by the caller, free(). */
void *mem_alloc(size_t count, size_t size);

/* Like realloc() for `count` things of `size` bytes; the new part is not zeroed. */
void *mem_resize(void *old, size_t count, size_t size);

/* A copy of `s`; owned by the caller, free().  NULL gives NULL. */
char *mem_strdup(const char *s);

#endif
