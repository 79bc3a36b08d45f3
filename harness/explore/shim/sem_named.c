// SPDX-License-Identifier: MIT
/* Semaphores with names: of this process only, so none is there at first and none is left behind. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hook.h"
#include "real.h"
#include "schedule.h"

#define table hz.registered.semaphore

static int
find(const char *name)
{
	for (unsigned i = 0; i < NAMED; i++) {
		if (strcmp(table[i].name, name) == 0 && (name[0] || table[i].opened == 0)) {
			return (int)i;
		}
	}
	return -1;
}

static int
fail(int error)
{
	errno = error;
	return -1;
}

/* Another process may have made one: that is out of reach. */
static void
look_outside(const char *name)
{
	char path[sizeof table[0].name + 16];

	snprintf(path, sizeof path, "/dev/shm/sem.%s", name + (name[0] == '/'));
	if (access(path, F_OK) == 0) {
		sched_unmodelled("sem_open (of a semaphore of another process)");
	}
}

static sem_t *
open_named(const char *name, int flags, unsigned value)
{
	int i = find(name);

	if (i >= 0 && flags & O_CREAT && flags & O_EXCL) {
		errno = EEXIST;
		return SEM_FAILED;
	}
	if (i < 0) {
		look_outside(name);
		if (!(flags & O_CREAT) || value > INT_MAX) {
			errno = flags & O_CREAT ? EINVAL : ENOENT;
			return SEM_FAILED;
		}
		i = find("");
		if (i < 0) {
			errno = EMFILE;
			return SEM_FAILED;
		}
		strcpy(table[i].name, name);
		real.sem_init(&table[i].sem, 0, value);
		hz.registered.named =
			hz.registered.named > (uint32_t)i ? hz.registered.named : (uint32_t)i + 1;
	}
	table[i].opened++;
	return &table[i].sem;
}

EXPORT sem_t *
sem_open(const char *name, int flags, ...)
{
	struct op op = {
		.kind = OP_SYNC, .addr = (uintptr_t)table, .size = sizeof table, .pc = CALLER};
	unsigned value = 0;
	mode_t mode = 0;
	va_list list;

	va_start(list, flags);
	if (flags & O_CREAT) {
		mode = va_arg(list, mode_t);
		value = va_arg(list, unsigned);
	}
	va_end(list);
	real_init();
	if (!shim_on()) {
		return ((__typeof__(&sem_open))hook_next("sem_open"))(name, flags, mode, value);
	}
	if (strlen(name) < 2 || strlen(name) >= sizeof table[0].name) {
		errno = strlen(name) < 2 ? EINVAL : ENAMETOOLONG;
		return SEM_FAILED;
	}
	sched_step(&op);
	return open_named(name, flags, value);
}

EXPORT int
sem_close(sem_t *sem)
{
	if (!shim_on()) {
		return ((__typeof__(&sem_close))hook_next("sem_close"))(sem);
	}
	for (unsigned i = 0; i < NAMED; i++) {
		if (&table[i].sem == sem && table[i].opened > 0) {
			table[i].opened--;
			return 0;
		}
	}
	return fail(EINVAL);
}

EXPORT int
sem_unlink(const char *name)
{
	struct op op = {
		.kind = OP_SYNC, .addr = (uintptr_t)table, .size = sizeof table, .pc = CALLER};
	int i;

	if (!shim_on()) {
		return ((__typeof__(&sem_unlink))hook_next("sem_unlink"))(name);
	}
	sched_step(&op);
	i = name[0] ? find(name) : -1;
	if (i < 0) {
		return fail(ENOENT);
	}
	table[i].name[0] = '\0';
	return 0;
}
