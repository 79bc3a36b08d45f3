// SPDX-License-Identifier: MIT
/* Nothing orders main's read after the write, though the writer has mostly ended before: 0 or 7. */
#include <pthread.h>
#include <stdio.h>

static int value;

static void *
idle(void *unused)
{
	return unused;
}

static void *
writes(void *unused)
{
	value = 7;
	return unused;
}

int
main(void)
{
	pthread_t first, second;

	pthread_create(&first, NULL, idle, NULL);
	pthread_create(&second, NULL, writes, NULL);
	pthread_join(first, NULL);
	printf("%d\n", value);
	pthread_join(second, NULL);
	return 0;
}
