"""The web application: Django, one folder a room."""
