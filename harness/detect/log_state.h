// SPDX-License-Identifier: MIT
/* Inside report_log.c and log_*.c: what is known in the middle of a log. */
#ifndef HAZARD_LOG_STATE_H
#define HAZARD_LOG_STATE_H

#include "buf.h"
#include "log_scan.h"
#include "log_seen.h"
#include "report_log.h"
#include "span.h"
#include "valgrind_plain.h"
#include "vec.h"

enum {
	LOG_MOST_LINE = 64 * 1024,     /* longer lines are taken as several */
	LOG_MOST_PREFIX = 4096,        /* what stands further before an anchor isn't looked at */
	LOG_HISTORY = 64 * 1024,       /* for a report whose first line is missing */
	LOG_MOST_REPORT = 1024 * 1024, /* bytes; a longer one is cut */
	LOG_MOST_OWN = 16 * 1024,      /* of a report's line; longer ones are left out */
	LOG_MOST_FOREIGN = 200,        /* lines of other output in a row inside a report */
	LOG_MOST_STREAMS = 64,         /* processes of Valgrind at the same time */
	LOG_MOST_REGIONS = 8,          /* reports of ThreadSanitizer at the same time */
	LOG_MOST_BIRTHS = 256 * 1024,  /* bytes of announcements kept for a process */
	LOG_MOST_BORN = 4096,          /* announcements kept for a process */
	LOG_MOST_NAME = 24,            /* bytes of a tool's name */
};

/* A report's text, complete as far as it is there. */
struct log_piece {
	enum log_format { LOG_TSAN, LOG_TEXT, LOG_XML } format;
	enum detector detector;
	struct span text;   /* as finding.text will be */
	size_t unsaid;      /* bytes at its start that were never in the log: not shown */
	struct span error;  /* of LOG_TEXT and LOG_XML: without announcements */
	struct span before; /* of LOG_XML: announcements */
	const struct valgrind_birth *births; /* of LOG_TEXT */
	size_t birth_count;
	size_t thread;
	int pid;
	size_t line; /* of the log */
	bool cut, headless;
	bool reprint; /* of the list that Valgrind's -s prints at the end: not one more */
};

/* A report of ThreadSanitizer that is being read. */
struct log_region {
	struct buf text;   /* its lines, plain */
	struct buf prefix; /* what stands before its header */
	size_t own;        /* bytes up to the end of the last line that looked like its own */
	size_t foreign;    /* lines since then */
	bool ruled; /* its last line is a rule: its own end, or the next report's beginning */
	size_t line;
};

/* An announcement: of thread `number`, in bytes [start, end) of log_stream.births. */
struct log_born {
	size_t number, start, end;
};

/* One process under Helgrind or DRD, as text. */
struct log_stream {
	int pid;
	size_t used;              /* the last line that was its own, counted; 0: the slot is free */
	bool known;               /* `detector` is */
	bool other;               /* a tool that is neither */
	char tool[LOG_MOST_NAME]; /* that other one */
	enum detector detector;
	size_t thread;    /* DRD's, announced last */
	struct buf error; /* lines of the open error, with their marks; empty: none is open */
	bool begun;       /* it has more than prefaces */
	bool ended;       /* its last line was blank */
	bool reprint;     /* from here on (log_piece) */
	size_t line;
	struct buf pending; /* an unknown sentence: an error if a stack follows */
	size_t preamble_line;
	struct buf preamble; /* announcements since the last error */
	struct buf births;   /* all announcements */
	VEC(struct log_born) born;
	bool in_birth;   /* an announcement is being read */
	bool birth_kept; /* it is the last one of `born` */
};

/* A document of Valgrind's XML. */
struct log_document {
	bool open;         /* inside it, as far as is known */
	bool known, other; /* as log_stream */
	char tool[LOG_MOST_NAME];
	enum detector detector;
	int pid;
	struct buf element; /* the <error> or <announcethread> being read; empty: none */
	bool is_error;
	size_t depth;      /* of elements open in it */
	size_t whole;      /* bytes of it up to the last child that is complete */
	bool leaf;         /* its last line is a leaf that has not ended */
	size_t columns;    /* of that leaf's last line in the log */
	struct buf before; /* announcements */
	size_t foreign;    /* lines of other output in a row */
	size_t line;
};

/* A line of Valgrind's text that may go on in the next line. */
struct log_wrap {
	struct buf line; /* empty: there is none */
	size_t number;
	size_t last;   /* columns of its last piece */
	size_t at;     /* the width at which it was cut */
	size_t widest; /* of all those lines */
	size_t width;  /* at which frames were cut; 0: not known */
};

struct report_log {
	struct arena *arena;
	report_found *found;
	void *data;
	struct report_counts counts;
	struct log_seen seen;
	size_t arena_start; /* arena->bytes at the beginning */

	/* of the input; offsets are of the whole log */
	struct buf in;     /* of it, in.data[0] is at `base` */
	size_t base, next; /* the next byte to be looked at */
	size_t floor;      /* the end of the last line that was taken */
	size_t counted;    /* lines are counted up to here */
	size_t lines;      /* newlines up to there */
	size_t consumed;   /* the end of the last report of ThreadSanitizer */
	struct log_scan scan;

	struct log_region regions[LOG_MOST_REGIONS];
	size_t region_count;
	struct log_stream streams[LOG_MOST_STREAMS];
	size_t stream_uses;
	size_t last_stream; /* that a line was of */
	struct log_document document;

	struct log_wrap wrap;

	struct buf plain, mended, scratch;
};

/* A line of the log: `plain` has no escapes; `ended`: a newline followed. */
struct log_line {
	struct span plain;
	size_t number;
	size_t start, end; /* offsets in the log; `end` is behind the newline */
	bool ended;
};

enum { LOG_SLICE = 256 * 1024 }; /* of the input, at a time */

/* Looks at what is new in `in`; `last`: nothing more will come.  Where the input ends, as an offset. */
void log_input_run(struct report_log *log, bool last);
size_t log_input_end(const struct report_log *log);

/* Takes a report, whether it is a new one or not. */
void log_take(struct report_log *log, const struct log_piece *piece);

/* One more report of another tool. */
void log_other(struct report_log *log, struct span tool);

/* A line in which "Sanitizer: " stands, or any line while a report of ThreadSanitizer is open. */
void log_tsan_take(struct report_log *log, const struct log_line *line);
/* Reports that are open are cut here; and at the end of the log. */
void log_tsan_cut(struct report_log *log);
void log_tsan_finish(struct report_log *log);

/* A line of Valgrind's text; and the end of all processes. */
void log_text_take(
	struct report_log *log, const struct log_line *line, const struct valgrind_mark *mark);
void log_text_finish(struct report_log *log);

/* The same, but for lines that a terminal may have wrapped: they wait for their rest. */
void log_wrap_take(
	struct report_log *log, const struct log_line *line, const struct valgrind_mark *mark);

/* While a line waits: true where this one is its rest; else that one is taken. */
bool log_wrap_rest(struct report_log *log, const struct log_line *line, bool marked);
void log_wrap_finish(struct report_log *log);

/* The usual width of a terminal that would have cut a line of `len` columns, its last blank lost or not; 0: none. */
size_t log_wrap_width(size_t len);

/* Any line with an element, or any while a document is open. */
void log_xml_take(struct report_log *log, const struct log_line *line);
void log_xml_finish(struct report_log *log);

#endif
