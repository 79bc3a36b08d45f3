// SPDX-License-Identifier: MIT
#include "hash.h"

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "mem.h"

struct hash {
	XXH3_state_t *state;
};

struct hash *
hash_create(void)
{
	struct hash *h = mem_alloc(1, sizeof *h);
	h->state = XXH3_createState();
	if (!h->state) {
		abort();
	}
	XXH3_128bits_reset(h->state);
	return h;
}

void
hash_add(struct hash *h, const void *data, size_t len)
{
	uint64_t length = len;
	XXH3_128bits_update(h->state, &length, sizeof length);
	XXH3_128bits_update(h->state, data, len);
}

void
hash_adds(struct hash *h, const char *s)
{
	hash_add(h, s, strlen(s));
}

void
hash_finish(struct hash *h, char hex[static HASH_HEX])
{
	XXH128_hash_t sum = XXH3_128bits_digest(h->state);
	snprintf(hex, HASH_HEX, "%016" PRIx64 "%016" PRIx64, (uint64_t)sum.high64,
		(uint64_t)sum.low64);
	XXH3_freeState(h->state);
	free(h);
}

void
hash_of(const void *data, size_t len, char hex[static HASH_HEX])
{
	struct hash *h = hash_create();
	hash_add(h, data, len);
	hash_finish(h, hex);
}
