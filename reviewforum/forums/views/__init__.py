"""Pages of a forum."""
