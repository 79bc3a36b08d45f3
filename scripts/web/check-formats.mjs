// SPDX-License-Identifier: MIT
// check-formats.mjs FILE…: reads each by what its name ends in; says what is wrong, a line each, and exits with 1.
//   .sarif           the schema of the OASIS standard; what the schema can't say: links, rules, flows
//   .gitlab, gl-code-quality-report.json   gitlab-code-quality.schema.json, and that no fingerprint comes twice
//   .tap             tap-parser, in strict mode, with its YAML
//   .summary, .md    as GitHub Flavored Markdown: no element but those that hazard writes, tables whole, under 1 MiB
//   .github          workflow commands, one a line
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {micromark} from 'micromark';
import {gfm, gfmHtml} from 'micromark-extension-gfm';
import {Parser} from 'tap-parser';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

function validator(path) {
  const ajv = new Ajv2020({allErrors: true, strict: false});
  addFormats(ajv);
  return ajv.compile(json(path));
}

const sarif = validator(here('node_modules/@microsoft/sarif-multitool-linux/sarif-2.1.0.json'));
const gitlab = validator(here('gitlab-code-quality.schema.json'));

const problems = (validate) => (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);

// A rule that isn't there, a link to nowhere, a flow that goes back, more than GitHub takes.
function checkResult(result, rules, say) {
  const related = new Set((result.relatedLocations ?? []).map((l) => l.id));
  for (const [, id] of result.message.text.matchAll(/\]\((\d+)\)/g)) {
    if (!related.has(Number(id))) say(`a link to ${id}, which is no related location`);
  }
  if (/\]\((?!\d+\))/.test(result.message.text)) say('a link to something else than a number');
  if (rules[result.ruleIndex]?.id !== result.ruleId) say(`rule ${result.ruleId} is not number ${result.ruleIndex}`);
  if (!result.partialFingerprints?.primaryLocationLineHash) say('no fingerprint');
  if (result.locations?.length !== 1) say('not one location');
  if (!result.locations?.[0]?.physicalLocation?.region?.startLine) say('a location without a line');
  if (!Array.isArray(result.suppressions)) say('no suppressions, while others have some');
  let steps = 0;
  for (const flow of result.codeFlows ?? []) {
    for (const thread of flow.threadFlows) {
      let last = 0;
      steps += thread.locations.length;
      for (const step of thread.locations) {
        if (step.executionOrder <= last) say('a flow that goes back');
        last = step.executionOrder;
      }
    }
  }
  if (steps > 10000) say(`${steps} steps`);
}

function checkSarif(text, say) {
  const log = JSON.parse(text);
  if (!sarif(log)) return problems(sarif).forEach(say);
  const ids = new Set();
  if (log.runs.length > 20) say('more than 20 runs');
  for (const run of log.runs) {
    const id = run.automationDetails?.id;
    if (!/^hazard\/[a-z]+\/$/.test(id) || ids.has(id)) say(`automationDetails.id ${id}`);
    ids.add(id);
    if (run.results.length > 25000) say('more than 25000 results');
    run.results.forEach((r, i) => checkResult(r, run.tool.driver.rules, (what) => say(`${id} result ${i}: ${what}`)));
    const hashes = run.results.map((r) => r.partialFingerprints?.primaryLocationLineHash);
    if (new Set(hashes).size !== hashes.length) say(`${id}: a fingerprint twice`);
  }
}

function checkGitlab(text, say) {
  const items = JSON.parse(text);
  if (!gitlab(items)) return problems(gitlab).forEach(say);
  if (new Set(items.map((i) => i.fingerprint)).size !== items.length) say('a fingerprint twice');
}

// Failing test points are well-formed too: only what the parser can't read, or has to guess, is wrong.
function checkTap(text, say) {
  const parser = new Parser({strict: true});
  parser.on('extra', (line) => say(`not TAP: ${line.trim().slice(0, 200)}`));
  parser.on('complete', (results) => {
    if (results.failures.some((f) => f.tapError)) say(results.failures.find((f) => f.tapError).tapError);
    if (!results.bailout && results.plan.end !== results.count) say('a plan that is not kept');
  });
  parser.on('assert', (point) => {
    if (!point.ok && !point.skip && !point.diag) say(`point ${point.id} fails without diagnostics that can be read`);
  });
  if (!text.startsWith('TAP version 14\n')) say('no version');
  parser.end(text);
}

function checkMarkdown(text, say) {
  const allowed = new Set(['h2', 'h3', 'p', 'strong', 'code', 'table', 'thead', 'tbody', 'tr', 'th', 'td']);
  const html = micromark(text, {allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()]});
  for (const [, tag] of html.matchAll(/<\/?([a-zA-Z0-9-]+)/g)) {
    if (!allowed.has(tag)) say(`an element <${tag}>`);
  }
  // The dialect disarms some elements by their first character alone; text would have its > escaped, too.
  if (/&lt;\/?[a-zA-Z][^<&]*>/.test(html)) say('an element that the reader had to disarm');
  const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map((row) => [...row[1].matchAll(/<t[hd]/g)].length);
  const lines = text.split('\n').filter((line) => line.startsWith('|') && !line.startsWith('|---'));
  if (rows.length !== lines.length) say(`${lines.length} lines of tables, ${rows.length} rows`);
  if (text.length >= 1 << 20) say('1 MiB or more');
}

function checkGithub(text, say) {
  const command = /^::(error|warning|notice) file=[^,:\r]+,line=[1-9]\d*(,col=[1-9]\d*)?,title=[^,:\r]+::[^\r]+$/;
  const more = /^hazard: \d+ more (error|warning|notice)s? without an annotation \(GitHub shows 10 of a level\): see the other reports$/;
  const counts = {};
  if (text && !text.endsWith('\n')) say('no newline at the end');
  for (const line of text.split('\n').slice(0, -1)) {
    const level = line.match(command)?.[1];
    if (!level && !more.test(line)) say(`no command: ${line.slice(0, 200)}`);
    if (level) counts[level] = (counts[level] ?? 0) + 1;
  }
  for (const [level, n] of Object.entries(counts)) {
    if (n > 10) say(`${n} of ${level}`);
  }
}

const checks = [[/\.sarif$/, checkSarif], [/\.gitlab$|gl-code-quality-report\.json$/, checkGitlab],
  [/\.tap$/, checkTap], [/\.summary$|\.md$/, checkMarkdown], [/\.github$/, checkGithub]];

let bad = false;
for (const path of process.argv.slice(2)) {
  const check = checks.find(([ending]) => ending.test(path))?.[1];
  const say = (what) => {
    console.error(`${path}: ${what}`);
    bad = true;
  };
  try {
    const bytes = readFileSync(path);
    const text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
    if (check) check(text, say);
    else say('no check is known for this name');
  } catch (e) {
    say(e.message);
  }
}
process.exit(bad ? 1 : 0);
