"""Lists of the authority's own: what their columns hold, seen, suggested, decided by a person."""
