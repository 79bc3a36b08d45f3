// SPDX-License-Identifier: MIT
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "clock.h"
#include "cmd.h"
#include "diag.h"
#include "kind.h"
#include "problem.h"

bool
cmd_number(const char *option, const char *value, long least, long most, long *out)
{
	char *end;
	errno = 0;
	long n = strtol(value, &end, 10);
	if (end == value || *end || errno || n < least || n > most) {
		diag("--%s: `%s` is no number from %ld to %ld", option, value, least, most);
		return false;
	}
	*out = n;
	return true;
}

bool
cmd_duration(const char *option, const char *value, int64_t *ns)
{
	static const struct {
		const char *name;
		int64_t seconds;
	} units[] = {{"", 1}, {"s", 1}, {"m", 60}, {"h", 3600}};
	char *end;
	errno = 0;
	long n = strtol(value, &end, 10);
	for (size_t i = 0; end != value && !errno && i < sizeof units / sizeof units[0]; i++) {
		if (strcmp(end, units[i].name) == 0 && n > 0 && n <= 1000000) {
			*ns = n * units[i].seconds * CLOCK_NS_PER_S;
			return true;
		}
	}
	diag("--%s: `%s` is no duration such as 90s, 10m or 1h", option, value);
	return false;
}

bool
cmd_detectors(const char *list, bool out[static DET_COUNT])
{
	struct arena a = {0};
	bool ok = true;
	memset(out, 0, DET_COUNT * sizeof *out);
	if (!*list) {
		diag("--detectors: none is named; known: tsan, helgrind, drd, native, explore");
		ok = false;
	}
	while (*list && ok) {
		size_t n = strcspn(list, ",");
		char *word = arena_strndup(&a, list, n);
		enum detector d;
		if (!detector_parse(list, n, &d)) {
			diag("--detectors: no `%s`; %s", word,
				problem_help(&a, word, detector_names()));
			ok = false;
		} else {
			out[d] = true;
		}
		list += n + (list[n] == ',');
	}
	arena_free(&a);
	return ok;
}
