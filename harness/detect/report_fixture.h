// SPDX-License-Identifier: MIT
/* What the tests of report_log.h share. */
#ifndef HAZARD_REPORT_FIXTURE_H
#define HAZARD_REPORT_FIXTURE_H

#include "report_log.h"
#include "span.h"

struct arena;
struct buf;

struct report_read {
	struct report **items;
	size_t count;
	struct report_counts counts;
};

/* Reads the log in pieces of `chunk` bytes (0: in one); all lives in `a`. */
struct report_read report_fixture_read(struct arena *a, struct span log, size_t chunk);

/* All that is known of the reports and the counts, as text: the same for the same result. */
void report_fixture_dump(struct buf *out, const struct report_read *read);

/* The one of `all` that tells the same as `r`: detector, fingerprint, lines of code, whole or cut; NULL: none. */
const struct report *report_fixture_find(const struct report_read *all, const struct report *r);

/* The samples with reports in them: folders of reports/samples, ended by NULL, and what their files end in. */
struct report_samples {
	const char *folder, *suffix;
};
extern const struct report_samples report_fixture_samples[];

/* Calls `each` with every file of them; returns how many there are. */
typedef void report_sample(void *data, const char *path, struct span text);
size_t report_fixture_each(report_sample *each, void *data);

#endif
