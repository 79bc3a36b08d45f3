// SPDX-License-Identifier: MIT
/* The command that comes next. */
#ifndef HAZARD_NEXT_H
#define HAZARD_NEXT_H

struct arena;
struct explanation;

/* Sets e->next and e->next_why; `id` is the catalogue's case that the finding is in, NULL: none. */
void next_command(struct explanation *e, struct arena *a, const char *id);

#endif
