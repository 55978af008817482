// Panels at the side: warnings and ledger, corrections, downloads.

import { alarm, element, renew, say } from "./dom.js";
import { server } from "./server.js";
import { words } from "./words.js";

const items = (texts) => element("ul", {}, texts.map((text) => element("li", {}, text)));

export function renderNotes(place, view, goTo) {
  const own = words();
  const list = ({ head, entries }) => [
    element("h3", {}, head),
    element("ul", { class: "plainlist" }, entries.map(([number, text]) => element("li", {},
      number ? element("button", { type: "button", class: "plain", onclick: () => goTo(number) }, String(number)) : null, text))),
  ];
  renew(place,
    element("h3", {}, own.warnings),
    view.warnings.length > 0 ? items(view.warnings) : element("p", {}, own.no_warnings),
    element("h3", {}, own.ledger), element("p", { class: "faint" }, own.ledger_hint), items(view.ledger),
    ...view.lists.filter(({ entries }) => entries.length > 0).flatMap(list));
}

export async function save(path) {
  try {
    say(words().saved(await server.save(path)));
  } catch (error) {
    alarm(error.message);
  }
}

export function renderDownloads(place) {
  const own = words();
  renew(place,
    element("p", { class: "faint" }, own.downloads_hint),
    element("ul", { class: "formats" }, Object.entries(own.formats).map(([format, [name, about]]) =>
      element("li", {}, element("button", { type: "button", "data-format": format, onclick: () => save(`/api/download/${format}`) },
        `${name}（.${format}）`, element("span", {}, about))))));
}

export function renderCorrections(place, view, change, load) {
  const own = words();
  const { rules, can_undo: canUndo, can_redo: canRedo } = view.corrections;
  const input = element("input", { type: "file", class: "unseen", id: "pairs-file", "aria-label": own.load_pairs });
  input.addEventListener("change", () => {
    const [file] = input.files;
    input.value = "";
    if (file) load(file);
  });
  const button = (id, text, isOff, onclick) => element("button", { type: "button", id, disabled: isOff, onclick }, text);
  renew(place,
    rules.length === 0 ? element("p", {}, own.no_corrections)
      : element("ol", { class: "rules" }, rules.map((rule) => element("li", {}, element("code", {}, rule)))),
    element("div", { class: "buttons" },
      button("all-undo", own.undo, !canUndo, () => change({ action: "undo" })), button("all-redo", own.redo, !canRedo, () => change({ action: "redo" })),
      button("all-clear", own.clear, rules.length === 0, () => change({ action: "clear" }))),
    element("div", { class: "buttons" },
      element("button", { type: "button", id: "save-pairs", disabled: rules.length === 0, onclick: () => save("/api/pairs") }, own.save_pairs),
      element("label", { class: "button" }, own.load_pairs, input)),
    element("p", { class: "faint" }, own.pairs_hint));
}
