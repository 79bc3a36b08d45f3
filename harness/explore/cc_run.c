// SPDX-License-Identifier: MIT
#include "cc_run.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "cc_parse.h"
#include "diag.h"
#include "fs.h"
#include "toolchain.h"
#include "vec.h"

enum { DEPFILE_MAX = 64 << 20 };

struct driver {
	struct arena arena;
	struct cc_call call;
	struct toolchain tools;
	struct toolchain_compiler compiler;
	const char *objcopy;
	const char *temp; /* folder for objects of a call that compiles and links; NULL: none yet */
	const char **made; /* the object of each source, in their order */
	bool keep_o;
};

typedef VEC(const char *) command;

static void
push(command *c, const char *word)
{
	*VEC_PUSH(c) = word;
}

/* Runs it and frees the list; its exit code, or 1 where it was killed or could not be started (said). */
static int
carry_out(command *c)
{
	int status = 0;
	push(c, NULL);
	pid_t pid = fork();
	if (pid == 0) {
		execv(c->items[0], (char *const *)c->items);
		diag("start %s:", c->items[0]);
		_exit(1);
	}
	if (pid < 0) {
		diag("start %s:", c->items[0]);
		VEC_FREE(c);
		return 1;
	}
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
	}
	if (WIFSIGNALED(status)) {
		diag("%s was killed by signal %d", c->items[0], WTERMSIG(status));
	}
	VEC_FREE(c);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

/* The compiler as it is, with all it was given, but our own option. */
static int
ask(struct driver *d, int argc, char *const *argv)
{
	command c = {0};
	push(&c, d->compiler.path);
	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--underlying=", 13) != 0) {
			push(&c, argv[i]);
		}
	}
	return carry_out(&c);
}

static void
push_words(command *c, const struct cc_call *call, enum cc_role one)
{
	for (size_t i = 0; i < call->words.len; i++) {
		const struct cc_word *w = &call->words.items[i];
		if (w->role == one || w->role == CC_FOR_BOTH) {
			push(c, w->text);
			if (w->value) {
				push(c, w->value);
			}
		}
	}
}

static void
push_flags(command *c, const struct driver *d)
{
	if (!d->keep_o) {
		push(c, "-O0");
	}
	for (const char *const *f = toolchain_flags(d->compiler.family); *f; f++) {
		push(c, *f);
	}
}

static void
push_source(command *c, const struct cc_word *w)
{
	if (w->language) {
		push(c, "-x");
		push(c, w->language);
	}
	push(c, w->text);
	if (w->language) {
		push(c, "-x");
		push(c, "none");
	}
}

static int
preprocess(struct driver *d)
{
	command c = {0};
	push(&c, d->compiler.path);
	push_words(&c, &d->call, CC_FOR_COMPILE);
	push_flags(&c, d);
	for (size_t i = 0; i < d->call.words.len; i++) {
		if (d->call.words.items[i].role == CC_SOURCE) {
			push_source(&c, &d->call.words.items[i]);
		}
	}
	if (d->call.output) {
		push(&c, "-o");
		push(&c, d->call.output);
	}
	return carry_out(&c);
}

/* A regular file that is a relocatable object: never a device that somebody gave to -o, nor a precompiled header. */
static bool
is_object(const char *path)
{
	struct stat st;
	Elf64_Ehdr head;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool yes = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		   read(fd, &head, sizeof head) == sizeof head &&
		   memcmp(head.e_ident, ELFMAG, SELFMAG) == 0 && head.e_type == ET_REL;
	if (fd >= 0) {
		close(fd);
	}
	return yes;
}

static int
redefine(struct driver *d, const char *object)
{
	command c = {0};
	if (!is_object(object)) {
		return 0;
	}
	push(&c, d->objcopy);
	push(&c, arena_printf(&d->arena, "--redefine-syms=%s", d->tools.redefines));
	push(&c, object);
	return carry_out(&c);
}

/* The dependency file of a source that goes into `target` without an object of its own. */
static const char *
depfile_for(struct driver *d, const struct cc_word *source, const char *target)
{
	const char *slash = strrchr(target, '/'),
		   *name = d->call.sources > 1 ? source->text : target;
	return arena_printf(&d->arena, "%.*s%s", slash ? (int)(slash + 1 - target) : 0, target,
		cc_object_name(&d->arena, name, "d"));
}

/* `target`: what the object is for, where it is not itself what was asked for; else NULL. */
static int
compile(struct driver *d, const struct cc_word *source, const char *object, const char *target)
{
	command c = {0};
	push(&c, d->compiler.path);
	push_words(&c, &d->call, CC_FOR_COMPILE);
	push_flags(&c, d);
	if (target && d->call.depends) {
		if (!d->call.depfile) {
			push(&c, "-MF");
			push(&c, depfile_for(d, source, target));
		}
		if (!d->call.dep_target) {
			push(&c, "-MT");
			push(&c, target);
		}
	}
	push(&c, "-c");
	push_source(&c, source);
	push(&c, "-o");
	push(&c, object);
	int code = carry_out(&c);
	return code ? code : redefine(d, object);
}

