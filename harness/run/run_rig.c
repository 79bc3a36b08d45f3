// SPDX-License-Identifier: MIT
#include "run_rig.h"

#include <ctype.h>
#include <dirent.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mem.h"
#include "tree.h"

static char *
copy(struct run_output *o)
{
	char *text = mem_alloc(o->len + 1, 1);
	memcpy(text, o->data, o->len);
	o->data = text;
	return text;
}

static void
keep_result(struct pool *p, const struct spawn_spec *spec, const struct run_result *result)
{
	(void)spec;
	struct rig *r = p->options.user;
	r->result = *result;
	r->out = copy(&r->result.out);
	r->err = copy(&r->result.err);
}

struct rig
rig_run(const struct spawn_spec *spec)
{
	struct rig r = {0};
	struct pool p;
	if (!pool_init(&p, &(struct pool_options){.jobs = 1, .done = keep_result, .user = &r})) {
		abort();
	}
	pool_submit(&p, spec);
	r.end = pool_run(&p);
	pool_finish(&p);
	return r;
}

void
rig_free(struct rig *r)
{
	free(r->out);
	free(r->err);
}

static bool
mentions(pid_t pid, const char *token)
{
	char text[TREE_FILE];
	ssize_t n = tree_file(pid, 0, "cmdline", text);
	return n > 0 && memmem(text, (size_t)n, token, strlen(token));
}

static int
count(const char *token)
{
	int n = 0;
	DIR *proc = opendir("/proc");
	for (struct dirent *e; (e = readdir(proc));) {
		n += isdigit((unsigned char)*e->d_name) && mentions(atoi(e->d_name), token);
	}
	closedir(proc);
	return n;
}

int
rig_count(const char *token, int want, int wait_ms)
{
	int n = count(token);
	for (; n != want && wait_ms > 0; wait_ms -= 10) {
		poll(NULL, 0, 10);
		n = count(token);
	}
	return n;
}

int
rig_descriptors(void)
{
	int n = 0;
	DIR *dir = opendir("/proc/self/fd");
	while (readdir(dir)) {
		n++;
	}
	closedir(dir);
	return n;
}

int
rig_children(void)
{
	pid_t pids[1024];
	return (int)tree_children(getpid(), 0, pids, 1024);
}
