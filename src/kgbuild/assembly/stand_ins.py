"""A statement in, an article without a text out, for where the article itself is not at hand."""

from __future__ import annotations

from kgbuild.model import Article, Statement


def make_stand_in(statement: Statement) -> Article:
    """An article without a text, by what travels with its statements."""
    header = statement.article
    return Article(text="", **{name: getattr(header, name) for name in header.__struct_fields__})
