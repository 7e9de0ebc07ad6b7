// Keys, copying, repeating, and one submit at a time. Every page works without this file.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const CONTROLS = "input:not([type=hidden]):not(:disabled), textarea:not(:disabled), select:not(:disabled)";
  const TICKED = ["radio", "checkbox", "submit", "button", "reset", "file", "range", "color", "image"];
  const isTyping = (el) =>
    el.isContentEditable || el.matches("textarea, select") || (el.matches("input") && !TICKED.includes(el.type));

  const announce = (words) => {
    const live = document.getElementById("announcer");
    live.textContent = "";
    setTimeout(() => { live.textContent = words; }, 50);
  };

  // Keys that need no modifier can be switched off (WCAG 2.1.4); the choice stays on this computer.
  let keysOff = false;
  try { keysOff = localStorage.getItem("fanlight-keys") === "off"; } catch { /* storage is closed: keys stay on */ }

  const make = (name, text = "", cls = "") =>
    Object.assign(document.createElement(name), { textContent: text, className: cls });

  function showKeys() {
    const dialog = make("dialog", "", "fl-keys");
    const title = Object.assign(make("h2", "Keys on this page", "govuk-heading-m"), { id: "keys-title" });
    dialog.setAttribute("aria-labelledby", title.id);
    const list = make("dl");
    const add = (key, says) => {
      const term = make("dt");
      term.append(make("kbd", key, "fl-key"));
      list.append(term, make("dd", says));
    };
    all("[data-key]").forEach((el) => add(el.dataset.key, el.dataset.keySays || el.textContent.trim()));
    if (all("[data-option-key]").length) add("letter", "chooses the answer marked with it, in the question you are in");
    add("Ctrl Enter", "sends the form you are in");
    add("?", "shows this list");
    const off = make("button", keysOff ? "Turn single keys on" : "Turn single keys off", "govuk-button govuk-button--secondary");
    off.addEventListener("click", () => {
      keysOff = !keysOff;
      try { localStorage.setItem("fanlight-keys", keysOff ? "off" : "on"); } catch { /* for this page only */ }
      dialog.close();
    });
    const close = make("button", "Close", "govuk-button");
    close.addEventListener("click", () => dialog.close());
    const buttons = make("div", "", "govuk-button-group");
    buttons.append(close, off);
    dialog.append(title, list, buttons);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  // The control a person would answer next: one stop for each group of radios.
  function nextControl(from) {
    const group = from.closest("[data-field]");
    const rest = all(`${CONTROLS}, button`, from.form || document);
    return rest.slice(rest.indexOf(from) + 1).find((el) =>
      !group.contains(el) && !el.closest("details:not([open])") && (el.type !== "radio" || el.checked ||
      el === (all(`input[type=radio]`, el.closest("fieldset")).find((r) => r.checked) || all("input", el.closest("fieldset"))[0])));
  }

  function chooseOption(key, focused) {
    const group = focused.closest && focused.closest("[data-field]");
    const option = group && all("[data-option-key]", group).find((el) => el.dataset.optionKey === key);
    if (!option) return false;
    option.focus();
    option.click();
    if (option.type === "radio") nextControl(option)?.focus();
    return true;
  }

  function useKey(key) {
    const el = all("[data-key]").find((one) => one.dataset.key === key && one.getClientRects().length);
    if (!el) return false;
    const control = el.matches(CONTROLS + ", a, button, summary") ? el : el.querySelector(`${CONTROLS}, a, button, summary`);
    control?.focus();
    if (control?.matches("a, button, summary")) control.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const focused = document.activeElement || document.body;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && focused.form) {
      event.preventDefault();
      const send = focused.form.querySelector("[data-primary]") || focused.form.querySelector("[type=submit], button:not([type])");
      focused.form.requestSubmit(send || undefined);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(focused)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?") { event.preventDefault(); showKeys(); return; }
    const key = event.key.toLowerCase();
    if (chooseOption(key, focused) || (!keysOff && useKey(key))) event.preventDefault();
  });

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
    const note = Object.assign(make("span", ` ${words}`, "fl-live"), { ariaHidden: "true" });
    button.after(note);
    setTimeout(() => note.remove(), 4000);
  }

  // "Same as the child above": line-0-level is copied to line-1-level; what a person then changes stays theirs.
  function repeat(button) {
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
    announce(copied ? "Answers copied from the child above: read them before you go on" : "There is nothing to copy");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy-target], [data-repeat-from], [data-show-keys]");
    if (!button) return;
    if (button.dataset.copyTarget) copy(button);
    else if (button.dataset.repeatFrom) repeat(button);
    else showKeys();
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
