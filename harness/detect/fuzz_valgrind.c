// SPDX-License-Identifier: MIT
/* libFuzzer target: any bytes are Helgrind's or DRD's XML.  Seeds: reports/samples/{helgrind,drd},
 * testdata/corpus-valgrind. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "fingerprint.h"
#include "valgrind.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct finding *f, const char *text, size_t size)
{
	assert(f->access_count > 0 && f->words && f->kind < KIND_COUNT);
	assert(!f->text_len || (f->text >= text && f->text + f->text_len <= text + size));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct valgrind_log log = {0};
	char *text = malloc(size ? size : 1);
	if (size) {
		memcpy(text, data, size);
	}
	valgrind_parse(text, size, &a, &log);
	for (size_t i = 0; i < log.findings.count; i++) {
		check(&log.findings.items[i], text, size);
	}
	findings_identify(&log.findings, "src/race.c", NULL);
	assert(log.broken <= log.documents);
	arena_free(&a);
	free(text);
	return 0;
}
