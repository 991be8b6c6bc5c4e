"""One article's statements about one happening in, a `Telling` of it out: what tellings of other articles compare with.

A telling names neither article nor statements, so that copies of one text tell the same thing, once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from math import floor
from typing import Any

from msgspec import Struct

from kgbuild.assembly.days import read_day
from kgbuild.assembly.facts import Count, Facts, Party, Site
from kgbuild.assembly.matching import Match
from kgbuild.assembly.rules import Rules
from kgbuild.assembly.scoring import rate_features, score_features
from kgbuild.assembly.slots import are_swapped, compare_counts, compare_parties, compare_places
from kgbuild.assembly.sounds import LOOSE, sounds_of
from kgbuild.assembly.toponyms import find_names, find_toponyms
from kgbuild.model import Article, ArticleHeader

MOST_HINTS = 6
CALLED = "called "
"""Begins the key of a place that only its name tells."""
MOST_NAMES = 3
SILENT = frozenset({"SAY"})
"""Actions that are no happening: that somebody spoke."""
MOST_WORDS = 6
"""More words in common than so many say no more."""
FORCES = frozenset({"armed_force", "armed_group"})
DAYS_OF_A_COPY = 3
"""Copies of a text are printed within so many days."""
FEWEST_WORDS = 3
"""Of two tellings with so many words, and the same, one is a copy."""


class Telling(Struct, frozen=True):
    """What one article tells of one happening; days are ordinals, `reported` tells that publication gave them.

    `contested` tells that somebody who is said to have done it denies it.
    """

    family: str
    narrow: tuple[Site, ...]
    regions: tuple[Site, ...]
    countries: tuple[str, ...]
    earliest: int | None
    latest: int | None
    reported: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    types: tuple[str, ...]
    means: tuple[str, ...]
    counts: tuple[Count, ...]
    victims: tuple[str, ...]
    words: str
    parts_of_day: tuple[str, ...]
    again: bool
    hints: tuple[str, ...] = ()
    setting: tuple[str, ...] = ()
    lead: bool = False
    many: bool = False
    wordings: tuple[str, ...] = ()
    told: int | None = None
    contested: bool = False


class Setting(Struct, frozen=True):
    """Where an article plays: what is told in it without a place is likely to have happened there.

    `sites` are keys of places, and their names; `starts` are where it first tells of a family.
    """

    published: str | None = None
    sites: tuple[str, ...] = ()
    starts: dict[str, int] = {}


def read_setting(facts: Iterable[Facts], header: Article | ArticleHeader, text: str, rules: Rules) -> Setting:
    """The places that an article, its title and its statements name most."""
    held = list(facts)
    votes: Counter[str] = Counter()
    for fact in held:
        votes.update({key for site in fact.narrow for key in _list_keys(site)})
        votes.update({call(name) for name in fact.names})
    votes.update({call(name): 3 for name in find_toponyms(header.title or "", rules.words.common)})
    votes.update(call(name) for name in find_toponyms(text, rules.words.common))
    votes.update(call(name) for name in find_names(text, rules.words.common | rules.words.titles))
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))
    starts: dict[str, int] = {}
    for fact in held:
        if fact.type not in SILENT and not fact.vague:
            starts[fact.family] = min(fact.start, starts.get(fact.family, fact.start))
    return Setting(header.published, tuple(key for key, _ in ranked[:MOST_HINTS]), starts)


@lru_cache(maxsize=65536)
def call(name: str) -> str:
    """The key of a name by its sound: "Buulo Xaaji" and "Bulo Haji" are one, "Tel Rifaat" and "Til Rifat"."""
    return CALLED + "".join(sounds_of(word, (LOOSE,))[0] for word in name.split())


def _list_keys(site: Site) -> list[str]:
    return [site.key, call(site.name)] if site.name else [site.key]


def make_telling(facts: Sequence[Facts], setting: Setting, rules: Rules, *, contested: bool = False) -> Telling:
    """What statements of one article tell together; vague ones among others add nothing.

    `lead` tells that the article opens with it. "Airstrikes" that killed so many in a town in a night are one attack.

    Where harm is told beside the act, the act's place is the event's: the wounded die in the next town's hospital.
    """
    clear = [fact for fact in facts if not fact.vague] or list(facts)
    acts = [fact for fact in clear if fact.type != "CASUALTY" and (fact.narrow or fact.regions)] or clear
    day = read_day(setting.published)
    earliest, latest, reported = _share_days(clear, day, rules)
    narrow = _collect(site for fact in acts for site in fact.narrow)
    regions = _collect(site for fact in acts for site in fact.regions)
    countries = {country for fact in clear for country in fact.countries}
    once = bool(narrow and not reported and earliest and latest and latest - earliest <= 1)
    counts = tuple(sorted({count for fact in clear for count in fact.counts}))
    hints = tuple(sorted({call(name) for fact in clear for name in fact.names})[:MOST_HINTS])
    return Telling(
        family=clear[0].family,
        narrow=narrow,
        regions=regions,
        countries=tuple(sorted(countries)),
        earliest=earliest,
        latest=latest,
        reported=reported,
        actors=_collect(party for fact in clear for party in fact.actors),
        recipients=_collect(party for fact in clear for party in fact.recipients),
        types=tuple(sorted({fact.type for fact in clear})),
        means=tuple(sorted({fact.means for fact in clear if fact.means})),
        counts=counts,
        victims=tuple(sorted({victim for fact in clear for victim in fact.victims})),
        words="".join(sorted({word for fact in clear for word in fact.words})),
        parts_of_day=tuple(sorted({fact.part_of_day for fact in clear if fact.part_of_day})),
        again=any(fact.again for fact in clear),
        hints=hints,
        setting=setting.sites,
        lead=any(fact.start == setting.starts.get(fact.family) for fact in facts),
        many=any(fact.many and not (once and counts and fact.salvo) for fact in clear),
        wordings=tuple(sorted({fact.wording for fact in facts if fact.wording})),
        told=None if day is None else day.toordinal(),
        contested=contested,
    )


def propose_blocks(telling: Telling, rules: Rules) -> list[str]:
    """Family and day with a place, the grid's cell of it or a region that holds it; or with a telling word.

    Only tellings that share a key are ever compared. One without days or place has those of its sentences alone, which
    copies of its text repeat.
    """
    wordings = [f"{telling.family} said {wording}" for wording in telling.wordings]
    if telling.earliest is None or telling.latest is None:
        return wordings
    days = range(telling.earliest, telling.latest + 1)
    wheres = {site.key for site in telling.regions} | _list_hints(telling) | set(telling.setting)
    if not telling.reported:
        wheres |= {f"in {name}" for site in telling.narrow for name in site.within[:2]}
        wheres |= {f"in {site.within[0]}" for site in telling.regions if site.within}
        wheres |= {f"at {cell}" for site in telling.narrow for cell in _list_cells(site, rules.place.cell_degrees)}
    beside = []
    if telling.earliest == telling.latest:
        beside = [f"{telling.family} {telling.latest + 1} {key}" for key in sorted(_list_hints(telling))]
    wheres |= {f"of {word}" for party in telling.recipients if party.key is None for word in party.words}
    if telling.family in rules.mutual and not telling.reported:
        wheres |= {f"by {party.key}" for party in telling.actors if party.key is not None}
    return wordings + beside + [f"{telling.family} {day} {where}" for day in days for where in sorted(wheres)]


def compare_tellings(first: Telling, second: Telling, rules: Rules) -> Match | None:
    """How much says that two articles tell one happening; `None` where something that both tell forbids it."""
    if _repeat(first, second, rules):
        return Match(1.0, "one sentence in both")
    features = read_features(first, second, rules)
    if features is None:
        return None
    if first.earliest is None or second.earliest is None or not _is_anchored(first, second):
        return Match(0.0, "")  # nothing but a sentence in common speaks for what hangs in the air
    score = rate_features(features, rules.across)
    return Match(score, "") if score < rules.across.ask else score_features(features, rules.across)


def _is_anchored(first: Telling, second: Telling) -> bool:
    """Whether one of the two tells itself where or when it happened, or both count the same or name one force."""
    if any(one.narrow or one.regions or not one.reported for one in (first, second)):
        return True
    if not set(first.counts).isdisjoint(second.counts):
        return True
    return any(
        not {one.key for one in mine if one.kind in FORCES and one.key}.isdisjoint(other.key for other in theirs)
        for mine, theirs in ((first.actors, second.actors), (first.recipients, second.recipients))
    )


def _repeat(first: Telling, second: Telling, rules: Rules) -> bool:
    """Whether one text repeats the other's sentence, of that day and place; what bulletins say each week is no copy."""
    if first.family != second.family or set(first.wordings).isdisjoint(second.wordings):
        return False
    if _compare_days(first, second) is None or _compare_where(first, second, rules) is None:
        return False
    return first.told is not None and second.told is not None and abs(first.told - second.told) <= DAYS_OF_A_COPY


