// SPDX-License-Identifier: MIT
/* What the detectors' own words mean: DESIGN.md's table of kinds, and the operation that a call
 * stands for. */
#ifndef HAZARD_WORDS_H
#define HAZARD_WORDS_H

#include "finding.h"
#include "kind.h"

/* Of the words between "WARNING: ThreadSanitizer: " and "(pid="; KIND_UNKNOWN where they map to
 * nothing. */
enum kind words_tsan_kind(const char *words);

/*
 * Of a Helgrind or DRD error's <kind> and its text; KIND_UNKNOWN where they map to nothing.  The
 * kinds Misc, MutexErr, RwlockErr and GenericErr are told apart by their text, the first row that
 * fits wins.
 */
enum kind words_valgrind_kind(enum detector d, const char *kind, const char *text);

/* Whether <kind> alone, without its text, says what the error is. */
bool words_valgrind_plain(const char *kind);

/*
 * What a call of this function does: "pthread_mutex_lock" locks, "__interceptor_free" frees;
 * OP_NONE for any other and for NULL.  Versions and patterns after an '@' are allowed.
 */
enum access_op words_call_op(const char *function);

/* The same of the first such call that a sentence names: "call to pthread_mutex_lock failed". */
enum access_op words_text_op(const char *text);

/*
 * A function's name without what the tools put around it, in buf[0..size): "__interceptor_",
 * "@@GLIBC_2.34",
 * ".constprop.0", a C++ parameter list.  Returns buf.
 */
char *words_plain_function(const char *function, char *buf, size_t size);

#endif
