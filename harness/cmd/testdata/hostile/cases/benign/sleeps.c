// SPDX-License-Identifier: MIT
/*
 * Sleeps: for much longer than anybody waits.
 *
 * It says where it has come to in the file that HAZARD_CLI_READY names.
 *
 * @level 1
 * @stdout done
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int
main(void)
{
	FILE *ready = fopen(getenv("HAZARD_CLI_READY"), "w");

	signal(SIGTERM, SIG_IGN);
	if (fork() == 0) {
		setsid();
	}
	if (ready) {
		fputs("ready\n", ready);
		fclose(ready);
	}
	sleep(60);
	puts("done");
	return 0;
}
