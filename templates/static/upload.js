// The list of chosen files with [Quitar], dropping files, and how far they are; without scripts the form sends itself.
"use strict";
(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form || !window.DataTransfer) return;
  const one = (what) => form.querySelector(what);
  const input = one("input[type=file]"), list = one("[data-files]"), pick = one("label.pick"), word = one("[data-pick]");
  const send = one("[data-send]"), progress = one("[data-progress]"), drop = one("[data-drop]");
  const first = word.textContent;
  let chosen = new DataTransfer(), busy = false;

  const size = (bytes) => bytes >= 100000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.ceil(bytes / 1e3)} kB`;
  const show = () => {
    input.files = chosen.files;
    list.replaceChildren(...[...chosen.files].map((file, at) => {
      const row = document.createElement("li"), name = document.createElement("span"), much = document.createElement("span");
      const gone = document.createElement("button");
      name.textContent = file.name;
      much.textContent = size(file.size);
      much.className = "size";
      gone.type = "button";
      gone.className = "small";
      gone.textContent = "Quitar";
      gone.setAttribute("aria-label", `Quitar ${file.name}`);
      gone.addEventListener("click", () => { remove(at); });
      row.append(name, much, gone);
      return row;
    }));
    const any = chosen.files.length > 0;
    list.hidden = !any;
    send.parentElement.hidden = !any;
    word.textContent = any ? "Agregar otro archivo" : first;
    pick.classList.toggle("solid", !any);
  };
  const remove = (gone) => {
    const left = new DataTransfer();
    [...chosen.files].forEach((file, at) => { if (at !== gone) left.items.add(file); });
    chosen = left;
    show();
    say("");
    (list.querySelectorAll("button")[gone] || list.querySelector("button") || input).focus();
  };
  const add = (files) => {
    const mark = (file) => `${file.name} ${file.size} ${file.lastModified}`;
    const known = new Set([...chosen.files].map(mark));
    for (const file of files) {
      if (!known.has(mark(file))) chosen.items.add(file);
      known.add(mark(file));
    }
    show();
    say("");
  };
  const say = (sentence) => { progress.textContent = sentence; progress.hidden = !sentence; };
  // the server says the same; here it is said before everything was uploaded (bot/inbox/handed_in.py)
  const refused = (files) => {
    const large = files.find((file) => file.size > 25e6);
    if (large) return `«${large.name}» pesa ${size(large.size)}; el límite es de 25 MB por archivo.`;
    if (files.length > 10) return `Son ${files.length} archivos; envíe a lo más 10 a la vez.`;
    const total = files.reduce((sum, file) => sum + file.size, 0);
    return total > 40e6 ? `Juntos pesan ${size(total)}; envíe a lo más 40 MB a la vez, y el resto en otro envío.` : "";
  };
  const failed = () => {
    busy = false;
    send.disabled = false;
    send.textContent = "Intentar de nuevo";
    say("Se interrumpió la carga. Sus archivos siguen aquí.");
  };

  input.addEventListener("change", () => add(input.files));
  for (const name of ["dragover", "dragleave", "drop"]) drop.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
    if (name === "drop" && event.dataTransfer) add(event.dataTransfer.files);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    const wrong = refused([...chosen.files]);
    if (wrong) { say(wrong); return; }
    busy = true;
    send.disabled = true;
    const named = [...chosen.files].map((file) => file.name).join(", ");
    const sending = new XMLHttpRequest();
    sending.upload.addEventListener("progress", (at) => {
      if (at.lengthComputable) say(`Subiendo ${named}, ${Math.floor(at.loaded / at.total * 100)} %`);
    });
    sending.addEventListener("load", () => {
      if (sending.status < 400) { location.assign(sending.responseURL); return; }
      const said = new DOMParser().parseFromString(sending.responseText, "text/html").querySelector("#problemas");
      if (!said) { failed(); return; }
      busy = false;
      send.disabled = false;
      say("");
      document.querySelector("#problema").replaceChildren(said);
      said.focus();
    });
    sending.addEventListener("error", failed);
    sending.addEventListener("timeout", failed);
    sending.open("POST", form.action);
    sending.send(new FormData(form));
  });

  form.classList.add("with-files");
  show();
})();