def read_features(first: Telling, second: Telling, rules: Rules) -> dict[str, float] | None:
    """What speaks for and against one happening, by name; `None` where the two are apart."""
    if first.family != second.family:
        return None
    day = _compare_days(first, second)
    place = _compare_where(first, second, rules)
    actor = compare_parties(first.actors, second.actors)
    recipient = compare_parties(first.recipients, second.recipients)
    count = compare_counts(first.counts, second.counts, rules.close)
    if actor is None and (first.contested or second.contested) and day == "same" and place in _SURE:
        actor = "disputed"  # one claims what another is blamed for
    if place is None and day == "same" and _share_parties(first, second, rules):
        place = "disputed"  # two who fight each other do not meet in two towns on one day
    if day is None or place is None or actor is None or recipient is None or count is None:
        return None
    if are_swapped(first.actors, first.recipients, second.actors, second.recipients):
        return None
    if first.family not in rules.physical and actor != "same":
        return None  # talks of unnamed people on one day in one town are any talks
    means = _compare_sets(first.means, second.means)
    if means == "other" and not rules.means_apart.isdisjoint(first.means + second.means):
        return None
    if place == "unknown":
        place = _compare_hints(first, second)
    features = {
        f"{slot} {answer}": 1.0
        for slot, answer in (
            ("day", day),
            ("place", place),
            ("actor", actor),
            ("recipient", recipient),
            ("figures", count),
            ("means", means),
            ("victims", _compare_sets(first.victims, second.victims)),
            ("part of day", _compare_sets(first.parts_of_day, second.parts_of_day)),
        )
        if answer != "unknown"
    }
    features["words"] = min(MOST_WORDS, len(set(first.words) & set(second.words))) / MOST_WORDS
    if first.lead or second.lead:
        features["both lead" if first.lead and second.lead else "one leads"] = 1.0
    if first.words == second.words and len(first.words) >= FEWEST_WORDS:
        features["verbatim"] = 1.0
    if place in {"setting", "elsewhere"}:
        features["names"] = min(MOST_NAMES, len(set(first.setting) & set(second.setting))) / MOST_NAMES
    if place in {"setting", "hinted"} and day in {"same", "overlap"}:
        features["that day there"] = 1.0
    if first.again != second.again:
        features["again"] = 1.0
    if first.many != second.many:
        features["one of many"] = 1.0
    if place in {"region", "unknown"} and {actor, recipient}.isdisjoint({"same", "alike"}):
        features["nobody in common"] = 1.0
    return features


