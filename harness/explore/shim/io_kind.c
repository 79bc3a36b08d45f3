// SPDX-License-Identifier: MIT
/* What kind of file a descriptor is: whether it can be waited for, who may feed it, which others are the same. */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "hb.h"
#include "io.h"
#include "real.h"

enum { STANDARD = 3 };

static bool
is_eventfd(int fd)
{
	char path[32], name[64];
	ssize_t n;

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	n = real.readlink(path, name, sizeof name);
	return n > 0 && memmem(name, (size_t)n, "[eventfd]", 9);
}

bool
io_blocks(int fd)
{
	struct stat s;

	return fstat(fd, &s) == 0 && !S_ISREG(s.st_mode) && !S_ISDIR(s.st_mode);
}

/* Another process, or the kernel by itself, may make it ready. */
bool
io_is_outside(int fd)
{
	int domain = 0;
	socklen_t size = sizeof domain;
	struct stat s;

	if (hz.forked || fd < STANDARD) {
		return true;
	}
	if (fstat(fd, &s) < 0 || S_ISREG(s.st_mode) || S_ISFIFO(s.st_mode)) {
		return false;
	}
	if (S_ISSOCK(s.st_mode)) {
		return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) < 0 ||
		       domain != AF_UNIX;
	}
	return (s.st_mode & S_IFMT) != 0 || !is_eventfd(fd);
}

/* Both ends of a pipe are one inode; the ends of sockets can't be told to belong together, so those are all one. */
static uint64_t
channel_of(int fd)
{
	struct stat s;

	if (fstat(fd, &s) < 0 || S_ISREG(s.st_mode)) {
		return 0;
	}
	return OP_FD(1 + (S_ISFIFO(s.st_mode) ? 1 + (s.st_ino & 0xffffff) : 0));
}

void
io_received(int fd)
{
	uint64_t channel = hz.races || hz.weak ? channel_of(fd) : 0;

	if (channel) {
		hb_acquire(channel);
	}
}

void
io_sends(int fd)
{
	uint64_t channel = hz.races || hz.weak ? channel_of(fd) : 0;

	if (channel) {
		hb_release(channel);
	}
}
