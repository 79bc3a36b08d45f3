// SPDX-License-Identifier: MIT
/* A library tells ThreadSanitizer of accesses to its own objects. */
#include <pthread.h>
#include <unistd.h>

void *__tsan_external_register_tag(const char *object_type);
void __tsan_external_read(void *addr, void *caller_pc, void *tag);
void __tsan_external_write(void *addr, void *caller_pc, void *tag);

static char list[16];
static void *tag;

static void *
worker(void *arg)
{
	__tsan_external_write(list, __builtin_return_address(0), tag);
	return arg;
}

int
main(void)
{
	pthread_t t;
	tag = __tsan_external_register_tag("NameList");
	pthread_create(&t, NULL, worker, NULL);
	usleep(100 * 1000);
	__tsan_external_read(list, __builtin_return_address(0), tag);
	pthread_join(t, NULL);
	return 0;
}
