"""The default extractor: frames of the lexicon over dependency trees.

Layers, each in its file: `triggers` (which words), `arguments` (in which sense), `fillers` and `settle` (who fills its
roles), `attributions` (who says so), `standing` (did it happen), `locations`, `dates` and `counts` (where, when and how
many). `build` puts them together with `claims` and `evidence`; `events` lists every trigger with its `participants`;
`syntax`, `nouns`, `understood` and `sides` answer their questions.
"""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.extractors.rules.build import build_statements
from kgbuild.extractors.rules.claims import attributions_of
from kgbuild.extractors.rules.events import find_events
from kgbuild.language.parse import Parse
from kgbuild.model import Attribution, Statement
from kgbuild.vocabulary import Vocabulary

__all__ = ["extract", "find_attributions", "find_events"]


def extract(parse: Parse, vocabulary: Vocabulary) -> Iterator[Statement]:
    """The statements of one article, slots in words only, in text order."""
    return build_statements(parse, vocabulary)


def find_attributions(parse: Parse, vocabulary: Vocabulary) -> tuple[Attribution, ...]:
    """Who says what in one article, in text order."""
    return attributions_of(parse, vocabulary)
