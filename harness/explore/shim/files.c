// SPDX-License-Identifier: MIT
/*
 * Calls that look at or change the names of files, which all threads share: each is a step, as reading and writing are.
 * What they leave behind no reset undoes.
 */
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io.h"
#include "real.h"

static void
point(uintptr_t pc)
{
	real_init();
	if (shim_on()) {
		io_step(pc);
	}
}

#define STEP(type, name, params, args) \
	EXPORT type name params        \
	{                              \
		point(CALLER);         \
		return real.name args; \
	}

/* With a mode behind the flags, where they make a file. */
#define OPENS(name, params, last, args)                        \
	EXPORT int name params                                 \
	{                                                      \
		mode_t mode = 0;                               \
		if (last & (O_CREAT | O_TMPFILE)) {            \
			va_list list;                          \
			va_start(list, last);                  \
			mode = (mode_t)va_arg(list, unsigned); \
			va_end(list);                          \
		}                                              \
		point(CALLER);                                 \
		return real.name args;                         \
	}

OPENS(open, (const char *path, int flags, ...), flags, (path, flags, mode))
OPENS(openat, (int at, const char *path, int flags, ...), flags, (at, path, flags, mode))
OPENS(open64, (const char *path, int flags, ...), flags, (path, flags, mode))
OPENS(openat64, (int at, const char *path, int flags, ...), flags, (at, path, flags, mode))
STEP(int, creat, (const char *path, mode_t mode), (path, mode))
STEP(FILE *, fopen, (const char *restrict path, const char *restrict mode), (path, mode))
STEP(FILE *, fopen64, (const char *restrict path, const char *restrict mode), (path, mode))
STEP(int, mkstemp, (char *path), (path))
STEP(int, access, (const char *path, int mode), (path, mode))
STEP(int, faccessat, (int at, const char *path, int mode, int flags), (at, path, mode, flags))
STEP(int, stat, (const char *restrict path, struct stat *restrict s), (path, s))
STEP(int, lstat, (const char *restrict path, struct stat *restrict s), (path, s))
STEP(int, fstatat, (int at, const char *restrict path, struct stat *restrict s, int flags),
	(at, path, s, flags))
STEP(int, rename, (const char *from, const char *to), (from, to))
STEP(int, renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
STEP(int, unlink, (const char *path), (path))
STEP(int, unlinkat, (int at, const char *path, int flags), (at, path, flags))
STEP(int, remove, (const char *path), (path))
STEP(int, link, (const char *from, const char *to), (from, to))
STEP(int, symlink, (const char *from, const char *to), (from, to))
STEP(ssize_t, readlink, (const char *restrict path, char *restrict to, size_t n), (path, to, n))
STEP(int, mkdir, (const char *path, mode_t mode), (path, mode))
STEP(int, rmdir, (const char *path), (path))
STEP(int, chmod, (const char *path, mode_t mode), (path, mode))
STEP(int, truncate, (const char *path, off_t size), (path, size))
STEP(int, ftruncate, (int fd, off_t size), (fd, size))
STEP(off_t, lseek, (int fd, off_t to, int from), (fd, to, from))
STEP(int, flock, (int fd, int how), (fd, how))
