// Keeps what is shown of running refreshes, and the latest jobs, as they are now. Without it the page asks again by itself every ten seconds.
"use strict";
(() => {
  const list = document.querySelector("[data-live-from]");
  const often = 2000, seldom = 15000;

  const take = text => {
    const news = new DOMParser().parseFromString(text, "text/html");
    for (const part of news.querySelectorAll("[data-live]")) {
      const old = document.querySelector('[data-live="' + part.dataset.live + '"]');
      if (!old || old.dataset.sign === part.dataset.sign) {
        continue;
      }
      const focused = old.contains(document.activeElement), along = old.querySelector(".scroll")?.scrollLeft;
      old.replaceWith(part);
      if (focused) {
        part.querySelector("button:not([disabled]), [tabindex]")?.focus();
      }
      if (along) {
        part.querySelector(".scroll").scrollLeft = along;
      }
    }
  };

  const look = async () => {
    let wait = seldom;
    try {
      if (!document.hidden) {
        const answer = await fetch(list.dataset.liveFrom, { credentials: "same-origin", redirect: "error" });
        if (answer.ok) {
          take(await answer.text());
        }
      }
      wait = document.querySelector("[data-running]") ? often : seldom;
    } catch {
      wait = seldom; // the portal is away for a moment, or the session has ended
    }
    setTimeout(look, wait);
  };

  if (list) {
    setTimeout(look, document.querySelector("[data-running]") ? often : seldom);
  }
})();
