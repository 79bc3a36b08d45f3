// SPDX-License-Identifier: MIT
#define LOCKED
#include "libc_states.c"
