// What the page asks the server for.

import { words } from "./words.js";

/** A message of the server, or of the lack of one. */
async function failure(response) {
  try {
    const said = await response.json();
    if (said.message) return new Error(said.message);
  } catch {
    // No words came with it.
  }
  return new Error(response.status === 401 ? words().not_let_in : words().failed);
}

/** Each tab has documents of its own. A tab that is duplicated takes the name
 * along, so each page that is loaded has one, too: the last one has the
 * documents, and the server refuses what an earlier one asks. */
const PAGE = crypto.randomUUID();
const TAB = (() => {
  try {
    const known = sessionStorage.getItem("tab") || crypto.randomUUID();
    sessionStorage.setItem("tab", known);
    return known;
  } catch {
    return PAGE;
  }
})();

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(path, { ...options, headers: { ...options.headers, "x-tab": TAB, "x-page": PAGE } });
  } catch {
    throw new Error(words().no_server);
  }
  if (!response.ok) throw await failure(response);
  return response;
}

const json = async (response) => (response.status === 204 || response.status === 202 ? null : response.json());
const post = (path, value) =>
  ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(value) }).then(json);

export const server = {
  start: () => ask("/api/start").then(json),
  forget: () => ask("/api/start", { method: "DELETE" }),
  upload: (side, file) =>
    ask(`/api/file/${side}?name=${encodeURIComponent(file.name)}`, { method: "PUT", body: file }).then(json),
  swap: () => ask("/api/swap", { method: "POST" }),
  compare: (password) => post("/api/compare", { password }),
  cancel: () => ask("/api/cancel", { method: "POST" }),
  progress: () => ask("/api/progress").then(json),
  view: () => ask("/api/view").then(json),
  settings: (chosen) => post("/api/settings", chosen),
  row: (at) => ask(`/api/row/${at}`).then(json),
  correct: (correction) => post("/api/correct", correction),
  readLog: () => ask("/api/log").then(json),
  log: (chosen) => post("/api/log", chosen),
  load: (file) => ask("/api/pairs", { method: "POST", body: file }).then(json),
  /** A page as a picture: its address and the pixels of a point. */
  async page(side, page) {
    const response = await ask(`/api/page/${side}/${page}`);
    const scale = Number(response.headers.get("x-scale"));
    return { address: URL.createObjectURL(await response.blob()), scale };
  },
  /** Saves a file under the name that the server gives it. */
  async save(path) {
    const response = await ask(path);
    const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") || "");
    const address = URL.createObjectURL(await response.blob());
    const link = document.createElement("a");
    link.href = address;
    link.download = name ? decodeURIComponent(name[1]) : "shinkyu";
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
    return link.download;
  },
};
