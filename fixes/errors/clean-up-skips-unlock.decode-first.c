// SPDX-License-Identifier: MIT
/*
 * Clean-up skips unlock, decoded first: what can fail is done before the lock is taken.
 *
 * @how   the picture is decoded before the album is locked
 * @why   No call that can jump is left between lock and unlock, so nothing can be jumped over.
 *        The lock is held for one addition instead of a whole decoding, too.
 * @cost  none, where the decoder needs nothing that the lock protects
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdio.h>

static int album;
static atomic_int broken;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void
decode(int picture, jmp_buf *failed)
{
	if (picture < 0) {
		longjmp(*failed, 1);
	}
}

static void *
add_picture(void *arg)
{
	int *picture = arg;
	jmp_buf failed;

	if (setjmp(failed) != 0) {
		broken++;
		return NULL;
	}
	decode(*picture, &failed);
	pthread_mutex_lock(&lock);
	album++;
	pthread_mutex_unlock(&lock);
	return NULL;
}

int
main(void)
{
	int picture[2] = { -1, -2 };
	pthread_t worker[2];

	for (int i = 0; i < 2; i++) {
		pthread_create(&worker[i], NULL, add_picture, &picture[i]);
	}
	for (int i = 0; i < 2; i++) {
		pthread_join(worker[i], NULL);
	}
	if (album != 0 || broken != 2) {
		fprintf(stderr, "wrong: %d in the album, %d broken\n", album, broken);
		return 1;
	}
	printf("%d pictures in the album, %d broken\n", album, broken);
	return 0;
}
