// SPDX-License-Identifier: MIT
#include "variant.h"

#include <string.h>

/*
 * -O1 keeps the accesses of a small program apart, where -O2 folds a whole loop into one; Valgrind 3.19 reads
 * clang's DWARF 4 but not its DWARF 5; ROUNDS is what a program repeats: Valgrind is some hundred times slower, and the explorer
 * wants few steps.  What a fix costs shows natively, with as many repetitions as it takes to last.
 */
const struct variant variants[] = {
	{"tsan", "clang", {"-O1", "-g", "-fsanitize=thread"}},
	{"tsan-gcc", "gcc", {"-O1", "-g", "-fsanitize=thread"}},
	{"valgrind", "clang", {"-O1", "-g", "-gdwarf-4", "-DROUNDS=200"}},
	{"native", "clang", {"-O2", "-g"}},
	{"cost-2k", "clang", {"-O2", "-g", "-DROUNDS=2000"}},
	{"cost-20k", "clang", {"-O2", "-g", "-DROUNDS=20000"}},
	{"cost-200k", "clang", {"-O2", "-g", "-DROUNDS=200000"}},
	{"cost-2m", "clang", {"-O2", "-g", "-DROUNDS=2000000"}},
	{"explore", VARIANT_HAZARD, {"--underlying=clang", "-DROUNDS=2"}},
};

const size_t variant_count = sizeof variants / sizeof variants[0];

/* Warnings are the compiler's view of a bug that is there on purpose. */
const char *const variant_common_flags[] = {"-std=c11", "-w", "-pthread", NULL};

const struct variant *
variant_find(const char *name)
{
	for (size_t i = 0; i < variant_count; i++) {
		if (strcmp(variants[i].name, name) == 0) {
			return &variants[i];
		}
	}
	return NULL;
}
