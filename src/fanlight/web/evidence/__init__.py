"""Evidence on the web: a number is investigated before anyone takes credit for it."""
