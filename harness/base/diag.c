// SPDX-License-Identifier: MIT
#include "diag.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "buf.h"
#include "text.h"

/* One write a message, so that messages of several processes don't mix. */
__attribute__((format(printf, 2, 0))) static void
say(const char *prefix, const char *format, va_list args, int error)
{
	struct buf message = {0}, line = {0};
	buf_adds(&message, prefix);
	buf_addv(&message, format, args);
	if (message.len && message.data[message.len - 1] == ':') {
		buf_addf(&message, " %s", strerror(error));
	}
	text_terminal(&line, message.data, message.len, true);
	text_no_commands(&line, 0);
	buf_addc(&line, '\n');
	fwrite(line.data, 1, line.len, stderr);
	fflush(stderr);
	buf_free(&message);
	buf_free(&line);
}

void
diag(const char *format, ...)
{
	int error = errno;
	va_list args;
	va_start(args, format);
	say("hazard: ", format, args, error);
	va_end(args);
}

void
diag_at(const char *file, int line, const char *format, ...)
{
	int error = errno;
	struct buf prefix = {0};
	buf_adds(&prefix, file);
	if (line) {
		buf_addf(&prefix, ":%d", line);
	}
	buf_adds(&prefix, ": ");
	va_list args;
	va_start(args, format);
	say(prefix.data, format, args, error);
	va_end(args);
	buf_free(&prefix);
}
