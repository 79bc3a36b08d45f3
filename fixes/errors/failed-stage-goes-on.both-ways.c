// SPDX-License-Identifier: MIT
/*
 * Failed stage goes on, told both ways: end and failure are states of the belt.
 *
 * This is the whole thing, to be copied: belts with little room, so that a fast stage
 * waits for a slow one; an end that goes downstream; a failure that goes downstream,
 * so that nobody takes a part of the result for the whole, and upstream, so that nobody
 * works on for nothing or waits for ever for room.
 *
 * @how   a belt is OPEN, ENDED or FAILED; a stage that gives up fails both of its belts;
 *        put() returns false on a failed belt, take() says at the end which end it is
 * @why   A state can't be overtaken or used up, and both sides of a belt wait for it as
 *        well as for items.  A failed belt stays failed: FAILED replaces ENDED, never
 *        the other way round.
 * @cost  a lock and a condition for each belt; each stage must heed put() and take()
 * @large-diff belts with an end and a failure take the place of belts that only carry
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

enum { ORDERS = 5, ROOM = 2 };

enum state { OPEN, ENDED, FAILED };

struct belt {
	int item[ROOM], head, count;
	enum state state;
	pthread_mutex_t lock;
	pthread_cond_t changed;
};

static const int order[ORDERS] = { 12, 30, -7, 8, 25 };
static struct belt read_ones = { .lock = PTHREAD_MUTEX_INITIALIZER,
	.changed = PTHREAD_COND_INITIALIZER };
static struct belt checked = { .lock = PTHREAD_MUTEX_INITIALIZER,
	.changed = PTHREAD_COND_INITIALIZER };

/* False: the belt has failed, nobody wants more. */
static bool
put(struct belt *belt, int item)
{
	pthread_mutex_lock(&belt->lock);
	while (belt->count == ROOM && belt->state == OPEN) {
		pthread_cond_wait(&belt->changed, &belt->lock);
	}
	bool wanted = belt->state == OPEN;
	if (wanted) {
		belt->item[(belt->head + belt->count++) % ROOM] = item;
		pthread_cond_broadcast(&belt->changed);
	}
	pthread_mutex_unlock(&belt->lock);
	return wanted;
}

/* OPEN: there is an item.  ENDED: that was all.  FAILED: there should have been more. */
static enum state
take(struct belt *belt, int *item)
{
	pthread_mutex_lock(&belt->lock);
	while (belt->count == 0 && belt->state == OPEN) {
		pthread_cond_wait(&belt->changed, &belt->lock);
	}
	enum state state = belt->state;
	if (state != FAILED && belt->count > 0) {
		*item = belt->item[belt->head];
		belt->head = (belt->head + 1) % ROOM;
		belt->count--;
		state = OPEN;
		pthread_cond_broadcast(&belt->changed);
	}
	pthread_mutex_unlock(&belt->lock);
	return state;
}

static void
end(struct belt *belt, enum state state)
{
	pthread_mutex_lock(&belt->lock);
	if (state > belt->state) {
		belt->state = state;
		pthread_cond_broadcast(&belt->changed);
	}
	pthread_mutex_unlock(&belt->lock);
}

static void *
reader(void *unused)
{
	for (int i = 0; i < ORDERS && put(&read_ones, order[i]); i++) {
	}
	end(&read_ones, ENDED);
	return unused;
}

static void *
checker(void *unused)
{
	enum state in;
	int n;

	while ((in = take(&read_ones, &n)) == OPEN) {
		if (n < 0 || !put(&checked, n)) {
			in = FAILED;
			break;
		}
	}
	end(&read_ones, in);		/* upstream: if FAILED, stop reading */
	end(&checked, in);		/* downstream: all is through, or it failed */
	return unused;
}

int
main(void)
{
	pthread_t stage[2];
	int total = 0, n;
	enum state in;

	pthread_create(&stage[0], NULL, reader, NULL);
	pthread_create(&stage[1], NULL, checker, NULL);
	while ((in = take(&checked, &n)) == OPEN) {
		total += n;
	}
	pthread_join(stage[0], NULL);
	pthread_join(stage[1], NULL);
	if (in != FAILED) {
		fprintf(stderr, "wrong: a total of %d, from some of the orders\n", total);
		return 1;
	}
	puts("no total: an order is impossible");
	return 0;
}
