// SPDX-License-Identifier: MIT
/* What the arguments of printf and scanf point to: told before the call is made.  Formats as in ISO C 2011 and glibc. */
#ifndef HAZARD_SHIM_LIBC_FORMAT_H
#define HAZARD_SHIM_LIBC_FORMAT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The strings that this printf reads, and what %n writes.  Leaves `list` as it is. */
void libc_format_prints(const char *format, va_list list, uintptr_t pc);

/*
 * What this scanf writes.  Before it: what has a size; after it (`assigned` conversions were made): strings.  Leaves `list`
 * as it is.
 */
void libc_format_scans(const char *format, va_list list, int assigned, bool after, uintptr_t pc);

#endif
