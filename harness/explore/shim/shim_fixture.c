// SPDX-License-Identifier: MIT
#include "shim_fixture.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define SHIM_SOURCE HAZARD_SOURCE "/harness/explore/shim"
#ifndef SHIM_BUILD
#define SHIM_BUILD HAZARD_BUILD "/harness/explore/shim"
#endif

static const char *const libraries[] = {
	[FIXTURE_LINKED] = SHIM_BUILD "/libhazard-explore.a",
	[FIXTURE_PORTABLE] = SHIM_BUILD "/libhazard-explore-portable.a",
	[FIXTURE_PRELOADED] = SHIM_BUILD "/libhazard-explore.so",
};

static int
shell(const char *command)
{
	int status = system(command);

	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

const char *
fixture_build(const char *compiler, const char *name, enum fixture_library library)
{
	static char path[64];
	char command[2048];
	const char *reads =
		strcmp(compiler, "clang") == 0 ? "-mllvm -tsan-instrument-read-before-write=1" : "";

	snprintf(command, sizeof command, "command -v %s >/dev/null", compiler);
	if (shell(command) != 0) {
		return NULL;
	}
	snprintf(path, sizeof path, "/tmp/hazard-shim-test.%d", getpid());
	if (library == FIXTURE_PRELOADED) {
		snprintf(command, sizeof command,
			"%s -D_GNU_SOURCE -g -w -pthread -o %s " SHIM_SOURCE "/testdata/%s",
			compiler, path, name);
	} else {
		snprintf(command, sizeof command,
			"%s -D_GNU_SOURCE -O0 -g -w -DROUNDS=2 -fsanitize=thread %s -c -o "
			"%s.o " SHIM_SOURCE "/testdata/%s && "
			"objcopy --redefine-syms=" SHIM_SOURCE "/redefine.syms %s.o && "
			"%s -o %s %s.o -Wl,--whole-archive %s -Wl,--no-whole-archive -pthread -ldl "
			"&& rm %s.o",
			compiler, reads, path, name, path, compiler, path, path, libraries[library],
			path);
	}
	cr_assert_eq(shell(command), 0, "%s with %s does not build", name, compiler);
	return path;
}

static struct proto *
run(char *const argv[], enum fixture_library library, struct proto *p, int fd)
{
	char file[64];
	int status;
	pid_t child;

	snprintf(file, sizeof file, "/proc/self/fd/%d", fd);
	child = fork();
	if (child == 0) {
		setenv(PROTO_ENV, file, 1);
		if (library == FIXTURE_PRELOADED) {
			setenv("LD_PRELOAD", libraries[library], 1);
		}
		dup2(open("/dev/null", O_RDWR), 0);
		execvp(argv[0], argv);
		_exit(127);
	}
	waitpid(child, &status, 0);
	cr_expect(WIFEXITED(status) && WEXITSTATUS(status) == PROTO_EXIT_DONE, "status %x: %s",
		(unsigned)status, p->result.message);
	cr_expect_eq(p->state, PROTO_DONE);
	close(fd);
	return p;
}

static struct proto *
make(const struct proto_config *config, int *fd)
{
	struct proto *p;

	*fd = memfd_create("hazard-proto", 0);
	cr_assert(*fd >= 0 && ftruncate(*fd, sizeof *p) == 0);
	p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
	cr_assert_neq(p, MAP_FAILED);
	p->magic = PROTO_MAGIC;
	p->version = PROTO_VERSION;
	p->size = sizeof *p;
	p->config = *config;
	p->config.seed += p->config.seed == 0;
	if (p->config.time_limit == 0) {
		p->config.time_limit = UINT64_C(20000000000);
	}
	return p;
}

struct proto *
fixture_command(char *const argv[], enum fixture_library library, const struct proto_config *config)
{
	int fd;
	struct proto *p = make(config, &fd);

	return run(argv, library, p, fd);
}

struct proto *
fixture_run(const char *program, enum fixture_library library, const struct proto_config *config)
{
	return fixture_command((char *[]){(char *)program, NULL}, library, config);
}

struct proto *
fixture_run_with(const char *program, enum fixture_library library,
	const struct proto_config *config, const uint64_t *shared)
{
	int fd;
	struct proto *p = make(config, &fd);

	memcpy(p->shared, shared, config->shared_count * sizeof *shared);
	return run((char *[]){(char *)program, NULL}, library, p, fd);
}

struct proto *
fixture_replay(const char *program, enum fixture_library library, const struct proto *found,
	unsigned times)
{
	const struct proto_failure *f = &found->failures[0];
	struct proto_config config = found->config;
	struct proto *p;
	int fd;

	config.mode = PROTO_REPLAY;
	config.schedules = times;
	config.options = (config.options & ~(uint32_t)PROTO_OPT_STOP_FIRST) | PROTO_OPT_TRACE;
	config.choice_count = f->choice_count;
	config.shared_count = f->shared_count;
	p = make(&config, &fd);
	memcpy(p->replay, &found->choices[f->choice_first], f->choice_count * sizeof *p->replay);
	memcpy(p->shared, found->shared, sizeof p->shared);
	return run((char *[]){(char *)program, NULL}, library, p, fd);
}

const char *
fixture_library_path(enum fixture_library library)
{
	return libraries[library];
}

void
fixture_release(struct proto *p)
{
	munmap(p, sizeof *p);
}

struct proto *
fixture_explore(const char *compiler, const char *name, enum fixture_library library,
	const struct proto_config *config)
{
	const char *program = fixture_build(compiler, name, library);

	return program ? fixture_run(program, library, config) : NULL;
}

void
fixture_expect(const struct proto *p, uint32_t classes)
{
	for (uint32_t i = 0; i < PROTO_CLASSES; i++) {
		if (classes >> i & 1) {
			cr_expect_gt(p->result.counts[i], 0, "class %u was not reached", i);
		} else {
			cr_expect_eq(p->result.counts[i], 0, "class %u in %lu schedules: %s", i,
				(unsigned long)p->result.counts[i], p->failures[0].message);
		}
	}
}
