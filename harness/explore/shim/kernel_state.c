// SPDX-License-Identifier: MIT
#include "kernel_state.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "output.h"
#include "reset.h"
#include "shim.h"

enum { MAPPINGS = 64, LOW = 3 };

struct mapping {
	char *at;
	size_t size;
};

/* Not in a static object: those are put back. */
struct kernel_state {
	uint64_t inherited; /* descriptors below output_hidden() that were open; bit n: n */
	int low[LOW];       /* copies of 0, 1 and 2; -1: was closed */
	int directory;
	mode_t mask;
	struct mapping mappings[MAPPINGS];
	uint32_t mapping_count;
	bool mappings_lost, low_touched, directory_changed, mask_changed;
};

static struct kernel_state *s;

bool
kernel_state_take(void)
{
	s = shim_private(sizeof *s);
	if (!s) {
		return false;
	}
	s->directory = (int)syscall(SYS_openat, AT_FDCWD, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	s->directory = output_hide(s->directory);
	for (int i = 0; i < LOW; i++) {
		int copy = (int)syscall(SYS_fcntl, i, F_DUPFD_CLOEXEC, 0);

		s->low[i] = copy >= 0 ? output_hide(copy) : -1;
	}
	for (int fd = 0; fd < output_hidden(); fd++) {
		s->inherited |= (uint64_t)(syscall(SYS_fcntl, fd, F_GETFD) >= 0) << fd;
	}
	s->mask = (mode_t)syscall(SYS_umask, 0);
	syscall(SYS_umask, s->mask);
	return true;
}

void
reset_mapped(void *at, size_t size)
{
	if (!s || at == MAP_FAILED) {
		return;
	}
	if (s->mapping_count == MAPPINGS) {
		s->mappings_lost = true;
		return;
	}
	s->mappings[s->mapping_count++] = (struct mapping){at, (size + 4095) & ~(size_t)4095};
}

void
reset_unmapped(void *at, size_t size)
{
	size = (size + 4095) & ~(size_t)4095;
	for (uint32_t i = 0; s && i < s->mapping_count; i++) {
		struct mapping *m = &s->mappings[i];

		if (m->at == at && m->size == size) {
			*m = s->mappings[--s->mapping_count];
			return;
		}
		if ((char *)at >= m->at && (char *)at + size <= m->at + m->size) {
			return; /* the rest of it goes with the reset */
		}
	}
	if (s) {
		reset_impossible("munmap of memory that was there before main");
	}
}

void
reset_closed(int fd)
{
	if (!s || fd < 0 || fd >= output_hidden() || !(s->inherited >> fd & 1)) {
		return;
	}
	if (fd < LOW) {
		s->low_touched = true;
	} else {
		reset_lasting("a descriptor that it inherited was closed");
	}
}

void
reset_directory(void)
{
	if (s) {
		s->directory_changed = true;
	}
}

void
reset_umask(void)
{
	if (s) {
		s->mask_changed = true;
	}
}

/* Closes what was not open before; mostly that is one range. */
static void
close_new(void)
{
	int end = output_hidden();

	for (int low = 0, high; low < end; low = high + 1) {
		high = low;
		if (s->inherited >> low & 1) {
			continue;
		}
		while (high + 1 < end && !(s->inherited >> (high + 1) & 1)) {
			high++;
		}
		syscall(SYS_close_range, low, high, 0);
	}
}

void
kernel_state_restore(void)
{
	for (uint32_t i = 0; i < s->mapping_count; i++) {
		syscall(SYS_munmap, s->mappings[i].at, s->mappings[i].size);
	}
	s->mapping_count = 0;
	if (s->mappings_lost) {
		reset_impossible("more mappings than are followed");
	}
	for (int i = 0; s->low_touched && i < LOW; i++) {
		if (s->low[i] >= 0) {
			syscall(SYS_dup3, s->low[i], i, 0);
		} else {
			syscall(SYS_close, i);
		}
	}
	s->low_touched = false;
	close_new();
	if (s->directory_changed) {
		syscall(SYS_fchdir, s->directory);
	}
	if (s->mask_changed) {
		syscall(SYS_umask, s->mask);
	}
	s->directory_changed = s->mask_changed = false;
}
