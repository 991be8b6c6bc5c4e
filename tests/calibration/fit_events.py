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
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from kgbuild.assembly.answers import find_answers  # noqa: E402
from kgbuild.assembly.counters import find_counters  # noqa: E402
from kgbuild.assembly.events import make_matcher  # noqa: E402
from kgbuild.assembly.facts import Facts, read_facts  # noqa: E402
from kgbuild.assembly.grouping import compare_all, group_apart, group_facts  # noqa: E402
from kgbuild.assembly.matching import Rivals  # noqa: E402
from kgbuild.assembly.rules import Rules, Weights, load_rules  # noqa: E402
from kgbuild.assembly.tellings import Setting, Telling, make_telling, propose_blocks, read_features, read_setting  # noqa: E402
from kgbuild.assembly.whole import Assembly  # noqa: E402
from kgbuild.model import Statement  # noqa: E402
from stories import Story, align, extract_stories, read_stories  # noqa: E402  # found by the line above
from story_scores import Figures, average, count_pairs, list_false_merges, score_counts  # noqa: E402

FILE = ROOT / "ontology" / "assembly" / "events.toml"
RIDGE = 4.0
"""How strongly weights are drawn to what is expected; the constant is free."""
# What is expected of a feature before any story is read. A few stories do not tell everything: that two reports name
# one town says little inside a story, where all play in it, and much outside. What is not listed is expected to say
# nothing.
WORTH_ASKING = 0.1
"""A pair that scores less than the threshold by more than this is not put to a person: few of those are one event."""
INSIDE = {
    "headline": 1.5, "bare harm": 1.5, "definite": 1.5, "one clause": 0.8, "one sentence": 0.8, "one paragraph": 0.8,
    "act and harm": 0.3, "words": 0.8, "one dated": 0.3, "day same": 0.8, "place same": 1.0, "place near": 0.5,
    "place inside": 0.3, "place region": 0.3, "actor same": 0.6, "actor alike": 0.5, "recipient same": 0.7,
    "recipient alike": 0.5, "figures same": 1.0, "means same": 0.4, "one setting": 0.3, "one word": 9.0,
    "figures apart": -0.8, "means other": -0.8, "actor other": -1.5, "recipient other": -0.3, "fresh": -1.5,
    "again": -0.8, "apart": -1.0, "others": 1.0, "other hour": -1.5, "definite, of another": -0.5, "after": -1.0,
    "another between": -0.5, "far": -1.2, "one coarse": -1.0, "one vague": -0.8, "aside": -1.5, "place other": -1.0,
    "talk": -0.8, "one captive": -0.5, "day overlap": -0.3, "weapon": 1.5,
    "rival toll": 0.5, "actor disputed": -0.3, "target": 1.0,
}  # fmt: skip
ACROSS = {
    "day same": 2.0, "day beside": -1.5, "day overlap": 1.2,
    "day next": 1.0, "day soon": 0.4, "day later": -0.3, "day both next": 0.8,
    "day both soon": 0.0, "day both later": -0.8, "place same": 2.5, "place near": 2.3, "place named": 1.5,
    "place inside": 1.5, "place namesake": 1.0, "place region": 0.8,
    "place hinted": 1.5, "place setting": 0.8, "actor same": 0.8,
    "actor alike": 0.5, "actor other": -4.0, "recipient same": 0.7, "recipient alike": 1.2, "recipient other": -1.0,
    "figures same": 0.9, "figures close": 0.5, "means same": 0.4, "means other": -1.5, "part of day same": 0.4,
    "part of day other": -1.2, "again": -0.8, "one of many": -1.0, "both lead": 0.5, "words": 1.5, "verbatim": 4.0,
    "place elsewhere": -1.0, "names": 0.8, "that day there": 0.5, "victims same": 0.4, "victims other": -0.6,
    "nobody in common": -3.0, "talk of others": -3.0, "actor disputed": -1.0, "place disputed": -1.0,
}  # fmt: skip
STRICT = frozenset({"numbers", "sides"})
"""Events that differ in these are never joined."""
INSIDE_JOINS = (0.45, 0.5, 0.55, 0.6)
JOINS = tuple((join, fit) for join in (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7) for fit in (0.02, 0.1, 0.2))
"""Thresholds that are tried: inside articles, and `join` with `fit` across."""


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


class Told(NamedTuple):
    """What an article tells of a happening: its statements, and the event that most of them are of.

    `apart` has the bits of the numbers of the article's tellings that it is no happening with.
    """

    article: str
    ids: tuple[str, ...]
    telling: Telling
    event: str
    number: int
    apart: int


class Choice(NamedTuple):
    """Thresholds with what they reach; more joined wrongly over numbers or sides is worse than any score."""

    wrong: int
    score: float
    inside: float
    join: float
    fit: float


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
    settings = {home: read_setting(own, articles[home], articles[home].text, rules) for home, own in facts.items()}
    facts = {home: [fact for fact in own if fact.id in events] for home, own in facts.items()}
    return Case(story, tuple(statements), facts, events, settings)


