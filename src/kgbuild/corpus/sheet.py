"""The sheets that annotators write: a report sentence by sentence, each with its marks, in; a `MarkedReport` out.

A head of `key: value` lines (`part: train` keeps a report out of the other parts), a blank line, then sentences (`= ` a
headline, `- ` any other) with their marks below. A blank line between sentences begins a paragraph. Marks name words
of the sentence above them:

    ! TRIGGER TYPE[/mode] [negative] [modality] | actor WORDS | recipient WORDS | instrument WORDS | place in WORDS |
        date WORDS | count WORDS, in one line                      an event; a role may stand several times
    > SOURCE | CUE | CONTENT [& CONTENT] [| direct] [| denied]     who says what; `~` for no source
    @ WORDS = CHAIN [kind] [COUNTRY]                               an actor
    # WORDS place|metonym|demonym [level] [COUNTRY]                a place
    % WORDS date|time|duration|set VALUE                           a time, `?` for no value
    + WORDS kind LOW..HIGH                                         a number; `12` is exact, `12..` at least, `~12` about
    0                                                              nothing to mark here

SAY without a mode is SAY/say. `WORDS#2` is the second occurrence in the sentence; `from ... to` runs from the one to
the other, both included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast, get_args

from kgbuild.corpus.marks import (
    ActorMark,
    AttributionMark,
    CountMark,
    DateMark,
    EventMark,
    MarkedReport,
    Part,
    PlaceMark,
    Role,
    overlap,
)
from kgbuild.corpus.sheet_text import SheetError, SheetSentence, read_head, read_text
from kgbuild.model import ActorKind, Level, Mention, Modality, QuantityKind, Relation, RoleName, make_article
from kgbuild.vocabulary import Vocabulary

MODALITIES, RELATIONS = get_args(Modality), get_args(Relation)
_ACTION = re.compile(r"\s([A-Z]{3,})(?:/([a-z-]+))?(?=\s|$)")
_PLACE = re.compile(r"(.+) (place|metonym|demonym)((?: \S+)*)$")
_DATE = re.compile(r"(.+) (date|time|duration|set) (\S+)$")
_COUNT = re.compile(r"(.+) ([a-z]+) (~?)(\d+(?:\.\d+)?)?(\.\.)?(\d+(?:\.\d+)?)?$")


def read_sheet(path: Path, vocabulary: Vocabulary) -> MarkedReport:
    """The report of one sheet.

    Raises:
        SheetError: a line can't be read, names words that are not there, or contradicts another; with file and line.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    head, first = read_head(path, lines)
    text, sentences = read_text(path, lines, first)
    article = make_article(
        text,
        id=head["id"],
        published=head["published"],
        publisher=head.get("publisher") or None,
        agency=head.get("agency") or None,
        byline=head.get("byline") or None,
        url=head.get("url") or None,
        title=sentences[0].text if sentences and lines[first].startswith("= ") else None,
        language="en",
    )
    reader = _Reader(path, vocabulary)
    for sentence in sentences:
        reader.read(sentence)
    reader.compare()
    return MarkedReport(
        article=article,
        style=head["style"],
        region=head["region"],
        part=cast("Part | None", head.get("part")),
        sentences=tuple(Mention(s.start, s.start + len(s.text), s.text) for s in sentences),
        events=tuple(sorted(reader.events, key=lambda one: one.trigger.start)),
        attributions=tuple(sorted(reader.attributions, key=lambda one: one.cue.start)),
        actors=tuple(sorted(reader.actors, key=lambda one: one.words.start)),
        places=tuple(sorted(reader.places, key=lambda one: one.words.start)),
        dates=tuple(sorted(reader.dates, key=lambda one: one.words.start)),
        counts=tuple(sorted(reader.counts, key=lambda one: one.words.start)),
    )


