// SPDX-License-Identifier: MIT
#include "finding.h"

#include <string.h>

/* A path seen as its last component and the one before it (length 0: none, or only "."). */
struct tail {
	const char *name, *folder;
	size_t name_len, folder_len;
};

static struct tail
tail_of(const char *path)
{
	size_t end = strlen(path), start = end;
	while (start > 0 && path[start - 1] != '/') {
		start--;
	}
	struct tail t = {.name = path + start, .name_len = end - start, .folder = path};
	end = start;
	while (end > 0 && path[end - 1] == '/') {
		end--;
	}
	start = end;
	while (start > 0 && path[start - 1] != '/') {
		start--;
	}
	t.folder = path + start;
	t.folder_len = end - start;
	if (t.folder_len == 1 && t.folder[0] == '.') {
		t.folder_len = 0;
	}
	return t;
}

static bool
same_part(const char *a, size_t a_len, const char *b, size_t b_len)
{
	return a_len == b_len && memcmp(a, b, a_len) == 0;
}

static bool
is_program(const char *file, const struct tail *program)
{
	struct tail t = tail_of(file);
	if (t.name_len == 0 || !same_part(t.name, t.name_len, program->name, program->name_len)) {
		return false;
	}
	return t.folder_len == 0 || program->folder_len == 0 ||
	       same_part(t.folder, t.folder_len, program->folder, program->folder_len);
}

void
finding_locate(struct finding *f, const char *program)
{
	struct tail wanted = tail_of(program);
	for (size_t i = 0; i < f->access_count; i++) {
		struct access *side = &f->accesses[i];
		side->site_file = NULL;
		side->site_line = 0;
		for (size_t k = 0; k < side->stack.count; k++) {
			const struct frame *frame = &side->stack.frames[k];
			if (frame->file && frame->line > 0 && is_program(frame->file, &wanted)) {
				side->site_file = program;
				side->site_line = frame->line;
				break;
			}
		}
	}
}

bool
finding_has_site(const struct finding *f)
{
	for (size_t i = 0; i < f->access_count; i++) {
		if (f->accesses[i].site_line > 0) {
			return true;
		}
	}
	return false;
}

const char *
access_op_name(enum access_op op)
{
	switch (op) {
	case OP_NONE:
		return "none";
	case OP_READ:
		return "read";
	case OP_WRITE:
		return "write";
	case OP_ATOMIC_READ:
		return "atomic read";
	case OP_ATOMIC_WRITE:
		return "atomic write";
	case OP_FREE:
		return "free";
	case OP_LOCK:
		return "lock";
	case OP_UNLOCK:
		return "unlock";
	case OP_DESTROY:
		return "destroy";
	case OP_WAIT:
		return "wait";
	case OP_CREATE:
		return "create";
	}
	return "none";
}
