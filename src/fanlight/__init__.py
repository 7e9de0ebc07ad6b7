"""Fanlight: a children's service learns from its own practice, and can show what it learned."""

__version__ = "0.1.0"
