// SPDX-License-Identifier: MIT
/*
 * Interleaved request: two threads share a connection and get each other's replies.
 *
 * main() is the shop: it answers price requests in the order in which they come, all on
 * one connection.  send_request() and receive_reply() each hold the lock, so no byte is
 * mixed up.  But a question and its answer are two calls.  In between, the other buyer
 * may ask too, and fetch the reply that comes first: both get a price, and both get the
 * wrong one.  A lock around each call protects the bytes; what must be protected is the
 * conversation.
 *
 * @level   2
 * @cwe     362
 * @topic   T1
 * @stdout  every price is right
 * @misses  tsan: the socket orders what goes through it, and nothing else is shared;
 *          whose reply it is ThreadSanitizer can't know
 * @misses  helgrind: every call is under the lock; which reply belongs to which request
 *          is a matter of the protocol
 * @misses  drd: every call is under the lock; which reply belongs to which request is a
 *          matter of the protocol
 * @expect  native    wrong-result 81%
 * @expect  explore   wrong-result
 * @hint    One buyer has sent a request and not yet read the reply: what may the other
 *          one do on the same connection?
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
	pthread_mutex_lock(&lock);
	send(line, &article, sizeof(article), 0);
	pthread_mutex_unlock(&lock);
}

static int
receive_reply(void)
{
	int reply;

	pthread_mutex_lock(&lock);
	recv(line, &reply, sizeof(reply), 0);
	pthread_mutex_unlock(&lock);
	return reply;
}

static void *
buy(void *arg)
{
	struct buyer *buyer = arg;

	for (int i = 0; i < ROUNDS; i++) {
		send_request(buyer->article);			//~ ask: write
		buyer->wrong += receive_reply() != price[buyer->article]; //~ answer: read
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
