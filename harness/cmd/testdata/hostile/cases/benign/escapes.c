// SPDX-License-Identifier: MIT
/*
 * Escapes: what it prints would set the title, clear the screen and ring the bell.
 *
 * None of that may reach the terminal of who reads the report.
 *
 * @level 1
 * @stdout done
 */
#include <stdio.h>

int
main(void)
{
	fputs("\033]0;owned\007\033[2J\033[31m]]>&<\"\302\233\200\n", stdout);
	fputs("wrong: \033]0;owned\007\033[2J\033[31m]]>&<\"\302\233\200\n", stderr);
	return 1;
}