static int
compile_each(struct driver *d)
{
	if (d->call.output && d->call.sources > 1) {
		diag("cc: -o names one file, but -c is to make %zu", d->call.sources);
		return 1;
	}
	int code = 0;
	for (size_t i = 0; i < d->call.words.len && !code; i++) {
		const struct cc_word *w = &d->call.words.items[i];
		if (w->role == CC_SOURCE) {
			const char *object = d->call.output
						     ? d->call.output
						     : cc_object_name(&d->arena, w->text, "o");
			code = compile(d, w, object, NULL);
		}
	}
	return code;
}

/* Makes the objects of a call that links what it compiles. */
static int
compile_for_link(struct driver *d, const char *target)
{
	const char *tmp = getenv("TMPDIR");
	size_t n = 0;
	int code = 0;
	d->made = arena_alloc(&d->arena, d->call.sources + 1, sizeof *d->made);
	if (d->call.sources == 0) {
		return 0;
	}
	d->temp = fs_temp_dir(&d->arena, tmp && *tmp ? tmp : "/tmp", "hazard-cc-");
	if (!d->temp) {
		return 1;
	}
	for (size_t i = 0; i < d->call.words.len && !code; i++) {
		const struct cc_word *w = &d->call.words.items[i];
		if (w->role == CC_SOURCE) {
			const char *name = arena_printf(
				&d->arena, "%zu-%s", n, cc_object_name(&d->arena, w->text, "o"));
			d->made[n] = fs_join(&d->arena, d->temp, name);
			code = compile(d, w, d->made[n++], target);
		}
	}
	return code;
}

/* Whoever rebuilds by dependency files rebuilds when the run-time library has changed. */
static void
add_parts(struct driver *d, const char *file, const char *target)
{
	struct buf text = {0};
	if (fs_exists(file) && fs_read(file, DEPFILE_MAX, &text)) {
		while (text.len && text.data[text.len - 1] == '\n') {
			text.data[--text.len] = '\0';
		}
		buf_addf(&text, d->call.dep_phony ? "\n\n%s:" : " \\\n ", target);
		for (const char **p = toolchain_parts(&d->arena, &d->tools, d->compiler.path); *p;
			p++) {
			buf_addf(&text, " %s", *p);
		}
		buf_addc(&text, '\n');
		fs_write(file, text.data, text.len);
	}
	buf_free(&text);
}

static void
push_library(command *c, const struct driver *d)
{
	if (d->call.shared || d->call.bare) {
		return;
	}
	/* Shared libraries of the program, dlopen()ed ones too, call back into the executable. */
	push(c, "-Wl,--export-dynamic-symbol=__tsan_*");
	push(c, "-Wl,--whole-archive");
	push(c, d->tools.archive);
	push(c, "-Wl,--no-whole-archive");
	push(c, "-pthread");
	push(c, "-ldl");
	push(c, "-lm");
}

static int
link_all(struct driver *d, const char *target)
{
	command c = {0};
	size_t n = 0;
	push(&c, d->compiler.path);
	for (size_t i = 0; i < d->call.words.len; i++) {
		const struct cc_word *w = &d->call.words.items[i];
		if (w->role == CC_FOR_COMPILE) {
			continue;
		}
		push(&c, w->role == CC_SOURCE ? d->made[n++] : w->text);
		if (w->value) {
			push(&c, w->value);
		}
	}
	if (d->compiler.family == TOOLCHAIN_CLANG) {
		push(&c, "-Wno-unused-command-line-argument");
	}
	push(&c, "-o");
	push(&c, target);
	push_library(&c, d);
	return carry_out(&c);
}

static int
build(struct driver *d)
{
	const char *target = d->call.output ? d->call.output : "a.out";
	int code = compile_for_link(d, target);
	if (!code) {
		code = link_all(d, target);
	}
	for (size_t i = 0; i < d->call.words.len && !code && d->call.depends; i++) {
		const struct cc_word *w = &d->call.words.items[i];
		if (w->role == CC_SOURCE) {
			add_parts(d, d->call.depfile ? d->call.depfile : depfile_for(d, w, target),
				target);
		}
	}
	if (d->temp) {
		fs_remove(d->temp);
	}
	return code;
}

static bool
prepare(struct driver *d)
{
	d->objcopy = fs_program(&d->arena, "objcopy");
	if (!d->objcopy) {
		d->objcopy = fs_program(&d->arena, "llvm-objcopy");
	}
	if (!d->objcopy) {
		diag("cc: no objcopy in $PATH; `apt-get install binutils`");
		return false;
	}
	if (d->call.dropped) {
		diag("cc: %s left out: only a program that loads libc when it starts can be "
		     "explored",
			d->call.dropped);
	}
	return toolchain_find(&d->arena, &d->tools);
}

int
cc_run(int argc, char *const *argv, bool cxx)
{
	struct driver d = {.keep_o = getenv("HAZARD_KEEP_O") != NULL};
	int code = 1;
	if (!cc_parse(&d.arena, argc, argv, d.keep_o, &d.call) ||
		!toolchain_compiler(&d.arena, d.call.under, cxx, &d.compiler)) {
		goto out;
	}
	if (d.call.mode == CC_ASK) {
		code = ask(&d, argc, argv);
	} else if (prepare(&d)) {
		code = d.call.mode == CC_PREPROCESS ? preprocess(&d)
		       : d.call.mode == CC_COMPILE  ? compile_each(&d)
						    : build(&d);
	}
out:
	cc_finish(&d.call);
	arena_free(&d.arena);
	return code;
}
