"""The statements of one article in, groups that are about one happening out.

Read in the order of the text: each statement joins the group of the earlier statement that it fits best, unless
something that both tell keeps it from a member of that group.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgbuild.assembly.facts import Facts
from kgbuild.assembly.matching import Verdict
from kgbuild.assembly.rules import Rules
from kgbuild.assembly.scoring import score_features
from kgbuild.assembly.slots import are_swapped, compare_counts, compare_parties, compare_places

PARAGRAPH = 400
"""Two triggers so many characters apart are hardly told in one breath."""


def group_facts(facts: Sequence[Facts], rules: Rules, verdicts: Iterable[Verdict] = ()) -> list[list[Facts]]:
    """Each statement in one group, groups in the order of the text; `verdicts` are of people, on statements' ids."""
    groups: list[list[Facts]] = []
    same, different = _sort_verdicts(verdicts)
    for fact in sorted(facts, key=lambda fact: (fact.start, fact.end, fact.id)):
        best, chosen = rules.inside.join, None
        for group in reversed(groups):
            ids = {member.id for member in group}
            if not ids.isdisjoint(different.get(fact.id, ())):
                continue
            score = 2.0 if not ids.isdisjoint(same.get(fact.id, ())) else _score_group(group, fact, rules)
            if score > best:
                best, chosen = score, group
        if chosen is None:
            groups.append([fact])
        else:
            chosen.append(fact)
    return groups


def _sort_verdicts(verdicts: Iterable[Verdict]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    same: dict[str, set[str]] = {}
    different: dict[str, set[str]] = {}
    for first, second, is_same in verdicts:
        for one, other in ((first, second), (second, first)):
            (same if is_same else different).setdefault(one, set()).add(other)
    return same, different


def _score_group(group: list[Facts], fact: Facts, rules: Rules) -> float:
    """The best score with a member, 0 where one member forbids it."""
    best = 0.0
    for member in group:
        features = compare_facts(member, fact, rules)
        if features is None:
            return 0.0
        best = max(best, score_features(features, rules.inside).score)
    return best


def compare_facts(first: Facts, second: Facts, rules: Rules) -> dict[str, float] | None:
    """What speaks for and against one happening of two statements of one article; `None` where they are apart.

    One word tells one happening, whoever acts in it, unless it is told of two places or two times.
    """
    one_word = (first.start, first.end) == (second.start, second.end)
    day = _compare_days(first, second)
    place = compare_places(first.narrow, first.regions, second.narrow, second.regions, rules)
    if first.family != second.family or day is None or place is None:
        return None
    if one_word:
        return {"one word": 1.0}
    actor = compare_parties(first.actors, second.actors)
    recipient = compare_parties(first.recipients, second.recipients)
    count = compare_counts(first.counts, second.counts, rules.close)
    if actor is None or recipient is None or count is None or first.vague != second.vague:
        return None
    if are_swapped(first.actors, first.recipients, second.actors, second.recipients):
        return None
    means = "unknown"
    if first.means and second.means:
        means = "same" if first.means == second.means else "other"
        if means == "other" and not rules.means_apart.isdisjoint((first.means, second.means)):
            return None
    features = {
        f"{slot} {answer}": 1.0
        for slot, answer in (
            ("day", day),
            ("place", place),
            ("actor", actor),
            ("recipient", recipient),
            ("figures", count),
            ("means", means),
        )
        if answer != "unknown"
    }
    if not set(first.sentences).isdisjoint(second.sentences):
        features["one sentence"] = 1.0
    gap = abs(second.start - first.start)
    features["distance"] = min(1.0, gap / (3 * PARAGRAPH))
    if gap < PARAGRAPH / 2:
        features["close by"] = 1.0
    if (first.type in rules.harm) and (second.type in rules.harm) and first.type != second.type:
        features["act and harm"] = 1.0
    if first.type == second.type and first.mode == second.mode:
        features["same action"] = 1.0
    if second.fresh:
        features["fresh"] = 1.0
    if second.definite:
        features["definite"] = 1.0
    if second.again or (first.part_of_day and second.part_of_day and first.part_of_day != second.part_of_day):
        features["again"] = 1.0
    if not second.narrow and not second.regions and second.reported:
        features["told before"] = 1.0
    if first.family not in rules.physical:
        features["talk"] = 1.0
    features["words"] = min(4, len(set(first.words) & set(second.words))) / 4
    return features


def _compare_days(first: Facts, second: Facts) -> str | None:
    """The "same" days, "overlap", "unknown" where one has no two ends; `None` apart."""
    if not first.earliest or not first.latest or not second.earliest or not second.latest:
        return "unknown"
    if first.latest < second.earliest or second.latest < first.earliest:
        return None
    return "same" if (first.earliest, first.latest) == (second.earliest, second.latest) else "overlap"
