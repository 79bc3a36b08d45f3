// SPDX-License-Identifier: MIT
/* A thread ends with ThreadSanitizer's ignoring switched on. */
#include <pthread.h>

void AnnotateIgnoreReadsBegin(const char *file, int line);

static void *
worker(void *arg)
{
	AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
	return arg;
}

int
main(void)
{
	pthread_t t;
	pthread_create(&t, NULL, worker, NULL);
	pthread_join(t, NULL);
	return 0;
}
