"""How long assembly takes, and how much memory, for invented statements skewed like real ones.

    python tests/bench/assembly.py [--statements 100000] [--late 20]

A few towns, actors and days have most of the happenings, a few happenings have most of the reports, and every fifth
report is a copy. The archive grows by days, as a real one does: ten times the statements are ten times the days.
Prints seconds, megabytes at the peak, and what adding and removing one article more takes.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

from kgbuild.assembly import Assembly
from kgbuild.model import (
    Action,
    Actor,
    Article,
    Claimant,
    FoundBy,
    Mention,
    Place,
    Quantity,
    Statement,
    When,
    make_article,
)

PER_DAY = 1000
"""Statements that a day's reports hold."""
START = date(2020, 1, 1)
PLACES, REGIONS, COUNTRIES, ACTORS, SPEAKERS, OUTLETS, WORDS = 3000, 150, 20, 400, 5000, 300, 20_000
MODES = (("ASSAULT", "heavy-weapons"), ("ASSAULT", "drone"), ("ASSAULT", None), ("CONTROL", "capture"),
         ("PROTEST", None), ("COERCE", "arrest"), ("CONSULT", None), ("MOVE", "advance"))  # fmt: skip
CODES = ("UKR", "SDN", "COD", "SYR", "YEM", "MMR", "MLI", "SOM", "IRQ", "ISR", "PSE", "ETH", "NGA", "HTI", "AFG", "PAK",
         "LBN", "BFA", "NER", "MOZ")  # fmt: skip
PEOPLE = ("civilians", "market traders", "bus passengers", "soldiers", "pupils", "aid workers", "miners", "farmers")
FOUND = FoundBy("rules", "0", "bench")


class Happening(NamedTuple):
    """What is told: of which kind, where, when, by whom on whom, with how many dead."""

    type: str
    mode: str | None
    place: int
    day: date
    actor: int
    recipient: str
    killed: int


class Skewed:
    """Draws numbers below a size, small ones far more often."""

    def __init__(self, size: int, power: float = 1.0) -> None:
        self.weights = list(accumulate(1 / (rank + 1) ** power for rank in range(size)))
        self.numbers = range(size)

    def draw(self, chance: random.Random) -> int:
        return chance.choices(self.numbers, cum_weights=self.weights)[0]


def make_place(number: int, chance: random.Random) -> Place:
    """A town in the words of a report; one in ten is not in the gazetteer."""
    region = number % REGIONS
    country = CODES[region % COUNTRIES]
    name = f"Town{chr(65 + number % 26)}{number}"
    if chance.random() < 0.1:
        return Place(mention=Mention(0, len(name), name), country=country)
    return Place(
        mention=Mention(0, len(name), name),
        relation="near" if chance.random() < 0.1 else "in",
        name=name,
        geonames=1000 + number,
        lat=10 + region / 10 + number / 5e4,
        lon=20 + (number % 77) / 25,
        country=country,
        level="settlement",
        status="resolved",
        inside=f"Region {region}, {country}",
    )


def make_actor(number: int, chance: random.Random) -> Actor:
    """A registered group, one that only its name tells, or anybody."""
    how = chance.random()
    if how < 0.5:
        return Actor(mention=None, name=f"Group {number}", id=f"bench-{number}", kind="armed_group")
    if how < 0.7:
        name = f"Front {chr(65 + number % 26)}{number} Liberation Army"
        return Actor(mention=Mention(0, 5, name), name=name, kind="armed_group", country=CODES[number % COUNTRIES])
    return Actor(mention=Mention(0, 6, "gunmen"), kind="armed_group")


def tell(article: Article, at: int, happening: Happening, chance: random.Random, speakers: Skewed) -> Statement:
    """One statement on a happening, as vague and as wrong as statements are."""
    start = at * 40
    dated = chance.random()
    when = None
    if dated < 0.6:
        day = happening.day.isoformat()
        when = When(mention=None, value=day, earliest=day, latest=day, precision="day")
    elif dated < 0.9:
        when = When(
            mention=None, value=article.published, latest=article.published, precision="bound", basis="publication"
        )
    sentence = article.text[start : start + 80]
    killed = max(0, happening.killed + chance.choice((0, 0, 0, 1, -1)))
    speaker = speakers.draw(chance)
    return Statement(
        id=f"s{article.id}{at:02}",
        article=article.header,
        evidence=(Mention(start, start + len(sentence), sentence),),
        trigger=Mention(start, start + 6, sentence[:6]),
        action=Action(type=happening.type, mode=happening.mode if chance.random() < 0.7 else None),
        actors=(make_actor(happening.actor, chance),) if chance.random() < 0.8 else (),
        recipients=(Actor(mention=Mention(0, 5, happening.recipient), kind="group"),) if chance.random() < 0.6 else (),
        locations=(make_place(happening.place, chance),) if chance.random() < 0.6 else (),
        date=when,
        claimants=(Claimant(name=f"Speaker Name{speaker}", kind="person"),) if chance.random() < 0.5 else (),
        status="claimed",
        quantities=(Quantity(start=0, end=1, text=str(killed), low=killed, high=killed, unit="person", kind="killed"),)
        if chance.random() < 0.3
        else (),
        extractor=FOUND,
    )


