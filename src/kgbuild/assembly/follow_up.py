"""The claims of one article in, links out where somebody answers what was told just before.

"The army put the number of dead at nine": such a word has no place and no day of its own, since it is about what the
sentences before it tell. Close by, and with nothing of its own that says otherwise, it is held against them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kgbuild.assembly.claims import NARROW, VIOLENCE, Claim, may_be_one, may_differ, speaks_for
from kgbuild.assembly.denials import denies, is_harmless, name_kind, read_deed, say_deed
from kgbuild.assembly.disputes import link_targets, say_attacker
from kgbuild.assembly.knowledge import load_knowledge
from kgbuild.assembly.linking import count_days, make_link, name_deed, name_parties
from kgbuild.assembly.parties import are_others, share_one
from kgbuild.assembly.tolls import link_tolls
from kgbuild.model import Link

REACH = 300
"""Characters from a deed to the words that deny it without repeating it."""
BESIDE = 80
"""Characters from an attack to its toll in one sentence."""
FURTHER = 400
"""Characters from a deed or a toll to a word that names another one."""
_TOLD = frozenset({"SAY", "ACCUSE", "REJECT", "CONSULT", "REQUEST", "THREATEN"})
"""Types that are words themselves; what is denied is the deed that they are about."""


def link_answers(claims: Iterable[Claim]) -> Iterator[Link]:
    """Denials, other tolls and other attackers that follow what they answer; once for all copies of an article."""
    articles: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.order):
        articles[claim.article].append(claim)
    seen = set()
    for told in articles.values():
        words = {claim.id: (claim.voice, claim.trigger) for claim in told}
        for link in _link_article(told):
            ends = frozenset((words[link.first], words[link.second]))
            if (link.slot, ends) not in seen:
                seen.add((link.slot, ends))
                yield link


def _link_article(told: Sequence[Claim]) -> Iterator[Link]:
    yield from _link_bare_denials(told)
    violent = [claim for claim in told if claim.type in VIOLENCE]
    for place, claim in enumerate(violent):
        before = [
            one
            for one in violent[:place]
            if claim.start - one.start <= FURTHER and one.event != claim.event and _lie_together(one, claim)
        ]
        before = [one for one in before if _may_be_one_night(one, claim)]
        if claim.stance < 0 and not is_harmless(claim):
            yield from _link_denial(before, claim)
        elif claim.stance > 0 and before:
            there = before if _is_placeless(claim) else [one for one in before if _share_place(one, claim)]
            if not any(_is_its_attack(one, claim) for one in violent):
                yield from _link_toll(there, claim)
        if claim.stance > 0 and before and _is_placeless(claim):
            yield from _link_attacker(before, claim)
            yield from _link_target(before, claim)


def _is_placeless(claim: Claim) -> bool:
    return not any(site.level in NARROW for site in claim.sites)


def _share_place(one: Claim, other: Claim) -> bool:
    """Whether both are told of one town or camp."""
    ours, theirs = ({site.key for site in claim.sites if site.at and site.level in NARROW} for claim in (one, other))
    return not ours.isdisjoint(theirs)


def _lie_together(one: Claim, other: Claim) -> bool:
    """Whether no country that both name parts the two."""
    ours, theirs = ({site.country for site in claim.sites if site.country} for claim in (one, other))
    return not ours or not theirs or not ours.isdisjoint(theirs)


def _may_be_one_night(one: Claim, other: Claim) -> bool:
    """Whether the days that both texts give are one or follow each other, as "that night" does."""
    if not (one.dated and other.dated and one.earliest and one.latest and other.earliest and other.latest):
        return True
    return count_days(one.latest, other.earliest) <= 1 and count_days(other.latest, one.earliest) <= 1


def _link_denial(before: Sequence[Claim], claim: Claim) -> Iterator[Link]:
    """A denial by its own words, of the last deed told of whom it clears, unless both name what was hit."""
    for other in reversed(before):
        deed, denial = read_deed(other), read_deed(claim)
        unsaid = not (deed.recipients and denial.recipients)
        fits = claim.status == "denied" and unsaid and share_one(deed.actors, denial.actors)
        if (
            other.stance > 0
            and (fits or denies(deed, denial))
            and may_differ(other, claim)
            and may_be_one(other, claim)
        ):
            yield make_link("contradicts", "polarity", say_deed(other), say_deed(claim))
            return


def _is_its_attack(one: Claim, toll: Claim) -> bool:
    """Whether a toll comes with an attack of its own: "rockets hit a market and killed seven" tells of a new one."""
    return one.id != toll.id and (
        (one.event == toll.event and one.stance > 0 and not one.amounts)
        or (one.voice == toll.voice and not one.amounts and 0 <= toll.start - one.start <= BESIDE)
    )


def _link_toll(before: Sequence[Claim], claim: Claim) -> Iterator[Link]:
    """Another count of the same dead by somebody quoted, against the last one that it excludes."""
    if claim.amounts and claim.quoted:
        for other in (one for one in reversed(before) if one.dated or not claim.dated):
            found = [link for link in link_tolls([other, claim]) if link.kind == "contradicts"]
            if found:
                yield from found
                return


def _link_attacker(before: Sequence[Claim], claim: Claim) -> Iterator[Link]:
    """Another attacker on the same thing, or named by who was blamed for the same harm."""
    for other in reversed(before):
        if other.stance < 1 or not may_differ(other, claim) or not are_others(other.actors, claim.actors):
            continue
        populations = set(load_knowledge().populations.values())
        same = {name_kind(one) for one in other.recipients} & {name_kind(one) for one in claim.recipients}
        blames = any(speaks_for(claim, party) for party in other.actors)
        if same - populations or (same and blames):
            yield make_link("contradicts", "actor", say_attacker(other), say_attacker(claim))
            return


def _link_target(before: Sequence[Claim], claim: Claim) -> Iterator[Link]:
    """What a side says that it hit, against what others say that it hit."""
    if not any(speaks_for(claim, party) for party in claim.actors):
        return
    for other in reversed(before):
        if may_differ(other, claim) and share_one(other.actors, claim.actors):
            found = list(link_targets([other, claim]))
            if found:
                yield from found
                return


def _link_bare_denials(told: Sequence[Claim]) -> Iterator[Link]:
    """Denials whose content the text does not repeat ("The army denied it"), against what they answer.

    That is what was last told before them, close by: of "it" or "the accusation" whatever it was, else a deed of whom
    the denier speaks for.
    """
    for place, claim in enumerate(told):
        if claim.type != "SAY" or claim.mode != "deny" or claim.stance != 1 or not claim.actors:
            continue
        near = [other for other in told if abs(other.start - claim.start) <= REACH]
        if any(other.stance < 0 and _is_word_of(other, claim) for other in near):
            continue
        before = [
            other
            for other in reversed(told[:place])
            if claim.start - other.start <= REACH and _is_answered(other, claim)
        ]
        # What somebody else was quoted with comes before what the article tells itself.
        answered = next((other for other in before if other.voice != claim.voice), next(iter(before), None))
        if answered is not None:
            denial = (claim, f"{name_parties(claim.actors)} denies it")
            yield make_link("contradicts", "polarity", (answered, f"'{name_deed(answered)}'"), denial)


def _is_word_of(other: Claim, denial: Claim) -> bool:
    return any(other.voice == party.key or speaks_for(other, party) for party in denial.actors)


def _is_answered(other: Claim, denial: Claim) -> bool:
    if other.type in _TOLD or other.stance != 1 or not other.actors or _is_word_of(other, denial):
        return False
    return denies_it(denial.words) or share_one(other.actors, denial.actors)


def denies_it(words: str) -> bool:
    """Whether nothing but a pronoun or a noun for what was said follows: "denied it", "denied the accusation"."""
    knowledge = load_knowledge()
    found = re.findall(r"[\w'-]+", words.casefold())[1:6]
    if not found:
        return False  # The content is a clause of its own, which no statement was made of.
    if found[0] in knowledge.denials.pronouns:
        return True
    if found[0] not in {"the", "any", "all", "such", "these", "those"}:
        return False
    nouns = [place for place, word in enumerate(found) if word in knowledge.denials.nouns]
    after = found[nouns[0] + 1 : nouns[0] + 2] if nouns else []
    return bool(nouns) and not knowledge.denials.content.intersection(after)
