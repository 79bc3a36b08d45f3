// SPDX-License-Identifier: MIT
#define SAFE
#include "forks_locked.c"
