"""Pairs of names in, what kgbuild decides of them and how often that is right out.

    python tests/calibration/identity_pairs.py [tests/cases/identity_pairs_dev.jsonl] [--wrong] [--write]

A pair goes the way that names take: the registry's reading of the words first, then the comparison of `assembly`, if
the two share a block at all. Without a file the test's pairs are read; --wrong lists those decided wrongly or asked,
--write puts the table into docs/identity.md.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from kgbuild.assembly import actors, places
from kgbuild.assembly.name_data import known_registry, load_names
from kgbuild.assembly.person_names import read_person_name
from kgbuild.model import ActorKind, Level
from kgbuild.registry import split_words
from kgbuild.registry.phrases import read_phrase
from kgbuild.resolvers.actor_links import choose_namesake
from kgbuild.resolvers.actors import resolve_actor_words

PAIRS = Path(__file__).resolve().parents[1] / "cases" / "identity_pairs.jsonl"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "identity.md"
Verdict = Literal["same", "different", "asked"]


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One side of a pair: a name and what its article says of who or what bears it."""

    name: str
    kind: str | None = None
    country: str | None = None
    sector: str | None = None
    day: str | None = None
    others: tuple[str, ...] = ()
    within: str | None = None
    inside: str | None = None
    level: str | None = None
    article_country: str | None = None


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two names, whether they are one, and why."""

    category: str
    verdict: Literal["same", "different"]
    one: Named
    other: Named
    why: str


class Decision(NamedTuple):
    """What is made of a pair, and what speaks for it."""

    verdict: Verdict
    reason: str


class Score(NamedTuple):
    """How the pairs of a kind are decided."""

    same: int
    joined: int
    asked: int
    different: int
    merged: int
    doubted: int

    @property
    def f1(self) -> float:
        """Of "same": a pair that is asked about counts as not found."""
        given = self.joined + self.merged
        return 2 * self.joined / (given + self.same) if given + self.same else 1.0

    @property
    def false_merges(self) -> float:
        """The share of the different pairs that become one."""
        return self.merged / self.different if self.different else 0.0


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The pairs of a file, one a line."""
    return [msgspec.json.decode(line, type=Pair) for line in path.read_bytes().splitlines() if line.strip()]


def decide(pair: Pair) -> Decision:
    """What becomes of a pair on the whole way that a name takes."""
    if pair.one.kind is None:
        one, other = (_make_place(named) for named in (pair.one, pair.other))
        keys, match = (places.block_keys(one), places.block_keys(other)), places.compare(one, other)
    else:
        first, second = (_make_actor(named) for named in (pair.one, pair.other))
        keys, match = (actors.block_keys(first), actors.block_keys(second)), actors.compare(first, second)
        if first.id and first.id == second.id:
            return Decision("same", "one entry of the registry")
    join, ask = load_names().thresholds.join, load_names().thresholds.ask
    if set(keys[0]).isdisjoint(keys[1]):
        return Decision("different", "never compared")
    if match is None:
        return Decision("different", "kept apart")
    said = f"{match.score:.2f} {match.reason}"
    return Decision("same" if match.score >= join else "asked" if match.score >= ask else "different", said)


def _make_actor(named: Named) -> actors.ActorItem:
    registry = known_registry()
    found = resolve_actor_words(named.name, registry, published=named.day)
    entries = read_phrase(split_words(named.name), registry, lone=True).entries
    bearer = choose_namesake(entries, {named.country: 1}, named.day)[0] if len(entries) > 1 and named.country else None
    registered = actors.make_registered_item(bearer.id if bearer else found.id or "")
    if registered is not None and not _contradicts(named, registered):
        return registered
    return actors.ActorItem(
        name=named.name,
        others=named.others,
        kind=msgspec.convert(named.kind, ActorKind),
        country=named.country,
        sector=named.sector,
        year=int(named.day[:4]) if named.day else None,
    )


def _contradicts(named: Named, item: actors.ActorItem) -> bool:
    """Whether the article's own reading rules an entry out, as it does where a whole article is read.

    Read alone, any surname inside the words will do ("Moussa Diallo" has that of Amr Moussa); in an article it
    does not.
    """
    if named.country and item.country and named.country != item.country:
        return True
    if item.kind != "person":
        return named.kind == "person"
    parts = read_person_name(named.name).parts
    entry = known_registry().entry(item.id or "")
    weak = entry.weak if entry else ()
    return named.kind not in {"person", "unknown"} or all(
        read_person_name(name).parts != parts for name in (*item.names, *weak)
    )


def _make_place(named: Named) -> places.PlaceItem:
    return places.PlaceItem(
        name=named.name,
        country=named.country,
        within=named.within,
        inside=named.inside,
        level=msgspec.convert(named.level, Level) if named.level else None,
        setting=named.article_country or named.country,
    )


def score_pairs(pairs: Iterable[Pair]) -> dict[str, Score]:
    """The scores by category, and over all of them as "all"."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        verdict = decide(pair).verdict
        for name in (pair.category, "all"):
            counts[name][pair.verdict] += 1
            counts[name][f"{pair.verdict} {verdict}"] += 1
    return {
        name: Score(
            same=found["same"], joined=found["same same"], asked=found["same asked"], different=found["different"],
            merged=found["different same"], doubted=found["different asked"],
        )
        for name, found in counts.items()
    }  # fmt: skip


def write_table(scores: dict[str, Score]) -> str:
    """The scores as a Markdown table."""
    lines = [
        "| pairs | same | joined | asked | different | merged | asked | F1 of same |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name in sorted(scores, key=lambda name: (name == "all", name)):
        found = scores[name]
        lines.append(f"| {name} | {' | '.join(map(str, found))} | {found.f1:.3f} |")
    return "\n".join(lines) + "\n"


def put_table(page: str, table: str) -> str:
    """The page with this table between its marks."""
    before, rest = page.split("<!-- pairs -->\n")
    return f"{before}<!-- pairs -->\n{table}<!-- end -->{rest.partition('<!-- end -->')[2]}"


def main(words: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Score kgbuild on pairs of names.")
    parser.add_argument("pairs", nargs="?", type=Path, default=PAIRS, help="pairs as JSON Lines")
    parser.add_argument("--wrong", action="store_true", help="list the pairs that are decided wrongly, or asked about")
    parser.add_argument("--write", action="store_true", help="put the table into docs/identity.md")
    given = parser.parse_args(words)
    pairs = read_pairs(given.pairs)
    table = write_table(score_pairs(pairs))
    sys.stdout.write(table)
    if given.write:
        PAGE.write_text(put_table(PAGE.read_text(encoding="utf-8"), table), encoding="utf-8")
    for pair in pairs if given.wrong else ():
        decision = decide(pair)
        if decision.verdict != pair.verdict:
            names = f"{pair.one.name} | {pair.other.name}"
            sys.stdout.write(f"{pair.verdict}, read as {decision.verdict}: {names} ({decision.reason}) {pair.why}\n")


if __name__ == "__main__":
    main()
