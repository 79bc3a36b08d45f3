// SPDX-License-Identifier: MIT
/* Two threads look whether a file is there, and make it if not: both may. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

static char name[64];
static int made[2];

static void *
make(void *mine)
{
	if (access(name, F_OK) != 0) {
		close(open(name, O_CREAT | O_WRONLY, 0600));
		*(int *)mine = 1;
	}
	return NULL;
}

int
main(void)
{
	pthread_t other;

	snprintf(name, sizeof name, "/tmp/hazard-names.%d", getpid());
	unlink(name);
	pthread_create(&other, NULL, make, &made[0]);
	make(&made[1]);
	pthread_join(other, NULL);
	unlink(name);
	printf("%d\n", made[0] + made[1]);
	return 0;
}
