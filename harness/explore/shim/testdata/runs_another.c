// SPDX-License-Identifier: MIT
/* A command in another process, a timer that sends a signal, and an exec. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *
works(void *unused)
{
	return system("exit 3") == -1 ? unused : NULL;
}

int
main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, works, NULL);
	pthread_join(t, NULL);
	alarm(1000);
	execl("/bin/true", "true", (char *)NULL);
	return 0;
}
