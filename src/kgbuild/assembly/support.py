"""What the reports of one event say and who says it in, how many reports, independent sources and sides it has out.

A report is no source of its own when it is a copy or a rewrite of another, when both come from one agency or one
outlet, or when both know the happening from the same person or body alone. Such reports are folded, and what is counted
is the groups. Where it is doubtful whether two reports are independent, they are not: a count may be too low, never
too high on the ground of one story printed twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from kgbuild.model import Statement

Stance = Literal["affirms", "denies", "neither"]


class Word(Struct, frozen=True, kw_only=True):
    """What one statement says of the event, and on whose word.

    `claimant` is the identity of the innermost claimant where somebody is named or known by office; `None` for the
    report's own voice and for those who stay unnamed ("residents"). `side` is as `sides.Sides` finds it. A plan or a
    threat neither affirms nor denies that something happened. `action` is the type that it speaks of.
    """

    statement: str
    article: str
    action: str
    claimant: str | None = None
    side: str | None = None
    stance: Stance = "neither"


_TOLD = frozenset({"actual", "ongoing", "habitual", "historical"})
"""Modalities that tell of something that was or is so; plans, threats and hypotheses are so for nobody."""


def find_stance(statement: Statement) -> Stance:
    """What a statement says of the happening that it tells. A denial of what did not happen affirms it."""
    if statement.modality not in _TOLD or statement.status == "disputed":
        return "neither"
    return "affirms" if (statement.status == "denied") == (statement.polarity == "negative") else "denies"


class Report(Struct, frozen=True, kw_only=True):
    """An article as a source: who printed it, whose it is (`origins.find_origins`), and the story it is a version of.

    `story` is what `copies` folds: the id of any article that stands for the group, the article's own when alone.
    """

    article: str
    story: str
    publisher: str | None = None
    origins: tuple[str, ...] = ()


class Support(Struct, frozen=True, kw_only=True):
    """The counts of an event, as `model.Event` describes them."""

    articles: int
    publishers: int
    sources: int
    supporting: int
    denying: int
    sides: tuple[str, ...]
    denying_sides: tuple[str, ...]


def count_support(words: Iterable[Word], reports: Mapping[str, Report], about: str) -> Support:
    """The counts of the event that these words are about; the order of the words changes nothing.

    Args:
        words: one for each statement of the event.
        reports: by article id. An article that is not among them is a source of its own.
        about: the event's type. That nobody was hurt (a CASUALTY that was not) denies no attack.

    Who says in one report that something happened, and that a part of it did not, does not deny it.
    """
    said = list(words)
    affirming = [word for word in said if word.stance == "affirms"]
    voices = {(word.article, word.claimant, word.side) for word in affirming}
    denying = [
        word
        for word in said
        if word.stance == "denies" and word.action == about and (word.article, word.claimant, word.side) not in voices
    ]
    articles = {word.article for word in said}
    known = [reports[article] for article in articles if article in reports]
    groups = fold_reports(said, reports)
    # What all words together fold stays folded among those who affirm: a count of a part never exceeds that of all.
    of_group = {article: Report(article=article, story=group[0]) for group in groups for article in group}
    return Support(
        articles=len(articles),
        publishers=max(1, len({report.publisher for report in known if report.publisher is not None})),
        sources=len(groups),
        supporting=len(fold_reports(affirming, of_group)),
        denying=len(fold_reports(denying, of_group)),
        sides=_sides(affirming),
        denying_sides=_sides(denying),
    )


def fold_reports(words: Iterable[Word], reports: Mapping[str, Report]) -> list[tuple[str, ...]]:
    """The articles behind these words in groups that are one source each, sorted."""
    claimants: dict[str, set[str | None]] = defaultdict(set)
    for word in words:
        claimants[word.article].add(word.claimant)
    leaders = {article: article for article in claimants}
    origins = {article: reports[article].origins for article in claimants if article in reports}
    alone = {one[0] for one in origins.values() if len(one) == 1}
    first: dict[tuple[str, str], str] = {}
    for article in sorted(claimants):
        # A report made of two agencies' is no news beside theirs, and makes no one source of the two.
        several = origins.get(article, ())
        anchor = next(((one,) for one in several if one in alone), several)
        for key in _keys(article, claimants[article], reports.get(article), anchor):
            _join(leaders, first.setdefault(key, article), article)
    groups: dict[str, list[str]] = defaultdict(list)
    for article in sorted(claimants):
        groups[_find(leaders, article)].append(article)
    return sorted(tuple(group) for group in groups.values())


def _keys(
    article: str, claimants: set[str | None], report: Report | None, origins: tuple[str, ...]
) -> list[tuple[str, str]]:
    """What a report shares with all that are one source with it."""
    keys = [("story", report.story if report is not None else article)]
    keys += [("who", origin) for origin in origins]
    if len(claimants) == 1:
        # An outlet that all others quote is one source with its own report: both are keyed by who says it.
        keys += [("who", only) for only in claimants if only is not None]
    return keys


def _sides(words: Iterable[Word]) -> tuple[str, ...]:
    return tuple(sorted({word.side for word in words if word.side is not None}))


def _join(leaders: dict[str, str], one: str, other: str) -> None:
    low, high = sorted((_find(leaders, one), _find(leaders, other)))
    leaders[high] = low


def _find(leaders: dict[str, str], article: str) -> str:
    while leaders[article] != article:
        leaders[article] = leaders[leaders[article]]
        article = leaders[article]
    return article
