// SPDX-License-Identifier: MIT
/*
 * Clean-up skips unlock, unlocked: the clean-up gives back what was taken.
 *
 * @how   the part after setjmp() unlocks the album before it returns
 * @why   The decoder is called only with the album locked, so whoever arrives by longjmp()
 *        holds the lock, in the very thread that may unlock it.
 * @cost  the clean-up must know what is held at every call that can jump; with a second such
 *        call, outside of the lock, it takes a variable (a volatile one) that says so
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
		pthread_mutex_unlock(&lock);
		broken++;
		return NULL;
	}
	pthread_mutex_lock(&lock);
	decode(*picture, &failed);
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
