// The list while one types: the same page is asked for, and its parts take the place of those that are shown. Nothing is
// counted, sorted or ticked here: the server answers for all of it.

const PARTS = ["commands", "reading", "results", "export", "clear", "columns"];
const PAUSE = 250;
const AGAIN = 1500;

const form = document.querySelector("form[data-live]");
const said = document.createElement("p");
said.className = "vh";
said.setAttribute("role", "status");
document.querySelector("main").append(said);

let asked = 0;
let timer;

/// The address that the form asks for, without what is empty.
function address(submitter) {
  const fields = new FormData(form, submitter);
  const query = new URLSearchParams([...fields].filter(([, value]) => value !== ""));
  return `${form.getAttribute("action")}?${query}`;
}

/// What has the focus, as the next page names it.
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return () => null;
  if (element.id) return (page) => page.getElementById(element.id);
  if (element.name) return (page) => page.querySelector(`button[name="${element.name}"]`);
  const href = element.getAttribute("href");
  return (page) => (href ? page.querySelector(`a[href="${CSS.escape(href)}"]`) : null);
}

/// The address that shows the same again: short, and without what only this page needs.
function kept(url) {
  const query = new URL(url, location.href).searchParams;
  const field = (name) => form.elements[name]?.value ?? "";
  const after = field("here");
  for (const name of ["on", "s", "here", "pick", "after", "sel"]) query.delete(name);
  if (query.get("filter") === "all") query.delete("filter");
  if (query.getAll("sort").length) query.set("sort", query.getAll("sort").at(-1));
  if (field("sel")) query.set("sel", field("sel"));
  if (after) query.set("after", after);
  return `${form.getAttribute("action")}${query.size ? `?${query}` : ""}`;
}

async function show(url, { push = true } = {}) {
  const mine = ++asked;
  let page;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    // Whatever it was, the whole page says it in words.
    if (mine === asked) location.assign(url);
    return;
  }
  if (mine !== asked) return;
  const find = focused();
  for (const id of PARTS) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    if (!old || !fresh || old.isEqualNode(fresh)) continue;
    if (old.tagName === "DETAILS") fresh.open = old.open;
    old.replaceWith(fresh);
  }
  if (!document.activeElement || document.activeElement === document.body) find(document)?.focus();
  if (push) history.replaceState(history.state, "", kept(url));
  tell();
  lookAgain();
}

function tell() {
  const text = ["count", "selected"].map((id) => document.getElementById(id)?.textContent ?? "");
  const line = text.filter(Boolean).join(", ");
  if (said.textContent !== line) said.textContent = line;
}

/// While something is being read or changed, the page looks again by itself.
function lookAgain() {
  clearTimeout(timer);
  const reading = document.getElementById("reading");
  if (!reading || !reading.hasAttribute("data-again")) return;
  timer = setTimeout(async () => {
    if (!form) return location.reload();
    await show(location.href, { push: false });
  }, AGAIN);
}

if (form) {
  let pause;
  form.addEventListener("input", (event) => {
    if (event.target.type === "checkbox") return;
    clearTimeout(pause);
    pause = setTimeout(() => show(address()), event.target.type === "search" ? PAUSE : 0);
  });
  // A box that is ticked stays on its page: the one that a button which picks would come back to.
  form.addEventListener("change", (event) => {
    if (event.target.type !== "checkbox") return;
    show(`${address()}&pick=ticked`);
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-leaves")) return;
    event.preventDefault();
    clearTimeout(pause);
    const turns = event.submitter?.name === "after";
    show(address(event.submitter)).then(() => {
      if (turns) document.querySelector("h1").scrollIntoView();
    });
  });
}

// A panel changed something: the rows are asked for again.
addEventListener("boxseat:changed", () => form && show(address() + "&pick=ticked", { push: false }));
lookAgain();
