// SPDX-License-Identifier: MIT
// Opens every page of a book in Chromium: accessibility by axe-core in light and dark, network requests (none are allowed),
// filtering, sorting, stepping by keyboard and mouse; screenshots and a PDF.
//   node check-book.mjs BOOK [PICTURES]        exit 1: something is wrong, as said
import { mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const book = resolve(process.argv[2]), pictures = process.argv[3] && resolve(process.argv[3]);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
const widths = [360, 1280, 1920];
let bad = 0, checks = 0;

function check(ok, what) {
	checks++;
	if (!ok) {
		bad++;
		console.error("FAILED: " + what);
	}
}

function pagesBelow(folder) {
	return readdirSync(folder).sort().flatMap((name) => {
		const path = join(folder, name);
		return statSync(path).isDirectory() ? pagesBelow(path) : name.endsWith(".html") ? [path] : [];
	});
}

const isCase = (name) => /^book\/[^/]+\/(?!index\.html)[^/]+$/.test(name);

async function checkAccess(page, name, scheme) {
	await page.evaluate(axe);
	const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false }));
	for (const v of result.violations) {
		console.error(`  ${name} (${scheme}): ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")}`);
	}
	check(result.violations.length === 0, `${name}: axe, ${scheme}: ${result.violations.length} violations`);
}

// No page may be wider than its window: what is wide scrolls in a box of its own.
async function checkWidth(page, name, width) {
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	check(over <= 0, `${name}: ${over} pixels too wide at ${width}`);
}

async function checkLinks(page, name) {
	const broken = await page.evaluate(() => [...document.querySelectorAll("a[href^='#']")]
		.filter((a) => !document.getElementById(a.getAttribute("href").slice(1))).map((a) => a.getAttribute("href")));
	check(broken.length === 0, `${name}: links into nothing: ${broken.join(" ")}`);
	const files = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((a) => a.href).filter((h) => h.startsWith("file:")));
	for (const file of new Set(files.map((f) => decodeURI(f.split("#")[0])))) {
		let there = true;
		try {
			statSync(new URL(file));
		} catch {
			there = false;
		}
		check(there, `${name}: no file ${file}`);
	}
}

async function driveIndex(page) {
	const total = await page.locator("#matrix tbody tr").count();
	const shown = () => page.locator("#matrix tbody tr:visible").count();
	if (total < 2) {
		return;
	}
	const first = await page.locator("#matrix tbody tr").first().getAttribute("data-class");
	await page.selectOption("#f-class", first);
	const some = await shown();
	check(some > 0 && await page.locator(`#matrix tbody tr:visible:not([data-class="${first}"])`).count() === 0, "filter by class");
	check((await page.locator("#f-count").textContent()).startsWith(`${some} of ${total} case`), "the filter says how many");
	await page.fill("#f-text", "no such words");
	check(await shown() === 0, "search for what is not there");
	await page.click("#filter button");
	await page.waitForFunction((n) => [...document.querySelectorAll("#matrix tbody tr")].filter((r) => !r.hidden).length === n, total);
	for (const field of ["#f-topic", "#f-level", "#f-verdict"]) {
		const values = await page.locator(`${field} option`).evaluateAll((all) => all.map((o) => o.value));
		let sum = 0;
		for (const value of values.slice(1)) {
			await page.selectOption(field, value);
			const n = await shown();
			check(n > 0, `filter ${field} ${value} shows something`);
			sum += n;
		}
		check(field === "#f-topic" || sum === total, `filter ${field} divides the cases`);
		await page.selectOption(field, "");
	}
	const names = () => page.locator("#matrix tbody th").allTextContents();
	await page.locator("#matrix thead th").first().getByRole("button").click();
	const up = await names();
	await page.locator("#matrix thead th").first().getByRole("button").press("Enter");
	const down = await names();
	check(up.join() === [...down].reverse().join() && up.length > 1, "sort by name, both ways");
	check(await page.locator("#matrix thead th").first().getAttribute("aria-sort") === "descending", "the sorted column says so");
}

