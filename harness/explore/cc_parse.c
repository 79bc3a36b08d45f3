// SPDX-License-Identifier: MIT
#include "cc_parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "buf.h"
#include "diag.h"
#include "fs.h"
#include "text.h"

enum { FILE_DEPTH = 10, FILE_MAX = 16 << 20 };

typedef VEC(const char *) word_list;

/* Options whose value is the next word where it is not stuck to them. */
static const char *const valued_compile[] = {"-I", "-D", "-U", "-A", "-include", "-imacros",
	"-isystem", "-iquote", "-idirafter", "-iprefix", "-iwithprefix", "-iwithprefixbefore",
	"-imultilib", "-Xpreprocessor", "-Xassembler", "-aux-info", "-dumpbase", "-dumpdir",
	"-dumpbase-ext", NULL};
static const char *const valued_link[] = {
	"-L", "-l", "-T", "-u", "-z", "-e", "-h", "-Xlinker", "-framework", NULL};
static const char *const valued_both[] = {"-B", "-target", "-mllvm", "-Xclang", "-arch", "--param",
	"--sysroot", "-isysroot", "-wrapper", "-specs", NULL};

static const char *const prefix_compile[] = {
	"-I", "-D", "-U", "-A", "-i", "-std=", "-ansi", "-Wp,", "-Wa,", "-pedantic", NULL};
static const char *const prefix_link[] = {"-l", "-L", "-Wl,", "-u", "-z", "-T", "-shared",
	"-rdynamic", "-pie", "-no-pie", "-nostdlib", "-nostartfiles", "-nodefaultlibs", "-nolibc",
	"-fuse-ld=", "-static-libgcc", "-static-libstdc++", "-shared-libgcc", "-export-dynamic",
	NULL};
static const char *const questions[] = {"--version", "--help", "-dumpversion", "-dumpfullversion",
	"-dumpmachine", "-dumpspecs", "-print-", "--print-", "-###", "--target-help", "-Q",
	"-Wl,--version", "-Wl,--help", "-Wl,-v", NULL};
static const char *const source_ends[] = {".c", ".i", ".cc", ".cp", ".cpp", ".cxx", ".c++", ".C",
	".CPP", ".ii", ".s", ".S", ".sx", ".h", ".hh", ".hpp", ".hxx", ".H", NULL};

static bool
is_one_of(const char *word, const char *const *list)
{
	for (; *list; list++) {
		if (strcmp(word, *list) == 0) {
			return true;
		}
	}
	return false;
}

static bool
starts_like(const char *word, const char *const *list)
{
	for (; *list; list++) {
		if (text_starts(word, *list)) {
			return true;
		}
	}
	return false;
}

static bool
ends_like(const char *word, const char *const *list)
{
	for (; *list; list++) {
		if (text_ends(word, *list)) {
			return true;
		}
	}
	return false;
}

/* The next word of a response file: blanks separate, quotes group, a backslash takes the next byte as it is. */
static bool
next_file_word(const char **at, struct buf *word)
{
	const char *s = *at;
	char quote = 0;
	buf_clear(word);
	while (isspace((unsigned char)*s)) {
		s++;
	}
	if (!*s) {
		return false;
	}
	for (; *s && (quote || !isspace((unsigned char)*s)); s++) {
		if (*s == '\\' && s[1]) {
			buf_addc(word, *++s);
		} else if (quote ? *s == quote : *s == '\'' || *s == '"') {
			quote = quote ? 0 : *s;
		} else {
			buf_addc(word, *s);
		}
	}
	*at = s;
	return true;
}

static bool
add_word(struct arena *a, word_list *words, const char *text, int depth)
{
	if (text[0] != '@' || !fs_exists(text + 1)) {
		*VEC_PUSH(words) = text;
		return true;
	}
	struct buf file = {0}, word = {0};
	bool ok = depth < FILE_DEPTH;
	if (!ok) {
		diag("cc: %s: response files that name each other", text + 1);
	}
	ok = ok && fs_read(text + 1, FILE_MAX, &file);
	const char *at = buf_str(&file);
	while (ok && next_file_word(&at, &word)) {
		ok = add_word(a, words, arena_strdup(a, buf_str(&word)), depth + 1);
	}
	buf_free(&word);
	buf_free(&file);
	return ok;
}

