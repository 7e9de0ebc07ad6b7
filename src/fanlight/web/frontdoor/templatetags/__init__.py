"""Template tags of the front door."""
