// SPDX-License-Identifier: MIT
#include "case.h"

#include <string.h>

static const char *const role_names[] = {
	"read",
	"write",
	"lock",
	"unlock",
	"wait",
	"signal",
	"free",
	"use",
	"create",
	"join",
	"sleep",
	NULL,
};

const char *const *
place_role_names(void)
{
	return role_names;
}

bool
program_has_place(const struct program *p, int line, const char *label)
{
	for (size_t i = 0; i < p->place_count; i++) {
		if (p->places[i].line == line && strcmp(p->places[i].label, label) == 0) {
			return true;
		}
	}
	return false;
}

static bool
among(const struct claim *claims, size_t count, enum detector d)
{
	for (size_t i = 0; i < count; i++) {
		if (claims[i].detector == d) {
			return true;
		}
	}
	return false;
}

bool
program_claims(const struct program *p, enum detector d)
{
	return among(p->expects, p->expect_count, d) || among(p->alarms, p->alarm_count, d);
}

const struct silence *
program_silence(const struct program *p, enum detector d)
{
	for (size_t i = 0; i < p->silence_count; i++) {
		if (p->silences[i].detector == d) {
			return &p->silences[i];
		}
	}
	return NULL;
}
