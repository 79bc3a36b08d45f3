// SPDX-License-Identifier: MIT
/* libFuzzer target: any bytes are a ThreadSanitizer log.  Seeds: reports/samples/tsan-*,
 * testdata/corpus-tsan. */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "fingerprint.h"
#include "tsan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct finding *f, const char *text, size_t size)
{
	assert(f->access_count > 0 && f->words && f->kind < KIND_COUNT);
	assert(f->text >= text && f->text + f->text_len <= text + size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct tsan_log log = {0};
	char *text = malloc(size + 1); /* exactly as long, so that reading beyond it is seen */
	memcpy(text, data, size);
	text = realloc(text, size ? size : 1);
	tsan_parse(text, size, &a, &log);
	for (size_t i = 0; i < log.findings.count; i++) {
		check(&log.findings.items[i], text, size);
	}
	struct source source = source_read(&a, text, size);
	findings_identify(&log.findings, "src/race.c", &source);
	assert(log.dead_signal == (log.signal != NULL));
	arena_free(&a);
	free(text);
	return 0;
}
