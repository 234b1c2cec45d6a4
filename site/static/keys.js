// Keyboard shortcuts, and the dialog that explains them. They can be switched off; the choice stays in this browser.
(() => {
  "use strict";
  const find = (query) => document.querySelector(query);
  const link = find("#keys");
  const root = link.getAttribute("href").slice(0, -"keys/index.html".length);
  const OFF = "weighbridge-keys-off";
  let dialog = null;

  const off = (set) => {
    try {
      if (set !== undefined) localStorage.setItem(OFF, set ? "1" : "");
      return localStorage.getItem(OFF) === "1";
    } catch { return false; }
  };
  const fold = (query) => () => {
    const box = find(query);
    box.open = !box.open;
    find(`${query} summary`).focus();
  };
  const press = (query) => () => find(query).click();
  const go = (path) => () => { location.href = root + path; };

  // Key, what it does, the element that a page must have for it, the deed.
  const KEYS = [
    ["/", "Search, or the first field", ".filters input, .filters select", () => find(".filters input:not([type=checkbox]), .filters select").focus()],
    ["f", "Open or close the filters", "#more", fold("#more")],
    ["c", "Open or close the list of columns", "#columns", fold("#columns")],
    ["v", "Next view: usual, compact, wide", "#view", () => {
      const view = find("#view");
      view.selectedIndex = (view.selectedIndex + 1) % view.options.length;
      view.dispatchEvent(new Event("input", { bubbles: true }));
    }],
    ["x", "Show or hide closed models", "#closed", press("#closed")],
    ["a", "Show all rows", "#all", press("#all")],
    ["d", "Download the view as CSV", "#csv", press("#csv")],
    ["t", "Move to the table", ".scroll", () => find(".scroll").focus()],
    ["1", "Leaderboard", "", go("index.html")],
    ["2", "Benchmarks", "", go("benchmarks/index.html")],
    ["3", "Models", "", go("models/index.html")],
    ["4", "Compare", "", go("compare/index.html")],
    ["5", "Fit", "", go("fit/index.html")],
    ["?", "These shortcuts", "", () => help()],
  ];

  function help() {
    if (!dialog) {
      dialog = document.createElement("dialog");
      dialog.className = "keys";
      dialog.setAttribute("aria-labelledby", "keys-title");
      const title = document.createElement("h2");
      title.id = "keys-title";
      title.textContent = "Keyboard shortcuts";
      const list = document.createElement("dl");
      for (const [key, words, need] of KEYS) {
        if (need && !find(need)) continue;
        const name = document.createElement("dt");
        name.append(Object.assign(document.createElement("kbd"), { textContent: key }));
        list.append(name, Object.assign(document.createElement("dd"), { textContent: words }));
      }
      const label = document.createElement("label");
      const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: !off() });
      box.addEventListener("change", () => off(!box.checked));
      label.append(box, "Shortcuts are on (kept in this browser)");
      const shut = Object.assign(document.createElement("button"), { type: "button", textContent: "Close" });
      shut.addEventListener("click", () => dialog.close());
      dialog.append(title, list, label, shut);
      document.body.append(dialog);
    }
    dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (dialog && dialog.open) || off()) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    const found = KEYS.find(([key, , need]) => key === event.key && (!need || find(need)));
    if (!found) return;
    event.preventDefault();
    found[3]();
  });
  link.addEventListener("click", (event) => { event.preventDefault(); help(); });
})();
