// SPDX-License-Identifier: MIT
/* A 64-bit hash of bytes, for telling texts and states apart: multiply and fold, eight bytes at a time. */
#ifndef HAZARD_SHIM_HASH_H
#define HAZARD_SHIM_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "rng.h"

static inline uint64_t
hash_word(uint64_t h, uint64_t word)
{
	h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ (h >> 29);
}

static inline uint64_t
hash_bytes(uint64_t h, const void *bytes, size_t size)
{
	const char *p = bytes;
	uint64_t word;

	h = hash_word(h, size);
	for (; size >= 8; size -= 8, p += 8) {
		memcpy(&word, p, 8);
		h = hash_word(h, word);
	}
	word = 0;
	memcpy(&word, p, size);
	return rng_mix(hash_word(h, word));
}

#endif
