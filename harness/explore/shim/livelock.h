// SPDX-License-Identifier: MIT
/* Threads that only spin: is it for ever? */
#ifndef HAZARD_SHIM_LIVELOCK_H
#define HAZARD_SHIM_LIVELOCK_H

/*
 * Every thread that can run spins and has gone round once more, and nobody wrote.  Ends the schedule as a livelock once
 * memory, stacks and registers are what they were after an earlier round.
 */
void livelock_round(void);

#endif
