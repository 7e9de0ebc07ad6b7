// Keys: `data-key` on a link, button, field or fieldset; `data-option-key` on an answer of the question in focus.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const CONTROLS = "input:not([type=hidden]):not(:disabled), textarea:not(:disabled), select:not(:disabled)";
  const PRESSED = "a[href], button:not(:disabled), summary";
  const TICKED = ["radio", "checkbox", "submit", "button", "reset", "file", "range", "color", "image"];
  const isTyping = (el) =>
    el.isContentEditable || el.matches("textarea, select") || (el.matches("input") && !TICKED.includes(el.type));

  // Keys that need no modifier can be switched off (WCAG 2.1.4); the choice stays on this computer.
  const STORE = "fanlight-keys";
  let keysOff = false;
  try { keysOff = localStorage.getItem(STORE) === "off"; } catch { /* storage is closed: keys stay on */ }

  function switchKeys() {
    keysOff = !keysOff;
    try { localStorage.setItem(STORE, keysOff ? "off" : "on"); } catch { /* for this page only */ }
  }

  const make = (name, text = "", cls = "") =>
    Object.assign(document.createElement(name), { textContent: text, className: cls });

  function dialogButton(text, cls, dialog, action) {
    const button = make("button", text, cls);
    button.addEventListener("click", () => { action(); dialog.close(); });
    return button;
  }

  const shownWith = (key) => all("[data-key]").filter((el) => el.dataset.key === key && el.checkVisibility());

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
    all("[data-key]").filter((el) => el === shownWith(el.dataset.key)[0]).forEach((el) => {
      add(el.dataset.key, el.dataset.repeatFrom ? "Same for every child not answered yet" : el.dataset.keySays || el.textContent.trim());
    });
    if (all("[data-option-key]").length) add("sign", "chooses the answer marked with it, in the question you are in");
    add("Ctrl Enter", "sends the form you are in");
    add("?", "shows this list");
    const buttons = make("div", "", "govuk-button-group");
    buttons.append(
      dialogButton("Close", "govuk-button", dialog, () => {}),
      dialogButton(`Turn single keys ${keysOff ? "on" : "off"}`, "govuk-button govuk-button--secondary", dialog, switchKeys),
    );
    dialog.append(title, list, buttons);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  // A group of radios has one stop: the one chosen, else the first.
  function isStop(el) {
    if (el.type !== "radio") return true;
    const group = all("input[type=radio]", el.form || document).filter((radio) => radio.name === el.name);
    return el === (group.find((radio) => radio.checked) || group[0]);
  }

  function goOn(from) {
    const question = from.closest("[data-field]");
    const rest = all(`${CONTROLS}, button:not(:disabled)`, from.form || document);
    rest.slice(rest.indexOf(from) + 1)
      .find((el) => !question.contains(el) && isStop(el) && el.checkVisibility())?.focus();
  }

  function chooseOption(key, focused) {
    const question = focused.closest("[data-field]");
    const option = question && all("[data-option-key]", question).find((el) => el.dataset.optionKey === key);
    if (!option) return false;
    option.focus();
    option.click();
    if (option.type === "radio") goOn(option);
    return true;
  }

  // What a closed part holds is what the key was pressed for: letters typed next must not run into other keys.
  function openPart(summary) {
    const part = summary.closest("details");
    part.open = true;
    (all(CONTROLS, part).find((el) => isStop(el) && el.checkVisibility()) || summary).focus();
    return true;
  }

  function useKey(key) {
    const found = shownWith(key);
    const [marked] = found;
    if (!marked) return false;
    if (marked.matches("summary")) return openPart(marked);
    if (marked.dataset.repeatFrom) return document.dispatchEvent(new CustomEvent("repeat-for-all", { detail: found }));
    const control = [marked, ...all("*", marked)].find((el) => el.matches(`${CONTROLS}, ${PRESSED}`));
    control?.focus();
    if (control?.matches(PRESSED)) control.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const focused = document.activeElement || document.body;
    if (document.querySelector("dialog[open]")) return;
    const form = focused.form || focused.closest("form"); // a closed part within a form belongs to it too
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[data-primary]") || form.querySelector("[type=submit], button:not([type])"));
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(focused)) return;
    const key = event.key.toLowerCase();
    if (key === "?") showKeys();
    else if (!chooseOption(key, focused) && (keysOff || !useKey(key))) return;
    event.preventDefault();
  });

  document.addEventListener("click", (event) => { if (event.target.closest("[data-show-keys]")) showKeys(); });
})();
