// Keeps the models that fit the chosen memory, says at which precision, and puts those first that do well in the
// chosen languages.
(() => {
  "use strict";
  const form = document.querySelector("#fit-form");
  const table = document.querySelector("#fit");
  const status = document.querySelector("#fit-status");
  const more = document.querySelector("#all");
  const LIMIT = 100;
  let everything = false;
  const { cache, growth, share, runtime } = Object.fromEntries(Object.entries(table.dataset).map(([key, text]) => [key, Number(text)]));
  const precisions = [...form.elements.bits.options].filter((o) => o.value).map((o) => ({ name: o.text, bits: Number(o.value) }));
  const rows = [...table.tBodies[0].rows];
  const boxes = [...form.querySelectorAll("[name=lang]")];
  const names = ["hw", "n", "gb", "tokens", "bits", "task", "commercial", "ranked"];

  const need = (parameters, bits, tokens) =>
    ((parameters * bits) / 8) * (1 + share) + runtime + cache * (parameters / 8e9) ** growth * tokens;

  function numbers() {
    return new Promise((done, fail) => {
      if (window.WEIGHBRIDGE) { done(window.WEIGHBRIDGE); return; }
      const script = document.createElement("script");
      script.src = `${table.dataset.root}assets/data.js`;
      script.onload = () => done(window.WEIGHBRIDGE);
      script.onerror = fail;
      document.head.append(script);
    });
  }

  const field = (name) => form.elements[name];
  const modelOf = (row) => row.cells[0].firstElementChild.getAttribute("href").replace(/^.*models\//, "").slice(0, -"/index.html".length);
  const ordered = new Map([["", rows]]);
  const scores = new Map(); // task → row → its index there

  async function order(task) {
    if (!ordered.has(task)) {
      const { models } = await numbers();
      const index = new Map(rows.map((row) => [row, models[modelOf(row)]?.domains?.[task] ?? -Infinity]));
      scores.set(task, index);
      ordered.set(task, [...rows].sort((a, b) => index.get(b) - index.get(a)));
    }
    return ordered.get(task);
  }

  // The index that the order is by: overall with its interval, or that of the task.
  function tell(row, task) {
    const cell = row.cells[2];
    row.own ??= [...cell.childNodes];
    const score = task && scores.get(task).get(row);
    cell.replaceChildren(...(task ? [score > -Infinity ? score.toFixed(0) : ""] : row.own));
  }

  // A row's places: language → its words, and the share of the board that stands before it.
  function places(row) {
    const cell = row.cells[row.cells.length - 1];
    row.spoken ??= [...cell.childNodes];
    row.places ??= new Map(cell.textContent.split(", ").filter(Boolean).map((words) => {
      const [, language, rank, of] = /^(.+) (\d+) of (\d+)/.exec(words.trim());
      return [language, { words: words.trim(), before: (rank - 1) / Math.max(of - 1, 1) }];
    }));
    return row.places;
  }

  // Only the chosen languages in the cell; of those that nobody tested it is said that they are unknown.
  function speak(row, languages) {
    const known = places(row);
    const nodes = languages.flatMap((name, at) => {
      const [words, mark] = known.has(name) ? known.get(name).words.split(/(?=†)/) : [`${name} unknown`];
      return [at ? ", " : "", words, ...(mark ? [Object.assign(document.createElement("sup"), { textContent: mark })] : [])];
    });
    row.cells[row.cells.length - 1].replaceChildren(...(languages.length ? nodes : row.spoken));
  }

  async function apply() {
    const languages = boxes.filter((box) => box.checked).map((box) => box.value);
    const weakest = (row) => Math.max(...languages.map((name) => places(row).get(name)?.before ?? 2)); // 2: not known
    const task = field("task") ? field("task").value : "";
    const memory = (Number(field("gb").value) || Number(field("hw").value) * (Number(field("n").value) || 1)) * 1e9;
    const tokens = (Number(field("tokens").value) || 8) * 1000;
    const bits = Number(field("bits").value);
    const chosen = bits ? precisions.filter((each) => each.bits === bits) : precisions;
    const kept = [];
    const ranked = await order(task);
    for (const row of languages.length ? [...ranked].sort((a, b) => weakest(a) - weakest(b)) : ranked) {
      const parameters = Number(row.dataset.p);
      const fits = memory ? chosen.find((each) => need(parameters, each.bits, tokens) <= memory) : null;
      const long = !Number(row.dataset.c) || Number(row.dataset.c) >= tokens * 0.98;
      const free = !field("commercial").checked || row.dataset.l === "yes";
      if (field("ranked").checked && !row.querySelector("td b")) continue;
      if (!free || !long || (memory && !fits)) continue;
      row.cells[3].textContent = fits ? `${fits.name}, ${((memory - need(parameters, fits.bits, tokens)) / 1e9).toFixed(1)}` : "";
      tell(row, task);
      if (languages.length || row.spoken) speak(row, languages);
      kept.push(row);
    }
    const [name, error] = table.querySelector("th.ix").children;
    name.textContent = task ? field("task").selectedOptions[0].text : "Index";
    error.textContent = task ? "index" : "± 90%";
    table.classList.remove("cap");
    table.classList.toggle("chosen", Boolean(memory));
    table.tBodies[0].replaceChildren(...(everything ? kept : kept.slice(0, LIMIT)));
    more.hidden = everything || kept.length <= LIMIT;
    more.textContent = `Show all ${kept.length} rows`;
    const where = memory ? ` fit ${(memory / 1e9).toFixed(0)} GB of usable memory with ${tokens / 1000}k tokens of context` : " of known size; choose your hardware to see what fits";
    const tested = kept.filter((row) => languages.length && weakest(row) <= 1).length;
    const spoken = languages.length ? ` ${tested} of them ${tested === 1 ? "has" : "have"} a place in ${languages.join(" and ")} and ${tested === 1 ? "stands" : "stand"} first${languages.length > 1 ? ", by the weakest language" : ""}; of the others it is not known.` : "";
    status.textContent = kept.length ? `${kept.length} open-weight models${where}.${spoken}` : `No open-weight model of known size fits ${(memory / 1e9).toFixed(0)} GB with ${tokens / 1000}k tokens. Try a shorter context or 4 bits.`;
  }

  function save() {
    const state = new URLSearchParams();
    for (const name of names) {
      const input = field(name);
      if (!input) continue;
      if (input.type === "checkbox") { if (input.checked) state.set(name, "1"); } else if (input.value && input.value !== input.defaultValue) state.set(name, name === "hw" ? input.options[input.selectedIndex].text : input.value);
    }
    const languages = boxes.filter((box) => box.checked).map((box) => box.value);
    if (languages.length) state.set("lang", languages.join(","));
    const query = state.toString().replace(/%2C/g, ",");
    history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
  }

  function load() {
    const state = new URLSearchParams(location.search);
    const languages = (state.get("lang") || "").split(",");
    for (const box of boxes) box.checked = languages.includes(box.value);
    for (const name of names) {
      const input = field(name);
      if (!input || !state.has(name)) continue;
      if (input.type === "checkbox") input.checked = true;
      else if (name === "hw") input.selectedIndex = Math.max([...input.options].findIndex((o) => o.text === state.get(name)), 0);
      else input.value = state.get(name);
    }
  }

  const refresh = async () => { await apply(); save(); };
  more.addEventListener("click", () => { everything = true; refresh(); });
  window.addEventListener("beforeprint", () => { everything = true; apply(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", refresh);
  form.addEventListener("reset", () => setTimeout(refresh));
  load();
  refresh().finally(() => document.documentElement.classList.remove("q"));
})();
