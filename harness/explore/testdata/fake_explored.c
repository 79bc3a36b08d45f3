// SPDX-License-Identifier: MIT
/* Stands for a program with the run-time library in it: maps the results file and writes what its argument says. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "proto.h"

static struct proto *p;
static int file;

static void
one_failure(void)
{
	struct proto_failure *f = &p->failures[0];
	p->progress.schedules = 10;
	p->progress.failing = 4;
	p->result.counts[PROTO_OK] = 6;
	p->result.counts[PROTO_WRONG_RESULT] = 4;
	p->result.attached = PROTO_INSTRUMENTED;
	p->result.output_count = 1;
	p->outputs[0] =
		(struct proto_output){.count = 6, .ending = PROTO_OK, .length = 3, .text = "ok\n"};
	*f = (struct proto_failure){.key = 7,
		.count = 4,
		.schedule = 3,
		.class = PROTO_WRONG_RESULT,
		.ending = PROTO_WRONG_RESULT,
		.output = -1,
		.choice_count = 2,
		.steps = 5,
		.message = "wrong: 1"};
	f->sides[0].thread = f->sides[1].thread = -1;
	p->result.choice_total = 2;
	p->result.failure_count = 1;
	p->state = PROTO_DONE;
}

int
main(int argc, char **argv)
{
	const char *path = getenv(PROTO_ENV), *mode = argc > 1 ? argv[1] : "";
	if (strcmp(mode, "apart") == 0) {
		return 0;
	}
	file = open(path ? path : "", O_RDWR);
	p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (p == MAP_FAILED) {
		return 99;
	}
	p->state = PROTO_RUNNING;
	one_failure();
	if (strcmp(mode, "setup") == 0) {
		p->state = PROTO_FAILED;
		strcpy(p->result.message, "no room");
		return PROTO_EXIT_SETUP;
	}
	if (strcmp(mode, "dies") == 0) {
		p->state = PROTO_RUNNING;
		raise(SIGKILL);
	}
	if (strcmp(mode, "sleeps") == 0) {
		p->state = PROTO_RUNNING;
		kill(getppid(), 0);
		sleep(60);
	}
	if (strcmp(mode, "shrinks") == 0) {
		return ftruncate(file, 0) == 0 ? 98 : PROTO_EXIT_DONE;
	}
	if (strcmp(mode, "counts") == 0) {
		p->result.failure_count = 1000000;
	}
	if (strcmp(mode, "choices") == 0) {
		p->failures[0].choice_first = 0xfffffff0;
	}
	if (strcmp(mode, "text") == 0) {
		memset(p->failures[0].message, 'x', PROTO_LINE);
	}
	if (strcmp(mode, "magic") == 0) {
		memset(p, 0x5a, 4096);
	}
	if (strcmp(mode, "sum") == 0) {
		p->progress.schedules = 11;
	}
	return PROTO_EXIT_DONE;
}
