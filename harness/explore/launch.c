// SPDX-License-Identifier: MIT
#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "clock.h"
#include "diag.h"
#include "pool.h"
#include "result_check.h"

enum { TICK_MS = 100 };

/* What a process may take beyond its own time limit: start, one long schedule, the end. */
#define SPARE_NS (20 * CLOCK_NS_PER_S)

struct batch {
	struct arena *arena;
	struct launch *runs;
	size_t count;
	const struct launch_watch *watch;
	int64_t began;
	pthread_t ticker;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool over;
};

bool
launch_open(struct launch *run, char path[static LAUNCH_PATH])
{
	struct proto *p = MAP_FAILED;
	run->fd = memfd_create("hazard-explore", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (run->fd < 0 || ftruncate(run->fd, sizeof *p) < 0 ||
		fcntl(run->fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) < 0) {
		diag("make the explorer's memory file:");
		return false;
	}
	p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED, run->fd, 0);
	if (p == MAP_FAILED) {
		diag("map the explorer's memory file:");
		return false;
	}
	run->proto = p;
	p->magic = PROTO_MAGIC;
	p->version = PROTO_VERSION;
	p->size = sizeof *p;
	p->config = run->config;
	if (run->config.choice_count) {
		memcpy(p->replay, run->choices, run->config.choice_count * sizeof *p->replay);
	}
	if (run->shared && run->config.shared_count && run->config.shared_count <= PROTO_SHARED) {
		memcpy(p->shared, run->shared, run->config.shared_count * sizeof *p->shared);
	}
	int used = snprintf(path, LAUNCH_PATH, "/proc/%ld/fd/%d", (long)getpid(), run->fd);
	/* "/proc/12/fd/3" and "/proc//////12/fd/3" are the same file. */
	memmove(path + LAUNCH_PATH - 1 - (used - 5), path + 5, (size_t)used - 5 + 1);
	memset(path + 5, '/', (size_t)(LAUNCH_PATH - 1 - used));
	return true;
}

void
launch_finish(struct launch *run)
{
	if (run->proto) {
		munmap(run->proto, sizeof *run->proto);
		run->proto = NULL;
	}
	if (run->fd > 0) {
		close(run->fd);
		run->fd = 0;
	}
}

static void
report_progress(const struct batch *b)
{
	struct launch_progress sum = {.elapsed_ns = clock_now() - b->began, .bound = -1};
	for (size_t i = 0; i < b->count; i++) {
		const volatile struct proto_progress *p = &b->runs[i].proto->progress;
		sum.schedules += p->schedules;
		sum.failing += p->failing;
		sum.steps += p->steps;
		sum.strategy = p->strategy;
		sum.bound = i ? sum.bound : p->bound;
	}
	b->watch->progress(b->watch->user, &sum);
}

/* The pool's loop has no place for this; the thread touches nothing but the mapped numbers and what `progress` draws. */
static void *
tick(void *argument)
{
	struct batch *b = argument;
	pthread_mutex_lock(&b->lock);
	while (!b->over) {
		struct timespec at;
		clock_gettime(CLOCK_MONOTONIC, &at);
		at.tv_nsec += TICK_MS * CLOCK_NS_PER_MS;
		at.tv_sec += at.tv_nsec / CLOCK_NS_PER_S;
		at.tv_nsec %= CLOCK_NS_PER_S;
		pthread_cond_timedwait(&b->wake, &b->lock, &at);
		if (!b->over) {
			report_progress(b);
		}
	}
	pthread_mutex_unlock(&b->lock);
	return NULL;
}

static bool
start_ticker(struct batch *b)
{
	sigset_t all, before;
	pthread_condattr_t attributes;
	if (!b->watch || !b->watch->progress) {
		return false;
	}
	pthread_mutex_init(&b->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&b->wake, &attributes);
	pthread_condattr_destroy(&attributes);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	bool ok = pthread_create(&b->ticker, NULL, tick, b) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return ok;
}

static void
stop_ticker(struct batch *b)
{
	pthread_mutex_lock(&b->lock);
	b->over = true;
	pthread_cond_signal(&b->wake);
	pthread_mutex_unlock(&b->lock);
	pthread_join(b->ticker, NULL);
	pthread_cond_destroy(&b->wake);
	pthread_mutex_destroy(&b->lock);
}

static const char *
describe(struct arena *a, const struct spawn_spec *spec, const struct run_result *r)
{
	struct buf text = {0};
	run_result_describe(r, spec, &text);
	const char *says = arena_strdup(a, buf_str(&text));
	buf_free(&text);
	return says;
}

