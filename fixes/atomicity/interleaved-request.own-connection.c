// SPDX-License-Identifier: MIT
/*
 * Interleaved request, a connection each: what isn't shared can't be mixed up.
 *
 * @how         Every buyer has a connection of his own, and the shop serves the two in
 *              turn.
 * @why         On his connection there are only his requests, so the next reply is his.
 *              There is nothing left to lock.
 * @cost        A connection for each thread: descriptors, memory and a place in the
 *              server's books, also while the thread is doing something else.
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif

struct buyer { int article, wrong, line; };

static const int price[] = { 250, 999 };

static void
send_request(int line, int article)
{
	send(line, &article, sizeof(article), 0);
}

static int
receive_reply(int line)
{
	int reply;

	recv(line, &reply, sizeof(reply), 0);
	return reply;
}

static void *
buy(void *arg)
{
	struct buyer *buyer = arg;

	for (int i = 0; i < ROUNDS; i++) {
		send_request(buyer->line, buyer->article);
		buyer->wrong += receive_reply(buyer->line) != price[buyer->article];
	}
	return NULL;
}

int
main(void)
{
	struct buyer buyer[] = { { 0, 0, 0 }, { 1, 0, 0 } };
	pthread_t a, b;
	int end[2], shop[2], article, wrong;

	for (int i = 0; i < 2; i++) {
		socketpair(AF_UNIX, SOCK_STREAM, 0, end);
		buyer[i].line = end[0];
		shop[i] = end[1];
	}
	pthread_create(&a, NULL, buy, &buyer[0]);
	pthread_create(&b, NULL, buy, &buyer[1]);
	for (int i = 0; i < 2 * ROUNDS; i++) {
		recv(shop[i % 2], &article, sizeof(article), 0);
		send(shop[i % 2], &price[article], sizeof(price[article]), 0);
	}
	pthread_join(a, NULL);
	pthread_join(b, NULL);
	wrong = buyer[0].wrong + buyer[1].wrong;
	if (wrong != 0) {
		fprintf(stderr, "wrong: %d of %d prices\n", wrong, 2 * ROUNDS);
		return 1;
	}
	puts("every price is right");
	return 0;
}
