"""From any node back to the sentence: a graph and an id in, an explanation as record, text, Markdown or JSON out."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Literal

import msgspec
import pyoxigraph as ox
from msgspec import Struct
from msgspec.structs import replace

from kgbuild.errors import GraphError
from kgbuild.graph.gone import Gone, describe_former, find_gone
from kgbuild.graph.judgements import shorten_id
from kgbuild.graph.nodes import PLAIN
from kgbuild.graph.notes import describe_event, describe_identity, describe_judgements, describe_links
from kgbuild.graph.store import Graph
from kgbuild.model import Article, ArticleHeader, Mention, Span, Statement

Kind = Literal["statement", "article", "event", "actor", "place", "former", "retraction"]
Format = Literal["text", "json", "md"]
_MOST = 100
"""Statements that an explanation of an actor, place, event or article shows; `total` says how many there are."""


class Slot(Struct, frozen=True, kw_only=True):
    """One filled slot: its words, what they were taken for, by which rule, and what else they might be."""

    slot: str
    mention: Mention | None
    value: str
    rule: str | None = None
    candidates: tuple[int, ...] = ()


class Explained(Struct, frozen=True, kw_only=True):
    """One statement with the paragraph that it stands in; all offsets are into the article's text.

    `notes` say what other statements have to do with it: its event, what contradicts, updates or corroborates it.
    """

    statement: Statement
    paragraph: Mention
    evidence: tuple[Span, ...]
    slots: tuple[Slot, ...]
    notes: tuple[str, ...] = ()


class Explanation(Struct, frozen=True, kw_only=True):
    """What leads to a node: for a statement itself, for anything else the statements that name it.

    `notes` say how the node was put together: the names that are one actor, who supports and who denies an event.
    """

    id: str
    iri: str
    kind: Kind
    label: str | None
    total: int
    statements: tuple[Explained, ...]
    article: ArticleHeader | None = None
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The explanation as text for reading."""
        return format_explanation(self, "text").rstrip("\n")


def explain(graph: Graph, id: str) -> Explanation:
    """Explain a statement, article, event, actor or place, or say what became of an article that stands no more.

    Args:
        graph: an opened graph.
        id: an IRI, the IRI without the graph's base ("actor/m23"), or a bare id: a statement's, an
            event's, an article's, a registry id, a GeoNames number.

    Raises:
        GraphError: the graph has no such node; the message proposes near ids.
    """
    rest = shorten_id(id, graph.names.base)
    # A part of a statement (a role, a claim), or words in an article, stands for the whole.
    rest = re.sub(r"^(statement/[^/]+)/.*$", r"\1", rest)
    rest = re.sub(r"^article/[^/]+/(statement/[^/@]+)@.*$", r"\1", rest)  # as judgements.csv has it
    rest = re.sub(r"#char=.*$", "", rest)
    statement_id = graph.names.read_id(graph.names.base + rest, "statement") or rest
    found = graph.statement(statement_id)
    if found is not None:
        statement, article = found
        name = graph.names.statement(statement.id)
        notes = describe_links(graph, statement.id) + describe_judgements(graph, ox.NamedNode(name))
        one = (replace(explain_statement(statement, article), notes=notes),)
        return Explanation(id=statement.id, iri=name, kind="statement", label=None, total=1, statements=one)
    article_id = graph.names.read_id(graph.names.base + rest, "article") or rest
    whole = graph.article(article_id)
    if whole is not None:
        return _explain_article(graph, *whole)
    if (gone := find_gone(graph, rest)) is not None:
        return _explain_gone(graph, gone)
    return _explain_entity(graph, id, rest)


def _explain_article(graph: Graph, article: Article, statements: list[Statement]) -> Explanation:
    return Explanation(
        id=article.id,
        iri=graph.names.article(article.id),
        kind="article",
        label=article.title,
        total=len(statements),
        statements=tuple(explain_statement(statement, article) for statement in statements[:_MOST]),
        article=article.header,
        notes=describe_former(graph, article.id),
    )


def _explain_gone(graph: Graph, gone: Gone) -> Explanation:
    return Explanation(
        id=gone.article.id,
        iri=graph.names.base + gone.key,
        kind=gone.kind,
        label=gone.article.title,
        total=0,
        statements=(),
        article=gone.article,
        notes=gone.notes,
    )


