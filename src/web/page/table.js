// The table as the server printed it → elements.

import { all, byId, element, svg } from "./dom.js";
import { words } from "./words.js";

/** Tables of more rows are laid out piece by piece. */
const LONG = 600;
const STRIP = 1000;
const MARKS = ["", "single", "dashed", "double"];

const run = ([text, mark]) => (mark === 0 ? text : element("u", { class: MARKS[mark] }, text));
const paragraph = ({ role, runs }) => element("p", { class: role || null }, runs.map(run));

function block(one) {
  if (one.runs) return paragraph(one);
  const rows = one.rows.map((cells) =>
    element("tr", {}, cells.map((cell) =>
      element("td", { colspan: cell.span > 1 ? cell.span : null, class: cell.dashed ? "dashed" : null }, cell.blocks.map(paragraph)))));
  return element("table", { class: one.dashed ? "dashed" : null }, element("tbody", {}, rows));
}

function headings(cell) {
  const parts = cell.blocks.map((one) => one.runs.map(([text]) => text).join(""));
  return parts.flatMap((text, at) => [
    at > 0 ? element("i", {}, "＞") : null,
    element(at + 1 === parts.length ? "b" : "span", {}, text),
  ]);
}

const nameOf = (row) => [row.label, row.title].filter(Boolean).join(" ");

function headOf(row, open) {
  const own = words();
  if (row.role === "path") return element("td", { class: "blank" });
  const what = row.words.map((word) => element("span", {}, word));
  const label = row.number
    ? `${row.number} ${row.words.join("、")} ${nameOf(row)}: ${own.open}`
    : `${[...row.words, nameOf(row) || own.omitted].join(" ")}: ${own.open}`;
  const button = element("button", { type: "button", class: "open", "aria-label": label, onclick: (event) => { event.stopPropagation(); open(row); } },
    row.number ? element("b", {}, String(row.number)) : element("span", { "aria-hidden": "true" }, "…"), what);
  return element("th", { scope: "row" }, button);
}

/** The kinds of a row by which it is shown or hidden. */
export function kindsOf(row) {
  // Where a row that moved came from goes with the moves.
  if (row.role !== "unit") return row.role === "omitted" && row.kind === "moved" ? ["moved"] : [];
  return row.moved && row.kind !== "moved" ? [row.kind, "moved"] : [row.kind];
}

/** Puts the table of a view into the page. Returns its rows with their elements. */
export function render(view, open, pick) {
  const own = words();
  const table = byId("table");
  const columns = element("colgroup", {}, element("col", { class: "no" }), view.columns.map((column) => element("col", { class: column.kind })));
  const head = element("thead", {}, element("tr", {},
    element("th", { scope: "col" }, element("span", { class: "unseen" }, own.number)),
    view.columns.map((column) => element("th", { scope: "col", class: column.kind }, column.label))));
  const rows = view.rows.map((row) => {
    const cells = row.cells.map((cell, at) => {
      const kind = view.columns[at].kind;
      if (row.role === "path") return element("td", {}, headings(cell));
      const inner = element("div", {}, cell.page ? element("span", { class: "page" }, own.page_of(cell.page)) : null, cell.blocks.map(block));
      return element("td", { class: cell.joins ? `${kind} joins` : kind, onclick: () => {
        // A click that ends a selection is none.
        if (String(getSelection()) === "") pick(row, kind);
      } }, inner);
    });
    const tr = element("tr", { class: `${row.role} ${row.kind}`, id: row.number ? `r${row.number}` : null }, headOf(row, open), cells);
    return { row, tr, isChange: Boolean(row.number) };
  });
  table.classList.toggle("long", rows.length > LONG);
  table.replaceChildren(columns, head, element("tbody", {}, rows.map(({ tr }) => tr)));
  const sentences = (texts) => texts.map((text) => element("p", { class: "sentence" }, text));
  byId("above").replaceChildren(...sentences(view.above));
  byId("below").replaceChildren(...sentences(view.below));
  renderTop(view);
  return rows;
}

function renderTop(view) {
  byId("title").textContent = view.title;
  const label = (side) => (view.columns.find((column) => column.kind === side) || {}).label;
  const sides = view.columns.map((column) => column.kind).filter((kind) => kind !== "third");
  byId("sources").replaceChildren(...sides.map((side) =>
    element("div", {}, element("dt", { class: side }, label(side)), element("dd", {}, view.sources[side].name, " ", element("span", {}, view.sources[side].facts)))));
  byId("counts").replaceChildren(...view.counts.map(([word, n, note]) => element("span", {}, `${word} `, element("b", {}, String(n)), note)));
}

/** The strip at the side: where in the documents the changes are. */
export function renderStrip(view, rows, go) {
  const end = Math.max(1, ...view.rows.map((row) => row.at + row.length));
  const left = view.columns[0].kind;
  const drawing = svg("svg", { viewBox: `0 0 20 ${STRIP}`, preserveAspectRatio: "none" });
  for (const one of rows.filter(({ isChange }) => isChange)) {
    const { row } = one;
    const height = Math.max(4, (row.length * STRIP) / end);
    const y = Math.min((row.at * STRIP) / end, STRIP - height);
    const only = row.kind === "added" ? "new" : row.kind === "removed" ? "old" : null;
    const [x, width] = only ? (only === left ? [0, 9] : [11, 9]) : row.kind === "edited" ? [0, 20] : [6, 8];
    one.mark = svg("rect", { class: row.kind, x, y, width, height });
    one.mark.addEventListener("click", () => go(one));
    drawing.append(one.mark);
  }
  byId("strip").replaceChildren(drawing);
}

/** Headings are kept where something under them is. */
export function hideHeadings(rows) {
  let waiting = [];
  let isOpen = false;
  for (const { row, tr } of rows) {
    if (row.role === "path") {
      if (!isOpen) waiting = [];
      isOpen = true;
      waiting.push(tr);
      tr.hidden = true;
    } else {
      isOpen = false;
      if (tr.hidden) continue;
      for (const heading of waiting) heading.hidden = false;
      waiting = [];
    }
  }
}

export const elementsOf = (one) => [one.tr, one.mark].filter(Boolean);
export const clearChosen = () => all("td.chosen").forEach((cell) => cell.classList.remove("chosen"));
