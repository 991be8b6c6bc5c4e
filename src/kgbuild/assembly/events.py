"""Statements and their articles in, events out: which statements are about one happening.

Every statement except SAY belongs to exactly one event, most often alone. Inside an article statements join over a
shared trigger, a definite noun that takes one up ("the attack"), or the harm beside its assault; across articles over
place, day and participants as `compatibility` scores them. A report joins only when it fits every report already
there, so nothing chains through a vague one, and where two events fit equally well it stays alone. An event is no
assertion that anything happened: denials and plans have theirs, and the statements say what they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256

from kgbuild.assembly.compatibility import (
    Facts,
    compare_dates,
    compare_places,
    conflicts,
    rank_match,
    read_facts,
    score_match,
)
from kgbuild.assembly.copies import find_copies
from kgbuild.model import Actor, Article, Event, Place, Statement

CAUSED_BY = "ASSAULT"
_DETERMINERS = frozenset({"the", "this", "that", "these", "those"})

Group = tuple[Facts, ...]
"""Statements of one article about one happening, in the order of the text."""


def assemble(statements: Iterable[Statement], articles: Mapping[str, Article]) -> list[Event]:
    """Events sorted by id; the order in which statements arrive changes nothing.

    Args:
        statements: accepted statements of any number of articles; one id twice counts once.
        articles: by article id. A statement whose article is not among them counts as its own source, and no definite
            noun in it can be read.

    An event's id is made of the smallest statement id in it: short, and stable while reports join, unless a newcomer's
    id is smaller still.
    """
    by_article: dict[str, dict[str, Facts]] = defaultdict(dict)
    for statement in statements:
        if statement.action.type != "SAY":
            by_article[statement.article.id][statement.id] = read_facts(statement)
    groups = []
    for article_id, facts in sorted(by_article.items()):
        groups += _group_article(list(facts.values()), articles.get(article_id))
    clusters = _cluster(groups)
    together = {
        article_id
        for cluster in clusters
        if len({group[0].statement.article.id for group in cluster}) > 1
        for article_id in (group[0].statement.article.id for group in cluster)
    }
    leaders = find_copies(articles[article_id] for article_id in sorted(together) if article_id in articles)
    events = [_make_event([facts for group in cluster for facts in group], leaders) for cluster in clusters]
    return sorted(events, key=lambda event: event.id)


def _group_article(facts: list[Facts], article: Article | None) -> list[Group]:
    """The groups of one article, from its statements in the order of the text."""
    groups: list[list[Facts]] = []
    for fact in sorted(facts, key=lambda fact: (fact.statement.trigger, fact.statement.id)):
        for group in reversed(groups):
            if all(_same_trigger(member, fact) for member in group) or (
                not any(conflicts(member, fact) for member in group)
                and (_tells_harm(group, fact) or _takes_up(fact, article))
            ):
                group.append(fact)
                break
        else:
            groups.append([fact])
    return [tuple(group) for group in groups]


def _same_trigger(first: Facts, second: Facts) -> bool:
    """One word tells one happening, whoever acts in it, unless it is told of two places or two times."""
    return (
        first.family == second.family
        and first.statement.trigger == second.statement.trigger
        and compare_dates(first, second) is not None
        and compare_places(first, second) is not None
    )


def _tells_harm(group: list[Facts], fact: Facts) -> bool:
    """Assault and casualties told in one sentence: the harm is the assault's."""
    evidence = set(fact.statement.evidence)
    return any(
        (member.statement.action.type == CAUSED_BY) != (fact.statement.action.type == CAUSED_BY)
        and not evidence.isdisjoint(member.statement.evidence)
        for member in group
    )


def _takes_up(fact: Facts, article: Article | None) -> bool:
    """Whether the trigger is a definite noun ("the shelling"), which speaks of something already told."""
    if article is None:
        return False
    before = article.text[max(0, fact.statement.trigger.start - 12) : fact.statement.trigger.start].split()
    return bool(before) and before[-1].casefold() in _DETERMINERS


def _cluster(groups: list[Group]) -> list[list[Group]]:
    """Complete linkage, most specific groups first: a group joins the one best cluster whose every group it matches."""
    clusters: list[list[Group]] = []
    index: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for group in sorted(groups, key=_sort_key):
        keys = _block_keys(group)
        candidates = sorted({number for key in keys for number in index[key]})
        scored = [(_score_cluster(clusters[number], group), number) for number in candidates]
        best = max((score for score, _ in scored), default=0)
        winners = [number for score, number in scored if score == best]
        if best > 0 and len(winners) == 1:
            target = winners[0]
            clusters[target].append(group)
        else:
            target = len(clusters)
            clusters.append([group])
        for key in keys:
            if target not in index[key]:
                index[key].append(target)
    return clusters


