// SPDX-License-Identifier: MIT
#include "progress.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "clock.h"
#include "screen.h"
#include "text.h"

enum { REDRAW_MS = 100, BAR_WIDTH = 20, BAR_FROM_WIDTH = 60, NAME_MIN = 8, ETA_FROM_S = 2 };

void
progress_begin(struct progress *p, int fd, const struct report_options *options, int64_t now)
{
	const char *term = getenv("TERM");
	*p = (struct progress){.fd = fd, .options = *options, .started = now};
	p->active = isatty(fd) && term && *term && strcmp(term, "dumb") != 0;
}

static void
add_bar(struct buf *out, bool utf8, int done, int total)
{
	/* In eighths of a column, which UTF-8 has blocks for. */
	static const char *const parts[] = {" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
	int eighths = total > 0 ? (int)((int64_t)BAR_WIDTH * 8 * done / total) : 0;
	buf_adds(out, utf8 ? "▕" : "[");
	for (int i = 0; i < BAR_WIDTH; i++, eighths -= 8) {
		if (eighths >= 8) {
			buf_adds(out, utf8 ? "█" : "#");
		} else {
			buf_adds(out, utf8 ? parts[eighths > 0 ? eighths : 0] : ".");
		}
	}
	buf_adds(out, utf8 ? "▏ " : "] ");
}

/* "1:05" or "2:01:05". */
static void
add_clock(struct buf *out, int64_t s)
{
	if (s >= 3600) {
		buf_addf(out, "%" PRId64 ":%02d:%02d", s / 3600, (int)(s / 60 % 60), (int)(s % 60));
	} else {
		buf_addf(out, "%d:%02d", (int)(s / 60), (int)(s % 60));
	}
}

static void
add_tail(struct buf *out, int done, int total, int failing, int64_t elapsed)
{
	if (failing) {
		buf_addf(out, "  %d failing", failing);
	}
	if (done > 0 && done < total && elapsed >= ETA_FROM_S * CLOCK_NS_PER_S) {
		double left = (double)elapsed / done * (total - done);
		buf_adds(out, "  ETA ");
		add_clock(out, (int64_t)(left / 1e9 + 0.5));
	}
}

void
progress_line(struct buf *out, const struct report_options *options, int done, int total,
	int failing, const char *current, int64_t elapsed)
{
	struct buf head = {0}, tail = {0};
	struct screen s;
	screen_init(&s, out, options);
	/* The last column stays free: terminals wrap there. */
	int width = (options->width ? options->width : s.width) - 1;
	if (width + 1 >= BAR_FROM_WIDTH) {
		add_bar(&head, options->utf8, done, total);
	}
	buf_addf(&head, "%d/%d", done, total);
	add_tail(&tail, done, total, failing, elapsed);
	buf_adds(out, buf_str(&head));
	int room = width - (int)text_width(buf_str(&head)) - (int)text_width(buf_str(&tail)) - 2;
	if (room < -2) {
		room += (int)text_width(buf_str(&tail));
		buf_clear(&tail);
	}
	if (current && room >= NAME_MIN) {
		buf_adds(out, "  ");
		screen_shorten(&s, out, current, room);
	}
	screen_put(&s, failing ? STYLE_RED : STYLE_PLAIN, buf_str(&tail));
	buf_free(&head);
	buf_free(&tail);
}

static int
terminal_width(int fd)
{
	struct winsize size;
	return ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/* A terminal that went away is no reason to fail. */
static void
write_all(int fd, const char *s, size_t len)
{
	while (len) {
		ssize_t n = write(fd, s, len);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n <= 0) {
			return;
		}
		s += n;
		len -= (size_t)n;
	}
}

void
progress_update(
	struct progress *p, int done, int total, int failing, const char *current, int64_t now)
{
	bool soon = p->shown && now - p->drawn < (int64_t)REDRAW_MS * CLOCK_NS_PER_MS;
	if (!p->active || soon) {
		return;
	}
	struct report_options options = p->options;
	options.width = options.width ? options.width : terminal_width(p->fd);
	buf_clear(&p->line);
	buf_adds(&p->line, "\r\033[K");
	progress_line(&p->line, &options, done, total, failing, current, now - p->started);
	write_all(p->fd, p->line.data, p->line.len);
	p->shown = true;
	p->drawn = now;
}

void
progress_clear(struct progress *p)
{
	static const char clear[] = "\r\033[K";
	if (p->shown) {
		write_all(p->fd, clear, sizeof clear - 1);
		p->shown = false;
	}
}

void
progress_end(struct progress *p)
{
	progress_clear(p);
	buf_free(&p->line);
	p->active = false;
}
