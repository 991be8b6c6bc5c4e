"""The statements of one article in, groups that are about one happening out.

Read in the order of the text: each statement joins the group of earlier statements that it fits best, unless something
that both tell keeps it from a member of that group.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType

from kgbuild.assembly.facts import Facts
from kgbuild.assembly.rules import Rules
from kgbuild.assembly.scoring import rate_features
from kgbuild.assembly.slots import are_swapped, compare_counts, compare_parties, compare_places
from kgbuild.assembly.verdicts import Verdict

NOTHING: Mapping[str, str] = MappingProxyType({})
FAR = 4
"""Triggers so many sentences apart are seldom of one happening."""
REACH = 60
"""A statement is compared with so many before it, and with those of the headline."""

Features = dict[str, float]


def group_facts(facts: Sequence[Facts], rules: Rules, verdicts: Iterable[Verdict] = ()) -> list[list[Facts]]:
    """Each statement in one group, groups in the order of the text; `verdicts` are of people, on statements' ids."""
    return group_apart(facts, rules, verdicts)[0]


def group_apart(
    facts: Sequence[Facts],
    rules: Rules,
    verdicts: Iterable[Verdict] = (),
    counters: Mapping[str, str] = NOTHING,
) -> tuple[list[list[Facts]], list[int]]:
    """The groups, and with each the numbers of those that it is no happening with, as the bits of a number.

    An article tells best what is two in it: where its pairs score less than `inside.fit` on average, or something
    forbids them, no other article's word makes them one.

    Args:
        facts: of one article.
        rules: of ontology/assembly/events.toml.
        verdicts: of people, on statements' ids.
        counters: by the id of a counter-charge that of the statement whose happening it is about too; who joins the
            happening next is not held against the other attacker that it names.
    """
    groups: list[list[Facts]] = []
    different = _list_parted(verdicts)
    rates: dict[tuple[str, str], float] = {}
    for fact, compared in _compare_backwards(facts, rules):
        earlier = {
            other: None if features is None else rate_features(features, rules.inside)
            for other, features in compared.items()
        }
        rates |= {(other, fact.id): rate or 0.0 for other, rate in earlier.items()}
        surest = _HIT if fact.negative else _TAKEN_UP
        repeated = frozenset(
            other for other, features in compared.items() if features is not None and not surest.isdisjoint(features)
        )
        best, chosen = rules.inside.join, None
        for group in reversed(groups):
            ids = {member.id for member in group}
            if not ids.isdisjoint(different.get(fact.id, ())):
                continue
            if counters.get(fact.id) in ids and _may_counter(group, fact, rules):
                chosen = group
                break
            tellers = [member for member in group if member.id not in counters] or group
            score = _score_group(tellers, earlier, repeated)
            if score > best:
                best, chosen = score, group
        if chosen is None:
            groups.append([fact])
        else:
            chosen.append(fact)
    return groups, _part_groups(groups, rates, rules)


def _may_counter(group: list[Facts], fact: Facts, rules: Rules) -> bool:
    """Whether a counter-charge tells no other place and day than the happening that it is about."""
    placed = [member for member in group if member.narrow]
    return all(_compare_days(member, fact) is not None for member in group) and (
        not fact.narrow
        or any(
            compare_places(member.narrow, member.regions, fact.narrow, fact.regions, rules) in _THERE
            for member in placed
        )
    )


_THERE = frozenset({"same", "near", "named"})


def _part_groups(groups: list[list[Facts]], rates: dict[tuple[str, str], float], rules: Rules) -> list[int]:
    apart = [0] * len(groups)
    for (at, one), (to, other) in combinations(enumerate(groups), 2):
        known = [
            rate
            for first in one
            for second in other
            if (rate := rates.get((first.id, second.id), rates.get((second.id, first.id)))) is not None
        ]
        if known and sum(known) / len(known) < rules.inside.fit:
            apart[at] |= 1 << to
            apart[to] |= 1 << at
    return apart


def compare_all(facts: Sequence[Facts], rules: Rules) -> Iterator[tuple[Facts, Facts, Features]]:
    """Every two statements that nothing keeps apart, the earlier one first, with what speaks for one happening."""
    known = {fact.id: fact for fact in facts}
    for fact, earlier in _compare_backwards(facts, rules):
        for other, features in earlier.items():
            if features is not None:
                yield known[other], fact, features


