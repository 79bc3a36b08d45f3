// SPDX-License-Identifier: MIT
#include "pool.h"

#include <assert.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "clock.h"
#include "diag.h"
#include "mem.h"
#include "slot.h"

#define CENSUS_NS (20 * INT64_C(1000000))

enum {
	FDS_PER_SLOT = 3,
	SLOTS_PER_JOB = 2,
	GROWTH = 64,   /* threads more on the machine: look whose they are */
	OTHERS = 1024, /* children from before the pool, at most */
	CPUS = 8192,
};

int
pool_cpus(void)
{
	cpu_set_t *set = CPU_ALLOC(CPUS);
	size_t bytes = CPU_ALLOC_SIZE(CPUS);
	int n = set && sched_getaffinity(0, bytes, set) == 0 ? CPU_COUNT_S(bytes, set) : 1;
	CPU_FREE(set);
	return n > 0 ? n : 1;
}

static long
count_threads(void)
{
	struct sysinfo info;
	return sysinfo(&info) < 0 ? 0 : info.procs;
}

static void
note_others(struct pool *p)
{
	pid_t pids[OTHERS];
	size_t n = tree_children(getpid(), 0, pids, OTHERS);
	for (size_t i = 0; i < n; i++) {
		*VEC_PUSH(&p->others) = pids[i];
	}
}

bool
pool_init(struct pool *p, const struct pool_options *options)
{
	int old = 0;
	assert(options->jobs >= 0);
	*p = (struct pool){.options = *options, .signals = -1};
	if (!tree_available()) {
		diag("this machine's /proc does not list the children of a process");
		return false;
	}
	if (!p->options.jobs) {
		p->options.jobs = pool_cpus();
	}
	prctl(PR_GET_CHILD_SUBREAPER, &old);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	p->was_subreaper = old;
	note_others(p);
	p->size = p->options.jobs * SLOTS_PER_JOB;
	p->slots = mem_alloc((size_t)p->size, sizeof *p->slots);
	p->fds = mem_alloc((size_t)p->size * FDS_PER_SLOT + 1, sizeof *p->fds);
	return true;
}

static size_t
queue_length(const struct pool_queue *q)
{
	return q->specs.len - q->next;
}

static void
queue_add(struct pool_queue *q, const struct spawn_spec *spec)
{
	if (q->next > 64 && q->next * 2 > q->specs.len) { /* the front half is done */
		for (size_t i = q->next; i < q->specs.len; i++) {
			q->specs.items[i - q->next] = q->specs.items[i];
		}
		q->specs.len -= q->next;
		q->next = 0;
	}
	*VEC_PUSH(&q->specs) = *spec;
}

bool
pool_submit(struct pool *p, const struct spawn_spec *spec)
{
	assert(p->options.done && spec->argv && spec->argv[0]);
	if (p->stopping) {
		return false;
	}
	queue_add(spec->alone ? &p->alone : &p->together, spec);
	return true;
}

static void
report_unstarted(struct pool *p, const struct spawn_spec *spec, enum run_end end,
	struct spawn_failure failure)
{
	struct run_result r = {.end = end, .exit_code = -1, .failure = failure};
	r.out.data = r.err.data = "";
	p->options.done(p, spec, &r);
}

static struct slot *
free_slot(struct pool *p)
{
	for (int i = 0; i < p->size; i++) {
		if (!p->slots[i].busy) {
			return &p->slots[i];
		}
	}
	assert(!"a free slot");
	return NULL;
}

static void
start_next(struct pool *p, struct pool_queue *q)
{
	struct spawn_spec spec = q->specs.items[q->next++];
	struct spawn_failure failure = {0};
	if (slot_start(free_slot(p), &spec, &failure)) {
		p->busy++;
		p->alone_now = spec.alone;
	} else {
		report_unstarted(p, &spec, RUN_NOT_STARTED, failure);
	}
}

static void
drop_queue(struct pool *p, struct pool_queue *q)
{
	while (queue_length(q)) {
		struct spawn_spec spec = q->specs.items[q->next++];
		report_unstarted(p, &spec, RUN_INTERRUPTED, (struct spawn_failure){0});
	}
}

/* A child that is being watched because it may be hung takes no CPU, so another may run beside it. */
static bool
has_room(const struct pool *p)
{
	int waiting = 0;
	for (int i = 0; i < p->size; i++) {
		waiting += p->slots[i].busy && p->slots[i].waits;
	}
	return p->busy - waiting < p->options.jobs && p->busy < p->size;
}

/* Starts what may be started. */
static void
fill(struct pool *p)
{
	while (!p->stopping && !p->alone_now && has_room(p)) {
		if (queue_length(&p->together)) {
			start_next(p, &p->together);
		} else if (queue_length(&p->alone) && !p->busy) {
			start_next(p, &p->alone);
		} else {
			break;
		}
	}
	if (p->stopping) {
		drop_queue(p, &p->together);
		drop_queue(p, &p->alone);
	}
}

static void
stop(struct pool *p, enum pool_end end, bool gently)
{
	p->stopping = true;
	p->end = end;
	for (int i = 0; i < p->size; i++) {
		if (p->slots[i].busy) {
			slot_stop(&p->slots[i], RUN_INTERRUPTED, gently);
		}
	}
}

void
pool_stop(struct pool *p)
{
	if (!p->stopping) {
		stop(p, POOL_STOPPED, true);
	}
}

