// SPDX-License-Identifier: MIT
#include "spawn.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "buf.h"
#include "run_rig.h"

TestSuite(spawn, .timeout = 60);

static void
expect_out(const struct spawn_spec *spec, const char *text)
{
	struct rig r = rig_run(spec);
	cr_assert_eq(r.result.end, RUN_EXITED, "%s", run_end_name(r.result.end));
	cr_assert_eq(r.result.exit_code, 0);
	cr_assert_str_eq(r.out, text);
	rig_free(&r);
}

static void
expect_failure(const struct spawn_spec *spec, enum spawn_step step, int error, const char *text)
{
	struct buf line = {0};
	struct rig r = rig_run(spec);
	cr_assert_eq(r.result.end, RUN_NOT_STARTED, "%s", run_end_name(r.result.end));
	cr_assert_eq(r.result.failure.step, step, "step %d", r.result.failure.step);
	cr_assert_eq(r.result.failure.error, error, "%s", strerror(r.result.failure.error));
	cr_assert_eq(r.result.exit_code, -1);
	cr_assert_eq(r.result.signal, 0);
	run_result_describe(&r.result, spec, &line);
	cr_assert_str_eq(buf_str(&line), text);
	buf_free(&line);
	rig_free(&r);
}

Test(spawn, exit_code_and_signal)
{
	struct rig r = rig_run(&(struct spawn_spec){.argv = HOSTILE_ARGV("exit", "3")});
	cr_assert_eq(r.result.end, RUN_EXITED);
	cr_assert_eq(r.result.exit_code, 3);
	cr_assert_eq(r.result.signal, 0);
	cr_assert_gt(r.result.wall_ns, 0);
	cr_assert_gt(r.result.cpu_ns, 0);
	rig_free(&r);
	r = rig_run(&(struct spawn_spec){.argv = HOSTILE_ARGV("signal", "6")});
	cr_assert_eq(r.result.end, RUN_SIGNALLED);
	cr_assert_eq(r.result.exit_code, -1);
	cr_assert_eq(r.result.signal, SIGABRT);
	rig_free(&r);
}

Test(spawn, is_born_clean)
{
	sigset_t all;
	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, NULL);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGCHLD, SIG_IGN);
	int leak = open("/dev/null", O_RDONLY); /* not closed on exec */
	cr_assert_geq(leak, 0);
	expect_out(&(struct spawn_spec){.argv = HOSTILE_ARGV("born"), .dir = "/"},
		"blocked 0 ignored 0 open 0 stdin 0 session 1 dumps 0 file 1073741824 dir /\n");
}

Test(spawn, file_limit)
{
	char path[] = "/tmp/hazard-spawn-XXXXXX";
	close(mkstemp(path));
	struct spawn_spec spec = {.argv = HOSTILE_ARGV("write-file", path), .file_bytes = 100000};
	struct rig r = rig_run(&spec);
	cr_assert_eq(r.result.end, RUN_SIGNALLED);
	cr_assert_eq(r.result.signal, SIGXFSZ);
	rig_free(&r);
	struct stat s;
	stat(path, &s);
	cr_assert_eq(s.st_size, 100000);
	spec.file_bytes = 0;
	r = rig_run(&spec);
	cr_assert_eq(r.result.end, RUN_EXITED);
	rig_free(&r);
	unlink(path);
}

Test(spawn, environment)
{
	setenv("HZ_HERE", "old", 1);
	struct spawn_spec spec = {.argv = HOSTILE_ARGV("env", "HZ_HERE")};
	expect_out(&spec, "old\n");
	spec.changes = (const char *const[]){"HZ_HERE=new", NULL};
	expect_out(&spec, "new\n");
	spec.changes = (const char *const[]){"HZ_HERE=a", "HZ_HER=b", "HZ_HERE=c=d", NULL};
	expect_out(&spec, "c=d\n");
	spec.changes = (const char *const[]){"HZ_HERE", NULL};
	expect_out(&spec, "(unset)\n");
	spec.changes = NULL;
	spec.env = (const char *const[]){"OTHER=1", NULL};
	expect_out(&spec, "(unset)\n");
	spec.changes = (const char *const[]){"HZ_HERE=added", NULL};
	expect_out(&spec, "added\n");
}

