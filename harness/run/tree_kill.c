// SPDX-License-Identifier: MIT
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tree.h"

enum { PIDS = 4096 };

struct victims {
	pid_t self;
	pid_t pids[PIDS], parents[PIDS]; /* parents: of those below the direct children */
	size_t count;
	pid_t groups[PIDS]; /* killed in this pass */
	size_t group_count;
};

static pid_t
parent_of(pid_t pid)
{
	char text[TREE_FILE];
	if (tree_file(pid, 0, "stat", text) <= 0) {
		return 0;
	}
	char *p = strrchr(text, ')'); /* ") S PPID" */
	return p && strlen(p) > 4 ? atoi(p + 4) : 0;
}

/*
 * Once per pass: a signal to a group goes to each of its members, the dead ones too, and a fork bomb
 * is one group of thousands.
 */
static void
kill_group(struct victims *v, pid_t group)
{
	if (group <= 0 || group == v->self) {
		return;
	}
	for (size_t i = v->group_count; i > 0; i--) {
		if (v->groups[i - 1] == group) {
			return;
		}
	}
	v->groups[v->group_count++] = group;
	kill(-group, SIGKILL);
}

static size_t
list_children(struct victims *v, pid_t parent)
{
	size_t n = tree_children(parent, 1, v->pids + v->count, PIDS - v->count);
	for (size_t i = 0; i < n; i++) {
		v->parents[v->count + i] = parent;
	}
	return n;
}

/*
 * A grandchild's pid may be somebody else's by the time we use it; a pidfd stays with its process.
 * So: whoever has this pid now, is it (still) a child of `parent`, or by now ours?  And the children
 * listed are its own if it can be signalled after that: then it had the pid until then.
 */
static void
kill_grandchild(struct victims *v, pid_t pid, pid_t parent)
{
	int fd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (fd < 0) {
		return;
	}
	pid_t now = parent_of(pid);
	if (now == parent || now == v->self) {
		size_t below = list_children(v, pid);
		if (syscall(SYS_pidfd_send_signal, fd, SIGKILL, NULL, 0) == 0) {
			v->count += below;
		}
	}
	close(fd);
}

/*
 * Our own children, whose pids are not free before we reap them, and the groups they are in: every
 * one of those is the child's or was made below it.  Their death makes the next generation ours;
 * but a fork bomb grows faster than that, so the lower ones are killed in the same pass: listed
 * before their parent is killed, as they are not its children any more when it has gone.
 */
int
tree_kill(void)
{
	struct victims v;
	v.self = getpid();
	v.count = v.group_count = 0;
	v.count = list_children(&v, v.self);
	for (size_t i = 0, direct = v.count; i < v.count; i++) {
		if (i < direct) {
			v.count += list_children(&v, v.pids[i]);
			kill_group(&v, getpgid(v.pids[i]));
			kill(v.pids[i], SIGKILL);
		} else {
			kill_grandchild(&v, v.pids[i], v.parents[i]);
		}
	}
	return (int)v.count;
}
