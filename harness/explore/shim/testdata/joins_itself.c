// SPDX-License-Identifier: MIT
#define SELF
#include "joins.c"
