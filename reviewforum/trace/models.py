"""The trace reads what stands elsewhere; it keeps nothing of its own."""
