"""A statement's or an article's node in, what a hit tells of it out: names, day, chain of claimants, header."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import asdict

from kgbuild.graph.search.filling import read_text
from kgbuild.graph.terms import Names, expand, read_code
from kgbuild.model import ArticleHeader, Status


class Facts(Struct, frozen=True, kw_only=True):
    """What statements say, by the names of a hit's fields."""

    date: str | None = None
    earliest: str | None = None
    latest: str | None = None
    places: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    claimants: tuple[str, ...] = ()
    status: tuple[Status, ...] = ()

    def as_fields(self) -> dict[str, Any]:
        """The fields of a hit."""
        return asdict(self)


def merge_facts(facts: Sequence[Facts]) -> Facts:
    """What several statements say: the names of all, and the day on which they agree."""
    if len(facts) == 1:
        return facts[0]
    dates = {(one.date, one.earliest, one.latest) for one in facts}
    date, earliest, latest = dates.pop() if len(dates) == 1 else (None, None, None)
    return Facts(
        date=date,
        earliest=earliest,
        latest=latest,
        places=_join(one.places for one in facts),
        actors=_join(one.actors for one in facts),
        recipients=_join(one.recipients for one in facts),
        actions=_join(one.actions for one in facts),
        claimants=_join(one.claimants for one in facts),
        status=cast("tuple[Status, ...]", _join(one.status for one in facts)),
    )


def _join(values: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({one for several in values for one in several}))


def read_facts(store: ox.Store, names: Names, statement: str) -> Facts:
    """What one statement says, in the order of its slots."""
    node = ox.NamedNode(statement)
    slots: dict[str, list[tuple[int, str]]] = {"actor": [], "recipient": [], "location": [], "claimant": []}
    for role in _list_objects(store, node, "kg:role"):
        slot, filler = read_text(store, role, "kg:slot"), next(iter(_list_objects(store, role, "kg:filler")), None)
        if slot in slots and filler is not None:
            slots[slot].append((_read_position(store, role), _name(store, names, role, filler)))
    for claim in _list_objects(store, node, "kg:claim"):
        filler = next(iter(_list_objects(store, claim, "kg:claimant")), None)
        if filler is not None:
            slots["claimant"].append((_read_position(store, claim), _name(store, names, claim, filler)))
    given = {slot: tuple(name for _, name in sorted(found)) for slot, found in slots.items()}
    action, mode = read_text(store, node, "kg:action"), read_text(store, node, "kg:mode")
    status = read_text(store, node, "kg:status")
    code = None if action is None else read_code(action)
    return Facts(
        date=read_text(store, node, "kg:edtf"),
        earliest=read_text(store, node, "kg:earliest"),
        latest=read_text(store, node, "kg:latest"),
        places=given["location"],
        actors=given["actor"],
        recipients=given["recipient"],
        actions=() if code is None else (code + (f"/{read_code(mode).removeprefix(f'{code}-')}" if mode else ""),),
        claimants=given["claimant"],
        status=() if status is None else (cast("Status", read_code(status)),),
    )


def _list_objects(store: ox.Store, node: ox.NamedNode, name: str) -> list[ox.NamedNode]:
    quads = store.quads_for_pattern(node, ox.NamedNode(expand(name)), None, None)
    return sorted({quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)}, key=lambda one: one.value)


def _read_position(store: ox.Store, node: ox.NamedNode) -> int:
    return int(read_text(store, node, "kg:position") or 0)


def _name(store: ox.Store, names: Names, role: ox.NamedNode, filler: ox.NamedNode) -> str:
    """What a filler is called: by the graph, else in the words of the text, else by its key."""
    label = read_text(store, filler, "rdfs:label", ox.NamedNode(names.entities_graph))
    if label is None:
        mention = next(iter(_list_objects(store, role, "kg:mention")), None)
        label = None if mention is None else read_text(store, mention, "nif:anchorOf")
    return filler.value.removeprefix(names.base) if label is None else label


def read_header(store: ox.Store, names: Names, article_id: str) -> ArticleHeader:
    """An article without its text."""
    node, home = ox.NamedNode(names.article(article_id)), ox.NamedNode(names.claims_graph(article_id))

    def read(name: str) -> str | None:
        return read_text(store, node, name, home)

    basis = read("kg:publisherBasis")
    return ArticleHeader(
        id=article_id,
        url=read("schema:url"),
        title=read("schema:headline"),
        published=read("schema:datePublished"),
        publisher=read("kg:publisher"),
        publisher_basis=None if basis is None else ("stated" if basis == "stated" else "url"),
        agency=read("kg:agency"),
        byline=read("kg:byline"),
        language=read("schema:inLanguage"),
        sha256=read("kg:sha256") or "",
    )
