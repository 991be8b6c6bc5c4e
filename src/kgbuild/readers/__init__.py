"""Bytes to articles: one format a file."""
