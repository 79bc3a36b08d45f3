// SPDX-License-Identifier: MIT
#include "cmd.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "catalog.h"
#include "diag.h"
#include "fs.h"
#include "problem.h"
#include "text.h"

enum {
	FIRST_KEY = 256,
	KEY_CATALOG = 1001,
	KEY_COLOR,
	KEY_HELP,
	MOST_OPTIONS = 64,
	DEFAULT_WIDTH = 80
};

static const struct cmd_option common_options[] = {
	{"catalog", "DIR", KEY_CATALOG,
		"the catalogue (default: $HAZARD_CATALOG, else hazard's own)"},
	{"color", "WHEN", KEY_COLOR, "auto (default), always or never"},
	{"help", NULL, KEY_HELP, "this text"},
	{0},
};

/* The command's options, then the common ones; `out` has room for MOST_OPTIONS. */
static size_t
all_options(const struct cmd_usage *usage, const struct cmd_option **out)
{
	size_t count = 0;
	for (const struct cmd_option *o = usage->options; o && o->name && count + 8 < MOST_OPTIONS;
		o++) {
		out[count++] = o;
	}
	for (const struct cmd_option *o = common_options; o->name; o++) {
		out[count++] = o;
	}
	return count;
}

int
cmd_choice(const char *option, const char *value, const char *const *names)
{
	for (int i = 0; names[i]; i++) {
		if (strcmp(names[i], value) == 0) {
			return i;
		}
	}
	struct arena a = {0};
	diag("--%s: no `%s`; %s", option, value, problem_help(&a, value, names));
	arena_free(&a);
	return -1;
}

static bool
take_common(struct cmd_common *common, int key, const char *value)
{
	static const char *const when[] = {"auto", "always", "never", NULL};
	if (key == KEY_COLOR) {
		int choice = cmd_choice("color", value, when);
		common->color = choice < 0 ? CMD_COLOR_AUTO : (enum cmd_color)choice;
		return choice >= 0;
	}
	if (key == KEY_CATALOG) {
		common->catalog = value;
	} else {
		common->help = true;
	}
	return true;
}

/* What getopt_long() would not take: argv[optind - 1]. */
static void
say_bad(const char *command, const char *word, int why, const struct cmd_option **options,
	size_t count)
{
	const char *names[MOST_OPTIONS + 1] = {0};
	for (size_t i = 0; i < count; i++) {
		names[i] = options[i]->name;
	}
	struct arena a = {0};
	char *name = arena_strndup(&a, word, strcspn(word, "="));
	const char *near = text_starts(name, "--") ? text_nearest(name + 2, names) : NULL;
	bool known = near && strcmp(near, name + 2) == 0;
	if (optopt > 0 && optopt < FIRST_KEY) {
		diag("no option -%c; options are long, see `hazard %s --help`", optopt, command);
	} else if (why == ':') {
		diag("%s needs a value; `hazard %s --help` says which", name, command);
	} else if (known) {
		diag("%s takes no value", name);
	} else if (near) {
		diag("no option %s; did you mean --%s?", name, near);
	} else {
		diag("no option %s, or it is the beginning of several; see `hazard %s --help`",
			name, command);
	}
	arena_free(&a);
}

int
cmd_option(int argc, char **argv, const struct cmd_usage *usage, struct cmd_common *common,
	const char **value)
{
	const struct cmd_option *options[MOST_OPTIONS];
	struct option table[MOST_OPTIONS + 1] = {0};
	size_t count = all_options(usage, options);
	for (size_t i = 0; i < count; i++) {
		table[i] = (struct option){options[i]->name,
			options[i]->arg ? required_argument : no_argument, NULL, options[i]->key};
	}
	opterr = 0;
	for (;;) {
		int key = getopt_long(argc, argv, ":", table, NULL);
		if (key == '?' || key == ':') {
			say_bad(argv[0], argv[optind - 1], key, options, count);
			return CMD_BAD;
		}
		if (key == -1) {
			return CMD_END;
		}
		if (key < KEY_CATALOG) {
			*value = optarg;
			return key;
		}
		if (!take_common(common, key, optarg)) {
			return CMD_BAD;
		}
	}
}

