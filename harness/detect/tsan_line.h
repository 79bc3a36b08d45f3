// SPDX-License-Identifier: MIT
/* Single lines of a ThreadSanitizer report, trimmed; see tsan.h. */
#ifndef HAZARD_TSAN_LINE_H
#define HAZARD_TSAN_LINE_H

#include "finding.h"
#include "span.h"

/* "WARNING: ThreadSanitizer: data race (pid=12)". */
struct tsan_header {
	size_t start;      /* where in the line "WARNING" stands: more than 0 with a prefix or glued
			      output */
	struct span words; /* "data race" */
	int pid;
};

/* False: not a report's header (one must have words and a pid). */
bool tsan_line_header(struct span line, struct tsan_header *out);

/* "#0 main src/a.c:3:4 (a+0x1) (BuildId: 12)". */
struct tsan_frame {
	struct span function, file, module; /* empty: not known */
	int line, column;                   /* 0: not known */
};

/* False: no frame line. */
bool tsan_line_frame(struct span line, struct tsan_frame *out);

/*
 * "Previous atomic write of size 4 at 0x12 by thread T1 (mutexes: write M0):", also an access to an
 * external object.  `thread` is "T1" or "main thread"; `locks` is "write M0"; empty spans where the
 * line has none.
 */
struct tsan_access {
	enum access_op op;
	size_t size; /* bytes; 0: not said */
	struct span thread, locks;
};

bool tsan_line_access(struct span line, struct tsan_access *out);

/* "Mutex M1 acquired here while holding mutex M0 in thread T1:", "Mutex M0 previously acquired …".
 */
struct tsan_acquired {
	struct span lock, holding, thread; /* the last two empty for "previously" */
};

bool tsan_line_acquired(struct span line, struct tsan_acquired *out);

/* "Location is …": kind, name and size. */
struct tsan_location {
	enum location_kind kind;
	struct span name;
	size_t size;
};

bool tsan_line_location(struct span line, struct tsan_location *out);

/* "thread T1" or "main thread" at the start of `text` as "T1" or "main thread"; empty where it is
 * neither. */
struct span tsan_line_thread(struct span text);

#endif
