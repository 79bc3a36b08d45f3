// SPDX-License-Identifier: MIT
#include "outputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "book_output.h"
#include "buf.h"
#include "cmd.h"
#include "diag.h"
#include "fs.h"
#include "problem.h"
#include "report.h"

void
outputs_help(FILE *out)
{
	fprintf(out, "\nformats (with where they go in DIR):\n");
	for (const struct report_format *f = report_formats(); f->name; f++) {
		fprintf(out, "  %-10s %s%s%s\n", f->name, f->help, f->file ? " -> " : "",
			f->file ? f->file : "");
	}
}

bool
outputs_take(struct outputs *o, struct arena *a, const char *value)
{
	const char *equals = strchrnul(value, '=');
	char *name = arena_strndup(a, value, (size_t)(equals - value));
	const struct report_format *format = report_find(name);
	if (!format || (!format->write && !o->catalog)) {
		const char *names[OUTPUTS_MAX] = {0};
		size_t count = 0;
		for (const struct report_format *f = report_formats();
			f->name && count < OUTPUTS_MAX - 1; f++) {
			if (f->write || o->catalog) {
				names[count++] = f->name;
			}
		}
		diag("--format: no `%s`; %s", name, problem_help(a, name, names));
		return false;
	}
	if (o->count == OUTPUTS_MAX) {
		diag("--format: more than %d of them", OUTPUTS_MAX);
		return false;
	}
	o->items[o->count++] =
		(struct output){.format = format, .file = *equals ? equals + 1 : NULL};
	return true;
}

void
outputs_default(struct outputs *o, struct arena *a)
{
	if (!o->count) {
		outputs_take(o, a, "json");
		outputs_take(o, a, "junit");
		outputs_take(o, a, "term");
		if (o->catalog) {
			outputs_take(o, a, "html");
		}
	}
}

/* Whether the file, or a new one in its folder, can be written. */
static bool
check_file(struct arena *a, const char *file)
{
	char *folder = arena_strdup(a, file);
	char *slash = strrchr(folder, '/');
	if (slash) {
		slash[slash == folder] = '\0';
	}
	if (access(file, W_OK) == 0 ||
		(errno == ENOENT && access(slash ? folder : ".", W_OK | X_OK) == 0)) {
		return true;
	}
	diag("write %s:", file);
	return false;
}

static bool
check_folder(const char *folder)
{
	if (!fs_make_dirs(folder)) {
		return false;
	}
	if (access(folder, W_OK | X_OK) != 0) {
		diag("write to %s:", folder);
		return false;
	}
	return true;
}

static bool
is_stdout(const struct output *o)
{
	return o->format->write && (o->file ? strcmp(o->file, "-") == 0 : !o->format->file);
}

/* The file that the environment names for it, where the user named none; else NULL. */
static const char *
file_of_env(const struct output *o)
{
	const char *file = o->file || !o->format->env ? NULL : getenv(o->format->env);
	return file && *file ? file : NULL;
}

/* Others write to that file too. */
static bool
append(const char *file, const struct buf *text)
{
	int fd = open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
	size_t done = 0;
	while (fd >= 0 && done < text->len) {
		ssize_t n = write(fd, text->data + done, text->len - done);
		if (n < 0 && errno != EINTR) {
			break;
		}
		done += n > 0 ? (size_t)n : 0;
	}
	bool whole = fd >= 0 && done == text->len;
	if (!whole) {
		diag("write %s:", file);
	}
	if (fd >= 0) {
		close(fd);
	}
	return whole;
}

bool
outputs_check(const struct outputs *o, struct arena *a)
{
	for (size_t i = 0; i < o->count; i++) {
		const struct output *item = &o->items[i];
		if (is_stdout(item)) {
			continue;
		}
		bool book = !item->format->write;
		const char *shared = file_of_env(item);
		if (shared) {
			if (!check_file(a, shared)) {
				return false;
			}
			continue;
		}
		if (item->file && !book ? !check_file(a, item->file)
					: !check_folder(item->file ? item->file : o->folder)) {
			return false;
		}
	}
	return true;
}

bool
outputs_write(const struct outputs *o, struct arena *a, const struct result *result,
	const struct report_options *how)
{
	bool all = true;
	for (size_t i = 0; i < o->count; i++) {
		const struct output *item = &o->items[i];
		struct buf text = {0};
		if (!item->format->write) {
			all &= book_output(a, o->catalog, result,
				item->file ? item->file : o->folder, !item->file);
			continue;
		}
		bool ok = item->format->write(result, &text, how);
		if (ok && is_stdout(item)) {
			ok = cmd_write(&text) == EXIT_HAZARD_OK;
		} else if (ok && file_of_env(item)) {
			ok = append(file_of_env(item), &text);
		} else if (ok) {
			const char *file =
				item->file ? item->file : fs_join(a, o->folder, item->format->file);
			ok = fs_write(file, buf_str(&text), text.len);
		}
		all = all && ok;
		buf_free(&text);
	}
	return all;
}
