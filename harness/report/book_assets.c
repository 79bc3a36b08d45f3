// SPDX-License-Identifier: MIT
#include "book_assets.h"

#include <stddef.h>

const char *const book_css[] = {
#include "book_css.inc"
	NULL};

const char *const book_js[] = {
#include "book_js.inc"
	NULL};
