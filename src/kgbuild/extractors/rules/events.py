"""The events of `annotate`: a parse in, each word that tells of an action out, with its standing and its arguments."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.extractors.rules.asides import is_aside, is_sport
from kgbuild.extractors.rules.build import tell
from kgbuild.extractors.rules.means import mode_of
from kgbuild.extractors.rules.participants import find_arguments
from kgbuild.extractors.rules.standing import Standing, read_standing
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.extractors.rules.tagged import find_other_type, find_own
from kgbuild.language.parse import Parse
from kgbuild.model import EventMention
from kgbuild.vocabulary import Vocabulary


def find_events(parse: Parse, vocabulary: Vocabulary) -> tuple[EventMention, ...]:
    """Every trigger of one article in text order, also those that say too little for a statement.

    Of these last, without tags, there are none: rules alone can't tell a bare event noun from a manner of speaking.
    """
    tree = Tree(parse, vocabulary)
    found = set(_find(tree))
    return tuple(sorted(found, key=lambda one: (one.trigger, one.type, one.mode or "", one.polarity, one.modality)))


def _find(tree: Tree) -> Iterator[EventMention]:
    taken: set[int] = set()
    for read, statement in tell(tree):
        trigger, frame, words, arguments = read
        taken.update(words, (trigger.head,))
        if statement is not None:
            standing = Standing(statement.polarity, statement.modality)
        elif arguments.finder == "rules+tagger" and not is_sport(tree, trigger.head):
            standing = read_standing(tree, trigger.head, nominal=trigger.nominal, support=arguments.support)
        else:
            continue
        other = find_other_type(tree, frame.type, words)
        yield EventMention(
            trigger=tree.parse.mention(min(words), max(words) + 1),
            type=frame.type if other is None else other[1],
            mode=mode_of(tree, trigger, arguments) if other is None else _own_mode(tree, *other),
            polarity=standing.polarity,
            modality=standing.modality,
            arguments=find_arguments(tree, trigger.head, words, read),
        )
    for first, last, kind in [] if is_aside(tree) else find_own(tree, taken):
        head = tree.top(first, last)
        standing = read_standing(tree, head, nominal=tree.tokens[head].pos not in VERBAL, support=None)
        yield EventMention(
            trigger=tree.parse.mention(first, last),
            type=kind,
            mode=_own_mode(tree, head, kind),
            polarity=standing.polarity,
            modality=standing.modality,
            arguments=find_arguments(tree, head, range(first, last), None),
        )


def _own_mode(tree: Tree, head: int, kind: str) -> str | None:
    """The mode that the tagger gives a trigger of this type, if the scheme still has it."""
    mode = tree.parse.tags.mode(head, kind) if tree.parse.tags is not None else None
    return mode if mode in tree.vocabulary.action_types[kind].modes else None
