"""What people mark in a report: plain records with offsets into its text, in the words of the record contract."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kgbuild.model import Article, Mention, Modality, Polarity, Relation, RoleName

Part = Literal["train", "development", "test"]


def overlap(one: Mention, other: Mention) -> bool:
    """Whether two stretches of a text share a character."""
    return one.start < other.end and other.start < one.end


class Role(Struct, frozen=True, kw_only=True):
    """Who or what fills a role of an event; `relation` is of places."""

    name: RoleName
    words: Mention
    relation: Relation | None = None


class EventMark(Struct, frozen=True, kw_only=True):
    """A trigger with its action, its standing and who and what belongs to it."""

    trigger: Mention
    type: str
    mode: str | None = None
    polarity: Polarity = "positive"
    modality: Modality = "actual"
    roles: tuple[Role, ...] = ()


class AttributionMark(Struct, frozen=True, kw_only=True):
    """Who says what: the source (none where none is named), the cue and what is said, which may hold another."""

    source: Mention | None = None
    cue: Mention
    content: tuple[Mention, ...]
    kind: Literal["direct", "indirect", "mixed"] = "indirect"
    denied: bool = False


class ActorMark(Struct, frozen=True, kw_only=True):
    """A mention of somebody; mentions of one chain are one actor. Kind and country are those of the chain."""

    words: Mention
    chain: str
    kind: str = "unknown"
    country: str | None = None


class PlaceMark(Struct, frozen=True, kw_only=True):
    """A name of a place, used as one, for the power that sits there, or as a word of origin."""

    words: Mention
    usage: Literal["place", "metonym", "demonym"]
    level: str | None = None
    country: str | None = None


class DateMark(Struct, frozen=True, kw_only=True):
    """A time expression; `value` as ISO 8601 / EDTF, none where the text does not tell it."""

    words: Mention
    kind: Literal["date", "time", "duration", "set"]
    value: str | None = None


class CountMark(Struct, frozen=True, kw_only=True):
    """How many of what; an open bound is none ("at least 12")."""

    words: Mention
    kind: str
    low: float | None = None
    high: float | None = None
    approximate: bool = False


class MarkedReport(Struct, frozen=True, kw_only=True):
    """A report with all that was marked in it, each kind in text order; `sentences` are all that were read.

    `part` is set where its place in the corpus was decided; the rest is told by `reading.part_of`.
    """

    article: Article
    style: str
    region: str
    part: Part | None = None
    sentences: tuple[Mention, ...]
    events: tuple[EventMark, ...] = ()
    attributions: tuple[AttributionMark, ...] = ()
    actors: tuple[ActorMark, ...] = ()
    places: tuple[PlaceMark, ...] = ()
    dates: tuple[DateMark, ...] = ()
    counts: tuple[CountMark, ...] = ()
