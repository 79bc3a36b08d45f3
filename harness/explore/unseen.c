// SPDX-License-Identifier: MIT
#include "unseen.h"

#include <string.h>

#include "arena.h"
#include "buf.h"
#include "explorer.h"
#include "fs.h"
#include "text.h"

/* A shared object as large as this would take seconds to read; it counts as not instrumented. */
enum { LARGEST = 256 << 20 };

/* What is glibc's or the compiler's run-time, in Debian's names; and the explorer's own library. */
static const char *const modelled[] = {"ld-linux", "libc.so.", "libm.so.", "libmvec.so.",
	"libpthread.so.", "libdl.so.", "librt.so.", "libgcc_s.so.", "libhazard", NULL};

static bool
is_modelled(const char *name)
{
	for (size_t i = 0; modelled[i]; i++) {
		if (text_starts(name, modelled[i])) {
			return true;
		}
	}
	return false;
}

/* An instrumented file's constructor calls __tsan_init, so that this name is among the strings of the dynamic symbols. */
static bool
is_instrumented(const char *path)
{
	static const char name[] = "__tsan_init";
	struct buf file = {0};
	bool found =
		fs_read(path, LARGEST, &file) && memmem(file.data, file.len, name, sizeof name);
	buf_free(&file);
	return found;
}

void
unseen_add(struct explore_report *report, const struct proto *p)
{
	/* The first is the program itself; preloaded, nothing at all is seen, and that is said elsewhere. */
	if (!(p->result.attached & PROTO_INSTRUMENTED)) {
		return;
	}
	for (uint32_t i = 1; i < p->result.module_count; i++) {
		const char *path = p->modules[i].path, *name = fs_base(path);
		/* One without a slash is the kernel's, not a file. */
		if (strchr(path, '/') && !is_modelled(name) && !is_instrumented(path)) {
			*ARENA_PUSH(report->arena, report->unseen, report->unseen_count) =
				arena_strdup(report->arena, name);
		}
	}
}

void
unseen_sentence(struct buf *out, const struct explore_report *report)
{
	size_t n = report->unseen_count;
	for (size_t i = 0; i < n; i++) {
		buf_adds(out, i == 0 ? "" : i + 1 < n ? ", " : " and ");
		buf_adds(out, report->unseen[i]);
	}
	if (n) {
		buf_addf(out,
			" %s not instrumented: what %s between two calls is one step, and races in "
			"%s "
			"are not seen",
			n == 1 ? "is" : "are", n == 1 ? "it does" : "they do",
			n == 1 ? "it" : "them");
	}
}
