// Makes the pages quicker to use. Everything works without it.
"use strict";
document.documentElement.classList.add("js");

const typing = (target) => target.closest("input, textarea, select, button, [contenteditable]");
const announce = document.getElementById("announce");
const off = () => { try { return localStorage.getItem("keys") === "off"; } catch { return false; } };

/* n and p: the next and the previous finding or candidate. */
const stops = () => [...document.querySelectorAll(".candidate, .text .m.i[id]")];
let at = -1;
const step = (by) => {
  const found = stops();
  if (!found.length) return;
  at = (at + by + found.length) % found.length;
  document.querySelectorAll(".current").forEach((one) => one.classList.remove("current"));
  const one = found[at];
  one.classList.add("current");
  one.setAttribute("tabindex", "-1");
  one.focus({ preventScroll: true });
  one.scrollIntoView({ block: "center" });
  const card = one.id && document.getElementById(one.id.replace(/-text$/, ""));
  if (card && card !== one) card.scrollIntoView({ block: "nearest" });
  if (announce) announce.textContent = `${at + 1} / ${found.length}`;
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || off()) return;
  if (event.key === "Escape" && document.activeElement) document.activeElement.blur();
  if (typing(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === "n" || key === "p") { step(key === "n" ? 1 : -1); event.preventDefault(); }
  const current = stops()[at];
  if (current && current.matches(".candidate") && (key === "d" || key === "c")) {
    const reason = current.querySelector("[name=reason]");
    const verdict = current.querySelector(`button[value=${key === "c" ? "hit" : "false_positive"}]`);
    if (reason && verdict) {
      if (reason.value.trim()) verdict.click(); else reason.focus();
      event.preventDefault();
    }
  }
  if (event.key === "/") {
    const field = document.querySelector("main input[type=search]");
    if (field) field.focus(); else document.querySelector("a.look")?.click();
    event.preventDefault();
  }
});

const toggle = document.getElementById("keys");
if (toggle) {
  toggle.checked = !off();
  toggle.addEventListener("change", () => { try { localStorage.setItem("keys", toggle.checked ? "on" : "off"); } catch { /* kept for this page only */ } });
}

/* Rows are narrowed while somebody types; the form does the same with the server. */
for (const field of document.querySelectorAll("[data-filters]")) {
  const rows = [...document.querySelectorAll(`#${field.dataset.filters} [data-row]`)];
  const groups = [...document.querySelectorAll(`#${field.dataset.filters} [data-group]`)];
  const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f\u064b-\u0652\u0640]/g, "");
  field.addEventListener("input", () => {
    const words = plain(field.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const hit = words.every((word) => plain(row.textContent).includes(word));
      row.hidden = !hit;
      shown += hit;
    }
    for (const group of groups) {
      const some = group.querySelector("[data-row]:not([hidden])");
      group.hidden = !some;
      group.open = Boolean(some && words.length);
    }
    if (announce) announce.textContent = String(shown);
  });
}

/* What was just answered is where one goes on reading. */
const answer = document.querySelector("[data-land]");
if (answer && !location.hash) { answer.focus({ preventScroll: true }); answer.scrollIntoView({ block: "start" }); }
/* A form that is on its way says so, and is not sent twice. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; form.removeAttribute("aria-busy"); }));
