# SPDX-License-Identifier: MIT
# Makes a text file's lines into C string literals; see meson.build.
s/\\/\\\\/g
s/"/\\"/g
s/?/\\?/g
s/^/"/
s/$/\\n",/