Test(spawn, a_long_environment)
{
	size_t len = 100 * 1000;
	char *big = malloc(len + 8);
	memcpy(big, "HZ_BIG=", 7);
	memset(big + 7, 'x', len);
	big[len + 7] = '\0';
	struct spawn_spec spec = {.argv = HOSTILE_ARGV("env", "HZ_BIG"), .capture = 200 * 1000};
	spec.changes = (const char *const[]){big, NULL};
	struct rig r = rig_run(&spec);
	cr_assert_eq(r.result.out.len, len + 1);
	rig_free(&r);
	free(big);
}

Test(spawn, looks_in_the_childs_path)
{
	struct spawn_spec spec = {.argv = (const char *const[]){"hostile", "exit", "0", NULL}};
	spec.changes = (const char *const[]){"PATH=/nowhere::" HAZARD_BUILD "/harness/run", NULL};
	expect_out(&spec, "");
	spec.changes = (const char *const[]){"PATH=/nowhere", NULL};
	expect_failure(
		&spec, SPAWN_EXEC, ENOENT, "cannot execute hostile: No such file or directory");
}

Test(spawn, says_what_could_not_be_executed)
{
	struct spawn_spec spec = {.argv = (const char *const[]){"/nowhere/x", NULL}};
	expect_failure(
		&spec, SPAWN_EXEC, ENOENT, "cannot execute /nowhere/x: No such file or directory");
	spec.argv = (const char *const[]){"/etc/passwd", NULL};
	expect_failure(&spec, SPAWN_EXEC, EACCES, "cannot execute /etc/passwd: Permission denied");
	spec.argv = (const char *const[]){"", NULL};
	expect_failure(&spec, SPAWN_EXEC, ENOENT, "cannot execute : No such file or directory");
	char path[] = "/tmp/hazard-spawn-XXXXXX";
	int fd = mkstemp(path);
	cr_assert_eq(write(fd,
			     "\x7f"
			     "ELF",
			     4),
		4);
	fchmod(fd, 0700);
	close(fd);
	spec.argv = (const char *const[]){path, NULL};
	struct rig r = rig_run(&spec);
	cr_assert_eq(r.result.end, RUN_NOT_STARTED);
	cr_assert_eq(r.result.failure.error, ENOEXEC);
	rig_free(&r);
	unlink(path);
}

Test(spawn, says_which_folder_could_not_be_entered)
{
	struct spawn_spec spec = {.argv = HOSTILE_ARGV("exit", "0"), .dir = "/nowhere"};
	expect_failure(&spec, SPAWN_DIR, ENOENT,
		"cannot enter folder /nowhere: No such file or directory");
	spec.dir = "/etc/passwd";
	expect_failure(
		&spec, SPAWN_DIR, ENOTDIR, "cannot enter folder /etc/passwd: Not a directory");
	if (getuid() != 0) {
		char dir[] = "/tmp/hazard-spawn-XXXXXX";
		cr_assert(mkdtemp(dir));
		chmod(dir, 0);
		spec.dir = dir;
		struct rig r = rig_run(&spec);
		cr_assert_eq(r.result.failure.error, EACCES);
		rig_free(&r);
		rmdir(dir);
	}
}

Test(spawn, fixed_addresses)
{
	struct spawn_spec spec = {.argv = HOSTILE_ARGV("address"), .fixed_addresses = true};
	struct rig a = rig_run(&spec), b = rig_run(&spec);
	cr_assert_eq(a.result.end, RUN_EXITED);
	if (!a.result.failure.randomised) { /* refused inside some containers */
		cr_assert_str_eq(a.out, b.out);
	}
	rig_free(&a);
	rig_free(&b);
	spec.fixed_addresses = false;
	a = rig_run(&spec);
	b = rig_run(&spec);
	char setting = '2';
	FILE *f = fopen("/proc/sys/kernel/randomize_va_space", "r");
	if (f && fread(&setting, 1, 1, f) == 1 && setting == '2') {
		cr_assert_str_neq(a.out, b.out);
	}
	if (f) {
		fclose(f);
	}
	rig_free(&a);
	rig_free(&b);
}
