// SPDX-License-Identifier: MIT
/*
 * Gigabyte: more output than anybody reads.
 *
 * What is kept of it is not what a right run prints.
 *
 * @level 1
 * @stdout done
 * @expect native wrong-result
 */
#define _GNU_SOURCE
#include <string.h>
#include <unistd.h>

int
main(void)
{
	static char block[1 << 16];

	memset(block, 'x', sizeof(block));
	for (int i = 0; i < 1 << 14; i++) {
		if (write(1, block, sizeof(block)) < 0) {
			return 1;
		}
	}
	return 0;
}
