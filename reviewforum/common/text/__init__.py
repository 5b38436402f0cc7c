"""Languages and sentences of a text."""
