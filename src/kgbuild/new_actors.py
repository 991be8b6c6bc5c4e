"""A graph in, the named actors that no entry of the registry holds out, the most reported first, each with a TOML stub.

It tells a domain expert which entries to add to ontology/actors/. Kind, country and sector are what most statements
took the name for: guesses to look at, not facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from kgbuild.graph.store import Graph
from kgbuild.model import ActorKind, Mention, Statement
from kgbuild.registry import Registry, split_words
from kgbuild.registry.entries import slug_of
from kgbuild.registry.lint_names import name_key
from kgbuild.registry.names import fold
from kgbuild.vocabulary import load_vocabulary

_Key = TypeVar("_Key", bound=str)

_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their"})
_PRONOUNS = frozenset({"i", "he", "she", "it", "we", "they", "you", "who", "this", "that", "those", "one", "all"})
_LINKS = frozenset({"of", "for", "and", "the", "de", "del", "la", "al", "el", "bin", "ibn", "ul", "-", "'s", "’s", "'"})


class Sighting(Struct, frozen=True):
    """Where a name stands: article, offsets into its text, and the evidence around it ("" if that lies elsewhere)."""

    article: str
    start: int
    end: int
    evidence: str


class NewActor(Struct, frozen=True, kw_only=True):
    """A name without an entry. `count` mentions in `articles` articles; `spellings` are the words with their counts.

    `stub` is an entry for a file of ontology/actors/, with what was guessed.
    """

    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    count: int
    articles: int
    spellings: dict[str, int]
    example: Sighting
    stub: str


@dataclass(frozen=True)
class _Named:
    """An actor of a statement and what it was taken for."""

    mention: Mention
    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    sighting: Sighting

    @property
    def order(self) -> tuple[bool, bool, bool, tuple[str, ...]]:
        """Of several readings of one mention the one that says most comes first."""
        rest = (self.mention.text, self.name, self.kind, self.country or "", self.sector or "", self.sighting.evidence)
        return self.kind == "unknown", self.country is None, self.sector is None, rest


def find_new_actors(path: Path) -> list[NewActor]:
    """The new actors of a graph's folder.

    Raises:
        StopRun: there is no graph.
    """
    with Graph.open(path) as graph:
        return list_new_actors(graph.statements(), load_vocabulary().registry)


def list_new_actors(statements: Iterable[Statement], registry: Registry) -> list[NewActor]:
    """The actors, recipients and claimants of the statements that are named and have no entry.

    Sorted by articles, then mentions, both falling, then name; the order of the statements has no influence.
    """
    found: dict[str, dict[tuple[str, int], _Named]] = {}
    for statement in statements:
        for taken in _unknown(statement):
            opens = any(taken.mention.start == part.start for part in statement.evidence)
            name = proper_name(taken.name, registry, opens=opens)
            if name is not None:
                one = replace(taken, name=name)
                mentions = found.setdefault(name_key(name), {})
                place = (statement.article.id, one.mention.start)  # a mention may stand in several statements
                mentions[place] = min(mentions.get(place, one), one, key=lambda one: one.order)
    rows = [_row(list(mentions.values()), registry) for _, mentions in sorted(found.items())]
    return sorted(rows, key=lambda row: (-row.articles, -row.count, row.name))


def _unknown(statement: Statement) -> Iterator[_Named]:
    for actor in (*statement.actors, *statement.recipients):
        if actor.id is None and actor.mention is not None and actor.name:
            where = _sight(statement, actor.mention)
            yield _Named(actor.mention, actor.name, actor.kind, actor.country, actor.sector, where)
    for claimant in statement.claimants:
        if claimant.id is None and claimant.mention is not None and claimant.name:
            where = _sight(statement, claimant.mention)
            yield _Named(claimant.mention, claimant.name, claimant.kind, claimant.country, None, where)


def _sight(statement: Statement, mention: Mention) -> Sighting:
    """A mention with the piece of evidence around it, in one line; "" where it stands elsewhere."""
    around = [part.text for part in statement.evidence if part.start <= mention.start and mention.end <= part.end]
    evidence = " ".join(around[0].split()) if around else ""
    return Sighting(statement.article.id, mention.start, mention.end, evidence)


def proper_name(words: str, registry: Registry, *, opens: bool = False) -> str | None:
    """The name in an actor's words, without what only describes ("Dune League fighters"); None if there is none.

    `opens` says that the words begin a sentence, where a capital tells nothing. Names that the registry knows, whether
    or not they are clear, are not new.
    """
    pieces = split_words(words)
    while pieces and pieces[0].lower() in _DETERMINERS:
        pieces, opens = pieces[1:], False
    while pieces and not pieces[-1][:1].isupper():
        pieces = pieces[:-1]  # "fighters", "spokesman"
    while pieces and (not pieces[0][:1].isupper() or registry.demonym(pieces, 0)[0]):
        pieces, opens = pieces[1:], False
    if not pieces or not all(piece[:1].isupper() or piece.lower() in _LINKS or piece.isdigit() for piece in pieces):
        return None
    if any(registry.match(pieces, at, weak=True)[0] for at in range(len(pieces))):
        return None
    people = registry.people
    whole = " ".join(pieces).lower()
    if whole in _PRONOUNS or whole in people.titles or people.noun(whole) is not None:
        return None
    common = [piece.lower() in people.modifiers or people.noun(piece.lower()) is not None for piece in pieces]
    if all(common) or (opens and len(pieces) == 1 and not pieces[0].isupper()):
        return None
    return words[words.index(pieces[0]) : words.rindex(pieces[-1]) + len(pieces[-1])]


def _order(sighting: Sighting) -> tuple[bool, str, int, int, str]:
    """Examples that show their words come first."""
    length = sighting.end - sighting.start
    return length > len(sighting.evidence), sighting.article, sighting.start, sighting.end, sighting.evidence


def _row(mentions: list[_Named], registry: Registry) -> NewActor:
    name = _most(one.name for one in mentions) or ""
    kind: ActorKind = _most(one.kind for one in mentions if one.kind != "unknown") or "unknown"
    country = _most(one.country for one in mentions if one.country)
    sector = _most(one.sector for one in mentions if one.sector)
    spellings = Counter(one.mention.text for one in mentions)
    return NewActor(
        name=name,
        kind=kind,
        country=country,
        sector=sector,
        count=len(mentions),
        articles=len({one.sighting.article for one in mentions}),
        spellings=dict(sorted(spellings.items(), key=lambda pair: (-pair[1], pair[0]))),
        example=min((one.sighting for one in mentions), key=_order),
        stub=_stub(name, kind, country, sector, registry),
    )


def _most(values: Iterable[_Key]) -> _Key | None:
    """What comes most often; the smaller of two that come equally often."""
    counts = Counter(values)
    return min(counts, key=lambda key: (-counts[key], key), default=None)


def _stub(name: str, kind: ActorKind, country: str | None, sector: str | None, registry: Registry) -> str:
    """The entry as TOML; what is not known stands in a comment."""
    slug = slug_of(" ".join(fold(word) or "" for word in name.replace("-", " ").split())) or "new-actor"
    state = registry.states.get(country)
    if slug in registry.entries and state is not None:
        slug = f"{slug}-{state.id}"
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    lines = [f"[{slug}]", f'name = "{quoted}"']
    values = (("kind", None if kind == "unknown" else kind), ("country", country), ("sector", sector))
    lines += [f'{key} = "{value}"' if value else f"# {key} = ?" for key, value in values]
    return "\n".join(lines) + "\n"