def pair_facts(case: Case, rules: Rules) -> list[Row]:
    """The pairs of statements of one article that nothing keeps apart."""
    return [
        Row(case.story.name, features, case.events[one.id] == case.events[other.id])
        for facts in case.facts.values()
        for one, other, features in compare_all(facts, rules)
    ]


def make_tellings(case: Case, rules: Rules) -> list[Told]:
    """What each article tells of each happening, as grouped by these rules."""
    tellings = []
    for article in case.story.articles:
        setting = case.settings[article.id]
        own = [one for one in case.statements if one.article.id == article.id]
        answers = find_answers(own)
        counters = find_counters(own, answers, article)
        groups, apart = group_apart(case.facts[article.id], rules, (), counters)
        for number, group in enumerate(groups):
            names = sorted(case.events[fact.id] for fact in group)
            ids = tuple(fact.id for fact in group)
            contested = any(answer.about in ids and answer.stance == "denies" for answer in answers)
            telling = make_telling(group, setting, rules, contested=contested)
            event = max(names, key=names.count)
            tellings.append(Told(article.id, ids, telling, event, number, apart[number]))
    return tellings


def pair_tellings(story: str, told: Sequence[Told], rules: Rules) -> list[Row]:
    """The pairs of tellings of two articles that share a block and that nothing keeps apart."""
    rows = []
    blocks = [set(propose_blocks(one.telling, rules)) for one in told]
    for (one, keys), (other, other_keys) in combinations(zip(told, blocks, strict=True), 2):
        if one.article != other.article and not keys.isdisjoint(other_keys):
            features = read_features(one.telling, other.telling, rules)
            if features is not None:
                rows.append(Row(story, features, one.event == other.event))
    return rows


def pair_all(cases: Sequence[Case], rules: Mapping[str, Rules]) -> list[Row]:
    """The pairs of tellings of all stories, grouped by the rules of each."""
    rows = []
    for case in cases:
        name = case.story.name
        rows += pair_tellings(name, make_tellings(case, rules[name]), rules[name])
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
        found -= step / max(1.0, float(np.abs(step).max()))  # far from the end Newton's step can be too long
        if float(np.abs(step).max()) < 1e-8:
            break
    features = {name: round(float(value), 2) for name, value in zip(names, found[1:], strict=True)}
    return replace(weights, constant=round(float(found[0]), 2), features=features)


def score_rows(rows: Iterable[Row], folds: Mapping[str, Weights]) -> Figures:
    """How the pairs are rated by the weights of their story's fold."""
    rated = [(rate_row(row, folds[row.story]) >= 0.5, row.same) for row in rows]
    return score_counts((said, said and same, same) for said, same in rated)


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
    """B-cubed of the groups inside articles."""
    return average(
        (
            [[fact.id for fact in group] for group in group_facts(facts, rules[case.story.name])],
            {fact.id: case.events[fact.id] for fact in facts},
        )
        for case in cases
        for facts in case.facts.values()
    )


def assemble_case(case: Case, rules: Rules) -> list[tuple[str, ...]]:
    """The statements of each event of the story."""
    assembly = Assembly(rules=rules)
    for article in case.story.articles:
        assembly.add(article, [one for one in case.statements if one.article.id == article.id])
    return [event.statements for event in assembly.settle().events]


def cluster_told(told: Sequence[Told], rules: Rules) -> list[list[str]]:
    """The same of tellings made already, whose names are identities."""
    known = {min(one.ids): one for one in told}
    rivals = Rivals(
        lambda key: known[key].article, lambda one, other: bool(known[one].apart >> known[other].number & 1)
    )
    matcher = make_matcher(rules, rivals)
    for key, one in known.items():
        matcher.add(key, one.telling)
    matcher.settle()
    return [[member for key in keys for member in known[key].ids] for keys in matcher.clusters()]


