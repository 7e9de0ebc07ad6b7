// Copying, repeating, and one submit at a time. Every page works without this file.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const CONTROLS = "input:not([type=hidden]):not(:disabled), textarea:not(:disabled), select:not(:disabled)";

  const announce = (words) => {
    const live = document.getElementById("announcer");
    live.textContent = "";
    setTimeout(() => { live.textContent = words; }, 50);
  };

  async function copy(button) {
    const target = document.querySelector(button.dataset.copyTarget);
    const text = "value" in target ? target.value : target.textContent.trim();
    let words = "Copied";
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no clipboard on plain http: select it and ask the browser
      if (target.select) target.select(); else getSelection().selectAllChildren(target);
      if (!document.execCommand("copy")) words = "Selected: press Ctrl and C to copy";
    }
    announce(words);
    const note = Object.assign(document.createElement("span"), { textContent: ` ${words}`, className: "fl-live", ariaHidden: "true" });
    button.after(note);
    setTimeout(() => note.remove(), 4000);
  }

  // "Same as the child above": line-0-level is copied to line-1-level; what a person then changes stays theirs.
  function copyAnswers(button) {
    const { repeatFrom: from, repeatTo: to } = button.dataset;
    let copied = 0;
    all(CONTROLS, button.form || document).filter((el) => el.name.startsWith(`${from}-`)).forEach((source) => {
      const name = to + source.name.slice(from.length);
      const ticks = source.type === "radio" || source.type === "checkbox";
      const twin = all(CONTROLS, source.form || document).find((el) => el.name === name && (!ticks || el.value === source.value));
      if (!twin || twin.type === "file") return;
      if (ticks) twin.checked = source.checked; else twin.value = source.value;
      twin.dispatchEvent(new Event("change", { bubbles: true }));
      copied += 1;
    });
    return copied;
  }

  function repeat(button) {
    announce(copyAnswers(button) ? "Answers copied from the child above: read them before you go on" : "There is nothing to copy");
  }

  // By key, for every child of the contact; one whose answer somebody began keeps it.
  function repeatForAll(buttons) {
    const isEmpty = ({ dataset, form }) => all(CONTROLS, form || document)
      .filter((el) => el.name.startsWith(`${dataset.repeatTo}-`))
      .every((el) => (el.type === "radio" || el.type === "checkbox" ? !el.checked : !el.value));
    const empty = buttons.filter(isEmpty);
    const copied = empty.filter(copyAnswers).length;
    (empty[0] || buttons[0]).focus(); // the first child to read again
    announce(copied ? `Answers copied to ${copied} more: read them before you go on` : "There is nothing to copy");
  }

  document.addEventListener("repeat-for-all", (event) => repeatForAll(event.detail));

  // "Now": day, month, year and time of this moment in England, into the boxes of one question.
  function fillNow(button) {
    const parts = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/London", dateStyle: "short", timeStyle: "short" })
      .format(new Date()).split(/[/,] ?/);
    all("input", document.getElementById(button.dataset.now)).forEach((box, place) => {
      box.value = parts[place];
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-target], [data-repeat-from], [data-now]");
    if (!button) return;
    if (button.dataset.now) fillNow(button);
    else if (button.dataset.copyTarget) copy(button);
    else repeat(button);
  });

  // A second click within three seconds sends nothing; the server also records once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => { delete form.dataset.sent; event.submitter?.removeAttribute("aria-disabled"); }, 3000);
  }, true);
  // Going back brings a page from the browser's cache with its form already sent: let it be sent again.
  addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));
})();
