// SPDX-License-Identifier: MIT
#include "spawn.h"

#include <errno.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs on its own stack in the parent's memory: no sanitizer knows such a thing. */
#define FRESH __attribute__((no_sanitize("address", "thread", "undefined")))

enum { STACK_BYTES = 64 * 1024 };

struct birth {
	const struct spawn_plan *plan;
	struct spawn_failure *failure;
	const char *path; /* the child's PATH */
	pid_t parent;
};

FRESH static bool
set_limit(int resource, rlim_t soft, rlim_t hard)
{
	struct rlimit old;
	if (getrlimit(resource, &old) < 0) {
		return false;
	}
	struct rlimit limit = {
		.rlim_cur = soft < old.rlim_max ? soft : old.rlim_max,
		.rlim_max = hard < old.rlim_max ? hard : old.rlim_max,
	};
	return setrlimit(resource, &limit) == 0;
}

FRESH static bool
set_limits(const struct spawn_plan *plan)
{
	/*
	 * 1, not 0: a core_pattern that is a program is run in spite of 0 (core(5)), and would cost
	 * more than the run itself; 1 byte is too little for the kernel in both cases.
	 */
	if (!set_limit(RLIMIT_CORE, 1, 1)) {
		return false;
	}
	if (plan->cpu_s && !set_limit(RLIMIT_CPU, (rlim_t)plan->cpu_s, (rlim_t)plan->cpu_s + 5)) {
		return false;
	}
	if (plan->file_bytes == SPAWN_NO_LIMIT) {
		return true;
	}
	return set_limit(RLIMIT_FSIZE, (rlim_t)plan->file_bytes, (rlim_t)plan->file_bytes);
}

FRESH static bool
leave_parent(const struct birth *b)
{
	sigset_t none;
	sigemptyset(&none);
	if (setsid() < 0 || prctl(PR_SET_PDEATHSIG, SIGKILL) < 0) {
		return false;
	}
	if (getppid() != b->parent) { /* it died before the line above */
		_exit(1);
	}
	return sigprocmask(SIG_SETMASK, &none, NULL) == 0;
}

FRESH static void
fix_addresses(const struct birth *b)
{
	int old = personality(0xffffffff);
	if (old < 0 || personality((unsigned long)old | ADDR_NO_RANDOMIZE) < 0) {
		b->failure->randomised = true;
	}
}

/* Like execvpe(), but without its fallback of handing a broken binary to the shell. */
FRESH static int
search(char **argv, char **env, const char *path)
{
	char file[PATH_MAX];
	size_t name = strlen(argv[0]) + 1;
	int error = ENOENT;
	while (path) {
		const char *end = strchrnul(path, ':');
		size_t len = (size_t)(end - path);
		if (len + 1 + name <= sizeof file) {
			memcpy(file, len ? path : ".", len ? len : 1);
			len = len ? len : 1;
			file[len] = '/';
			memcpy(file + len + 1, argv[0], name);
			execve(file, argv, env);
			if (errno == EACCES) {
				error = EACCES;
			} else if (errno != ENOENT && errno != ENOTDIR) {
				return errno;
			}
		}
		path = *end ? end + 1 : NULL;
	}
	return error;
}

FRESH static int
execute(const struct birth *b)
{
	char **argv = b->plan->argv;
	if (strchr(argv[0], '/')) {
		execve(argv[0], argv, b->plan->env);
		return errno;
	}
	return *argv[0] ? search(argv, b->plan->env, b->path) : ENOENT;
}

FRESH static int
fail(const struct birth *b, enum spawn_step step, int error)
{
	b->failure->step = step;
	b->failure->error = error;
	_exit(1);
}

FRESH static int
child(void *data)
{
	const struct birth *b = data;
	const struct spawn_plan *plan = b->plan;
	if (!leave_parent(b)) {
		return fail(b, SPAWN_SESSION, errno);
	}
	if (dup2(plan->out, 1) < 0 || dup2(plan->err, 2) < 0) {
		return fail(b, SPAWN_OUTPUT, errno);
	}
	close_range(3, ~0U, 0); /* an old kernel lacks it: then the caller's O_CLOEXEC has to do */
	if (plan->dir && chdir(plan->dir) < 0) {
		return fail(b, SPAWN_DIR, errno);
	}
	if (!set_limits(plan)) {
		return fail(b, SPAWN_LIMIT, errno);
	}
	if (plan->fixed_addresses) {
		fix_addresses(b);
	}
	return fail(b, SPAWN_EXEC, execute(b));
}

static const char *
find_path(char **env)
{
	for (; *env; env++) {
		if (strncmp(*env, "PATH=", 5) == 0) {
			return *env + 5;
		}
	}
	return "/usr/local/bin:/usr/bin:/bin";
}

pid_t
spawn_child(const struct spawn_plan *plan, struct spawn_failure *failure)
{
	_Alignas(16) char stack[STACK_BYTES];
	struct birth birth = {plan, failure, find_path(plan->env), getpid()};
	*failure = (struct spawn_failure){0};
	pid_t pid = clone(child, stack + sizeof stack, CLONE_VM | CLONE_VFORK | SIGCHLD, &birth);
	if (pid < 0) {
		failure->step = SPAWN_CLONE;
		failure->error = errno;
	} else if (failure->step) {
		while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
		}
		return -1;
	}
	return pid;
}
