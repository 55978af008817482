// The first view: two documents, and how far their comparison is.

import { all, alarm, byId, say } from "./dom.js";
import { server } from "./server.js";
import { words } from "./words.js";

const SIDES = ["old", "new"];
const names = { old: null, new: null };
let isRunning = false;
let finished = () => {};

const drop = (side) => document.querySelector(`.drop[data-side="${side}"]`);

export function showFiles() {
  for (const side of SIDES) {
    const box = drop(side);
    const file = box.querySelector(".file");
    const name = names[side];
    file.textContent = name || words().drop_here;
    box.classList.toggle("filled", Boolean(name));
    file.toggleAttribute("data-empty", !name);
    if (name) file.removeAttribute("data-t");
    else file.dataset.t = "drop_here";
  }
  byId("compare").disabled = isRunning || !names.old || !names.new;
}

/** Takes the names of files that the server has. */
export function know(files) {
  Object.assign(names, files);
  showFiles();
}

async function take(side, file) {
  if (!file || isRunning) return;
  alarm("");
  byId("password").hidden = true;
  try {
    const kept = await server.upload(side, file);
    names[side] = kept.name;
    showFiles();
    say(words().kept(kept.name));
    if (names.old && names.new) await compare();
  } catch (error) {
    alarm(error.message);
  }
}

/** Two files that are dropped together: the first is the old one. */
async function takeAll(side, dropped) {
  if (dropped.length < 2) return take(side, dropped[0]);
  const [first, second] = dropped;
  names.old = names.new = null;
  await take("old", first);
  await take("new", second);
}

async function swap() {
  if (isRunning || (!names.old && !names.new)) return;
  try {
    await server.swap();
    [names.old, names.new] = [names.new, names.old];
    showFiles();
    if (names.old && names.new) await compare();
  } catch (error) {
    alarm(error.message);
  }
}

function showProgress(told) {
  const steps = all("#progress li");
  const now = steps.findIndex((step) => step.dataset.stage === told.stage);
  steps.forEach((step, at) => {
    step.dataset.is = at < now ? "done" : at === now ? "now" : "later";
    if (at === now) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  });
  const pages = SIDES.filter((side) => told.pages[side][1] > 0)
    .map((side) => words().pages(words()[side], ...told.pages[side]));
  byId("pages").textContent = pages.join("　");
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function compare(password) {
  isRunning = true;
  showFiles();
  alarm("");
  let lastStage = "";
  try {
    await server.compare(password);
    // Short comparisons show no steps; long ones are not asked all the time.
    for (let wait = 15; ; wait = Math.min(wait * 1.5, 300)) {
      const told = await server.progress();
      if (told.state === "done") {
        byId("password").hidden = true;
        await finished();
        break;
      }
      if (told.state === "failed") {
        alarm(told.message);
        byId("password").hidden = !told.wants_password;
        if (told.wants_password) byId("password-text").focus();
        break;
      }
      if (wait > 100) byId("progress").hidden = false;
      showProgress(told);
      if (told.stage !== lastStage && wait > 100) say(words()[`stage_${told.stage}`]);
      lastStage = told.stage;
      await pause(wait);
    }
  } catch (error) {
    alarm(error.message);
  }
  isRunning = false;
  byId("progress").hidden = true;
  showFiles();
}

export function begin(onFinished) {
  finished = onFinished;
  for (const side of SIDES) {
    const box = drop(side);
    box.addEventListener("dragover", (event) => { event.preventDefault(); box.classList.add("over"); });
    box.addEventListener("dragleave", () => box.classList.remove("over"));
    box.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      box.classList.remove("over");
      takeAll(side, Array.from(event.dataTransfer.files));
    });
    const input = box.querySelector("input");
    input.addEventListener("change", () => {
      const chosen = input.files[0];
      input.value = "";
      take(side, chosen);
    });
  }
  // A file beside the boxes must not take the place of the page.
  for (const name of ["dragover", "drop"]) window.addEventListener(name, (event) => event.preventDefault());
  byId("compare").addEventListener("click", () => compare());
  byId("swap").addEventListener("click", swap);
  byId("cancel").addEventListener("click", () => server.cancel().catch(() => {}));
  byId("password").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = byId("password-text");
    const password = typed.value;
    typed.value = "";
    compare(password);
  });
}
