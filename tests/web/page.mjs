// Walks the local page in headless Chromium: node page.mjs ADDRESS FOLDER
//
// FOLDER holds the files to upload; tests/web.rs makes it. Ends with 1 and a
// message where something is not as it must be. With a third argument,
// pictures of the views are written to that folder.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [address, folder, pictures] = process.argv.slice(2);
const axeSource = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const file = (name) => path.join(folder, name);
const FLAGS = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync".split(" ");

/** The first browser that is there, as tests/support/browser.rs looks for it. */
function program() {
  const folders = (process.env.PATH || "").split(path.delimiter);
  const names = [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].filter(Boolean);
  const places = names.flatMap((name) => (path.isAbsolute(name) ? [name] : folders.map((place) => path.join(place, name))));
  const found = places.find((place) => fs.existsSync(place));
  assert(found, "no Chromium found: install the package 'chromium' or name the program in the variable CHROMIUM");
  return found;
}

const browser = await chromium.launch({ executablePath: program(), args: FLAGS });
const complaints = [];

/** A browser of its own: cookies are not shared with others. */
async function person(options = {}) {
  return tab(await browser.newContext({ viewport: { width: 1280, height: 720 }, locale: "ja-JP", acceptDownloads: true, ...options }));
}

/** One more tab of a browser. */
async function tab(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  // Answers that refuse a file are no complaint; they have their message.
  page.on("console", (said) => { if (said.type() === "error" && !/status of 4\d\d/.test(said.text())) complaints.push(said.text()); });
  page.on("pageerror", (error) => complaints.push(error.stack));
  page.on("request", (request) => {
    const { "x-tab": tab, "x-page": own } = request.headers();
    if (own) page.names = { "x-tab": tab, "x-page": own };
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "blob:" && origin !== new URL(address).origin) complaints.push(`loads ${request.url()}`);
  });
  await page.goto(address);
  await page.waitForSelector("html[data-ready]");
  return page;
}

const input = (side) => `.drop[data-side="${side}"] input`;
async function upload(page, old, other) {
  await page.setInputFiles(input("old"), file(old));
  await page.waitForFunction((name) => document.querySelector('.drop[data-side="old"] .file').textContent === name, old);
  await page.setInputFiles(input("new"), file(other));
}
const table = (page) => page.waitForSelector("#result:not([hidden]) tbody tr");

async function accessible(page, view) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ impact, id, nodes }) => ({ impact, id, where: nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)) }));
  });
  const grave = found.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(grave, [], `axe-core on ${view}`);
}

const picture = async (page, name) => {
  if (pictures) await page.screenshot({ path: path.join(pictures, `${name}.png`) });
};

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click(button)]);
  return { name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path()) };
}

/** The files of a ZIP file that are stored or deflated, by name. */
async function unzipped(bytes) {
  const { inflateRawSync } = await import("node:zlib");
  const parts = {};
  let end = bytes.length - 22;
  while (bytes.readUInt32LE(end) !== 0x06054b50) end -= 1;
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n -= 1) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)];
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + size);
    parts[name] = (method === 8 ? inflateRawSync(content) : content).toString("utf8");
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}

