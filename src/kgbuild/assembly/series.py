"""Frames of events in, the series or larger event that each is part of out.

"Shelled every day this week" is no one of the week's shellings, and each of them is part of it: of one kind, inside its
place and its days, by the same actors. Only what a report tells as a whole has parts; nothing is made up from days that
follow each other, and a whole is part of nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from kgbuild.assembly.days import read_day
from kgbuild.assembly.facts import Facts
from kgbuild.assembly.rules import Rules
from kgbuild.model import Statement


class Frame(Struct, frozen=True, array_like=True):
    """What decides on parts and wholes; days are ordinals.

    `sites` are a whole's places, keys of towns and names of regions, and of a part all that hold it beside its own.
    """

    family: str
    sites: tuple[str, ...]
    actors: tuple[str, ...]
    start: int
    end: int
    whole: bool


def make_frame(
    facts: Sequence[Facts], statements: Sequence[Statement], published: str | None, rules: Rules
) -> Frame | None:
    """The frame of one article's telling; `None` where too little is told for either.

    A telling is of a whole where it speaks of many ("raids", "repeatedly"), of a habit, or of a week, a month or a
    season of a region. Without days, these are the `series.days` before the report.
    """
    narrow = [site for fact in facts for site in fact.narrow]
    regions = [site for fact in facts for site in fact.regions]
    days = _share_days(facts)
    many = any(fact.many for fact in facts) or any(one.modality in rules.series.modalities for one in statements)
    coarse = any(fact.precision in rules.series.precisions for fact in facts)
    whole = (many and (coarse or not days or not narrow)) or (coarse and not narrow)
    if whole and days is None and (day := read_day(published)) is not None:
        days = (day.toordinal() - rules.series.days, day.toordinal())
    if whole:
        sites = {site.key for site in narrow} or {f"in {site.within[0]}" for site in regions if site.within}
    else:
        sites = {site.key for site in narrow} | {f"in {name}" for site in narrow for name in site.within}
    if days is None or not sites or facts[0].family not in rules.series.families:
        return None
    actors = tuple(sorted({party.key for fact in facts for party in fact.actors if party.key}))
    return Frame(facts[0].family, tuple(sorted(sites)), actors, *days, whole)


def _share_days(facts: Iterable[Facts]) -> tuple[int, int] | None:
    """The days common to all that tell both ends; `None` where there are none."""
    spans = [
        (date.fromisoformat(fact.earliest).toordinal(), date.fromisoformat(fact.latest).toordinal())
        for fact in facts
        if fact.earliest and fact.latest
    ]
    if not spans:
        return None
    start, end = max(start for start, _ in spans), min(end for _, end in spans)
    return (start, end) if start <= end else None


def merge_frames(frames: Iterable[Frame | None]) -> Frame | None:
    """The frame of an event: a whole where every telling of it is of one, else that of the parts among them."""
    held = [frame for frame in frames if frame is not None]
    kept = [frame for frame in held if not frame.whole] or held
    if not kept:
        return None
    start, end = max(frame.start for frame in kept), min(frame.end for frame in kept)
    if start > end:
        return None
    return Frame(
        kept[0].family,
        tuple(sorted({site for frame in kept for site in frame.sites})),
        tuple(sorted({actor for frame in kept for actor in frame.actors})),
        start,
        end,
        kept[0].whole,
    )


class Series:
    """The frames of events, by the events' names; `settle` tells of which event each is a part."""

    def __init__(self, rules: Rules) -> None:
        self._longest = rules.series.longest_part
        self._frames: dict[str, Frame] = {}
        self._wholes: dict[str, set[str]] = defaultdict(set)
        self._parts: dict[str, set[str]] = defaultdict(set)
        self._of: dict[str, str] = {}
        self._touched: set[str] = set()

    def put(self, name: str, frame: Frame | None) -> None:
        """Take in an event's frame, in the place of the one it had; `None` for an event that is gone."""
        before = self._frames.pop(name, None)
        if before == frame:
            if frame is not None:
                self._frames[name] = frame
            return
        for one in (before, frame):
            if one is not None:
                for place in _list_places(one):
                    index = self._wholes if one.whole else self._parts
                    (index[place].add if one is frame else index[place].discard)(name)
                    if one.whole:
                        self._touched |= self._parts[place]
        self._touched.add(name)
        if frame is not None:
            self._frames[name] = frame

    def settle(self) -> dict[str, str | None]:
        """The events of which the whole has changed, with its name, or `None` where there is none now."""
        changed = {}
        for name in self._touched:
            whole = self._find_whole(name)
            if self._of.get(name) != whole:
                changed[name] = whole
                if whole is None:
                    del self._of[name]
                else:
                    self._of[name] = whole
        self._touched = set()
        return changed

    def _find_whole(self, name: str) -> str | None:
        """The smallest whole around an event: the fewest days, the narrowest place, then the smaller name."""
        frame = self._frames.get(name)
        if frame is None or frame.whole or frame.end - frame.start >= self._longest:
            return None
        found = [
            (whole.end - whole.start, len(_list_places(whole)), other)
            for place in _list_places(frame)
            for other in self._wholes.get(place, ())
            if (whole := self._frames[other]).start <= frame.start and frame.end <= whole.end
            if not whole.actors or not frame.actors or not set(whole.actors).isdisjoint(frame.actors)
        ]
        return min(found)[2] if found else None


def _list_places(frame: Frame) -> list[str]:
    return [f"{frame.family} {site}" for site in frame.sites]
