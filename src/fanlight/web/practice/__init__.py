"""My learning: what services recorded next, forecasts, questions, shared pages; the team view."""
