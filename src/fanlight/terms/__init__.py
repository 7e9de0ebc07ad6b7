"""The field's words: code sets, statutory levels and clocks, working days, measures."""
