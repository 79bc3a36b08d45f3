// SPDX-License-Identifier: MIT
#include "output.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "schedule.h"
#include "shim.h"
#include "shim_hash.h"

enum { ROOM = 1 << 20, BUFFER = 1 << 16, HIDDEN = 32 };

/* Tells that nothing was written without a call to the kernel; no text in UTF-8, and no file begins so. */
static const char untouched[8] = "\xff\xf5\xc0\xfe\xc1\xf6\xff";

/* One of the two: what was written through the descriptor, and what libc still holds. */
struct stream {
	int fd;     /* of our own: the program may close its */
	char *file; /* ROOM bytes of it, mapped; begins with `untouched` while nothing was written */
	char *buffer;
};

struct captures {
	bool keep;
	bool wrote; /* through a descriptor, in the schedule that ended */
	struct stream out, err;
	off_t in_at;
	struct capture result;
};

static struct captures *c;

int
output_hidden(void)
{
	return HIDDEN; /* low: closing a range costs by its width, and the kernel's table stays small */
}

int
output_hide(int fd)
{
	int up = (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, HIDDEN);

	if (up >= 0) {
		syscall(SYS_close, fd);
	}
	return up;
}

static bool
take_stream(struct stream *s, FILE *file, int fd)
{
	int memory = memfd_create("hazard-output", MFD_CLOEXEC);

	if (memory < 0 || ftruncate(memory, ROOM) < 0 || dup2(memory, fd) < 0) {
		return false;
	}
	s->fd = output_hide(memory);
	s->file = mmap(NULL, ROOM, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	s->buffer = shim_private(BUFFER);
	if (s->file == MAP_FAILED) {
		return false;
	}
	memcpy(s->file, untouched, sizeof untouched);
	return s->buffer && setvbuf(file, s->buffer, _IOFBF, BUFFER) == 0;
}

bool
output_setup(bool keep)
{
	c = shim_memory(sizeof *c);
	if (!c) {
		return false;
	}
	c->keep = keep;
	c->in_at = lseek(0, 0, SEEK_CUR);
	if (keep) {
		return true;
	}
	fflush(stdout);
	return take_stream(&c->out, stdout, STDOUT_FILENO) &&
	       take_stream(&c->err, stderr, STDERR_FILENO);
}

static void
rewind_stream(struct stream *s)
{
	off_t end = lseek(s->fd, 0, SEEK_CUR);

	memset(s->file, 0, end > 0 && end < ROOM ? (size_t)end : ROOM);
	memcpy(s->file, untouched, sizeof untouched);
	lseek(s->fd, 0, SEEK_SET);
}

void
output_begin(void)
{
	if (c->wrote) {
		rewind_stream(&c->out);
		rewind_stream(&c->err);
		c->wrote = false;
	}
	c->result.length = 0;
	c->result.hash = 0;
	c->result.text[0] = c->result.wrong[0] = c->result.said[0] = '\0';
}

/* What libc has not written yet. */
static const char *
pending(FILE *file, size_t *size)
{
	*size = 0;
	if (!file->_IO_write_base || file->_IO_write_ptr <= file->_IO_write_base) {
		return NULL;
	}
	*size = (size_t)(file->_IO_write_ptr - file->_IO_write_base);
	return file->_IO_write_base;
}

static size_t
in_file(const struct stream *s)
{
	off_t end;

	if (memcmp(s->file, untouched, sizeof untouched) == 0) {
		return 0;
	}
	c->wrote = true;
	end = lseek(s->fd, 0, SEEK_CUR);
	if (end > ROOM) {
		sched_unmodelled("output beyond the first MiB (it is not compared)");
	}
	return end <= 0 ? strnlen(s->file, ROOM) : end > ROOM ? ROOM : (size_t)end;
}

/* What is printed may be flushed in one schedule and not yet in another: that makes no difference. */
static uint64_t
hash_both(size_t first, const char *rest, size_t second)
{
	uint64_t h;

	if (first == 0 || second == 0) {
		return first + second ? hash_bytes(0, first ? c->out.file : rest, first + second)
				      : 0;
	}
	if (second > ROOM - first) {
		return hash_bytes(hash_bytes(0, c->out.file, first), rest, second);
	}
	memcpy(c->out.file + first, rest, second);
	h = hash_bytes(0, c->out.file, first + second);
	memset(c->out.file + first, 0, second);
	return h;
}

static void
take_out(void)
{
	struct capture *r = &c->result;
	size_t first = in_file(&c->out), second, kept;
	const char *rest = pending(stdout, &second);

	r->length = (uint32_t)(first + second);
	r->hash = hash_both(first, rest, second);
	kept = first < PROTO_TEXT ? first : PROTO_TEXT - 1;
	memcpy(r->text, c->out.file, kept);
	if (second > PROTO_TEXT - 1 - kept) {
		second = PROTO_TEXT - 1 - kept;
	}
	if (second) {
		memcpy(r->text + kept, rest, second);
	}
	r->text[kept + second] = '\0';
}

static void
keep_line(char *to, const char *line, const char *end)
{
	size_t n = (size_t)(end - line);

	n = n < PROTO_LINE ? n : PROTO_LINE - 1;
	memcpy(to, line, n);
	to[n] = '\0';
}

/* Looks for lines; a line cut in two by libc's buffer is not put together, which 64 KiB make rare. */
static void
scan_err(const char *text, size_t size)
{
	const char *end = text + size;

	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));

		stop = stop ? stop : end;
		if (stop > text) {
			keep_line(c->result.said, text, stop);
		}
		if (!c->result.wrong[0] && stop - text >= 7 && memcmp(text, "wrong: ", 7) == 0) {
			keep_line(c->result.wrong, text, stop);
		}
		text = stop + 1;
	}
}

static void
pass_on(FILE *file, int fd)
{
	size_t size;
	const char *text = pending(file, &size);

	while (size > 0) {
		ssize_t n = syscall(SYS_write, fd, text, size);

		if (n <= 0) {
			return;
		}
		text += n;
		size -= (size_t)n;
	}
}

void
output_finish(void)
{
	size_t size;
	const char *text;

	if (c->in_at >= 0 && stdin->_IO_read_base) {
		lseek(0, c->in_at, SEEK_SET);
	}
	if (c->keep) {
		pass_on(stdout, STDOUT_FILENO);
		pass_on(stderr, STDERR_FILENO);
		return;
	}
	take_out();
	size = in_file(&c->err);
	scan_err(c->err.file, size);
	text = pending(stderr, &size);
	scan_err(text, size);
}

const struct capture *
output_result(void)
{
	return &c->result;
}
