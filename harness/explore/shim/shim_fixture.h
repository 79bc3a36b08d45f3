// SPDX-License-Identifier: MIT
/* For the tests: builds a small program against the library and explores it. */
#ifndef HAZARD_SHIM_FIXTURE_H
#define HAZARD_SHIM_FIXTURE_H

#include <stdbool.h>

#include "proto.h"

enum fixture_library { FIXTURE_LINKED, FIXTURE_PORTABLE, FIXTURE_PRELOADED };

/*
 * Builds testdata/NAME with this compiler ("clang", "gcc") into a temporary file whose path it returns, borrowed until
 * the next call; NULL where the compiler is absent.  A program that doesn't build fails the test.
 */
const char *fixture_build(const char *compiler, const char *name, enum fixture_library library);

/*
 * Runs the program with this configuration (time_limit and seed filled in where 0).  The result is the caller's until
 * fixture_release().
 */
struct proto *fixture_run(
	const char *program, enum fixture_library library, const struct proto_config *config);

/* The same, with config.shared_count words known to be shared. */
struct proto *fixture_run_with(const char *program, enum fixture_library library,
	const struct proto_config *config, const uint64_t *shared);

/* The same for a command with arguments; its input is empty. */
struct proto *fixture_command(
	char *const argv[], enum fixture_library library, const struct proto_config *config);

/* Builds, explores, and hands the result over; NULL where the compiler is absent. */
struct proto *fixture_explore(const char *compiler, const char *name, enum fixture_library library,
	const struct proto_config *config);

/* A class as a bit. */
#define BIT(class) (UINT32_C(1) << (class))

/* Expects that every schedule ended in one of the classes named by the bits, and that each of those was reached. */
void fixture_expect(const struct proto *p, uint32_t classes);

/* Replays the first failure of `found`, `times` times, in a fresh process. */
struct proto *fixture_replay(const char *program, enum fixture_library library,
	const struct proto *found, unsigned times);

/* Where the library is; static. */
const char *fixture_library_path(enum fixture_library library);

void fixture_release(struct proto *p);

#endif
