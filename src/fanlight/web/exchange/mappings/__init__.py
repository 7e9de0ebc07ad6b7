"""What the authority’s own values mean in the Department’s codes: seen, suggested, decided by a person."""
