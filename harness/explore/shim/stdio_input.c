// SPDX-License-Identifier: MIT
/*
 * Input by streams.  Of a pipe or socket the bytes are taken one by one, each when it is there: libc would block the whole
 * process.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "io.h"
#include "libc.h"
#include "libc_format.h"
#include "real.h"
#include "streams.h"

/* Of a stream that may block. */
static int
next_byte(FILE *file, uintptr_t pc)
{
	bool empty = file->_IO_read_ptr >= file->_IO_read_end;
	int c;

	/* A signal does not end it: as with a read() that is begun again. */
	while (empty && !io_wait_fd(fileno(file), POLLIN, pc)) {
	}
	c = getc_unlocked(file);
	if (empty) {
		io_received(fileno(file));
		io_changed();
	}
	return c;
}

static int
get_byte(FILE *file, uintptr_t pc)
{
	int c;

	if (!shim_on()) {
		real_init();
		real.flockfile(file);
		c = getc_unlocked(file);
		real.funlockfile(file);
		return c;
	}
	streams_point(file, pc);
	return streams_block(file) ? next_byte(file, pc) : getc_unlocked(file);
}

static char *
get_line(char *to, int size, FILE *file, uintptr_t pc)
{
	int n = 0, c = 0;

	if (!streams_block(file)) {
		streams_point(file, pc);
		real_init();
		return real.fgets(to, size, file);
	}
	streams_lock(file, pc);
	while (n < size - 1 && c != '\n' && (c = next_byte(file, pc)) != EOF) {
		to[n++] = (char)c;
	}
	streams_unlock(file, pc);
	if (n == 0 || size <= 0) {
		return NULL;
	}
	to[n] = '\0';
	return to;
}

static size_t
get_block(void *to, size_t size, size_t count, FILE *file, uintptr_t pc)
{
	char *at = to;
	size_t n = 0;
	int c;

	if (!streams_block(file)) {
		streams_point(file, pc);
		real_init();
		return real.fread(to, size, count, file);
	}
	streams_lock(file, pc);
	while (n < size * count && (c = next_byte(file, pc)) != EOF) {
		at[n++] = (char)c;
	}
	streams_unlock(file, pc);
	return size ? n / size : 0;
}

static bool
make_room(char **line, size_t *size, size_t need)
{
	char *larger;

	if (*line && *size >= need) {
		return true;
	}
	larger = realloc(*line, 2 * need + 64);
	if (larger) {
		*line = larger;
		*size = 2 * need + 64;
	}
	return larger != NULL;
}

static ssize_t
get_until(char **line, size_t *size, int end, FILE *file, uintptr_t pc)
{
	size_t n = 0;
	int c = ~end;

	if (!line || !size) {
		errno = EINVAL;
		return -1;
	}
	if (!streams_block(file)) {
		streams_point(file, pc);
		real_init();
		return real.getdelim(line, size, end, file);
	}
	streams_lock(file, pc);
	while (c != end && make_room(line, size, n + 2) && (c = next_byte(file, pc)) != EOF) {
		(*line)[n++] = (char)c;
	}
	streams_unlock(file, pc);
	if (n == 0) {
		return -1;
	}
	(*line)[n] = '\0';
	return (ssize_t)n;
}

EXPORT int
fgetc(FILE *file)
{
	return get_byte(file, CALLER);
}

EXPORT int
getc(FILE *file)
{
	return get_byte(file, CALLER);
}

EXPORT int
getchar(void)
{
	return get_byte(stdin, CALLER);
}

EXPORT char *
fgets(char *restrict to, int size, FILE *restrict file)
{
	return get_line(to, size, file, CALLER);
}

REDIRECTED(char *, fgets, (char *restrict to, int size, FILE *restrict file))
{
	char *got = get_line(to, size, file, CALLER);

	if (got) {
		access_memory(to, strlen(to) + 1, true, CALLER);
	}
	return got;
}

EXPORT size_t
fread(void *restrict to, size_t size, size_t n, FILE *restrict file)
{
	return get_block(to, size, n, file, CALLER);
}

REDIRECTED(size_t, fread, (void *restrict to, size_t size, size_t n, FILE *restrict file))
{
	size_t got = get_block(to, size, n, file, CALLER);

	access_memory(to, size * got, true, CALLER);
	return got;
}

EXPORT ssize_t
getdelim(char **restrict line, size_t *restrict size, int end, FILE *restrict file)
{
	return get_until(line, size, end, file, CALLER);
}

EXPORT ssize_t
getline(char **restrict line, size_t *restrict size, FILE *restrict file)
{
	return get_until(line, size, '\n', file, CALLER);
}

static ssize_t
got_line(char **line, size_t *size, ssize_t n, uintptr_t pc)
{
	libc_uses(line, sizeof *line, true, pc);
	libc_uses(size, sizeof *size, true, pc);
	if (n >= 0) {
		access_memory(*line, (size_t)n + 1, true, pc);
	}
	return n;
}

REDIRECTED(ssize_t, getdelim,
	(char **restrict line, size_t *restrict size, int end, FILE *restrict file))
{
	return got_line(line, size, get_until(line, size, end, file, CALLER), CALLER);
}

REDIRECTED(ssize_t, getline, (char **restrict line, size_t *restrict size, FILE *restrict file))
{
	return got_line(line, size, get_until(line, size, '\n', file, CALLER), CALLER);
}

/* How far it would read is not to be known before. */
static int
scan(FILE *file, const char *format, va_list list, uintptr_t pc)
{
	va_list again;
	int n;

	if (streams_block(file)) {
		sched_unmodelled("scanf of a pipe, socket or terminal");
		sched_finish(PROTO_NOT_MODELLED, "scanf of a pipe, socket or terminal");
	}
	streams_point(file, pc);
	libc_format_scans(format, list, 0, false, pc);
	va_copy(again, list);
	n = vfscanf(file, format, again);
	va_end(again);
	libc_format_scans(format, list, n, true, pc);
	return n;
}

REDIRECTED(int, vfscanf, (FILE *restrict file, const char *restrict format, va_list list))
{
	return scan(file, format, list, CALLER);
}

REDIRECTED(int, vscanf, (const char *restrict format, va_list list))
{
	return scan(stdin, format, list, CALLER);
}

REDIRECTED(int, fscanf, (FILE *restrict file, const char *restrict format, ...))
{
	va_list list;
	int n;

	va_start(list, format);
	n = scan(file, format, list, CALLER);
	va_end(list);
	return n;
}

REDIRECTED(int, scanf, (const char *restrict format, ...))
{
	va_list list;
	int n;

	va_start(list, format);
	n = scan(stdin, format, list, CALLER);
	va_end(list);
	return n;
}

/* By the other names that headers give them. */
ALSO(__getdelim, getdelim);
ALSO(fgets_unlocked, fgets);
ALSO(fread_unlocked, fread);
ALSO(__isoc99_fscanf, fscanf);
ALSO(__isoc23_fscanf, fscanf);
ALSO(__isoc99_scanf, scanf);
ALSO(__isoc23_scanf, scanf);
ALSO(__isoc99_vfscanf, vfscanf);
ALSO(__isoc23_vfscanf, vfscanf);
ALSO(__isoc99_vscanf, vscanf);
ALSO(__isoc23_vscanf, vscanf);
