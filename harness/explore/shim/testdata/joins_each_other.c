// SPDX-License-Identifier: MIT
#define MUTUAL
#include "joins.c"
