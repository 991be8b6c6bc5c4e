"""Statements to events: what is about one happening, and what copies what."""
