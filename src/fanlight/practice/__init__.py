"""What became of it comes back to the people who decided. Pure: no files, no clocks."""
