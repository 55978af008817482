// Where a row comes from: pictures of the pages of both documents with what
// changed marked on them; the text around it where a document has no pages.

import { element } from "./dom.js";
import { server } from "./server.js";
import { words } from "./words.js";

/** Pictures that were fetched, by comparison, side and page. */
const pictures = new Map();
const MOST = 24;

async function picture(number, side, page) {
  const key = `${number} ${side} ${page}`;
  if (!pictures.has(key)) {
    if (pictures.size >= MOST) {
      const [oldest, old] = pictures.entries().next().value;
      pictures.delete(oldest);
      old.then(({ address }) => URL.revokeObjectURL(address), () => {});
    }
    pictures.set(key, server.page(side, page));
  }
  return pictures.get(key);
}

function boxes(side, places, { scale, width, height }) {
  const percent = (points, pixels) => `${(points * scale * 100) / pixels}%`;
  const one = (name, [left, top, right, bottom]) => {
    const box = element("span", { class: name });
    box.style.left = percent(left, width);
    box.style.top = percent(top, height);
    box.style.width = percent(right - left, width);
    box.style.height = percent(bottom - top, height);
    return box;
  };
  // One line at the left of the section, from its first row of text to its last.
  const left = Math.min(...places.lines.map(([start]) => start));
  const rows = places.lines.map(([, top, right, bottom], at) => {
    const next = places.lines[at + 1];
    const isNear = next && next[1] >= top && next[1] - bottom < (bottom - top) * 1.2;
    return [left, top, right, isNear ? Math.max(bottom, next[1]) : bottom];
  });
  return [...rows.map((box) => one("own", box)), ...places.changed.map((box) => one(`hit ${side}`, box))];
}

async function showPage(pane, side, cell, view, page) {
  const own = words();
  const paper = pane.querySelector(".paper");
  pane.querySelector(".where-page").textContent = own.page_of(page);
  pane.dataset.page = page;
  let drawn;
  try {
    drawn = await picture(view.settled, side, page);
  } catch (error) {
    paper.replaceChildren(element("p", { class: "absent" }, error.message || own.no_picture));
    return;
  }
  if (pane.dataset.page !== String(page)) return;
  const image = element("img", { src: drawn.address, alt: own.page_alt(view.sources[side].name, page) });
  await image.decode().catch(() => {});
  const places = cell.pages[page] || { lines: [], changed: [] };
  const size = { scale: drawn.scale, width: image.naturalWidth || 1, height: image.naturalHeight || 1 };
  const leaf = element("div", { class: "leaf" }, image, boxes(side, places, size));
  paper.replaceChildren(leaf);
  const first = leaf.querySelector(".hit") || leaf.querySelector(".own");
  if (first) paper.scrollTop = Math.max(0, first.offsetTop - paper.clientHeight / 3);
}

function pagePane(pane, side, cell, view) {
  const own = words();
  const pages = Object.keys(cell.pages).map(Number);
  const first = pages.find((page) => cell.pages[page].changed.length > 0) ?? pages[0] ?? 1;
  const turn = (by) => () => {
    const page = Number(pane.dataset.page) + by;
    if (page >= 1) showPage(pane, side, cell, view, page);
  };
  pane.querySelector(".pane-head").append(element("div", { class: "pager" },
    element("button", { type: "button", "aria-label": own.page_before, onclick: turn(-1) }, "‹"),
    element("span", { class: "where-page" }),
    element("button", { type: "button", "aria-label": own.page_after, onclick: turn(1) }, "›")));
  showPage(pane, side, cell, view, first);
}

function textPane(pane, side, cell) {
  const paragraphs = cell.paragraphs.map((runs) =>
    element("p", {}, runs.map(([text, changed]) => (changed ? element("u", {}, text) : text))));
  const around = (texts) => texts.map((text) => element("p", { class: "around" }, text));
  const text = element("div", { class: `text ${side}` }, around(cell.before), paragraphs, around(cell.after));
  pane.querySelector(".pane-head").append(element("span", { class: "faint" }, cell.place));
  const paper = pane.querySelector(".paper");
  paper.replaceChildren(text);
  requestAnimationFrame(() => { paper.scrollTop = Math.max(0, paragraphs[0]?.offsetTop - paper.offsetTop - 60); });
}

export function render(place, detail, view) {
  const own = words();
  const panes = view.columns.filter((column) => column.kind !== "third").map(({ kind: side, label }) => {
    const cell = detail.cells[side];
    const pane = element("section", { class: "pane", "data-side": side },
      element("div", { class: "pane-head" }, element("h3", { class: side }, `${label}　${view.sources[side].name}`)),
      element("div", { class: "paper", tabindex: "0", role: "group", "aria-label": label }));
    if (!cell) pane.querySelector(".paper").append(element("p", { class: "absent" }, own.absent));
    else if (cell.is_pdf) pagePane(pane, side, cell, view);
    else textPane(pane, side, cell);
    return pane;
  });
  place.replaceChildren(...panes, element("p", { class: "legend" }, own.legend));
}