void
cmd_help(const struct cmd_usage *usage, FILE *out)
{
	const struct cmd_option *options[MOST_OPTIONS];
	size_t count = all_options(usage, options);
	fprintf(out, "usage: hazard %s\n\n%s\n\noptions:\n", usage->synopsis, usage->about);
	for (size_t i = 0; i < count; i++) {
		const struct cmd_option *o = options[i];
		int width = fprintf(
			out, "  --%s%s%s", o->name, o->arg ? " " : "", o->arg ? o->arg : "");
		fprintf(out, "%*s%s\n", width < 22 ? 22 - width : 2, "", o->help);
	}
}

const char *
cmd_catalog_root(const struct cmd_common *common, struct arena *a)
{
	const char *env = getenv("HAZARD_CATALOG");
	if (common->catalog || (env && *env)) {
		return arena_strdup(a, common->catalog ? common->catalog : env);
	}
#ifdef HAZARD_SOURCE_ROOT
	if (fs_is_dir(HAZARD_SOURCE_ROOT "/cases")) {
		return HAZARD_SOURCE_ROOT;
	}
#endif
#ifdef HAZARD_DATADIR
	if (fs_is_dir(HAZARD_DATADIR "/cases")) {
		return HAZARD_DATADIR;
	}
#endif
	diag("no catalogue is installed; say where one is by --catalog DIR or $HAZARD_CATALOG");
	return NULL;
}

bool
cmd_catalog_read(const struct cmd_common *common, struct catalog *c)
{
	struct arena a = {0};
	const char *root = cmd_catalog_root(common, &a);
	*c = (struct catalog){0};
	bool read = root && catalog_read(c, root);
	arena_free(&a);
	return read;
}

bool
cmd_use_color(const struct cmd_common *common, FILE *out)
{
	if (common->color != CMD_COLOR_AUTO) {
		return common->color == CMD_COLOR_ALWAYS;
	}
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
	return !(no && *no) && term && strcmp(term, "dumb") != 0 && isatty(fileno(out));
}

int
cmd_width(void)
{
	struct winsize size;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
		return size.ws_col;
	}
	const char *columns = getenv("COLUMNS");
	int width = columns ? atoi(columns) : 0;
	return width > 0 && width < 10000 ? width : DEFAULT_WIDTH;
}

void
cmd_paint(struct buf *out, bool color, enum cmd_paint paint)
{
	static const char *const codes[] = {
		[CMD_PLAIN] = "0",
		[CMD_BOLD] = "1",
		[CMD_DIM] = "2",
		[CMD_RED] = "31",
		[CMD_GREEN] = "32",
		[CMD_YELLOW] = "33",
		[CMD_CYAN] = "36",
	};
	if (color) {
		buf_addf(out, "\033[%sm", codes[paint]);
	}
}

void
cmd_add(struct buf *out, bool color, enum cmd_paint paint, const char *text)
{
	bool painted = color && paint != CMD_PLAIN;
	cmd_paint(out, painted, paint);
	text_terminal(out, text, strlen(text), true);
	cmd_paint(out, painted, CMD_PLAIN);
}

void
cmd_wrap(struct buf *out, const char *text, int at, int indent, int width)
{
	struct buf safe = {0};
	text_terminal(&safe, text, strlen(text), true);
	int column = at;
	bool fresh = true; /* nothing of the text is on this line yet */
	for (const char *s = buf_str(&safe); *s;) {
		size_t blanks = strspn(s, " "), len = strcspn(s + blanks, " \n");
		struct buf word = {0};
		buf_add(&word, s + blanks, len);
		int columns = (int)text_width(buf_str(&word));
		buf_free(&word);
		if (!fresh && column + (int)blanks + columns > width) {
			buf_addf(out, "\n%*s", indent, "");
			column = indent;
			fresh = true;
		}
		/* Blanks at the beginning of a line that the author broke are meant. */
		size_t keep =
			fresh && column == indent && s > safe.data && s[-1] != '\n' ? 0 : blanks;
		buf_addf(out, "%*s%.*s", (int)keep, "", (int)len, s + blanks);
		column += (int)keep + columns;
		fresh = false;
		s += blanks + len;
		if (*s == '\n') {
			buf_addf(out, "\n%*s", s[1] && s[1] != '\n' ? indent : 0, "");
			column = indent;
			fresh = true;
			s++;
		}
	}
	buf_addc(out, '\n');
	buf_free(&safe);
}
