// "Mostrar" beside a password; without scripts the button does not show. A password is hidden again before it is sent.
"use strict";
(() => {
  const buttons = [...document.querySelectorAll("[data-shows]")];
  const show = (button, shown) => {
    document.getElementById(button.dataset.shows).type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
    button.firstChild.textContent = shown ? "Ocultar" : "Mostrar";
  };
  buttons.forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => show(button, button.getAttribute("aria-pressed") !== "true"));
    button.form.addEventListener("submit", () => show(button, false));
  });
})();
