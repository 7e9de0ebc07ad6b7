"""Persons, events, and linking by person and date window. Pure: no files, no clocks."""
