// SPDX-License-Identifier: MIT
#include "reset.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "alloc.h"
#include "kernel_state.h"
#include "output.h"
#include "schedule.h"
#include "shim.h"
#include "shim_hash.h"

/* The library's own addresses, all of them: see shim.c, fiber.c, alloc.c. */
#define OWN_LOW  0x200000000000
#define OWN_HIGH 0x280000000000

enum { REGIONS = 512, PAGES = 512, PAGE = 4096, SELDOM = 64 };
enum { REGION_MAX = 64 << 20 };

extern void *__libc_malloc(size_t);
extern void __libc_free(void *);

/*
 * `followed`: write-protected at first; only pages written since are copied back.  For libc's own data, most of which
 * nobody writes.  Not for the program's: the kernel would refuse to read a file into a protected buffer.
 */
struct region {
	char *at, *copy;
	size_t size;
	bool followed;
};

struct page {
	char *at, *copy;
	bool ours; /* written between reset_ours_begin() and reset_ours_end() */
};

/* Not in a static object: those are put back. */
struct snapshot {
	struct region regions[REGIONS];
	uint32_t region_count;
	struct page pages_written[PAGES];
	uint32_t page_count;
	bool ours, ours_written;
	bool after_libc; /* while maps are read: the line before was libc's data, so the next is the rest of it */
	size_t bytes, arena_used;
	char *copies;
	void *program_break;
	uint64_t pages; /* of address space in use */
	uint32_t until_check;
	bool given_up;
};

static struct snapshot *s;

static bool
own(uintptr_t low)
{
	return low >= OWN_LOW && low < OWN_HIGH;
}

static bool
add_region(char *at, size_t size, bool followed)
{
	if (s->region_count == REGIONS) {
		return false;
	}
	s->regions[s->region_count++] =
		(struct region){.at = at, .size = size, .followed = followed};
	s->bytes += size;
	return true;
}

/* Calls f for each line of /proc/self/maps, until it says false. */
static bool
each_mapping(bool (*f)(uintptr_t low, uintptr_t high, const char *flags, const char *path))
{
	enum { ROOM = 1 << 18 };
	char *text =
		shim_private(ROOM); /* not static: it would be copied back after each schedule */
	int fd = (int)syscall(SYS_openat, AT_FDCWD, "/proc/self/maps", O_RDONLY | O_CLOEXEC);
	size_t n = 0;
	ssize_t k;
	char *line = text, *end;

	while (text && fd >= 0 && n < ROOM - 1 &&
		(k = syscall(SYS_read, fd, text + n, ROOM - 1 - n)) > 0) {
		n += (size_t)k;
	}
	syscall(SYS_close, fd);
	if (!text) {
		return false;
	}
	text[n] = '\0';
	for (; (end = strchr(line, '\n')); line = end + 1) {
		unsigned long low, high;
		char *rest, *path;

		*end = '\0';
		low = strtoul(line, &rest, 16);
		high = strtoul(rest + 1, &rest, 16);
		path = strchr(line, '/');
		path = path ? path : strchr(line, '[');
		if (!f(low, high, rest + 1, path ? path : "")) {
			return false;
		}
	}
	return n > 0;
}

/*
 * Where libc's own heap, from before the exploration, ends: nothing is taken from it any more, only given back.
 */
static uintptr_t
heap_used(uintptr_t high)
{
	enum {
		FROM_TOP = 32 << 10,
		MARGIN = 64
	}; /* beyond it: the header of the block that comes next */
	char *top = __libc_malloc(FROM_TOP);
	uintptr_t end = (uintptr_t)top + MARGIN;

	__libc_free(top);
	return end < high && high - end < REGION_MAX ? end : high;
}

static bool
take_mapping(uintptr_t low, uintptr_t high, const char *flags, const char *path)
{
	if (flags[1] != 'w' || flags[3] != 'p' || own(low) || strcmp(path, "[stack]") == 0) {
		return true;
	}
	if (strcmp(path, "[heap]") == 0) {
		high = heap_used(high);
	}
	if (high - low > REGION_MAX) {
		return true; /* reserved rather than used; what is in it is the program's luck */
	}
	s->after_libc = strstr(path, "/libc.so") || strstr(path, "/libc-") ||
			strstr(path, "/ld-linux") || strstr(path, "/libm.") ||
			(s->after_libc && path[0] == '\0');
	return add_region((char *)low, high - low, s->after_libc);
}