class _Reader:
    """The marks of one sheet, read sentence by sentence."""

    def __init__(self, path: Path, vocabulary: Vocabulary) -> None:
        self.path, self.vocabulary = path, vocabulary
        self.events: list[EventMark] = []
        self.attributions: list[AttributionMark] = []
        self.actors: list[ActorMark] = []
        self.places: list[PlaceMark] = []
        self.dates: list[DateMark] = []
        self.counts: list[CountMark] = []
        self.chains: dict[str, ActorMark] = {}
        self.numbers: dict[int, int] = {}  # line of each event, by the start of its trigger
        self.sentence, self.number = SheetSentence("", 0), 0

    def read(self, sentence: SheetSentence) -> None:
        """Take in the marks of one sentence."""
        self.sentence = sentence
        if not sentence.lines:
            raise SheetError(
                f"{self.path}: '{sentence.text[:60]}' has no marks; '0' says that there is nothing to mark."
            )
        for number, line in sentence.lines:
            self.number = number
            sign, rest = line[:1], line[1:].strip()
            read = {
                "!": self._event, ">": self._attribution, "@": self._actor,
                "#": self._place, "%": self._date, "+": self._count,
            }.get(sign)  # fmt: skip
            if read is not None and rest:
                read(rest)
            elif line != "0":
                raise self._wrong(f"'{line}' is no mark")

    def compare(self) -> None:
        """Check that the roles of events name what is marked itself.

        Raises:
            SheetError: a place, a date or a number in a role is not marked, or nobody marked acts.
        """
        marked = {
            "place": [one.words for one in self.places],
            "date": [one.words for one in self.dates],
            "count": [one.words for one in self.counts],
            "actor": [*(one.words for one in self.actors), *(one.words for one in self.places)],
        }
        for event in self.events:
            self.number = self.numbers[event.trigger.start]
            for role in event.roles:
                ground = role.name == "place" and role.words.text[:1].islower()
                if (
                    role.name in marked
                    and not ground
                    and not any(overlap(role.words, one) for one in marked[role.name])
                ):
                    raise self._wrong(f"the {role.name} '{role.words.text}' is not marked itself")

    def _event(self, line: str) -> None:
        opening, *roles = [part.strip() for part in line.split(" | ")]
        found = _ACTION.search(opening, 1)
        if found is None:
            raise self._wrong("no action type")
        kind, mode = found[1], found[2] or ("say" if found[1] == "SAY" else None)
        action = self.vocabulary.action_types.get(kind)
        if action is None or (mode is not None and mode not in action.modes):
            raise self._wrong(f"no action {kind}{'/' + mode if mode else ''}; see kgbuild vocab actions")
        standing = opening[found.end() :].split()
        modality = [word for word in standing if word in MODALITIES]
        if [word for word in standing if word not in (*MODALITIES, "negative", "positive")] or len(modality) > 1:
            raise self._wrong(f"'{' '.join(standing)}' is no standing")
        trigger = self._words(opening[: found.start()].strip())
        self.numbers[trigger.start] = self.number
        self.events.append(
            EventMark(
                trigger=trigger,
                type=kind,
                mode=mode,
                polarity="negative" if "negative" in standing else "positive",
                modality=cast("Modality", modality[0]) if modality else "actual",
                roles=tuple(self._role(part) for part in roles),
            )
        )

    def _role(self, part: str) -> Role:
        name, _, words = part.partition(" ")
        if name not in get_args(RoleName):
            raise self._wrong(f"'{name}' is no role")
        relation = None
        if name == "place":
            relation, _, words = words.partition(" ")
            if relation not in RELATIONS:
                raise self._wrong(f"'{relation}' is no relation of a place ({', '.join(RELATIONS)})")
        return Role(name=cast("RoleName", name), words=self._words(words), relation=cast("Relation | None", relation))

    def _attribution(self, line: str) -> None:
        parts = [part.strip() for part in line.split("|")]
        if len(parts) < 3 or set(parts[3:]) - {"direct", "indirect", "mixed", "denied"}:
            raise self._wrong("an attribution is SOURCE | CUE | CONTENT, then direct, mixed or denied")
        kinds = [part for part in parts[3:] if part != "denied"]
        self.attributions.append(
            AttributionMark(
                source=None if parts[0] == "~" else self._words(parts[0]),
                cue=self._words(parts[1]),
                content=tuple(self._words(part.strip()) for part in parts[2].split(" & ")),
                kind=kinds[0] if kinds else "indirect",  # type: ignore[arg-type]  # one of the three, see above
                denied="denied" in parts[3:],
            )
        )

    def _actor(self, line: str) -> None:
        words, equals, rest = line.rpartition(" = ")
        chain, *values = rest.split() or [""]
        if not equals or not chain:
            raise self._wrong("an actor is WORDS = CHAIN [kind] [COUNTRY]")
        kinds = [value for value in values if value in get_args(ActorKind)]
        countries = [value for value in values if value in self.vocabulary.codes("country")]
        if len(kinds) + len(countries) < len(values):
            raise self._wrong(f"'{' '.join(values)}' is no kind and no country")
        known = self.chains.get(chain)
        if known is None and not kinds:
            raise self._wrong(f"the first mention of '{chain}' needs a kind")
        if known is not None and kinds and kinds[0] != known.kind:
            raise self._wrong(f"'{chain}' is {known.kind} before")
        mark = ActorMark(
            words=self._words(words),
            chain=chain,
            kind=kinds[0] if kinds else known.kind if known else "unknown",
            country=countries[0] if countries else known.country if known else None,
        )
        self.chains.setdefault(chain, mark)
        self.actors.append(mark)

    def _place(self, line: str) -> None:
        found = _PLACE.match(line)
        values = found[3].split() if found else []
        levels = [value for value in values if value in get_args(Level)]
        countries = [value for value in values if value in self.vocabulary.codes("country")]
        if found is None or len(levels) + len(countries) < len(values):
            raise self._wrong("a place is WORDS place|metonym|demonym [level] [COUNTRY]")
        self.places.append(
            PlaceMark(
                words=self._words(found[1]),
                usage=found[2],  # type: ignore[arg-type]  # one of the three by the pattern
                level=levels[0] if levels else None,
                country=countries[0] if countries else None,
            )
        )

    def _date(self, line: str) -> None:
        found = _DATE.match(line)
        if found is None:
            raise self._wrong("a time is WORDS date|time|duration|set VALUE")
        value = None if found[3] == "?" else found[3]
        self.dates.append(DateMark(words=self._words(found[1]), kind=found[2], value=value))  # type: ignore[arg-type]

    def _count(self, line: str) -> None:
        found = _COUNT.match(line)
        if found is None or found[2] not in get_args(QuantityKind):
            raise self._wrong(f"a number is WORDS kind LOW..HIGH, its kind one of {', '.join(get_args(QuantityKind))}")
        low, high = (float(found[i]) if found[i] else None for i in (4, 6))
        self.counts.append(
            CountMark(
                words=self._words(found[1]),
                kind=found[2],
                low=low,
                high=high if found[5] else low,
                approximate=bool(found[3]),
            )
        )

    def _words(self, words: str) -> Mention:
        """The stretch of the sentence that words name."""
        begin, dots, end = words.partition(" ... ")
        first = self._find(begin, 0)
        last = self._find(end, first[1]) if dots else first
        start = self.sentence.start
        return Mention(start + first[0], start + last[1], self.sentence.text[first[0] : last[1]])

    def _find(self, words: str, after: int) -> tuple[int, int]:
        words, sharp, number = words.rpartition("#") if re.search(r"\S#\d$", words) else (words, "", "1")
        places = [place for place in _occurrences(self.sentence.text, words) if place >= after]
        if not words or len(places) < int(number):
            raise self._wrong(f"'{words}{sharp}{number if sharp else ''}' is not in the sentence")
        if len(places) > 1 and not sharp and not after:
            raise self._wrong(f"'{words}' stands there {len(places)} times; say which: '{words}#1'")
        place = places[int(number) - 1]
        return place, place + len(words)

    def _wrong(self, why: str) -> SheetError:
        return SheetError(f"{self.path}:{self.number}: {why}.")


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Where words stand as whole words."""
    pattern = rf"(?<!\w){re.escape(words)}(?!\w)" if words[:1].isalnum() else re.escape(words)
    for found in re.finditer(pattern, text):
        yield found.start()
