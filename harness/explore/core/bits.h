// SPDX-License-Identifier: MIT
/* Sets of up to 1024 thread ids.  `words` is how many words are in use: one for up to 64 threads. */
#ifndef HAZARD_CORE_BITS_H
#define HAZARD_CORE_BITS_H

#include <stdbool.h>
#include <stdint.h>

enum { BITS_MAX = 1024, BITS_WORDS = BITS_MAX / 64 };

struct bits {
	uint64_t w[BITS_WORDS];
};

static inline bool
bits_has(const struct bits *b, unsigned i)
{
	return b->w[i >> 6] >> (i & 63) & 1;
}

static inline void
bits_add(struct bits *b, unsigned i)
{
	b->w[i >> 6] |= UINT64_C(1) << (i & 63);
}

static inline void
bits_remove(struct bits *b, unsigned i)
{
	b->w[i >> 6] &= ~(UINT64_C(1) << (i & 63));
}

/* How many members a word has; not by the compiler's own function, which may be a call into its library. */
static inline unsigned
bits_count(uint64_t w)
{
	w -= w >> 1 & UINT64_C(0x5555555555555555);
	w = (w & UINT64_C(0x3333333333333333)) + (w >> 2 & UINT64_C(0x3333333333333333));
	w = (w + (w >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
	return (unsigned)(w * UINT64_C(0x0101010101010101) >> 56);
}

/* The n-th (from 0) member of one word that has more than n. */
static inline unsigned
bits_nth_word(uint64_t w, unsigned n)
{
	unsigned at = 0;
	for (unsigned half = 32; n >= 4; half /= 2) {
		unsigned low = bits_count(w & ((UINT64_C(1) << half) - 1));
		if (n >= low) {
			n -= low;
			w >>= half;
			at += half;
		} else {
			w &= (UINT64_C(1) << half) - 1;
		}
	}
	/* At most 3 are to be taken away: by masks, as n is mostly random and a branch on it would be guessed wrong. */
	uint64_t one = w & (w - 1);
	w ^= (w ^ one) & -(uint64_t)(n & 1);
	uint64_t two = w & (w - 1);
	two &= two - 1;
	w ^= (w ^ two) & -(uint64_t)(n >> 1 & 1);
	return at + (unsigned)__builtin_ctzll(w);
}

/* The n-th (from 0) member of a set that has more than n. */
static inline unsigned
bits_nth(const struct bits *b, unsigned n)
{
	for (unsigned i = 0;; i++) {
		unsigned c = bits_count(b->w[i]);
		if (n < c) {
			return i * 64 + bits_nth_word(b->w[i], n);
		}
		n -= c;
	}
}

/* The smallest member >= from, or -1. */
static inline int
bits_next(const struct bits *b, unsigned words, unsigned from)
{
	if (from >= words * 64) {
		return -1;
	}
	unsigned i = from >> 6;
	uint64_t w = b->w[i] & (~UINT64_C(0) << (from & 63));
	while (!w) {
		if (++i >= words) {
			return -1;
		}
		w = b->w[i];
	}
	return (int)(i * 64 + (unsigned)__builtin_ctzll(w));
}

#endif
