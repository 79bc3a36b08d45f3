// SPDX-License-Identifier: MIT
/* The questions that tell races apart; each by what the tool says first, then by the source.  See pattern_race.c. */
#ifndef HAZARD_RACE_RULES_H
#define HAZARD_RACE_RULES_H

#include <stdbool.h>

struct facts;

bool race_among_atomics(const struct facts *f);
bool race_of_atomics_alone(const struct facts *f);
bool race_freed_by_itself(const struct facts *f);
bool race_says_use_after_free(const struct facts *f);
bool race_behind_a_bad_lock(const struct facts *f);
bool race_moved_by_realloc(const struct facts *f);
bool race_freed_after_atomic_wait(const struct facts *f);
bool race_freed_by_relaxed_count(const struct facts *f);
bool race_freed_by_count(const struct facts *f);
bool race_plain_count_that_frees(const struct facts *f);
bool race_destroyed(const struct facts *f);
bool race_of_descriptor(const struct facts *f);
bool race_of_environment(const struct facts *f);
bool race_of_static_buffer(const struct facts *f);
bool race_of_thread_local(const struct facts *f);
bool race_on_stack(const struct facts *f);
bool race_frame_left(const struct facts *f);
bool race_local_given_away(const struct facts *f);
bool race_of_freed_memory(const struct facts *f);
bool race_double_checked(const struct facts *f);
bool race_once_by_hand(const struct facts *f);
bool race_atomic_on_one_side(const struct facts *f);
bool race_through_queue(const struct facts *f);
bool race_after_sleep(const struct facts *f);
bool race_polled_flag(const struct facts *f);
bool race_declared_volatile(const struct facts *f);
bool race_set_after_start(const struct facts *f);
bool race_read_before_join(const struct facts *f);
bool race_of_future(const struct facts *f);
bool race_by_worker_slot(const struct facts *f);
bool race_locked_on_one_side(const struct facts *f);
bool race_locked_to_read(const struct facts *f);
bool race_locked_differently(const struct facts *f);
bool race_one_side_tells_nothing(const struct facts *f);

/* Of findings whose source isn't known, so that only the report can tell. */
bool race_half_locked_unseen(const struct facts *f);
bool race_heap_unseen(const struct facts *f);
bool race_started_unseen(const struct facts *f);
bool race_unseen(const struct facts *f);

/* Whether the source has words of C11's atomics, or of the compilers' own. */
bool race_has_atomics(const char *source);

#endif
