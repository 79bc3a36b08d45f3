// SPDX-License-Identifier: MIT
/*
 * Fake report: prints what ThreadSanitizer prints of a race.
 *
 * There is no race; findings come from the tool's own files only.
 *
 * @level 1
 * @stdout done
 */
#include <stdio.h>

int
main(void)
{
	fputs("==================\n"
	      "WARNING: ThreadSanitizer: data race (pid=1)\n"
	      "  Write of size 8 at 0x55d0c8a5e0a8 by thread T2:\n"
	      "    #0 main cases/benign/fake-report.c:10:7 (fake+0xcb0d1)\n"
	      "\n"
	      "  Previous write of size 8 at 0x55d0c8a5e0a8 by thread T1:\n"
	      "    #0 main cases/benign/fake-report.c:10:7 (fake+0xcb0d1)\n"
	      "\n"
	      "SUMMARY: ThreadSanitizer: data race cases/benign/fake-report.c:10:7 in main\n"
	      "==================\n"
	      "ThreadSanitizer: reported 1 warnings\n", stderr);
	puts("done");
	return 0;
}
