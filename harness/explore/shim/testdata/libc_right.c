// SPDX-License-Identifier: MIT
/* Two threads use libc on memory of their own: all of it works as without the explorer. */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <wchar.h>

struct pair {
	long a, b, c;
	char d;
};

static int
by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void
blocks(void)
{
	struct pair p = {1, 2, 3, 'd'}, q = p;
	char text[200] = "0123456789", other[200];

	assert(q.a == 1 && q.b == 2 && q.c == 3 && q.d == 'd');
	memmove(text + 1, text, 10);
	assert(strcmp(text, "00123456789") == 0);
	memcpy(other, text + 3, 61);
	assert(memcmp(other, "23456789", 9) == 0);
	memset(other, 'x', sizeof other);
	assert(mempcpy(other, "ab", 2) == other + 2 && other[2] == 'x');
	assert(memchr(other, 'b', 4) == other + 1 && memrchr(other, 'x', 9) == other + 8);
	assert(memmem(text, 11, "123", 3) == text + 2);
	assert(memccpy(other, "one,two", ',', 7) == other + 4 && memccpy(other, "one", ',', 3) == NULL);
	memcpy(other, text, sizeof text);
	assert(memcmp(other, text, sizeof text) == 0);
}

static void
strings(void)
{
	char a[300], b[300], *rest, *s;

	assert(strcpy(a, "hello") == a && stpcpy(b, "hello") == b + 5 && strcmp(a, b) == 0);
	memset(a, 'z', sizeof a);
	assert(strncpy(a, "abc", 6) == a && memcmp(a, "abc\0\0\0z", 7) == 0);
	assert(stpncpy(a, "abcdef", 3) == a + 3 && memcmp(a, "abc\0", 4) == 0);
	assert(strcat(a, "def") == a && strncat(a, "ghijk", 2) == a && strcmp(a, "abcdefgh") == 0);
	memset(b, 'y', 299);
	b[299] = '\0';
	strcpy(a, b);
	assert(strlen(a) == 299 && strnlen(a, 17) == 17);
	s = strdup("copy");
	assert(strcmp(s, "copy") == 0);
	free(s);
	s = strndup("copies", 3);
	assert(strcmp(s, "cop") == 0);
	free(s);
	strcpy(a, " one, two ,three");
	assert(strcmp(strtok(a, " ,"), "one") == 0 && strcmp(strtok(NULL, " ,"), "two") == 0);
	assert(strcmp(strtok(NULL, " ,"), "three") == 0 && strtok(NULL, " ,") == NULL);
	strcpy(a, "x:y");
	assert(strcmp(strtok_r(a, ":", &rest), "x") == 0 && strcmp(strtok_r(NULL, ":", &rest), "y") == 0);
	assert(strtok_r(NULL, ":", &rest) == NULL);
	assert(strcasecmp("Ab", "aB") == 0 && strncmp("abc", "abd", 2) == 0 && strncasecmp("aX", "AY", 1) == 0);
	assert(strspn("aab", "a") == 2 && strcspn("aab", "b") == 2 && *strpbrk("xyz", "zy") == 'y');
	assert(strcmp(strchr("abcabc", 'c'), "cabc") == 0 && strcmp(strrchr("abcabc", 'b'), "bc") == 0);
	assert(strcmp(strstr("abcabc", "ca"), "cabc") == 0 && strcasestr("xABx", "ab") != NULL);
}

static void
numbers(void)
{
	int list[] = {3, 1, 2};
	char *end;

	assert(strtol("12x", &end, 10) == 12 && *end == 'x' && strtoull("ff", NULL, 16) == 255);
	assert(atoi("7") == 7 && atol("-8") == -8 && strtod("1.5", &end) == 1.5 && *end == '\0');
	qsort(list, 3, sizeof *list, by_value);
	assert(list[0] == 1 && list[1] == 2 && list[2] == 3);
}

static void
formats(void)
{
	char text[64], word[8], set[8], one, *made;
	int n = -1, i, got;
	long l;
	double d;
	short h;

	assert(snprintf(text, sizeof text, "%s|%.2s|%*d|%-5ld|%c%%|%Lf|%zu|%p%n", "str", "precise", 4, 7,
		       9L, 'c', 1.5L, (size_t)3, NULL, &n) == n);
	assert(strcmp(text, "str|pr|   7|9    |c%|1.500000|3|(nil)") == 0);
	assert(snprintf(text, 4, "%d", 123456) == 6 && strcmp(text, "123") == 0);
	assert(snprintf(NULL, 0, "%.*s %ls", 2, "xyz", L"wide") == 7);
	assert(sprintf(text, "%2$s %1$d", 1, "two") == 5);
	assert(asprintf(&made, "%s-%d", "made", 3) == 6 && strcmp(made, "made-3") == 0);
	free(made);
	got = sscanf("12 word 3.5 [ab] q 9 99", "%d %7s %lf [%7[^]]] %c%hd %*d%ln", &i, word, &d, set, &one, &h, &l);
	assert(got == 6 && i == 12 && d == 3.5 && one == 'q' && h == 9 && l == 23);
	assert(strcmp(word, "word") == 0 && strcmp(set, "ab") == 0);
	assert(sscanf("text", "%ms", &made) == 1 && strcmp(made, "text") == 0);
	free(made);
}

static void
times(void)
{
	time_t zero = 0;
	struct tm tm, *got = gmtime_r(&zero, &tm);
	char text[64];

	assert(got == &tm && tm.tm_year == 70 && strftime(text, sizeof text, "%Y-%m-%d", &tm) == 10);
	assert(strcmp(text, "1970-01-01") == 0);
}

static void *
all(void *unused)
{
	blocks();
	strings();
	numbers();
	formats();
	times();
	return unused;
}

int
main(void)
{
	time_t zero = 0;
	pthread_t other;

	setenv("TZ", "UTC", 1);
	assert(strcmp(getenv("TZ"), "UTC") == 0 && gmtime(&zero)->tm_mday == 1);
	assert(strcmp(ctime(&zero), "Thu Jan  1 00:00:00 1970\n") == 0);
	pthread_create(&other, NULL, all, NULL);
#ifdef BOTH
	numbers();
#endif
	pthread_join(other, NULL);
	all(NULL);
	puts("all right");
	return 0;
}
