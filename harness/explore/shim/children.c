// SPDX-License-Identifier: MIT
/* Other programs that the program starts: they run outside of the schedule, and that is said. */
#include <errno.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "hook.h"
#include "io.h"
#include "real.h"
#include "reset.h"
#include "schedule.h"

enum { ARGUMENTS = 1024 };

/* Before a process is started: a step, after which this schedule can't be undone. */
static void
outside(const char *what, const char *why, uintptr_t pc)
{
	struct op op = {.kind = OP_ANY, .pc = pc};

	sched_step(&op);
	sched_unmodelled(what);
	reset_impossible(why);
	io_forked();
}

EXPORT int
system(const char *command)
{
	real_init();
	if (shim_on()) {
		outside("system (the command runs outside of the schedule)", "system", CALLER);
	}
	return real.system(command);
}

EXPORT FILE *
popen(const char *command, const char *mode)
{
	real_init();
	if (shim_on()) {
		outside("popen (the command runs outside of the schedule)", "popen", CALLER);
	}
	return real.popen(command, mode);
}

#define SPAWN(name)                                                                                \
	EXPORT int name(pid_t *restrict pid, const char *restrict path,                            \
		const posix_spawn_file_actions_t *actions,                                         \
		const posix_spawnattr_t *restrict attributes, char *const argv[restrict],          \
		char *const envp[restrict])                                                        \
	{                                                                                          \
		if (shim_on()) {                                                                   \
			outside(#name " (the child runs outside of the schedule)", #name, CALLER); \
		}                                                                                  \
		return ((__typeof__(&name))hook_next(#name))(                                      \
			pid, path, actions, attributes, argv, envp);                               \
	}

SPAWN(posix_spawn)
SPAWN(posix_spawnp)

/* Replacing the process would replace the explorer, or end the schedule with it. */
static void
no_exec(void)
{
	real_init();
	if (shim_on()) {
		sched_unmodelled("exec (without a fork before it)");
		sched_finish(PROTO_NOT_MODELLED, "the program would have been replaced by another");
	}
}

EXPORT int
execve(const char *path, char *const argv[], char *const envp[])
{
	no_exec();
	return real.execve(path, argv, envp);
}

EXPORT int
execv(const char *path, char *const argv[])
{
	no_exec();
	return real.execve(path, argv, environ);
}

EXPORT int
execvpe(const char *file, char *const argv[], char *const envp[])
{
	no_exec();
	return real.execvpe(file, argv, envp);
}

EXPORT int
execvp(const char *file, char *const argv[])
{
	no_exec();
	return real.execvpe(file, argv, environ);
}

EXPORT int
fexecve(int fd, char *const argv[], char *const envp[])
{
	no_exec();
	return real.fexecve(fd, argv, envp);
}

/* The arguments as a list with NULL behind it; false where they are too many. */
static bool
listed(const char *first, va_list *list, char *argv[ARGUMENTS])
{
	size_t n = 0;

	argv[n++] = (char *)first;
	while (argv[n - 1]) {
		if (n == ARGUMENTS) {
			return false;
		}
		argv[n++] = va_arg(*list, char *);
	}
	return true;
}

#define EXEC_LIST(name, with_environment, call)                   \
	EXPORT int name(const char *path, const char *first, ...) \
	{                                                         \
		char *argv[ARGUMENTS], *const *envp = environ;    \
		va_list list;                                     \
		bool fits;                                        \
		no_exec();                                        \
		va_start(list, first);                            \
		fits = listed(first, &list, argv);                \
		if (fits && with_environment) {                   \
			envp = va_arg(list, char *const *);       \
		}                                                 \
		va_end(list);                                     \
		if (!fits) {                                      \
			errno = E2BIG;                            \
			return -1;                                \
		}                                                 \
		return real.call(path, argv, envp);               \
	}

EXEC_LIST(execl, false, execve)
EXEC_LIST(execle, true, execve)
EXEC_LIST(execlp, false, execvpe)
