// SPDX-License-Identifier: MIT
/* SARIF: the file, its runs, their rules. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "buf.h"
#include "report.h"
#include "report_items.h"
#include "report_sarif.h"
#include "verdict.h"

enum { RULES_MAX = KIND_COUNT + 2, NOTIFICATIONS_MAX = 100 };

/* The weaknesses (cwe.mitre.org) that a kind is an instance of; 0: none fits. */
static int
cwe_of(const char *rule)
{
	static const struct {
		const char *rule;
		int cwe;
	} weaknesses[] = {{"race", 362}, {"use-after-free", 416}, {"lock-order", 833},
		{"deadlock", 833}, {"stuck", 833}, {"livelock", 835}, {"relock", 764},
		{"bad-unlock", 832}, {"lock-held", 667}, {"invalid-object", 908},
		{"destroy-in-use", 826}, {"condvar-misuse", 820}, {"barrier-misuse", 821},
		{"api-error", 252}, {"thread-leak", 772}, {"signal-unsafe", 479}, {"spin", 835}};
	for (size_t i = 0; i < sizeof weaknesses / sizeof *weaknesses; i++) {
		if (strcmp(weaknesses[i].rule, rule) == 0) {
			return weaknesses[i].cwe;
		}
	}
	return 0;
}

/* "DataRace" of "Data race"; none where that would be the id again. */
static void
put_name(struct sarif *s, const char *rule, const char *title)
{
	struct buf b = {0};
	bool start = true;
	for (; *title; title++) {
		if (isalnum((unsigned char)*title)) {
			buf_addc(&b, (char)(start ? toupper((unsigned char)*title) : *title));
		}
		start = !isalnum((unsigned char)*title);
	}
	if (strcasecmp(buf_str(&b), rule) != 0) {
		sarif_put(&s->json, "name", buf_str(&b));
	}
	buf_free(&b);
}

static void
put_help(struct sarif *s, const struct kind_text *text)
{
	struct json *j = &s->json;
	struct buf remedies = {0};
	kind_text_remedies(text, &remedies);
	jsonw_key(j, "help");
	jsonw_object(j);
	sarif_put(
		j, "text", arena_printf(&s->arena, "What is usually done: %s", buf_str(&remedies)));
	sarif_put(j, "markdown",
		arena_printf(&s->arena,
			"%s\n\n**What is usually done.** %s\n\n"
			"Both sides of a finding matter: the second one is linked in the message, "
			"and the "
			"way to each is under *Show paths*.",
			text->about, buf_str(&remedies)));
	jsonw_end(j);
	buf_free(&remedies);
}

/* How far the detector can be trusted, in GitHub's words: Helgrind and DRD don't take C11 atomics for synchronisation. */
static void
put_rule_properties(struct sarif *s, enum detector d, const char *rule)
{
	struct json *j = &s->json;
	int cwe = cwe_of(rule);
	jsonw_key(j, "properties");
	jsonw_object(j);
	jsonw_key(j, "tags");
	jsonw_array(j);
	jsonw_string(j, "concurrency");
	if (cwe) {
		jsonw_string(j, arena_printf(&s->arena, "external/cwe/cwe-%03d", cwe));
	}
	jsonw_end(j);
	sarif_put(j, "precision", d == DET_HELGRIND || d == DET_DRD ? "medium" : "very-high");
	sarif_put(j, "problem.severity", "error");
	jsonw_end(j);
}

static void
put_rule(struct sarif *s, enum detector d, const char *rule)
{
	struct json *j = &s->json;
	const struct kind_text *text = item_rule_text(rule);
	jsonw_object(j);
	sarif_put(j, "id", rule);
	put_name(s, rule, text->title);
	/* Whole sentences: that is what the format asks for. */
	sarif_message(s, "shortDescription", arena_printf(&s->arena, "%s.", text->title));
	sarif_message(s, "fullDescription", text->about);
	put_help(s, text);
	jsonw_key(j, "defaultConfiguration");
	jsonw_object(j);
	sarif_put(j, "level", "error");
	jsonw_end(j);
	put_rule_properties(s, d, rule);
	jsonw_end(j);
	arena_free(&s->arena);
}

static bool
has_rule(const struct items *items, enum detector d, const char *rule)
{
	for (size_t i = 0; i < items->count; i++) {
		if (items->items[i].detector == d && strcmp(items->items[i].rule, rule) == 0) {
			return true;
		}
	}
	return false;
}

/* All that this detector can find, and what else is said in its name. */
static size_t
rules_of(const struct items *items, enum detector d, const char **rules)
{
	static const char *const verdicts[] = {"not-as-stated", "malformed-case"};
	size_t count = 0;
	for (enum kind k = 0; k < KIND_COUNT; k++) {
		if (kind_possible(d, k) || has_rule(items, d, kind_name(k))) {
			rules[count++] = kind_name(k);
		}
	}
	for (size_t i = 0; i < 2; i++) {
		if (has_rule(items, d, verdicts[i])) {
			rules[count++] = verdicts[i];
		}
	}
	return count;
}

