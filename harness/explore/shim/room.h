// SPDX-License-Identifier: MIT
/* Whether the system would have room for a thread: here they get stacks of our own, however much they ask for. */
#ifndef HAZARD_SHIM_ROOM_H
#define HAZARD_SHIM_ROOM_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

/* The bytes of addresses that a thread with these attributes would take; 0: its stack is memory that the program has. */
uint64_t room_taken_by(const pthread_attr_t *attributes);

/* Whether there are as many left beside the threads that there are.  If not, pthread_create(3) returns EAGAIN. */
bool room_for(uint64_t bytes);

#endif
