// Starts the GOV.UK components on the page (service navigation, error summary, character count).
import { initAll } from "./govuk-frontend.min.js";

// One thing takes the focus: the errors, else the first message.
const takers = document.querySelectorAll(".govuk-error-summary, .govuk-notification-banner[role=alert]");
const first = document.querySelector(".govuk-error-summary") || takers[0];
takers.forEach((taker) => { if (taker !== first) taker.dataset.disableAutoFocus = "true"; });

initAll();
