// SPDX-License-Identifier: MIT
/* The subcommands, and what they share: exit codes, options, colour, the catalogue. */
#ifndef HAZARD_CMD_H
#define HAZARD_CMD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "kind.h"

struct arena;
struct buf;
struct catalog;
struct problems;

/* The same for every command.  Where several hold: 2, 130, 1 (proven), 3, 124, 77, 0. */
enum {
	EXIT_HAZARD_OK = 0,
	EXIT_HAZARD_FINDINGS = 1,
	EXIT_HAZARD_USAGE = 2,
	EXIT_HAZARD_TOOL = 3,
	EXIT_HAZARD_NOTHING = 77,
	EXIT_HAZARD_TIMEOUT = 124,
	EXIT_HAZARD_INTERRUPTED = 130,
};

/* Each is given its own name as argv[0], and returns one of the above. */
int cmd_list(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_lint(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_book(int argc, char **argv);
int cmd_score(int argc, char **argv);
int cmd_measure(int argc, char **argv);
int cmd_doctor(int argc, char **argv);
int cmd_explore(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_cc(int argc, char **argv);
int cmd_cxx(int argc, char **argv);

/* An option of a command.  All are long; `key` is what cmd_option() returns for it. */
struct cmd_option {
	const char *name;
	const char *arg; /* what stands for its value in the help; NULL: it takes none */
	int key;         /* 256..1000 */
	const char *help;
};

/* `options` is ended by one without a name; the common ones are not among them. */
struct cmd_usage {
	const char *synopsis; /* "list [OPTION…] [SELECTOR…]" */
	const char *about;    /* a few lines */
	const struct cmd_option *options;
};

enum cmd_color { CMD_COLOR_AUTO, CMD_COLOR_ALWAYS, CMD_COLOR_NEVER };

/* What every command understands: --catalog DIR, --color WHEN, --help. */
struct cmd_common {
	const char *catalog; /* NULL: the default */
	enum cmd_color color;
	bool help;
};

enum { CMD_END = -1, CMD_BAD = -2 };

/*
 * The next option of argv by getopt_long(): its key, with its value in *value; CMD_END after the
 * last (optind is the first argument then); CMD_BAD where there is no such option or its value is
 * wrong, which has been said. Common options are handled within.  The first call of a command:
 * optind = 0.
 */
int cmd_option(int argc, char **argv, const struct cmd_usage *usage, struct cmd_common *common,
	const char **value);

/* Prints the usage, for --help. */
void cmd_help(const struct cmd_usage *usage, FILE *out);

/* The name's index in `names` (ended by NULL), or -1, which has been said. */
int cmd_choice(const char *option, const char *value, const char *const *names);

/* An option's value as a whole number in [least, most], or as a duration (90s, 10m, 1h; plain:
 * seconds) in ns. False: it is none, which has been said. */
bool cmd_number(const char *option, const char *value, long least, long most, long *out);
bool cmd_duration(const char *option, const char *value, int64_t *ns);

/* The value of --detectors, "tsan,native".  False: a word in it is no detector, or one that can't be run; said. */
bool cmd_detectors(const char *list, bool out[static DET_COUNT]);

/*
 * The catalogue's folder: --catalog, else $HAZARD_CATALOG, else the source tree hazard was built
 * from while that exists, else where it was installed.  In `a`; NULL where there is none, which has
 * been said.
 */
const char *cmd_catalog_root(const struct cmd_common *common, struct arena *a);

/* Reads the catalogue; false: none, which has been said.  catalog_free() in any case. */
bool cmd_catalog_read(const struct cmd_common *common, struct catalog *c);

/* Whether to colour what goes to `out`: --color, else NO_COLOR, TERM, and whether it is a terminal. */
bool cmd_use_color(const struct cmd_common *common, FILE *out);

/* Columns of the terminal at stdout, else $COLUMNS, else 80. */
int cmd_width(void);

enum cmd_paint {
	CMD_PLAIN,
	CMD_BOLD,
	CMD_DIM,
	CMD_RED,
	CMD_GREEN,
	CMD_YELLOW,
	CMD_CYAN,
};

/* Begins a colour; CMD_PLAIN ends it.  Adds nothing unless `color`. */
void cmd_paint(struct buf *out, bool color, enum cmd_paint paint);

/* Adds `text` in that colour, made safe for a terminal. */
void cmd_add(struct buf *out, bool color, enum cmd_paint paint, const char *text);

/*
 * Adds `text` broken at blanks into lines of at most `width` columns.  The first begins at column
 * `at`, the others after `indent` blanks; ends with a newline.  Newlines in the text stay.
 */
void cmd_wrap(struct buf *out, const char *text, int at, int indent, int width);

/*
 * Writes to stdout: EXIT_HAZARD_OK, also where a pipe's reader has left, else EXIT_HAZARD_TOOL,
 * which has been said.
 */
int cmd_write(const struct buf *text);

/* The same through $PAGER, else less, where stdout is a terminal and `pager` is set. */
int cmd_page(const struct buf *text, bool pager);

#endif
