// SPDX-License-Identifier: MIT
/* A descriptor is closed while another thread writes to it. */
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

static int fd;

static void *
writer(void *arg)
{
	return write(fd, "x", 1) == 1 ? arg : NULL;
}

int
main(void)
{
	pthread_t t;
	fd = open("/dev/zero", O_RDWR);
	pthread_create(&t, NULL, writer, NULL);
	usleep(100 * 1000);
	close(fd);
	pthread_join(t, NULL);
	return 0;
}
