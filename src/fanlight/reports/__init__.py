"""Results as pages that stand alone: one HTML file, no script, nothing fetched from anywhere."""
