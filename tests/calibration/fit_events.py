"""The development stories in, the weights and thresholds of ontology/assembly/events.toml out.

    python tests/calibration/fit_events.py [--cache FILE] [--write] [--misses]

Two models say how much speaks for one happening: one for two statements of an article, one for what two articles tell.
Each is a logistic regression on the features that assembly reads, over pairs that the marks of tests/cases/stories call
one event or two. Thresholds are those with the best B-cubed among those that join no two events which the marks keep
apart over numbers or sides. What is printed is held out: each story is assembled with weights fitted on the others.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from kgbuild.assembly.facts import Facts, read_facts  # noqa: E402
from kgbuild.assembly.grouping import compare_all, group_facts  # noqa: E402
from kgbuild.assembly.rules import Rules, Weights, load_rules  # noqa: E402
from kgbuild.assembly.tellings import Setting, Telling, make_telling, propose_blocks, read_features, read_setting  # noqa: E402
from kgbuild.assembly.whole import Assembly  # noqa: E402
from kgbuild.model import Statement  # noqa: E402
from stories import Story, align, extract_stories, read_stories, score_b_cubed  # noqa: E402  # found by the line above

FILE = ROOT / "ontology" / "assembly" / "events.toml"
RIDGE = 4.0
"""How strongly weights are drawn to what is expected; the constant is free."""
# What is expected of a feature before any story is read. Twenty stories do not tell everything: that two reports name
# one town says little inside a story, where all play in it, and much outside. What is not listed is expected to say
# nothing.
INSIDE = {
    "headline": 1.5, "bare harm": 1.5, "definite": 1.5, "one clause": 0.8, "one sentence": 0.8, "one paragraph": 0.8,
    "act and harm": 0.3, "words": 0.8, "one dated": 0.3, "day same": 0.8, "place same": 1.0, "place near": 0.5,
    "place inside": 0.3, "place region": 0.3, "actor same": 0.6, "actor alike": 0.5, "recipient same": 0.7,
    "recipient alike": 0.5, "figures same": 1.0, "means same": 0.4, "one word": 9.0,
    "figures apart": -0.8, "means other": -0.8, "actor other": -1.5, "recipient other": -0.3, "fresh": -1.5,
    "again": -0.8, "apart": -1.0, "after": -1.8, "another between": -0.5, "far": -1.2, "one coarse": -1.0,
    "one vague": -0.8, "talk": -0.8, "one captive": -0.5, "day overlap": -0.3,
}  # fmt: skip
ACROSS = {
    "day same": 2.0, "day overlap": 1.2, "day next": 1.0, "day soon": 0.4, "day later": -0.3, "day both next": 0.8,
    "day both soon": 0.0, "day both later": -0.8, "place same": 2.5, "place near": 2.3, "place inside": 1.5,
    "place region": 0.8, "place hinted": 1.2, "actor same": 0.8, "actor alike": 0.5, "actor other": -2.5,
    "recipient same": 0.7, "recipient alike": 1.2, "recipient other": -1.0, "figures same": 0.9, "figures close": 0.5,
    "means same": 0.4, "means other": -1.5, "part of day same": 0.4, "part of day other": -1.2, "again": -0.8,
    "both lead": 0.5, "words": 1.5, "nobody in common": -3.0,
}  # fmt: skip
STRICT = frozenset({"numbers", "sides"})
"""Events that differ in these are never joined."""
JOINS = tuple(round(0.3 + 0.05 * step, 2) for step in range(11))


class Row(NamedTuple):
    """A pair of statements or tellings: its story, what compares, and whether it is one event."""

    story: str
    features: Mapping[str, float]
    same: bool


class Case(NamedTuple):
    """A story, read: the facts of each article and where it plays, and the marked event of each statement."""

    story: Story
    statements: tuple[Statement, ...]
    facts: dict[str, list[Facts]]
    events: dict[str, str]
    settings: dict[str, Setting]


class Figures(NamedTuple):
    """Precision and recall."""

    precision: float
    recall: float

    @property
    def f(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F {self.f:.3f}"


def read_cases(cache: Path | None, rules: Rules) -> list[Case]:
    stories = read_stories()
    extracted = extract_stories(stories, cache)
    return [read_case(story, extracted[story.name], rules) for story in stories]


def read_case(story: Story, statements: Sequence[Statement], rules: Rules) -> Case:
    events = align(story, statements)
    articles = {article.id: article for article in story.articles}
    facts: dict[str, list[Facts]] = {article: [] for article in articles}
    assembly = Assembly(rules=rules)
    for article in story.articles:
        assembly.add(article, [one for one in statements if one.article.id == article.id])
    names = {one.key: one.identity for one in assembly.settle().identities}

    def identify(key: str) -> str:
        return names.get(key, key)

    for one in statements:
        facts[one.article.id].append(read_facts(one, rules, articles[one.article.id], identify))
    settings = {
        home: read_setting(own, articles[home].published, articles[home].title, rules) for home, own in facts.items()
    }
    facts = {home: [fact for fact in own if fact.id in events] for home, own in facts.items()}
    return Case(story, tuple(statements), facts, events, settings)


def pair_facts(case: Case, rules: Rules) -> list[Row]:
    """The pairs of statements of one article that nothing keeps apart."""
    return [
        Row(case.story.name, features, case.events[one.id] == case.events[other.id])
        for facts in case.facts.values()
        for one, other, features in compare_all(facts, rules)
    ]


def make_tellings(case: Case, rules: Rules) -> list[tuple[str, Telling, str]]:
    """What each article tells of each happening, as grouped by these rules, and which event most of that is of."""
    tellings = []
    for article in case.story.articles:
        setting = case.settings[article.id]
        for group in group_facts(case.facts[article.id], rules):
            names = sorted(case.events[fact.id] for fact in group)
            event = max(names, key=names.count)
            tellings.append((article.id, make_telling(group, setting, rules), event))
    return tellings


def pair_tellings(case: Case, rules: Rules) -> list[Row]:
    """The pairs of tellings of two articles that share a block and that nothing keeps apart."""
    rows = []
    for one, other in combinations(make_tellings(case, rules), 2):
        if one[0] != other[0] and not set(propose_blocks(one[1], rules)).isdisjoint(propose_blocks(other[1], rules)):
            features = read_features(one[1], other[1], rules)
            if features is not None:
                rows.append(Row(case.story.name, features, one[2] == other[2]))
    return rows


def fit_weights(rows: Sequence[Row], weights: Weights, expected: Mapping[str, float]) -> Weights:
    """Logistic regression by Newton's method, each weight drawn to what is expected of it."""
    names = sorted({name for row in rows for name in row.features} | expected.keys())
    table = np.array([[1.0, *(row.features.get(name, 0.0) for name in names)] for row in rows])
    wanted = np.array([float(row.same) for row in rows])
    prior = np.array([0.0, *(expected.get(name, 0.0) for name in names)])
    ridge = RIDGE * np.eye(len(names) + 1)
    ridge[0, 0] = 1e-3
    found = prior.copy()
    for _ in range(100):
        odds = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (odds - wanted) + ridge @ (found - prior)
        bend = (table * (odds * (1 - odds))[:, None]).T @ table + ridge
        step = np.linalg.solve(bend, slope)
        found -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    features = {name: round(float(value), 2) for name, value in zip(names, found[1:], strict=True)}
    return replace(weights, constant=round(float(found[0]), 2), features=features)