static void
decide(struct batch *b, struct launch *run, const struct spawn_spec *spec,
	const struct run_result *r)
{
	const struct proto *p = run->proto;
	const char *how = describe(b->arena, spec, r);
	run->says = "";
	if (p->state == PROTO_EMPTY || p->state == PROTO_STARTED) {
		run->end = p->state == PROTO_EMPTY ? LAUNCH_UNATTACHED : LAUNCH_SETUP;
		run->says =
			r->end == RUN_INTERRUPTED ? "interrupted"
			: p->state == PROTO_EMPTY
				? arena_printf(b->arena,
					  "the program (%s) did not load the explorer's library",
					  how)
				: arena_printf(b->arena,
					  "the library began and did not come further: %s", how);
		run->end = r->end == RUN_INTERRUPTED ? LAUNCH_INTERRUPTED : run->end;
	} else if (p->state == PROTO_FAILED) {
		run->end = LAUNCH_SETUP;
		run->says = arena_strndup(
			b->arena, p->result.message, strnlen(p->result.message, PROTO_LINE));
	} else if (r->end == RUN_INTERRUPTED) {
		run->end = LAUNCH_INTERRUPTED;
		run->says = "interrupted";
	} else if (p->state != PROTO_DONE || r->end != RUN_EXITED ||
		   r->exit_code != PROTO_EXIT_DONE) {
		run->end = LAUNCH_CUT;
		run->says = arena_printf(b->arena, "the explorer's process ended early: %s", how);
	} else {
		run->end = LAUNCH_DONE;
	}
}

static void
ended(struct pool *pool, const struct spawn_spec *spec, const struct run_result *r)
{
	struct batch *b = pool->options.user;
	struct launch *run = spec->user;
	decide(b, run, spec, r);
	run->output = arena_printf(b->arena, "%s%s", r->out.data, r->err.data);
	bool found = run->config.options & PROTO_OPT_STOP_FIRST && run->proto->progress.failing;
	if (b->watch && b->watch->stop_all && (found || run->proto->result.exhausted)) {
		for (size_t i = 0; i < b->count; i++) {
			/* The library reads its time limit as it goes. */
			__atomic_store_n(&b->runs[i].proto->config.time_limit, 1, __ATOMIC_RELAXED);
		}
	}
}

static void
submit(struct batch *b, struct pool *pool, struct launch *run, const char *path)
{
	const char **changes = arena_alloc(b->arena, 4, sizeof *changes);
	size_t n = 0;
	changes[n++] = arena_printf(b->arena, PROTO_ENV "=%s", path);
	changes[n++] = "LD_BIND_NOW=1";
	if (run->program->preload) {
		changes[n++] = arena_printf(b->arena, "LD_PRELOAD=%s", run->program->preload);
	}
	pool_submit(pool, &(struct spawn_spec){
				  .argv = run->program->argv,
				  .changes = changes,
				  .dir = run->program->dir,
				  .wall_ns = run->config.time_limit
						     ? (int64_t)run->config.time_limit + SPARE_NS
						     : SPAWN_NO_LIMIT,
				  .fixed_addresses = true,
				  .user = run,
			  });
}

/* After the process and all it left behind are gone: nobody writes any more. */
static void
check(struct launch *run)
{
	const char *why = NULL;
	if (run->end == LAUNCH_SETUP || run->end == LAUNCH_UNATTACHED) {
		launch_finish(run);
	} else if (run->proto->state != PROTO_EMPTY && run->proto->state != PROTO_STARTED &&
		   !result_check(run->proto, run->end == LAUNCH_DONE, &why)) {
		run->end = LAUNCH_REFUSED;
		run->says = why;
		launch_finish(run);
	}
}

bool
launch_run(struct arena *a, struct launch *runs, size_t count, const struct launch_watch *watch)
{
	struct batch b = {
		.arena = a, .runs = runs, .count = count, .watch = watch, .began = clock_now()};
	struct pool pool;
	char path[LAUNCH_PATH];
	enum pool_end end = POOL_STOPPED;
	for (size_t i = 0; i < count; i++) {
		runs[i].end = LAUNCH_SETUP;
		runs[i].says = "hazard could not start it";
		runs[i].output = "";
		runs[i].proto = NULL;
		runs[i].fd = 0;
	}
	if (!pool_init(
		    &pool, &(struct pool_options){.jobs = (int)count, .done = ended, .user = &b})) {
		return true;
	}
	bool ready = true;
	for (size_t i = 0; i < count && ready; i++) {
		ready = launch_open(&runs[i], path);
		if (ready) {
			submit(&b, &pool, &runs[i], path);
		}
	}
	if (ready) {
		bool ticking = start_ticker(&b);
		end = pool_run(&pool);
		if (ticking) {
			stop_ticker(&b);
		}
	}
	pool_finish(&pool);
	for (size_t i = 0; i < count; i++) {
		check(&runs[i]);
	}
	return end != POOL_INTERRUPTED;
}
