"""A graph to files: one format a file."""
