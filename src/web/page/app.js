// The page: which view is shown, and what happens when the table is new.

import { alarm, all, byId, say } from "./dom.js";
import { server } from "./server.js";
import { language, speak, words } from "./words.js";
import * as correct from "./correct.js";
import * as log from "./log.js";
import * as notes from "./notes.js";
import * as row from "./row.js";
import * as settings from "./settings.js";
import * as start from "./start.js";
import { render, renderStrip } from "./table.js";
import * as walk from "./walk.js";

let view = null;
let panel = null;
/** Counts the pairs of documents, for pictures of pages. */
let settled = 0;

function showStart() {
  row.closeRow();
  byId("result").hidden = true;
  byId("again").hidden = true;
  byId("start").hidden = false;
  byId("to-result").hidden = !view;
  byId("main").focus();
}

function showResult() {
  byId("start").hidden = true;
  byId("result").hidden = false;
  byId("again").hidden = false;
}

function renderPanel() {
  for (const button of all("[data-panel]")) button.setAttribute("aria-expanded", String(button.dataset.panel === panel));
  byId("panel").hidden = !panel;
  if (!panel || !view) return;
  const place = byId("panel-body");
  const isWithin = place.contains(document.activeElement);
  byId("panel-title").textContent = words()[panel];
  if (panel === "settings") settings.render(place, view, (chosen) => renewBy(() => server.settings(chosen(view.chosen)), () => words().settings_done));
  if (panel === "notes") notes.renderNotes(place, view, (number) => { const one = walk.numbered(number); if (one) walk.go(one, { focus: true }); });
  if (panel === "downloads") notes.renderDownloads(place);
  if (panel === "corrections") notes.renderCorrections(place, view, change, (file) => renewBy(() => server.load(file), corrected));
  // Nothing there has the focus any more: its control is gone or is off now.
  if (isWithin && (!place.contains(document.activeElement) || document.activeElement.disabled)) byId("panel-title").focus({ preventScroll: true });
}

function openPanel(name) {
  panel = panel === name ? null : name;
  renderPanel();
  if (panel) byId("panel-title").focus({ preventScroll: true });
}

function show(newView) {
  view = newView;
  view.settled = settled;
  // The row that has the focus keeps it, under whatever number.
  const held = document.activeElement.closest("#table tr");
  const focused = held && walk.rowAt(held);
  const rows = render(view, (one) => row.openRow(one.first), row.pick);
  renderStrip(view, rows, walk.go);
  walk.walkOver(view, rows);
  byId("n-warnings").textContent = view.warnings.length || "";
  byId("n-corrections").textContent = view.corrections.rules.length || "";
  const same = focused && walk.rowOf(focused.row.first);
  if (same) same.tr.querySelector("button").focus({ preventScroll: true });
  renderPanel();
}

const corrected = () => words().corrected(view.corrections.rules.length);

let queue = Promise.resolve();

/** Asks for another view of the same documents and shows it, one after the other. */
function renewBy(ask, told, at) {
  queue = queue.then(() => renew(ask, told, at));
  return queue;
}

async function renew(ask, told, at) {
  alarm("");
  try {
    const next = await ask();
    if (!next) return;
    const top = scrollY;
    show(next);
    scrollTo({ top });
    await row.renew(next, at);
    say(told());
  } catch (error) {
    alarm(error.message);
  }
}

const change = (correction, at) => renewBy(() => server.correct(correction), corrected, at);

async function finished() {
  settled += 1;
  row.closeRow();
  panel = null;
  log.forget();
  choose("table");
  const first = await server.view();
  row.know(first);
  speak(language());
  showResult();
  show(first);
  measure();
  scrollTo({ top: 0 });
  byId("table").focus({ preventScroll: true });
  say(words().finished(first.rows.filter(({ number }) => number).length));
}

async function switchLanguage() {
  speak(language() === "ja" ? "en" : "ja");
  start.showFiles();
  const lang = language();
  await renewBy(() => server.settings({ ...(view ? view.chosen : {}), lang }), () => "");
  if (!byId("log-view").hidden) log.open();
}

/** The table, or the log of changes. */
function choose(product) {
  for (const name of ["table", "log"]) {
    const isOwn = name === product;
    byId(`tab-${name}`).setAttribute("aria-selected", String(isOwn));
    byId(`tab-${name}`).tabIndex = isOwn ? 0 : -1;
    byId(`${name}-view`).hidden = !isOwn;
  }
  if (product === "log") {
    row.closeRow();
    log.open();
  }
  measure();
}

const measure = () => {
  const bar = byId("bar");
  const sticks = getComputedStyle(bar).position === "sticky";
  document.documentElement.style.setProperty("--bar", `${sticks ? bar.offsetHeight : 0}px`);
};

correct.begin(change);
row.begin();
walk.begin();
start.begin(finished);
new ResizeObserver(measure).observe(byId("bar"));
addEventListener("resize", measure);
for (const name of ["table", "log"]) {
  byId(`tab-${name}`).addEventListener("click", () => choose(name));
  byId(`tab-${name}`).addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = name === "table" ? "log" : "table";
    choose(other);
    byId(`tab-${other}`).focus();
  });
}
byId("again").addEventListener("click", showStart);
byId("to-result").addEventListener("click", () => { showResult(); byId("table").focus(); });
byId("language").addEventListener("click", switchLanguage);
byId("alert").querySelector("button").addEventListener("click", () => alarm(""));
byId("panel-close").addEventListener("click", () => {
  const opener = document.querySelector(`[data-panel="${panel}"]`);
  openPanel(panel);
  if (opener) opener.focus();
});
for (const button of all("[data-panel]")) button.addEventListener("click", () => openPanel(button.dataset.panel));

try {
  const state = await server.start();
  speak(state.lang);
  start.know(state.files);
  if (state.has_result) await finished();
  else showStart();
} catch (error) {
  speak("ja");
  byId("start").hidden = false;
  alarm(error.message);
}
document.documentElement.dataset.ready = "true";
