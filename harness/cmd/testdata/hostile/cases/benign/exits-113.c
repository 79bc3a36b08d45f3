// SPDX-License-Identifier: MIT
/*
 * Exits 113: a detector's exit code without a detector's report.
 *
 * It is this program's own exit code, and no right one.
 *
 * @level 1
 * @stdout done
 */
#include <stdio.h>

int
main(void)
{
	puts("done");
	return 113;
}
