"""What articles say together in, tables out: events, their statements, links, states of control, identities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kgbuild.exporters._columns import Column, Row, known, read_day
from kgbuild.exporters._ordered import Ordered
from kgbuild.exporters._points import POINT_TEXT, Point, tell_extent
from kgbuild.model import PlaceStatus

EVENT_COLUMNS = (
    Column("id", "text", "The event's id.", needed=True),
    Column("action", "text", "What its statements say was done: a type of the action scheme.", needed=True),
    Column("earliest", "date", "The first day that its statements agree on."),
    Column("latest", "date", "The last day that they agree on."),
    Column("place", "text", "Where, by name."),
    Column("actors", "texts", "Who takes part, by name."),
    Column("articles", "integer", "How many articles report it.", needed=True),
    Column("publishers", "integer", "How many publishers printed those.", needed=True),
    Column("sources", "integer", "How many of the articles are independent of each other.", needed=True),
    Column("supporting", "integer", "How many independent sources say that it happened.", needed=True),
    Column("denying", "integer", "How many say that it did not.", needed=True),
    Column("sides", "texts", "Whose word it is that it happened."),
    Column("denying_sides", "texts", "Whose word it is that it did not."),
    Column("part_of", "text", "The series or larger event that it belongs to.", "events.id"),
    Column("statements", "texts", "Ids of its statements; the table `members` has one a row."),
    Column("place_iri", "text", "The place as the graph knows it.", "places.iri"),
    Column("actor_iris", "texts", "The actors as the graph knows them."),
    Column("lat", "number", "Latitude of the place, degrees of WGS 84."),
    Column("lon", "number", "Its longitude."),
    Column("point", "text", POINT_TEXT),
    Column("place_status", "text", "Whether the place is resolved, ambiguous or unresolved."),
    Column("urls", "texts", "Where the articles of its statements can be read."),
    Column("evidence", "texts", "The words of the articles."),
)


def list_events(graph: Ordered) -> Iterator[Row]:
    """One row an event."""
    base = graph.names.base
    for one in graph.events():
        place_iri = base + one.place if one.place else None
        lat, lon, extent, status = locate(graph, place_iri)
        point = _find_point(graph, place_iri, one.statements) or extent
        yield (
            one.id, one.type, read_day(one.earliest), read_day(one.latest), graph.called.get(one.place or ""),
            known(map(graph.called.get, one.actors)), one.articles, one.publishers, one.sources, one.supporting,
            one.denying, one.sides, one.denying_sides, one.part_of, one.statements, place_iri,
            tuple(base + key for key in one.actors), lat, lon, point, status, *cite(graph, one.statements),
        )  # fmt: skip


def _find_point(graph: Ordered, iri: str | None, statements: tuple[str, ...]) -> Point | None:
    """What the point of an event's place stands for by most of its statements that name it: in it, or only near it."""
    counts = Counter(graph.points[one, iri] for one in statements if iri and (one, iri) in graph.points)
    return next((point for point, _ in counts.most_common(1)), None)


