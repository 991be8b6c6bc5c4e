"""Events and their statements in, the events with the support of some of the statements alone out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import groupby

from msgspec.structs import replace

from kgbuild.assembly.events import make_gist
from kgbuild.assembly.name_data import known_registry
from kgbuild.assembly.reports import Reports
from kgbuild.assembly.sides import Sides
from kgbuild.assembly.support import Word, count_support
from kgbuild.model import Article, Event, Statement


def count_again(
    events: Iterable[Event],
    statements: Iterable[Statement],
    articles: Iterable[Article],
    *,
    admits: Callable[[Statement], bool],
    identify: Callable[[str], str] = str,
) -> list[Event]:
    """The events with `supporting` and `sides` as the admitted statements alone give them; all else stays.

    Whether two reports are one source is asked of all that they say, so no count gets larger.

    Args:
        events: as a graph gives them.
        statements: all accepted ones, by article.
        articles: those of the statements.
        admits: whether a statement counts.
        identify: the identity that a key of an actor was joined to.
    """
    told = list(events)
    homes = {one: event.id for event in told for one in event.statements}
    several = {event.id for event in told if event.articles > 1}
    sides = Sides(known_registry())
    words: dict[str, list[Word]] = defaultdict(list)
    refused: set[str] = set()
    shared: set[str] = set()
    for article_id, group in groupby(statements, key=lambda statement: statement.article.id):
        own = list(group)
        offices = sides.offices.read_all(own)
        by_event: dict[str, list[Statement]] = defaultdict(list)
        for statement in own:
            if statement.id in homes:
                by_event[homes[statement.id]].append(statement)
                if not admits(statement):
                    refused.add(statement.id)
        for event_id, members in by_event.items():
            words[event_id] += make_gist(members, identify, sides, offices).words
        if several & by_event.keys():
            shared.add(article_id)
    reports = Reports(known_registry())
    for article in articles:
        if article.id in shared:
            reports.add(article)
    reports.settle()
    found = []
    for event in told:
        kept = [_silence(word) if word.statement in refused else word for word in words[event.id]]
        support = count_support(kept, reports.by_article, event.type)
        found.append(replace(event, supporting=min(support.supporting, event.supporting), sides=support.sides))
    return found


def _silence(word: Word) -> Word:
    """A word that is still a report's, and says nothing of the happening."""
    return replace(word, stance="neither")
