// SPDX-License-Identifier: MIT
#include "terminal_input.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { CTRL_D = 4 };

static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};

enum { SIGNALS = sizeof signals / sizeof *signals };

/* Signal handlers need it. */
static struct {
	volatile sig_atomic_t active;
	int fd;
	struct termios before, now;
	struct sigaction old[SIGNALS];
	char eof;
	bool in_line; /* the last byte was not the end of a line */
} terminal;

static void
set_back(int signal)
{
	int error = errno;
	struct sigaction mine, standard = {.sa_handler = SIG_DFL};
	sigset_t set, old;
	tcsetattr(terminal.fd, TCSANOW, &terminal.before);
	sigaction(signal, &standard, &mine);
	sigemptyset(&set);
	sigaddset(&set, signal);
	raise(signal);
	pthread_sigmask(SIG_UNBLOCK, &set, &old); /* here it ends or stops */
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	sigaction(signal, &mine, NULL);
	tcsetattr(terminal.fd, TCSANOW, &terminal.now);
	errno = error;
}

static void
take_signals(void)
{
	struct sigaction mine = {.sa_handler = set_back, .sa_flags = SA_RESTART};
	for (int i = 0; i < SIGNALS; i++) {
		sigaddset(&mine.sa_mask, signals[i]);
	}
	for (int i = 0; i < SIGNALS; i++) {
		sigaction(signals[i], NULL, &terminal.old[i]);
		if (terminal.old[i].sa_handler == SIG_DFL) {
			sigaction(signals[i], &mine, NULL);
		}
	}
}

bool
terminal_input_begin(int fd)
{
	if (terminal.active || tcgetattr(fd, &terminal.before) < 0) {
		return false;
	}
	cc_t eof = terminal.before.c_cc[VEOF];
	terminal.fd = fd;
	terminal.eof = eof == _POSIX_VDISABLE ? CTRL_D : (char)eof;
	terminal.in_line = false;
	terminal.now = terminal.before;
	terminal.now.c_lflag &= ~(tcflag_t)ICANON;
	terminal.now.c_cc[VMIN] = 1;
	terminal.now.c_cc[VTIME] = 0;
	take_signals();
	terminal.active = 1;
	if (tcsetattr(fd, TCSANOW, &terminal.now) < 0) {
		terminal_input_end();
		return false;
	}
	return true;
}

void
terminal_input_end(void)
{
	if (!terminal.active) {
		return;
	}
	tcflush(terminal.fd, TCIFLUSH);
	tcsetattr(terminal.fd, TCSANOW, &terminal.before);
	for (int i = 0; i < SIGNALS; i++) {
		sigaction(signals[i], &terminal.old[i], NULL);
	}
	terminal.active = 0;
}

size_t
terminal_input_take(const char *bytes, size_t n, bool *end)
{
	*end = false;
	for (size_t i = 0; i < n; i++) {
		bool in_line = i ? bytes[i - 1] != '\n' : terminal.in_line;
		if (bytes[i] == terminal.eof && (!in_line || i + 1 == n)) {
			*end = true;
			return i;
		}
	}
	terminal.in_line = bytes[n - 1] != '\n';
	return n;
}
