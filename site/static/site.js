// Sorting, filtering, columns, CSV and tickets. Everything here is an extra: the pages are whole without it.
(() => {
  "use strict";
  const LIMIT = 100;
  const FIRST = 30; // rows that are laid out at once; the rest follow, so many a frame
  const STEP = 10;
  const find = (query, node = document) => node.querySelector(query);
  const all = (query, node = document) => [...node.querySelectorAll(query)];
  const board = find("table#board");
  const form = find("#filters");
  const closed = find("#closed");
  const status = find("#status");
  const table = board || find("table.sortable");
  const initial = closed ? closed.defaultChecked : false;
  let showAll = false;
  let kept = [];
  const old = find("#old");
  const archive = old && old.getAttribute("href");

  // --- cells ---------------------------------------------------------------------------------
  const words = (cell) => (cell ? cell.textContent.trim() : "");
  const leading = (text) => {
    const match = /^[−-]?[\d,]*\.?\d+/.exec(text);
    return match ? Number(match[0].replace(/,/g, "").replace("−", "-")) : NaN;
  };
  const heads = (of) => [...of.tHead.rows[0].cells];
  const title = (head) => (find("button", head) || head).firstChild.textContent.trim();
  const make = (tag, text, name) => {
    const node = document.createElement(tag);
    if (text) node.textContent = text;
    if (name) node.className = name;
    return node;
  };

  // --- sorting ---------------------------------------------------------------------------------
  // The leaderboard's body holds only the rows that are laid out; all of them, in order, are in `rows`.
  const bodyRows = (of) => [...of.tBodies[0].rows].filter((row) => !row.classList.contains("tk"));
  let rows = table ? bodyRows(table) : [];
  rows.forEach((row, place) => { row.home = place; });
  // Columns that somebody added: a row gets their cells when it is laid out.
  const width = board ? heads(board).length : Infinity;
  const extra = [];

  function key(row, at, asText, hideSelf) {
    row.keys ??= {};
    const name = hideSelf ? `${at}-` : at;
    if (!(name in row.keys)) {
      const far = at >= width && extra[at - width];
      const number = far && far.of(row);
      const cell = row.cells[at];
      const own = far ? number && number[2] === "s" : hideSelf && cell && find(".s", cell);
      const text = hideSelf && own ? "" : far ? String(number ? number[0] : "") : words(cell);
      row.keys[name] = asText ? text.toLowerCase() : leading(text);
    }
    return row.keys[name];
  }

  function sort(of, at, direction) {
    const head = heads(of)[at];
    const asText = head.dataset.t === "t";
    const sign = direction === "ascending" ? 1 : -1;
    const hideSelf = of.classList.contains("noself");
    const keyed = (of === table ? rows : bodyRows(of)).map((row, place) => {
      const value = key(row, at, asText, hideSelf);
      return { row, value, blank: asText ? !value : Number.isNaN(value), home: row.home ?? place };
    });
    keyed.sort((a, b) => a.blank - b.blank || (a.blank ? 0 : sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0)) || a.home - b.home);
    const ordered = keyed.map((each) => each.row);
    if (of === table) rows = ordered;
    if (of !== board) {
      of.tBodies[0].append(...ordered.flatMap((row) => (row.nextElementSibling?.classList.contains("tk") ? [row, row.nextElementSibling] : [row])));
    }
    heads(of).forEach((other) => other.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", direction);
    if (of === board) of.classList.toggle("bands", head.dataset.k === "rank" && sign === 1);
  }

  function sorted(of) {
    const at = heads(of).findIndex((head) => head.hasAttribute("aria-sort"));
    return at < 0 ? null : { at, direction: heads(of)[at].getAttribute("aria-sort") };
  }

  const firstDirection = (head) => (head.dataset.d === "asc" || head.dataset.k === "model" ? "ascending" : "descending");

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".sortable thead button");
    if (!button) return;
    const head = button.closest("th");
    const of = head.closest("table");
    const now = head.getAttribute("aria-sort");
    sort(of, head.cellIndex, now ? (now === "ascending" ? "descending" : "ascending") : firstDirection(head));
    if (of === table) refresh();
  });

  // --- filtering the leaderboard -----------------------------------------------------------------
  const column = (key) => heads(board).findIndex((head) => head.dataset.k === key);

  const places = new Map(board ? heads(board).map((head, at) => [head.dataset.k, at]) : []);

  // What the filters ask of a row, read from its cells when first asked; columns then sort by what was read.
  function facts(row) {
    if (!row.facts) {
      const text = (name) => key(row, places.get(name), true);
      const number = (name) => key(row, places.get(name), false);
      const [country, licence, inputs, thinks, tested] = row.dataset.f.split(" ");
      row.facts = {
        country, licence, inputs, thinks, tested,
        developer: words(find("th small", row)),
        text: text("model"),
        total: number("total"),
        active: number("active"),
        memory: number("memory"),
        context: number("context"),
        price: number("price"),
        released: text("released"),
        ranked: !Number.isNaN(number("rank")),
      };
    }
    return row.facts;
  }

  // Read them while nothing else is to be done, so that the first letter of a search need not.
  function warm(at = 0) {
    window.requestIdleCallback?.((deadline) => {
      while (at < rows.length && deadline.timeRemaining() > 20) facts(rows[at++]);
      if (at < rows.length) warm(at);
    });
  }

  function wanted() {
    const value = (name) => form.elements[name]?.value.trim() ?? "";
    const tests = [];
    const most = (name, field) => {
      if (value(name) !== "") tests.push((fact) => fact[field] <= Number(value(name)));
    };
    const terms = value("q").toLowerCase().split(/\s+/).filter(Boolean);
    if (terms.length) tests.push((fact) => terms.every((term) => fact.text.includes(term)));
    if (value("dev")) tests.push((fact) => fact.developer === value("dev"));
    if (value("country")) tests.push((fact) => fact.country === value("country"));
    if (value("lic")) tests.push((fact) => value("lic").split(" ").includes(fact.licence));
    most("tmax", "total");
    most("amax", "active");
    most("mem", "memory");
    most("cost", "price");
    for (const [name, field] of [["inp", "inputs"], ["think", "thinks"], ["lang", "tested"]]) {
      const asked = value(name);
      if (asked) tests.push((fact) => [...asked].some((letter) => letter !== " " && fact[field].includes(letter)));
    }
    if (value("ctx") !== "") tests.push((fact) => fact.context >= Number(value("ctx")));
    if (value("since")) tests.push((fact) => fact.released >= value("since"));
    if (form.elements.rankedonly.checked) tests.push((fact) => fact.ranked);
    return (row) => (closed.checked || !row.classList.contains("cl")) && (!tests.length || tests.every((test) => test(facts(row))));
  }

  function filter() {
    kept = rows.filter(wanted());
    lay();
    board.classList.remove("cap");
    const button = find("#all");
    button.hidden = showAll || kept.length <= LIMIT;
    button.textContent = `Show all ${kept.length} rows`;
    return kept.length;
  }

  // The first rows at once, in place where they stand already; the rest when somebody comes near their end, or looks
  // for a word on the page.
  let rest = [];
  const near = board && new IntersectionObserver((seen) => { if (seen.some((each) => each.isIntersecting)) layRest(); }, { root: board.parentNode, rootMargin: "100%" });

  function layRest(step = STEP) {
    near.disconnect();
    if (!rest.length) return;
    board.tBodies[0].append(...rest.splice(0, step));
    const now = rest;
    requestAnimationFrame(() => { if (now === rest) layRest(step); });
  }

  function lay(everything = showAll, first = FIRST) {
    const shown = everything ? kept : kept.slice(0, LIMIT);
    if (extra.length) shown.forEach(fill);
    const body = board.tBodies[0];
    const start = shown.slice(0, first);
    const stay = new Set(start);
    for (const row of [...body.rows]) if (!stay.has(row)) row.remove();
    start.forEach((row, place) => { if (body.rows[place] !== row) body.insertBefore(row, body.rows[place] || null); });
    near.disconnect();
    rest = shown.slice(first);
    if (everything) setTimeout(layRest, 50, Infinity);
    else if (rest.length) near.observe(start[first - 1]);
  }

  function say(shown) {
    const how = sorted(table);
    const order = how ? `, sorted by ${title(heads(table)[how.at])}, ${how.direction}` : "";
    if (!board) {
      const kinds = closed ? (closed.checked ? " with closed models" : " without closed models") : "";
      status.textContent = `The table${kinds}${order}.`;
      return;
    }
    const what = closed.checked ? "models" : "open-weight models";
    const counted = showAll || shown <= LIMIT ? `${shown}` : `The first ${LIMIT} of ${shown}`;
    status.textContent = shown ? `${counted} ${what}${order}.` : "No model fits. Loosen a filter, or clear them all. ";
    const asked = form.elements.q.value.trim();
    if (!old) return;
    old.href = archive + (asked ? `?q=${encodeURIComponent(asked)}` : "");
    if (shown || !asked) return;
    const link = old.cloneNode();
    link.removeAttribute("id");
    link.textContent = `Look for it among ${old.textContent}`;
    status.append(link, ".");
  }

  // --- the state in the address --------------------------------------------------------------------
  const BOXES = ["closed", "rankedonly", "noself"];

  function save() {
    const state = new URLSearchParams();
    if (form) {
      for (const field of form.elements) {
        if (field.name && !BOXES.includes(field.name) && field.value.trim()) state.set(field.name, field.value.trim());
      }
      for (const name of BOXES.slice(1)) if (form.elements[name].checked) state.set(name, "1");
    }
    if (closed && closed.checked !== initial) state.set("closed", closed.checked ? "1" : "0");
    const how = sorted(table);
    const start = table.start;
    if (how && !(start && how.at === start.at && how.direction === start.direction)) {
      state.set("sort", heads(table)[how.at].dataset.k || String(how.at));
      state.set("dir", how.direction === "ascending" ? "asc" : "desc");
    }
    if (board) {
      if (hidden.size) state.set("hide", [...hidden].join(","));
      if (added.size) state.set("add", asked().join(","));
      if (showAll) state.set("all", "1");
    }
    const query = state.toString().replace(/%2C/g, ",").replace(/%3A/g, ":");
    history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
  }

  async function load() {
    const state = new URLSearchParams(location.search);
    if (closed && state.has("closed")) closed.checked = state.get("closed") === "1";
    if (board) {
      for (const field of form.elements) {
        if (!field.name || !state.has(field.name)) continue;
        if (BOXES.includes(field.name)) field.checked = state.get(field.name) === "1";
        else field.value = state.get(field.name);
      }
      showAll = state.get("all") === "1";
      for (const key of (state.get("hide") || "").split(",").filter(Boolean)) hidden.add(key);
      const wished = (state.get("add") || "").split(",").filter(Boolean);
      if (wished.length) {
        await numbers();
        wished.forEach((key) => add(key));
      }
      await widen();
      board.classList.toggle("noself", form.elements.noself.checked);
      paintColumns();
    }
    const key = state.get("sort");
    if (key !== null) {
      const at = heads(table).findIndex((head, place) => (head.dataset.k || String(place)) === key);
      if (at >= 0) sort(table, at, state.get("dir") === "asc" ? "ascending" : "descending");
    }
  }

  function refresh() {
    document.body.classList.toggle("yard", Boolean(closed && closed.checked));
    say(board ? filter() : 0);
    save();
  }

  // --- columns ---------------------------------------------------------------------------------------
  const hidden = new Set();
  const added = new Set();
  const widened = new Set();
  // A compact view keeps these; a wide one adds every domain and the fullest benchmarks.
  const SHORT = ["model", "rank", "index", "total", "memory", "licence"];
  const WIDE = 20;
  let sheet = null;
  const view = () => (board ? form.elements.view.value : "");
  const unseen = (key) => hidden.has(key) || (widened.has(key) && view() !== "wide") || (view() === "compact" && !SHORT.includes(key) && !added.has(key));

  function paintColumns() {
    board.classList.toggle("compact", view() === "compact");
    const gone = heads(board).flatMap((head, at) => (unseen(head.dataset.k) ? [`#board tr > :nth-child(${at + 1})`] : []));
    if (!gone.length && !sheet) return;
    try {
      if (!sheet) {
        sheet = new CSSStyleSheet();
        document.adoptedStyleSheets = [sheet];
      }
      sheet.replaceSync(gone.length ? `${gone.join()} { display: none }` : "");
    } catch {
      // A browser without style sheets of a script's own: hide cell by cell.
      heads(board).forEach((head, at) => {
        for (const row of [board.tHead.rows[0], ...rows]) if (row.cells[at]) row.cells[at].hidden = unseen(head.dataset.k);
      });
    }
  }

  function numbers() {
    return new Promise((done, fail) => {
      if (window.WEIGHBRIDGE) { done(window.WEIGHBRIDGE); return; }
      const script = document.createElement("script");
      script.src = `${board.dataset.root}assets/data.js`;
      script.onload = () => done(window.WEIGHBRIDGE);
      script.onerror = fail;
      document.head.append(script);
    });
  }

  const modelOf = (row) => (row.model ??= find("a", row.cells[0]).getAttribute("href").slice("models/".length, -"/index.html".length));

  // Benchmarks are added by their id, a domain's index as "d:" and its id.
  function describe(key) {
    const { benchmarks, domains, models } = window.WEIGHBRIDGE || { benchmarks: {} };
    if (key.startsWith("d:")) {
      const domain = key.slice(2);
      if (!domains[domain]) return null;
      return { key: domain, name: domains[domain], unit: "index", of: (row) => { const at = models[modelOf(row)]?.domains?.[domain]; return at === undefined ? null : [at.toFixed(0)]; } };
    }
    const card = benchmarks[key];
    if (!card) return null;
    return { key: `b:${key}`, name: card.name, unit: `${card.version} ${card.unit} ${card.higher ? "↑" : "↓"}`, low: !card.higher, of: (row) => card.numbers[modelOf(row)], anchor: `#b-${key}` };
  }

  function add(key, to = added) {
    const what = describe(key);
    if (!what || added.has(what.key) || (column(what.key) >= 0 && !widened.has(what.key))) return;
    to.add(what.key);
    if (column(what.key) >= 0) { if (to === added) widened.delete(what.key); return; }
    const head = make("th");
    head.scope = "col";
    head.dataset.k = what.key;
    if (what.low) head.dataset.d = "asc";
    const button = make("button", `${what.name} `);
    button.append(make("span", what.unit, "dim"));
    head.append(button);
    board.tHead.rows[0].append(head);
    extra.push(what);
  }

  function fill(row) {
    while (row.cells.length < width + extra.length) {
      const { of, anchor } = extra[row.cells.length - width];
      const number = of(row);
      const cell = row.insertCell();
      if (!number) continue;
      if (!anchor) { cell.append(number[0]); continue; }
      const link = make("a", String(number[0]), number[2] === "s" ? "s" : "");
      link.href = find("a", row.cells[0]).getAttribute("href") + anchor;
      cell.append(link);
      if (number[2]) cell.append(make("sup", number[2]));
    }
  }

  const asked = () => [...added].map((key) => (key.startsWith("b:") ? key.slice(2) : `d:${key}`));

  async function widen() {
    if (view() !== "wide") return;
    const { benchmarks, domains } = await numbers();
    const counted = Object.entries(benchmarks).filter(([, card]) => !card.composite).map(([key, card]) => [key, Object.keys(card.numbers).length]);
    Object.keys(domains).forEach((key) => add(`d:${key}`, widened));
    counted.sort((a, b) => b[1] - a[1]).slice(0, WIDE).forEach(([key]) => add(key, widened));
  }

  // A choice in the compact view makes it a view of one's own.
  function choose(key, on) {
    const own = key.replace(/^d:/, "");
    if (view() === "compact") {
      heads(board).forEach((head) => { if (unseen(head.dataset.k) && !widened.has(head.dataset.k)) hidden.add(head.dataset.k); });
      form.elements.view.value = "";
    }
    if (on) {
      hidden.delete(own);
      add(key.replace(/^b:/, ""));
      lay();
    } else if (added.delete(own)) {
      widened.add(own);
    } else {
      hidden.add(own);
    }
    paintColumns();
    save();
  }

  async function picks() {
    const box = find(".picks");
    if (all("label", box).length) return;
    const pick = (key, text, on) => {
      const label = make("label");
      const input = make("input");
      input.type = "checkbox";
      input.checked = on;
      input.dataset.column = key;
      label.append(input, text);
      box.append(label);
    };
    for (const head of heads(board).slice(1)) {
      if (!widened.has(head.dataset.k) || view() === "wide") pick(head.dataset.k, title(head), !unseen(head.dataset.k));
    }
    try {
      const { benchmarks, domains } = await numbers();
      const missing = (key) => column(key) < 0 || (widened.has(key) && view() !== "wide");
      for (const [key, name] of Object.entries(domains)) if (missing(key)) pick(`d:${key}`, `${name}, index`, false);
      let domain = "";
      for (const [key, card] of Object.entries(benchmarks)) {
        if (!missing(`b:${key}`)) continue;
        if (card.domain !== domain) box.append(make("b", card.domain));
        domain = card.domain;
        pick(`b:${key}`, `${card.name} ${card.version}`, false);
      }
    } catch {
      box.append("Further columns could not be loaded.");
    }
  }

  // --- the current view as a file -------------------------------------------------------------------
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const safe = (text) => quoted(/^[=+\-@\t\r\0＝＋－＠]/.test(text) ? `'${text}` : text);

  function csv() {
    if (extra.length) kept.forEach(fill);
    const shown = heads(board).map((head, at) => ({ head, at })).filter(({ head }) => !unseen(head.dataset.k));
    const lines = [["id", "developer", "open_weights", ...shown.flatMap(({ head }) => (head.dataset.k === "rank" ? ["rank", "rank_low", "rank_high"] : [head.dataset.k]))]];
    for (const row of kept) {
      const link = find("a", row.cells[0]);
      const line = [safe(link.getAttribute("href").slice(7, -11)), safe(words(find("small", row.cells[0]))), String(!row.classList.contains("cl"))];
      for (const { head, at } of shown) {
        const cell = row.cells[at];
        if (head.dataset.k === "rank") {
          const range = words(find("small", cell)).split("–");
          const rank = words(find("b", cell));
          line.push(rank, rank && range[0], rank && (range[1] || range[0]));
        } else if (head.dataset.k === "model") line.push(safe(words(link)));
        else if (head.dataset.t === "t") line.push(safe(words(cell)));
        else line.push(Number.isNaN(leading(words(cell))) ? "" : String(leading(words(cell))));
      }
      lines.push(line);
    }
    const file = new Blob([lines.map((line) => line.join(",")).join("\r\n") + "\r\n"], { type: "text/csv" });
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(file);
    anchor.download = "weighbridge-view.csv";
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
  }

  // --- tickets: a click on a number prints its ticket below the row, from the row and the reading it names ---
  function headed(row) {
    const cell = row.cells[0].cloneNode(true);
    find("p", cell)?.remove();
    return words(cell).replace(/\s+/g, " ");
  }

  function print(row) {
    const anchor = find("a[href^='#k']", row) || find("a[href^='#k']", row.parentNode);
    const reading = anchor && document.getElementById(anchor.hash.slice(1));
    if (!reading) return null;
    const own = find("p", row) || row.cells[row.cells.length - 1];
    const head = find("[colspan] > span", row.parentNode) || find("h1");
    const list = make("dl");
    const say = (label, ...nodes) => {
      const said = make("dd");
      said.append(...nodes);
      list.append(make("dt", label), said);
      return said;
    };
    const board = row.closest(".board");
    say("Model", board ? words(find("a, bdi", row.cells[0])) : words(find("h1")));
    const bench = head.cloneNode(true);
    if (row.closest(".rest")) find("small", bench).remove();
    say("Benchmark", words(bench).replace(/\s+/g, " "));
    if (!board) say("Run", headed(row));
    say("Weight", words(find("a[href^='#t-']", row))).className = "w";
    say("Of this row", words(own));
    const line = reading.closest("tr");
    let first = line;
    while (first.cells[0].localName !== "th") first = first.previousElementSibling;
    const [from, name] = [...line.cells].slice(-3);
    const places = [["Published", find("a", first)], ["Read from", find("a", from)]];
    say("Weighed by", words(first.cells[0]));
    for (const [label, link] of places) {
      if (!link) continue;
      const copy = link.cloneNode();
      copy.textContent = link.href;
      say(label, copy);
    }
    say("As published", ...name.cloneNode(true).childNodes);
    say("Read at", words(reading));
    const top = make("p", "", "no");
    const number = make("a", `No. ${row.id.slice(2)}`);
    number.href = `#${row.id}`;
    top.append(make("b", "Weighbridge ticket"), " ", number);
    const paper = make("div", "", "ticket");
    paper.append(top, list);
    const ticket = make("tr", "", "tk");
    const cell = make("td");
    cell.colSpan = row.cells.length;
    cell.append(paper);
    ticket.append(cell);
    row.after(ticket);
    row.classList.add("open");
    return ticket;
  }

  // The folded rows are many: their links are made here.
  for (const row of all(".rest tr[id]")) {
    const link = make("a");
    link.href = `#${row.id}`;
    link.append(...row.cells[1].childNodes);
    row.cells[1].append(link);
  }

  const printed = (row) => (row.nextElementSibling?.classList.contains("tk") ? row.nextElementSibling : null);

  function reveal() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let fold = target.closest("details"); fold; fold = fold.parentNode.closest("details")) fold.open = true;
    const row = target.closest("tr[id^='t-']");
    if (row && !printed(row)) print(row);
    if (row || target.closest(".papers")) (row || target).scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#t-']");
    if (!link || link.closest(".ticket") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = document.getElementById(link.hash.slice(1));
    if (!row) return;
    const open = printed(row);
    if (!open && !print(row)) return;
    event.preventDefault();
    if (open) {
      open.remove();
      row.classList.remove("open");
    }
    history.replaceState(null, "", open ? location.pathname + location.search : link.hash);
  });
  window.addEventListener("hashchange", reveal);

  // --- start -----------------------------------------------------------------------------------------
  function redraw() {
    paintColumns();
    for (const node of [...find(".picks").childNodes].slice(1)) node.remove();
    if (find("#columns").open) picks();
  }

  async function start() {
    if (!table) return;
    table.start = sorted(table);
    await load();
    if (board) {
      form.addEventListener("submit", (event) => event.preventDefault());
      form.addEventListener("input", async (event) => {
        if (event.target.dataset.column) return;
        board.classList.toggle("noself", form.elements.noself.checked);
        if (event.target.name === "view") {
          await widen();
          redraw();
        }
        refresh();
      });
      form.addEventListener("reset", () => setTimeout(() => { board.classList.remove("noself"); redraw(); refresh(); }));
      find("#columns").addEventListener("toggle", picks);
      find("#columns").addEventListener("change", (event) => {
        if (event.target.dataset.column) choose(event.target.dataset.column, event.target.checked);
      });
      find("#csv").addEventListener("click", csv);
      warm();
      document.addEventListener("keydown", (event) => { if (event.ctrlKey || event.metaKey) layRest(LIMIT); });
      window.addEventListener("beforeprint", () => lay(true, Infinity));
      window.addEventListener("afterprint", () => lay());
      find("#all").addEventListener("click", () => { showAll = true; refresh(); });
    } else if (closed) closed.addEventListener("change", refresh);
    refresh();
  }

  start().then(reveal).finally(() => document.documentElement.classList.remove("q"));
})();
