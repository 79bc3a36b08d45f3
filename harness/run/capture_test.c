// SPDX-License-Identifier: MIT
#include "capture.h"

#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

#include "run_result.h"

/* Feeds bytes "0123456789012…" in pieces and returns the output for `limit`. */
static struct run_output
feed(struct capture *c, size_t limit, size_t bytes, size_t piece)
{
	int writer;
	cr_assert(capture_open(c, limit, &writer));
	for (size_t done = 0; done < bytes;) {
		char text[4096];
		size_t n = bytes - done < piece ? bytes - done : piece;
		for (size_t i = 0; i < n; i++) {
			text[i] = (char)('0' + (done + i) % 10);
		}
		cr_assert_eq(write(writer, text, n), (ssize_t)n);
		done += n;
		cr_assert_not(capture_read(c), "nothing more for now");
	}
	close(writer);
	capture_read(c);
	cr_assert_eq(c->fd, -1, "the end was seen");
	return capture_output(c);
}

static void
check(size_t limit, size_t bytes, size_t piece)
{
	struct capture c;
	struct run_output o = feed(&c, limit, bytes, piece);
	size_t kept = bytes < 2 * limit ? bytes : 2 * limit;
	cr_assert_eq(o.len, kept, "%zu of %zu by %zu: %zu", limit, bytes, piece, o.len);
	cr_assert_eq(o.dropped, bytes - kept);
	cr_assert_eq(o.data[o.len], '\0');
	for (size_t i = 0; i < o.len; i++) {
		size_t at = i < o.head ? i : i + o.dropped;
		cr_assert_eq(o.data[i], '0' + (char)(at % 10), "byte %zu of %zu", i, bytes);
	}
	capture_finish(&c);
}

Test(capture, keeps_head_and_tail)
{
	static const size_t limits[] = {1, 7, 10, 64};
	for (size_t l = 0; l < 4; l++) {
		for (size_t bytes = 0; bytes < 5 * limits[l] + 3; bytes++) {
			check(limits[l], bytes, 1);
			check(limits[l], bytes, 3);
			check(limits[l], bytes, 1000);
		}
	}
}

Test(capture, an_empty_stream_is_an_empty_string)
{
	struct capture c;
	struct run_output o = feed(&c, 10, 0, 1);
	cr_assert_str_eq(o.data, "");
	cr_assert_eq(o.dropped, 0);
	capture_finish(&c);
	capture_finish(&c);
}

Test(capture, drains_without_waiting_for_a_writer_that_lives_on)
{
	struct capture c;
	int writer;
	cr_assert(capture_open(&c, 10, &writer));
	cr_assert_eq(write(writer, "abc", 3), 3);
	capture_drain(&c);
	cr_assert_eq(c.fd, -1);
	cr_assert_str_eq(capture_output(&c).data, "abc");
	close(writer);
	capture_finish(&c);
}
