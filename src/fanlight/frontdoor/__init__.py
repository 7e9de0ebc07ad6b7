"""A contact becomes a brief, a checklist and a recorded decision. Pure: no files, no clocks."""
