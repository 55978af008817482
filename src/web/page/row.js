// One row, opened: its sources, and its corrections.

import { alarm, byId } from "./dom.js";
import { server } from "./server.js";
import { words } from "./words.js";
import * as correct from "./correct.js";
import * as source from "./source.js";
import { clearChosen } from "./table.js";
import { go, markCurrent, rowOf } from "./walk.js";

let view = null;
let detail = null;
let tab = "source";
let opener = null;
let asked = 0;

const isOpen = () => !byId("drawer").hidden;

function outline() {
  for (const row of document.querySelectorAll("tr.opened")) row.classList.remove("opened");
  const one = detail && rowOf(detail.at);
  if (one) one.tr.classList.add("opened");
}

function show() {
  const own = words();
  const cell = detail.cells.new || detail.cells.old;
  const place = [...cell.path.slice(-1), [cell.label, cell.title].filter(Boolean).join(" ")].filter(Boolean).join(" ＞ ");
  byId("drawer-title").textContent = `${detail.words.join("・")}　${place}`.trim();
  byId("row-previous").disabled = detail.at === 0;
  byId("row-next").disabled = detail.at + 1 >= detail.of;
  for (const [name, part] of [["source", source], ["correct", correct]]) {
    const isOwn = name === tab;
    byId(`tab-${name}`).setAttribute("aria-selected", String(isOwn));
    byId(`tab-${name}`).tabIndex = isOwn ? 0 : -1;
    byId(`view-${name}`).hidden = !isOwn;
    if (isOwn) part.render(byId(`view-${name}`), detail, view);
  }
  if (tab !== "correct") correct.stopPicking();
  outline();
  byId("drawer").setAttribute("aria-description", own.of_rows(detail.at + 1, detail.of));
}

/** Opens a row of the report. */
export async function openRow(at, { scroll = false, focus = true } = {}) {
  const turn = (asked += 1);
  let read;
  try {
    read = await server.row(at);
  } catch (error) {
    alarm(error.message);
    return;
  }
  if (turn !== asked) return;
  detail = read;
  if (!isOpen()) opener = document.activeElement;
  byId("drawer").hidden = false;
  document.body.classList.add("with-drawer");
  show();
  const one = rowOf(at);
  if (one && one.isChange) markCurrent(one);
  if (one && scroll) go(one);
  else if (one) requestAnimationFrame(() => keepInView(one.tr));
  if (focus) byId("drawer-title").focus({ preventScroll: true });
}

/** The row that was clicked stays to be seen above the drawer. */
function keepInView(tr) {
  const drawer = byId("drawer");
  if (getComputedStyle(drawer).position !== "fixed") {
    drawer.scrollIntoView({ block: "start" });
    return;
  }
  const box = tr.getBoundingClientRect();
  if (box.top + 60 > drawer.getBoundingClientRect().top) tr.scrollIntoView({ block: "start" });
}

export function closeRow() {
  if (!isOpen()) return;
  byId("drawer").hidden = true;
  document.body.classList.remove("with-drawer");
  correct.stopPicking();
  clearChosen();
  const one = detail && rowOf(detail.at);
  detail = null;
  outline();
  const back = one ? one.tr.querySelector("button") : opener;
  if (back && back.isConnected) back.focus({ preventScroll: true });
}

/** A click on a cell: a row is opened, or a section chosen. */
export function pick(row, side) {
  if (correct.isPicking() && side !== "third") correct.choose(side, row.first, view);
  else openRow(row.first, { focus: false });
}

/** Takes a new table of other documents, or of the same ones. */
export function know(newView) {
  view = newView;
}

/** Where a row stands among the sections of its documents: its number may
 * change when pairs do. */
const anchor = (at) => {
  for (const side of ["new", "old"]) {
    const place = view.sections[side].findIndex(({ row }) => row === at);
    if (place >= 0) return { side, place };
  }
  return null;
};

/** Takes a new table of the same documents; the row that is open stays open. */
export async function renew(newView, at) {
  const before = isOpen() && detail ? anchor(at ?? detail.at) : null;
  view = newView;
  if (!before) return;
  const sections = view.sections[before.side];
  const same = sections[Math.min(before.place, sections.length - 1)];
  if (same) await openRow(same.row, { focus: false });
}

function choose(name) {
  tab = name;
  if (detail) show();
  byId(`tab-${name}`).focus();
}

export function begin() {
  byId("drawer-close").addEventListener("click", closeRow);
  byId("row-previous").addEventListener("click", () => openRow(detail.at - 1, { scroll: true, focus: false }));
  byId("row-next").addEventListener("click", () => openRow(detail.at + 1, { scroll: true, focus: false }));
  for (const name of ["source", "correct"]) {
    byId(`tab-${name}`).addEventListener("click", () => choose(name));
    byId(`tab-${name}`).addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") choose(tab === "source" ? "correct" : "source");
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    if (correct.isPicking()) correct.stopPicking();
    else closeRow();
  });
}
