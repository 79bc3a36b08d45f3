// SPDX-License-Identifier: MIT
#include "tree.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"

enum { PATH_BYTES = 64 };

static int
open_file(pid_t pid, pid_t tid, const char *name)
{
	char path[PATH_BYTES];
	if (tid) {
		snprintf(path, sizeof path, "/proc/%d/task/%d/%s", pid, tid, name);
	} else {
		snprintf(path, sizeof path, "/proc/%d/%s", pid, name);
	}
	return open(path, O_RDONLY | O_CLOEXEC);
}

ssize_t
tree_file(pid_t pid, pid_t tid, const char *name, char text[static TREE_FILE])
{
	int fd = open_file(pid, tid, name);
	if (fd < 0) {
		return -1;
	}
	ssize_t n = read(fd, text, TREE_FILE - 1);
	text[n > 0 ? n : 0] = '\0';
	close(fd);
	return n;
}

/* The numbers in a file of numbers and blanks, which may be longer than any buffer. */
static size_t
read_pids(int fd, pid_t *out, size_t max)
{
	char text[TREE_FILE];
	size_t count = 0;
	pid_t pid = 0;
	ssize_t n;
	while (count < max && (n = read(fd, text, sizeof text)) > 0) {
		for (ssize_t i = 0; i < n && count < max; i++) {
			if (text[i] >= '0' && text[i] <= '9') {
				pid = pid * 10 + (text[i] - '0');
			} else if (pid) {
				out[count++] = pid;
				pid = 0;
			}
		}
	}
	return count;
}

static size_t
thread_children(pid_t pid, pid_t tid, pid_t *out, size_t max)
{
	int fd = open_file(pid, tid, "children");
	if (fd < 0) {
		return 0;
	}
	size_t n = read_pids(fd, out, max);
	close(fd);
	return n;
}

size_t
tree_children(pid_t pid, int threads, pid_t *out, size_t max)
{
	if (threads == 1) {
		return thread_children(pid, pid, out, max);
	}
	char path[PATH_BYTES];
	snprintf(path, sizeof path, "/proc/%d/task", pid);
	DIR *dir = opendir(path);
	size_t n = 0;
	for (struct dirent *e; dir && n < max && (e = readdir(dir));) {
		if (isdigit((unsigned char)*e->d_name)) {
			n += thread_children(pid, atoi(e->d_name), out + n, max - n);
		}
	}
	if (dir) {
		closedir(dir);
	}
	return n;
}

bool
tree_available(void)
{
	int fd = open_file(getpid(), getpid(), "children");
	if (fd >= 0) {
		close(fd);
	}
	return fd >= 0;
}

/* proc(5), /proc/PID/stat: the name is in parentheses and may itself contain any. */
static bool
read_stat(pid_t pid, struct process *p, int64_t *waited_ns)
{
	char text[TREE_FILE];
	if (tree_file(pid, 0, "stat", text) <= 0) {
		return false;
	}
	char *open = strchr(text, '('), *close = strrchr(text, ')');
	if (!open || !close) {
		return false;
	}
	*close = '\0';
	snprintf(p->name, sizeof p->name, "%s", open + 1);
	unsigned long own[2];
	long waited[2];
	if (sscanf(close + 1,
		    " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld %*d %*d %d",
		    &p->state, &own[0], &own[1], &waited[0], &waited[1], &p->threads) != 6) {
		return false;
	}
	int64_t tick = CLOCK_NS_PER_S / sysconf(_SC_CLK_TCK);
	*waited_ns = (waited[0] + waited[1]) * tick;
	p->pid = pid;
	p->cpu_ns = (int64_t)(own[0] + own[1]) * tick + *waited_ns;
	return true;
}

bool
tree_look(pid_t pid, struct process *p)
{
	int64_t waited;
	*p = (struct process){0};
	return read_stat(pid, p, &waited);
}

int64_t
tree_waited_cpu(pid_t pid)
{
	struct process p = {0};
	int64_t waited;
	return read_stat(pid, &p, &waited) ? waited : 0;
}

static void
add_children(struct tree *t, pid_t parent, int threads, size_t max)
{
	size_t room = max - t->all.len;
	pid_t few[64], *pids = room > 64 ? malloc(room * sizeof *pids) : few;
	size_t n = pids ? tree_children(parent, threads, pids, room) : 0;
	for (size_t i = 0; i < n; i++) {
		struct process p = {0};
		int64_t waited;
		if (read_stat(pids[i], &p, &waited)) {
			*VEC_PUSH(&t->all) = p;
			t->cpu_ns += p.cpu_ns;
		}
	}
	if (pids != few) {
		free(pids);
	}
}

void
tree_walk(struct tree *t, pid_t root, size_t max)
{
	t->all.len = 0;
	t->cpu_ns = 0;
	add_children(t, root, 1, max);
	for (size_t i = 0; i < t->all.len && t->all.len < max; i++) {
		size_t before = t->all.len;
		add_children(t, t->all.items[i].pid, t->all.items[i].threads, max);
		t->all.items[i].parent = t->all.len > before;
	}
}

void
tree_free(struct tree *t)
{
	VEC_FREE(&t->all);
	t->cpu_ns = 0;
}
