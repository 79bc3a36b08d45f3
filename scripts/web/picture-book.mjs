// SPDX-License-Identifier: MIT
// Takes the pictures in the README from the pages of a book.
//   node picture-book.mjs BOOK FOLDER
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const book = resolve(process.argv[2]), folder = resolve(process.argv[3]);
const pictures = [
	{ page: "index.html", name: "index", width: 1000, height: 800 },
	{ page: "book/data-race/lost-update.html", name: "report", width: 1000, part: "#tsan-1", most: 560 },
	{ page: "book/deadlock/lock-order.html", name: "interleaving", width: 1280, part: "#trace1", steps: 6 },
];

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const p of pictures) {
	const context = await browser.newContext({ viewport: { width: p.width, height: p.height || 900 }, colorScheme: "light" });
	const page = await context.newPage();
	await page.goto(pathToFileURL(join(book, p.page)).href);
	for (let i = 0; i < (p.steps || 0); i++) {
		await page.locator(p.part).getByRole("button", { name: "Next step" }).click();
	}
	await page.evaluate(() => document.activeElement.blur());
	const path = join(folder, p.name + ".png");
	const box = p.part && await page.locator(p.part).evaluate((node) => {
		const r = node.getBoundingClientRect();
		return { x: r.x + scrollX, y: r.y + scrollY, width: r.width, height: r.height };
	});
	const clip = box && { ...box, height: Math.min(box.height, p.most || box.height) };
	await page.screenshot({ path, ...(clip ? { clip, fullPage: true } : {}) });
	await context.close();
}
await browser.close();
