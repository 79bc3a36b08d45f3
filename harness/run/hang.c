// SPDX-License-Identifier: MIT
#include "hang.h"

#include <ctype.h>
#include <dirent.h>
#include <linux/futex.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tree.h"

enum { ARGS = 4 };

enum wait_kind {
	WAIT_NONE, /* it runs, or waits for something that may come by itself */
	WAIT_FUTEX,
	WAIT_CHILD,
	WAIT_SLEEP,
	WAIT_INPUT,
};

struct sample {
	const struct hang_rule *rule;
	struct hang_watch *watch;
	uint64_t digest;
	int futexes;
	uint64_t sleeper; /* program counter of this process's first sleeper; 0: none */
};

/* FNV-1a. */
static uint64_t
mix(uint64_t digest, const char *text)
{
	for (; *text; text++) {
		digest = (digest ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	}
	return digest;
}

static enum wait_kind
futex_kind(const uint64_t arg[static ARGS])
{
	switch ((int)arg[1] & FUTEX_CMD_MASK) {
	case FUTEX_WAIT:
	case FUTEX_WAIT_BITSET:
	case FUTEX_WAIT_REQUEUE_PI:
	case FUTEX_LOCK_PI:
#ifdef FUTEX_LOCK_PI2
	case FUTEX_LOCK_PI2:
#endif
		return arg[3] ? WAIT_NONE : WAIT_FUTEX;
	default:
		return WAIT_NONE;
	}
}

static enum wait_kind
call_kind(long number, const uint64_t arg[static ARGS])
{
	switch (number) {
	case SYS_futex:
		return futex_kind(arg);
#ifdef SYS_futex_waitv
	case SYS_futex_waitv:
		return arg[3] ? WAIT_NONE : WAIT_FUTEX;
#endif
	case SYS_wait4:
		return arg[2] & WNOHANG ? WAIT_NONE : WAIT_CHILD;
	case SYS_waitid:
		return arg[3] & WNOHANG ? WAIT_NONE : WAIT_CHILD;
#ifdef SYS_nanosleep
	case SYS_nanosleep:
#endif
	case SYS_clock_nanosleep:
		return WAIT_SLEEP;
	case SYS_read:
		return WAIT_INPUT;
	default:
		return WAIT_NONE;
	}
}

/* "running", or the call's number and its arguments; "-1 …" where it is blocked outside a call. */
static enum wait_kind
parse_call(const char *text)
{
	uint64_t arg[ARGS];
	char *end;
	long number = strtol(text, &end, 10);
	if (end == text) {
		return WAIT_NONE;
	}
	for (int i = 0; i < ARGS; i++) {
		char *start = end;
		arg[i] = strtoull(start, &end, 16);
		if (end == start) {
			return WAIT_NONE;
		}
	}
	return call_kind(number, arg);
}

/* How much a thread has run: whatever it says, it is another text after the thread has run. */
static uint64_t
ran(pid_t pid, pid_t tid)
{
	char text[TREE_FILE];
	if (tree_file(pid, tid, "schedstat", text) <= 0 &&
		tree_file(pid, tid, "status", text) <= 0) { /* has the number of context switches */
		return 0;
	}
	return mix(0, text);
}

/* The last word of the line. */
static uint64_t
program_counter(const char *call)
{
	const char *last = strrchr(call, ' ');
	return last ? strtoull(last, NULL, 16) : 0;
}

/*
 * ThreadSanitizer's thread is the first after the main one; after a fork there can be another.  It
 * sleeps by a call of its own, where the program's threads sleep in libc: the counter tells.
 */
static bool
is_tools_own(struct sample *s, const char *call, int place)
{
	uint64_t pc = program_counter(call);
	if (place == 1) {
		s->sleeper = pc;
	}
	return s->rule->ignore_sleeper && place > 0 && pc && pc == s->sleeper;
}

static void
note_nap(struct hang_watch *w, pid_t tid, uint64_t now)
{
	for (size_t i = 0; i < w->naps.len; i++) {
		if (w->naps.items[i].tid == tid) {
			w->naps.items[i].woke |= w->naps.items[i].first != now;
			return;
		}
	}
	*VEC_PUSH(&w->naps) = (struct hang_nap){.tid = tid, .first = now};
}

/* False: this thread is not stuck.  `place` counts the process's threads in order of creation. */
static bool
sample_thread(struct sample *s, const struct process *p, pid_t tid, int place)
{
	char call[TREE_FILE];
	if (tid == p->pid && p->state == 'Z') { /* main thread ended, others go on */
		return true;
	}
	if (tree_file(p->pid, tid, "syscall", call) <= 0) {
		return false;
	}
	uint64_t now = ran(p->pid, tid);
	switch (parse_call(call)) {
	case WAIT_SLEEP:
		if (!is_tools_own(s, call, place)) {
			return false;
		}
		note_nap(s->watch, tid, now);
		return true;
	case WAIT_CHILD:
		if (!p->parent) {
			return false;
		}
		break;
	case WAIT_FUTEX:
		s->futexes++;
		break;
	default:
		return false;
	}
	snprintf(call + strlen(call), sizeof call - strlen(call), " %d %d %llx", p->pid, tid,
		(unsigned long long)now);
	s->digest = mix(s->digest, call);
	return true;
}

static bool
is_idle_helper(const struct sample *s, const struct process *p)
{
	const char *name = s->rule->ignore_helper;
	char call[TREE_FILE];
	return name && p->threads == 1 && strncmp(p->name, name, strlen(name)) == 0 &&
	       tree_file(p->pid, p->pid, "syscall", call) > 0 && parse_call(call) == WAIT_INPUT;
}

/* False: some thread of it is not stuck. */
static bool
sample_process(struct sample *s, const struct process *p)
{
	char path[64];
	if ((p->state == 'Z' && p->threads == 1) || is_idle_helper(s, p)) {
		return true;
	}
	snprintf(path, sizeof path, "/proc/%d/task", p->pid);
	DIR *dir = opendir(path);
	if (!dir) {
		return false;
	}
	bool stuck = true;
	int place = 0;
	s->sleeper = 0;
	for (struct dirent *e; stuck && (e = readdir(dir));) {
		if (isdigit((unsigned char)*e->d_name)) {
			stuck = sample_thread(s, p, atoi(e->d_name), place++);
		}
	}
	closedir(dir);
	return stuck;
}

static bool
all_stuck(struct sample *s, const struct tree *t)
{
	for (size_t i = 0; i < t->all.len; i++) {
		if (!sample_process(s, &t->all.items[i])) {
			return false;
		}
	}
	return s->futexes > 0;
}

static bool
all_woke(const struct hang_watch *w)
{
	for (size_t i = 0; i < w->naps.len; i++) {
		if (!w->naps.items[i].woke) {
			return false;
		}
	}
	return true;
}

bool
hang_sample(struct hang_watch *w, const struct tree *t, const struct hang_rule *rule)
{
	struct sample s = {.rule = rule, .watch = w, .digest = UINT64_C(0xcbf29ce484222325)};
	if (!all_stuck(&s, t)) {
		w->same = 0;
		w->naps.len = 0;
		return false;
	}
	if (w->same && s.digest != w->digest) {
		w->same = 0;
		w->naps.len = 0;
	}
	w->digest = s.digest;
	w->same++;
	return w->same >= HANG_SAMPLES && all_woke(w);
}

void
hang_watch_finish(struct hang_watch *w)
{
	VEC_FREE(&w->naps);
	*w = (struct hang_watch){0};
}

bool
hang_available(void)
{
	char text[TREE_FILE];
	return tree_file(getpid(), getpid(), "syscall", text) > 0;
}
