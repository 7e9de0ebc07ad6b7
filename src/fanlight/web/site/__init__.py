"""The site: settings, the list of addresses, and what every page shares."""
