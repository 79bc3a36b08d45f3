// SPDX-License-Identifier: MIT
/*
 * Callback under lock, recursive: the thread that holds the lock may take it again.
 *
 * @how   the client's lock is made recursive
 * @why   The setter is called by the thread that has the lock already, and is let in.
 *        The callbacks still can't change while another thread is calling one.
 * @cost  only this thread is forgiven: a callback that waits for a lock whose owner is
 *        calling the library still hangs.  And the library must be ready for its data
 *        to change in the middle of its own critical section.
 */
#define _POSIX_C_SOURCE 200809L
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
	client->on_connect(client);
	pthread_mutex_unlock(&client->lock);

	pthread_mutex_lock(&client->lock);
	client->on_message(client, "hello");
	pthread_mutex_unlock(&client->lock);
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
	pthread_mutexattr_t recursive;
	pthread_t thread;

	pthread_mutexattr_init(&recursive);
	pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&client.lock, &recursive);
	pthread_create(&thread, NULL, network, &client);
	pthread_join(thread, NULL);
	return 0;
}
