// SPDX-License-Identifier: MIT
/*
 * Torn struct: one assignment fills the departure board, but not in one step.
 *
 * The timetable puts the next train on the board with `board = next`, and a traveller
 * reads it with `seen = board`.  Each is one statement in C but several moves in
 * the machine, for the struct is bigger than what one move can carry.  Whoever reads while
 * the board changes sees the number of one train and the platform of another, a
 * departure that never was.
 *
 * @level   2
 * @cwe     366
 * @stdout  nobody sent to the wrong platform
 * @expect  tsan      race(board)
 * @expect  helgrind  race(board)
 * @expect  drd       race(board)
 * @expect  native    wrong-result may
 * @expect  explore   wrong-result
 * @expect  explore   race(board)
 * @hint    How many moves does the processor need for `seen = board`?
 */
#include <pthread.h>
#include <stdio.h>

#ifndef ROUNDS
#define ROUNDS 20000
#endif

struct departure {
	int train;
	char destination[40];
	int platform;
};

struct departure board = { .train = 0, .platform = 1 };
int wrong_platforms;

static int
platform_of(int train)
{
	return train % 9 + 1;
}

static void *
timetable(void *arg)
{
	struct departure next;

	(void)arg;
	for (int train = 1; train <= ROUNDS; train++) {
		next.train = train;
		snprintf(next.destination, sizeof(next.destination), "City %d", train);
		next.platform = platform_of(train);
		board = next;					//~ board: write
	}
	return NULL;
}

static void *
traveller(void *arg)
{
	char note[80];

	(void)arg;
	for (int i = 0; i < ROUNDS; i++) {
		struct departure seen = board;			//~ board: read

		snprintf(note, sizeof(note), "%s: %d", seen.destination, seen.platform);
		wrong_platforms += seen.platform != platform_of(seen.train);
	}
	return NULL;
}

int
main(void)
{
	pthread_t a, b;

	pthread_create(&a, NULL, timetable, NULL);
	pthread_create(&b, NULL, traveller, NULL);
	pthread_join(a, NULL);
	pthread_join(b, NULL);

	if (wrong_platforms != 0) {
		fprintf(stderr, "wrong: the platform of another train %d times\n",
		    wrong_platforms);
		return 1;
	}
	puts("nobody sent to the wrong platform");
	return 0;
}
