"""An article in, whose report it is out: the agencies that it names as its source, else who published it.

Two papers that print one agency have one origin; a paper's own report has the paper. Byline, dateline and credit line
are read with ontology/agencies.toml, which holds the agencies' names; ontology/assembly/copies.toml holds the phrases
by which a paper thanks an agency ("AFP contributed to this report").
"""

from __future__ import annotations

import re
from functools import cache

from kgbuild.assembly.copy_rules import load_copy_rules
from kgbuild.model import Article
from kgbuild.readers.provenance import agencies_in, agency_of
from kgbuild.registry import Registry, split_words

OPENING = 300
ENDING = 500
"""Characters at either end of a text in which a paper says what it took from whom."""
_END = re.compile(r"(?<=[.!?])\s+|\n+")


def find_origins(article: Article, registry: Registry) -> tuple[str, ...]:
    """The keys of all whose report this is, sorted: "actor/reuters" where the registry knows the name, "name/…" else.

    Agencies that contributed count beside the paper itself: what they told is no confirmation of what they tell. So
    does one that a dateline alone names.
    An article of which neither publisher nor agency is known has no origin but itself.
    """
    names = [*agencies_in(article.byline or ""), *find_contributors(article.text)]
    if article.agency is not None:
        names.append(article.agency)
    else:
        names += [name for name in (article.publisher, agency_of(article.byline, article.text)) if name is not None]
    return tuple(sorted({name_origin(name, registry) for name in names}))


def find_contributors(text: str) -> tuple[str, ...]:
    """The agencies that the text thanks for a part of it, by their short names."""
    parts = (text[:OPENING], text[max(OPENING, len(text) - ENDING) :])
    thanks = _thanks()
    sentences = (sentence for part in parts if thanks.search(part) for sentence in _END.split(part))
    named = (name for sentence in sentences if thanks.search(sentence) for name in agencies_in(sentence))
    return tuple(dict.fromkeys(named))


def name_origin(name: str, registry: Registry) -> str:
    """The key of a publisher or an agency; the same key as `keys.actor_key` gives one that the registry knows."""
    words = split_words(name)
    length, entries = registry.match(words, 0) if words else (0, ())
    if length == len(words) and len(entries) == 1:
        return f"actor/{entries[0].id}"
    return "name/" + " ".join(words).casefold()


@cache
def _thanks() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{phrase})" for phrase in load_copy_rules().contributed), re.IGNORECASE)
