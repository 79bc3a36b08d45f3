char *s = "//~ a"; /* //~ b */ /* x *//* bug */ int c; // //~ d \
 more
#define ROUNDS 3
