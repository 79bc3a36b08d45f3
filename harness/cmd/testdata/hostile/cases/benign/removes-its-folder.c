// SPDX-License-Identifier: MIT
/*
 * Removes its folder: and what lies beside it.
 *
 * The detector's reports are to be written there.
 *
 * @level 1
 * @stdout done
 */
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int
main(void)
{
	char path[PATH_MAX];

	if (!getcwd(path, sizeof(path)) || rmdir(path) != 0) {
		return 1;
	}
	*strrchr(path, '/') = '\0';
	rmdir(path);
	puts("done");
	return 0;
}
