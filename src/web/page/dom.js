// Small helpers: nothing that a document says ever becomes markup.

export const byId = (id) => document.getElementById(id);
export const all = (selector, under = document) => Array.from(under.querySelectorAll(selector));

/** An element with attributes and children; texts stay texts. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

export function svg(name, attributes = {}) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Said to screen readers. */
export function say(text) {
  const status = byId("status");
  // The same words again are news, too.
  status.textContent = status.textContent === text ? text + "\u00a0" : text;
}

let fading = 0;

/** Said to screen readers, and shown for a while. */
export function hint(text) {
  say(text);
  const box = byId("hint");
  box.textContent = text;
  box.hidden = text === "";
  clearTimeout(fading);
  fading = setTimeout(() => { box.hidden = true; }, 8000);
}

/** Shown until it is closed; an empty text takes it away. */
export function alarm(text) {
  const box = byId("alert");
  box.querySelector("p").textContent = text;
  box.hidden = text === "";
}
