"""Is a number's change more than it always does? So far the plain XmR chart."""
