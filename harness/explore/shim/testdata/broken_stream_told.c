// SPDX-License-Identifier: MIT
#define HANDLES
#define STREAM
#include "broken_pipe.c"
