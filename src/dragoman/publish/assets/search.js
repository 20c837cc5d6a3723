// Searching a folder of pages: words are looked up in files of script, which a page may load where it may fetch nothing.
"use strict";

const dragoman = (() => {
  const SHOWN = 20, MOST_SHARDS = 80, FIELDS = ["from", "to", "place", "title", "kind"];
  const DIGITS = [...Array(94).keys()].map(n => String.fromCharCode(0x21 + n)).filter(c => c !== '"' && c !== "\\").join("").slice(0, 92);
  const BASE = DIGITS.length / 2, VALUE = new Uint8Array(128);
  const EPOCH = 719163;           // days of 1970-01-01 from the first of January of year 1, which is 1
  [...DIGITS].forEach((c, n) => { VALUE[c.charCodeAt(0)] = n; });
  const waiting = new Map(), told = new Map();
  let known, folded, spans;

  // what a file says when it is loaded
  function shard(name, what) { told.set(name, what); }

  function load(name) {
    if (!waiting.has(name)) {
      waiting.set(name, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = `search/${encodeURIComponent(name)}.js`;
        script.charset = "utf-8";
        script.onload = () => resolve(told.get(name));
        script.onerror = () => reject(new Error(`The file search/${name}.js is not here.`));
        document.head.append(script);
      }));
    }
    return waiting.get(name);
  }

  async function open() {
    if (known) return;
    known = await load("index");
    spans = known.spans;
    folded = new Map(known.folded.split("\n").map(line => { const c = [...line][0]; return [c, line.slice(c.length)]; }));
  }

  // ---- words, as the archive's index makes them

  function isPart(code) {
    if (code >= 0x20000) return true;
    let low = 0, high = spans.length / 2 - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (code < spans[2 * middle]) high = middle - 1;
      else if (code > spans[2 * middle + 1]) low = middle + 1;
      else return true;
    }
    return false;
  }

  function words(text) {
    const found = [];
    let word = "", open = false;
    const end = () => { if (word) found.push(word); word = ""; open = false; };
    for (const c of text.normalize("NFC")) {
      if (!isPart(c.codePointAt(0))) { end(); continue; }
      word += folded.has(c) ? folded.get(c) : c;
      open = true;
    }
    if (open) end();
    return found;
  }

  // ---- numbers of papers

  function each(figures, from, take) {      // every number of packed figures, in its turn
    let value = 0;
    for (let i = from; i < figures.length; i++) {
      const figure = VALUE[figures.charCodeAt(i)];
      if (figure >= BASE) value = value * BASE + figure - BASE + 1;
      else { take(value * BASE + figure); value = 0; }
    }
  }

  // some papers are kept as a mark for each that there is
  const none = () => new Uint8Array(known.papers);

  function mark(marks, figures, from) {
    let at = -1;
    each(figures, from, n => { at += n + 1; marks[at] = 1; });
  }

  function both(a, b) { for (let n = 0; n < a.length; n++) a[n] &= b[n]; return a; }
  function either(a, b) { for (let n = 0; n < a.length; n++) a[n] |= b[n]; return a; }
  function but(a, b) { for (let n = 0; n < a.length; n++) a[n] &= 1 - b[n]; return a; }

  function less(a, b) {             // in the order of code points, which is that of the index
    const one = [...a], other = [...b];
    for (let i = 0; i < one.length && i < other.length; i++)
      if (one[i] !== other[i]) return one[i].codePointAt(0) < other[i].codePointAt(0);
    return one.length < other.length;
  }

  function shardOf(first, word) {   // the last shard that does not begin after the word
    let low = 0, high = first.length;
    while (low < high) { const middle = (low + high) >> 1; if (less(word, first[middle])) high = middle; else low = middle + 1; }
    return low - 1;
  }

  async function look(field, word, prefix) {
    const first = known.first[field] || [], from = Math.max(0, shardOf(first, word));
    const names = [];
    for (let n = from; n < first.length && (n === from || (prefix && first[n].startsWith(word))); n++) names.push(`${field}-${n}`);
    if (names.length > MOST_SHARDS) throw new Error(`Too many words begin with ${word}; write more of its letters.`);
    const marks = none(), begins = prefix ? word : `${word} `;
    for (const shard of await Promise.all(names.map(load)))
      for (const line of shard.split("\n"))
        if (line.startsWith(begins)) mark(marks, line, line.indexOf(" ") + 1);
    return marks;
  }

  // ---- days

  function dayOf(year, month, day) { const d = new Date(0); d.setUTCFullYear(year, month - 1, day); return Math.round(d / 86400000) + EPOCH; }

  function spanOf(text) {
    const m = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
    if (!m || (m[2] && !(m[2] >= 1 && m[2] <= 12)) || (m[3] && !(m[3] >= 1 && m[3] <= 31))) return null;
    if (!m[2]) return [dayOf(+m[1], 1, 1), dayOf(+m[1], 12, 31)];
    if (!m[3]) return [dayOf(+m[1], +m[2], 1), dayOf(+m[1], +m[2] + 1, 0)];
    return [dayOf(+m[1], +m[2], +m[3]), dayOf(+m[1], +m[2], +m[3])];
  }

  async function dated(text) {
    const ends = text.split(/\.\.|\//), [first, last] = [ends[0], ends[ends.length - 1]].map(spanOf);
    if (ends.length > 2 || !(ends[0] || ends[1]) || (ends[0] && !first) || (ends[ends.length - 1] && !last))
      throw new Error(`${text} is no date; write it as 1936, 1936-03 or 1936-03-23, a span as 1936-03..1936-06.`);
    const from = first ? first[0] : -Infinity, to = last ? last[1] : Infinity;
    const [begins, spans] = await load("days"), lengths = [], marks = none();
    each(spans, 0, n => lengths.push(n));
    let day = 0, paper = 0;
    each(begins, 0, n => { day += n; if (day <= to && day + lengths[paper] >= from) marks[paper] = 1; paper++; });
    return marks;
  }

  // ---- a query

  const CLOSES = { '"': '"', "“": '”“"', "”": '”“"', "„": '”“"', "«": "»" }, DEEPEST = 20;
  const OPERATORS = ["OR", "AND", "NOT"], sounds = text => /[\p{L}\p{N}\p{Co}]/u.test(text);
  const NO_NEAR = "This search knows in which papers a word stands, and not where in them: it cannot answer NEAR.";

  function starred(text) {          // a word and whether a star ends it
    const star = text.endsWith("*") && sounds(text.slice(0, -1)), word = star ? text.slice(0, -1) : text;
    if (sounds(word) && word.includes("*")) throw new Error("A star stands at the end of a word and nowhere else, as in negotiat*.");
    return [word, star];
  }

  function tokens(line) {           // the pieces of a query, each of a kind: word, field, ( ) OR AND NOT; as the archive tells them apart
    const found = [];
    let at = 0, valued = false;
    line = line.replace(/\p{Cc}/gu, " ");
    while (at < line.length) {
      const c = line[at], rest = line.slice(at);
      if (/\s/.test(c)) { at++; valued = false; continue; }
      if (c === "(" || c === ")") { found.push({ kind: c }); at++; valued = false; continue; }
      if (CLOSES[c]) {
        let end = at + 1;
        while (end < line.length && !CLOSES[c].includes(line[end])) end++;
        if (end === line.length) throw new Error("This quote is never closed; add one at the end of the phrase.");
        const [text, star] = starred(line.slice(at + 1, end).trimEnd()), after = line[end + 1] === "*";
        found.push({ kind: "word", text, star: star || after });
        at = end + 1 + after; valued = false; continue;
      }
      if (/^NEAR(\(|\/[0-9]+(?=[\s()]|$)|(?=[\s)]|$))/.test(rest)) throw new Error(NO_NEAR);
      const chunk = (/^[^\s()"“”„«]+/.exec(rest) || [c])[0], field = /^([A-Za-z]+):/.exec(chunk), bare = chunk.replace(/^-+/, "");
      if (!valued && OPERATORS.includes(chunk)) { found.push({ kind: chunk }); at += chunk.length; }
      else if (!valued && field) { found.push({ kind: "field", text: field[1].toLowerCase() }); at += field[0].length; valued = true; continue; }
      else if (!valued && bare !== chunk && (sounds(bare) || (!bare && /^[("“”„«]/.test(rest.slice(chunk.length))))) {
        found.push({ kind: "NOT" }); at += chunk.length - bare.length;
      } else {
        const [text, star] = starred(chunk);
        if (valued || sounds(text)) found.push({ kind: "word", text, star });
        at += chunk.length;
      }
      valued = false;
    }
    return found;
  }

  function parse(line) {            // a query as a tree of any, all, not, and words; null for one that asks for nothing
    const found = tokens(line);
    let at = 0, depth = 0;
    const next = () => (at < found.length ? found[at].kind : ""), take = kind => next() === kind && found[at++];
    function any(field) {
      const parts = [all(field)];
      while (take("OR")) parts.push(all(field));
      return parts.length > 1 ? { any: parts } : parts[0];
    }
    function all(field) {
      const parts = [part(field)];
      while (next() && next() !== ")" && next() !== "OR") { take("AND"); parts.push(part(field)); }
      return parts.length > 1 ? { all: parts } : parts[0];
    }
    function part(field) { return take("NOT") ? { not: operand(field) } : operand(field); }
    function operand(field) {
      let token;
      if ((token = take("word"))) return { ...token, field };
      if ((token = take("field"))) return fielded(token.text, field);
      if (!take("(")) {
        const before = at ? found[at - 1].kind : "";
        if (OPERATORS.includes(before)) throw new Error(`After ${before} a word must follow; for the word itself write ${before.toLowerCase()} in small letters.`);
        throw new Error(next() === ")" ? "This parenthesis closes nothing, or there is nothing in it."
          : next() ? `Before ${next()} a word must stand; for the word itself write ${next().toLowerCase()} in small letters.`
            : "This parenthesis is never closed; add ) at the end of what belongs together.");
      }
      if (++depth > DEEPEST) throw new Error(`More than ${DEEPEST} parentheses stand within one another; write it more simply.`);
      const inner = any(field);
      if (!take(")")) throw new Error("This parenthesis is never closed; add ) at the end of what belongs together.");
      depth--;
      return inner;
    }
    function fielded(name, outer) {
      if (name !== "date" && !FIELDS.includes(name))
        throw new Error(`This search knows from:, to:, place:, title:, kind: and date:, and not ${name}:.`);
      if (outer) throw new Error(`A field cannot stand inside ${outer}:( ); close the parenthesis before it.`);
      if (next() !== "word" && next() !== "(") throw new Error(`${name}: asks for nothing; write the value right after the colon.`);
      return operand(name);
    }
    if (!found.length) return null;
    const tree = any("");
    if (next()) throw new Error("This parenthesis closes nothing; take it out, or write it inside quotes.");
    return tree;
  }

  async function one(part) {        // the papers of one part; null for what asks for nothing
    if (part.field === "date") return dated(part.text);
    if (part.field === "kind") return look("kind", part.text.toLowerCase(), part.star);
    const asked = words(part.text);
    if (!asked.length) return null;
    let found = null;
    for (const [n, word] of asked.entries()) {
      const papers = await look(part.field || "word", word, part.star && n === asked.length - 1);
      found = found === null ? papers : both(found, papers);
    }
    return found;
  }

  async function meant(tree) {      // the papers of a tree; null for what asks for nothing
    if (tree.any) {
      const lists = (await Promise.all(tree.any.map(meant))).filter(papers => papers !== null);
      return lists.length ? lists.reduce(either) : null;
    }
    if (!tree.all && !tree.not) return one(tree);
    const parts = tree.all || [tree];
    let found = null;
    for (const part of parts.filter(p => !p.not)) {
      const papers = await meant(part);
      if (papers !== null) found = found === null ? papers : both(found, papers);
    }
    for (const part of parts.filter(p => p.not)) {
      const papers = await meant(part.not);
      if (papers !== null) found = but(found === null ? none().fill(1) : found, papers);
    }
    return found;
  }

  async function find(line) {
    await open();
    const tree = parse(line), marks = tree && await meant(tree), found = [];
    if (!marks) throw new Error("Nothing is asked for; write a word, or a field such as from:name.");
    for (let n = 0; n < marks.length; n++) if (marks[n]) found.push(n);
    return found;
  }

  // the whole words that a paper may be opened at
  function plain(tree) {
    if (!tree || tree.not) return [];
    if (tree.any || tree.all) return (tree.any || tree.all).flatMap(plain);
    return !tree.field && !tree.star && words(tree.text).length ? [tree.text] : [];
  }

  // ---- the page

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  function addressOf(name, file, line) {
    const path = (file || `document/${name}.html`).split("/").map(encodeURIComponent).join("/");
    const at = plain(parse(line)).slice(0, 4).map(text => `text=${encodeURIComponent(text).replace(/-/g, "%2D")}`).join("&");
    return at ? `${path}#:~:${at}` : path;
  }

  async function hit(number, line) {
    const titles = await load(`papers-${Math.floor(number / known.titles)}`);
    const [head, what, name, file] = titles[number % known.titles];
    const item = document.createElement("li"), heading = document.createElement("h2");
    heading.append(element("a", head, { href: addressOf(name, file, line) }));
    item.append(heading, element("p", `${what}, ${name}`, { class: "status" }));
    return item;
  }

  async function show() {
    const asked = new URLSearchParams(location.search), line = (asked.get("q") || "").trim();
    const skip = Math.max(0, parseInt(asked.get("skip"), 10) || 0), say = document.getElementById("told");
    document.getElementById("query").value = line;
    if (!line) return;
    document.title = `${line} · ${document.title}`;
    try {
      const found = await find(line), here = found.slice(skip, skip + SHOWN);
      const count = n => n.toLocaleString("en");
      say.textContent = !found.length ? `No paper fits: 0 of ${count(known.papers)}.`
        : here.length === found.length ? `${count(found.length)} of ${count(known.papers)} papers.`
          : `${count(skip + 1)} to ${count(skip + here.length)} of ${count(found.length)} papers, of ${count(known.papers)} here.`;
      const list = document.getElementById("hits");
      list.start = skip + 1;
      list.replaceChildren(...await Promise.all(here.map(n => hit(n, line))));
      turn(line, skip, found.length);
    } catch (error) { say.textContent = error.message; }
  }

  function turn(line, skip, total) {
    const to = n => `?${new URLSearchParams({ q: line, ...(n ? { skip: n } : {}) })}`, nav = document.getElementById("turning");
    if (skip) nav.append(element("a", "‹ before", { rel: "prev", href: to(Math.max(0, skip - SHOWN)) }));
    if (skip + SHOWN < total) nav.append(element("a", "after ›", { rel: "next", href: to(skip + SHOWN) }));
    nav.hidden = !nav.children.length;
  }

  return { shard, find, show, words, titles: async n => (await open(), (await load(`papers-${Math.floor(n / known.titles)}`))[n % known.titles]) };
})();

dragoman.show();
