"""Imports: files that authorities hold become persons, contacts and events."""
