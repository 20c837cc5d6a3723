// The workbench's script: keys, notes at hand, words picked to be added. Every page is complete without it.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const writing = (target) => target.closest("input, select, textarea, [contenteditable]");
  const page = document.body.dataset.page;

  // ---------------------------------------------------------------- what j and k go through

  const steps = () => page === "document"
    ? all(".card").filter((card) => card.offsetParent !== null)
    : all("table.list:not(details table) tbody tr, .hits > li, table.matrix tbody tr").filter((row) => row.offsetParent !== null);

  const current = () => one(".card.current, tr.current, .hits > li.current");

  const mark = (element, move = true) => {
    all(".current").forEach((other) => other.classList.remove("current"));
    if (!element) return;
    element.classList.add("current");
    if (element.dataset.key) {
      all(`[data-f="${CSS.escape(element.dataset.key)}"]`).forEach((span) => span.classList.add("current"));
    }
    if (move) {
      const focused = one("h3 a, h2 a, a, button, select", element);
      if (focused) focused.focus({ preventScroll: true });
      element.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  };

  const step = (by) => {
    const every = steps();
    if (!every.length) return;
    const at = every.indexOf(current());
    let to = at + by;
    if (at < 0) {
      const below = every.findIndex((element) => element.getBoundingClientRect().top >= 0);
      to = by > 0 ? Math.max(below, 0) : below - 1;
    }
    mark(every[Math.min(Math.max(to, 0), every.length - 1)]);
  };

  const press = (selector) => {
    const element = current();
    const found = element && one(selector, element);
    if (found) found.click();
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press('button[name="accept"]'),
    r: () => press('button[name="reject"]'),
    c: () => press('a[href$="#correct"]'),
    u: () => press('button[name="decision"]'),
    n: () => addPicked(),
    "/": () => (one("#query") || one("#q")).focus(),
    "?": () => { const help = one("#keys"); if (help) help.open ? help.close() : help.showModal(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { closeNote(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writing(event.target)) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  document.addEventListener("focusin", (event) => {
    // not for a mouse: the buttons of another card would go, and what is pressed slip away from under it
    const card = event.target.matches(":focus-visible") && event.target.closest(".card");
    if (card && card !== current()) mark(card, false);
  });

  // a card and its passage light up together
  document.addEventListener("pointerover", (event) => {
    const from = event.target.closest(".card, .f");
    all(".lit").forEach((span) => span.classList.remove("lit"));
    if (!from) return;
    const key = from.dataset.key || from.dataset.f;
    all(`[data-f="${CSS.escape(key)}"]`).forEach((span) => span.classList.add("lit"));
    const card = document.getElementById(`c-${key}`);
    if (card) card.classList.add("lit");
  });

  // ---------------------------------------------------------------- notes at hand

  let note = null;
  let noteOf = null;

  const closeNote = () => {
    if (!note) return false;
    const inside = note.contains(document.activeElement);
    note.remove();
    if (noteOf) {
      noteOf.removeAttribute("aria-expanded");
      if (inside) noteOf.focus();
    }
    note = noteOf = null;
    return true;
  };

  const showNote = (marker, kept) => {
    if (noteOf === marker && note) { if (kept) note.dataset.kept = ""; return; }
    closeNote();
    const source = document.getElementById(decodeURIComponent(marker.hash.slice(1)));
    if (!source) return;
    note = document.createElement("aside");
    note.className = "pop";
    note.setAttribute("role", "note");
    note.setAttribute("aria-label", marker.getAttribute("aria-label"));
    if (kept) note.dataset.kept = "";
    const words = source.cloneNode(true);
    all("[id]", words).forEach((element) => element.removeAttribute("id"));
    all(".hanging, .pilcrow", words).forEach((element) => element.remove());
    note.append(...words.childNodes);
    document.body.append(note);
    const at = marker.getBoundingClientRect();
    const width = note.offsetWidth;
    const left = Math.min(Math.max(8, at.left + window.scrollX - width / 3), document.documentElement.clientWidth - width - 8);
    const below = at.bottom + note.offsetHeight + 12 < window.innerHeight || at.top < window.innerHeight - at.bottom;
    note.style.left = `${left}px`;
    note.style.top = `${(below ? at.bottom + 6 : at.top - note.offsetHeight - 6) + window.scrollY}px`;
    marker.setAttribute("aria-expanded", "true");
    noteOf = marker;
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const marker = event.target.closest("a.marker");
    if (marker) showNote(marker, false);
    else if (note && !("kept" in note.dataset) && !note.contains(event.target)) closeNote();
  });

  document.addEventListener("click", (event) => {
    const marker = event.target.closest("a.marker");
    if (marker && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      if (noteOf === marker && note && "kept" in note.dataset) closeNote();
      else showNote(marker, true);
    } else if (note && !note.contains(event.target)) closeNote();
    all("details.further[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });

  // ---------------------------------------------------------------- words picked to be added

  let pick = null;

  const picked = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const line = selection.getRangeAt(0).startContainer.parentElement?.closest(".line");
    const words = selection.toString().trim();
    return line && words && words.length < 2000 && line.closest(".text") ? { words, line, range: selection.getRangeAt(0) } : null;
  };

  const addPicked = () => {
    const found = picked();
    const form = one("form.adding");
    if (!found || !form) return;
    form.elements.words.value = found.words;
    form.elements.start.value = found.line.dataset.start;
    form.elements.layer.focus();
    form.scrollIntoView({ block: "center" });
  };

  document.addEventListener("selectionchange", () => {
    pick?.remove();
    pick = null;
    const found = page === "document" && one("form.adding") && picked();
    if (!found) return;
    pick = document.createElement("div");
    pick.className = "pick";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Add a finding (n)";
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", addPicked);
    pick.append(button);
    document.body.append(pick);
    const at = found.range.getBoundingClientRect();
    pick.style.left = `${Math.max(8, at.left + window.scrollX)}px`;
    pick.style.top = `${at.bottom + window.scrollY + 6}px`;
  });

  // ---------------------------------------------------------------- layers stay as they were switched

  const LAYERS = "dragoman-layers";
  const boxes = all('input[name="layer"][type="checkbox"]');
  if (boxes.length) {
    let kept = {};
    try { kept = JSON.parse(localStorage.getItem(LAYERS) || "{}") || {}; } catch { kept = {}; }
    boxes.forEach((box) => {
      if (typeof kept[box.value] === "boolean") box.checked = kept[box.value];
      box.addEventListener("change", () => {
        kept[box.value] = box.checked;
        try { localStorage.setItem(LAYERS, JSON.stringify(kept)); } catch { /* a browser that keeps nothing */ }
      });
    });
  }

  // ---------------------------------------------------------------- a matrix shows what was changed

  all("table.matrix select").forEach((cell) => cell.addEventListener("change", () => {
    cell.closest("td").classList.toggle("changed", cell.value !== cell.dataset.was);
  }));

  // ---------------------------------------------------------------- what is being drawn together

  const notice = one("[data-drawing]");
  const look = async () => {
    try {
      const answer = await fetch("/state", { headers: { accept: "application/json" } });
      if ((await answer.json()).drawing) { setTimeout(look, 1500); return; }
      notice.textContent = "Drawn together. ";
      const again = document.createElement("a");
      again.href = location.href;
      again.textContent = "Show it";
      again.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
      notice.append(again);
    } catch { setTimeout(look, 5000); }
  };
  if (notice) setTimeout(look, 1500);

  // after a decision one is at the card that was decided
  const arrive = () => {
    if (location.hash.startsWith("#c-")) {
      const card = document.getElementById(location.hash.slice(1));
      if (card) { mark(card); card.scrollIntoView({ block: "center" }); }
    }
  };
  window.addEventListener("hashchange", arrive);
  window.addEventListener("load", () => setTimeout(arrive));    // a browser that has come to the place takes the focus away
  arrive();
})();
