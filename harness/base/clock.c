// SPDX-License-Identifier: MIT
#include "clock.h"

#include <sys/resource.h>
#include <time.h>

int64_t
clock_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * CLOCK_NS_PER_S + t.tv_nsec;
}

int64_t
clock_cpu_self(void)
{
	struct rusage use;
	getrusage(RUSAGE_SELF, &use);
	int64_t us = (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * INT64_C(1000000);
	return (us + use.ru_utime.tv_usec + use.ru_stime.tv_usec) * 1000;
}
