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

/** Gives a control its value. What differs from it later was typed by a person. */
export function give(control, value) {
  control.given = value;
  if (control.value !== value) control.value = value;
  return control;
}

/** A control that stays takes what is new in another one made for its place,
 * but for a text that is not yet handed in. */
function adopt(control, fresh) {
  control.checked = fresh.checked;
  if (fresh.given === undefined) return;
  const isHalfTyped = control.tagName !== "SELECT" && control.value !== control.given;
  if (isHalfTyped) control.given = fresh.given;
  else give(control, fresh.given);
}

function merge(old, fresh, kept) {
  for (const { name } of Array.from(old.attributes)) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of Array.from(fresh.attributes)) old.setAttribute(name, value);
  if (old === kept) {
    adopt(old, fresh);
    return;
  }
  const [known, made] = [old, fresh].map((node) => Array.from(node.childNodes));
  const at = known.findIndex((node) => node.contains(kept));
  const isSame = (one, other) => one.tagName === other.tagName && one.id === other.id && one.dataset.key === other.dataset.key;
  if (at < 0 || known.length !== made.length || !isSame(known[at], made[at])) {
    old.replaceChildren(...made);
    return;
  }
  known.forEach((node, of) => (of === at ? merge(node, made[of], kept) : node.replaceWith(made[of])));
}

/** New content for a place. The control that has the focus stays where it has
 * a counterpart: a text in it may be half typed, an input method at work. */
export function renew(place, ...children) {
  const control = document.activeElement;
  const isWithin = place.contains(control);
  const fresh = place.cloneNode(false);
  fresh.append(...children);
  merge(place, fresh, isWithin && control.matches("input, select, textarea") ? control : null);
  const again = isWithin && control.id && byId(control.id);
  if (again && again !== document.activeElement) again.focus({ preventScroll: true });
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
