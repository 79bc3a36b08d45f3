// SPDX-License-Identifier: MIT
#include "fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "buf.h"
#include "diag.h"

bool
fs_read(const char *path, size_t max, struct buf *out)
{
	struct stat st;
	size_t before = out->len;
	/* Without O_NONBLOCK, opening a FIFO would wait for its writer. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0 || fstat(fd, &st) < 0) {
		diag("read %s:", path);
		goto fail;
	}
	if (!S_ISREG(st.st_mode)) {
		diag("read %s: not a regular file", path);
		goto fail;
	}
	char piece[32 * 1024];
	ssize_t n;
	while ((n = read(fd, piece, sizeof piece)) != 0) {
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0) {
			diag("read %s:", path);
			goto fail;
		}
		if (max && out->len - before + (size_t)n > max) {
			diag("read %s: larger than %zu bytes", path, max);
			goto fail;
		}
		buf_add(out, piece, (size_t)n);
	}
	close(fd);
	return true;
fail:
	if (fd >= 0) {
		close(fd);
	}
	if (out->data) {
		out->len = before;
		out->data[before] = '\0';
	}
	return false;
}

static bool
write_all(int fd, const char *data, size_t len)
{
	while (len) {
		ssize_t n = write(fd, data, len);
		if (n < 0 && errno == EINTR) {
			continue;
		}
		if (n < 0) {
			return false;
		}
		data += n;
		len -= (size_t)n;
	}
	return true;
}

static bool
write_direct(const char *path, const void *data, size_t len)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	bool ok = fd >= 0 && write_all(fd, data, len);
	if (!ok) {
		diag("write %s:", path);
	}
	if (fd >= 0 && close(fd) < 0 && ok) {
		diag("write %s:", path);
		ok = false;
	}
	return ok;
}

bool
fs_write(const char *path, const void *data, size_t len)
{
	struct stat st;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
		if (S_ISDIR(st.st_mode)) {
			diag("write %s: it is a folder", path);
			return false;
		}
		return write_direct(path, data, len);
	}
	struct arena a = {0};
	char *temp = arena_printf(&a, "%s.XXXXXX", path);
	int fd = mkostemp(temp, O_CLOEXEC);
	bool made = fd >= 0;
	/* mkostemp makes it private; a report is as readable as any new file. */
	mode_t mask = umask(0);
	umask(mask);
	bool ok =
		made && fchmod(fd, 0666 & ~mask) == 0 && write_all(fd, data, len) && fsync(fd) == 0;
	int error = errno;
	if (made && close(fd) < 0 && ok) {
		error = errno;
		ok = false;
	}
	if (ok && rename(temp, path) < 0) {
		error = errno;
		ok = false;
	}
	if (!ok) {
		if (made) {
			unlink(temp);
		}
		errno = error;
		diag("write %s:", path);
	}
	arena_free(&a);
	return ok;
}

bool
fs_make_dirs(const char *path)
{
	struct arena a = {0};
	char *part = arena_strdup(&a, path);
	bool ok = true;
	for (char *p = part + 1; ok; p++) {
		if (*p != '/' && *p != '\0') {
			continue;
		}
		char end = *p;
		*p = '\0';
		if (mkdir(part, 0777) < 0 && !(errno == EEXIST && fs_is_dir(part))) {
			diag("make the folder %s:", part);
			ok = false;
		}
		*p = end;
		if (!end) {
			break;
		}
	}
	arena_free(&a);
	return ok;
}

static bool
remove_at(int dir, const char *name)
{
	if (unlinkat(dir, name, 0) == 0 || errno == ENOENT) {
		return true;
	}
	if (errno != EISDIR && errno != EPERM) {
		return false;
	}
	int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	if (!d) {
		if (fd >= 0) {
			close(fd);
		}
		return false;
	}
	bool ok = true;
	struct dirent *e;
	while ((e = readdir(d))) {
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
			ok = remove_at(fd, e->d_name) && ok;
		}
	}
	closedir(d);
	return unlinkat(dir, name, AT_REMOVEDIR) == 0 && ok;
}

bool
fs_remove(const char *path)
{
	if (!remove_at(AT_FDCWD, path)) {
		diag("remove %s:", path);
		return false;
	}
	return true;
}

char *
fs_temp_dir(struct arena *a, const char *dir, const char *prefix)
{
	char *path = arena_printf(a, "%s/%sXXXXXX", dir, prefix);
	if (!mkdtemp(path)) {
		diag("make a folder in %s:", dir);
		return NULL;
	}
	return path;
}

bool
fs_exists(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0;
}

bool
fs_is_dir(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **
fs_list(struct arena *a, const char *path)
{
	DIR *d = opendir(path);
	if (!d) {
		diag("read the folder %s:", path);
		return NULL;
	}
	const char **names = NULL;
	size_t count = 0;
	struct dirent *e;
	while ((e = readdir(d))) {
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
			*ARENA_PUSH(a, names, count) = arena_strdup(a, e->d_name);
		}
	}
	closedir(d);
	if (count) {
		qsort(names, count, sizeof *names, by_name);
	}
	*ARENA_PUSH(a, names, count) = NULL;
	return names;
}

char *
fs_join(struct arena *arena, const char *a, const char *b)
{
	size_t n = strlen(a);
	return arena_printf(arena, n && a[n - 1] == '/' ? "%s%s" : "%s/%s", a, b);
}

const char *
fs_base(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static bool
is_program(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

static char *
absolute(struct arena *a, const char *path)
{
	if (path[0] == '/') {
		return arena_strdup(a, path);
	}
	char cwd[PATH_MAX];
	return getcwd(cwd, sizeof cwd) ? fs_join(a, cwd, path) : NULL;
}

char *
fs_program(struct arena *a, const char *name)
{
	if (strchr(name, '/')) {
		return is_program(name) ? absolute(a, name) : NULL;
	}
	const char *path = getenv("PATH");
	if (!path) {
		path = "/usr/local/bin:/usr/bin:/bin";
	}
	while (*path) {
		size_t n = strcspn(path, ":");
		char *full = arena_printf(a, "%.*s/%s", n ? (int)n : 1, n ? path : ".", name);
		if (is_program(full)) {
			return absolute(a, full);
		}
		path += n + (path[n] == ':');
	}
	return NULL;
}

char *
fs_cache_dir(struct arena *a)
{
	const char *cache = getenv("XDG_CACHE_HOME");
	const char *home = getenv("HOME");
	if (cache && cache[0] == '/') {
		return fs_join(a, cache, "hazard");
	}
	if (home && home[0] == '/') {
		return fs_join(a, home, ".cache/hazard");
	}
	return arena_printf(a, "/tmp/hazard-%u", (unsigned)getuid());
}

char *
fs_self(struct arena *a)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path);
	return n > 0 && (size_t)n < sizeof path ? arena_strndup(a, path, (size_t)n) : NULL;
}