static uint64_t
address_space(void)
{
	char text[64];
	int fd = (int)syscall(SYS_openat, AT_FDCWD, "/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t n = syscall(SYS_read, fd, text, sizeof text - 1);

	syscall(SYS_close, fd);
	text[n > 0 ? n : 0] = '\0';
	return strtoull(text, NULL, 10);
}

/* argv's pointers and texts: getopt sorts the ones, and programs write into the others. */
static bool
take_arguments(char **argv)
{
	char **end = argv;
	char *last;

	while (*end) {
		end++;
	}
	last = end == argv ? NULL : end[-1];
	if (!add_region((char *)argv, (size_t)((char *)(end + 1) - (char *)argv), false)) {
		return false;
	}
	return !last || last < argv[0] ||
	       add_region(argv[0], (size_t)(last - argv[0]) + strlen(last) + 1, false);
}

bool
reset_take(char **argv, const char **why)
{
	char *copy;

	s = shim_private(sizeof *s);
	*why = "more writable mappings than can be copied";
	if (!s || !each_mapping(take_mapping) || !take_arguments(argv)) {
		return false;
	}
	if (!kernel_state_take()) {
		return false;
	}
	s->program_break = sbrk(0);
	s->arena_used = alloc_used();
	if (!add_region(alloc_base(), s->arena_used, false)) {
		return false;
	}
	s->copies = shim_private(s->bytes);
	*why = "no memory for the copies";
	if (!s->copies) {
		return false;
	}
	s->until_check = SELDOM;
	copy = s->copies;
	for (uint32_t i = 0; i < s->region_count; i++) {
		s->regions[i].copy = copy;
		memcpy(copy, s->regions[i].at, s->regions[i].size);
		copy += s->regions[i].size;
	}
	s->pages = address_space();
	s->bytes = 0;
	for (uint32_t i = 0; i < s->region_count; i++) {
		struct region *r = &s->regions[i];

		if (r->followed && (((uintptr_t)r->at | r->size) & (PAGE - 1)) == 0) {
			mprotect(r->at, r->size, PROT_READ);
		} else {
			r->followed = false;
			s->bytes += r->size;
		}
	}
	return true;
}

bool
reset_fault(uintptr_t address)
{
	uintptr_t page = address & ~(uintptr_t)(PAGE - 1);

	for (uint32_t i = 0; s && i < s->region_count; i++) {
		struct region *r = &s->regions[i];

		if (!r->followed || page - (uintptr_t)r->at >= r->size) {
			continue;
		}
		if (s->page_count == PAGES) {
			r->followed = false; /* all of it, from now on */
			s->bytes += r->size;
			return mprotect(r->at, r->size, PROT_READ | PROT_WRITE) == 0;
		}
		for (uint32_t k = 0; k < s->page_count; k++) {
			if (s->pages_written[k].at == (char *)page) {
				return false;
			}
		}
		s->pages_written[s->page_count++] =
			(struct page){(char *)page, r->copy + (page - (uintptr_t)r->at), s->ours};
		s->ours_written |= s->ours;
		s->bytes += PAGE;
		return mprotect((char *)page, PAGE, PROT_READ | PROT_WRITE) == 0;
	}
	return false;
}

void
reset_ours_begin(void)
{
	if (s) {
		s->ours = true;
	}
}

void
reset_ours_end(void)
{
	if (s) {
		s->ours = false;
	}
}

/* Put back for this time; protected again, and so not to be copied after schedules that don't write them. */
static void
follow_ours(void)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < s->page_count; i++) {
		struct page p = s->pages_written[i];

		if (p.ours && mprotect(p.at, PAGE, PROT_READ) == 0) {
			s->bytes -= PAGE;
		} else {
			s->pages_written[kept++] = p;
		}
	}
	s->page_count = kept;
	s->ours_written = false;
}

void
reset_stop(void)
{
	for (uint32_t i = 0; s && i < s->region_count; i++) {
		if (s->regions[i].followed) {
			mprotect(s->regions[i].at, s->regions[i].size, PROT_READ | PROT_WRITE);
			s->regions[i].followed = false;
		}
	}
}

size_t
reset_bytes(void)
{
	return s ? s->bytes : 0;
}

void
reset_impossible(const char *why)
{
	struct proto_result *r = &hz.proto->result;

	if (!s || s->given_up) {
		return;
	}
	s->given_up = true;
	if (hz.backend == PROTO_FIBER_RESET && r->degraded_count < PROTO_NAMES) {
		strncpy(r->degraded[r->degraded_count], why, PROTO_NAME - 1);
		r->degraded_count++;
	}
}

void
reset_lasting(const char *why)
{
	if (!s || hz.backend != PROTO_FIBER_RESET) {
		return;
	}
	reset_impossible(why);
	hz.again = true;
	sched_finish(PROTO_PRUNED, NULL);
}

bool
reset_given_up(void)
{
	return s && s->given_up;
}

/* Mappings that libc made by itself (locales, dlopen) show in the size of the address space only. */
static void
check_space(void)
{
	if (--s->until_check == 0) {
		s->until_check = SELDOM;
		syscall(SYS_close_range, 2 * output_hidden(), ~0u, 0);
		if (address_space() != s->pages) {
			reset_impossible(
				"mappings made inside of libc (a library or locale loaded)");
		}
	}
}

void
reset_restore(void)
{
	struct snapshot *t = s;

	kernel_state_restore();
	alloc_clear(t->arena_used, hz.thread_count);
	if (sbrk(0) != t->program_break) {
		brk(t->program_break);
	}
	for (uint32_t i = 0; i < t->region_count; i++) {
		if (!t->regions[i].followed) {
			memcpy(t->regions[i].at, t->regions[i].copy, t->regions[i].size);
		}
	}
	for (uint32_t i = 0; i < t->page_count; i++) {
		memcpy(t->pages_written[i].at, t->pages_written[i].copy, PAGE);
	}
	if (t->ours_written && t->page_count < PAGES) { /* else some region is no longer followed */
		follow_ours();
	}
	check_space();
}

uint64_t
reset_hash(void)
{
	uint64_t h = 0;

	for (uint32_t i = 0; s && i < s->region_count; i++) {
		h = hash_bytes(h, s->regions[i].at, s->regions[i].size);
	}
	return h;
}
