"""Statements to findings: one family of checks a file."""
