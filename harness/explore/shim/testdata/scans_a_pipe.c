// SPDX-License-Identifier: MIT
#define SCANF
#include "reads_nothing.c"
