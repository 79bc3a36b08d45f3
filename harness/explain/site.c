// SPDX-License-Identifier: MIT
#include "site.h"

#include <string.h>

#include "arena.h"
#include "fs.h"
#include "text.h"

static bool
any_start(const char *s, const char *const *starts)
{
	while (*starts && !text_starts(s, *starts)) {
		starts++;
	}
	return *starts;
}

static bool
any_in(const char *s, const char *const *parts)
{
	while (*parts && !strstr(s, *parts)) {
		parts++;
	}
	return *parts;
}

static bool
any_is(const char *s, const char *const *names)
{
	while (*names && strcmp(s, *names) != 0) {
		names++;
	}
	return *names;
}

/* Files of glibc as Debian and others build it, of the compilers' run-times, and of system headers. */
static bool
foreign_file(const char *file)
{
	static const char *const starts[] = {"./nptl/", "./malloc/", "./misc/", "./string/",
		"./stdlib/", "./time/", "./stdio-common/", "./libio/", "./posix/", "./io/",
		"./socket/", "./elf/", "./csu/", "./signal/", "./debug/", "./setjmp/", "csu/",
		"../sysdeps/", "nptl/", "../nptl/", NULL};
	static const char *const parts[] = {"/sysdeps/", "/usr/include/", "/sanitizer_common/",
		"/compiler-rt/", "/lib/tsan/", "/libsanitizer/", "/glibc-", "/libstdc++",
		"/include/c++/", "/bits/", NULL};
	static const char *const names[] = {"pthread_create.c", "pthread_create.c.o", "clone.S",
		"clone3.S", "libc_start_call_main.h", "libc-start.c", "start.S", "exit.c",
		"cxa_finalize.c", "vg_replace_malloc.c", "hg_intercepts.c",
		"drd_pthread_intercepts.c", "vg_replace_strmem.c", NULL};
	const char *base = fs_base(file);
	return any_start(file, starts) || any_in(file, parts) || any_is(base, names) ||
	       any_start(base, (const char *const[]){"tsan_", "sanitizer_", NULL});
}

static bool
foreign_module(const char *module)
{
	static const char *const starts[] = {"libc.so", "libc-2", "libpthread", "ld-linux", "ld-2",
		"libtsan", "libstdc++", "libc++", "libgcc_s", "libm.so", "librt", "libdl",
		"vgpreload_", "libclang_rt", NULL};
	return any_start(fs_base(module), starts);
}

static bool
foreign_function(const char *function)
{
	static const char *const starts[] = {"__tsan", "__sanitizer", "__interceptor",
		"___interceptor", "__libc_", "__GI_", "_IO_", "_dl_", "__pthread", "__lll_",
		"__run_exit", "__nptl", NULL};
	static const char *const names[] = {"start_thread", "clone", "clone3", "__clone",
		"__clone_internal", "create_thread", "_start", "mythread_wrapper", "(below main)",
		"__futex_abstimed_wait_common", "exit", "_exit", NULL};
	return any_start(function, starts) || any_is(function, names);
}

static bool
is_own(const struct frame *f)
{
	return f->file && f->line > 0 && !foreign_file(f->file) &&
	       !(f->module && foreign_module(f->module)) &&
	       !(f->function && foreign_function(f->function));
}

/* Names that say what is the library's where nothing else does: what a program calls, not what it is made of. */
static bool
library_name(const char *function)
{
	static const char *const starts[] = {"pthread_", "sem_", "mem", "str", "operator ",
		"std::", "malloc", "calloc", "realloc", "free", "???", "<null>", NULL};
	return any_start(function, starts);
}

const struct frame *
site_of(const struct stack *s)
{
	for (size_t i = 0; i < s->count; i++) {
		if (is_own(&s->frames[i])) {
			return &s->frames[i];
		}
	}
	for (size_t i = 0; i < s->count; i++) {
		const struct frame *f = &s->frames[i];
		if (f->function && !f->file && !foreign_function(f->function) &&
			!library_name(f->function) && !(f->module && foreign_module(f->module))) {
			return f;
		}
	}
	return NULL;
}

const struct frame *
site_of_access(const struct access *a)
{
	for (size_t i = 0; i < a->stack.count && a->site_line; i++) {
		const struct frame *f = &a->stack.frames[i];
		if (f->line == a->site_line && f->file && a->site_file &&
			strcmp(fs_base(f->file), fs_base(a->site_file)) == 0) {
			return f;
		}
	}
	return site_of(&a->stack);
}

int
site_index(const struct stack *s, const struct frame *site)
{
	for (size_t i = 0; i < s->count; i++) {
		if (&s->frames[i] == site) {
			return (int)i;
		}
	}
	return -1;
}

const char *
site_function(struct arena *a, const struct frame *f)
{
	static const char *const wrappers[] = {"___interceptor_", "__interceptor_", "__GI_", NULL};
	const char *name = f->function;
	if (!name || !*name || strcmp(name, "???") == 0 || strcmp(name, "<null>") == 0) {
		return NULL;
	}
	for (size_t i = 0; wrappers[i]; i++) {
		name += text_starts(name, wrappers[i]) ? strlen(wrappers[i]) : 0;
	}
	return arena_strndup(a, name, strcspn(name, "@"));
}

const char *
site_call(struct arena *a, const struct access *side)
{
	int at = site_index(&side->stack, site_of_access(side));
	for (int i = at < 0 ? (int)side->stack.count - 1 : at - 1; i >= 0; i--) {
		const char *name = site_function(a, &side->stack.frames[i]);
		if (name) {
			return name;
		}
	}
	return NULL;
}

const char *
site_place(struct arena *a, const struct frame *f)
{
	if (!f->file) {
		return NULL;
	}
	const char *name = fs_base(f->file);
	return f->line > 0 ? arena_printf(a, "%s:%d", name, f->line) : arena_strdup(a, name);
}
