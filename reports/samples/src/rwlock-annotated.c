// SPDX-License-Identifier: MIT
/* A home-made lock tells ThreadSanitizer what it does, and does it wrong. */
void __tsan_mutex_create(void *addr, unsigned flags);
void __tsan_mutex_post_lock(void *addr, unsigned flags, int recursion);
void __tsan_mutex_pre_lock(void *addr, unsigned flags);
int __tsan_mutex_pre_unlock(void *addr, unsigned flags);
void __tsan_mutex_post_unlock(void *addr, unsigned flags);

enum { READ_LOCK = 1 << 3 };
static long lock[2];

static void
take(long *l, unsigned flags)
{
	__tsan_mutex_pre_lock(l, flags);
	__tsan_mutex_post_lock(l, flags, 1);
}

static void
give(long *l, unsigned flags)
{
	__tsan_mutex_pre_unlock(l, flags);
	__tsan_mutex_post_unlock(l, flags);
}

int
main(void)
{
	__tsan_mutex_create(&lock[0], 0);
	__tsan_mutex_create(&lock[1], 0);
	take(&lock[0], 0);
	take(&lock[0], READ_LOCK);
	take(&lock[1], 0);
	give(&lock[1], READ_LOCK);
	return 0;
}
