// SPDX-License-Identifier: MIT
/* The findings of results.json, each once under its fingerprint.  Private to report/. */
#ifndef HAZARD_REPORT_JSON_FINDING_H
#define HAZARD_REPORT_JSON_FINDING_H

#include <stdint.h>

#include "buf.h"
#include "json.h"
#include "vec.h"
#include "verdict.h"

enum { KEY_LEN = FINGERPRINT_LEN + 16 };

/* A finding, who made it, and the name under which the report keeps it. */
struct entry {
	char key[KEY_LEN];
	const struct finding *finding;
	const struct testcase *testcase;
	const struct program *program;
	enum detector detector;
	int runs;
};

/* The report in the making. */
struct writer {
	struct json json;
	const struct result *result;
	VEC(struct entry) entries;
	struct buf scratch;
};

/* Fills `entries` from the result. */
void json_collect_findings(struct writer *w);

/* The name under which the report keeps the finding; borrowed from `w`. */
const char *json_finding_key(const struct writer *w, const struct finding *f);

/* Adds the member "findings". */
void json_write_findings(struct writer *w);

/* Add one member of an object; a NULL string gives null. */
void json_put_string(struct json *j, const char *key, const char *value);
void json_put_int(struct json *j, const char *key, int64_t value);

#endif
