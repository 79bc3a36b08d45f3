// SPDX-License-Identifier: MIT
#include "toolchain.h"

#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "diag.h"
#include "fs.h"
#include "text.h"

static bool
take(struct arena *a, const char *libs, const char *data, struct toolchain *out)
{
	const char *preload = fs_join(a, libs, "libhazard-explore.so");
	out->archive = fs_join(a, libs, "libhazard-explore.a");
	out->redefines = fs_join(a, data, "redefine.syms");
	out->preload = fs_exists(preload) ? preload : NULL;
	return fs_exists(out->archive) && fs_exists(out->redefines);
}

bool
toolchain_find(struct arena *a, struct toolchain *out)
{
	const char *env = getenv("HAZARD_LIBDIR");
	if (env && *env) {
		if (take(a, env, env, out)) {
			return true;
		}
		diag("$HAZARD_LIBDIR: no libhazard-explore.a with redefine.syms in %s", env);
		return false;
	}
	const char *self = fs_self(a);
	bool built = self && text_starts(self, HAZARD_BUILD_ROOT "/");
	if (built && take(a, HAZARD_BUILD_ROOT "/harness/explore/shim",
			     HAZARD_EXPLORE_SOURCE "/shim", out)) {
		return true;
	}
	if (take(a, HAZARD_LIBDIR, HAZARD_DATADIR, out)) {
		return true;
	}
	diag("the explorer's run-time library, libhazard-explore.a, is not in %s; "
	     "$HAZARD_LIBDIR can name its folder",
		HAZARD_LIBDIR);
	return false;
}

/* "clang-14" -> "clang++-14", "/opt/bin/gcc" -> "/opt/bin/g++"; anything else stays. */
static const char *
cxx_name(struct arena *a, const char *name)
{
	static const char *const pairs[][2] = {{"clang", "clang++"}, {"gcc", "g++"}};
	const char *base = fs_base(name);
	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(pairs[i][0]);
		const char *at = strstr(base, pairs[i][0]);
		if (at && !strstr(base, "++")) {
			return arena_printf(
				a, "%.*s%s%s", (int)(at - name), name, pairs[i][1], at + n);
		}
	}
	return name;
}

static bool
try(struct arena *a, const char *name, bool cxx, struct toolchain_compiler *out)
{
	const char *wanted = cxx ? cxx_name(a, name) : name;
	out->path = fs_program(a, wanted);
	out->family = strstr(fs_base(wanted), "clang") ? TOOLCHAIN_CLANG : TOOLCHAIN_GCC;
	return out->path != NULL;
}

bool
toolchain_compiler(struct arena *a, const char *name, bool cxx, struct toolchain_compiler *out)
{
	const char *env = cxx ? getenv("HAZARD_CXX") : NULL;
	if (!name && !(env && *env)) {
		env = getenv("HAZARD_CC");
	}
	if (!name && env && *env) {
		name = env;
	}
	if (name) {
		if (try(a, name, cxx, out)) {
			return true;
		}
		diag("no compiler %s in $PATH", cxx ? cxx_name(a, name) : name);
		return false;
	}
	if (try(a, "clang", cxx, out) || try(a, "gcc", cxx, out)) {
		return true;
	}
	diag("neither clang nor gcc is in $PATH; `apt-get install clang`");
	return false;
}

const char *const *
toolchain_flags(enum toolchain_family family)
{
	/* clang leaves out the read of `x++` by itself; optimisation merges accesses away, both keep them at -O0. */
	static const char *const clang[] = {"-g", "-fsanitize=thread", "-mllvm",
		"-tsan-instrument-read-before-write=1", "-Wno-unused-command-line-argument", NULL};
	static const char *const gcc[] = {"-g", "-fsanitize=thread", "-Wno-tsan", NULL};
	return family == TOOLCHAIN_CLANG ? clang : gcc;
}

const char **
toolchain_parts(struct arena *a, const struct toolchain *t, const char *compiler)
{
	const char **parts = arena_alloc(a, 4, sizeof *parts);
	parts[0] = t->archive;
	parts[1] = t->redefines;
	parts[2] = compiler;
	return parts;
}
