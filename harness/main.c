// SPDX-License-Identifier: MIT
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cmd.h"
#include "diag.h"
#include "text.h"

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	const char *help;
} commands[] = {
	{"run", cmd_run, "the main job: build, run and judge cases, and write the reports"},
	{"book", cmd_book, "the same, written as HTML pages only"},
	{"list", cmd_list, "the catalogue as a table"},
	{"explain", cmd_explain, "any report of ThreadSanitizer, Helgrind or DRD, in plain words"},
	{"show", cmd_show, "one case: its story, source, what each tool says, and its fixes"},
	{"measure", cmd_measure, "how often each detector sees what a case says it sees"},
	{"lint", cmd_lint, "check the catalogue's own rules"},
	{"score", cmd_score, "the detectors' score card of the last run"},
	{"explore", cmd_explore, "find the interleaving that fails, or say how much was searched"},
	{"replay", cmd_replay, "run one recorded schedule again, exactly"},
	{"cc", cmd_cc, "a drop-in C compiler for the explorer: make CC=\"hazard cc\""},
	{"c++", cmd_cxx, "the same for C++"},
	{"doctor", cmd_doctor, "is this machine able to see races at all?"},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static int
help(void)
{
	puts("hazard makes concurrency bugs visible: a catalogue of broken programs and their "
	     "fixes, run under\n"
	     "ThreadSanitizer, Helgrind and DRD, and judged line by line.\n"
	     "\n"
	     "usage: hazard COMMAND [OPTION…] [SELECTOR…]\n");
	for (size_t i = 0; i < COMMANDS; i++) {
		printf("  %-9s %s\n", commands[i].name, commands[i].help);
	}
	puts("\n"
	     "  hazard COMMAND --help    the command's options\n"
	     "  hazard --version\n"
	     "\n"
	     "A selector is a class (deadlock), a case (deadlock/lock-order), a glob (queue/*), "
	     "level:1-2, cwe:366\n"
	     "or topic:T3.\n"
	     "\n"
	     "Exit codes: 0 clean, 1 findings or a failing case, 2 usage, 3 a tool or a build "
	     "failed,\n"
	     "77 nothing to judge, 124 out of time, 130 interrupted.\n"
	     "\n"
	     "New here? hazard list --path first");
	return EXIT_HAZARD_OK;
}

static int
no_command(const char *name)
{
	const char *names[COMMANDS + 1] = {0};
	for (size_t i = 0; i < COMMANDS; i++) {
		names[i] = commands[i].name;
	}
	const char *near = text_nearest(name, names);
	if (near) {
		diag("no command `%s`; did you mean `%s`?", name, near);
	} else {
		diag("no command `%s`; `hazard help` names them", name);
	}
	return EXIT_HAZARD_USAGE;
}

int
main(int argc, char **argv)
{
	/* A reader that leaves (`hazard list | head`) is no error: writes then fail with EPIPE. */
	signal(SIGPIPE, SIG_IGN);
	if (argc < 2) {
		help();
		return EXIT_HAZARD_USAGE;
	}
	const char *name = argv[1];
	if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		return help();
	}
	if (strcmp(name, "--version") == 0) {
		puts("hazard " HAZARD_VERSION);
		return EXIT_HAZARD_OK;
	}
	for (size_t i = 0; i < COMMANDS; i++) {
		if (strcmp(name, commands[i].name) == 0) {
			return commands[i].run(argc - 1, argv + 1);
		}
	}
	return no_command(name);
}
