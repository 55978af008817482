// 変更箇所: what the program found, and what a person says of it.

import { alarm, byId, element, give, renew, say } from "./dom.js";
import { save } from "./notes.js";
import { server } from "./server.js";
import { words } from "./words.js";

let view = null;
/** 事前 and 事後 stand in the table as they are, in either language. */
const TIMINGS = [["", ""], ["before", "事前"], ["after", "事後"]];

let queue = Promise.resolve();
/** What was refused, by the control it was typed into: the text stays there,
 * is not part of what was taken, and its message stands until it is mended. */
const refused = new Map();

/** One question after the other. */
function take(ask, told, id) {
  // Earlier answers make the control anew.
  const typed = id && byId(id).value;
  queue = queue.then(() => answer(ask, told, id, typed));
  return queue;
}

async function answer(ask, told, id, typed) {
  try {
    const next = await ask();
    if (!next) return;
    refused.delete(id);
    // Rows that are others now have nothing to mend.
    if (!view || view.rows.length !== next.rows.length) for (const known of refused.keys()) if (!known.startsWith("log-")) refused.delete(known);
    view = next;
    // What was handed in is answered; what is typed since is not.
    const control = id && byId(id);
    if (control && control.value === typed) control.given = typed;
    render();
    if (told) say(told);
  } catch (error) {
    if (!id || byId(id)?.type === "checkbox") {
      if (id && view) byId(id).checked = view.chosen.append;
      alarm(error.message);
      return;
    }
    refused.delete(id);
    refused.set(id, { typed, message: error.message });
  }
  showRefused(id !== undefined);
}

function showRefused(isOwn) {
  for (const [id, { typed }] of refused) {
    const control = byId(id);
    if (!control) continue;
    if (control !== document.activeElement) control.value = typed;
    control.setAttribute("aria-invalid", "true");
  }
  const [last] = Array.from(refused.values()).slice(-1);
  if (last) alarm(last.message);
  else if (isOwn) alarm("");
}

/** Says something on top of what was taken before, when its turn comes. */
const put = (id, change) => take(() => view && server.log({ ...view.chosen, ...change(view.chosen) }), words().log_done, id);

/** Says something of one entry. */
const edit = (id, key, change) => put(id, ({ edits }) => {
  const others = edits.filter((known) => known.key !== key);
  const own = edits.find((known) => known.key === key) || { key };
  return { edits: [...others, { ...own, ...change }] };
});

function select(id, value, label, onChange) {
  const made = element("select", { id, "aria-label": label }, TIMINGS.map(([name, word]) => element("option", { value: name }, word || "—")));
  made.addEventListener("change", () => onChange(made.value));
  return give(made, value);
}

function text(id, value, label, onChange, name = "input") {
  const made = element(name, { id, "aria-label": label, type: name === "input" ? "text" : null, rows: name === "textarea" ? "2" : null });
  made.addEventListener("change", () => onChange(made.value));
  return give(made, value);
}

function form() {
  const own = words();
  const { chosen } = view;
  const field = (id, label, control) => element("div", { class: "field" }, element("label", { for: id }, label), control);
  const line = (name, label) => field(`log-${name}`, label, text(`log-${name}`, chosen[name], null, (value) => put(`log-${name}`, () => ({ [name]: value }))));
  const timing = select("log-timing", chosen.timing, null, (value) => put("log-timing", () => ({ timing: value })));
  const append = element("input", { type: "checkbox", id: "log-append" });
  append.checked = chosen.append;
  append.addEventListener("change", () => {
    const isOn = append.checked;
    put("log-append", () => ({ append: isOn }));
  });
  return element("div", { class: "log-form" },
    line("date", own.log_date), line("effective", own.log_effective), line("published", own.log_published),
    field("log-timing", own.log_timing, timing), line("note", own.log_note),
    element("label", { class: "choice" }, append, own.log_append));
}

function row({ role, cells, comment, key, timing }, at) {
  const name = cells[1].replace(/\s+/g, " ");
  const plain = (cell, of) => element("td", { class: `c${of}` }, cell);
  const columns = cells.map((cell, of) => {
    if (!key) return plain(cell, of);
    const label = `${view.columns[of]}: ${name}`;
    if (of === 0) return element("td", { class: "c0" }, text(`date-${at}`, cell, label, (date) => edit(`date-${at}`, key, { date })));
    if (of === 4) return element("td", { class: "c4" }, select(`timing-${at}`, timing, label, (value) => edit(`timing-${at}`, key, { timing: value })));
    if (of === 5) return element("td", { class: "c5" }, text(`note-${at}`, cell, label, (note) => edit(`note-${at}`, key, { note }), "textarea"));
    return plain(cell, of);
  });
  return element("tr", { class: role, "data-key": key }, columns, element("td", { class: "comment" }, comment));
}

function render() {
  const own = words();
  const formats = ["docx", "xlsx", "html", "csv", "md", "json", "txt"];
  const head = element("tr", {}, view.columns.map((column, of) => element("th", { scope: "col", class: `c${of}` }, column)), element("th", { scope: "col", class: "comment" }, view.comments));
  const table = element("table", { class: "log", "aria-label": view.title }, element("thead", {}, head), element("tbody", {}, view.rows.map(row)));
  renew(byId("log-body"),
    element("p", { class: "faint" }, own.log_hint),
    form(),
    element("div", { class: "buttons" }, formats.map((format) =>
      element("button", { type: "button", "data-log-format": format, onclick: () => save(`/api/log/${format}`) }, own.formats[format][0]))),
    view.rows.length === 0 ? element("p", {}, own.log_empty) : element("div", { class: "log-table", tabindex: "0", role: "group", "aria-label": view.title }, table));
}

/** Nothing is kept of the log of other documents. */
export function forget() {
  view = null;
  refused.clear();
}

/** Shows the log of the present comparison. */
export const open = () => take(() => server.readLog(), "");