def score_rows(rows: Iterable[Row], rate: Callable[[Row], bool]) -> Figures:
    """Precision and recall of the pairs that are rated as one event."""
    answers = [(rate(row), row.same) for row in rows]
    right = sum(said and same for said, same in answers)
    return Figures(right / max(1, sum(said for said, _ in answers)), right / max(1, sum(same for _, same in answers)))


def rate_row(row: Row, weights: Weights) -> float:
    total = weights.constant + sum(weights.features.get(name, 0.0) * value for name, value in row.features.items())
    return float(1 / (1 + np.exp(-total)))


def hold_out(rows: Sequence[Row], weights: Weights, expected: Mapping[str, float]) -> dict[str, Weights]:
    """For each story the weights that the others give."""
    return {
        story: fit_weights([row for row in rows if row.story != story], weights, expected)
        for story in sorted({row.story for row in rows})
    }


def score_inside(cases: Sequence[Case], rules: Mapping[str, Rules]) -> Figures:
    """B-cubed of the groups inside articles, every statement counting once."""
    total, number = np.zeros(2), 0
    for case in cases:
        for facts in case.facts.values():
            events = {fact.id: case.events[fact.id] for fact in facts}
            groups = [[fact.id for fact in group] for group in group_facts(facts, rules[case.story.name])]
            total += np.array(score_b_cubed(groups, events)) * len(events)
            number += len(events)
    return Figures(*(float(value) for value in total / max(1, number)))


