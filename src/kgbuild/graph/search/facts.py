"""Nodes of statements or of an article in, what a hit tells of them out: names, day, chain of claimants, header."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from kgbuild.graph.search.filling import read_text
from kgbuild.graph.terms import Names, expand, read_code
from kgbuild.model import ArticleHeader

Days = tuple[str | None, str | None, str | None]
"""Day as EDTF, earliest and latest day."""


def read_facts(store: ox.Store, names: Names, statements: Sequence[str]) -> dict[str, str | tuple[str, ...] | None]:
    """What statements say, by the names of a `Hit`'s fields.

    One's names are in the order of its slots; of several they are those of all, and the day that on which they agree.
    """
    if not statements:
        return {}
    read = [_read_statement(store, names, one) for one in statements]
    days, told = read[0]
    if len(read) > 1:
        told = {field: tuple(sorted({one for _, own in read for one in own[field]})) for field in told}
        if any(own != days for own, _ in read):
            days = (None, None, None)
    return {**told, "date": days[0], "earliest": days[1], "latest": days[2]}


def _read_statement(store: ox.Store, names: Names, statement: str) -> tuple[Days, dict[str, tuple[str, ...]]]:
    """The day of a statement, and all else that it says by the names of a hit's fields."""
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
    return (_first(node, "kg:edtf"), _first(node, "kg:earliest"), _first(node, "kg:latest")), {
        "places": given["location"],
        "actors": given["actor"],
        "recipients": given["recipient"],
        "actions": () if code is None else (code + (f"/{read_code(mode).removeprefix(f'{code}-')}" if mode else ""),),
        "claimants": given["claimant"],
        "status": () if status is None else (read_code(status),),
    }


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
