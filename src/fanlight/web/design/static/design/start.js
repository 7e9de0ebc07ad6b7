// Starts the GOV.UK components on the page (service navigation, error summary, character count).
import { initAll } from "./govuk-frontend.min.js";

initAll();
