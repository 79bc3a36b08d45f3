// SPDX-License-Identifier: MIT
#define RANDOM
#include "libc_states.c"
