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
    node = _read(store, statement)
    slots: dict[str, list[tuple[int, str]]] = {"actor": [], "recipient": [], "location": [], "claimant": []}
    for name, slot in ((_ROLE, None), (_CLAIM, "claimant")):
        for part in node.get(name, ()):
            told = _read(store, part)
            filler = told.get(_CLAIMANT if slot else _FILLER)
            room = slots.get(slot or next(iter(told.get(_SLOT, ())), ""))
            if room is not None and filler is not None:
                room.append((int(told.get(_POSITION, ["0"])[0]), _name(store, names, told, filler[0])))
    given = {slot: tuple(name for _, name in sorted(found)) for slot, found in slots.items()}
    action, mode, status = (_first(node, name) for name in ("kg:action", "kg:mode", "kg:status"))
    code = None if action is None else read_code(action)
    return Facts(
        date=_first(node, "kg:edtf"),
        earliest=_first(node, "kg:earliest"),
        latest=_first(node, "kg:latest"),
        places=given["location"],
        actors=given["actor"],
        recipients=given["recipient"],
        actions=() if code is None else (code + (f"/{read_code(mode).removeprefix(f'{code}-')}" if mode else ""),),
        claimants=given["claimant"],
        status=() if status is None else (cast("Status", read_code(status)),),
    )


_ROLE, _CLAIM, _SLOT, _POSITION, _FILLER, _CLAIMANT = (
    expand(name) for name in ("kg:role", "kg:claim", "kg:slot", "kg:position", "kg:filler", "kg:claimant")
)


def _read(store: ox.Store, node: str) -> dict[str, list[str]]:
    """All that is said of a node, by property; one look-up of the store costs as much as one for each of its values."""
    found: dict[str, list[str]] = {}
    for quad in store.quads_for_pattern(ox.NamedNode(node), None, None, None):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            found.setdefault(quad.predicate.value, []).append(quad.object.value)
    return {name: sorted(values) for name, values in found.items()}


def _first(node: dict[str, list[str]], name: str) -> str | None:
    return next(iter(node.get(expand(name), ())), None)


def _name(store: ox.Store, names: Names, role: dict[str, list[str]], filler: str) -> str:
    """What a filler is called: by the graph, else in the words of the text, else by its key."""
    label = read_text(store, ox.NamedNode(filler), "rdfs:label", ox.NamedNode(names.entities_graph))
    if label is None:
        mention = _first(role, "kg:mention")
        label = None if mention is None else read_text(store, ox.NamedNode(mention), "nif:anchorOf")
    return filler.removeprefix(names.base) if label is None else label


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
