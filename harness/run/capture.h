// SPDX-License-Identifier: MIT
/* The reading end of a child's stdout or stderr: keeps the beginning and the end, counts the rest. */
#ifndef HAZARD_CAPTURE_H
#define HAZARD_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "buf.h"

struct run_output;

struct capture {
	int fd;          /* non-blocking; -1: closed */
	size_t limit;    /* bytes of the head, and of the tail */
	struct buf head; /* at most `limit` */
	char *ring;     /* `limit` bytes, made when the head is full; then byte n (counted after the
	                   head) is at n % limit */
	uint64_t total; /* bytes read so far */
};

/* Makes the pipe; the end for the child in *writer (closed on exec).  False: errno says why. */
bool capture_open(struct capture *c, size_t limit, int *writer);

/*
 * Takes what is there, at most about 1 MiB so that a flood does not starve the others.  Closes at
 * the end of the stream.  True: there may be more now.
 */
bool capture_read(struct capture *c);

/* What is there now, up to what a pipe can hold, and no waiting for a writer that lives on; closes. */
void capture_drain(struct capture *c);

/* The stream so far, in one piece; borrowed until the next call with `c`, which reads no more. */
struct run_output capture_output(struct capture *c);

/* Closes and frees; a zeroed one must have fd -1. */
void capture_finish(struct capture *c);

#endif
