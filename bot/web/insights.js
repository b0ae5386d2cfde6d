"use strict";
// Shows what has changed without a reload: the server says that it did, the part of the page is fetched anew and put in place.
(() => {
  const part = document.getElementById("figures");
  const status = document.getElementById("status");
  const told = document.getElementById("told");
  if (!part || !window.EventSource) return;
  const days = part.dataset.days;
  let wanted = false;
  let busy = false;

  const say = (now) => {
    status.dataset.now = now;
    status.lastChild.textContent = status.dataset[now];
  };

  const values = () => new Map([...part.querySelectorAll("[data-key]")].map((each) => [each.dataset.key, each.textContent]));

  const fetchPart = async () => {
    wanted = true;
    if (busy) return;
    busy = true;
    try {
      while (wanted) {
        wanted = false;
        const answer = await fetch(`/insights/part?days=${days}`, { credentials: "same-origin", cache: "no-store" });
        if (answer.status === 401) {
          source.close();
          say("ended");
          return;
        }
        if (!answer.ok) return;
        const text = await answer.text();
        const before = values();
        const open = new Set([...part.querySelectorAll("details[open]")].map((each) => each.id));
        part.innerHTML = text;
        for (const id of open) document.getElementById(id)?.setAttribute("open", "");
        let changed = 0;
        for (const each of part.querySelectorAll("[data-key]")) {
          if (before.get(each.dataset.key) !== each.textContent) {
            each.classList.add("changed");
            changed += 1;
          }
        }
        if (changed) told.textContent = told.dataset.text;
      }
    } catch {
      // The network is away; the stream comes back and says so again.
    } finally {
      busy = false;
    }
  };

  const source = new EventSource(`/insights/events?since=${encodeURIComponent(part.dataset.version)}`);
  source.addEventListener("open", () => say("live"));
  source.addEventListener("error", () => say(source.readyState === EventSource.CLOSED ? "ended" : "waiting"));
  source.addEventListener("figures", fetchPart);
  source.addEventListener("end", () => {
    source.close();
    say("ended");
  });
})();
