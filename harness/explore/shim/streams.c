// SPDX-License-Identifier: MIT
/* By a table of our own: libc's locks are never contended here. */
#include "streams.h"

#include "hb.h"
#include "io.h"
#include "real.h"
#include "schedule.h"

enum { FILES = 8 };

/* In the program's memory, so put back with it. */
static struct file_lock {
	FILE *file;
	int owner, count; /* owner: 1 + thread, 0: free */
} locks[FILES];

static struct file_lock *
find(const FILE *file)
{
	for (int i = 0; i < FILES; i++) {
		if (locks[i].file == file) {
			return &locks[i];
		}
	}
	return NULL;
}

static bool
can(const struct thread *t)
{
	const struct file_lock *l = find((const FILE *)t->want.addr);

	return !l || l->owner == 0 || l->owner == (int)t->id + 1;
}

void
streams_point(FILE *file, uintptr_t pc)
{
	struct op op = op_on(OP_IO, file, 1, pc);

	if (!shim_on() || !shim_several) {
		return;
	}
	if (find(file)) {
		op.kind = OP_LOCK;
		sched_wait(&op, can, 0);
	} else {
		sched_step(&op);
	}
}

void
streams_lock(FILE *file, uintptr_t pc)
{
	struct op op = op_on(OP_LOCK, file, 1, pc);
	struct file_lock *l = find(file);

	l = l ? l : find(NULL);
	if (!l) {
		sched_unmodelled("flockfile of many files");
		return;
	}
	l->file = file;
	sched_wait(&op, can, 0);
	l->owner = (int)hz.self->id + 1;
	l->count++;
	sched_changed(file);
	hb_acquire((uintptr_t)file);
}

void
streams_unlock(FILE *file, uintptr_t pc)
{
	struct op op = op_on(OP_UNLOCK, file, 1, pc);
	struct file_lock *l = find(file);

	if (!l || --l->count > 0) {
		return;
	}
	sched_step(&op);
	hb_release((uintptr_t)file);
	l->owner = 0;
	sched_changed(file);
}

bool
streams_block(FILE *file)
{
	/* The library keeps what goes to these two in memory. */
	return shim_on() && shim_several && file != stdout && file != stderr && fileno(file) >= 0 &&
	       io_blocks(fileno(file));
}

EXPORT void
flockfile(FILE *file)
{
	if (!shim_on()) {
		real_init();
		real.flockfile(file);
		return;
	}
	streams_lock(file, CALLER);
}

EXPORT int
ftrylockfile(FILE *file)
{
	const struct file_lock *l = find(file);

	if (!shim_on()) {
		real_init();
		return real.ftrylockfile(file);
	}
	if (l && l->owner != 0 && l->owner != (int)hz.self->id + 1) {
		return -1;
	}
	streams_lock(file, CALLER);
	return 0;
}

EXPORT void
funlockfile(FILE *file)
{
	if (!shim_on()) {
		real_init();
		real.funlockfile(file);
		return;
	}
	streams_unlock(file, CALLER);
}
