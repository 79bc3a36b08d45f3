// SPDX-License-Identifier: MIT
#include "capture.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "mem.h"
#include "run_result.h"

enum {
	CHUNK = 64 * 1024, /* a pipe's usual size */
	TURN = 1024 * 1024,
};

bool
capture_open(struct capture *c, size_t limit, int *writer)
{
	int ends[2];
	*c = (struct capture){.fd = -1, .limit = limit};
	if (pipe2(ends, O_CLOEXEC) < 0) {
		return false;
	}
	/* Only this end: the child must find an ordinary, blocking stdout. */
	if (fcntl(ends[0], F_SETFL, O_NONBLOCK) < 0) {
		close(ends[0]);
		close(ends[1]);
		return false;
	}
	c->fd = ends[0];
	*writer = ends[1];
	return true;
}

/* The parts of the ring that the next bytes go to. */
static int
ring_space(struct capture *c, struct iovec v[static 2])
{
	size_t at = (size_t)((c->total - c->limit) % c->limit);
	v[0] = (struct iovec){c->ring + at, c->limit - at};
	v[1] = (struct iovec){c->ring, at};
	return at ? 2 : 1;
}

static ssize_t
read_head(struct capture *c)
{
	char chunk[CHUNK];
	size_t room = c->limit - c->head.len;
	ssize_t n = read(c->fd, chunk, room < sizeof chunk ? room : sizeof chunk);
	if (n > 0) {
		buf_add(&c->head, chunk, (size_t)n);
	}
	return n;
}

static ssize_t
read_tail(struct capture *c)
{
	struct iovec v[2];
	if (!c->ring) {
		c->ring = mem_alloc(c->limit, 1);
	}
	return readv(c->fd, v, ring_space(c, v));
}

static void
shut(struct capture *c)
{
	if (c->fd >= 0) {
		close(c->fd);
		c->fd = -1;
	}
}

bool
capture_read(struct capture *c)
{
	size_t turn = 0;
	while (c->fd >= 0 && turn < TURN) {
		ssize_t n = c->head.len < c->limit ? read_head(c) : read_tail(c);
		if (n > 0) {
			c->total += (uint64_t)n;
			turn += (size_t)n;
		} else if (n < 0 && errno == EINTR) {
			continue;
		} else if (n < 0 && errno == EAGAIN) {
			return false;
		} else {
			shut(c);
		}
	}
	return c->fd >= 0;
}

void
capture_drain(struct capture *c)
{
	capture_read(c);
	shut(c);
}

struct run_output
capture_output(struct capture *c)
{
	size_t head = c->head.len;
	uint64_t after = c->total - head;
	struct run_output out = {.head = head};
	assert(c->total >= head);
	if (after > c->limit) {
		struct iovec v[2];
		out.dropped = after - c->limit;
		int parts = ring_space(c, v);
		for (int i = 0; i < parts; i++) {
			buf_add(&c->head, v[i].iov_base, v[i].iov_len);
		}
	} else if (after) {
		buf_add(&c->head, c->ring, (size_t)after);
	}
	out.data = buf_str(&c->head);
	out.len = c->head.len;
	return out;
}

void
capture_finish(struct capture *c)
{
	shut(c);
	buf_free(&c->head);
	free(c->ring);
	*c = (struct capture){.fd = -1};
}
