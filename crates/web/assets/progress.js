// Follows what goes on: every number and word below comes from the server, which read it. At the end the page is loaded
// again, so that what stays on the screen is what anybody sees who opens it later.

const icon = (key) => `#i-${key}`;

function show(section, name, text) {
  const element = section.querySelector(`[data-live="${name}"]`);
  if (element && text !== undefined) element.textContent = text;
}

function move(step) {
  const pill = document.querySelector(`#step-${CSS.escape(step.no)} .pill`);
  if (!pill) return;
  pill.className = `pill ${step.state}`;
  pill.querySelector("use").setAttribute("href", icon(step.state));
  pill.lastChild.textContent = step.outcome;
  pill.nextElementSibling.textContent = step.about;
}

function count(counts, waiting) {
  const format = new Intl.NumberFormat(document.documentElement.lang);
  for (const tile of document.querySelectorAll("[data-count]")) {
    const key = tile.dataset.count;
    tile.textContent = format.format(key === "waiting" ? waiting : (counts[key] ?? 0));
  }
}

function tell(section, told) {
  show(section, "progress", told.progress);
  show(section, "pace", told.pace);
  const bar = section.querySelector("progress");
  if (bar && told.total) {
    bar.max = told.total;
    bar.value = told.done;
  }
  for (const line of told.lines ?? []) show(section, line.key, line.text);
  if (told.step) move(told.step);
  if (told.counts) {
    const begun = Object.values(told.counts).reduce((sum, n) => sum + n, 0);
    count(told.counts, Math.max(0, told.total - begun));
  }
}

function follow(section) {
  const source = new EventSource(section.dataset.events);
  const told = (event) => tell(section, JSON.parse(event.data));
  const again = () => {
    source.close();
    location.reload();
  };
  source.addEventListener("step", told);
  source.addEventListener("progress", told);
  // What a page could not show before it began, or does not know, is on the page that is made now.
  for (const turn of ["started", "ended", "stopped", "failed"]) source.addEventListener(turn, again);
  addEventListener("pagehide", () => source.close());
}

document.querySelectorAll("[data-events]").forEach(follow);
