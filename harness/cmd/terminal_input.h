// SPDX-License-Identifier: MIT
/*
 * Long text pasted into a terminal.  As terminals are set, the kernel puts whole lines together before a program may read
 * them, and drops what goes beyond 4 096 bytes of one (termios(3), canonical mode).  Here it hands over every byte; what it
 * did with Ctrl-D is done by terminal_input_take.  Backspace and its like edit nothing meanwhile.
 */
#ifndef HAZARD_TERMINAL_INPUT_H
#define HAZARD_TERMINAL_INPUT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Sets the terminal so; one at a time.  A signal that ends or stops the program sets it back first; it is set again when
 * the program goes on.  False: not a terminal, or it refuses; nothing has changed then.
 */
bool terminal_input_begin(int fd);

/* Sets it back, and drops what nobody has read: it belongs to the paste, not to the shell.  No effect without begin. */
void terminal_input_end(void);

/*
 * How many of the bytes just read from it, n > 0, are text; *end: then came Ctrl-D (or what the user has in its place), at
 * the beginning of a line or as the last byte there is.  Any other one is text.
 */
size_t terminal_input_take(const char *bytes, size_t n, bool *end);

#endif
