// SPDX-License-Identifier: MIT
/* assert() for code inside the program under test, where assert itself is intercepted: a bug of ours traps. */
#ifndef HAZARD_CORE_CHECK_H
#define HAZARD_CORE_CHECK_H

#define CHECK(x)    ((x) ? (void)0 : __builtin_trap())
#define LIKELY(x)   __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

#endif