_SURE = frozenset({"same", "near"})


def _share_parties(first: Telling, second: Telling, rules: Rules) -> bool:
    """Whether both tell of dealings of the same two, one of them an armed group; officials of two states meet often."""
    if first.family not in rules.mutual:
        return False
    theirs = {party.key for party in second.actors}
    shared = {party for party in first.actors if party.key is not None and party.key in theirs}
    return len({party.key for party in shared}) > 1 and any(party.kind == "armed_group" for party in shared)


def _compare_where(first: Telling, second: Telling, rules: Rules) -> str | None:
    """As `compare_places`; "namesake" where two reports name one town and the gazetteer put it into two countries."""
    if first.countries and second.countries and set(first.countries).isdisjoint(second.countries):
        shared = _list_hints(first) & _list_hints(second)
        return "namesake" if any(key.startswith(CALLED) for key in shared) else None
    return compare_places(first.narrow, first.regions, second.narrow, second.regions, rules)


def _compare_hints(first: Telling, second: Telling) -> str:
    """Whether both sentences name one place ("hinted") or two ("elsewhere"), or their articles name one ("setting")."""
    one, other = _list_hints(first), _list_hints(second)
    if not one.isdisjoint(other):
        return "hinted"
    if one and other:
        return "elsewhere"
    shared = (one | set(first.setting)) & (other | set(second.setting))
    return "setting" if shared else "unknown"


