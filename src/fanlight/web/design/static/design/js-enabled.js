// Loaded at the top of the body, before anything is drawn: what needs a script shows itself only now.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");