def make_archive(statements: int, seed: int = 7, per_day: int = PER_DAY) -> Iterator[tuple[Article, list[Statement]]]:
    """Articles with their statements, by the days on which they were published."""
    chance = random.Random(seed)
    places, actors, speakers, words = Skewed(PLACES), Skewed(ACTORS), Skewed(SPEAKERS), Skewed(WORDS, 0.8)
    outlets, popularity = Skewed(OUTLETS), Skewed(60, 1.2)
    made = number = 0
    open_happenings: list[Happening] = []
    recent: list[tuple[Article, list[Statement]]] = []
    while made < statements:
        day = START + timedelta(days=made // per_day)
        if len(open_happenings) < 40 or chance.random() < 0.5:
            kind, mode = chance.choice(MODES)
            happening = Happening(
                kind, mode, places.draw(chance), day - timedelta(days=chance.choice((0, 1))), actors.draw(chance),
                chance.choice(PEOPLE), int(chance.paretovariate(1.0)),
            )  # fmt: skip
            open_happenings.insert(0, happening)
            del open_happenings[60:]
        published, outlet = day.isoformat(), f"Outlet {outlets.draw(chance)}"
        number += 1
        if recent and chance.random() < 0.2:
            original, told = chance.choice(recent)
            article = make_article(
                original.text, id=f"{number:07}", title=original.title, published=published, publisher=outlet
            )
            header = article.header
            own = [
                Statement(**{name: getattr(one, name) for name in one.__struct_fields__}
                          | {"id": f"s{article.id}{at:02}", "article": header})
                for at, one in enumerate(told)
            ]  # fmt: skip
        else:
            text = " ".join(f"word{words.draw(chance)}" for _ in range(100))
            article = make_article(text, id=f"{number:07}", title=text[:30], published=published, publisher=outlet)
            chosen = [open_happenings[min(popularity.draw(chance), len(open_happenings) - 1)] for _ in range(3)]
            count = chance.randint(4, 14)
            own = [tell(article, at, chosen[min(2, at // 4)], chance, speakers) for at in range(count)]
            recent.append((article, own))
            del recent[:-200]
        made += len(own)
        yield article, own


def measure_mb() -> float:
    """The process's largest resident size so far."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1024 * 1024 if sys.platform == "darwin" else 1024)


def run(statements: int, late: int) -> dict[str, Any]:
    """Assemble that many statements at once, then add and remove a few articles one by one."""
    empty, assembly = measure_mb(), Assembly()
    spent = 0.0
    held = []
    for article, own in make_archive(statements):
        if len(held) < late:
            held.append((article, own))
            continue
        started = time.process_time()
        assembly.add(article, own)
        spent += time.process_time() - started
    added = spent
    started = time.process_time()
    assembled = assembly.settle()
    spent += time.process_time() - started
    peak = measure_mb()
    started = time.process_time()
    for article, own in held:
        assembly.add(article, own)
        assembly.settle()
    each = (time.process_time() - started) / max(1, late)
    return {
        "statements": sum(len(event.statements) for event in assembled.events),
        "events": len(assembled.events),
        "of several articles": sum(event.articles > 1 for event in assembled.events),
        "largest": max(len(event.statements) for event in assembled.events),
        "questions": len(assembled.questions),
        "identities": len(assembled.identities),
        "seconds reading": round(added, 1),
        "seconds": round(spent, 1),
        "megabytes": round(peak),
        "megabytes before": round(empty),
        "seconds for one more article": round(each, 3),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--late", type=int, default=5, help="so many articles are added one by one at the end")
    options = parser.parse_args()
    for name, value in run(options.statements, options.late).items():
        sys.stdout.write(f"{name}: {value:,}\n")


if __name__ == "__main__":
    main()
