// SPDX-License-Identifier: MIT
/* The parts of the tests' misbehaving child: hostile MODE [ARGUMENT]. */
#ifndef HAZARD_HOSTILE_H
#define HAZARD_HOSTILE_H

enum { LIFE_S = 60 };

struct mode {
	const char *name;
	int (*run)(void); /* the exit code */
};

/* Ended by one without a name.  Trees of processes; threads that wait. */
extern const struct mode hostile_tree[], hostile_wait[];

extern const char *argument; /* "": none */

/* Sleeps for `s` seconds, whatever signals come. */
void nap(double s);

/* All signals that can be, but SIGALRM and SIGCHLD. */
void ignore_term(void);

/* Until the process has used `s` seconds of CPU. */
void burn(double s);

#endif
