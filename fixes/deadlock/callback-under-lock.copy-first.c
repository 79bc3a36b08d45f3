// SPDX-License-Identifier: MIT
/*
 * Callback under lock, copy first: read under the lock, called without it.
 *
 * @how   network() copies the function pointer under the lock, unlocks, then calls
 * @why   No lock of the library is held while the user's code runs, so whatever that
 *        code calls, it can't meet one.
 * @cost  a callback may be called once more after another thread has replaced it, so the
 *        user may not free at once what it works on
 */
#include <pthread.h>
#include <stdio.h>

struct client {
	pthread_mutex_t lock;		/* guards the callbacks */
	void (*on_connect)(struct client *client);
	void (*on_message)(struct client *client, const char *text);
};

/* the library */
static void
set_on_message(struct client *client, void (*call)(struct client *, const char *))
{
	pthread_mutex_lock(&client->lock);
	client->on_message = call;
	pthread_mutex_unlock(&client->lock);
}

static void *
network(void *arg)
{
	struct client *client = arg;

	pthread_mutex_lock(&client->lock);
	void (*on_connect)(struct client *) = client->on_connect;
	pthread_mutex_unlock(&client->lock);
	on_connect(client);

	pthread_mutex_lock(&client->lock);
	void (*on_message)(struct client *, const char *) = client->on_message;
	pthread_mutex_unlock(&client->lock);
	on_message(client, "hello");
	return NULL;
}

/* its user */
static void
show(struct client *client, const char *text)
{
	(void)client;
	printf("connected, then: %s\n", text);
}

static void
connected(struct client *client)
{
	set_on_message(client, show);
}

int
main(void)
{
	static struct client client = { .on_connect = connected };
	pthread_t thread;

	pthread_mutex_init(&client.lock, NULL);
	pthread_create(&thread, NULL, network, &client);
	pthread_join(thread, NULL);
	return 0;
}