_LINKED: dict[Kind, str] = {
    "event": "SELECT DISTINCT ?statement ?node { ?node kg:statement ?statement } ORDER BY ?statement",
    "actor": "SELECT DISTINCT ?statement ?node { ?statement kg:actor|kg:recipient|kg:claimant ?node ; kg:action ?any } "
    "ORDER BY ?statement",
    "place": "SELECT DISTINCT ?statement ?node { ?statement kg:location ?node } ORDER BY ?statement",
}


def _explain_entity(graph: Graph, id: str, rest: str) -> Explanation:
    """An event, actor or place by the statements that point to it."""
    base = graph.names.base
    guesses = (rest, f"event/{rest}", f"actor/{rest}", f"place/geonames-{rest}")
    for given in guesses:
        guess = graph.names.identities.get(given, given)  # what an article calls somebody leads to who it is
        if not PLAIN.fullmatch(guess):
            continue
        node = ox.NamedNode(base + guess)
        for kind, sparql in _LINKED.items():
            rows = graph.query(sparql, bindings={"node": node})
            if len(rows):
                names = [str(row[0]) for row in rows.rows]
                notes = describe_event(graph, node) if kind == "event" else describe_identity(graph, node)
                return Explanation(
                    id=guess,
                    iri=node.value,
                    kind=kind,
                    label=_find_label(graph, node),
                    total=len(names),
                    statements=tuple(_load(graph, name) for name in names[:_MOST]),
                    notes=notes + describe_judgements(graph, node),
                )
    raise GraphError(f"{graph.path}: nothing in the graph is called '{id}'. {propose_ids(graph, rest)}")


def _find_label(graph: Graph, node: ox.NamedNode) -> str | None:
    rows = graph.query("SELECT ?label ?node { ?node rdfs:label ?label } ORDER BY ?label", bindings={"node": node})
    return str(rows.rows[0][0]) if len(rows) else None


def _load(graph: Graph, name: str) -> Explained:
    statement_id = graph.names.read_id(name, "statement")
    found = graph.statement(statement_id) if statement_id else None
    if found is None:
        raise GraphError(f"{graph.path}: the graph points to {name}, which it does not hold. Build the graph again.")
    return replace(explain_statement(*found), notes=describe_links(graph, found[0].id))