def _compare_backwards(facts: Sequence[Facts], rules: Rules) -> Iterator[tuple[Facts, dict[str, Features | None]]]:
    """Each statement in the order of the text, compared with those before it, by id."""
    ordered = sorted(facts, key=lambda fact: (fact.start, fact.end, fact.id))
    single = _find_single(ordered)
    for at, fact in enumerate(ordered):
        near = ordered[max(0, at - REACH) : at]
        earlier: dict[str, Features | None] = {}
        opened: Facts | None = None
        for other in reversed(near):
            features = compare_facts(other, fact, rules)
            if features is not None and takes_up(other, fact):
                features = {name: value for name, value in features.items() if name != "far"} | {"weapon": 1.0}
            elif features is not None and opened is not None and not _tell_one_clause(other, opened):
                features["another between"] = 1.0
            if features is not None and fact.family in single:
                features["one setting"] = 1.0
            earlier[other.id] = features
            if opened is None and other.family == fact.family and _opens(other) and not _tell_one_clause(other, fact):
                opened = other
        yield fact, earlier


def takes_up(first: Facts, second: Facts) -> bool:
    """Whether the later one is about the weapon that the earlier one told of: "the rockets", however far behind."""
    return bool(second.weapons) and not set(second.weapons).isdisjoint(first.words)


def _find_single(facts: Sequence[Facts]) -> set[str]:
    """The families of which an article tells one place and one day at most: what it tells bare is likely the same."""
    places: dict[str, set[str]] = {fact.family: set() for fact in facts}
    days: dict[str, set[str]] = {fact.family: set() for fact in facts}
    for fact in facts:
        places[fact.family].update(site.key for site in fact.narrow)
        days[fact.family].update([fact.earliest] if fact.earliest else [])
    return {family for family, found in places.items() if len(found) <= 1 and len(days[family]) <= 1}


def _opens(fact: Facts) -> bool:
    """Whether a statement says of itself who acts, where or when."""
    return bool(fact.actors or fact.narrow or fact.regions or fact.earliest)


def _tell_one_clause(first: Facts, second: Facts) -> bool:
    return any(one[0] < other[1] and other[0] < one[1] for one in first.sentences for other in second.sentences)


def _list_parted(verdicts: Iterable[Verdict]) -> dict[str, set[str]]:
    """What is no happening with what; those that are one, the clustering joins, each with all that belongs to it."""
    different: dict[str, set[str]] = {}
    for first, second, is_same in verdicts:
        if not is_same:
            different.setdefault(first, set()).add(second)
            different.setdefault(second, set()).add(first)
    return different


def _score_group(group: list[Facts], earlier: dict[str, float | None], repeated: frozenset[str]) -> float:
    """The mean of the scores with its members, 0 where one of them forbids it or is out of reach.

    What repeats a target to deny it, or takes up a weapon, is of one deed among those that a happening is told in: of
    those `repeated` the likest, and its harm to others in the same clause forbids nothing.
    """
    rates = {member.id: rate for member in group if (rate := earlier.get(member.id)) is not None}
    surest = [member for member in group if member.id in repeated]
    for member in group:
        if member.id not in rates and not any(_tell_one_clause(member, one) for one in surest):
            return 0.0
    alike = [rate for name, rate in rates.items() if name in repeated]
    return max(alike) if alike else sum(rates.values()) / len(group)


_HIT = frozenset({"recipient same", "recipient alike"})
_TAKEN_UP = frozenset({"weapon", "target"})


def compare_facts(first: Facts, second: Facts, rules: Rules) -> Features | None:
    """What speaks for and against one happening of two statements of one article; `None` where they are apart.

    One word tells one happening, whoever acts in it, unless it is told of two places or two times.
    """
    day = _compare_days(first, second)
    place = compare_places(first.narrow, first.regions, second.narrow, second.regions, rules)
    if first.family != second.family or day is None or place is None or _name_other_units(first, second):
        return None
    if (first.start, first.end) == (second.start, second.end):
        return {"one word": 1.0}
    actor = compare_parties(first.actors, second.actors)
    recipient = compare_parties(first.recipients, second.recipients)
    if first.negative != second.negative and actor in {None, "other"} and recipient in {"same", "alike"}:
        actor = "unknown"  # of what was hit a denial tells who did not do it
    if actor in {None, "other"} and recipient == "alike" and not set(second.targets).isdisjoint(first.words):
        actor = "disputed"  # whoever attacked "the convoy"
    count = compare_counts(first.counts, second.counts, rules.close)
    if actor is None or recipient is None or count is None:
        return None
    if are_swapped(first.actors, first.recipients, second.actors, second.recipients):
        return None
    means = "unknown"
    if first.means and second.means:
        means = "same" if first.means == second.means else "other"
    if place == "unknown" and first.narrow and second.narrow:
        place = "other"
    answers = {"day": day, "place": place, "actor": actor, "recipient": recipient, "figures": count, "means": means}
    features = {f"{slot} {answer}": 1.0 for slot, answer in answers.items() if answer != "unknown"}
    features |= dict.fromkeys(_name_standing(first, second, rules), 1.0)
    features |= dict.fromkeys(_name_positions(first, second, rules), 1.0)
    if not set(second.targets).isdisjoint(first.words) and recipient in {"same", "alike"}:
        features["target"] = 1.0
    features["words"] = min(4, len(set(first.words) & set(second.words))) / 4
    return features


