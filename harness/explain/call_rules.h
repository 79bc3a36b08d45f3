// SPDX-License-Identifier: MIT
/* The questions that tell the other findings apart: by the tool's words first, then by the source.  See pattern_calls.c. */
#ifndef HAZARD_CALL_RULES_H
#define HAZARD_CALL_RULES_H

#include <stdbool.h>

struct facts;

bool call_lock_order(const struct facts *f);
bool call_lock_order_by_one(const struct facts *f);
bool call_granted(const struct facts *f);
bool call_relock(const struct facts *f);
bool call_joins_itself(const struct facts *f);
bool call_stuck(const struct facts *f);
bool call_livelock(const struct facts *f);
bool call_on_freed_memory(const struct facts *f);
bool call_timed_lock_ignored(const struct facts *f);
bool call_read_unlock(const struct facts *f);
bool call_unlock_of_invalid(const struct facts *f);
bool call_unlock_of_unknown(const struct facts *f);
bool call_bad_unlock(const struct facts *f);
bool call_held_in_a_wait(const struct facts *f);
bool call_held_by_stranger(const struct facts *f);
bool call_held_after_jump(const struct facts *f);
bool call_held_after_exit(const struct facts *f);
bool call_held_with_relock(const struct facts *f);
bool call_held_in_wrong_context(const struct facts *f);
bool call_held_at_the_end(const struct facts *f);
bool call_held_after_return(const struct facts *f);
bool call_lock_held(const struct facts *f);
bool call_invalid_object(const struct facts *f);
bool call_initialised_twice(const struct facts *f);
bool call_destroyed_in_use(const struct facts *f);
bool call_destroyed_condition(const struct facts *f);
bool call_destroyed_locked(const struct facts *f);
bool call_destroyed_unseen(const struct facts *f);
bool call_signalled_unlocked(const struct facts *f);
bool call_signalled_for_two(const struct facts *f);
bool call_waits_unlocked(const struct facts *f);
bool call_waits_with_two(const struct facts *f);
bool call_condvar_misuse(const struct facts *f);
bool call_barrier_misuse(const struct facts *f);
bool call_create_failed(const struct facts *f);
bool call_join_failed(const struct facts *f);
bool call_api_error(const struct facts *f);
bool call_thread_leak(const struct facts *f);
bool call_in_handler(const struct facts *f);
bool call_spoils_errno(const struct facts *f);
bool call_hold_time(const struct facts *f);

#endif
