// SPDX-License-Identifier: MIT
#include "source_lines.h"

#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "fs.h"
#include "text.h"

enum { SOURCE_MAX = 8 << 20, LINE_MAX_SHOWN = 400 };

struct source_text {
	const char *name;
	const char *text; /* NULL: not readable */
};

void
source_lines_init(struct source_lines *s, struct arena *a, const char *root, const char *program)
{
	*s = (struct source_lines){.arena = a, .root = root, .program = program};
}

/* The frame's file below the root, where it is there. */
static const char *
name_of(const struct source_lines *s, const char *file)
{
	const char *own = s->program;
	if (own && text_ends(file, own) &&
		(strlen(file) == strlen(own) || file[strlen(file) - strlen(own) - 1] == '/')) {
		return own;
	}
	return text_starts(file, "./") ? file + 2 : file;
}

static const char *
read_text(struct source_lines *s, const char *name)
{
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->files[i].name, name) == 0) {
			return s->files[i].text;
		}
	}
	struct source_text *file = ARENA_PUSH(s->arena, s->files, s->count);
	const char *path = s->root && name[0] != '/' ? fs_join(s->arena, s->root, name) : name;
	struct buf text = {0};
	file->name = name;
	if (access(path, R_OK) == 0 && fs_read(path, SOURCE_MAX, &text)) {
		file->text = arena_strndup(s->arena, buf_str(&text), text.len);
	}
	buf_free(&text);
	return file->text;
}

const char *
source_lines_get(struct source_lines *s, const struct frame *f)
{
	const char *text = f && f->file && f->line > 0 ? read_text(s, name_of(s, f->file)) : NULL;
	for (int line = 1; text && line < f->line; line++) {
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	if (!text) {
		return "";
	}
	text += strspn(text, " \t");
	size_t len = strcspn(text, "\n");
	const char *comment = memmem(text, len, "//", 2);
	const char *block = memmem(text, len, "/*", 2);
	comment = block && (!comment || block < comment) ? block : comment;
	len = comment && comment > text ? (size_t)(comment - text) : len;
	while (len && (text[len - 1] == ' ' || text[len - 1] == '\t' || text[len - 1] == '\r')) {
		len--;
	}
	return arena_strndup(s->arena, text, len < LINE_MAX_SHOWN ? len : LINE_MAX_SHOWN);
}

const struct frame *
source_lines_site(const struct stack *stack)
{
	for (size_t i = 0; i < stack->count; i++) {
		if (stack->frames[i].file && !text_starts(stack->frames[i].file, "/usr/")) {
			return &stack->frames[i];
		}
	}
	return stack->count ? &stack->frames[0] : NULL;
}

const char *
source_lines_place(struct source_lines *s, const struct frame *f)
{
	char here[4096];
	if (!f->file) {
		return f->function ? f->function : f->module ? f->module : "?";
	}
	const char *name = name_of(s, f->file);
	const char *root = s->root ? s->root : getcwd(here, sizeof here);
	size_t n = root ? strlen(root) : 0;
	if (n && strncmp(name, root, n) == 0 && name[n] == '/') {
		name += n + 1;
	}
	return f->line ? arena_printf(s->arena, "%s:%d", name, f->line) : name;
}
