// The workbench's script: keys, notes at hand, cards level with their words, words picked to be added. Every page is
// complete without it.
"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const writing = (target) => target.closest("input, select, textarea, [contenteditable]");
  const page = document.body.dataset.page;

  // ---------------------------------------------------------------- what is said besides, by voice and in a corner

  const voice = one("#told");
  let silence = 0;
  const tell = (words) => {
    if (!voice || !words) return;
    clearTimeout(silence);
    voice.textContent = "";                     // the same words once more are news as well
    setTimeout(() => { voice.textContent = words; }, 60);
    silence = setTimeout(() => { voice.textContent = ""; }, 8000);
  };

  // ---------------------------------------------------------------- what j and k go through

  const shown = (card) => getComputedStyle(card).display !== "none";        // a folded card is shown, one switched off is not

  const steps = () => page === "document"
    ? all(".card").filter(shown)
    : all("table.list:not(details table) tbody tr, .hits > li, table.matrix tbody tr").filter((row) => row.offsetParent !== null);

  const current = () => one(".card.current, tr.current, .hits > li.current");

  const mark = (element, move = true) => {
    all(".current").forEach((other) => other.classList.remove("current"));
    if (!element) return;
    element.classList.add("current");
    const fold = element.closest("details.beside");
    if (fold) fold.open = true;
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
    if (!every.length) { tell(page === "document" ? "No finding is shown on this page." : "This page has no rows."); return; }
    const at = every.indexOf(current());
    let to = at + by;
    if (at < 0) {
      const below = every.findIndex((element) => (element.closest(".row") || element).getBoundingClientRect().top >= 0);
      to = by > 0 ? Math.max(below, 0) : below - 1;
    }
    if (to < 0 || to >= every.length) tell(to < 0 ? "This is the first." : "This is the last.");
    mark(every[Math.min(Math.max(to, 0), every.length - 1)]);
  };

  // on the page of a finding the keys act on that; elsewhere on what j and k have marked
  const press = (selector, what) => {
    const element = page === "finding" ? one("#main") : current();
    const found = element && one(selector, element);
    if (found) found.click();
    else tell(element ? `There is nothing here to ${what}.` : `Nothing is marked to ${what}; j goes to the first.`);
  };

  const correct = () => {
    if (!one("#correct")) { press('a[href$="#correct"]', "correct"); return; }
    const field = one("#correct input:not([type=hidden]), #correct select, #correct textarea");
    if (field) field.focus();
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press('button[name="accept"], button[name="verdict"][value="accept"]', "accept"),
    r: () => press('button[name="reject"], button[name="verdict"][value="reject"]', "reject"),
    c: correct,
    u: () => press('button[name="decision"], form[action="/decide/undo"] button', "undo"),
    n: () => addPicked(),
    "/": () => (one("#query") || one("#q")).focus(),
    "?": () => { const help = one("#keys"); if (help) help.open ? help.close() : help.showModal(); },
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { if (!closeNote()) closeMenu(); return; }
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

  const closeMenu = () => all("details.further[open]").forEach((menu) => {
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) one("summary", menu).focus();
  });

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
    if (!found || !form) { tell("Select words of the text first, to add a finding."); return; }
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
        level();
      });
    });
  }

  // ---------------------------------------------------------------- cards level with their words, or folded under them

  const wide = matchMedia("(min-width: 60.01rem)");

  // where the cards of a row go: each as low as its words, none over the one before, and the row no longer than it was
  const places = (beside) => {
    const cards = all(".card", beside).filter(shown);
    const line = one(".line", beside.parentElement);
    if (!cards.length || !line) return [];
    const words = new Map();
    all("[data-f]", line).forEach((span) => { if (!words.has(span.dataset.f)) words.set(span.dataset.f, span.getClientRects()[0]); });
    const boxes = cards.map((card) => card.getBoundingClientRect());
    const top = boxes[0].top;
    const half = parseFloat(getComputedStyle(cards[0]).lineHeight) / 2;
    const ways = boxes.map((box, n) => (n ? box.top - boxes[n - 1].top : 0));
    const at = [];
    cards.forEach((card, n) => {
      const its = words.get(card.dataset.key);
      const least = n ? at[n - 1] + ways[n] : 0;
      at.push(Math.max(least, its ? its.top + its.height / 2 - half - top : least));
    });
    const last = boxes[boxes.length - 1];
    const [under, foot] = [cards[0], beside].map((element) => parseFloat(getComputedStyle(element).marginBottom));
    let most = Math.max(beside.parentElement.getBoundingClientRect().bottom - under - foot, last.bottom) - last.height - top;
    for (let n = at.length - 1; n >= 0; n -= 1) {
      at[n] = Math.max(0, Math.min(at[n], most));
      most = at[n] - ways[n];
    }
    // margins that meet are one: what a card is set lower by comes on top of the margin under the card before it
    return cards.map((card, n) => {
      const by = at[n] - (n ? at[n - 1] + ways[n] : 0);
      return [card, by > 0.5 ? by + (n ? under : 0) : 0];
    });
  };

  // no element gets a style of its own: a paper could not either
  const placing = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, placing];
  const level = () => {
    if (page !== "document") return;
    placing.replaceSync("");
    if (!wide.matches) return;
    const placed = all(".row > .beside").flatMap(places).filter(([, by]) => by);
    placing.replaceSync(placed.map(([card, by]) => `#${CSS.escape(card.id)} { margin-top: ${by.toFixed(2)}px; }`).join("\n"));
  };

  const fold = () => {
    all("details.beside").forEach((beside) => { beside.open = wide.matches || one(".card.current", beside) !== null; });
    level();
  };

  let again = 0;
  const soon = () => { cancelAnimationFrame(again); again = requestAnimationFrame(level); };
  if (page === "document") {
    fold();
    wide.addEventListener("change", fold);
    window.addEventListener("resize", soon);
    document.fonts.ready.then(soon);
    document.fonts.addEventListener("loadingdone", soon);
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

  // ---------------------------------------------------------------- what was decided is said once the page has come

  const DECIDED = "dragoman-decided";
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button || event.target.method !== "post") return;
    const card = button.closest(".card");
    const told = { key: card ? card.dataset.key : "", what: card ? one("h3", card).textContent.trim() : button.textContent.trim() };
    try { sessionStorage.setItem(DECIDED, JSON.stringify(told)); } catch { /* a browser that keeps nothing */ }
  });
  const sayDecided = () => {
    let told = null;
    try { told = JSON.parse(sessionStorage.getItem(DECIDED)); sessionStorage.removeItem(DECIDED); } catch { return; }
    if (!told || one("[role=alert]")) return;          // what went wrong says so itself
    if (!told.key) { tell(`Done: ${told.what}.`); return; }
    const card = document.getElementById(`c-${told.key}`);
    if (!card) return;
    const verdict = one(".verdict", card);
    tell(`${told.what}: ${verdict ? verdict.textContent.trim() : "no decision stands"}.`);
  };
  sayDecided();

  // after a decision one is at the card that was decided
  const arrive = () => {
    if (location.hash === "#correct") correct();
    if (location.hash.startsWith("#c-")) {
      const card = document.getElementById(location.hash.slice(1));
      if (card) { mark(card); card.scrollIntoView({ block: "center" }); }
    }
  };
  window.addEventListener("hashchange", arrive);
  window.addEventListener("load", () => setTimeout(arrive));    // a browser that has come to the place takes the focus away
  arrive();
})();
