// SPDX-License-Identifier: MIT
/* More than is compared. */
#include <stdio.h>

int
main(void)
{
	for (int i = 0; i < 200000; i++) {
		puts("seven7");
	}
	return 0;
}
