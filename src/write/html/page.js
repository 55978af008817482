"use strict";
// Moves between the changes of the table and hides kinds of them. The page is
// complete without it: the controls it serves are hidden until it runs.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const bar = byId("bar");
  const head = document.querySelector(".taishohyo > thead th");
  const list = document.querySelector(".list");
  if (!bar || !head) return;
  const words = bar.dataset;
  const rows = all(".taishohyo > tbody > tr");
  const boxes = all("#kinds input");
  const byHash = (selector) =>
    new Map(all(selector).map((link) => [link.getAttribute("href"), link]));
  const entries = byHash(".list a");
  const marks = byHash(".strip a");
  const changes = rows
    .filter((row) => row.id)
    .map((row) => ({ row, entry: entries.get("#" + row.id), mark: marks.get("#" + row.id), at: 0 }));
  const byRow = new Map(changes.map((change) => [change.row.id, change]));
  let shown = changes;
  let current = null;

  // Where the rows begin to be seen, under the bar and the head of the table.
  const edge = () => Math.max(0, head.getBoundingClientRect().bottom, bar.offsetHeight);
  const isSeen = (change) => {
    const box = change.row.getBoundingClientRect();
    return !change.row.hidden && box.bottom > edge() + 1 && box.top < window.innerHeight;
  };
  // The first shown change that does not end above the edge. Rows stand in
  // order, so a few of many are measured.
  const firstBelow = () => {
    const top = edge() + 1;
    let [from, to] = [0, shown.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (shown[middle].row.getBoundingClientRect().bottom > top) to = middle;
      else from = middle + 1;
    }
    return from;
  };

  const parts = (change) => [change.row, change.entry, change.mark].filter(Boolean);
  const place = () => {
    const number = current ? current.at + 1 : "–";
    const rest = shown.length < changes.length ? words.all.replace("{}", changes.length) : "";
    byId("where").textContent = number + " / " + shown.length + rest;
  };
  // Marks a change as the current one, in the table, the list and the strip.
  const mark = (change) => {
    if (current) for (const part of parts(current)) part.removeAttribute("aria-current");
    current = change;
    if (current) for (const part of parts(current)) part.setAttribute("aria-current", "true");
    place();
    showEntry();
  };
  const showEntry = () => {
    const entry = current && current.entry;
    if (!entry || !list) return;
    const [box, frame] = [entry.getBoundingClientRect(), list.getBoundingClientRect()];
    if (box.top < frame.top) list.scrollTop -= frame.top - box.top + frame.height / 3;
    else if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom + frame.height / 3;
  };
  const say = (text) => { byId("status").textContent = text; };
  const describe = (change) => {
    const what = change.entry ? Array.from(change.entry.children) : [];
    return [byId("where"), ...what.slice(1)].map((part) => part.textContent.trim()).join(" ");
  };
  // Long tables and lists guess the heights of what is far away; what comes
  // near the screen gets its true one a frame later and moves the rest. So the
  // row is put in its place again until it stays there, or the reader scrolls.
  let settling = null;
  const settle = (change) => {
    const turn = { frames: 0, still: 0 };
    settling = turn;
    const look = () => {
      if (settling !== turn) return;
      const before = window.scrollY;
      change.row.scrollIntoView({ block: "start" });
      showEntry();
      turn.still = window.scrollY === before ? turn.still + 1 : 0;
      turn.frames += 1;
      if (turn.still < 4 && turn.frames < 30) requestAnimationFrame(look);
      else settling = null;
    };
    requestAnimationFrame(look);
  };
  for (const name of ["wheel", "touchmove", "pointerdown", "keydown"])
    window.addEventListener(name, () => { settling = null; }, { passive: true, capture: true });
  const go = (change) => {
    change.row.scrollIntoView({ block: "start" });
    mark(change);
    settle(change);
    say(describe(change));
  };
  const step = (by) => {
    if (shown.length === 0) return;
    let to;
    if (current && isSeen(current)) to = current.at + by;
    else {
      // A long row that begins above the edge is being read: it is not next.
      const first = firstBelow();
      const row = first < shown.length ? shown[first].row : null;
      const isBegun = row !== null && row.getBoundingClientRect().top < edge() - 1;
      to = by < 0 ? first - 1 : first + (isBegun ? 1 : 0);
    }
    if (to < 0) say(words.first);
    else if (to >= shown.length) say(words.last);
    else go(shown[to]);
  };

  // Headings are kept where something under them is.
  const hideHeadings = (items, isHeading) => {
    let waiting = [];
    let isOpen = false;
    for (const item of items) {
      if (isHeading(item)) {
        if (!isOpen) waiting = [];
        isOpen = true;
        waiting.push(item);
        item.hidden = true;
      } else {
        isOpen = false;
        if (item.hidden) continue;
        for (const heading of waiting) heading.hidden = false;
        waiting = [];
      }
    }
  };
  const filter = () => {
    const wanted = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let nHidden = 0;
    for (const row of rows) {
      if (!row.dataset.kinds) continue;
      row.hidden = !row.dataset.kinds.split(" ").some((kind) => wanted.has(kind));
      nHidden += row.hidden ? 1 : 0;
    }
    for (const { row, entry, mark: point } of changes) {
      if (entry) entry.parentElement.hidden = row.hidden;
      if (point) point.setAttribute("visibility", row.hidden ? "hidden" : "visible");
    }
    hideHeadings(rows, (row) => row.classList.contains("path"));
    hideHeadings(all(".list li"), (item) => item.classList.contains("under"));
    shown = changes.filter((change) => !change.row.hidden);
    shown.forEach((change, at) => { change.at = at; });
    if (current && current.row.hidden) mark(null);
    else place();
    const note = byId("filtered");
    note.textContent = nHidden > 0 ? words.filtered.replace("{}", nHidden) : "";
    note.hidden = nHidden === 0;
    say(note.textContent);
  };

  changes.forEach((change, at) => { change.at = at; });
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  byId("kinds").addEventListener("change", filter);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (!byId("keys").checked) return;
    const key = event.key.toLowerCase();
    if (key === "n") step(1);
    else if (key === "p") step(-1);
  });
  // A link to a row that the filter hides shows its kind again.
  const follow = (hash) => {
    const change = byRow.get(hash.slice(1));
    if (!change) return;
    if (change.row.hidden) {
      const kinds = change.row.dataset.kinds.split(" ");
      for (const box of boxes) if (kinds.includes(box.value)) box.checked = true;
      filter();
    }
    go(change);
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest ? event.target.closest("a") : null;
    if (link) follow(link.getAttribute("href") || "");
  });
  window.addEventListener("hashchange", () => follow(location.hash));
  // Reading on by hand takes the current change along.
  let isWaiting = false;
  window.addEventListener("scroll", () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      if (settling) return;
      if (window.scrollY === 0) return mark(null);
      if (current && isSeen(current)) return;
      const change = shown[firstBelow()];
      mark(change && isSeen(change) ? change : null);
    });
  }, { passive: true });

  bar.hidden = false;
  document.documentElement.classList.add("live");
  const measure = () =>
    document.documentElement.style.setProperty("--bar", bar.offsetHeight + "px");
  measure();
  if (window.ResizeObserver) new ResizeObserver(measure).observe(bar);
  // Browsers keep the boxes of a page that is loaded again.
  if (boxes.some((box) => !box.checked)) filter();
  else place();
  if (location.hash) follow(location.hash);
})();
