// SPDX-License-Identifier: MIT
/* Where the library comes in: instead of main, if the environment asks for it. */
#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "alloc.h"
#include "backend.h"
#include "destructors.h"
#include "explore.h"
#include "real.h"
#include "shim.h"

typedef int main_function(int, char **, char **);

static main_function *program_main;
static struct proto *proto;

static noreturn void
refuse(const char *why)
{
	if (proto && proto->magic == PROTO_MAGIC && proto->version == PROTO_VERSION &&
		proto->size == sizeof *proto) {
		strncpy(proto->result.message, why, PROTO_LINE - 1);
		proto->state = PROTO_FAILED;
	}
	dprintf(STDERR_FILENO, "hazard: can't explore: %s\n", why);
	syscall(SYS_exit_group, PROTO_EXIT_SETUP);
	__builtin_unreachable();
}

static void
open_proto(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDWR | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &st) < 0 || (size_t)st.st_size < sizeof *proto) {
		refuse("the file that " PROTO_ENV " names can't be opened or is too short");
	}
	proto = mmap(
		(void *)0x202000000000, sizeof *proto, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	syscall(SYS_close, fd);
	if (proto == MAP_FAILED) {
		proto = NULL;
		refuse("no memory for the shared file");
	}
	if (proto->magic != PROTO_MAGIC || proto->version != PROTO_VERSION ||
		proto->size != sizeof *proto) {
		refuse("hazard and the library linked into the program are of different versions");
	}
}

/*
 * Addresses have to be the same in every process, and functions bound before main, or each schedule would bind them
 * again: one more exec sees to both.
 */
static void
fix_addresses(char **argv)
{
	int now = personality(0xffffffff);
	bool random = now != -1 && !(now & ADDR_NO_RANDOMIZE) &&
		      personality((unsigned long)now | ADDR_NO_RANDOMIZE) != -1;

	if (random || !getenv("LD_BIND_NOW")) {
		setenv("LD_BIND_NOW", "1", 1);
		syscall(SYS_execve, "/proc/self/exe", argv, environ);
	}
	unsetenv("LD_BIND_NOW");
}

/* The descriptor behind a path like /proc/self/fd/N is ours: the program shall not find it. */
static void
close_inherited(const char *path)
{
	static const char folder[] = "/proc/self/fd/";

	if (strncmp(path, folder, sizeof folder - 1) == 0) {
		syscall(SYS_close, atoi(path + sizeof folder - 1));
	}
}

/* Programs that this one starts are not explored. */
static void
clear_environment(void)
{
	char *preload = getenv("LD_PRELOAD"), *at, *end;

	unsetenv(PROTO_ENV);
	if (!preload) {
		return;
	}
	at = strstr(preload, "libhazard-explore");
	if (!at) {
		return;
	}
	end = at + strcspn(at, ": ");
	while (at > preload && at[-1] != ':' && at[-1] != ' ') {
		at--;
	}
	memmove(at, *end ? end + 1 : end, strlen(*end ? end + 1 : end) + 1);
	if (*preload == '\0') {
		unsetenv("LD_PRELOAD");
	}
}

static int
add_module(struct dl_phdr_info *info, size_t size, void *argument)
{
	struct proto_result *r = &proto->result;
	struct proto_module *m = &proto->modules[r->module_count];

	(void)size;
	(void)argument;
	if (r->module_count == PROTO_MODULES) {
		return 1;
	}
	m->bias = info->dlpi_addr;
	m->low = UINT64_MAX;
	m->high = 0;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];
		uint64_t low = info->dlpi_addr + p->p_vaddr;

		if (p->p_type == PT_LOAD) {
			m->low = low < m->low ? low : m->low;
			m->high = low + p->p_memsz > m->high ? low + p->p_memsz : m->high;
		}
	}
	if (info->dlpi_name[0]) {
		strncpy(m->path, info->dlpi_name, PROTO_PATH - 1);
	} else if (r->module_count == 0) {
		ssize_t n = readlink("/proc/self/exe", m->path, PROTO_PATH - 1);

		m->path[n > 0 ? n : 0] = '\0';
	}
	r->module_count++;
	return 0;
}

static int
explored_main(int argc, char **argv, char **envp)
{
	const char *why = NULL;

	clear_environment();
	dl_iterate_phdr(add_module, NULL);
	destructors_setup();
	backend_main_is(program_main, argc, argv, envp);
	if (!explore_setup(argv, &why)) {
		refuse(why);
	}
	explore_run();
	proto->state = PROTO_DONE;
	syscall(SYS_exit_group, PROTO_EXIT_DONE);
	__builtin_unreachable();
}

static void
prepare(const char *path, char **argv)
{
	extern char __libc_single_threaded __attribute__((weak));

	open_proto(path);
	fix_addresses(argv);
	close_inherited(path);
	memset(&proto->progress, 0, sizeof proto->progress);
	memset(&proto->result, 0, sizeof proto->result);
	proto->state = PROTO_STARTED;
	proto->pid = getpid();
	if (!shim_map()) {
		refuse("the library's addresses are taken");
	}
	hz.proto = proto;
	hz.self = &hz.threads[0];
	if (&__libc_single_threaded) {
		__libc_single_threaded =
			0; /* what libstdc++ would do without atomics otherwise are no races */
	}
	if (!alloc_start() && SHIM_FIBERS) {
		refuse("no room for the heap");
	}
}

int __libc_start_main(main_function *main, int argc, char **argv, void (*init)(void),
	void (*fini)(void), void (*rtld_fini)(void), void *stack_end);

EXPORT int
__libc_start_main(main_function *main, int argc, char **argv, void (*init)(void),
	void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
	int (*next)(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void),
		void *);
	const char *path;

	real_init();
	*(void **)&next = dlsym(RTLD_NEXT, "__libc_start_main");
	path = getenv(PROTO_ENV);
	if (!path) {
		return next(main, argc, argv, init, fini, rtld_fini, stack_end);
	}
	program_main = main;
	prepare(path, argv);
	return next(explored_main, argc, argv, init, fini, rtld_fini, stack_end);
}
