"""Who works here: the authority's settings, teams, workers and roles, and their unsent forms."""
