// SPDX-License-Identifier: MIT
/*
 * Huge file: writes past the largest size that a program may write.
 *
 * The hole before the end takes no room on the disk.
 *
 * @level 1
 * @stdout done
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int
main(void)
{
	static char block[1 << 16];
	int fd = open("huge", O_WRONLY | O_CREAT, 0600);

	lseek(fd, 1023L << 20, SEEK_SET);
	for (int i = 0; i < 64; i++) {
		if (write(fd, block, sizeof(block)) < 0) {
			return 1;
		}
	}
	puts("done");
	return 0;
}
