// SPDX-License-Identifier: MIT
/* One function a detector: its files in the scratch folder into an observation; see detect_collect.
 */
#ifndef HAZARD_COLLECT_H
#define HAZARD_COLLECT_H

#include "detect.h"

/* Names in the scratch folder: "tsan.PID", "PID.xml". */
#define COLLECT_TSAN_PREFIX "tsan"
#define COLLECT_XML_SUFFIX  ".xml"

enum { COLLECT_MOST_BYTES = 64 * 1024 * 1024 }; /* of one log */

void collect_tsan(
	struct arena *a, const char *scratch, const struct detect_ending *e, struct observation *o);
void collect_helgrind(
	struct arena *a, const char *scratch, const struct detect_ending *e, struct observation *o);
void collect_drd(
	struct arena *a, const char *scratch, const struct detect_ending *e, struct observation *o);
void collect_native(
	struct arena *a, const char *scratch, const struct detect_ending *e, struct observation *o);

#endif
