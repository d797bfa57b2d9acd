// The panel of an account beside the list: the same page that a link leads to, shown in a dialog. Forms in it are sent as
// they are, and what comes back is shown; the address follows, so that a page that is loaded again shows the same.

const AGAIN = 1500;
const base = document.querySelector("[data-rows]") || document.getElementById("results") ? location.pathname : null;

let dialog;
let body;
let timer;
let source;
let opened; // the list's address, to which closing returns
let opener; // the link that opened it, to which the focus returns

function stop() {
  clearTimeout(timer);
  source?.close();
  source = undefined;
}

function make() {
  dialog = document.createElement("dialog");
  dialog.className = "side-panel";
  dialog.setAttribute("aria-labelledby", "panel-title");
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close";
  close.setAttribute("aria-label", document.body.dataset.wordClose);
  close.innerHTML = '<svg class="icon" aria-hidden="true"><use href="#i-close"/></svg>';
  close.addEventListener("click", () => dialog.close());
  body = document.createElement("div");
  dialog.append(close, body);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", closed);
  document.body.append(dialog);
}

function closed() {
  stop();
  body.replaceChildren();
  if (opened !== undefined) history.pushState({}, "", opened);
  opened = undefined;
  const again = opener?.isConnected ? opener : document.querySelector(`a[href="${opener?.getAttribute("href")}"]`);
  again?.focus();
}

/// Puts the panel of a page into the dialog, or onto the page that is a panel itself.
function put(page, url, { keep = false } = {}) {
  const fresh = page.getElementById("panel");
  if (!fresh) return false;
  const part = keep ? document.querySelector("#panel [role=tab][aria-selected=true]")?.hash : undefined;
  if (dialog?.open) body.replaceChildren(fresh);
  else document.getElementById("panel")?.replaceWith(fresh);
  history.replaceState(history.state, "", url);
  begin(fresh, part);
  return true;
}

async function load(url, options = {}) {
  stop();
  let page;
  let at = url;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, ...options.request });
    at = answer.url;
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    // Nothing answers: the browser says so, and the list is where it was.
    location.assign(url);
    return;
  }
  if (put(page, at, options)) return;
  // Another page came: what went wrong stands there in words.
  const problem = page.getElementById("main");
  if (!problem || !dialog?.open) return location.assign(url);
  problem.removeAttribute("id");
  problem.querySelector("h1")?.setAttribute("id", "panel-title");
  body.replaceChildren(...problem.children);
}

async function open(link) {
  if (!dialog) make();
  opener = link;
  if (!dialog.open) {
    opened = location.href;
    dialog.showModal();
    history.pushState({ panel: true }, "", link.href);
  }
  body.setAttribute("aria-busy", "true");
  await load(link.href);
  body.removeAttribute("aria-busy");
  body.querySelector("h1")?.focus();
}

// Tabs: without a script they are links to parts of the page.
function tabs(panel, part) {
  const list = panel.querySelector("[data-tabs] > .tablist");
  if (!list) return;
  const links = [...list.querySelectorAll("a")];
  const sections = links.map((link) => panel.querySelector(link.getAttribute("href")));
  panel.querySelector("[data-tabs]").classList.add("scripted");
  list.setAttribute("role", "tablist");
  const select = (at, focus) => {
    links.forEach((link, i) => {
      const here = i === at;
      link.setAttribute("aria-selected", here);
      link.tabIndex = here ? 0 : -1;
      sections[i].hidden = !here;
    });
    links[at].scrollIntoView({ block: "nearest", inline: "nearest" });
    if (focus) links[at].focus();
  };
  links.forEach((link, i) => {
    link.id = `tab-${sections[i].id}`;
    link.setAttribute("role", "tab");
    link.setAttribute("aria-controls", sections[i].id);
    sections[i].setAttribute("role", "tabpanel");
    sections[i].setAttribute("aria-labelledby", link.id);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      select(i, true);
    });
    link.addEventListener("keydown", (event) => {
      const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: links.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      select((to + links.length) % links.length, true);
    });
  });
  const wanted = part ?? location.hash;
  const first = links.findIndex((link) => link.hash === wanted && wanted);
  select(first >= 0 ? first : Math.max(0, links.findIndex((link) => link.hasAttribute("data-first"))));
}

/// What a panel that was just shown needs.
function begin(panel, part) {
  stop();
  tabs(panel, part);
  panel.querySelector("#notice")?.scrollIntoView({ block: "nearest" });
  if (panel.hasAttribute("data-changed")) dispatchEvent(new CustomEvent("boxseat:changed"));
  if (!panel.hasAttribute("data-again")) return;
  const again = () => load(location.href, { keep: true });
  timer = setTimeout(again, AGAIN);
  if (!panel.dataset.events) return;
  source = new EventSource(panel.dataset.events);
  for (const end of ["ended", "stopped", "failed"]) source.addEventListener(end, again);
  dispatchEvent(new CustomEvent("boxseat:changed"));
}

addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a[data-panel], a[data-close]");
  if (!link) return;
  if (link.hasAttribute("data-close")) {
    if (!dialog?.open) return;
    event.preventDefault();
    dialog.close();
  } else if (dialog?.open || base) {
    event.preventDefault();
    if (dialog?.open) load(link.href);
    else open(link);
  }
});

addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.closest("#panel") || form.hasAttribute("data-leaves")) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form, event.submitter));
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  const action = new URL(form.getAttribute("action"), location.href);
  if (form.method === "get") {
    action.search = fields;
    load(action.href);
  } else {
    load(action.href, { request: { method: "POST", body: fields } });
  }
});

addEventListener("popstate", () => {
  // Back from a panel is the list, and forward is the panel again: the server shows either.
  if (dialog?.open && !history.state?.panel) {
    opened = undefined;
    dialog.close();
  } else {
    location.reload();
  }
});
addEventListener("pagehide", stop);

const shown = document.getElementById("panel");
if (shown) begin(shown);
