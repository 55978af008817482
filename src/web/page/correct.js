// Corrections made by hand. The page says what a person chose; the server
// makes the rule and the table.

import { all, byId, element, hint } from "./dom.js";
import { clearChosen } from "./table.js";
import { words } from "./words.js";
import { rowOf } from "./walk.js";

let change = () => {};
let picking = false;
let shown = null;

/** `carryOut` sends a correction and shows what came of it. */
export function begin(carryOut) {
  change = carryOut;
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || byId("result").hidden || byId("table-view").hidden) return;
    if (event.target.closest && event.target.closest("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    if (key === "z" || key === "y") {
      event.preventDefault();
      change({ action: key === "y" || event.shiftKey ? "redo" : "undo" });
    }
  });
}

export const isPicking = () => picking;

export function stopPicking() {
  picking = false;
  clearChosen();
  for (const button of all("#pick")) button.setAttribute("aria-pressed", "false");
}

/** A section was clicked in the table. */
export function choose(side, at, view) {
  const select = byId(`partner-${side}`);
  const known = view.sections[side].some(({ row }) => row === at);
  if (!select || !known) return;
  select.value = String(at);
  select.dispatchEvent(new Event("change"));
}

/** The characters of a paragraph before a place in it. */
function before(paragraph, node, offset) {
  const range = new Range();
  range.setStart(paragraph, 0);
  range.setEnd(node, offset);
  return Array.from(range.toString()).length;
}

/** What is selected in a text: paragraph, first character, one past the last. */
function stretches(text) {
  const selection = getSelection();
  if (selection.rangeCount === 0 || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return [];
  return all("p", text).flatMap((paragraph, index) => {
    if (!range.intersectsNode(paragraph)) return [];
    const length = Array.from(paragraph.textContent).length;
    const start = paragraph.contains(range.startContainer) ? before(paragraph, range.startContainer, range.startOffset) : 0;
    const end = paragraph.contains(range.endContainer) ? before(paragraph, range.endContainer, range.endOffset) : length;
    return start < end ? [[index, start, end]] : [];
  });
}

function textPane(side, label, detail) {
  const own = words();
  const cell = detail.cells[side];
  const pane = element("section", { class: "pane", "data-side": side });
  const head = element("div", { class: "pane-head" }, element("h3", { class: side }, label));
  pane.append(head);
  if (!cell) {
    pane.append(element("div", { class: "paper" }, element("p", { class: "absent" }, own.absent)));
    return pane;
  }
  // Editable, so that the keyboard can select; but nothing can be typed. Input
  // methods type all the same: what they did is undone.
  const paragraphs = () => cell.paragraphs.map((runs) => element("p", {}, runs.map(([part, changed]) => (changed ? element("u", {}, part) : part))));
  const text = element("div", { class: `text ${side}`, contenteditable: "true", inputmode: "none", role: "textbox", "aria-readonly": "true", "aria-multiline": "true", "aria-label": own.text_of(label), spellcheck: "false" }, paragraphs());
  text.addEventListener("input", () => text.replaceChildren(...paragraphs()));
  for (const name of ["beforeinput", "drop", "paste", "cut", "dragstart"]) text.addEventListener(name, (event) => event.preventDefault());
  const mark = (underlined) => () => {
    const chosen = stretches(text);
    if (chosen.length === 0) hint(own.select_hint);
    else change({ action: "mark", row: detail.at, side, stretches: chosen, underlined });
  };
  // The selection must outlive the click.
  const keep = (event) => event.preventDefault();
  head.append(element("div", { class: "marking" },
    element("button", { type: "button", class: "underline", title: own.select_hint, onmousedown: keep, onclick: mark(true) }, own.underline),
    element("button", { type: "button", class: "no-underline", title: own.select_hint, onmousedown: keep, onclick: mark(false) }, own.no_underline)));
  pane.append(element("div", { class: "paper", tabindex: "0", role: "group", "aria-label": label }, text));
  return pane;
}

function partner(side, label, detail, view, onChange) {
  const own = words();
  const select = element("select", { id: `partner-${side}`, onchange: onChange });
  if (!detail.cells[side]) select.append(element("option", { value: "" }, own.none));
  for (const { row, text } of view.sections[side]) select.append(element("option", { value: row }, text));
  select.value = detail.cells[side] ? String(detail.at) : "";
  return element("div", { class: "partner" }, element("label", { for: `partner-${side}` }, own.partner(label)), select);
}

/** How to find the control again that has the focus, once it is made anew. */
function holder(place) {
  const { activeElement: own } = document;
  if (!place.contains(own)) return null;
  if (own.id) return `#${own.id}`;
  const side = own.closest(".pane")?.dataset.side;
  const kind = ["underline", "no-underline", "text", "paper"].find((name) => own.classList.contains(name));
  return kind ? `.pane[data-side="${side}"] .${kind}` : "";
}

/** A control that is off or no more leaves the focus to the tab of the view. */
function refocus(place, back) {
  const own = back ? place.querySelector(back) : null;
  (own && !own.disabled ? own : byId("tab-correct")).focus({ preventScroll: true });
}

export function render(place, detail, view) {
  const own = words();
  const columns = view.columns.filter((column) => column.kind !== "third");
  shown = detail;
  const chosen = (side) => byId(`partner-${side}`)?.value ?? "";
  const pair = element("button", { type: "button", id: "pair", class: "primary", disabled: true, onclick: () => {
    change({ action: "pair", old: Number(chosen("old")), new: Number(chosen("new")) }, Number(chosen("new")));
  } }, own.pair);
  const look = () => {
    const [old, other] = [chosen("old"), chosen("new")];
    pair.disabled = old === "" || other === "" || (old === other && Boolean(shown.cells.old && shown.cells.new));
    clearChosen();
    if (pair.disabled) return;
    for (const [side, at] of [["old", old], ["new", other]]) rowOf(Number(at))?.tr.querySelector(`td.${side}`)?.classList.add("chosen");
  };
  const panes = columns.map(({ kind: side, label }) => {
    const pane = textPane(side, label, detail);
    pane.append(partner(side, label, detail, view, look));
    return pane;
  });
  const hasBoth = Boolean(detail.cells.old && detail.cells.new);
  const { can_undo: canUndo, can_redo: canRedo } = view.corrections;
  const button = (id, text, isOff, onclick) => element("button", { type: "button", id, disabled: isOff, onclick }, text);
  const pickButton = element("button", { type: "button", id: "pick", "aria-pressed": String(picking), onclick: () => {
    picking = !picking;
    pickButton.setAttribute("aria-pressed", String(picking));
    hint(picking ? own.picking : "");
  } }, own.pick);
  const deeds = element("div", { class: "deeds" },
    element("div", {}, pickButton, pair),
    element("div", {},
      button("part", own.part, !hasBoth, () => change({ action: "part", row: detail.at })),
      button("move", detail.moved ? own.not_moved : own.moved, !hasBoth, () => change({ action: "move", row: detail.at, moved: !detail.moved }))),
    element("div", { class: "right" },
      button("undo", own.undo, !canUndo, () => change({ action: "undo" })),
      button("redo", own.redo, !canRedo, () => change({ action: "redo" }))));
  const back = holder(place);
  place.replaceChildren(...panes, deeds);
  if (back !== null) refocus(place, back);
  for (const paper of all(".paper", place)) {
    const first = paper.querySelector("u");
    if (first) paper.scrollTop = Math.max(0, first.offsetTop - paper.offsetTop - 70);
  }
}
