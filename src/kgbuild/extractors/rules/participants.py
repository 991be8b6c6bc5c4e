"""Who and what belongs to an event of `annotate`: a trigger in its tree in, its arguments in words out.

Syntax comes first: the sides, places, date and numbers that the rules read, without those that the tagger all but
excludes. A role of which syntax says nothing is filled by the tagger where it is sure, with the words of the span that
a reader found there, else the noun phrase. Without tags the rules' own stand alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from kgbuild.extractors.rules.build import acting_of, date_of, harmed_of, places_of
from kgbuild.extractors.rules.contents import Read
from kgbuild.extractors.rules.counts import read_numbers
from kgbuild.extractors.rules.locations import place_of, relation_of
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.language.tags import ROLES, Scores
from kgbuild.model import Argument, Mention, Relation, RoleName

FILLED = 0.6
"""The share from which a word fills a role that syntax leaves empty."""
DOUBTED: dict[RoleName, float] = {"instrument": 0.2, "place": 0.05, "count": 0.2}
"""The share below which words do not fill the role that syntax gives them; of the other roles syntax knows best."""
NAMES: tuple[RoleName, ...] = get_args(RoleName)


def find_arguments(tree: Tree, head: int, words: Sequence[int], read: Read | None) -> tuple[Argument, ...]:
    """The arguments of a trigger in text order; `read` is what the rules made of it, if they know it."""
    tags = tree.parse.tags
    first, shares = tags.role_shares(head, words) if tags is not None else (head, None)
    found = [] if read is None else list(_by_syntax(tree, read))
    if shares is not None:
        found = [one for one in found if _share(tree, one, first, shares) >= DOUBTED.get(one.role, 0)]
        known = {one.role for one in found}
        found += [one for one in _by_tagger(tree, head, words, first, shares) if one.role not in known]
    return tuple(sorted(set(found), key=lambda one: (one.start, one.end, one.role)))


def _by_syntax(tree: Tree, read: Read) -> Iterator[Argument]:
    trigger, _, words, arguments = read
    for head in acting_of(arguments):
        yield _argument("actor", _somebody(tree, head))
    for head in harmed_of(tree, read):
        yield _argument("recipient", _somebody(tree, head))
    for head in arguments.of("instrument"):
        yield _argument("instrument", _phrase(tree, head))
    for number, relation in places_of(tree, read):
        yield _argument("place", tree.parse.places[number].mention, relation)
    date = date_of(tree, read)
    if date is not None and date.mention is not None:
        yield _argument("date", date.mention)
    for span, _ in read_numbers(tree, trigger.head, words, arguments):
        yield _argument("count", span.mention)


def _by_tagger(tree: Tree, head: int, words: Sequence[int], first: int, shares: Scores) -> Iterator[Argument]:
    """What the tagger is sure of; of a phrase with its preposition ("on Monday") what stands below it."""
    for number, role in enumerate(NAMES, 1):
        for offset in (shares[:, number] >= FILLED).nonzero()[0]:
            i = _below(tree, first + int(offset))
            found = None if i in words else _words_for(tree, role, i)
            if found is not None:
                yield _argument(role, found, relation_of(tree, i, head) if role == "place" else None)


def _words_for(tree: Tree, role: RoleName, i: int) -> Mention | None:
    """The span around a token that fills a role; no word is a date or a number that their readers do not know."""
    parse = tree.parse
    if role in ("actor", "recipient"):
        return _somebody(tree, i)
    if role == "date":
        return parse.times[tree.time_at[i]].mention if i in tree.time_at else None
    if role == "count":
        return parse.numbers[tree.number_at[i]].mention if i in tree.number_at else None
    place = place_of(tree, i) if role == "place" else None
    return _phrase(tree, i) if place is None else parse.places[place].mention


def _below(tree: Tree, i: int) -> int:
    """The noun of a phrase that begins with a preposition, where the tagger has its mark; else the token itself."""
    while tree.tokens[i].pos in ("ADP", "SCONJ"):
        below = tree.child(i, "pobj", "prep")
        if below is None:
            break
        i = below.i
    return i


def _somebody(tree: Tree, head: int) -> Mention:
    """The words for who acts or suffers: the mention that `language` found, the name of a place, else the phrase."""
    span, place = tree.actor_headed.get(head) or tree.actor_at.get(head), tree.place(head)
    if span is not None:
        return span.mention
    return _phrase(tree, head) if place is None else place.mention


def _phrase(tree: Tree, head: int) -> Mention:
    return tree.parse.mention(*tree.phrase(head))


def _share(tree: Tree, one: Argument, first: int, shares: Scores) -> float:
    """How likely a word of an argument fills its role."""
    tokens = tree.tokens[first : first + len(shares)]
    inside = [i for i, token in enumerate(tokens) if token.start < one.end and one.start < token.end]
    return float(shares[inside, ROLES.index(one.role)].max()) if inside else 0.0


def _argument(role: RoleName, words: Mention, relation: Relation | None = None) -> Argument:
    return Argument(role=role, start=words.start, end=words.end, text=words.text, relation=relation)
