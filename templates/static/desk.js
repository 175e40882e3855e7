"use strict";
// Keys, panels beside the receipt, zoom and copy. Every key is a click on a button that stands on the page; without
// this file every link and form works by itself.
(() => {
  const QUIET = 400; // milliseconds in which a case that just appeared hears no key
  const own = document.currentScript;
  const withKeys = !(own && own.hasAttribute("data-no-keys"));
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const one = (what, from = document) => from.querySelector(what);
  const visible = (node) => node && node.getClientRects().length > 0;
  let born = performance.now();
  let busy = 0;

  // ---------------------------------------------------------------- panels
  const panel = () => one("#panel [data-panel]") || null;
  const page = () => one("main > [data-panel]");
  let opener = null;

  const load = async (address, from) => {
    busy += 1;
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" } });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      one("#panel").innerHTML = await answer.text();
      document.body.classList.add("with-panel");
      opener = from || opener;
      const first = one("#panel [data-focus]") || one("#panel .panel-title");
      if (first) first.focus();
      if (first && first.matches("input")) first.select();
      kept();
      sums();
    } catch {
      location.href = address; // the page of its own says what is wrong
    } finally {
      busy -= 1;
    }
  };
  const close = () => {
    if (!panel()) return false;
    one("#panel").innerHTML = "";
    document.body.classList.remove("with-panel");
    if (opener) opener.focus();
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open], a[data-close], [data-help], [data-copy]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches("[data-open]") && one("#panel")) { event.preventDefault(); load(link.href, link); }
    if (link.matches("[data-close]") && panel()) { event.preventDefault(); close(); }
    if (link.matches("[data-help]")) help();
    if (link.matches("[data-copy]")) copy(link);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target, by = event.submitter;
    if (by && by.matches("[data-look]")) {
      if (!panel()) return;
      event.preventDefault();
      const asked = new URLSearchParams(new FormData(form));
      asked.delete("form_word");
      asked.delete("para");
      load(`${by.formAction}?${asked}`);
      return;
    }
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes"; // one click, one request; the server checks it again
    busy += 1;
    sessionStorage.setItem("sent", all("[data-keep]", form).map((field) => field.dataset.keep).join(" "));
    if (by && by.matches("[data-send]")) by.textContent = "Enviando…";
  });
  window.addEventListener("pageshow", () => { busy = 0; all("form").forEach((form) => delete form.dataset.sent); });

  // ---------------------------------------------------------------- what is typed
  const kept = () => all("[data-keep]").forEach((field) => {
    field.value = field.value || sessionStorage.getItem(field.dataset.keep) || "";
  });
  const forget = () => { // what was typed is kept until the server says that it took it
    if (one(".done-bar")) (sessionStorage.getItem("sent") || "").split(" ").forEach((name) => sessionStorage.removeItem(name));
    sessionStorage.removeItem("sent");
  };
  const centavos = (text) => Math.round(Number(text.replace(/[$,\s]/g, "")) * 100) || 0;
  const sums = () => all("[data-split]").forEach((form) => {
    const left = Number(form.dataset.split) - all("[data-share]", form).reduce((sum, field) => sum + centavos(field.value), 0);
    const shown = one("[data-left]", form), send = one("[data-send]", form);
    if (shown) shown.textContent = (left / 100).toLocaleString("es-MX", { style: "currency", currency: "MXN" });
    if (send) send.disabled = left !== 0;
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-keep]")) sessionStorage.setItem(event.target.dataset.keep, event.target.value);
    sums();
  });

  // ---------------------------------------------------------------- the paper
  const ZOOMS = ["fit", "w150", "w200", "w300"];
  const paper = () => one("[data-paper]");
  const setZoom = (name) => {
    if (!paper()) return;
    paper().classList.remove(...ZOOMS);
    paper().classList.add(name);
    localStorage.setItem("zoom", name);
  };
  const zoom = (step) => {
    const now = ZOOMS.findIndex((name) => paper() && paper().classList.contains(name));
    setZoom(step === "0" ? "fit" : ZOOMS[Math.min(Math.max(now + (step === "+" ? 1 : -1), 0), ZOOMS.length - 1)]);
  };
  const TURNS = ["turned-0", "turned-90", "turned-180", "turned-270"];
  const drawn = () => { const image = paper() && one("image", paper()); return image ? `turned ${image.getAttribute("href")}` : ""; };
  const turned = () => Number(sessionStorage.getItem(drawn())) || 0; // each paper lies as it was left
  const lay = () => {
    if (!paper()) return;
    paper().classList.remove(...TURNS);
    paper().classList.add(TURNS[turned()]);
  };
  const turn = () => { if (drawn()) sessionStorage.setItem(drawn(), (turned() + 1) % 4); lay(); };
  const light = (field, on) => all(`[data-field="${field}"]`).forEach((node) => node.classList.toggle("lit", on));
  const fieldOf = (event) => event.target.closest && event.target.closest("[data-field]");
  for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
    document.addEventListener(name, (event) => fieldOf(event) && light(fieldOf(event).dataset.field, on));
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("tr[data-field]");
    const box = row && one(`.mark[data-field="${row.dataset.field}"]`);
    if (box) box.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom], [data-turn], [data-boxes], .mark[data-field]");
    if (!button) return;
    if (button.matches("[data-zoom]")) zoom(button.dataset.zoom);
    if (button.matches("[data-turn]")) turn();
    if (button.matches("[data-boxes]")) paper().classList.toggle("no-boxes");
    if (button.matches(".mark")) {
      const row = one(`tr[data-field="${button.dataset.field}"]`);
      if (row) { row.tabIndex = row.tabIndex < 0 ? -1 : 0; row.focus(); }
    }
  });
  const copy = async (button) => {
    const text = button.dataset.copy;
    try { await navigator.clipboard.writeText(text); } catch { return; } // only over https, or on this machine
    const before = button.textContent;
    button.textContent = "Copiado";
    setTimeout(() => { button.textContent = before; }, 2000);
  };

  // ---------------------------------------------------------------- what differs
  const lines = () => all(".compare tr[data-field]");
  const stops = () => { // Tab goes from difference to difference; the arrows reach the rows that agree
    if (!one("tr.differs")) return;
    for (const line of lines().filter((line) => !line.classList.contains("differs")))
      for (const node of [line, ...all("a", line)]) node.tabIndex = -1;
    const title = one("h1[tabindex='-1']");
    if (title && document.activeElement === document.body && !location.hash && !page()) title.focus({ preventScroll: true });
  };
  const walk = (event) => { // whether the key was one of these
    const at = lines().indexOf(event.target.closest("tr[data-field]"));
    const to = event.key === "Tab" && !event.shiftKey && event.target.matches("h1[tabindex='-1']") ? one("tr.differs")
      : at < 0 ? null : event.key === "ArrowDown" ? lines()[at + 1] : event.key === "ArrowUp" ? lines()[at - 1] : null;
    if (to) { event.preventDefault(); to.focus(); }
    return Boolean(to);
  };

  // ---------------------------------------------------------------- keys
  const help = () => one("#atajos").showModal();
  const press = (what) => { const button = all(what).find(visible); if (button) { button.focus(); button.click(); } return Boolean(button); };
  const next = (what, step) => {
    const links = all(what), at = links.findIndex((link) => link.hasAttribute("aria-current"));
    const link = links[at + step];
    if (link) link.click();
  };
  const HERE = {
    "/": () => one("#buscar").focus(), "?": help, i: () => { location.href = "/"; },
    "[": () => next(".tabs.papers a", -1), "]": () => next(".tabs.papers a", 1),
    ",": () => next(".viewer .tools a[aria-label^='Página']", -1), ".": () => next(".viewer .tools a[aria-label^='Página']", 1),
    "+": () => zoom("+"), "-": () => zoom("-"), "0": () => zoom("0"), g: turn, v: () => paper() && paper().classList.toggle("no-boxes"),
    e: () => {
      const here = document.activeElement.closest("tr[data-field]");
      const link = (here && one("[data-edit]", here)) || one("tr.differs [data-edit]") || one("[data-edit]");
      if (link) link.click();
    },
    b: () => press("a[data-open][aria-keyshortcuts='a']"),
  };
  const rows = () => all("tr[data-case]");
  const row = () => document.activeElement.closest("tr[data-case]");
  const step = (by) => {
    const found = rows(), at = found.indexOf(row());
    const to = found[at < 0 ? 0 : Math.min(Math.max(at + by, 0), found.length - 1)];
    if (to) one("a.open", to).focus();
  };
  const mark = () => { const box = row() && one("[data-mark]", row()); if (box) box.checked = !box.checked; };
  const take = () => {
    const form = one(".queue-form");
    if (!form || !one("[data-mark]", form)) return;
    if (!one("[data-mark]:checked", form)) mark();
    const chosen = all("tr[data-case]:has([data-mark]:checked)", form);
    const deed = chosen.length && chosen.every((one) => one.classList.contains("mine")) ? "soltar" : "tomar";
    if (chosen.length) form.requestSubmit(one(`[formaction$="/${deed}"]`, form));
  };
  const QUEUE = { j: () => step(1), k: () => step(-1), " ": mark, t: take };
  const typing = (node) => node.matches("input, textarea, select, [contenteditable]");
  const confirm = (event) => {
    const inside = panel() || page();
    const form = inside && (event.target.closest("[data-decide]") || one("[data-decide]", inside));
    const send = form && one("[data-send]", form);
    if (send && !send.disabled) form.requestSubmit(send);
  };
  document.addEventListener("keydown", (event) => {
    const form = event.key === "Enter" && event.target.matches("input") && event.target.closest("[data-decide]");
    if (form && !one("[data-look]", form)) event.preventDefault(); // Enter in a field looks, at most: it decides nothing
    if (event.repeat || busy || event.isComposing || performance.now() - born < QUIET) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); confirm(event); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || one("dialog[open]")) return;
    if (event.key === "Escape") { if (panel()) close(); else if (page()) press("a[data-close]"); return; }
    if (!typing(event.target) && !panel() && walk(event)) return;
    if (!withKeys || typing(event.target) || panel() || page()) return;
    const key = event.key;
    if (key in QUEUE && rows().length) { event.preventDefault(); QUEUE[key](); return; }
    if (/^[1-9]$/.test(key)) { const chosen = one(`a[data-candidate="${key}"]`); if (chosen) { event.preventDefault(); one("#panel") ? load(chosen.href, chosen) : chosen.click(); } return; }
    if (/^[a-z]$/.test(key) && !(key in HERE) && press(`[aria-keyshortcuts="${key}"]`)) { event.preventDefault(); return; }
    if (key in HERE) { event.preventDefault(); HERE[key](); }
  });

  // ---------------------------------------------------------------- at the start, and after a swap
  const KEYS = [["/", "buscar"], ["i", "bandeja"], ["j k", "siguiente, anterior"], ["Espacio", "marcar en la bandeja"], ["a", "aceptar"], ["p", "pedir"], ["r", "rechazar"],
    ["d", "dividir"], ["x", "ya aplicado"], ["m", "más"], ["n", "nota"], ["l", "carta que no llegó"], ["t", "tomar o soltar"], ["e", "corregir lo leído"], ["b", "otra constancia"],
    ["1-9", "candidata"], ["u", "deshacer"], ["[ ]", "archivo"], [", .", "página"], ["+ - 0", "tamaño"], ["g", "girar"],
    ["v", "cajas"], ["Ctrl Enter", "confirmar el panel"], ["Esc", "cerrar"]];
  const dialog = document.createElement("dialog");
  dialog.id = "atajos";
  dialog.setAttribute("aria-labelledby", "atajos-titulo");
  dialog.innerHTML = `<h2 id="atajos-titulo">Atajos</h2><dl class="facts">${KEYS.map(([key, words]) =>
    `<dt><kbd>${key}</kbd></dt><dd>${words}</dd>`).join("")}</dl><p class="note">Una letra sólo abre; nada se hace sin Ctrl Enter. Se apagan en Mi cuenta.</p><form method="dialog"><button>Cerrar</button></form>`;
  const ready = () => {
    if (!one("#atajos")) document.body.append(dialog);
    const here = one("nav [aria-current=page]"); // on a telephone the row of pages is longer than the screen
    if (here) here.scrollIntoView({ block: "nearest", inline: "nearest" });
    setZoom(localStorage.getItem("zoom") || "fit");
    lay();
    stops();
    forget();
    kept();
    sums();
  };
  ready();
  document.addEventListener("htmx:before:request", () => { busy += 1; });
  for (const name of ["htmx:finally:request", "htmx:after:request"]) document.addEventListener(name, () => { busy = 0; });
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.target && event.target.id === "contenido") { born = performance.now(); ready(); }
  });
})();
