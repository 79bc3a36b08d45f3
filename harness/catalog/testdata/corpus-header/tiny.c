// SPDX-License-Identifier: MIT
/*
 * T: x.
 *
 * @expect tsan race(a,b) may
 * @explore weak preempt=3
 * @outcome a\nb\\
 */
int main(void) { a(); } //~ a; b: lock
