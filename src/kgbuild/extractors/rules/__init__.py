"""The default extractor: frames of the lexicon over dependency trees."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.language.parse import Parse
from kgbuild.model import Attribution, Statement
from kgbuild.vocabulary import Vocabulary


def extract(parse: Parse, vocabulary: Vocabulary) -> Iterator[Statement]:
    """The statements of one article, slots in words only, in text order."""
    del parse, vocabulary
    return iter(())


def find_attributions(parse: Parse, vocabulary: Vocabulary) -> tuple[Attribution, ...]:
    """Who says what in one article, in text order."""
    del parse, vocabulary
    return ()
