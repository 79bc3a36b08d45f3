// SPDX-License-Identifier: MIT
/* Drop-in compilers for the explorer: CC="hazard cc", CXX="hazard c++". */
#include "cc_run.h"
#include "cmd.h"

int
cmd_cc(int argc, char **argv)
{
	return cc_run(argc, argv, false);
}

int
cmd_cxx(int argc, char **argv)
{
	return cc_run(argc, argv, true);
}
