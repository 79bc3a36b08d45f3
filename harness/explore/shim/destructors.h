// SPDX-License-Identifier: MIT
/* What runs at the end of the process without having been asked for at run time: destructors of the program's objects. */
#ifndef HAZARD_SHIM_DESTRUCTORS_H
#define HAZARD_SHIM_DESTRUCTORS_H

/* Before main: which there are. */
void destructors_setup(void);

/* Something was registered for the end before main: a static object of C++, say. */
void destructors_registered(void);

/* At the end of a schedule that calls exit, after its handlers. */
void destructors_run(void);

#endif
