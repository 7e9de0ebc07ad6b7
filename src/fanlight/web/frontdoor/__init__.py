"""The front door: contacts, briefs, checklists, decisions."""
