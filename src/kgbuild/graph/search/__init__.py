"""Full-text search: a question and filters in, passages, statements and names of a graph out, best first."""

from __future__ import annotations
