// SPDX-License-Identifier: MIT
/* `hazard cc`: carries a compiler's command line out with the explorer's flags and run-time library. */
#ifndef HAZARD_CC_RUN_H
#define HAZARD_CC_RUN_H

#include <stdbool.h>

/*
 * argv[0] is not looked at.  The children have this process's stdin, stdout and stderr.  Returns the exit code: the
 * compiler's own where it failed, 1 where something else did (said).
 */
int cc_run(int argc, char *const *argv, bool cxx);

#endif
