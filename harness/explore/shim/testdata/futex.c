// SPDX-License-Identifier: MIT
/* Waits by a system call that the scheduler doesn't know. */
#include <linux/futex.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

static int word;

static void *
wait_for_word(void *argument)
{
	syscall(SYS_futex, &word, FUTEX_WAIT, 0, NULL, NULL, 0);
	return argument;
}

int
main(void)
{
	pthread_t t;

	pthread_create(&t, NULL, wait_for_word, NULL);
	word = 1;
	syscall(SYS_futex, &word, FUTEX_WAKE, 1, NULL, NULL, 0);
	pthread_join(t, NULL);
	return 0;
}
