"use strict";
// Everything from articles goes into the page as text nodes; nothing here parses HTML.
(() => {
  const STATUS = { actual: "●", future: "▷", threatened: "▲", demanded: "◆", hypothetical: "◌", negated: "✕" };
  const VOICE = { report: "▪", quoted: "“", authorial: "✎" };
  const AT_ONCE = 100;
  const $ = (id) => document.getElementById(id);
  const make = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined && text !== null) node.textContent = text;
    return node;
  };
  const data = (id) => JSON.parse($(id).textContent);
  const kindOf = (quad) => (quad.endsWith("conflict") ? "conflict" : "cooperation");

  // The table of events
  const rows = data("rows");
  const byId = new Map(rows.map((row) => [row.id, row]));
  const body = $("table-body");
  const controls = ["search", "type", "quad", "status", "voice", "country", "outlet"].map($);
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  let order = { key: null, down: false };
  let found = rows;
  let shown = 0;

  for (const row of rows) {
    row.all = [row.type, row.modes, row.status, row.voice, row.speaker, row.who, row.whom, row.where, row.words.join(""), row.outlet, row.title, row.id]
      .join("\n").toLowerCase();
  }

  const cell = (row, className, head, ...parts) => {
    const td = make("td", className);
    td.dataset.head = head;
    td.append(...parts.filter((part) => part !== null && part !== undefined));
    row.append(td);
    return td;
  };
  const glyph = (sign) => {
    const span = make("span", "glyph", sign);
    span.setAttribute("aria-hidden", "true");
    return span;
  };
  const voiceParts = (row) => [glyph(VOICE[row.voice]), row.voice + (row.voice === "quoted" ? ": " + (row.speaker || "unnamed") : ""),
    row.hedged ? make("span", "tag", "hedged") : null];
  const typeParts = (row) => [make("span", "type " + kindOf(row.quad), row.type), row.modes ? make("span", "mode", row.modes) : null];

  const tableRow = (row) => {
    const tr = make("tr");
    tr.id = "row-" + row.id;
    tr.tabIndex = -1;
    const days = row.date ? row.date.split(" – ").map((day, n) => make("span", "day", (n ? "– " : row.dated ? "" : "≤ ") + day)) : ["–"];
    cell(tr, "date", "When", days[0], days.length > 1 ? " " : null, days[1]);
    if (!row.dated && row.date) tr.firstChild.title = "The text gives no day; published on this one";
    cell(tr, "kind", "Type", ...typeParts(row));
    cell(tr, "status", "Status", glyph(STATUS[row.status]), row.status);
    cell(tr, "voice", "Voice", ...voiceParts(row));
    cell(tr, "who", "Who", row.who || "not stated");
    cell(tr, "who", "To whom", row.whom || "–");
    cell(tr, "where", "Where", row.where || "–");
    const link = make("a");
    link.href = "#" + row.id;
    link.append(row.words[0], make("b", "", row.words[1]), row.words[2]);
    const words = cell(tr, "words", "", link);
    for (const flag of row.flags) words.append(" ", make("span", "tag", flag));
    cell(tr, "source", "Source", row.outlet || row.title);
    return tr;
  };

  const more = () => {
    const piece = document.createDocumentFragment();
    for (const row of found.slice(shown, shown + AT_ONCE)) piece.append(tableRow(row));
    shown = Math.min(found.length, shown + AT_ONCE);
    body.append(piece);
    $("more").hidden = shown >= found.length;
    $("more-button").textContent = `Show ${Math.min(AT_ONCE, found.length - shown)} more of ${found.length - shown}`;
  };

  const value = (row, key) => (key === "words" ? row.words.join("") : row[key] || "");
  const draw = () => {
    const [search, type, quad, status, voice, country, outlet] = controls.map((control) => control.value);
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    found = rows.filter((row) => (!type || row.type === type) && (!quad || row.quad === quad) && (!status || row.status === status)
      && (!voice || row.voice === voice) && (!country || row.countries.includes(country)) && (!outlet || row.outlet === outlet)
      && words.every((word) => row.all.includes(word)));
    if (order.key) {
      const sign = order.down ? -1 : 1;
      found = found.slice().sort((a, b) => {
        const x = value(a, order.key), y = value(b, order.key);
        if (!x !== !y) return x ? -1 : 1; // unknown last, either way
        return sign * collator.compare(x, y);
      });
    }
    body.replaceChildren();
    shown = 0;
    more();
    $("none").hidden = found.length > 0;
    $("count").textContent = found.length === rows.length ? `${rows.length} events` : `${found.length} of ${rows.length} events`;
  };

  const sortBy = (key, down) => {
    order = { key, down };
    for (const th of document.querySelectorAll("th[data-key]")) {
      th.setAttribute("aria-sort", th.dataset.key === key ? (down ? "descending" : "ascending") : "none");
    }
    draw();
  };
  for (const th of document.querySelectorAll("th[data-key]")) {
    th.querySelector("button").addEventListener("click", () => sortBy(th.dataset.key, order.key === th.dataset.key && !order.down));
  }
  $("sort").addEventListener("change", (event) => {
    const [key, direction] = event.target.value.split(" ");
    if (key) sortBy(key, direction === "down");
    else { order = { key: null, down: false }; draw(); }
  });
  for (const control of controls) control.addEventListener(control.id === "search" ? "input" : "change", draw);
  const clear = () => { for (const control of controls) control.value = ""; draw(); };
  $("clear").addEventListener("click", clear);
  $("more-button").addEventListener("click", () => {
    const first = shown;
    more();
    body.children[first]?.querySelector("a")?.focus();
  });

  // Articles, drawn when they are opened
  const drawn = new Set();
  const articleOf = (n) => $("article-" + n);
  const drawArticle = (n) => {
    if (drawn.has(n)) return;
    drawn.add(n);
    const article = data("data-" + n);
    const place = articleOf(n).querySelector(".body");
    const text = make("p", "text");
    text.dir = "auto";
    const labelled = new Set();
    for (const [words, marks, ends] of article.segments) {
      text.append(segment(words, marks.map((m) => article.marks[m]), ends.map((m) => article.marks[m]), labelled));
    }
    const side = make("div", "side");
    side.tabIndex = 0;
    side.setAttribute("role", "region");
    side.setAttribute("aria-label", "Events and quotations of this article");
    side.append(make("h3", "", `${article.events.length} events`), list(article.events, eventCard));
    if (article.quotes.length) side.append(make("h3", "", `${article.quotes.length} quotations`), list(article.quotes, quoteCard));
    for (const reason of article.failures) side.append(make("p", "note", reason));
    place.append(text, side);
  };
  const list = (items, card) => {
    const ol = make("ol");
    for (const item of items) ol.append(card(item));
    return ol;
  };

  // A piece of the text under all its marks; ``ends`` are the event marks whose last piece this is: they get their label here.
  const segment = (words, marks, ends, labelled) => {
    if (!marks.length) return document.createTextNode(words);
    const event = marks.find((mark) => mark.layer === "event");
    const node = make(event ? "a" : "span", "m");
    for (const mark of marks) node.classList.add(mark.layer);
    node.title = marks.map((mark) => mark.label).join("\n");
    node.dataset.of = marks.map((mark) => mark.of).filter(Boolean).join(" ");
    node.textContent = words;
    if (event) {
      node.href = "#card-" + event.of;
      node.classList.add(event.status, event.voice, kindOf(event.quad));
      if (!labelled.has(event.of)) node.id = event.of;
      labelled.add(event.of);
      if (ends.length) node.dataset.label = ends.map((mark) => `${mark.type} ${STATUS[mark.status]} ${mark.status} ${VOICE[mark.voice]} ${mark.voice}`).join(" | ");
    }
    return node;
  };

  const anchor = (href, text) => {
    const a = make("a", "", text);
    a.href = href;
    return a;
  };
  const eventCard = (one) => {
    const row = byId.get(one.id);
    const li = make("li");
    li.id = "card-" + one.id;
    li.tabIndex = -1;
    const head = make("div");
    head.append(...typeParts(row).filter(Boolean), " ", glyph(STATUS[row.status]), row.status, " ", ...voiceParts(row).filter(Boolean));
    const who = make("p", "", (row.who || "not stated") + (row.whom ? " → " + row.whom : "") + (one.targets ? " ⇒ " + one.targets : ""));
    const facts = make("p", "soft", [row.date ? (row.dated ? "" : "≤ ") + row.date : "", row.where, ...one.facts].filter(Boolean).join(" · "));
    const why = make("p", "soft small", "why: " + one.why + (one.notes ? " · " + one.notes : ""));
    const links = make("div", "links");
    links.append(anchor("#" + one.id, "sentence"), anchor("#row-" + one.id, "row in the table"));
    for (const [relation, other] of one.links) if (byId.has(other)) links.append(anchor("#" + other, `${relation} ${byId.get(other).type}`));
    li.append(head, who, facts, why, links);
    return li;
  };
  const quoteCard = (one) => {
    const li = make("li");
    li.append(make("b", "", one.speaker || "speaker not plain"), ` (${one.form}${one.cue ? ", “" + one.cue + "”" : ""}): `, make("span", "", one.content));
    return li;
  };

  for (const article of document.querySelectorAll("article")) {
    article.querySelector("details").addEventListener("toggle", (event) => {
      if (event.target.open) drawArticle(Number(article.dataset.n));
    });
  }
  const openArticle = (n) => {
    articleOf(n).querySelector("details").open = true;
    drawArticle(n);
  };

  // Layers
  for (const box of document.querySelectorAll(".layers input[data-layer]")) {
    const change = () => $("articles").classList.toggle("on-" + box.dataset.layer, box.checked);
    box.addEventListener("change", change);
    change();
  }
  $("open-all").addEventListener("click", () => {
    const closed = [...document.querySelectorAll("article > details:not([open])")];
    if (closed.length) closed.forEach((details) => { details.open = true; });
    else document.querySelectorAll("article > details[open]").forEach((details) => { details.open = false; });
  });

  // Links between rows, cards and sentences
  const go = () => {
    const hash = decodeURIComponent(location.hash.slice(1));
    document.querySelectorAll(".hit").forEach((node) => node.classList.remove("hit"));
    const identity = hash.replace(/^(row|card)-/, "");
    const row = byId.get(identity);
    if (!row) {
      const match = /^article-(\d+)$/.exec(hash);
      if (match && articleOf(match[1])) openArticle(Number(match[1]));
      return;
    }
    if (hash.startsWith("row-")) {
      if (!found.includes(row)) clear();
      while (!$(hash) && shown < found.length) more();
    } else openArticle(row.n);
    const target = $(hash);
    if (!target) return;
    target.classList.add("hit");
    if (!hash.startsWith("row-") && !hash.startsWith("card-")) {
      for (const node of articleOf(row.n).querySelectorAll(".m.event")) if (node.dataset.of.split(" ").includes(identity)) node.classList.add("hit");
    }
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  };
  window.addEventListener("hashchange", go);
  document.addEventListener("click", (event) => { // the same link once more
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link && link.getAttribute("href") === location.hash) go();
  });
  window.addEventListener("beforeprint", () => document.querySelectorAll("article").forEach((article) => {
    if (article.querySelector("details").open) drawArticle(Number(article.dataset.n));
  }));

  draw();
  if (rows.length && rows[0].n !== undefined) openArticle(rows[0].n);
  go();
})();
