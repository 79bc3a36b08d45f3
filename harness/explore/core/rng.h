// SPDX-License-Identifier: MIT
/* splitmix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA 2014). */
#ifndef HAZARD_CORE_RNG_H
#define HAZARD_CORE_RNG_H

#include <stdint.h>

struct rng {
	uint64_t state;
	uint64_t
		next; /* of the state, made ahead: nobody has to wait for it when a choice hangs on it */
};

/* A bijection of 64-bit words in which every input bit moves about half of the output bits. */
static inline uint64_t
rng_mix(uint64_t z)
{
	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static inline uint64_t
rng_next(struct rng *r)
{
	uint64_t now = r->next;
	r->next = rng_mix(r->state += UINT64_C(0x9e3779b97f4a7c15));
	return now;
}

/* 0..n-1, n > 0; the bias is below n / 2^32. */
static inline uint32_t
rng_below(struct rng *r, uint32_t n)
{
	return (uint32_t)(((rng_next(r) >> 32) * n) >> 32);
}

/* The stream of schedule n under this seed; streams of neighbouring (seed, n) are unrelated. */
static inline struct rng
rng_stream(uint64_t seed, uint64_t n)
{
	struct rng r = {.state = rng_mix(seed + UINT64_C(0x632be59bd9b4e019)) ^
				 rng_mix(n * UINT64_C(0xd1342543de82ef95) + 1)};
	rng_next(&r);
	return r;
}

#endif