def propose_ids(graph: Graph, rest: str) -> str:
    """Near ids: by spelling, or of things whose name holds the words."""
    rows = graph.query(
        "SELECT DISTINCT ?node ?label { { ?node a kg:Actor } UNION { ?node a kg:Place } UNION { ?node a kg:Event } "
        "UNION { ?node a kg:Statement } UNION { ?node a kg:Article } OPTIONAL { ?node rdfs:label ?label } } "
        "ORDER BY ?node"
    )
    base = graph.names.base
    labels = {str(node).removeprefix(base): label for node, label in rows.rows}
    word = rest.casefold().rpartition("/")[2]
    named = [name for name, label in labels.items() if label is not None and word and word in str(label).casefold()]
    tails: dict[str, str] = {}
    for name in labels:
        tails.setdefault(name.rpartition("/")[2].removeprefix("geonames-"), name)
    near = named[:3] + [tails[tail] for tail in get_close_matches(rest.rpartition("/")[2], tails, n=3, cutoff=0.6)]
    if near:
        return f"Did you mean {', '.join(dict.fromkeys(near))}?"
    return f"Ids stand in the answers of 'kgbuild query {graph.path} who-says-what'."


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
            value = _join(actor.name, actor.id and f"id {actor.id}", actor.kind, actor.country, actor.sector)
            slots.append(Slot(slot=name, mention=actor.mention, value=value, rule=actor.rule))
    for place in statement.locations:
        number = None if place.geonames is None else f"GeoNames {place.geonames}"
        claims = f"claimed by {_list(place.claimed_by)}, held by {_list(place.held_by)}" if place.disputed else None
        value = _join(
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
        value = _join(f"{when.earliest or '..'}/{when.latest or '..'}", when.precision, f"from {when.basis}")
        slots.append(Slot(slot="date", mention=when.mention, value=value, rule=when.rule))
    for quantity in statement.quantities:
        bounds = f"{'..' if quantity.low is None else quantity.low}/{'..' if quantity.high is None else quantity.high}"
        words = Mention(quantity.start, quantity.end, quantity.text)
        slots.append(Slot(slot="quantity", mention=words, value=_join(bounds, quantity.unit, quantity.kind)))
    for claimant in statement.claimants:
        value = _join(claimant.name, claimant.id and f"id {claimant.id}", claimant.kind, claimant.country)
        slots.append(Slot(slot="claimant", mention=claimant.mention, value=value))
        if claimant.cue is not None:
            slots.append(Slot(slot="cue", mention=claimant.cue, value=claimant.cue.text))
    return slots


def _list(names: tuple[str, ...]) -> str:
    return " and ".join(names) or "nobody"


def _join(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def format_explanation(explanation: Explanation, format: Format = "text") -> str:
    """The explanation for reading (`text`, `md`) or for machines (`json`), ending in a newline.

    Raises:
        GraphError: no such format.
    """
    if format == "json":
        return msgspec.json.format(msgspec.json.encode(explanation), indent=1).decode() + "\n"
    if format not in {"text", "md"}:
        raise GraphError(f"no format '{format}' for an explanation; have text, json, md.")
    strong = "**" if format == "md" else ""
    head = f"{explanation.kind} {explanation.id}" + (f": {explanation.label}" if explanation.label else "")
    lines = [("# " if format == "md" else "") + head, ""]
    bullet = "- " if format == "md" else ""
    lines += [f"{bullet}{note}" for note in explanation.notes] + ([""] if explanation.notes else [])
    if explanation.kind not in {"statement", "former", "retraction"}:
        shown = len(explanation.statements)
        lines += [
            f"{explanation.total} statements" + (f", the first {shown}:" if shown < explanation.total else ":"),
            "",
        ]
    for one in explanation.statements:
        lines += _write_statement(one, "md" if strong else "text")
    return "\n".join(lines).rstrip() + "\n"


def _write_statement(one: Explained, format: Literal["text", "md"]) -> list[str]:
    statement, header = one.statement, one.statement.article
    bullet = "- " if format == "md" else "  "
    lines = [
        ("## " if format == "md" else "") + f"{statement.id} ({'accepted' if statement.accepted else 'refused'})",
        "",
    ]
    lines += [("> " if format == "md" else "  ") + line for line in mark_text(one).splitlines()] + [""]
    wire = f" ({header.agency})" if header.agency else ""
    source = _join(header.publisher and header.publisher + wire, header.published, header.title)
    lines.append(f"{bullet}article: {_join(header.id, source, header.url)}")
    chain = " > ".join(claimant.name for claimant in statement.claimants) or "the article's own voice"
    lines.append(f"{bullet}said by: {chain}; {statement.status}, {statement.polarity}, {statement.modality}")
    found = statement.extractor
    lines.append(
        f"{bullet}found by: {found.name} {found.version}, rule {found.rule}, confidence {statement.confidence:g}"
    )
    for slot in one.slots:
        words = f' "{slot.mention.text}" {slot.mention.start}-{slot.mention.end}' if slot.mention else ""
        lines.append(
            f"{bullet}{slot.slot}:{words} = {slot.value}"
            + (f" [rule {slot.rule}]" if slot.rule else "")
            + (f" [candidates {', '.join(map(str, slot.candidates))}]" if slot.candidates else "")
        )
    for finding in statement.findings:
        lines.append(f"{bullet}{finding.severity} {finding.code} ({finding.slot}): {finding.message}")
    lines += [f"{bullet}{note}" for note in one.notes]
    return [*lines, ""]


def mark_text(one: Explained) -> str:
    """The paragraph with «evidence» and the slots' words as [slot: words], outer marks around inner ones."""
    offset, text = one.paragraph.start, one.paragraph.text
    marks = [(span.start, span.end, "«", "»") for span in one.evidence]
    seen = {(span.start, span.end) for span in one.evidence}
    for slot in one.slots:
        if slot.mention is not None and (slot.mention.start, slot.mention.end) not in seen:
            seen.add((slot.mention.start, slot.mention.end))
            marks.append((slot.mention.start, slot.mention.end, f"[{slot.slot}: ", "]"))
    # At one place all that ends comes before what begins; of two that begin the longer is the outer one.
    events: list[tuple[int, int, int, str]] = []
    for begin, end, opening, closing in marks:
        if offset <= begin < end <= offset + len(text):
            events.append((begin, 1, -end, opening))
            events.append((end, 0, -begin, closing))
    pieces, at = [], offset
    for place, _, _, sign in sorted(events):
        pieces += [text[at - offset : place - offset], sign]
        at = place
    return "".join(pieces) + text[at - offset :]
