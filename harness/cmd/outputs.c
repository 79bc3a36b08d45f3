// SPDX-License-Identifier: MIT
#include "outputs.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "cmd.h"
#include "diag.h"
#include "fs.h"
#include "problem.h"
#include "report.h"

bool
outputs_take(struct outputs *o, struct arena *a, const char *value)
{
	const char *equals = strchrnul(value, '=');
	char *name = arena_strndup(a, value, (size_t)(equals - value));
	const struct report_format *format = report_find(name);
	if (!format) {
		const char *names[OUTPUTS_MAX] = {0};
		for (size_t i = 0; report_formats()[i].name && i < OUTPUTS_MAX - 1; i++) {
			names[i] = report_formats()[i].name;
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
	return o->file ? strcmp(o->file, "-") == 0 : !o->format->file;
}

bool
outputs_check(const struct outputs *o, struct arena *a)
{
	for (size_t i = 0; i < o->count; i++) {
		const struct output *item = &o->items[i];
		if (is_stdout(item)) {
			continue;
		}
		if (item->file ? !check_file(a, item->file) : !check_folder(o->folder)) {
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
		bool ok = item->format->write(result, &text, how);
		if (ok && is_stdout(item)) {
			ok = cmd_write(&text) == EXIT_HAZARD_OK;
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
