"""One call from a sentence to what the layers find in it."""

from __future__ import annotations

import pytest

from extractors.teller import Teller
from kgbuild.extractors.rules import extract
from kgbuild.language.reading import read_articles
from kgbuild.model import Statement, make_article
from kgbuild.resolvers.statements import resolve_layers, resolve_statements


@pytest.fixture(scope="session")
def parse(vocabulary, gazetteer):
    def call(text, **fields):
        fields.setdefault("published", "2024-05-15")
        article = make_article(text, **fields)
        return next(read_articles([article], vocabulary=vocabulary, gazetteer=gazetteer))

    return call


@pytest.fixture(scope="session")
def statements(parse, vocabulary, gazetteer):
    """Resolved statements of a text, checks apart."""

    def call(text, **fields) -> list[Statement]:
        read = parse(text, **fields)
        layers = resolve_layers(read, vocabulary=vocabulary, gazetteer=gazetteer)
        return resolve_statements(extract(read, vocabulary), read, layers, vocabulary=vocabulary)

    return call


@pytest.fixture(scope="session")
def statement(statements):
    """The one statement whose trigger holds a word."""

    def call(text, trigger, **fields) -> Statement:
        found = [item for item in statements(text, **fields) if trigger in item.trigger.text]
        assert found, f"no statement is triggered by {trigger!r}"
        return found[0]

    return call


@pytest.fixture
def tell(parse, vocabulary):
    """A text with a tagger whose word a test puts in."""

    def call(text) -> Teller:
        return Teller(parse(text), vocabulary)

    return call


def texts(slots):
    """The words of slot fillers."""
    return [item.mention.text for item in slots]
