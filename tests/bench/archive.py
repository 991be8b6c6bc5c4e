"""A graph of many quads that looks like a real one: invented reports with sentences, words and all slots, assembled.

    python tests/bench/archive.py FOLDER [--quads 1000000]

What happens, where, when and by whom is that of assembly.py's archive. Here each statement gets a sentence in which
its words stand, a chain of claimants, a standing and a date as reports give them; then the articles are added to a
graph directory, with some judgements, and finished.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zlib import crc32

from msgspec import structs

from assembly import CODES, make_archive
from kgbuild.graph.store import Graph
from kgbuild.model import (
    Action,
    Actor,
    Article,
    Claimant,
    FoundBy,
    Judgement,
    Mention,
    Modality,
    Place,
    Quantity,
    QuantityKind,
    Statement,
    make_article,
)

QUADS = 110
"""Quads that a statement comes to, with its share of articles, entities and events."""
PER_DAY = 40
VERBS = {
    ("ASSAULT", "heavy-weapons"): "shelled", ("ASSAULT", "drone"): "sent drones against", ("ASSAULT", None): "attacked",
    ("CONTROL", "capture"): "captured", ("CONTROL", "hold"): "held", ("CONTROL", "lose"): "lost",
    ("PROTEST", None): "protested against", ("COERCE", "arrest"): "arrested", ("CONSULT", None): "met",
    ("MOVE", "advance"): "advanced on", ("DISPLACE", None): "drove out",
}  # fmt: skip
PLANS: tuple[Modality, ...] = ("planned", "threatened", "intended", "ongoing", "habitual", "requested", "hypothetical")
KINDS: tuple[tuple[QuantityKind, str], ...] = (
    ("killed", "people killed"), ("killed", "people killed"), ("wounded", "people wounded"),
    ("displaced", "families displaced"), ("weapon", "rockets"), ("captured", "people captured"),
)  # fmt: skip


class Writer:
    """A text in the making that tells where its words stand."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def put(self, words: str) -> Mention:
        """Add words; where they stand."""
        start = self.length
        self.pieces.append(words)
        self.length += len(words)
        return Mention(start, self.length, words)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def _place(place: Place, mention: Mention, chance: random.Random) -> Place:
    """The place at these words; one in four of those that the gazetteer lacks has several candidates instead."""
    if place.status == "resolved":
        return structs.replace(place, mention=mention, gazetteer="bench", rule="only candidate")
    if chance.random() < 0.25:
        first = crc32(mention.text.encode()) % 10_000
        return structs.replace(place, mention=mention, status="ambiguous", candidates=(first, first + 7))
    return structs.replace(place, mention=mention, name=mention.text)


def _action(statement: Statement) -> Action:
    """The action, varied by place so that towns are held and lost too and people flee."""
    where = crc32((statement.locations[0].mention or Mention(0, 0, "")).text.encode()) if statement.locations else 0
    kind, mode = statement.action.type, statement.action.mode
    if kind == "CONTROL":
        mode = ("capture", "hold", "lose", "capture")[where % 4]
    if kind == "COERCE" and where % 2:
        kind, mode = "DISPLACE", None
    return Action(type=kind, mode=mode, contexts=("military",) if kind == "ASSAULT" else (), cameo="190")


