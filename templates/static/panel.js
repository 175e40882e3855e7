// What the panel's pages add when scripts run; every page works without.
"use strict";
(() => {
  const SHOWN = 2000; // milliseconds for which a button says that it has copied
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const tell = (words) => { document.getElementById("aviso").textContent = words; };

  // ---------------------------------------------------------------- copy
  const show = () => all("[data-copy][hidden]").forEach((button) => { button.hidden = false; });
  const select = (node) => {
    const range = document.createRange(), chosen = getSelection();
    range.selectNodeContents(node);
    chosen.removeAllRanges();
    chosen.addRange(range);
  };
  const byHand = (text) => { // where the page is not on https there is no clipboard to write to
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("readonly", "");
    field.className = "visually-hidden";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  };
  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return byHand(text);
    }
  };
  const copy = async (button) => {
    const done = await copied(button.dataset.copy), says = button.querySelector("[data-says]");
    const source = button.parentElement.querySelector("[data-copied]");
    button.focus();
    if (!done) {
      if (source) select(source);
      tell("Quedó seleccionado: cópielo con su teclado o manteniéndolo presionado.");
      return;
    }
    says.textContent = "Copiado";
    button.classList.add("copied");
    tell(`Copiado: ${source ? source.textContent : button.dataset.copy}`);
    setTimeout(() => { says.textContent = "Copiar"; button.classList.remove("copied"); }, SHOWN);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
  });
  document.addEventListener("htmx:after:swap", () => {
    const asked = document.querySelector("#suma h2"); // the new total is heard as well as seen
    if (asked) tell(asked.textContent);
    show();
  });
  show();

  // ---------------------------------------------------------------- one click, one request
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; } // the server checks it again
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => all("form").forEach((form) => { delete form.dataset.sent; }));
})();
