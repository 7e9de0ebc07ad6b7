"""A made-up authority, calibrated to published figures. Nothing here is a real person."""
