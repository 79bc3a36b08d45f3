// SPDX-License-Identifier: MIT
/* Files that one thread waits for and another feeds. */
#ifndef HAZARD_SHIM_IO_H
#define HAZARD_SHIM_IO_H

#include <poll.h>
#include <stdbool.h>

#include "shim.h"

/* Nobody can go on: waits for what other processes may bring.  True if somebody can go on now. */
bool io_wait_outside(void);

/* A thread waits for what may come from outside of the program: so it is not said to be stuck. */
bool io_may_come(void);

/* This schedule has processes of its own that may read and write too. */
void io_forked(void);

/* Others that wait for files are asked again. */
void io_changed(void);

/* Waits until one of them is ready: WAKE_READY, WAKE_TIMEOUT or WAKE_SIGNAL.  Borrows `fds` while it waits. */
enum wake io_wait(struct pollfd *fds, nfds_t count, uint64_t deadline, uintptr_t pc);

/* Waits until a call on `fd` would not block.  False: interrupted (errno). */
bool io_wait_fd(int fd, short events, uintptr_t pc);

/* What never waits, but looks at files or ends the waiting of others: a step, unless the thread is alone. */
void io_step(uintptr_t pc);

/* Something outside of the program's threads may make it ready. */
bool io_is_outside(int fd);

/* Whether a call on it may block until another thread or process does something. */
bool io_blocks(int fd);

/* The calling thread has read from it (written to it): what the writer did before has happened before. */
void io_received(int fd);
void io_sends(int fd);

#endif