def assemble_case(case: Case, rules: Rules) -> list[tuple[str, ...]]:
    """The statements of each event of the story."""
    assembly = Assembly(rules=rules)
    for article in case.story.articles:
        assembly.add(article, [one for one in case.statements if one.article.id == article.id])
    return [event.statements for event in assembly.settle().events]


def score_stories(cases: Sequence[Case], found: Mapping[str, Sequence[Sequence[str]]]) -> Figures:
    """B-cubed of events over the articles of each story, every statement counting once."""
    total, number = np.zeros(2), 0
    for case in cases:
        total += np.array(score_b_cubed(found[case.story.name], case.events)) * len(case.events)
        number += len(case.events)
    return Figures(*(float(value) for value in total / max(1, number)))


def score_pairs(cases: Sequence[Case], found: Mapping[str, Sequence[Sequence[str]]], *, across: bool) -> Figures:
    """Of pairs of statements, of two articles or of one, which are joined."""
    said = right = there = 0
    for case in cases:
        cluster = {one: at for at, event in enumerate(found[case.story.name]) for one in event}
        home = {one.id: one.article.id for one in case.statements}
        for one, other in combinations(sorted(case.events), 2):
            if (home[one] != home[other]) == across:
                same, joined = case.events[one] == case.events[other], cluster[one] == cluster[other]
                said, right, there = said + joined, right + (same and joined), there + same
    return Figures(right / max(1, said), right / max(1, there))


def list_false_merges(case: Case, found: Iterable[Sequence[str]]) -> list[tuple[str, str, str]]:
    """The pairs of events that the marks keep apart and that are one here, with what they differ in."""
    apart = case.story.apart
    merges = set()
    for event in found:
        for one, other in combinations(sorted({case.events[told] for told in event if told in case.events}), 2):
            if (one, other) in apart:
                merges.add((one, other, apart[one, other]))
    return sorted(merges)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="keep what the extractor read in this file")
    parser.add_argument("--write", action="store_true", help="write the weights into ontology/assembly/events.toml")
    parser.add_argument("--misses", action="store_true", help="list what is joined wrongly, and what is not joined")
    options = parser.parse_args()
    rules = load_rules()
    cases = read_cases(options.cache, rules)
    say = sys.stdout.write
    say(f"{sum(len(case.events) for case in cases)} statements of {len(cases)} stories\n")
    as_is = dict.fromkeys((case.story.name for case in cases), rules)
    report(cases, as_is, "as it stands (not held out)", say)

    inside = [row for case in cases for row in pair_facts(case, rules)]
    folds = hold_out(inside, rules.inside, INSIDE)
    say(f"\npairs inside: {len(inside)}, {sum(row.same for row in inside)} of them one event\n")
    say(f"  held out at 0.5: {score_rows(inside, lambda row: rate_row(row, folds[row.story]) >= 0.5)}\n")
    held = {name: replace(rules, inside=weights) for name, weights in folds.items()}
    held |= {name: rules for name in as_is if name not in held}
    best = max(JOINS, key=lambda join: (score_inside(cases, set_join(held, "inside", join)).f, join))
    for join in JOINS:
        say(f"  join {join}: B-cubed inside {score_inside(cases, set_join(held, 'inside', join))}\n")
    held = set_join(held, "inside", best)
    full = replace(rules, inside=replace(fit_weights(inside, rules.inside, INSIDE), join=best, ask=best))

    across = [row for case in cases for row in pair_tellings(case, held[case.story.name])]
    folds = hold_out(across, rules.across, ACROSS)
    say(f"\npairs across: {len(across)}, {sum(row.same for row in across)} of them one event\n")
    say(f"  held out at 0.5: {score_rows(across, lambda row: rate_row(row, folds[row.story]) >= 0.5)}\n")
    held = {name: replace(held[name], across=folds.get(name, rules.across)) for name in held}
    options_found = []
    for join in JOINS:
        for fit in [value for value in (0.2, 0.3, 0.4) if value <= join]:
            tried = set_join(held, "across", join, fit=fit)
            found = {case.story.name: assemble_case(case, tried[case.story.name]) for case in cases}
            merges = [one for case in cases for one in list_false_merges(case, found[case.story.name])]
            bad = sum(over in STRICT for *_, over in merges)
            score = score_stories(cases, found)
            if options.misses:
                say(f"  join {join} fit {fit}: B-cubed {score}  false merges {len(merges)}, numbers or sides {bad}\n")
            options_found.append((bad == 0, score.f, join, fit))
    _, _, join, fit = max(options_found)
    held = set_join(held, "across", join, fit=fit)
    report(cases, held, f"held out, join {join}, fit {fit}", say)
    if options.misses:
        list_misses(cases, held, say)
    weights = fit_weights([row for case in cases for row in pair_tellings(case, full)], rules.across, ACROSS)
    full = replace(full, across=replace(weights, join=join, ask=min(fit, join), fit=fit))
    report(cases, dict.fromkeys(as_is, full), "with the weights of all stories (not held out)", say)
    text = write_weights(FILE.read_text(encoding="utf-8"), full)
    if options.write:
        FILE.write_text(text, encoding="utf-8")
    else:
        say(text[text.index("[inside]") :])


