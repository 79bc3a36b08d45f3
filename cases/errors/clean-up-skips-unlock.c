// SPDX-License-Identifier: MIT
/*
 * Clean-up skips unlock: an error jumps out of the locked part and over the unlock.
 *
 * The decoder reports a broken picture as libpng does, and libjpeg in most programs: by
 * longjmp() back to where its caller has called setjmp().  There the worker cleans up: it
 * counts the failure and is done with the picture.  But after setjmp() it had locked the
 * album, and the jump goes straight past the unlock.  Nothing is undone on the way: C has
 * no destructors.  This worker notices nothing; the next one waits for the album for
 * ever.
 *
 * @level   3
 * @cwe     667 833
 * @stdout  0 pictures in the album, 2 broken
 * @misses  tsan: the lock is never given back, and it reports neither that nor a wait
 *          without end
 * @expect  helgrind  lock-held
 * @expect  drd       lock-held(album, end)
 * @expect  native    hang
 * @expect  explore   stuck(album)
 * @expect  explore   lock-held(album)
 * @hint    Which lines are left out when a picture is broken?
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
		longjmp(*failed, 1);				//~ jump
	}
}

static void *
add_picture(void *arg)
{
	int *picture = arg;
	jmp_buf failed;

	if (setjmp(failed) != 0) {
		broken++;					//~ clean-up
		return NULL;
	}
	pthread_mutex_lock(&lock);				//~ album: lock
	decode(*picture, &failed);				//~ album: use
	album++;
	pthread_mutex_unlock(&lock);				//~ album: unlock
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
		pthread_join(worker[i], NULL);			//~ end: join
	}
	if (album != 0 || broken != 2) {
		fprintf(stderr, "wrong: %d in the album, %d broken\n", album, broken);
		return 1;
	}
	printf("%d pictures in the album, %d broken\n", album, broken);
	return 0;
}