def _name_other_units(first: Facts, second: Facts) -> bool:
    """Whether the sentences of the two are about units of other numbers."""
    one, other = first.spot.units, second.spot.units
    return bool(one and other) and one.isdisjoint(other)


def _name_standing(first: Facts, second: Facts, rules: Rules) -> Iterator[str]:
    """What the two say of themselves: act and harm, what is known of one only, how the later one takes up the other."""
    if (first.mode in rules.captive) != (second.mode in rules.captive):
        yield "one captive"
    if first.harm != second.harm:
        yield "act and harm"
    if first.harm and second.harm:
        yield "two harms"
    if first.aside and second.harm and not second.definite and first.spot.sentence == second.spot.sentence:
        yield "aside"
    elif second.harm and not (second.earliest or second.actors or second.narrow or second.regions):
        yield "bare harm"
    if bool(first.earliest) != bool(second.earliest):
        yield "one dated"
    if bool(first.narrow or first.regions) != bool(second.narrow or second.regions):
        yield "one placed"
    if first.vague != second.vague:
        yield "one vague"
    if first.negative != second.negative:
        yield "one denied"
    if first.precision != second.precision and {first.precision, second.precision} & {"month", "season", "year"}:
        yield "one coarse"
    if _count_alike(first, second) and first.voice and second.voice and first.voice != second.voice:
        yield "rival toll"
    if second.definite:
        yield "definite, of another" if _names_another(first, second) else "definite"
    if second.others:
        yield "others"
    if first.stem == second.stem:
        yield "same word"
    if second.fresh:
        yield "fresh"
    if second.again:
        yield "again"
    if first.part_of_day and second.part_of_day and first.part_of_day != second.part_of_day:
        yield "other hour"
    if first.family not in rules.physical:
        yield "talk"


def _count_alike(first: Facts, second: Facts) -> bool:
    """Whether both give a number of the same harm: "killed 33 people", "killed 11 fighters in the camp"."""
    kinds = {count.kind for count in first.counts} & {count.kind for count in second.counts}
    return bool(kinds & HARMS) and not second.fresh and not second.again


HARMS = frozenset({"killed", "wounded"})


def _names_another(first: Facts, second: Facts) -> bool:
    """Whether the later one tells by name of somebody whom it befell and of whom the earlier one does not."""
    named = {party.key for party in second.recipients if party.key is not None}
    return bool(named) and named.isdisjoint(party.key for party in first.recipients)


def _name_positions(first: Facts, second: Facts, rules: Rules) -> Iterator[str]:
    """How the two stand in the text, where it is known."""
    one, other = first.spot, second.spot
    gap = other.sentence - one.sentence
    known = one.sentence >= 0 and other.sentence >= 0
    between = other.lead[len(one.lead.rstrip()) :] if known and gap == 0 else other.lead
    after = known and gap == 0 and any(f" {word} " in between for word in rules.words.after)
    if _tell_one_clause(first, second) and not after:
        yield "one clause"
    if not known:
        return
    if gap == 0:
        yield "after" if after else "one sentence"
    elif gap == 1:
        yield "next sentence"
    elif gap >= FAR:
        yield "far"
    if one.paragraph == other.paragraph:
        yield "one paragraph"
    if one.headline and not other.headline and gap < FAR:
        yield "headline"
    if any(f" {word} " in between for word in rules.words.apart):
        yield "apart"


def _compare_days(first: Facts, second: Facts) -> str | None:
    """The "same" days, "overlap", "unknown" where one has no two ends; `None` apart."""
    if not first.earliest or not first.latest or not second.earliest or not second.latest:
        return "unknown"
    if first.latest < second.earliest or second.latest < first.earliest:
        return None
    return "same" if (first.earliest, first.latest) == (second.earliest, second.latest) else "overlap"
