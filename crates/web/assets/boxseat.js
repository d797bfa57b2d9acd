// Everything works without this file; with it, a keyboard does more. No module writes state: what a page shows was read.

const KEPT = "single-keys";

// Single keys can be switched off (WCAG 2.1.4): who dictates, or types by accident, would set them off.
const areOn = () => localStorage.getItem(KEPT) !== "off";

const types = (element) =>
  element?.isContentEditable ||
  element?.matches?.("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])");

const rows = () => [...document.querySelectorAll("[data-rows] tbody tr, [data-rows] > li")];
const opener = (row) => row?.querySelector("th a, a");

function step(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  opener(all[next])?.focus();
  all[next].scrollIntoView({ block: "nearest" });
}

function search() {
  const box = document.querySelector("main input[type=search]");
  box?.focus();
  box?.select();
  return Boolean(box);
}

function keys() {
  const dialog = document.getElementById("keys");
  if (!dialog || dialog.open) return;
  dialog.showModal();
}

const ACTIONS = {
  "/": search,
  j: () => step(1),
  k: () => step(-1),
  "?": keys,
};

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const dialog = document.querySelector("dialog[open]");
  if (event.key === "Escape") {
    // A dialog closes by itself; a text box is left, so that the next key is a command.
    if (!dialog && types(event.target)) event.target.blur();
    return;
  }
  const action = ACTIONS[event.key];
  if (!action || dialog || types(event.target) || !areOn()) return;
  event.preventDefault();
  action();
});

// On a narrow screen the navigation is pushed aside until the page that is shown stands in it.
const side = document.querySelector(".side");
const here = side?.querySelector("[aria-current]");
if (here && side.scrollWidth > side.clientWidth) {
  side.scrollLeft += here.getBoundingClientRect().left - (side.clientWidth - here.offsetWidth) / 2;
}

const button = document.querySelector("[data-keys]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", keys);
}
const box = document.querySelector("#keys input[type=checkbox]");
if (box) {
  box.checked = areOn();
  box.addEventListener("change", () => localStorage.setItem(KEPT, box.checked ? "on" : "off"));
}

// A line that is typed elsewhere can be copied.
function copies(pre) {
  const copy = document.createElement("button");
  copy.type = "button";
  copy.className = "button small copy";
  copy.textContent = document.body.dataset.wordCopy;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(pre.textContent);
    copy.textContent = document.body.dataset.wordCopied;
    setTimeout(() => (copy.textContent = document.body.dataset.wordCopy), 2000);
  });
  pre.before(copy);
}
if (navigator.clipboard) document.querySelectorAll("pre.line").forEach(copies);
