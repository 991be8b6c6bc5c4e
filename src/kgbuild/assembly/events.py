"""What articles tell of happenings in, events out: the days and the place that their tellings share, and who acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256

from msgspec import Struct

from kgbuild.assembly.answers import Answer
from kgbuild.assembly.facts import Facts
from kgbuild.assembly.keys import actor_key, encode, place_key
from kgbuild.assembly.matching import Matcher, Rivals
from kgbuild.assembly.offices import Office
from kgbuild.assembly.rules import Rules
from kgbuild.assembly.series import Frame
from kgbuild.assembly.sides import Sides
from kgbuild.assembly.support import Report, Word, count_support, find_stance
from kgbuild.assembly.tellings import Telling, compare_tellings, propose_blocks
from kgbuild.model import Claimant, Event, Statement

_RANK = {"feature": 0, "settlement": 0, "admin2": 1, "admin1": 2, "area": 2, "country": 3, None: 4}


class Gist(Struct, frozen=True, array_like=True):
    """What an event keeps of one article's telling: enough to make the event without reading the article again.

    It is the `number`th of its article; `apart` has a bit for each number that is another happening for certain.
    `places` are rank, key and how often; `start` and `end` the days common to those that give both ends, `first` and
    `last` all their days, `since` and `until` the bounds where no statement gives two ends.
    """

    article: str
    statements: tuple[str, ...]
    type: str
    actors: tuple[str, ...]
    places: tuple[tuple[int, str, int], ...]
    start: str | None
    end: str | None
    first: str | None
    last: str | None
    since: str | None
    until: str | None
    words: tuple[Word, ...]
    frame: Frame | None = None
    number: int = 0
    apart: int = 0


def make_matcher(rules: Rules, rivals: Rivals | None = None) -> Matcher[Telling]:
    """The engine, set up for tellings; `rivals` are those of one article that are two happenings."""
    return Matcher(
        partial(propose_blocks, rules=rules),
        partial(compare_tellings, rules=rules),
        join=rules.across.join,
        ask=rules.across.ask,
        fit=rules.across.fit,
        margin=rules.across.margin,
        rivals=rivals,
    )


def make_gist(
    statements: Sequence[Statement],
    identify: Callable[[str], str],
    sides: Sides,
    offices: Mapping[str, Office],
    answers: Sequence[Answer] = (),
) -> Gist:
    """The gist of one article's statements about one happening; `offices` are what it tells of people.

    `answers` are its denials and confirmations of it: they say nothing more of it than whose word they are.
    """
    actors: set[str] = set()
    votes: dict[tuple[int, str], int] = defaultdict(int)
    for statement in statements:
        home, article = f"statement/{encode(statement.id)}", statement.article.id
        for slot, fillers in (("actor", statement.actors), ("recipient", statement.recipients)):
            for at, actor in enumerate(fillers):
                own = actor_key(article, actor, f"{home}/{slot}/{at}")
                identity = identify(own)
                if actor.id or actor.name or identity != own:
                    actors.add(identity)
        for at, place in enumerate(statement.locations):
            if place.usage == "place" and place.status == "resolved":
                key = identify(place_key(article, place, f"{home}/location/{at}"))
                votes[_RANK[place.level], key] += 1
    dates = [statement.date for statement in statements if statement.date is not None]
    spans = [(date.earliest, date.latest) for date in dates if date.earliest and date.latest]
    return Gist(
        article=statements[0].article.id,
        statements=tuple(sorted([one.id for one in statements] + [answer.statement.id for answer in answers])),
        type=min(statement.action.type for statement in statements),
        actors=tuple(sorted(actors)),
        places=tuple((rank, key, count) for (rank, key), count in sorted(votes.items())),
        start=max((start for start, _ in spans), default=None),
        end=min((end for _, end in spans), default=None),
        first=min((start for start, _ in spans), default=None),
        last=max((end for _, end in spans), default=None),
        since=max((date.earliest for date in dates if date.earliest), default=None),
        until=min((date.latest for date in dates if date.latest), default=None),
        words=tuple(
            _read_word(word, identify, sides, offices)
            for word in sorted(
                [*answers, *(Answer(one, one.id, one.action.type, find_stance(one)) for one in statements)],
                key=lambda word: word.statement.id,
            )
        ),
    )


def _read_word(answer: Answer, identify: Callable[[str], str], sides: Sides, offices: Mapping[str, Office]) -> Word:
    """Whose word a statement is, and whether it says that it happened."""
    statement = answer.statement
    keys = name_claimants(statement, identify)
    return Word(
        statement=statement.id,
        article=statement.article.id,
        action=answer.action,
        claimant=keys[-1] if keys else None,
        side=sides.of_statement(statement, keys, offices),
        stance=answer.stance,
    )


def name_claimants(statement: Statement, identify: Callable[[str], str]) -> list[str | None]:
    """The identities of a statement's claimants in their order; `None` for one who is nobody in particular."""
    home = f"statement/{encode(statement.id)}"
    return [
        identify(actor_key(statement.article.id, claimant, f"{home}/claim/{at}")) if is_named(claimant) else None
        for at, claimant in enumerate(statement.claimants)
    ]


def is_named(claimant: Claimant) -> bool:
    """Whether a claimant is somebody in particular: registered, or called by a proper name."""
    return claimant.id is not None or any(word[:1].isupper() for word in claimant.name.split()[-1:])


def make_event(gists: Iterable[Gist], reports: Mapping[str, Report]) -> Event:
    """The event of these tellings: the days they share, the narrowest place they share, every known actor.

    Its id is made of the smallest statement id in it: short, and stable while reports join, unless a newcomer's id is
    smaller still.
    """
    told = list(gists)
    ids = sorted(one for gist in told for one in gist.statements)
    earliest, latest = _share_days(told)
    about = min(gist.type for gist in told)
    support = count_support([word for gist in told for word in gist.words], reports, about)
    votes: dict[tuple[int, str], int] = defaultdict(int)
    for gist in told:
        for rank, key, count in gist.places:
            votes[rank, key] += count
    return Event(
        id=name_event(ids[0]),
        type=about,
        statements=tuple(ids),
        actors=tuple(sorted({actor for gist in told for actor in gist.actors})),
        place=min(votes, key=lambda vote: (vote[0], -votes[vote], vote[1]))[1] if votes else None,
        earliest=earliest,
        latest=latest,
        articles=support.articles,
        publishers=support.publishers,
        sources=support.sources,
        supporting=support.supporting,
        denying=support.denying,
        sides=support.sides,
        denying_sides=support.denying_sides,
    )


def name_event(statement_id: str) -> str:
    """The id of the event whose smallest statement id this is."""
    return "e" + sha256(statement_id.encode()).hexdigest()[:20]


def _share_days(gists: Sequence[Gist]) -> tuple[str | None, str | None]:
    """The days common to all who give two ends, or all their days where none is common; else the bounds given."""
    starts = [gist.start for gist in gists if gist.start is not None]
    ends = [gist.end for gist in gists if gist.end is not None]
    if starts and ends:
        if max(starts) <= min(ends):
            return max(starts), min(ends)
        return (
            min(gist.first for gist in gists if gist.first is not None),
            max(gist.last for gist in gists if gist.last is not None),
        )
    return (
        max((gist.since for gist in gists if gist.since), default=None),
        min((gist.until for gist in gists if gist.until), default=None),
    )


def name_group(facts: Iterable[Facts]) -> str:
    """The key of a telling: that of its smallest statement, by which judgements find it."""
    return f"statement/{min(fact.id for fact in facts)}"
