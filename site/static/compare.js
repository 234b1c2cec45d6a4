// Two to six models side by side, from assets/data.js. The choice is in the address: ?m=org/a,org/b
(() => {
  "use strict";
  const MOST = 6;
  const { models, benchmarks } = window.WEIGHBRIDGE;
  const find = (query) => document.querySelector(query);
  const out = find("#out");
  const root = out.dataset.root;
  const status = find("#compare-status");
  const chosen = (new URLSearchParams(location.search).get("m") || "").split(",").filter((key) => Object.hasOwn(models, key)).slice(0, MOST);
  const labels = new Map();
  for (const [key, model] of Object.entries(models)) labels.set(`${model.name} (${key})`, key);

  const make = (tag, props = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (name === "class") node.className = value;
      else if (name in node) node[name] = value;
      else node.setAttribute(name, value);
    }
    node.append(...children);
    return node;
  };
  const mark = (model) => make("span", { class: model.open ? "o" : "c", role: "img", "aria-label": model.open ? "open weights" : "closed" });
  const link = (key) => make("a", { href: `${root}models/${key}/index.html` }, models[key].name);
  const billions = (count) => (count === undefined ? "" : `${+(count / 1e9).toPrecision(3)}`);

  const FACTS = [
    ["Developer", (m) => `${m.developer || ""}${m.country ? `, ${m.country}` : ""}`],
    ["Released", (m) => m.released || ""],
    ["Parameters, total (B)", (m) => billions(m.total)],
    ["Parameters, active (B)", (m) => billions(m.active)],
    ["Context (k tokens)", (m) => (m.context === undefined ? "" : String(Math.round(m.context / 1000)))],
    ["Memory at 4 bits, 8k tokens (GB, estimate)", (m) => (m.open && m.total ? (((m.total * 5) / 8) * 1.05 / 1e9 + 1 + (131072 * (m.total / 8e9) ** 0.35 * 8192) / 1e9).toFixed(0) : "")],
    ["Price ($ a million tokens, middle host)", (m) => (m.price === undefined ? "" : m.price.toPrecision(2))],
    ["Licence", (m) => m.licence || ""],
    ["Commercial use", (m) => ({ yes: "allowed", conditions: "with conditions", no: "no", unknown: "" })[m.commercial] || ""],
    ["Rank (90% range)", (m) => (m.rank ? `${m.rank[0]} (${m.rank[1]}–${m.rank[2]})` : m.status || "")],
    ["Index (90% interval)", (m) => (m.index ? `${m.index[0].toFixed(1)} (${m.index[1].toFixed(1)} to ${m.index[2].toFixed(1)})` : "")],
  ];

  const value = (cell) => Number(String(cell[0]).replace(/,/g, "").replace("−", "-"));

  function best(card, cells) {
    const known = cells.filter(Boolean);
    if (known.length < 2) return new Set();
    const sign = card.higher ? 1 : -1;
    const top = known.reduce((a, b) => (sign * value(b) > sign * value(a) ? b : a));
    return new Set(known.filter((cell) => Math.abs(value(top) - value(cell)) <= 1.645 * Math.hypot(top[1] || 0, cell[1] || 0)));
  }

  // The normal distribution to seven digits (Abramowitz and Stegun 26.2.17).
  function normal(z) {
    const t = 1 / (1 + 0.2316419 * Math.abs(z));
    const tail = Math.exp((-z * z) / 2) * 0.3989422804 * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return z > 0 ? 1 - tail : tail;
  }

  function chance(a, b) {
    const error = (m) => (m.index[2] - m.index[1]) / 3.29;
    return normal((a.index[0] - b.index[0]) / Math.hypot(error(a), error(b)));
  }

  const percent = (share) => (share > 0.99 ? "> 99%" : share < 0.01 ? "< 1%" : `${Math.round(100 * share)}%`);

  function head(first) {
    return make("thead", {}, make("tr", {}, make("th", { scope: "col" }, first), ...chosen.map((key) => make("th", { scope: "col" }, mark(models[key]), " ", link(key)))));
  }

  function region(label, table) {
    return make("div", { class: "scroll", role: "region", "aria-label": label, tabIndex: 0 }, table);
  }

  function facts() {
    const rows = FACTS.map(([title, text]) => make("tr", {}, make("th", { scope: "row" }, title), ...chosen.map((key) => make("td", { class: "n" }, text(models[key])))));
    return region("Facts", make("table", { class: "list side" }, head("Fact"), make("tbody", {}, ...rows)));
  }

  function chances() {
    const known = chosen.filter((key) => models[key].index);
    if (known.length < 2) return [];
    const rows = known.map((a) => make("tr", {}, make("th", { scope: "row" }, models[a].name), ...known.map((b) => make("td", { class: "n" }, a === b ? "" : percent(chance(models[a], models[b]))))));
    const top = make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Chance that the row is better than …"), ...known.map((key) => make("th", { scope: "col", class: "n" }, models[key].name))));
    return [make("h2", {}, "How sure"), region("Chances", make("table", { class: "list side" }, top, make("tbody", {}, ...rows)))];
  }

  function shared() {
    const bodies = new Map();
    let count = 0;
    for (const [key, card] of Object.entries(benchmarks)) {
      const cells = chosen.map((model) => card.numbers[model]);
      if (cells.filter(Boolean).length < Math.min(2, chosen.length)) continue;
      count += 1;
      const tops = best(card, cells);
      const row = make("tr", {}, make("th", { scope: "row" }, make("a", { href: `${root}benchmarks/${key}/index.html` }, card.name), " ", make("small", {}, `${card.version} ${card.unit} ${card.higher ? "↑" : "↓"}`)));
      cells.forEach((cell, at) => {
        const td = make("td", { class: "n" });
        if (cell) {
          const anchor = make("a", { href: `${root}models/${chosen[at]}/index.html#b-${key}` }, String(cell[0]));
          td.append(tops.has(cell) ? make("b", {}, anchor) : anchor);
          if (cell[1]) td.append(make("span", { class: "e" }, ` ± ${+Number(cell[1]).toPrecision(2)}`));
          if (cell[2]) td.append(make("sup", {}, cell[2]));
        }
        row.append(td);
      });
      if (!bodies.has(card.domain)) bodies.set(card.domain, []);
      bodies.get(card.domain).push(row);
    }
    const parts = [...bodies].map(([domain, rows]) => make("tbody", {}, make("tr", {}, make("th", { scope: "rowgroup", colSpan: chosen.length + 1 }, domain)), ...rows));
    const table = make("table", { class: "list side" }, head("Benchmark"), ...parts);
    return { count, nodes: [make("h2", {}, chosen.length > 1 ? "Benchmarks that at least two share" : "Benchmarks"), count ? region("Benchmarks", table) : make("p", {}, "No benchmark at hand has two of them.")] };
  }

  function paint() {
    find("#chosen").replaceChildren(...chosen.map((key) => {
      const button = make("button", { type: "button", class: "chip", "aria-label": `Remove ${models[key].name}` }, `${models[key].name} ×`);
      button.addEventListener("click", () => { chosen.splice(chosen.indexOf(key), 1); paint(); find("#add").focus(); });
      return make("li", {}, button);
    }));
    history.replaceState(null, "", chosen.length ? `?m=${chosen.join(",")}` : location.pathname);
    if (!chosen.length) {
      out.replaceChildren();
      status.textContent = "Nothing chosen yet: add two models by name.";
      return;
    }
    const { count, nodes } = shared();
    out.replaceChildren(make("h2", {}, "Facts"), facts(), ...chances(), ...nodes);
    status.textContent = chosen.length === 1 ? "One model chosen: add another to compare it with." : `${chosen.length} models, ${count} ${count === 1 ? "benchmark" : "benchmarks"} in common between at least two.`;
  }

  function pick(text) {
    const wanted = text.trim();
    if (!wanted) return;
    const lower = wanted.toLowerCase();
    const label = labels.get(wanted) || [...labels].find(([name]) => name.toLowerCase().startsWith(lower))?.[1] || [...labels].find(([name]) => name.toLowerCase().includes(lower))?.[1];
    if (!label) { status.textContent = `No model called “${wanted}” has a result here.`; return; }
    if (chosen.includes(label)) { status.textContent = `${models[label].name} is already chosen.`; return; }
    if (chosen.length >= MOST) { status.textContent = `At most ${MOST} models fit side by side.`; return; }
    chosen.push(label);
    find("#add").value = "";
    paint();
  }

  find("#names").append(...[...labels.keys()].map((label) => make("option", { value: label })));
  find("#pick").addEventListener("submit", (event) => { event.preventDefault(); pick(find("#add").value); });
  find("#add").addEventListener("input", (event) => { if (labels.has(event.target.value)) pick(event.target.value); });
  paint();
})();
