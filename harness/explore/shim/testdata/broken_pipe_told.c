// SPDX-License-Identifier: MIT
#define HANDLES
#include "broken_pipe.c"