def _list_hints(telling: Telling) -> set[str]:
    """Where it happened, and what its sentences name."""
    return {*telling.hints, *(key for site in telling.narrow for key in _list_keys(site))}


def _compare_days(first: Telling, second: Telling) -> str | None:
    """The "same" day, days that "overlap", or how long before publication ("next", "soon", "later") it was.

    Days "beside" each other part nothing for certain: of what happened overnight reports give either.
    A happening that is only known to lie before its report's publication counts as told on that day.
    """
    if first.earliest is None or first.latest is None or second.earliest is None or second.latest is None:
        return "unknown"
    if not first.reported and not second.reported:
        apart = max(first.earliest - second.latest, second.earliest - first.latest)
        if apart > 0:
            return "beside" if apart == 1 else None
        return "same" if first.earliest == first.latest == second.earliest == second.latest else "overlap"
    if first.reported and second.reported:
        gap = abs(first.latest - second.latest)
        return f"both {_name_gap(gap)}"
    told, dated = (first, second) if first.reported else (second, first)
    if dated.earliest is not None and dated.earliest > (told.latest or 0):
        return None
    return _name_gap((told.latest or 0) - (dated.latest or 0))


def _name_gap(days: int) -> str:
    return "next" if days <= 1 else "soon" if days <= 3 else "later"


def _compare_sets(first: Sequence[str], second: Sequence[str]) -> str:
    if not first or not second:
        return "unknown"
    return "other" if set(first).isdisjoint(second) else "same"


def _share_days(facts: Sequence[Facts], published: date | None, rules: Rules) -> tuple[int | None, int | None, bool]:
    """The days common to all that are precise, or all their days; else those before publication, if that is all."""
    spans = [
        (date.fromisoformat(fact.earliest).toordinal(), date.fromisoformat(fact.latest).toordinal())
        for fact in facts
        if fact.precision in rules.vague.precisions and fact.earliest and fact.latest and not fact.vague
    ]
    if spans:
        first, last = max(start for start, _ in spans), min(end for _, end in spans)
        if first > last:
            first, last = min(start for start, _ in spans), max(end for _, end in spans)
        return (first, last, False) if last - first < rules.vague.widest_days else (None, None, False)
    told = [fact for fact in facts if fact.earliest or fact.latest]
    if published is None or not told or any(fact.vague or not fact.reported for fact in told):
        return None, None, False
    day = published.toordinal()
    return day - rules.reported_days, day, True


def _collect(values: Iterable[Any]) -> tuple[Any, ...]:
    """Each value once, in an order of its own."""
    return tuple(sorted(set(values), key=repr))


def _list_cells(site: Site, degrees: float) -> list[str]:
    """The grid's cell of a point; for one that is only near it, the cells around too."""
    if site.lat is None or site.lon is None:
        return []
    row, column = floor(site.lat / degrees), floor(site.lon / degrees)
    reach = (-1, 0, 1) if site.near else (0,)
    return [f"{row + down},{column + right}" for down in reach for right in reach]