static void
put_tool(struct sarif *s, enum detector d, const char *const *rules, size_t rule_count)
{
	const struct items *items = s->items;
	struct json *j = &s->json;
	jsonw_key(j, "tool");
	jsonw_object(j);
	jsonw_key(j, "driver");
	jsonw_object(j);
	sarif_put(j, "name", "hazard");
	sarif_put(j, "fullName", arena_printf(&s->arena, "hazard: %s", detector_title(d)));
	if (items->hazard_version) {
		sarif_put(j, "version", items->hazard_version);
	}
	jsonw_key(j, "rules");
	jsonw_array(j);
	for (size_t i = 0; i < rule_count; i++) {
		put_rule(s, d, rules[i]);
	}
	jsonw_end(j);
	jsonw_end(j);
	jsonw_key(j, "extensions");
	jsonw_array(j);
	for (size_t i = 0; i < items->tool_count; i++) {
		if (items->tools[i].version) {
			jsonw_object(j);
			sarif_put(j, "name", items->tools[i].name);
			sarif_put(j, "version", items->tools[i].version);
			jsonw_end(j);
		}
	}
	jsonw_end(j);
	jsonw_end(j);
}

static void
put_notification(struct sarif *s, const char *level, const char *id, const char *text)
{
	struct json *j = &s->json;
	jsonw_object(j);
	jsonw_key(j, "descriptor");
	jsonw_object(j);
	sarif_put(j, "id", id);
	jsonw_end(j);
	sarif_put(j, "level", level);
	sarif_message(s, "message", text);
	jsonw_end(j);
}

/* How the run went: what broke, and what is not in the file. */
static void
put_invocation(struct sarif *s, enum detector d, size_t left_out)
{
	const struct items *items = s->items;
	struct json *j = &s->json;
	size_t broke = 0;
	jsonw_key(j, "invocations");
	jsonw_array(j);
	jsonw_object(j);
	jsonw_key(j, "toolExecutionNotifications");
	jsonw_array(j);
	for (size_t i = 0; i < items->count; i++) {
		const struct item *item = &items->items[i];
		if (item->detector == d && item->broke && ++broke <= NOTIFICATIONS_MAX) {
			put_notification(s, "error", "tool-failed", item->message);
		}
	}
	if (items->partial) {
		put_notification(s, "warning", "partial",
			arena_printf(&s->arena, "Not complete: %s.", items->partial));
	}
	if (left_out) {
		put_notification(s, "warning", "left-out",
			arena_printf(
				&s->arena, "%zu more results are not in this file.", left_out));
	}
	jsonw_end(j);
	jsonw_key(j, "executionSuccessful");
	jsonw_bool(j, !broke && !items->partial);
	if (items->started) {
		sarif_put(j, "startTimeUtc", items->started);
	}
	jsonw_end(j);
	jsonw_end(j);
}

static void
put_run(struct sarif *s, enum detector d)
{
	struct json *j = &s->json;
	const char *rules[RULES_MAX];
	size_t count = rules_of(s->items, d, rules);
	jsonw_object(j);
	put_tool(s, d, rules, count);
	jsonw_key(j, "automationDetails");
	jsonw_object(j);
	sarif_put(j, "id", arena_printf(&s->arena, "hazard/%s/", detector_name(d)));
	jsonw_end(j);
	jsonw_key(j, "originalUriBaseIds");
	jsonw_object(j);
	jsonw_key(j, "%SRCROOT%");
	jsonw_object(j);
	sarif_message(s, "description", "The root of the sources.");
	jsonw_end(j);
	jsonw_end(j);
	sarif_put(j, "columnKind", "unicodeCodePoints");
	jsonw_key(j, "results");
	size_t left_out = sarif_results(s, d, rules, count);
	put_invocation(s, d, left_out);
	jsonw_end(j);
	arena_free(&s->arena);
}

/* A detector that could look at nothing has no run: an empty one would say that all its alerts are gone. */
static bool
has_run(const struct items *items, enum detector d)
{
	for (size_t i = 0; i < items->count; i++) {
		if (items->items[i].detector == d && !items->items[i].broke) {
			return true;
		}
	}
	return items->analysed[d];
}

void
report_items_sarif(struct buf *out, const struct items *items)
{
	struct sarif s = {.items = items};
	struct json *j = &s.json;
	jsonw_init(j, out);
	jsonw_object(j);
	sarif_put(j, "$schema",
		"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
		"sarif-schema-2.1.0.json");
	sarif_put(j, "version", "2.1.0");
	jsonw_key(j, "runs");
	jsonw_array(j);
	for (enum detector d = 0; d < DET_COUNT; d++) {
		if (has_run(items, d)) {
			put_run(&s, d);
		}
	}
	jsonw_end(j);
	jsonw_end(j);
	arena_free(&s.arena);
}

bool
report_sarif(const struct result *result, struct buf *out, const struct report_options *options)
{
	(void)options;
	struct arena a = {0};
	struct items items = items_of_result(&a, result);
	report_items_sarif(out, &items);
	arena_free(&a);
	return true;
}
