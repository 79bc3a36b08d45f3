// SPDX-License-Identifier: MIT
/* The program crashes inside a library function that it gave a bad address. */
#include <string.h>

static const char *volatile nowhere;

int
main(void)
{
	return (int)strlen(nowhere);
}
