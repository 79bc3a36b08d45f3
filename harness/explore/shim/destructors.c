// SPDX-License-Identifier: MIT
#include "destructors.h"

#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "shim.h"

enum { MODULES = 64 };

typedef void destructor(void);

/* Of one object: an array, run from its end, and a function. */
struct module {
	destructor **array;
	size_t count;
	destructor *last;
};

static struct module
	*modules; /* not a static array: that would be copied back after each schedule */
static uint32_t module_count;
static bool any; /* … that does more than what the compiler's start files put there */

void
destructors_registered(void)
{
	any = true;
}

/* What must live longer than the schedule. */
static bool
ours(const char *path)
{
	return strstr(path, "/libc.so") || strstr(path, "/ld-linux") ||
	       strstr(path, "libhazard-explore") || strstr(path, "linux-vdso");
}

static int
add(struct dl_phdr_info *info, size_t size, void *argument)
{
	struct module m = {NULL, 0, NULL};

	(void)size;
	(void)argument;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		if (info->dlpi_phdr[i].p_type != PT_DYNAMIC) {
			continue;
		}
		for (const ElfW(Dyn) *d =
				(const ElfW(Dyn) *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
			d->d_tag; d++) {
			if (d->d_tag == DT_FINI_ARRAY) {
				m.array = (destructor **)(info->dlpi_addr + d->d_un.d_ptr);
			} else if (d->d_tag == DT_FINI_ARRAYSZ) {
				m.count = d->d_un.d_val / sizeof *m.array;
			} else if (d->d_tag == DT_FINI) {
				m.last = (destructor *)(info->dlpi_addr + d->d_un.d_ptr);
			}
		}
	}
	if (!ours(info->dlpi_name) && module_count < MODULES) {
		any |= m.count > 1;
		modules[module_count++] = m;
	}
	return 0;
}

void
destructors_setup(void)
{
	modules = shim_private(MODULES * sizeof *modules);
	if (modules) {
		dl_iterate_phdr(add, NULL);
	}
}

void
destructors_run(void)
{
	for (uint32_t i = 0; any && i < module_count; i++) {
		const struct module *m = &modules[i];

		for (size_t k = m->array ? m->count : 0; k-- > 0;) {
			m->array[k]();
		}
		if (m->last) {
			m->last();
		}
	}
}
