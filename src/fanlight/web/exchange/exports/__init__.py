"""Exports: what was put in comes out again, as far as each may take it."""
