"""Statistics on plain arrays: no word of the field, no file, no clock."""