def _sort_key(group: Group) -> tuple[bool, bool, bool, str]:
    """Days before weeks, towns before regions, known actors before unknown ones; then ids."""
    return (
        not any(fact.precise and fact.earliest == fact.latest for fact in group),
        not any(fact.narrow for fact in group),
        not any(actor.id for fact in group for actor in fact.actors),
        min(fact.statement.id for fact in group),
    )


def _block_keys(group: Group) -> list[tuple[str, str, str]]:
    """Family, country or place, and day: only groups that share a key are ever compared."""
    keys: set[tuple[str, str, str]] = set()
    for fact in group:
        if not fact.precise or fact.earliest is None or fact.latest is None:
            continue
        wheres = fact.countries | {str(number) for number, _ in (*fact.narrow, *fact.regions)}
        keys.update((fact.family, where, day) for where in wheres for day in _list_days(fact.earliest, fact.latest))
    return sorted(keys)


def _list_days(earliest: str, latest: str) -> list[str]:
    """Every day of a precise interval, at most a month of them."""
    first, last = date.fromisoformat(earliest), date.fromisoformat(latest)
    return [(first + timedelta(days=number)).isoformat() for number in range(min(31, (last - first).days + 1))]


def _score_cluster(cluster: list[Group], group: Group) -> int:
    """The weakest link's points over all groups of the cluster, agreement added; 0 when one of them does not fit."""
    total: list[tuple[int, int]] = []
    for other in cluster:
        if any(conflicts(one, two) for one in group for two in other):
            return 0
        links = [(score_match(one, two), rank_match(one, two)) for one in group for two in other]
        best = max(links)
        if best[0] == 0:
            return 0
        total.append(best)
    return 10 * min(points for points, _ in total) + max(rank for _, rank in total)


def _make_event(members: list[Facts], leaders: dict[str, str]) -> Event:
    """The event of these statements: the days they share, the narrowest place they share, every known actor."""
    ids = sorted(fact.statement.id for fact in members)
    reports = {fact.statement.article.id for fact in members}
    earliest, latest = _share_dates(members)
    types = sorted({fact.statement.action.type for fact in members})
    return Event(
        id="e" + sha256(ids[0].encode()).hexdigest()[:20],
        type=types[0],
        statements=tuple(ids),
        actors=tuple(sorted({key for fact in members for key in map(name_actor, fact.actors) if key})),
        place=_share_place(members),
        earliest=earliest,
        latest=latest,
        articles=len(reports),
        sources=len({leaders.get(article_id, article_id) for article_id in reports}),
    )


def name_actor(actor: Actor) -> str | None:
    """How an event refers to an actor: the registry's id, else the name; `None` for one that stays unknown."""
    return actor.id or actor.name


def name_place(place: Place) -> str | None:
    """How an event refers to a place: the GeoNames id in digits, else the name; `None` where neither is known."""
    return str(place.geonames) if place.geonames is not None else place.name


def _share_dates(members: list[Facts]) -> tuple[str | None, str | None]:
    """The days common to all who give two ends, or all their days where none is common; else the bounds given."""
    starts = [fact.earliest for fact in members if fact.earliest is not None]
    ends = [fact.latest for fact in members if fact.latest is not None]
    if starts and ends:
        return (max(starts), min(ends)) if max(starts) <= min(ends) else (min(starts), max(ends))
    dates = [fact.statement.date for fact in members if fact.statement.date is not None]
    return (
        max((when.earliest for when in dates if when.earliest), default=None),
        min((when.latest for when in dates if when.latest), default=None),
    )


def _share_place(members: list[Facts]) -> str | None:
    """The place most reports name among the narrowest kind that any names; ties go to the smaller id."""
    rank = {"feature": 0, "settlement": 0, "admin2": 1, "admin1": 2, "area": 2, "country": 3, None: 4}
    votes: dict[tuple[int, str], int] = defaultdict(int)
    for fact in members:
        for place in fact.statement.locations:
            key = name_place(place)
            if key and place.status == "resolved" and place.usage == "place":
                votes[rank[place.level], key] += 1
    return min(votes, key=lambda vote: (vote[0], -votes[vote], vote[1]))[1] if votes else None