static bool
is_dropped(const char *w, bool keep_o)
{
	return (!keep_o && text_starts(w, "-O")) || text_starts(w, "-flto") ||
	       strcmp(w, "-ffat-lto-objects") == 0 || text_starts(w, "-fsanitize") ||
	       text_starts(w, "-fno-sanitize") || text_starts(w, "-D_FORTIFY_SOURCE") ||
	       text_starts(w, "-Wp,-D_FORTIFY_SOURCE") || strcmp(w, "-U_FORTIFY_SOURCE") == 0;
}

/* Undefined __tsan_… in a shared library are what the executable will bring. */
static const char *
without_no_undefined(struct arena *a, const char *w)
{
	static const char *const unwanted[] = {
		"--no-undefined", "-z,defs", "--unresolved-symbols=report-all"};
	struct buf out = {0};
	buf_adds(&out, w);
	for (size_t i = 0; i < sizeof unwanted / sizeof *unwanted; i++) {
		char *at = out.data ? strstr(out.data, unwanted[i]) : NULL;
		size_t n = strlen(unwanted[i]);
		if (at && at[-1] == ',' && (at[n] == ',' || !at[n])) {
			memmove(at - 1, at + n, strlen(at + n) + 1);
			out.len -= n + 1;
		}
	}
	const char *left = strcmp(out.data, "-Wl") == 0 ? NULL : arena_strdup(a, out.data);
	buf_free(&out);
	return left;
}

static enum cc_role
role_of(const char *w)
{
	if (is_one_of(w, valued_both)) {
		return CC_FOR_BOTH;
	}
	if (is_one_of(w, valued_compile) || starts_like(w, prefix_compile)) {
		return CC_FOR_COMPILE;
	}
	if (is_one_of(w, valued_link) || starts_like(w, prefix_link)) {
		return CC_FOR_LINK;
	}
	return text_starts(w, "-W") ? CC_FOR_COMPILE : CC_FOR_BOTH;
}

struct reader {
	struct cc_call *call;
	const char *language;
	bool keep_o, asks;
};

static void
add_input(struct reader *r, const char *w)
{
	struct cc_word *word = VEC_PUSH(&r->call->words);
	bool source = strcmp(w, "-") == 0 || r->language || ends_like(w, source_ends);
	*word = (struct cc_word){.role = source ? CC_SOURCE : CC_OBJECT,
		.text = w,
		.language = source ? r->language : NULL};
	r->call->sources += source;
	r->call->objects += !source;
}

/* -M…: takes part in compiling; true where the word was one of them. */
static bool
read_depends(struct reader *r, const char *w, const char *next, bool *took)
{
	struct cc_call *c = r->call;
	if (!text_starts(w, "-M") || text_starts(w, "-Mn")) {
		return false;
	}
	bool valued = text_starts(w, "-MF") || text_starts(w, "-MT") || text_starts(w, "-MQ");
	*took = valued && !w[3];
	if (strcmp(w, "-M") == 0 || strcmp(w, "-MM") == 0) {
		c->mode = CC_PREPROCESS;
	}
	c->depends |= strcmp(w, "-MD") == 0 || strcmp(w, "-MMD") == 0;
	c->dep_phony |= strcmp(w, "-MP") == 0;
	c->dep_target |= w[2] == 'T' || w[2] == 'Q';
	if (text_starts(w, "-MF")) {
		c->depfile = w[3] ? w + 3 : next;
	}
	*VEC_PUSH(&c->words) =
		(struct cc_word){.role = CC_FOR_COMPILE, .text = w, .value = *took ? next : NULL};
	return true;
}

