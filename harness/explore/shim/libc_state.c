// SPDX-License-Identifier: MIT
/* Functions with a state of their own: random numbers, the environment, results in static memory; and sorting. */
#include <stdlib.h>
#include <time.h>

#include "hb.h"
#include "libc.h"

/* libc locks it, so there is no race; but who asks first gets the first number. */
static char random_state;

REDIRECTED(int, rand, (void))
{
	libc_state(&random_state, CALLER);
	return rand();
}

REDIRECTED(void, srand, (unsigned seed))
{
	libc_state(&random_state, CALLER);
	srand(seed);
}

REDIRECTED(long, random, (void))
{
	libc_state(&random_state, CALLER);
	return random();
}

REDIRECTED(void, srandom, (unsigned seed))
{
	libc_state(&random_state, CALLER);
	srandom(seed);
}

REDIRECTED(double, drand48, (void))
{
	libc_state(&random_state, CALLER);
	return drand48();
}

REDIRECTED(long, lrand48, (void))
{
	libc_state(&random_state, CALLER);
	return lrand48();
}

REDIRECTED(long, mrand48, (void))
{
	libc_state(&random_state, CALLER);
	return mrand48();
}

REDIRECTED(void, srand48, (long seed))
{
	libc_state(&random_state, CALLER);
	srand48(seed);
}

REDIRECTED(int, rand_r, (unsigned *seed))
{
	libc_uses(seed, sizeof *seed, false, CALLER);
	libc_uses(seed, sizeof *seed, true, CALLER);
	return rand_r(seed);
}

/* The environment: those that change it lock each other out, those that look at it lock nobody out. */
static long environment;
static char environment_lock;

static void
change_environment(uintptr_t pc)
{
	libc_state(&environment_lock, pc);
	if (UNLIKELY(shim_several)) {
		hb_acquire((uintptr_t)&environment_lock);
		access_memory(&environment, sizeof environment, true, pc);
		hb_release((uintptr_t)&environment_lock);
	}
}

REDIRECTED(char *, getenv, (const char *name))
{
	libc_reads(name, CALLER);
	access_memory(&environment, sizeof environment, false, CALLER);
	return getenv(name);
}

REDIRECTED(char *, secure_getenv, (const char *name))
{
	libc_reads(name, CALLER);
	access_memory(&environment, sizeof environment, false, CALLER);
	return secure_getenv(name);
}

REDIRECTED(int, setenv, (const char *name, const char *value, int over))
{
	libc_reads(name, CALLER);
	libc_reads(value, CALLER);
	change_environment(CALLER);
	return setenv(name, value, over);
}

REDIRECTED(int, putenv, (char *text))
{
	libc_reads(text, CALLER);
	change_environment(CALLER);
	return putenv(text);
}

REDIRECTED(int, unsetenv, (const char *name))
{
	libc_reads(name, CALLER);
	change_environment(CALLER);
	return unsetenv(name);
}

REDIRECTED(int, clearenv, (void))
{
	change_environment(CALLER);
	return clearenv();
}

/* What localtime and gmtime, and what asctime and ctime return. */
static struct tm time_result;
static char time_text[64];

REDIRECTED(struct tm *, localtime, (const time_t *t))
{
	libc_uses(t, sizeof *t, false, CALLER);
	access_memory(&time_result, sizeof time_result, true, CALLER);
	return localtime_r(t, &time_result);
}

REDIRECTED(struct tm *, gmtime, (const time_t *t))
{
	libc_uses(t, sizeof *t, false, CALLER);
	access_memory(&time_result, sizeof time_result, true, CALLER);
	return gmtime_r(t, &time_result);
}

REDIRECTED(char *, asctime, (const struct tm *tm))
{
	libc_uses(tm, sizeof *tm, false, CALLER);
	access_memory(time_text, sizeof time_text, true, CALLER);
	return asctime_r(tm, time_text);
}

REDIRECTED(char *, ctime, (const time_t *t))
{
	libc_uses(t, sizeof *t, false, CALLER);
	access_memory(&time_result, sizeof time_result, true, CALLER);
	localtime_r(t, &time_result);
	access_memory(time_text, sizeof time_text, true, CALLER);
	return asctime_r(&time_result, time_text);
}

REDIRECTED(struct tm *, localtime_r, (const time_t *t, struct tm *tm))
{
	libc_uses(t, sizeof *t, false, CALLER);
	libc_uses(tm, sizeof *tm, true, CALLER);
	return localtime_r(t, tm);
}

REDIRECTED(struct tm *, gmtime_r, (const time_t *t, struct tm *tm))
{
	libc_uses(t, sizeof *t, false, CALLER);
	libc_uses(tm, sizeof *tm, true, CALLER);
	return gmtime_r(t, tm);
}

REDIRECTED(time_t, mktime, (struct tm * tm))
{
	libc_uses(tm, sizeof *tm, true, CALLER);
	return mktime(tm);
}

REDIRECTED(size_t, strftime, (char *to, size_t size, const char *format, const struct tm *tm))
{
	char text[256];
	size_t n;

	libc_uses(tm, sizeof *tm, false, CALLER);
	n = strftime(text, size < sizeof text ? size : sizeof text, format, tm);
	access_memory(to, n ? n + 1 : size, true, CALLER);
	return strftime(to, size, format, tm);
}

REDIRECTED(void, qsort,
	(void *list, size_t n, size_t size, int (*compare)(const void *, const void *)))
{
	access_memory(list, n * size, false, CALLER);
	access_memory(list, n * size, true, CALLER);
	qsort(list, n, size, compare);
}
