// Going through the table: from change to change, by kind, by words.

import { all, byId, element, hint, say } from "./dom.js";
import { elementsOf, hideHeadings, kindsOf } from "./table.js";
import { words } from "./words.js";

let rows = [];
let shown = [];
let current = null;
/** Kinds that are not shown; kept when the table is made anew. */
const hidden = new Set();

const edge = () => {
  const head = document.querySelector("#table thead th");
  const bar = byId("bar").getBoundingClientRect();
  const sticks = getComputedStyle(byId("bar")).position === "sticky";
  return sticks ? Math.max(0, bar.bottom, head ? head.getBoundingClientRect().bottom : 0) : 0;
};
const bottom = () => {
  const drawer = byId("drawer");
  const isFixed = !drawer.hidden && getComputedStyle(drawer).position === "fixed";
  return isFixed ? drawer.getBoundingClientRect().top : innerHeight;
};
const isSeen = ({ tr }) => {
  const box = tr.getBoundingClientRect();
  return !tr.hidden && box.bottom > edge() + 1 && box.top < bottom();
};
const firstBelow = () => {
  const top = edge() + 1;
  const at = shown.findIndex(({ tr }) => tr.getBoundingClientRect().bottom > top);
  return at < 0 ? shown.length : at;
};

function showPlace() {
  const at = current ? shown.indexOf(current) + 1 : 0;
  byId("where").textContent = `${at || "–"} / ${shown.length}`;
}

function makeCurrent(one) {
  if (current) for (const part of elementsOf(current)) part.removeAttribute("aria-current");
  current = one;
  if (current) for (const part of elementsOf(current)) part.setAttribute("aria-current", "true");
  showPlace();
}

export function go(one, { focus = false } = {}) {
  one.tr.hidden = false;
  one.tr.scrollIntoView({ block: "start" });
  // Rows above get their true heights only now.
  requestAnimationFrame(() => one.tr.scrollIntoView({ block: "start" }));
  if (one.isChange) makeCurrent(one);
  if (focus) one.tr.querySelector("button").focus({ preventScroll: true });
  const { row } = one;
  say(`${byId("where").textContent} ${row.words.join("、")} ${row.label || ""} ${row.title || ""}`);
}

/** The focus goes along where a key is pressed; a button keeps it. */
function step(by, focus) {
  if (shown.length === 0) return;
  let to;
  if (current && isSeen(current)) to = shown.indexOf(current) + by;
  else {
    const first = firstBelow();
    const isBegun = first < shown.length && shown[first].tr.getBoundingClientRect().top < edge() - 1;
    to = by < 0 ? first - 1 : first + (isBegun ? 1 : 0);
  }
  if (to < 0) hint(words().first);
  else if (to >= shown.length) hint(words().last);
  else go(shown[to], { focus });
}

function filter() {
  let nHidden = 0;
  for (const { row, tr, mark } of rows) {
    const kinds = kindsOf(row);
    tr.hidden = kinds.length > 0 && kinds.every((kind) => hidden.has(kind));
    nHidden += tr.hidden ? 1 : 0;
    if (mark) mark.setAttribute("visibility", tr.hidden ? "hidden" : "visible");
  }
  hideHeadings(rows);
  shown = rows.filter(({ isChange, tr }) => isChange && !tr.hidden);
  if (current && current.tr.hidden) makeCurrent(null);
  else showPlace();
  const note = byId("filtered");
  note.textContent = nHidden > 0 ? words().filtered(nHidden) : "";
  note.hidden = nHidden === 0;
}

function renderKinds(view) {
  const boxes = view.kinds.map(({ kind, word, n }) => {
    const box = element("input", { type: "checkbox", checked: !hidden.has(kind) });
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(kind);
      else hidden.add(kind);
      filter();
      say(byId("filtered").textContent);
    });
    return element("label", {}, box, `${word} `, element("b", {}, String(n)));
  });
  byId("kinds").replaceChildren(byId("kinds").querySelector("legend"), ...boxes);
}

// Words -----------------------------------------------------------------

let hits = [];
let hitAt = -1;
let searched = "";

function ranges(tr, wanted) {
  const found = [];
  for (const p of all("td p, td.path, td b, td span", tr)) {
    const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push([text.length, node]);
      text += node.data;
    }
    const place = (at) => {
      const [start, node] = nodes.findLast(([start]) => start <= at);
      return [node, Math.min(at - start, node.data.length)];
    };
    const lower = text.toLowerCase();
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(...place(at));
      const [node, offset] = place(at + wanted.length - 1);
      range.setEnd(node, Math.min(offset + 1, node.data.length));
      found.push(range);
    }
  }
  return found;
}

const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

function search(by) {
  const typed = byId("search-text").value.trim();
  const key = folded(typed);
  if (key !== searched) {
    searched = key;
    hitAt = -1;
    hits = key === "" ? [] : rows.filter(({ row, tr }) => row.role !== "path" && !tr.hidden && folded(tr.textContent).includes(key));
    if (window.Highlight) {
      const found = hits.slice(0, 500).flatMap(({ tr }) => ranges(tr, typed.toLowerCase()));
      CSS.highlights.set("found", new Highlight(...found));
      CSS.highlights.delete("found-now");
    }
    say(key === "" ? "" : words().said_found(hits.length));
  }
  if (hits.length > 0 && by !== 0) {
    hitAt = (hitAt + by + hits.length) % hits.length;
    go(hits[hitAt]);
    if (window.Highlight) CSS.highlights.set("found-now", new Highlight(...ranges(hits[hitAt].tr, typed.toLowerCase())));
  }
  byId("found").textContent = key === "" ? "" : words().n_found(hitAt + 1, hits.length);
}

/** Takes a new table. The change that was current stays so where it is there. */
export function walkOver(view, newRows) {
  const before = current && current.row.first;
  rows = newRows;
  current = null;
  searched = "";
  renderKinds(view);
  filter();
  const same = shown.find(({ row }) => row.first === before);
  if (same) makeCurrent(same);
  search(0);
}

/** The rows of the table that print a row of the report, or a numbered one. */
export const rowOf = (at) => rows.find(({ row }) => row.role !== "path" && row.first <= at && at < row.first + row.n);
export const rowAt = (tr) => rows.find((one) => one.tr === tr);
export const numbered = (number) => rows.find(({ row }) => row.number === number);
export const markCurrent = (one) => makeCurrent(one);

export function begin() {
  byId("next").addEventListener("click", () => step(1, false));
  byId("previous").addEventListener("click", () => step(-1, false));
  byId("search").addEventListener("submit", (event) => { event.preventDefault(); search(1); });
  byId("search-text").addEventListener("input", () => search(0));
  byId("search-text").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey && !event.isComposing) { event.preventDefault(); search(-1); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || byId("result").hidden || byId("table-view").hidden) return;
    if (event.target.closest && event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]")) return;
    const key = event.key.toLowerCase();
    if (key === "n") step(1, true);
    else if (key === "p") step(-1, true);
    else if (key === "/") { event.preventDefault(); byId("search-text").focus(); }
  });
  let isWaiting = false;
  addEventListener("scroll", () => {
    if (isWaiting || byId("result").hidden || byId("table-view").hidden) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      if (current && isSeen(current)) return;
      const one = shown[firstBelow()];
      makeCurrent(scrollY > 0 && one && isSeen(one) ? one : null);
    });
  }, { passive: true });
}