def search(cases: Sequence[Case], rules: Rules, folds: Mapping[str, Weights]) -> Choice:
    """The thresholds with the best held-out B-cubed, among those that join nothing over numbers or sides if any do."""
    choices = []
    for inside in INSIDE_JOINS:
        held = {case.story.name: set_join(replace(rules, inside=folds[case.story.name]), inside) for case in cases}
        told = {case.story.name: make_tellings(case, held[case.story.name]) for case in cases}
        rows = [row for name, own in told.items() for row in pair_tellings(name, own, rules)]
        across = hold_out(rows, rules.across, ACROSS)
        for join, fit in JOINS:
            scored, wrong = [], 0
            for case in cases:
                name = case.story.name
                weights = replace(across.get(name, rules.across), join=join, ask=fit, fit=fit)
                found = cluster_told(told[name], replace(held[name], across=weights))
                scored.append((found, case.events))
                wrong += sum(over in STRICT for *_, over in list_false_merges(case.story, found, case.events))
            choices.append(Choice(-wrong, average(scored).f, inside, join, fit))
    return max(choices)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, help="keep what the extractor read in this file")
    parser.add_argument("--write", action="store_true", help="write the weights into ontology/assembly/events.toml")
    parser.add_argument("--misses", action="store_true", help="list what is joined wrongly, and what is not joined")
    options = parser.parse_args()
    rules = load_rules()
    cases = read_cases(options.cache, rules)
    names = [case.story.name for case in cases]
    say(f"{sum(len(case.events) for case in cases)} statements of {len(cases)} stories")
    report(cases, dict.fromkeys(names, rules), "as it stands (not held out)")

    inside = [row for case in cases for row in pair_facts(case, rules)]
    folds = dict.fromkeys(names, rules.inside) | hold_out(inside, rules.inside, INSIDE)
    choice = search(cases, rules, folds)
    held = {name: set_join(replace(rules, inside=folds[name]), choice.inside) for name in names}
    across = pair_all(cases, held)
    over = hold_out(across, rules.across, ACROSS)
    say(f"\npairs inside: {len(inside)}, held out at 0.5: {score_rows(inside, folds)}")
    say(f"pairs across: {len(across)}, held out at 0.5: {score_rows(across, over)}")
    for name, one in held.items():
        weights = replace(over.get(name, rules.across), join=choice.join, ask=choice.fit, fit=choice.fit)
        held[name] = replace(one, across=weights)
    report(cases, held, f"held out, join {choice.inside} inside and {choice.join} across, fit {choice.fit}")
    if options.misses:
        list_misses(cases, held)

    full = set_join(replace(rules, inside=fit_weights(inside, rules.inside, INSIDE)), choice.inside)
    weights = fit_weights(pair_all(cases, dict.fromkeys(names, full)), rules.across, ACROSS)
    ask = max(choice.fit, round(choice.join - WORTH_ASKING, 2))
    full = replace(full, across=replace(weights, join=choice.join, ask=ask, fit=choice.fit))
    report(cases, dict.fromkeys(names, full), "with the weights of all stories (not held out)")
    text = write_weights(FILE.read_text(encoding="utf-8"), full)
    if options.write:
        FILE.write_text(text, encoding="utf-8")
    else:
        say(text[text.index("[inside]") :])


def set_join(rules: Rules, join: float) -> Rules:
    """The rules with another threshold inside articles."""
    return replace(rules, inside=replace(rules.inside, join=join, ask=join))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def report(cases: Sequence[Case], rules: Mapping[str, Rules], title: str) -> None:
    """The figures of these rules."""
    found = {case.story.name: assemble_case(case, rules[case.story.name]) for case in cases}
    home = {one.id: one.article.id for case in cases for one in case.statements}
    say(f"\n{title}\n  B-cubed inside articles   {score_inside(cases, rules)}")
    say(f"  B-cubed across articles   {average((found[case.story.name], case.events) for case in cases)}")
    for across, where in ((False, "inside"), (True, "across")):
        counts = [count_pairs(found[case.story.name], case.events, home, across=across) for case in cases]
        say(f"  pairs {where} articles     {score_counts(counts)}")
    for case in cases:
        for merge in list_false_merges(case.story, found[case.story.name], case.events):
            say(f"  false merge: {case.story.name} {' '.join(merge)}")


def list_misses(cases: Sequence[Case], rules: Mapping[str, Rules]) -> None:
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
                say(f"  {'not joined' if same else 'joined'}: {' '.join(events)}: {words}")


def write_weights(text: str, rules: Rules) -> str:
    """The file's text with these weights, the heaviest first, and all else as it was."""
    for part, weights in (("inside", rules.inside), ("across", rules.across)):
        lines = [f"join = {weights.join:g}", f"ask = {weights.ask:g}", f"fit = {weights.fit:g}"]
        if part == "across":
            lines.append(f"margin = {weights.margin:g}")
        lines += [f"constant = {weights.constant:g}", "", f"[{part}.features]"]
        ranked = sorted(weights.features.items(), key=lambda item: (-item[1], item[0]))
        lines += [f'"{name}" = {value:g}' for name, value in ranked if value]
        pattern = rf"\[{part}\]\n.*?\n\[{part}\.features\]\n.*?(?=\n\n|\n#|\Z)"
        text, number = re.subn(pattern, lambda _: f"[{part}]\n" + "\n".join(lines), text, count=1, flags=re.DOTALL)  # noqa: B023  # used at once
        assert number == 1, f"events.toml has no [{part}]"
    return text.rstrip("\n") + "\n"


if __name__ == "__main__":
    main()