const scenarios = {
  async "two PDF files become a table, which can be walked, filtered and searched"() {
    const page = await person();
    await accessible(page, "start");
    await picture(page, "serve-start");
    await page.setInputFiles(input("old"), file("規程（旧）.pdf"));
    await page.waitForSelector('.drop[data-side="old"].filled');
    // Dropped, not chosen: the time from here is what a person waits.
    const bytes = fs.readFileSync(file("規程（新）.pdf")).toString("base64");
    const elapsed = await page.evaluate(async (base64) => {
      const content = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([content], "規程（新）.pdf", { type: "application/pdf" }));
      const begun = performance.now();
      document.querySelector('.drop[data-side="new"]').dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
      while (!document.querySelector("#result:not([hidden]) tbody tr")) await new Promise(requestAnimationFrame);
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - begun;
    }, bytes);
    console.log(`from drop to table: ${Math.round(elapsed)} ms`);
    assert.equal(await page.textContent("thead th.new"), "改正後");
    assert.match(await page.textContent("#sources"), /規程（新）\.pdf.*15ページ/);
    assert((await page.locator("tbody tr.unit").count()) > 50);
    assert.match(await page.locator("td .page").first().textContent(), /^p\.\d+$/);
    await accessible(page, "result");
    await page.keyboard.press("n");
    await page.keyboard.press("n");
    assert.match(await page.textContent("#where"), /^2 \//);
    assert.equal(await page.evaluate(() => document.activeElement.closest("tr").id), "r2", "the focus goes along");
    assert.equal(await page.locator("tr[aria-current] th b").textContent(), "2");
    await page.keyboard.press("p");
    assert.match(await page.textContent("#where"), /^1 \//);
    assert.match(await page.textContent("#status"), /新設/);
    await picture(page, "serve-result");
    const before = await page.locator("tbody tr.unit.added:visible").count();
    await page.uncheck('#kinds label:has-text("新設") input');
    assert.equal(await page.locator("tbody tr.unit.added:visible").count(), 0);
    assert(before > 0 && (await page.isVisible("#filtered")));
    await page.check('#kinds label:has-text("新設") input');
    await page.fill("#search-text", "義務");
    await page.press("#search-text", "Enter");
    assert.match(await page.textContent("#found"), /^1\/\d+ 件$/);
    assert((await page.locator("#strip rect").count()) > 50);
    for (const panel of ["settings", "notes", "downloads", "corrections"]) {
      await page.click(`[data-panel="${panel}"]`);
      await page.waitForSelector("#panel:not([hidden])");
      await accessible(page, panel);
    }
    await page.click('[data-panel="notes"]');
    assert.match(await page.textContent("#panel-body"), /全13,804字のうち/);
    await page.click('[data-panel="settings"]');
    await page.selectOption("#profile", "fsa");
    await page.waitForFunction(() => document.querySelector("thead th.old").textContent === "現行");
    await page.click("#columns-new-old");
    await page.waitForFunction(() => document.querySelector("thead tr").children[1].className === "new");
    await page.fill("#set-title", "指針の新旧対照表");
    await page.press("#set-title", "Tab");
    await page.waitForFunction(() => document.querySelector("#title").textContent === "指針の新旧対照表");
    await page.click("#language");
    await page.waitForFunction(() => document.documentElement.lang === "en" && document.querySelector("#next").textContent.startsWith("Next"));
    await page.context().close();
  },

  async "a row shows the pages of both documents with what changed marked"() {
    const page = await person();
    await upload(page, "規程（旧）.pdf", "規程（新）.pdf");
    await table(page);
    const row = page.locator("tbody tr.unit.edited").first();
    await row.locator(".open").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll("#view-source .leaf img").length === 2);
    for (const side of ["old", "new"]) {
      const pane = page.locator(`#view-source .pane[data-side="${side}"]`);
      assert((await pane.locator("img").evaluate((image) => image.naturalWidth)) > 800);
      assert((await pane.locator(".hit").count()) > 0, `${side}: what changed is marked`);
      // A mark lies on the page, and on ink.
      const dark = await pane.locator(".leaf").evaluate((leaf) => {
        const image = leaf.querySelector("img");
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
        const pen = canvas.getContext("2d");
        pen.drawImage(image, 0, 0);
        const [frame, hit] = [image, leaf.querySelector(".hit")].map((part) => part.getBoundingClientRect());
        const zoom = image.naturalWidth / frame.width;
        const { data } = pen.getImageData((hit.left - frame.left) * zoom, (hit.top - frame.top) * zoom, hit.width * zoom, hit.height * zoom);
        let n = 0;
        for (let at = 0; at < data.length; at += 4) if (data[at] < 128) n += 1;
        return n;
      });
      assert(dark > 20, `${side}: ${dark} dark pixels under the mark`);
    }
    await accessible(page, "source");
    await picture(page, "serve-source");
    await page.click("#tab-correct");
    await page.waitForSelector("#view-correct .text");
    await picture(page, "serve-correct");
    await page.keyboard.press("Escape");
    assert(await page.isHidden("#drawer"));
    assert(await row.locator(".open").evaluate((button) => button === document.activeElement), "the focus comes back");
    await page.context().close();
  },

  async "Word files show their text instead"() {
    const page = await person();
    await upload(page, "old.docx", "new.docx");
    await table(page);
    await page.locator("tbody tr.unit.edited .open").first().click();
    await page.waitForSelector('#view-source .pane[data-side="new"] .text u');
    assert.match(await page.textContent('#view-source .pane[data-side="new"] .pane-head'), /段落目/);
    await page.context().close();
  },

  async "corrections by hand are in the Word and JSON files"() {
    const page = await person();
    await upload(page, "a.txt", "b.txt");
    await table(page);
    // 第２: 「届出」 is underlined with the keyboard.
    await page.locator('tbody tr:has-text("14日") .open').click();
    await page.click("#tab-correct");
    await accessible(page, "correct");
    const text = page.locator('#view-correct .pane[data-side="new"] .text');
    assert.equal(await text.locator("u").allTextContents().then((all) => all.join()), "14日");
    await text.focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    await page.click('#view-correct .pane[data-side="new"] .underline');
    await page.waitForFunction(() => document.querySelector('#view-correct .pane[data-side="new"] u').textContent === "届出");
    assert.equal(await page.textContent("#n-corrections"), "1");
    assert(await text.evaluate((own) => own === document.activeElement), "the focus is back in the text");
    // With nothing selected, what to do is there to be seen.
    await page.evaluate(() => getSelection().removeAllRanges());
    await page.click('#view-correct .pane[data-side="new"] .underline');
    assert.match(await page.textContent("#hint:visible"), /選んでから/);
    // 第３ is taken apart, then put together again by clicking on each side.
    await page.locator('tbody tr:has-text("第３") td.new').last().click();
    await page.waitForFunction(() => document.querySelector("#drawer-title").textContent.includes("第３"));
    await page.click("#part");
    await page.waitForFunction(() => document.querySelectorAll("tbody tr.removed, tbody tr.added").length === 2);
    const parted = await page.evaluate(async (headers) => (await fetch("/api/download/json", { headers })).json(), page.names);
    assert.equal(parted.rows.filter(({ change }) => change === "removed").length, 1);
    await page.click("#pick");
    await page.locator("tbody tr.removed td.old").click();
    await page.locator("tbody tr.added td.new").click();
    assert(await page.isEnabled("#pair"));
    await page.click("#pair");
    await page.waitForFunction(() => document.querySelectorAll("tbody tr.removed, tbody tr.added").length === 0);
    await page.click("#undo");
    await page.waitForFunction(() => document.querySelectorAll("tbody tr.removed, tbody tr.added").length === 2);
    await page.click("#redo");
    await page.waitForFunction(() => document.querySelectorAll("tbody tr.removed, tbody tr.added").length === 0);
    await page.click("#move");
    await page.waitForFunction(() => document.querySelector("#drawer-title").textContent.includes("移動"));
    await page.waitForFunction(() => document.activeElement.id === "move");
    // Where it came from is hidden with it.
    for (const box of await page.locator("#kinds input").all()) await box.uncheck();
    assert.equal(await page.locator("tbody tr.moved:visible").count(), 0);
    for (const box of await page.locator("#kinds input").all()) await box.check();
    // A key takes nothing back that is not in sight.
    await page.click("#tab-log");
    await page.waitForSelector("table.log");
    await page.focus("#tab-log");
    await page.keyboard.press("Control+z");
    await page.click("#tab-table");
    assert.equal(await page.textContent("#n-corrections"), "2");
    await page.locator('tbody tr:has-text("14日") .open').click();
    // Both files have all of it.
    await page.click("#drawer-close");
    await page.click('[data-panel="downloads"]');
    const word = await saved(page, '[data-format="docx"]');
    assert.equal(word.name, "新旧対照表_a→b.docx");
    const body = (await unzipped(word.bytes))["word/document.xml"];
    assert.match(body, /<w:u [^>]*>(?:(?!<\/w:r>).)*届出<\/w:t>/, "underlined in the Word file");
    const json = await saved(page, '[data-format="json"]');
    const report = JSON.parse(json.bytes.toString());
    const runs = report.rows.flatMap(({ new: cell }) => (cell ? cell.segments : []));
    assert(runs.some(({ text: own, changed }) => own === "届出" && changed), "marked in the JSON file");
    assert(report.rows.some(({ moved }) => moved));
    await page.click('[data-panel="corrections"]');
    const rules = await saved(page, "#save-pairs");
    assert.match(rules.bytes.toString(), /新 第２ \+下線 「届出」#2\n(.*\n)*第３ = 第３ \[移動\]/);
    // Loaded by someone else.
    fs.writeFileSync(file("rules.txt"), rules.bytes);
    const other = await person();
    await upload(other, "a.txt", "b.txt");
    await table(other);
    await other.click('[data-panel="corrections"]');
    await other.setInputFiles("#pairs-file", file("rules.txt"));
    await other.waitForFunction(() => document.querySelectorAll(".rules li").length === 2);
    assert((await other.locator("tbody td.new u").allTextContents()).includes("届出"));
    await other.context().close();
    await page.context().close();
  },

  async "the log of changes can be edited and downloaded"() {
    const page = await person();
    await upload(page, "a.txt", "b.txt");
    await table(page);
    await page.click("#tab-log");
    await page.waitForSelector("table.log");
    await page.fill("#log-date", "2026-04-01");
    await page.press("#log-date", "Tab");
    await page.waitForFunction(() => document.querySelector("#date-0").value === "令和8年4月1日");
    await page.fill("#note-1", "様式変更に伴う追加");
    await page.press("#note-1", "Tab");
    await page.selectOption("#timing-1", "after");
    await page.waitForFunction(() => document.querySelector("#timing-1").value === "after" && document.querySelector("#status").textContent !== "");
    await accessible(page, "log");
    await picture(page, "serve-log");
    const csv = await saved(page, '[data-log-format="csv"]');
    assert.equal(csv.name, "変更箇所_a→b.csv");
    const rows = csv.bytes.toString().split("\n");
    assert(rows.some((row) => row.includes("令和8年4月1日") && row.includes("事後") && row.includes("様式変更に伴う追加")), csv.bytes.toString());
    assert.equal(rows.filter((row) => row.includes("事後")).length, 1);
    await page.fill("#log-date", "いつか");
    await page.press("#log-date", "Tab");
    await page.waitForSelector("#alert:not([hidden])");
    assert.match(await page.textContent("#alert p"), /いつか.*日付/);
    // It stands, to be mended; what is said elsewhere is taken all the same.
    await page.selectOption("#timing-0", "before");
    await page.waitForFunction(() => document.querySelector("#timing-0").value === "before");
    await page.fill("#date-0", "2026-05-01");
    await page.press("#date-0", "Tab");
    await page.waitForFunction(() => document.querySelector("#date-0").value === "令和8年5月1日");
    assert.equal(await page.inputValue("#log-date"), "いつか");
    assert.equal(await page.getAttribute("#log-date", "aria-invalid"), "true");
    const mended = (await saved(page, '[data-log-format="csv"]')).bytes.toString();
    assert(mended.includes("令和8年5月1日") && mended.includes("令和8年4月1日") && mended.includes("事前"), mended);
    await page.fill("#date-1", "あした");
    await page.press("#date-1", "Tab");
    await page.waitForFunction(() => document.querySelector("#alert p").textContent.includes("あした"));
    await page.evaluate(() => { document.body.style.minHeight = "300vh"; scrollTo(0, 600); });
    const top = await page.locator("#alert").evaluate((box) => box.getBoundingClientRect().top);
    assert(top >= 0 && top < 100, `the message is to be seen: ${top}`);
    await page.fill("#date-1", "");
    await page.press("#date-1", "Tab");
    await page.waitForFunction(() => document.querySelector("#alert p").textContent.includes("いつか"));
    await page.fill("#log-date", "");
    await page.press("#log-date", "Tab");
    await page.waitForSelector("#alert", { state: "hidden" });
    await page.context().close();
  },

  async "what is typed while an answer is on its way is kept and handed in"() {
    const page = await person();
    await upload(page, "a.txt", "b.txt");
    await table(page);
    /** Answers to `what` wait until the function that comes back is called. */
    const held = async (what) => {
      let open;
      const gate = new Promise((resolve) => { open = resolve; });
      await page.route(what, async (route) => { await gate; await route.continue(); });
      return async () => { open(); await page.unroute(what, { behavior: "wait" }); };
    };
    await page.click("#tab-log");
    await page.waitForSelector("table.log");
    let release = await held("**/api/log");
    await page.selectOption("#timing-0", "after");
    await page.fill("#log-date", "2026-04-01");
    await page.press("#log-date", "Tab");
    await page.focus("#date-1");
    await page.fill("#date-0", "2026-05-01");
    await release();
    // All others have the date that was said for them; this one is not handed in.
    await page.waitForFunction(() => document.querySelector("#date-1").value === "令和8年4月1日");
    assert.equal(await page.inputValue("#date-0"), "2026-05-01");
    await page.press("#date-0", "Tab");
    await page.waitForFunction(() => document.querySelector("#date-0").value === "令和8年5月1日");
    assert.equal(await page.inputValue("#timing-0"), "after");
    // A text that is not touched takes what was said for all.
    release = await held("**/api/log");
    await page.fill("#log-date", "2026-06-01");
    await page.press("#log-date", "Tab");
    await page.focus("#date-1");
    await release();
    await page.waitForFunction(() => document.querySelector("#date-1").value === "令和8年6月1日");
    assert.equal(await page.evaluate(() => document.activeElement.id), "date-1");
    await page.click("#tab-table");
    await page.click('[data-panel="settings"]');
    release = await held("**/api/settings");
    await page.fill("#set-title", "比較の表");
    await page.press("#set-title", "Tab");
    await page.fill("#set-new", "新しい方");
    await page.press("#set-new", "Tab");
    await page.fill("#set-old", "旧い方");
    await release();
    await page.waitForFunction(() => document.querySelector("#table thead").textContent.includes("新しい方"));
    assert.equal(await page.inputValue("#set-old"), "旧い方");
    await page.press("#set-old", "Tab");
    await page.waitForFunction(() => document.querySelector("#table thead").textContent.includes("旧い方"));
    assert.equal(await page.inputValue("#set-title"), "比較の表");
    await page.context().close();
  },

  async "files that cannot be read have one message each"() {
    const page = await person();
    const alarm = async (name, words) => {
      await upload(page, name, "b.txt");
      await page.waitForSelector("#alert:not([hidden])");
      const said = await page.textContent("#alert p");
      assert(said.startsWith(`${name}: `) && words.test(said), said);
      assert(await page.isVisible("#start"));
    };
    await alarm("damaged.pdf", /壊れて/);
    await alarm("blank.pdf", /文字/);
    await alarm("locked.pdf", /欄に正しいパスワード/);
    await accessible(page, "messages");
    await page.fill("#password-text", "himitsu");
    await page.press("#password-text", "Enter");
    await table(page);
    assert(await page.isHidden("#alert"));
    await page.context().close();
  },

  async "two browsers at once do not mix"() {
    const [one, other] = await Promise.all([person(), person()]);
    await Promise.all([upload(one, "a.txt", "b.txt"), upload(other, "b.txt", "a.txt")]);
    await Promise.all([table(one), table(other)]);
    assert.match(await one.locator("tbody td.new:has-text('第２')").textContent(), /14日/);
    assert.match(await other.locator("tbody td.new:has-text('第２')").textContent(), /30日/);
    await one.reload();
    await table(one);
    assert.match(await one.locator("tbody td.new:has-text('第２')").textContent(), /14日/);
    await one.click("#again");
    await one.click("#swap");
    await one.waitForFunction(() => document.querySelector("tbody td.new") && Array.from(document.querySelectorAll("tbody td.new")).some((cell) => cell.textContent.includes("30日")));
    assert.match(await other.locator("tbody td.new:has-text('第２')").textContent(), /30日/);
    await one.context().close();
    await other.context().close();
  },

  async "two tabs of a browser do not mix"() {
    const one = await person();
    await upload(one, "a.txt", "b.txt");
    await table(one);
    const other = await tab(one.context());
    assert(await other.isVisible("#start"), "a new tab begins anew");
    await upload(other, "b.txt", "a.txt");
    await table(other);
    await one.click('[data-panel="downloads"]');
    assert.equal((await saved(one, '[data-format="csv"]')).name, "新旧対照表_a→b.csv");
    await other.click('[data-panel="downloads"]');
    assert.equal((await saved(other, '[data-format="csv"]')).name, "新旧対照表_b→a.csv");
    // A tab that was duplicated has the name of the other one, too.
    const name = await one.evaluate(() => sessionStorage.getItem("tab"));
    await other.evaluate((name) => sessionStorage.setItem("tab", name), name);
    await other.reload();
    await table(other);
    assert.match(await other.textContent("#sources"), /b\.txt.*a\.txt/s);
    await one.click('[data-format="csv"]');
    await one.waitForSelector("#alert:not([hidden])");
    assert.match(await one.textContent("#alert p"), /読み込み直してください/);
    await one.reload();
    await table(one);
    await one.context().close();
  },

  async "it can be used with large letters, in the dark and in a small window"() {
    // 1280×720 at 200 %.
    const page = await person({ viewport: { width: 640, height: 360 }, colorScheme: "dark" });
    await upload(page, "a.txt", "b.txt");
    await table(page);
    await accessible(page, "result in the dark");
    await page.keyboard.press("n");
    await page.keyboard.press("n");
    assert.equal(await page.locator("tr[aria-current]").count(), 1);
    await accessible(page, "a current change in the dark");
    await page.locator("tbody tr.unit .open").first().click();
    await page.waitForSelector("#view-source .text");
    await page.click("#tab-correct");
    await accessible(page, "correct in the dark");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert(wide <= 640, `nothing is wider than the window: ${wide}`);
    await page.context().close();
  },
};

let failed = false;
for (const [name, scenario] of Object.entries(scenarios)) {
  try {
    await scenario();
    console.log(`ok: ${name}`);
  } catch (error) {
    failed = true;
    console.log(`failed: ${name}\n${error.stack}`);
    break;
  }
}
if (!failed && complaints.length > 0) {
  failed = true;
  console.log(`the browser complains:\n${complaints.join("\n")}`);
}
await browser.close();
process.exit(failed ? 1 : 0);
