// SPDX-License-Identifier: MIT
/*
 * Latch and error: the task that fails leaves without counting down.
 *
 * main() waits until the latch has come down from 3 to 0.  Each task counts
 * down when it has stored its price; the one whose text is no number returns
 * before that line.  The latch stays at 1, and main() waits for a thread that
 * ended long ago: an error that should only have been counted stops the whole
 * program.  (Joining would notice.  But where the tasks run on a pool's threads,
 * which live on, the latch is all there is.)
 *
 * @level   2
 * @cwe     755
 * @topic   T0
 * @stdout  2 prices read, 1 bad
 * @misses  tsan: no access is unordered; that nobody will count down any more is no
 *          data race
 * @misses  helgrind: all calls are correct; it doesn't know that three were meant to
 *          count down
 * @misses  drd: all calls are correct; it doesn't know that three were meant to count
 *          down
 * @expect  native    hang
 * @expect  explore   stuck(latch)
 * @hint    In which ways can a thread leave read_price()?
 */
#include <pthread.h>
#include <stdio.h>

#define TASKS 3

pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t all_done = PTHREAD_COND_INITIALIZER;
int unfinished = TASKS;
int prices[TASKS];		/* -1: bad */
const char *texts[TASKS] = { "12", "twelve", "30" };

static void
count_down(void)
{
	pthread_mutex_lock(&lock);
	unfinished -= 1;				//~ count-down: write
	if (unfinished == 0) {
		pthread_cond_signal(&all_done);		//~ count-down: signal
	}
	pthread_mutex_unlock(&lock);
}

static void *
read_price(void *arg)
{
	long task = (long)arg;

	if (sscanf(texts[task], "%d", &prices[task]) != 1) {
		prices[task] = -1;
		return NULL;				//~ error-path
	}
	count_down();
	return NULL;
}

int
main(void)
{
	pthread_t readers[TASKS];
	int good = 0;

	for (long i = 0; i < TASKS; i++) {
		pthread_create(&readers[i], NULL, read_price, (void *)i);
	}
	pthread_mutex_lock(&lock);
	while (unfinished > 0) {
		pthread_cond_wait(&all_done, &lock);	//~ latch: wait
	}
	pthread_mutex_unlock(&lock);
	for (int i = 0; i < TASKS; i++) {
		pthread_join(readers[i], NULL);
		good += prices[i] > 0;
	}
	if (good != 2) {
		fprintf(stderr, "wrong: %d prices read\n", good);
		return 1;
	}
	printf("%d prices read, %d bad\n", good, TASKS - good);
	return 0;
}
