"""Rules and trained tagger together: readings of the rules and a parse's tags in, readings that both stand for out.

The rules propose; the tagger adds what it is sure of, and where the grammar names no side and no place, its own stand
in. It refuses nothing: what it finds unlikely is told with less confidence. Without tags everything stays as the rules
have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from kgbuild.extractors.rules.contents import Read
from kgbuild.extractors.rules.fillers import fill_nominal, fill_verbal
from kgbuild.extractors.rules.locations import read_places
from kgbuild.extractors.rules.roles import Arguments
from kgbuild.extractors.rules.settle import settle
from kgbuild.extractors.rules.standing import Standing
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.extractors.rules.triggers import Trigger, meanings
from kgbuild.lexicon import Frame
from kgbuild.model import QuantityKind

if TYPE_CHECKING:
    from kgbuild.language.tags import Tags


@dataclass(frozen=True)
class Weights:
    """How much the tagger counts beside the rules, in shares of its own.

    A word is a trigger although no rule says so from `sure`; `bare` lets it be one also as a noun, without two sides or
    a side and a place, and where the rules know the word and found that it means something else here ("fired 300
    workers").
    """

    sure: float
    bare: bool


TOLD = Weights(sure=0.98, bare=False)
"""For statements: an act that is only named in passing is background more often than news."""
SEEN = Weights(sure=0.6, bare=True)
"""For the events of `annotate`, where every mention counts and a doubtful one costs less."""
FILLED = 0.8
"""The share from which a word fills a role that the grammar leaves empty."""
AGREED = 0.5
"""The share from which rules and tagger are of one mind."""
CERTAIN = 0.9
"""The share from which the tagger's modality stands for that of the rules."""


def weigh_triggers(tree: Tree, found: Sequence[Read], weights: Weights) -> list[Read]:
    """The readings in text order, each with who found it, and those of which only the tagger is sure."""
    tags = tree.parse.tags
    if tags is None:
        return list(found)
    kept = list(found)
    for trigger, frame, words, arguments in kept:
        share = max(tags.share(i, frame.type) for i in {trigger.head, *words})
        arguments.finder = "rules+tagger" if share >= AGREED else "rules"
    taken = {i for trigger, _, words, _ in kept for i in (trigger.head, *words)}
    own = (_read(tree, tags, first, last, kind) for first, last, kind in _runs(tree, tags, taken, weights.sure))
    kept += [read for read in own if weights.bare or _is_plain(tree, *read)]
    return sorted(kept, key=lambda read: read[0].words)


def weigh_standing(tree: Tree, head: int, standing: Standing) -> Standing:
    """The rules' polarity and modality of a trigger; where the tagger is certain of another modality, that one.

    Polarity stays as the grammar has it: an invented denial is worse than a missed one.
    """
    tags = tree.parse.tags
    if tags is None or tags.modality[head].max() < CERTAIN:
        return standing
    return Standing(standing.polarity, tags.standing(head)[1])


def _is_plain(tree: Tree, trigger: Trigger, frame: Frame, words: tuple[int, ...], arguments: Arguments) -> bool:
    """Whether it is a verb that the rules don't know, with two sides, or a side and a place."""
    del frame, words
    if trigger.nominal or meanings(tree, tree.tokens[trigger.head]):
        return False
    return bool(arguments.of("actor", "party") and arguments.of("recipient", "place", "goal", "origin"))


def _runs(tree: Tree, tags: Tags, taken: set[int], sure: float) -> Iterator[tuple[int, int, str]]:
    """Stretches of words that the tagger is sure name one action, and no rule reads."""
    i, size = 0, len(tree.tokens)
    while i < size:
        kind, share = tags.likeliest(i)
        last = i + 1
        if share >= sure and i not in taken and tree.tokens[i].pos != "PUNCT":
            while (
                last < size
                and last not in taken
                and tree.tokens[last].sentence == tree.tokens[i].sentence
                and tags.likeliest(last)[0] == kind
                and tags.likeliest(last)[1] >= 0.5
            ):
                last += 1
            yield i, last, kind
        i = last


def _read(tree: Tree, tags: Tags, first: int, last: int, kind: str) -> Read:
    """The reading of a stretch: its sense is a frame that the lexicon has for its word, else the type's own."""
    words = tuple(range(first, last))
    head = next((i for i in words if tree.tokens[i].head not in words), first)
    nominal = tree.tokens[head].pos not in VERBAL
    known = [frame for frame in meanings(tree, tree.tokens[head]) if frame.type == kind] if not nominal else []
    frame = known[-1] if known else _open_frame(tree, kind, tags.mode(head, kind))
    arguments = Arguments(frame, finder="tagger")
    trigger = Trigger(head, words, ((frame, words),), nominal)
    if nominal:
        fill_nominal(tree, head, words, arguments)
    else:
        fill_verbal(tree, head, words, arguments)
    settle(tree, trigger, arguments)
    fill_empty(tree, trigger, arguments)
    return trigger, frame, words, arguments


def _open_frame(tree: Tree, kind: str, mode: str | None) -> Frame:
    """The frame of a word that no frame knows, in the mode that the tagger gives."""
    frame = tree.lexicon.open_frames[kind]
    if mode not in tree.vocabulary.action_types[kind].modes:
        return frame
    return replace(frame, mode=mode, harm=cast("QuantityKind", mode) if kind == "CASUALTY" else None)


def fill_empty(tree: Tree, trigger: Trigger, arguments: Arguments) -> bool:
    """Give a trigger the sides and the place that the grammar does not name and the tagger does; whether any was."""
    tags = tree.parse.tags
    if tags is None:
        return False
    before = {role: len(heads) for role, heads in arguments.roles.items()}
    if not arguments.of("actor", "party"):
        for head, _ in tags.fillers(trigger.head, "actor", FILLED):
            if head not in trigger.words and head not in arguments.of("recipient") and _is_side(tree, head):
                arguments.add("actor", head)
    if not arguments.of("recipient", "party", "content"):
        for head, _ in tags.fillers(trigger.head, "recipient", FILLED):
            if head not in trigger.words and head not in arguments.of("actor"):
                arguments.add("recipient", head)
    if not read_places(tree, trigger.head, arguments, nominal=trigger.nominal):
        for head, _ in tags.fillers(trigger.head, "place", FILLED):
            if head in tree.place_at and head not in trigger.words:
                arguments.add("place", head)
    return before != {role: len(heads) for role, heads in arguments.roles.items()}


def _is_side(tree: Tree, head: int) -> bool:
    kind = tree.noun_class(head)
    return kind == "person" or (kind == "place" and tree.is_country(head))
