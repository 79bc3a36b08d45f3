// SPDX-License-Identifier: MIT
/*
 * A recorded schedule as a file, text, a fact a line (values escaped like URLs where a byte is no printable ASCII, or %):
 *
 *	hazard-schedule 1
 *	program HASH PATH          XXH3 of the executable
 *	dir PATH  preload PATH  case ID
 *	arg WORD                   one a word of the command, argv[0] first
 *	seed N  strategy NAME  schedule N  options N  depth N …
 *	allowed TEXT               one a right output
 *	outcome CLASS KEY MESSAGE  …
 *	shared N / s HEX           words of memory known to be shared
 *	choices N / c VALUE KIND OP HASH
 *	end HASH                   of all lines before
 */
#ifndef HAZARD_SCHED_FILE_H
#define HAZARD_SCHED_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "explorer.h"

struct arena;
struct buf;

struct sched_file {
	const char *program; /* path of the executable */
	const char *hash;    /* of its content */
	const char *dir;
	const char *preload;     /* NULL: linked */
	const char *case_file;   /* source of a catalogue's program, relative to its root; NULL */
	const char *const *argv; /* ended by NULL */
	struct proto_config config; /* seed, options, allowed outputs and sizes; no limits */
	struct explore_failure
		failure; /* class, raw.key, raw.message, steps, preemptions; choices and shared words */
};

/* Fills all from a failure that was reproduced; borrows.  False: the program can't be read (said). */
bool sched_file_of(struct arena *a, const struct launch_program *program, const char *case_file,
	const struct proto_config *config, const struct explore_failure *f, struct sched_file *out);

void sched_file_write(const struct sched_file *s, struct buf *out);

/* Reads one; `name` is for messages.  False: it is none, or damaged, or of another version: said, with the line. */
bool sched_file_read(
	struct arena *a, const char *name, const char *text, size_t len, struct sched_file *out);

/* XXH3 of a file's content, in `a`; NULL: can't be read (said). */
const char *sched_file_hash(struct arena *a, const char *path);

/* The program as it is to be launched. */
struct launch_program sched_file_program(const struct sched_file *s);

#endif