def write_statement(writer: Writer, statement: Statement, chance: random.Random) -> Statement:
    """Put the statement's sentence into the text; the statement with its words there."""
    given = statement
    speaker, denied = None, chance.random() < 0.08
    negative, plan = chance.random() < 0.04, chance.random() < 0.06
    start, cue = writer.length, None
    claimants = [Claimant(name=given.article.publisher or "Outlet", kind="media")]
    if given.claimants:
        number = crc32(given.claimants[0].name.encode())
        official = number % 3 == 0
        speaker = writer.put(given.claimants[0].name)
        writer.put(" ")
        cue = writer.put("denied" if denied else "said")
        writer.put(" that ")
        claimants.append(
            Claimant(
                name=speaker.text,
                kind="armed_force" if official else "person",
                mention=speaker,
                cue=cue,
                country=CODES[number % len(CODES)] if official else None,
            )
        )
    clause = writer.length
    actors = []
    for actor in given.actors:
        mention = writer.put(actor.name or "gunmen")
        actors.append(structs.replace(actor, mention=mention, sector="REB" if actor.name else None, chain=1))
        writer.put(" ")
    action = _action(given)
    if negative or plan:
        writer.put("did not plan to have " if negative and plan else "has not " if negative else "plans to have ")
    trigger = writer.put(VERBS.get((action.type, action.mode), VERBS.get((action.type, None), "attacked")))
    recipients = []
    for actor in given.recipients:
        writer.put(" ")
        words = (actor.mention or Mention(0, 0, "people")).text
        number = crc32(f"{words} {given.article.published} {action.type}".encode())
        if number % 2:  # one half of those acted upon are groups that the registry knows
            name = f"Group {number % 400}"
            group = Actor(mention=None, name=name, id=f"bench-{number % 400}", kind="armed_group")
            recipients.append(structs.replace(group, mention=writer.put(name), sector="REB", chain=2))
        else:
            recipients.append(structs.replace(actor, mention=writer.put(words), sector="CVL", chain=2))
    locations = []
    for place in given.locations:
        writer.put(f" {place.relation} ")
        locations.append(_place(place, writer.put((place.mention or Mention(0, 0, "town")).text), chance))
    when = given.date
    if when is not None and when.precision == "day" and when.value:
        writer.put(" on ")
        when = structs.replace(
            when, mention=writer.put(date.fromisoformat(when.value).strftime("%d %B %Y")), rule="day-month-year"
        )
    quantities = []
    for quantity in given.quantities:
        kind, unit = chance.choice(KINDS)
        writer.put(", ")
        words = writer.put(f"at least {quantity.text}" if chance.random() < 0.3 else quantity.text)
        writer.put(f" {unit}")
        high = None if words.text.startswith("at") else quantity.high
        quantities.append(
            Quantity(**structs.asdict(words), low=quantity.low, high=high, unit=unit.partition(" ")[0], kind=kind)
        )
    sentence = writer.text[start:]
    writer.put(". ")
    return structs.replace(
        given,
        action=action,
        evidence=(Mention(clause, clause + len(sentence) - (clause - start), sentence[clause - start :]),),
        trigger=trigger,
        actors=tuple(actors),
        recipients=tuple(recipients),
        locations=tuple(locations),
        date=when,
        claimants=tuple(claimants),
        status=("denied" if denied else "claimed") if speaker else "asserted",
        polarity="negative" if negative else "positive",
        modality=chance.choice(PLANS) if plan else "actual",
        quantities=tuple(quantities),
        extractor=FoundBy("rules", "0", f"{action.type.lower()}.{trigger.text.partition(' ')[0]}"),
        confidence=round(chance.uniform(0.4, 0.95), 2),
    )


def make_reports(statements: int, seed: int = 7) -> Iterator[tuple[Article, list[Statement]]]:
    """Articles with their statements, by day; every fifth article is another's text under another publisher."""
    chance = random.Random(seed)
    told: dict[str, tuple[str, list[Statement]]] = {}
    for skeleton, drafts in make_archive(statements, seed, PER_DAY):
        former = told.get(skeleton.sha256)
        if former is None:
            words = skeleton.text.split()
            writer, written = Writer(), []
            for at, draft in enumerate(drafts):
                written.append(write_statement(writer, draft, chance))
                writer.put(f"{' '.join(words[at * 8 : at * 8 + 8]).capitalize()}. ")
            former = told[skeleton.sha256] = writer.text, written
            for old in list(told)[:-400]:
                del told[old]
        text, written = former
        article = make_article(
            text,
            id=skeleton.id,
            url=f"https://example.org/bench/{skeleton.id}",
            title=text[:40],
            published=skeleton.published,
            publisher=skeleton.publisher,
            agency=f"Agency {crc32(text.encode()) % 7}" if crc32(text.encode()) % 3 == 0 else None,
            language="en",
        )
        outlet = Claimant(name=article.agency or article.publisher or "Outlet", kind="media")
        yield (
            article,
            [
                structs.replace(
                    one, id=f"s{article.id}{at:02}", article=article.header, claimants=(outlet, *one.claimants[1:])
                )
                for at, one in enumerate(written)
            ],
        )


def build_archive(folder: Path, *, quads: int) -> int:
    """Make a graph directory of about so many quads; how many there are."""
    with Graph.open(folder, create=True) as graph:
        for article, statements in make_reports(quads // QUADS):
            graph.add(article, statements)
        for number in range(0, 100, 2):
            one = Judgement(
                first=f"actor/bench-{number}", second=f"actor/bench-{number + 1}", verdict="different", why="two fronts"
            )
            graph.judge(one)
        graph.finish()
        return sum(1 for _ in graph.quads())


def main() -> None:
    """Make one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--quads", type=int, default=1_000_000)
    given = parser.parse_args()
    sys.stdout.write(f"{build_archive(given.folder, quads=given.quads):,} quads\n")


if __name__ == "__main__":
    main()