def set_join(held: Mapping[str, Rules], part: str, join: float, fit: float | None = None) -> dict[str, Rules]:
    """The same rules with other thresholds of one model."""
    made = {}
    for name, rules in held.items():
        weights: Weights = getattr(rules, part)
        changed = replace(weights, join=join, ask=min(weights.ask, join) if fit is None else fit)
        made[name] = replace(rules, **{part: changed if fit is None else replace(changed, fit=fit)})
    return made


def report(cases: Sequence[Case], rules: Mapping[str, Rules], title: str, say: Callable[[str], object]) -> None:
    """The figures of these rules."""
    found = {case.story.name: assemble_case(case, rules[case.story.name]) for case in cases}
    merges = [(case.story.name, *one) for case in cases for one in list_false_merges(case, found[case.story.name])]
    say(f"\n{title}\n")
    say(f"  B-cubed inside articles   {score_inside(cases, rules)}\n")
    say(f"  B-cubed across articles   {score_stories(cases, found)}\n")
    say(f"  pairs inside articles     {score_pairs(cases, found, across=False)}\n")
    say(f"  pairs across articles     {score_pairs(cases, found, across=True)}\n")
    for merge in merges:
        say(f"  false merge: {' '.join(merge)}\n")


def list_misses(cases: Sequence[Case], rules: Mapping[str, Rules], say: Callable[[str], object]) -> None:
    """Each pair of statements that is joined wrongly or not joined, by its triggers."""
    for case in cases:
        found = assemble_case(case, rules[case.story.name])
        cluster = {told: at for at, event in enumerate(found) for told in event}
        ranked = sorted((one.article.id, one.trigger, one.id) for one in case.statements if one.id in case.events)
        for one, other in combinations(ranked, 2):
            events = [case.events[told] for *_, told in (one, other)]
            same, joined = events[0] == events[1], cluster[one[2]] == cluster[other[2]]
            if same != joined:
                words = " | ".join(f"{article} {trigger.text!r}" for article, trigger, _ in (one, other))
                say(f"  {'not joined' if same else 'joined'}: {' '.join(events)}: {words}\n")


def write_weights(text: str, rules: Rules) -> str:
    """The file's text with these weights, the heaviest first, and all else as it was."""
    for part, weights in (("inside", rules.inside), ("across", rules.across)):
        lines = [f"join = {weights.join:g}", f"ask = {weights.ask:g}"]
        if part == "across":
            lines += [f"fit = {weights.fit:g}", f"margin = {weights.margin:g}"]
        lines += [f"constant = {weights.constant:g}", "", f"[{part}.features]"]
        ranked = sorted(weights.features.items(), key=lambda item: (-item[1], item[0]))
        lines += [f'"{name}" = {value:g}' for name, value in ranked if value]
        pattern = rf"\[{part}\]\n.*?\n\[{part}\.features\]\n.*?(?=\n\n|\n#|\Z)"
        text, number = re.subn(pattern, lambda _: f"[{part}]\n" + "\n".join(lines), text, count=1, flags=re.DOTALL)  # noqa: B023  # used at once
        assert number == 1, f"events.toml has no [{part}]"
    return text.rstrip("\n") + "\n"


if __name__ == "__main__":
    main()
