// The members of a mailbox where they are asked for: the part of its page that lists them, read by the server just now.

async function show(link, place) {
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const members = page.getElementById("members");
    // Another page came: what went wrong stands there in words.
    if (!members) return location.assign(link.href);
    place.replaceChildren(...members.children);
    place.tabIndex = -1;
    place.focus();
  } catch {
    // Nothing answers: the browser says so.
    location.assign(link.href);
  } finally {
    place.removeAttribute("aria-busy");
  }
}

addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a[data-members]");
  const place = link?.closest("[data-members-here]");
  if (!place) return;
  event.preventDefault();
  show(link, place);
});
