// SPDX-License-Identifier: MIT
/* Which reports a log had already. */
#ifndef HAZARD_LOG_SEEN_H
#define HAZARD_LOG_SEEN_H

#include "hash.h"
#include "span.h"

struct arena;
struct buf;
struct finding;
struct report;

/* A table of digests; zeroed: empty. */
struct log_seen {
	struct log_seen_slot *slots;
	size_t count, size;
};

/* NULL where the digest is not in it. */
struct report *log_seen_find(const struct log_seen *seen, const char digest[static HASH_HEX]);

/* Does nothing once the table is full (LOG_SEEN_MOST): what it doesn't know is only slower. */
void log_seen_add(struct log_seen *seen, const char digest[static HASH_HEX], struct report *report);
void log_seen_free(struct log_seen *seen);

enum { LOG_SEEN_MOST = 200000 };

/*
 * The digest of a report's text, in which addresses and the numbers of processes, threads, locks and frames don't
 * count, but all others do: line numbers tell two bugs of one function apart.  `scratch` is for the function's own use.
 */
void log_seen_text(char digest[static HASH_HEX], struct span text, struct buf *scratch);

/*
 * The digest of a fingerprinted finding: its detector and fingerprint, and of each side the lines of code of its
 * innermost named frames, in no order.
 */
void log_seen_finding(char digest[static HASH_HEX], const struct finding *f);

#endif
