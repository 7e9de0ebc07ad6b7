"""Persons, relationships and the events that services recorded about them."""