/* -c, -o, -x and the like, which are kept apart from the other words. */
static bool
read_own(struct reader *r, const char *w, const char *next, bool *took)
{
	struct cc_call *c = r->call;
	*took = (w[1] == 'o' || w[1] == 'x') && !w[2];
	if (strcmp(w, "-c") == 0) {
		c->mode = c->mode == CC_LINK ? CC_COMPILE : c->mode;
	} else if (strcmp(w, "-E") == 0 || strcmp(w, "-S") == 0 ||
		   strcmp(w, "-fsyntax-only") == 0) {
		c->mode = CC_PREPROCESS;
		*VEC_PUSH(&c->words) = (struct cc_word){.role = CC_FOR_COMPILE, .text = w};
	} else if (*took || (w[1] == 'o' && w[2])) {
		const char *value = *took ? next : w + 2;
		if (w[1] == 'o') {
			c->output = value;
		} else {
			r->language = value && strcmp(value, "none") != 0 ? value : NULL;
		}
	} else if (w[1] == 'x' && w[2]) {
		r->language = strcmp(w + 2, "none") != 0 ? w + 2 : NULL;
	} else if (text_starts(w, "--underlying=")) {
		c->under = strchr(w, '=') + 1;
	} else {
		return false;
	}
	return true;
}

static void
read_option(struct reader *r, struct arena *a, const char *w, const char *next, bool *took)
{
	struct cc_call *c = r->call;
	*took = false;
	if (strcmp(w, "-static") == 0 || strcmp(w, "-static-pie") == 0) {
		c->dropped = w;
		return;
	}
	if (is_dropped(w, r->keep_o) || read_depends(r, w, next, took) ||
		read_own(r, w, next, took)) {
		return;
	}
	*took = is_one_of(w, valued_compile) || is_one_of(w, valued_link) ||
		is_one_of(w, valued_both);
	c->shared |= strcmp(w, "-shared") == 0;
	c->bare |= strcmp(w, "-r") == 0 || strcmp(w, "-nostdlib") == 0 ||
		   strcmp(w, "-nodefaultlibs") == 0 || strcmp(w, "-Wl,-r") == 0;
	bool defs = strcmp(w, "-z") == 0 && next && strcmp(next, "defs") == 0;
	const char *text = text_starts(w, "-Wl,") ? without_no_undefined(a, w) : w;
	if (text && !defs) {
		*VEC_PUSH(&c->words) = (struct cc_word){
			.role = role_of(w), .text = text, .value = *took ? next : NULL};
	}
}

bool
cc_parse(struct arena *a, int argc, char *const *argv, bool keep_o, struct cc_call *out)
{
	word_list words = {0};
	bool ok = true;
	*out = (struct cc_call){.mode = CC_LINK};
	struct reader r = {.call = out, .keep_o = keep_o};
	for (int i = 1; i < argc && ok; i++) {
		ok = add_word(a, &words, argv[i], 0);
	}
	for (size_t i = 0; i < words.len && ok; i++) {
		const char *w = words.items[i],
			   *next = i + 1 < words.len ? words.items[i + 1] : NULL;
		bool took = false;
		if (w[0] != '-' || !w[1]) {
			add_input(&r, w);
			continue;
		}
		r.asks |= starts_like(w, questions);
		read_option(&r, a, w, next, &took);
		if (took && !next) {
			diag("cc: %s needs a value", w);
			ok = false;
		}
		i += took;
	}
	if (r.asks || out->sources + out->objects == 0) {
		out->mode = CC_ASK;
	}
	VEC_FREE(&words);
	return ok;
}

void
cc_finish(struct cc_call *call)
{
	VEC_FREE(&call->words);
}

const char *
cc_object_name(struct arena *a, const char *source, const char *extension)
{
	const char *base = strcmp(source, "-") == 0 ? "-" : fs_base(source),
		   *dot = strrchr(base, '.');
	int n = dot && dot != base ? (int)(dot - base) : (int)strlen(base);
	return arena_printf(a, "%.*s.%s", n, base, extension);
}