async function driveTrace(page, name, i) {
	const section = page.locator(".trace").nth(i), what = `${name}: interleaving ${i + 1}`;
	const rows = await section.locator(".lanes .row").count(), say = section.locator("output");
	const at = async () => Number((await say.textContent()).match(/^Step (\d+) of/)[1]);
	check(rows > 0 && await at() === 1, `${what} begins at its first step`);
	if (rows < 2) {
		return;
	}
	await section.locator(".drawing").focus();
	await page.keyboard.press("ArrowDown");
	check(await at() === 2, `${what}: arrow down`);
	await page.keyboard.press("ArrowLeft");
	check(await at() === 1, `${what}: arrow left`);
	await page.keyboard.press("End");
	check(await at() === rows, `${what}: End`);
	check(await section.locator(".lanes .later").count() === 0, `${what}: nothing is later than the end`);
	await section.getByRole("button", { name: "First step" }).click();
	check(await at() === 1, `${what}: button to the first step`);
	let lines = 0;
	for (let step = 1; step < rows; step++) {
		await section.getByRole("button", { name: "Next step" }).click();
		lines += await section.locator(".pane-source .at-line").count();
	}
	check(await at() === rows, `${what}: by the button to the end`);
	check(lines > 0, `${what}: lines of the source are marked on the way`);
	await section.locator(".lanes .row").first().locator(".words").first().click();
	check(await at() === 1, `${what}: a click on a step`);
}

async function shoot(browser, path, name, scheme) {
	for (const width of widths) {
		const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
		const page = await context.newPage();
		await page.goto(pathToFileURL(path).href);
		await checkWidth(page, name, width);
		for (const section of await page.locator(".trace").all()) {
			await section.getByRole("button", { name: "Next step" }).click().catch(() => {});
		}
		if (pictures) {
			const base = name.replace(/[/]/g, "_").replace(/\.html$/, "");
			await page.screenshot({ path: join(pictures, `${base}-${width}-${scheme}.png`), fullPage: true });
		}
		await context.close();
	}
}

async function checkPage(browser, path, name, drive, shots) {
	for (const scheme of ["light", "dark"]) {
		const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: scheme });
		const page = await context.newPage(), requests = [], errors = [];
		page.on("request", (r) => requests.push(r.url()));
		page.on("pageerror", (e) => errors.push(String(e)));
		page.on("console", (m) => m.type() === "error" && errors.push(m.text()));
		await page.goto(pathToFileURL(path).href);
		await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
		await checkAccess(page, name, scheme);
		if (scheme === "light") {
			await checkLinks(page, name);
			if (drive && name === "index.html") {
				await driveIndex(page);
			}
			for (let i = 0; drive && i < await page.locator(".trace").count(); i++) {
				await driveTrace(page, name, i);
			}
			if (shots && pictures) {
				await page.emulateMedia({ media: "print" });
				await page.pdf({ path: join(pictures, name.replace(/[/]/g, "_").replace(/\.html$/, ".pdf")), format: "A4" });
			}
		}
		check(requests.every((r) => r.startsWith("file:")), `${name}: requests ${requests.filter((r) => !r.startsWith("file:"))}`);
		check(errors.length === 0, `${name}: errors ${errors.join("; ")}`);
		await context.close();
	}
	if (shots) {
		await shoot(browser, path, name, "light");
		await shoot(browser, path, name, "dark");
	}
}

if (pictures) {
	mkdirSync(pictures, { recursive: true });
}
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
const pages = [join(book, "index.html"), ...pagesBelow(join(book, "book"))];
let cases = 0, classes = 0;
for (const path of pages) {
	const name = relative(book, path), own = isCase(name);
	cases += own;
	classes += !own;
	// Every page is opened and checked; all cases are driven, some photographed.
	await checkPage(browser, path, name, true, name === "index.html" || (own ? cases <= 6 : classes <= 2));
}
await browser.close();
console.log(`${pages.length} pages: ${checks} checks, ${bad} failed`);
process.exit(bad ? 1 : 0);