def cite(graph: Ordered, statements: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Where the articles of statements can be read, and the words, each once."""
    found = [graph.sources[one] for one in statements if one in graph.sources]
    urls = dict.fromkeys(url for url, _ in found if url is not None)
    return tuple(urls), tuple(dict.fromkeys(words for _, words in found))


def locate(graph: Ordered, iri: str | None) -> tuple[float | None, float | None, Point | None, PlaceStatus | None]:
    """Latitude and longitude of a node, whether they are of a spot or of a region, and whether it is resolved."""
    place, _ = graph.places.get(iri or "", (None, 0))
    if place is None:
        return None, None, None, None
    extent = tell_extent(place)
    return (place.lat, place.lon, extent, place.status) if extent else (None, None, None, place.status)


MEMBER_COLUMNS = (
    Column("event", "text", "The event.", "events.id", needed=True),
    Column("statement", "text", "A statement of it.", "statements.id", needed=True),
)


def list_members(graph: Ordered) -> Iterator[Row]:
    """One row a statement of an event."""
    for event in graph.events():
        for statement in event.statements:
            yield event.id, statement


LINK_COLUMNS = (
    Column("kind", "text", "contradicts, updates or corroborates.", needed=True),
    Column("slot", "text", "What the two agree or differ on."),
    Column("first", "text", "The statement; of an update the later word.", "statements.id", needed=True),
    Column("second", "text", "The other statement.", "statements.id", needed=True),
    Column("reason", "text", "Why they are taken to bear on each other."),
    Column("first_url", "text", "Where the article of the first can be read."),
    Column("first_evidence", "text", "The words of the first."),
    Column("second_url", "text", "Where the article of the other can be read."),
    Column("second_evidence", "text", "The words of the other."),
)


def list_links(graph: Ordered) -> Iterator[Row]:
    """One row for each pair of statements of which one contradicts, updates or corroborates the other."""
    for one in graph.assembled().links:
        first, second = (graph.sources.get(end, (None, None)) for end in (one.first, one.second))
        yield one.kind, one.slot, one.first, one.second, one.reason, *first, *second


WORD_OF_A_SIDE = (
    Column("holder", "text", "Who holds it or is there, by name."),
    Column("action", "text", "CONTROL or PRESENCE.", needed=True),
    Column("mode", "text", "hold, capture, lose or contest."),
    Column("polarity", "text", "negative: the side says that the holder is not there.", needed=True),
    Column("side", "text", "Whose word it is.", needed=True),
    Column("earliest", "date", "The first day on which it can have begun."),
    Column("latest", "date", "The last day on which it can have begun."),
    Column("until", "date", "The first day on which the same side says otherwise; empty while it does not."),
)
"""What a side says of a place, in the table of states and in that of control."""
STATE_COLUMNS = (
    Column("id", "text", "The state's id.", needed=True),
    Column("place", "text", "The place, by name."),
    *WORD_OF_A_SIDE,
    Column("statements", "texts", "Ids of the statements that say so."),
    Column("place_iri", "text", "The place as the graph knows it.", "places.iri", needed=True),
    Column("holder_iri", "text", "The holder as the graph knows it.", "actors.iri"),
    Column("urls", "texts", "Where the articles of its statements can be read."),
    Column("evidence", "texts", "The words of the articles."),
)


def list_states(graph: Ordered) -> Iterator[Row]:
    """One row for what a side says of who holds a place from a day on."""
    base = graph.names.base
    for one in graph.assembled().states:
        yield (
            one.id, graph.called.get(one.place), graph.called.get(one.holder or ""), one.type, one.mode, one.polarity,
            one.side, read_day(one.earliest), read_day(one.latest), read_day(one.until), one.statements,
            base + one.place, base + one.holder if one.holder else None, *cite(graph, one.statements),
        )  # fmt: skip


IDENTITY_COLUMNS = (
    Column("local", "text", "The address of what one article names.", needed=True),
    Column("name", "text", "What the article calls it."),
    Column("iri", "text", "The actor or place that it was joined to.", needed=True),
    Column("reason", "text", "Why."),
)


def list_identities(graph: Ordered) -> Iterator[Row]:
    """One row for a name of an article that was joined to an identity of several."""
    base = graph.names.base
    for one in graph.assembled().identities:
        yield base + one.key, one.name, base + one.identity, one.reason


QUESTION_COLUMNS = (
    Column("kind", "text", "actor, place or event.", needed=True),
    Column("first", "text", "The key of the one; `kgbuild judge` takes it.", needed=True),
    Column("second", "text", "The key of the other.", needed=True),
    Column("score", "number", "How alike they are, from 0 to 1.", needed=True),
    Column("reason", "text", "In what."),
)


def list_questions(graph: Ordered) -> Iterator[Row]:
    """One row for two things that may be one."""
    for one in graph.assembled().questions:
        yield one.kind, one.first, one.second, one.score, one.reason
