// SPDX-License-Identifier: MIT
/* 128-bit content hashes (XXH3, https://xxhash.com): for identity, not against an attacker. */
#ifndef HAZARD_HASH_H
#define HAZARD_HASH_H

#include <stddef.h>

enum { HASH_HEX = 33 }; /* 32 hexadecimal digits and a NUL */

struct hash;

/* A hash of many pieces; each piece is hashed with its length, so ("ab","c") differs from ("a","bc"). */
struct hash *hash_create(void);
void hash_add(struct hash *h, const void *data, size_t len);
void hash_adds(struct hash *h, const char *s);

/* Writes the digits and destroys `h`. */
void hash_finish(struct hash *h, char hex[static HASH_HEX]);

/* Of one piece. */
void hash_of(const void *data, size_t len, char hex[static HASH_HEX]);

#endif
