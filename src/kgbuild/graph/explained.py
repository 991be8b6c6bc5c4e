"""A statement with its article in, what can be said of it out: its paragraph, and each slot with words and value."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kgbuild.model import Article, ArticleHeader, Mention, Span, Statement

Kind = Literal[
    "statement", "article", "event", "actor", "place", "link", "state", "question", "judgement", "former", "retraction",
    "edge",
]  # fmt: skip


class Candidate(Struct, frozen=True, kw_only=True):
    """What words may mean: a place of the gazetteer or an actor of the registry, with its score there and why.

    Scores of places are those by which articles are resolved, of actors how alike the names are, of 100. `chosen` marks
    the one that the record has.
    """

    source: Literal["gazetteer", "registry"]
    id: str | None
    name: str
    score: float
    reasons: tuple[str, ...] = ()
    chosen: bool = False


class Slot(Struct, frozen=True, kw_only=True):
    """One filled slot: its words, what they were taken for, by which rule, and what else they might be.

    `candidates` are the GeoNames ids that the record keeps of an ambiguous name; `options` were looked up anew from the
    words, since the record keeps no scores.
    """

    slot: str
    mention: Mention | None
    value: str
    rule: str | None = None
    candidates: tuple[int, ...] = ()
    options: tuple[Candidate, ...] = ()


class Explained(Struct, frozen=True, kw_only=True):
    """One statement with the paragraph that it stands in; all offsets are into the article's text.

    `notes` say what other statements have to do with it: its event, what contradicts, updates or corroborates it.
    """

    statement: Statement
    paragraph: Mention
    evidence: tuple[Span, ...]
    slots: tuple[Slot, ...]
    notes: tuple[str, ...] = ()


class Run(Struct, frozen=True, kw_only=True):
    """The build that the graph is of: versions and settings as its manifest has them.

    `looked_up_in` is the version of the gazetteer that options were looked up in, `None` if none were.
    """

    kgbuild: str
    ontology: str
    settings: dict[str, str] = {}
    looked_up_in: str | None = None


class Explanation(Struct, frozen=True, kw_only=True):
    """What leads to a node: for a statement itself, for anything else the statements that name it.

    `notes` say how the node was put together: the names that are one actor, who supports and who denies an event.
    `options` are what the name of an actor or a place may mean, looked up anew.
    """

    id: str
    iri: str
    kind: Kind
    label: str | None
    total: int
    statements: tuple[Explained, ...]
    article: ArticleHeader | None = None
    notes: tuple[str, ...] = ()
    options: tuple[Candidate, ...] = ()
    run: Run | None = None

    def __str__(self) -> str:
        """The explanation as text for reading."""
        from kgbuild.graph.explanation_text import format_explanation

        return format_explanation(self, "text").rstrip("\n")


def explain_statement(statement: Statement, article: Article) -> Explained:
    """The statement with its paragraph and slots."""
    start = min(mention.start for mention in (*statement.evidence, statement.trigger))
    end = max(mention.end for mention in (*statement.evidence, statement.trigger))
    first = article.text.rfind("\n", 0, max(0, start)) + 1
    last = article.text.find("\n", end)
    return Explained(
        statement=statement,
        paragraph=article.mention(first, len(article.text) if last < 0 else last),
        evidence=tuple(Span(mention.start, mention.end) for mention in statement.evidence),
        slots=tuple(_list_slots(statement)),
    )


def _list_slots(statement: Statement) -> list[Slot]:
    action = statement.action
    slots = [
        Slot(slot="action", mention=statement.trigger, value=action.type + (f"/{action.mode}" if action.mode else ""))
    ]
    for name, actors in (("actor", statement.actors), ("recipient", statement.recipients)):
        for actor in actors:
            value = join_parts(actor.name, actor.id and f"id {actor.id}", actor.kind, actor.country, actor.sector)
            slots.append(Slot(slot=name, mention=actor.mention, value=value, rule=actor.rule))
    for place in statement.locations:
        number = None if place.geonames is None else f"GeoNames {place.geonames}"
        claims = f"claimed by {_list(place.claimed_by)}, held by {_list(place.held_by)}" if place.disputed else None
        value = join_parts(
            place.relation,
            place.name,
            number,
            place.level,
            place.country,
            place.status,
            place.bearing and f"the text: {place.bearing}",
            place.within and f"the text: within {place.within}",
            place.inside and f"the gazetteer ({place.gazetteer or 'unknown'}): inside {place.inside}",
            place.disputed and f"in disputed {place.disputed}, {claims}",
        )
        slots.append(
            Slot(slot="location", mention=place.mention, value=value, rule=place.rule, candidates=place.candidates)
        )
    if statement.date is not None:
        when = statement.date
        value = join_parts(f"{when.earliest or '..'}/{when.latest or '..'}", when.precision, f"from {when.basis}")
        slots.append(Slot(slot="date", mention=when.mention, value=value, rule=when.rule))
    for quantity in statement.quantities:
        bounds = f"{'..' if quantity.low is None else quantity.low}/{'..' if quantity.high is None else quantity.high}"
        words = Mention(quantity.start, quantity.end, quantity.text)
        slots.append(Slot(slot="quantity", mention=words, value=join_parts(bounds, quantity.unit, quantity.kind)))
    for claimant in statement.claimants:
        value = join_parts(claimant.name, claimant.id and f"id {claimant.id}", claimant.kind, claimant.country)
        slots.append(Slot(slot="claimant", mention=claimant.mention, value=value))
        if claimant.cue is not None:
            slots.append(Slot(slot="cue", mention=claimant.cue, value=claimant.cue.text))
    return slots


def _list(names: tuple[str, ...]) -> str:
    return " and ".join(names) or "nobody"


def join_parts(*parts: str | None) -> str:
    """The parts that are there, with commas between them."""
    return ", ".join(part for part in parts if part)
