// SPDX-License-Identifier: MIT
#define LISTENS
#include "reads_nothing.c"
