// SPDX-License-Identifier: MIT
/* What to start, with which limits; and the one function that starts it. */
#ifndef HAZARD_SPAWN_H
#define HAZARD_SPAWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
	SPAWN_CAPTURE = 64 * 1024, /* bytes */
	SPAWN_PROCESSES = 256,
};

#define SPAWN_WALL_NS    INT64_C(60000000000)
#define SPAWN_GRACE_NS   INT64_C(2000000000)
#define SPAWN_FILE_BYTES (INT64_C(1) << 30)
#define SPAWN_NO_LIMIT   INT64_MAX

/*
 * One child.  A zeroed field means what its line says.  The strings are borrowed until the pool has
 * handed out the result.  In all cases: own session and process group, stdin from /dev/null, stdout
 * and stderr captured, no other descriptor, no signal blocked or ignored, no core dump.
 */
struct spawn_spec {
	/* Ended by NULL.  A name without a slash is looked for in the child's own PATH, as env(1)
	 * does; one with a slash is relative to `dir`. */
	const char *const *argv;
	const char *const *env;     /* whole environment, ended by NULL; NULL: this process's */
	const char *const *changes; /* to it, ended by NULL: "NAME=VALUE" sets, "NAME" removes */
	const char *dir; /* working directory; NULL: this process's when the pool was made */

	int64_t wall_ns;    /* 0: SPAWN_WALL_NS */
	int64_t cpu_ns;     /* of the child with all its descendants; 0: no limit */
	int64_t grace_ns;   /* from TERM to KILL; 0: SPAWN_GRACE_NS */
	int64_t file_bytes; /* largest file it may write; 0: SPAWN_FILE_BYTES */
	size_t capture; /* bytes kept of the beginning, and as many of the end; 0: SPAWN_CAPTURE */
	int processes;  /* the child and its descendants, threads not counted; 0: SPAWN_PROCESSES */
	bool fixed_addresses; /* no address-space randomisation, where the kernel lets us */

	bool watch_hang;     /* see hang.h */
	bool ignore_sleeper; /* the hang rule leaves out ThreadSanitizer's own thread */
	const char *
		ignore_helper; /* and processes whose name begins so and that wait in read(); or NULL */

	bool alone;        /* run while no other child of the pool runs */
	const char *label; /* for people; not looked at */
	void *user;        /* for the caller; not looked at */
};

/* Where starting a child failed. */
enum spawn_step {
	SPAWN_STARTED,
	SPAWN_KEEPER,    /* no keeper process could be made */
	SPAWN_CAPTURING, /* no pipe for its output */
	SPAWN_CLONE,
	SPAWN_SESSION, /* setsid, parent-death signal, signal mask */
	SPAWN_OUTPUT,  /* stdout and stderr */
	SPAWN_DIR,
	SPAWN_LIMIT,
	SPAWN_EXEC,
};

/* A spec after it came through the keeper's socket: everything resolved. */
struct spawn_plan {
	char **argv, **env; /* ended by NULL */
	const char *dir;    /* or NULL */
	int64_t cpu_s; /* 0: no limit; whole seconds, per process: a backstop to the pool's own sum */
	int64_t file_bytes;
	bool fixed_addresses;
	int out, err; /* descriptors that become 1 and 2; stay open in the caller */
};

struct spawn_failure {
	enum spawn_step step;
	int error;       /* errno */
	bool randomised; /* fixed_addresses was wanted and refused (seccomp); it runs all the same */
};

/*
 * Starts a child of the calling process, which must be single-threaded with stdin from /dev/null, no
 * signal ignored, and every other descriptor of its own closed on exec.  The child dies when its
 * parent does.  Returns its pid, or -1 with `failure` saying at which step and why; what the kernel
 * said, not a guess from an exit code, as the child shares this memory until its exec (vfork).
 */
pid_t spawn_child(const struct spawn_plan *plan, struct spawn_failure *failure);

#endif