/* Blocks the signals that stop us and reads them from a descriptor instead. */
static void
take_signals(struct pool *p, sigset_t *old)
{
	static const int wanted[] = {SIGINT, SIGTERM, SIGHUP};
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		struct sigaction now;
		sigaction(wanted[i], NULL, &now);
		if (now.sa_handler != SIG_IGN) { /* nohup */
			sigaddset(&set, wanted[i]);
		}
	}
	pthread_sigmask(SIG_BLOCK, &set, old);
	p->signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	if (p->signals < 0) {
		diag("signalfd:");
		pthread_sigmask(
			SIG_SETMASK, old, NULL); /* they kill us, and the keepers clear up */
	}
}

static void
give_signals_back(struct pool *p, const sigset_t *old)
{
	if (p->signals >= 0) {
		close(p->signals);
		p->signals = -1;
		pthread_sigmask(SIG_SETMASK, old, NULL);
	}
}

static void
read_signals(struct pool *p)
{
	struct signalfd_siginfo info;
	while (read(p->signals, &info, sizeof info) == (ssize_t)sizeof info) {
		stop(p, POOL_INTERRUPTED, !p->stopping);
		p->signal = (int)info.ssi_signo;
	}
}

/* A keeper was killed: what it had is ours now, and nobody else is. */
static int
sweep_strays(const struct pool *p)
{
	VEC(pid_t) known = {0};
	for (size_t i = 0; i < p->others.len; i++) {
		*VEC_PUSH(&known) = p->others.items[i];
	}
	for (int i = 0; i < p->size; i++) {
		if (p->slots[i].keeper.pid) {
			*VEC_PUSH(&known) = p->slots[i].keeper.pid;
		}
	}
	int n = keeper_sweep(known.items, known.len);
	VEC_FREE(&known);
	return n;
}

static void
finish_child(struct pool *p, struct slot *s)
{
	struct run_result r;
	bool lost;
	if (!slot_ended(s, &r, &lost)) {
		return;
	}
	if (lost) {
		int n = sweep_strays(p);
		r.leftovers += r.end == RUN_LOST ? n : 0; /* else they are counted already */
	}
	p->busy--;
	p->alone_now = false;
	p->options.done(p, &s->spec, &r);
	slot_clear(s);
}

/* A fork bomb grows by thousands between two samples; one cheap call shows it sooner. */
static void
census(struct pool *p, int64_t now)
{
	if (now < p->census_at) {
		return;
	}
	p->census_at = now + CENSUS_NS;
	long threads = count_threads();
	if (threads > p->threads + GROWTH) {
		for (int i = 0; i < p->size; i++) {
			if (p->slots[i].busy) {
				slot_census(&p->slots[i]);
			}
		}
		threads = count_threads();
		p->threads = threads;
	} else if (threads < p->threads) {
		p->threads = threads;
	}
}

static int
poll_ms(const struct pool *p, int64_t now)
{
	int64_t next = p->census_at;
	if (!p->stopping && p->options.deadline_ns && p->options.deadline_ns < next) {
		next = p->options.deadline_ns;
	}
	for (int i = 0; i < p->size; i++) {
		if (p->slots[i].busy && slot_next(&p->slots[i]) < next) {
			next = slot_next(&p->slots[i]);
		}
	}
	return next <= now ? 0 : (int)((next - now) / CLOCK_NS_PER_MS) + 1;
}

static void
wait_for_news(struct pool *p)
{
	struct pollfd *f = p->fds;
	int64_t now = clock_now();
	*f++ = (struct pollfd){.fd = p->signals, .events = POLLIN};
	for (int i = 0; i < p->size; i++) {
		const struct slot *s = &p->slots[i];
		*f++ = (struct pollfd){.fd = s->busy ? s->keeper.sock : -1, .events = POLLIN};
		*f++ = (struct pollfd){.fd = s->busy ? s->out.fd : -1, .events = POLLIN};
		*f++ = (struct pollfd){.fd = s->busy ? s->err.fd : -1, .events = POLLIN};
	}
	if (poll(p->fds, (nfds_t)(f - p->fds), poll_ms(p, now)) < 0) {
		for (f--; f >= p->fds; f--) {
			f->revents = 0;
		}
	}
}

/* News first, limits after: who has ended in time has, however late we look. */
static void
turn(struct pool *p)
{
	wait_for_news(p);
	if (p->fds[0].revents) {
		read_signals(p);
	}
	for (int i = 0; i < p->size; i++) {
		const struct pollfd *f = &p->fds[1 + i * FDS_PER_SLOT];
		if (f[1].revents) {
			capture_read(&p->slots[i].out);
		}
		if (f[2].revents) {
			capture_read(&p->slots[i].err);
		}
		if (f[0].revents) {
			finish_child(p, &p->slots[i]);
		}
	}
	int64_t now = clock_now();
	if (p->options.deadline_ns && now >= p->options.deadline_ns && !p->stopping) {
		stop(p, POOL_OUT_OF_TIME, true);
	}
	for (int i = 0; i < p->size; i++) {
		if (p->slots[i].busy && now >= slot_next(&p->slots[i])) {
			slot_tick(&p->slots[i], now);
		}
	}
	census(p, now);
}

enum pool_end
pool_run(struct pool *p)
{
	sigset_t old;
	take_signals(p, &old);
	p->threads = count_threads();
	for (fill(p); p->busy; fill(p)) {
		turn(p);
	}
	give_signals_back(p, &old);
	return p->stopping ? p->end : POOL_EMPTY;
}

void
pool_finish(struct pool *p)
{
	if (!p->slots) {
		return;
	}
	for (int i = 0; i < p->size; i++) {
		slot_finish(&p->slots[i]);
	}
	if (!p->was_subreaper) {
		prctl(PR_SET_CHILD_SUBREAPER, 0);
	}
	free(p->slots);
	free(p->fds);
	VEC_FREE(&p->together.specs);
	VEC_FREE(&p->alone.specs);
	VEC_FREE(&p->others);
	*p = (struct pool){.signals = -1};
}
