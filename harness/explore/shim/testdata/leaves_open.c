// SPDX-License-Identifier: MIT
/* Files left open, memory left mapped, stdin closed, another directory: the next schedule must see none of it. */
#include <assert.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int before;

static void *
nothing(void *argument)
{
	return argument;
}

int
main(void)
{
	char *map = mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *block = malloc(3000000), text[100];
	FILE *file = fopen("/proc/self/stat", "r");
	int fd = open("/dev/null", O_RDONLY);
	pthread_t t;

	pthread_create(&t, NULL, nothing, NULL);
	assert(before == 0 && map[0] == 0 && block[5] == 0 && file && fcntl(0, F_GETFD) >= 0);
	assert(umask(077) != 077);
	before = map[0] = block[5] = 1;
	fgets(text, sizeof text, file);
	close(0);
	assert(chdir("/") == 0);
	pthread_join(t, NULL);
	printf("descriptor %d\n", fd);
	return 0;
}
