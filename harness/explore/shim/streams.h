// SPDX-License-Identifier: MIT
/* Streams of stdio: who has them locked, and which of them may have to wait for another thread. */
#ifndef HAZARD_SHIM_STREAMS_H
#define HAZARD_SHIM_STREAMS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* Before a call that uses `file`: a step, made when no other thread has locked it. */
void streams_point(FILE *file, uintptr_t pc);

/* Others can not use it from here to there; the same thread may again. */
void streams_lock(FILE *file, uintptr_t pc);
void streams_unlock(FILE *file, uintptr_t pc);

/* Reading from or writing to it may wait for what another thread does, as far as is known of its file. */
bool streams_block(FILE *file);

#endif
