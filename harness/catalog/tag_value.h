// SPDX-License-Identifier: MIT
/* Reading a tag's value, and the four tags that claim something of a detector; for tag.c alone. */
#ifndef HAZARD_TAG_VALUE_H
#define HAZARD_TAG_VALUE_H

#include <stdbool.h>

#include "tag.h"

#define TAG_WRONG(v, ...) problems_add((v)->problems, (v)->file, (v)->line, __VA_ARGS__)

/* Cuts the next word off, which ends at a blank or before one of `stops`; "" where there is none.
 */
const char *tag_word(struct tag_value *v, const char *stops);

/* Whether the next byte that is no blank is `wanted`; it is taken then. */
bool tag_take(struct tag_value *v, char wanted);

/* The number that `s` is, of 1 to 4 digits and nothing else; 0 where it is none. */
int tag_number(const char *s);

/*
 *	expect = "@expect" DET KIND ["(" LABEL {"," LABEL} ")"] [QUANT]
 *	alarm  = "@false-alarm" DET KIND "(" LABEL {"," LABEL} ")" [QUANT] ":" REASON
 *	silent = ("@misses" | "@unable") DET ":" REASON
 *	QUANT  = 10..99 "%" | "may"                     default 90%
 */
void tag_read_expect(struct tag_value *v);
void tag_read_alarm(struct tag_value *v);
void tag_read_misses(struct tag_value *v);
void tag_read_unable(struct tag_value *v);

#endif
