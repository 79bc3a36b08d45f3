// SPDX-License-Identifier: MIT
// The two things of the book that need a script: filtering and sorting the matrix, and stepping through an interleaving.
"use strict";

(function () {
	const make = (name, props, ...children) => {
		const node = Object.assign(document.createElement(name), props || {});
		node.append(...children);
		return node;
	};

	/* The matrix. */

	function filterMatrix(table, form) {
		const rows = [...table.tBodies[0].rows];
		const field = (id) => document.getElementById(id);
		const text = field("f-text"), count = field("f-count");
		const choices = ["class", "topic", "level", "verdict"];
		const topicsOf = (row) => row.querySelector(".topics").textContent.split(" ");
		const fits = (row, words) =>
			choices.every((name) => {
				const wanted = field("f-" + name).value;
				return !wanted || (name === "topic" ? topicsOf(row).includes(wanted) : row.dataset[name] === wanted);
			}) && words.every((word) => row.textContent.toLowerCase().includes(word));
		const show = () => {
			const words = text.value.toLowerCase().split(/\s+/).filter(Boolean);
			let shown = 0;
			for (const row of rows) {
				row.hidden = !fits(row, words);
				shown += !row.hidden;
			}
			count.textContent = shown + " of " + rows.length + (rows.length === 1 ? " case" : " cases");
		};
		form.hidden = false;
		form.addEventListener("input", show);
		form.querySelector("button").addEventListener("click", () => {
			form.querySelectorAll("input, select").forEach((input) => { input.value = ""; });
			show();
		});
		show();
	}

	function sortMatrix(table) {
		const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
		const key = (row, i) => {
			const cell = row.cells[i], order = cell.dataset.order;
			return order !== undefined ? Number(order) : /^\d+$/.test(cell.textContent) ? Number(cell.textContent)
				: cell.textContent.toLowerCase();
		};
		heads.forEach((head, i) => {
			const button = make("button", { type: "button", textContent: head.textContent });
			head.replaceChildren(button);
			button.addEventListener("click", () => {
				const down = head.getAttribute("aria-sort") === "ascending";
				heads.forEach((other) => other.removeAttribute("aria-sort"));
				head.setAttribute("aria-sort", down ? "descending" : "ascending");
				const rows = [...body.rows].map((row, n) => ({ row, n, key: key(row, i) }));
				rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.n - b.n) * (down ? -1 : 1));
				body.append(...rows.map((r) => r.row));
			});
		});
	}

	/* An interleaving: the table of steps is the data, the drawing's rows are what is stepped through. */

	function readSteps(section) {
		const rows = [];
		for (const tr of section.querySelectorAll(".steps tbody tr")) {
			const at = Number(tr.dataset.row);
			(rows[at] = rows[at] || []).push({
				thread: tr.dataset.thread,
				line: Number(tr.dataset.line || 0),
				step: tr.cells[0].textContent,
				does: tr.cells[3].textContent,
				holds: tr.cells[4].textContent,
			});
		}
		return rows;
	}

	/* What each thread did last, up to the row. */
	function stateAt(rows, at, names) {
		const state = new Map(names.map((name) => [name, null]));
		for (let i = 0; i <= at; i++) {
			for (const step of rows[i] || []) {
				const before = state.get(step.thread);
				state.set(step.thread, { ...step, line: step.line || (before ? before.line : 0) });
			}
		}
		return state;
	}

	function sourcePane() {
		const lines = new Map(), pre = make("pre", { className: "code pane-source", tabIndex: 0 }), code = make("code");
		pre.setAttribute("aria-label", "The source, with the threads at their lines");
		for (const line of document.querySelectorAll("#L .line")) {
			const number = Number(line.id.slice(1)), who = make("span", { className: "who" });
			const copy = make("span", { className: "line" }, who, line.querySelector(".no").cloneNode(true),
				line.querySelector(".src").cloneNode(true));
			lines.set(number, { copy, who, text: line.querySelector(".src").textContent.trim() });
			code.append(copy, "\n");
		}
		pre.append(code);
		return { pre, lines };
	}

	function keepInSight(box, node, sideways) {
		const outer = box.getBoundingClientRect(), inner = node.getBoundingClientRect(), room = 60;
		if (inner.top < outer.top + room) {
			box.scrollTop -= outer.top + room - inner.top;
		} else if (inner.bottom > outer.bottom - room) {
			box.scrollTop += inner.bottom - outer.bottom + room;
		}
		if (!sideways) {
			return;
		}
		if (inner.left < outer.left) {
			box.scrollLeft -= outer.left - inner.left;
		} else if (inner.right > outer.right) {
			box.scrollLeft += inner.right - outer.right;
		}
	}

	function stepThrough(section) {
		const rows = readSteps(section), drawn = [...section.querySelectorAll(".lanes .row")];
		const drawing = section.querySelector(".drawing"), stage = section.querySelector(".stage");
		const names = [];
		rows.flat().forEach((step) => names.includes(step.thread) || names.push(step.thread));
		names.sort((a, b) => (a === "main" ? -1 : b === "main" ? 1 : a.localeCompare(b, "en", { numeric: true })));
		const last = drawn.length - 1, source = sourcePane();
		let now = 0;
		const button = (text, label, to) => {
			const b = make("button", { type: "button", textContent: text, title: label });
			b.setAttribute("aria-label", label);
			b.addEventListener("click", () => go(to()));
			return b;
		};
		const first = button("|◀", "First step", () => 0), back = button("◀", "Step back", () => now - 1);
		const next = button("▶", "Next step", () => now + 1), end = button("▶|", "Last step", () => last);
		const range = make("input", { type: "range", min: 0, max: last, value: 0 });
		range.setAttribute("aria-label", "Step");
		range.addEventListener("input", () => go(Number(range.value)));
		const say = make("output", {});
		say.setAttribute("aria-live", "polite");
		const bar = make("div", { className: "stepper" }, first, back, next, end, range, say);
		const body = make("tbody"), head = make("tr");
		for (const name of ["thread", "line", "is at", "did last"]) {
			head.append(make("th", { scope: "col", textContent: name }));
		}
		const threads = make("table", { className: "threads" },
			make("caption", { textContent: "The threads after this step" }), make("thead", {}, head), body);
		const scroll = make("div", { className: "scroll", tabIndex: 0 }, threads);
		scroll.setAttribute("role", "group");
		scroll.setAttribute("aria-label", "The threads after this step");

		function go(to) {
			now = Math.max(0, Math.min(last, to));
			const steps = rows[now] || [], active = new Set(steps.map((step) => step.thread));
			drawn.forEach((row, i) => {
				row.classList.toggle("now", i === now);
				row.classList.toggle("later", i > now);
			});
			source.lines.forEach((line) => {
				line.copy.classList.remove("at-line");
				line.who.textContent = "";
			});
			body.replaceChildren();
			for (const [name, at] of stateAt(rows, now, names)) {
				const line = at && source.lines.get(at.line), tag = name.split(" ")[0];
				if (line && at.does !== "ends") {
					line.copy.classList.add("at-line");
					line.who.textContent = (line.who.textContent + " " + tag).trim();
				}
				const cells = [at && at.line ? String(at.line) : "", line ? line.text : "", at ? at.does : "not begun"];
				const tr = make("tr", { className: active.has(name) ? "active" : "" },
					make("th", { scope: "row", textContent: name + (active.has(name) ? " ◂" : "") }));
				tr.append(make("td", { className: "num", textContent: cells[0] }),
					make("td", {}, make("code", { textContent: cells[1] })), make("td", { textContent: cells[2] }));
				body.append(tr);
			}
			first.disabled = back.disabled = now === 0;
			next.disabled = end.disabled = now === last;
			range.value = now;
			say.textContent = "Step " + (now + 1) + " of " + (last + 1) + ": " + (steps.length > 3
				? steps.length + " steps of " + [...active].join(", ")
				: steps.map((step) => step.does.startsWith(step.thread.split(" ")[0] + " ") ? step.does
					: step.thread.split(" ")[0] + ": " + step.does + (step.line ? ", line " + step.line : "")).join("; "));
			range.setAttribute("aria-valuetext", say.textContent);
			keepInSight(drawing, drawn[now].querySelector(".box") || drawn[now], true);
			keepInSight(scroll, body.querySelector(".active") || body);
			const own = source.pre.querySelector(".at-line"), mine = steps.map((s) => source.lines.get(s.line)).find(Boolean);
			if (mine || own) {
				keepInSight(source.pre, mine ? mine.copy : own);
			}
		}

		const moves = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
		drawing.addEventListener("keydown", (event) => {
			const to = event.key in moves ? now + moves[event.key] : event.key === "Home" ? 0 : event.key === "End" ? last : null;
			if (to !== null && !event.ctrlKey && !event.altKey && !event.metaKey) {
				event.preventDefault();
				go(to);
			}
		});
		drawn.forEach((row, i) => row.addEventListener("click", () => go(i)));
		section.classList.add("stepping");
		section.classList.toggle("wide", section.querySelector(".lanes").width.baseVal.value > 700);
		/* The drawing is whole until somebody steps. */
		["click", "keydown", "input"].forEach((type) =>
			section.addEventListener(type, () => now !== 0 && section.classList.add("moved")));
		stage.before(bar);
		stage.append(make("div", { className: "side-pane" }, scroll, source.pre));
		go(0);
	}

	const matrix = document.getElementById("matrix"), form = document.getElementById("filter");
	if (matrix && form) {
		filterMatrix(matrix, form);
	}
	document.querySelectorAll(".matrix").forEach(sortMatrix);
	document.querySelectorAll(".trace").forEach((section) => {
		if (section.querySelector(".lanes .row")) {
			stepThrough(section);
		}
	});
	document.querySelectorAll(".with-script").forEach((node) => { node.hidden = false; });
	window.addEventListener("beforeprint", () => {
		document.querySelectorAll("details:not(.steps)").forEach((node) => { node.open = true; });
	});
})();
