// SPDX-License-Identifier: MIT
/*
 * Callback under lock: the library calls its user, who calls the library.
 *
 * The client's lock guards its two callbacks, so the network thread takes it before it
 * looks at one, and keeps it during the call, so that nobody can change the callback
 * meanwhile.  But what a callback does is up to the user.  This one has just heard that
 * the connection is up and asks for the messages: it sets the other callback, and the
 * setter takes the lock that its own thread holds.  Both sides look right when read
 * alone, and the author of either has never seen the other.
 *
 * @level   2
 * @cwe     764 833
 * @origin  Eclipse Mosquitto issue 1090: setting a callback in a callback
 * @stdout  connected, then: hello
 * @misses  tsan: it notes a lock when the call that takes it returns, and the second
 *          call never does
 * @expect  helgrind  relock(calls, setter)
 * @expect  helgrind  lock-held(setter)
 * @expect  drd       relock(setter, made)
 * @expect  native    hang
 * @expect  explore   deadlock(calls, setter)
 * @expect  explore   relock(setter)
 * @hint    Which functions of the library may a callback call?
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
	pthread_mutex_lock(&client->lock);	//~ setter: lock
	client->on_message = call;
	pthread_mutex_unlock(&client->lock);
}

static void *
network(void *arg)
{
	struct client *client = arg;

	pthread_mutex_lock(&client->lock);	//~ calls: lock
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
	pthread_t thread;

	pthread_mutex_init(&client.lock, NULL);	//~ made: create
	pthread_create(&thread, NULL, network, &client);
	pthread_join(thread, NULL);
	return 0;
}
