// Finds archived models by name; the names are loaded with the first letter typed.
(() => {
  "use strict";
  const MOST = 100;
  const form = document.querySelector("#archive-search");
  const field = form.elements.q;
  const status = document.querySelector("#archive-status");
  const list = document.querySelector("#found");
  const { root } = form.dataset;

  function names() {
    return new Promise((done, fail) => {
      if (window.WEIGHBRIDGE_ARCHIVE) { done(window.WEIGHBRIDGE_ARCHIVE); return; }
      const script = document.createElement("script");
      script.src = `${root}assets/archived.js`;
      script.onload = () => done(window.WEIGHBRIDGE_ARCHIVE);
      script.onerror = fail;
      document.head.append(script);
    });
  }

  function item(repository) {
    const [owner, name = owner] = repository.split(/\/(.*)/);
    const first = name.charAt(0).toLowerCase();
    const letter = first >= "a" && first <= "z" ? first : "0";
    const link = document.createElement("a");
    link.href = `${root}archive/${letter}/index.html#${encodeURIComponent(repository.toLowerCase())}`;
    link.textContent = name;
    const by = document.createElement("small");
    by.textContent = owner;
    const line = document.createElement("li");
    line.append(link, " ", by);
    return line;
  }

  async function search() {
    const asked = field.value;
    const terms = asked.toLowerCase().split(/\s+/).filter(Boolean);
    history.replaceState(null, "", terms.length ? `?q=${encodeURIComponent(field.value.trim())}` : location.pathname);
    if (!terms.length) { list.replaceChildren(); status.textContent = ""; return; }
    try {
      const all = await names();
      if (field.value !== asked) return;
      const found = all.filter((name) => terms.every((term) => name.toLowerCase().includes(term)));
      list.replaceChildren(...found.slice(0, MOST).map(item));
      const counted = found.length > MOST ? `The first ${MOST} of ${found.length}` : found.length;
      status.textContent = found.length ? `${counted} archived ${found.length === 1 ? "model" : "models"}.` : "No archived model has such a name.";
    } catch {
      status.textContent = "The names could not be loaded. The tables by letter below hold them all.";
    }
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", search);
  field.value = new URLSearchParams(location.search).get("q") || "";
  search();
})();
