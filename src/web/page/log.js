// 変更箇所: what the program found, and what a person says of it.

import { alarm, byId, element, say } from "./dom.js";
import { save } from "./notes.js";
import { server } from "./server.js";
import { words } from "./words.js";

let view = null;
/** 事前 and 事後 stand in the table as they are, in either language. */
const TIMINGS = [["", ""], ["before", "事前"], ["after", "事後"]];

let asked = 0;
let queue = Promise.resolve();

/** One question after the other; those that a later one replaces are left out. */
function take(ask, told) {
  const turn = (asked += 1);
  queue = queue.then(() => (turn === asked ? answer(ask, told, turn) : null));
  return queue;
}

async function answer(ask, told, turn) {
  alarm("");
  try {
    const next = await ask();
    if (!next || turn !== asked) return;
    view = next;
    // What is being typed meanwhile stays, and so does the focus.
    const { id, value } = document.activeElement || {};
    render();
    const again = id ? byId(id) : null;
    if (again) {
      again.focus();
      if (value !== undefined && again.value !== value) again.value = value;
    }
    if (told) say(told);
  } catch (error) {
    alarm(error.message);
  }
}

function put(change) {
  // Kept at once: the next change may come before the answer to this one.
  view.chosen = { ...view.chosen, ...change };
  return take(() => server.log(view.chosen), words().log_done);
}

/** Says something of one entry, on top of what was said of it before. */
function edit(key, change) {
  const others = view.chosen.edits.filter((known) => known.key !== key);
  const own = view.chosen.edits.find((known) => known.key === key) || { key };
  put({ edits: [...others, { ...own, ...change }] });
}

function select(id, value, label, onChange) {
  const made = element("select", { id, "aria-label": label }, TIMINGS.map(([name, word]) => element("option", { value: name }, word || "—")));
  made.value = value;
  made.addEventListener("change", () => onChange(made.value));
  return made;
}

function text(id, value, label, onChange, name = "input") {
  const made = element(name, { id, "aria-label": label, type: name === "input" ? "text" : null, rows: name === "textarea" ? "2" : null });
  made.value = value;
  made.addEventListener("change", () => onChange(made.value));
  return made;
}

function form() {
  const own = words();
  const { chosen } = view;
  const field = (id, label, control) => element("div", { class: "field" }, element("label", { for: id }, label), control);
  const line = (name, label) => field(`log-${name}`, label, text(`log-${name}`, chosen[name], null, (value) => put({ [name]: value })));
  const timing = select("log-timing", chosen.timing, null, (value) => put({ timing: value }));
  const append = element("input", { type: "checkbox", id: "log-append" });
  append.checked = chosen.append;
  append.addEventListener("change", () => put({ append: append.checked }));
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
    if (of === 0) return element("td", { class: "c0" }, text(`date-${at}`, cell, label, (date) => edit(key, { date })));
    if (of === 4) return element("td", { class: "c4" }, select(`timing-${at}`, timing, label, (value) => edit(key, { timing: value })));
    if (of === 5) return element("td", { class: "c5" }, text(`note-${at}`, cell, label, (note) => edit(key, { note }), "textarea"));
    return plain(cell, of);
  });
  return element("tr", { class: role }, columns, element("td", { class: "comment" }, comment));
}

function render() {
  const own = words();
  const formats = ["docx", "xlsx", "html", "csv", "md", "json", "txt"];
  const head = element("tr", {}, view.columns.map((column, of) => element("th", { scope: "col", class: `c${of}` }, column)), element("th", { scope: "col", class: "comment" }, view.comments));
  const table = element("table", { class: "log", "aria-label": view.title }, element("thead", {}, head), element("tbody", {}, view.rows.map(row)));
  byId("log-body").replaceChildren(
    element("p", { class: "faint" }, own.log_hint),
    form(),
    element("div", { class: "buttons" }, formats.map((format) =>
      element("button", { type: "button", "data-log-format": format, onclick: () => save(`/api/log/${format}`) }, own.formats[format][0]))),
    view.rows.length === 0 ? element("p", {}, own.log_empty) : element("div", { class: "log-table", tabindex: "0", role: "group", "aria-label": view.title }, table));
}

/** Shows the log of the present comparison. */
export const open = () => take(() => server.readLog(), "");
