// SPDX-License-Identifier: MIT
/*
 * Interleaved request, one lock: nobody else speaks until the answer has come.
 *
 * @how         The lock is taken before the request is sent and given back when its
 *              reply has been read.
 * @why         From the question to the answer the connection belongs to one thread, so
 *              the next reply on it can only be its own.
 * @cost        The connection carries one question at a time: while one thread waits
 *              for the shop, all others wait for that thread.
 */
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>

#ifndef ROUNDS
#define ROUNDS 2000
#endif

struct buyer { int article, wrong; };

static const int price[] = { 250, 999 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int line;					/* to the shop */

static void
send_request(int article)
{
	send(line, &article, sizeof(article), 0);
}

static int
receive_reply(void)
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
		pthread_mutex_lock(&lock);
		send_request(buyer->article);
		buyer->wrong += receive_reply() != price[buyer->article];
		pthread_mutex_unlock(&lock);
	}
	return NULL;
}

int
main(void)
{
	struct buyer buyer[] = { { 0, 0 }, { 1, 0 } };
	pthread_t a, b;
	int end[2], article, wrong;

	socketpair(AF_UNIX, SOCK_STREAM, 0, end);
	line = end[0];
	pthread_create(&a, NULL, buy, &buyer[0]);
	pthread_create(&b, NULL, buy, &buyer[1]);
	for (int i = 0; i < 2 * ROUNDS; i++) {
		recv(end[1], &article, sizeof(article), 0);
		send(end[1], &price[article], sizeof(price[article]), 0);
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
