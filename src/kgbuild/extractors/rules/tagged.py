"""Rules and trained tagger together: readings of the rules and a parse's tags in, what the tagger adds to them out.

The rules propose; the tagger agrees or not, which a confidence tells, refuses what it takes for no action among words
of many uses, and names sides and places where the grammar names none. Triggers that it alone has, and types that it
gives those of the rules, are for the layers of `annotate`. Without tags everything stays as the rules have it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kgbuild.extractors.rules.contents import Read
from kgbuild.extractors.rules.locations import is_scene, read_places
from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.extractors.rules.triggers import Trigger
from kgbuild.language.tags import TYPES, runs

AGREED = 0.5
"""The share from which rules and tagger are of one mind."""
SURE = 0.6
"""The share that one word of a trigger must have of which no rule knows."""
SURER = 0.8
"""The share from which another type than that of the rules is a trigger's."""
FILLED = 0.8
"""The share from which a word fills a role that the grammar leaves empty."""
NONE = 0.4
"""The share below which a word names no action for the tagger: of twelve such readings in the corpus' development part
two had the right type."""
DOUBTED = frozenset(("ASSAULT", "CONSULT", "PROTEST"))
"""Types whose words are as much at home elsewhere: an attack on an idea, a rival met, a march of history."""


def note_finders(tree: Tree, found: Sequence[Read]) -> None:
    """Put down for each reading whether the tagger has its trigger too."""
    tags = tree.parse.tags
    if tags is not None:
        for trigger, frame, words, arguments in found:
            share = max(tags.share(i, frame.type) for i in {trigger.head, *words})
            arguments.finder = "rules+tagger" if share >= AGREED else "rules"


def is_doubted(tree: Tree, read: Read) -> bool:
    """Whether the tagger takes a trigger for no action at all and nothing but its words speaks for one.

    For an attack a weapon speaks that acts, is used or stands in the trigger ("mortar fire"), or a frame that asks two
    things more than its words ("the town was last hit in June"); for a frame of the user's own its being there.
    """
    tags = tree.parse.tags
    trigger, frame, words, arguments = read
    kind = arguments.frame.type
    if tags is None or frame.own or kind not in DOUBTED or (kind == "ASSAULT" and frame.conditions > 1):
        return False
    if max(tags.likeliest(i)[1] for i in {trigger.head, *words}) >= NONE:
        return False
    weapons = tree.lexicon.words["weapon"] - tree.lexicon.words["event"]
    armed = any(tree.tokens[i].lemma in weapons for i in words)
    return not armed and all(tree.noun_class(i) != "weapon" for i in arguments.of("actor", "instrument", "thing"))


def find_own(tree: Tree, taken: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Stretches [first, last) of words, none of them taken, that only the tagger has for an action, with its type."""
    tags = tree.parse.tags
    if tags is None:
        return
    likeliest = [tags.likeliest(i) for i in range(len(tree.tokens))]
    named = (
        None if share < AGREED or token.i in taken or token.pos == "PUNCT" else (token.sentence, kind)
        for token, (kind, share) in zip(tree.tokens, likeliest, strict=True)
    )
    for first, last, (_, kind) in runs(named):
        if max(share for _, share in likeliest[first:last]) >= SURE:
            yield first, last, kind


def find_other_type(tree: Tree, kind: str, words: Sequence[int]) -> tuple[int, str] | None:
    """The word of a trigger of the rules that names an action of another type for sure, and that type.

    A type of the user's own stays: the tagger can't know it.
    """
    tags = tree.parse.tags
    if tags is None or kind not in TYPES or max(tags.share(i, kind) for i in words) > 1 - SURER:
        return None
    shares = tags.types[list(words), 1:]
    word, number = divmod(int(shares.argmax()), shares.shape[1])
    return (words[word], TYPES[1 + number]) if shares[word, number] >= SURER else None


def fill_empty(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Give a trigger the sides and the place that the grammar does not name and the tagger does; whether any was."""
    tags = tree.parse.tags
    if tags is None:
        return False
    before = {role: len(heads) for role, heads in arguments.roles.items()}
    if not arguments.of("actor", "party"):
        for head in tags.fillers(trigger.head, "actor", FILLED):
            if head not in trigger.words and head not in arguments.of("recipient") and _is_side(tree, head):
                arguments.add("actor", head)
    if not arguments.of("recipient", "party", "content"):
        for head in tags.fillers(trigger.head, "recipient", FILLED):
            told = head in trigger.words or head in arguments.of("actor")
            fired = head in arguments.of("thing") and tree.noun_class(head) == "weapon"
            held = head in arguments.of("place") and arguments.frame.type == "CONTROL"
            if not (told or fired or held):
                arguments.add("recipient", head)
    places = read_places(tree, trigger.head, arguments, nominal=trigger.nominal)
    if all(is_scene(tree, number) for number, _ in places):
        for head in tags.fillers(trigger.head, "place", FILLED):
            if head in tree.place_at and head not in trigger.words:
                arguments.add("place", head)
    return before != {role: len(heads) for role, heads in arguments.roles.items()}


def _is_side(tree: Tree, head: int) -> bool:
    kind = tree.noun_class(head)
    return kind == "person" or (kind == "place" and tree.is_country(head))
