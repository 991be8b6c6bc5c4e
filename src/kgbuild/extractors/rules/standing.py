"""Did it happen: a trigger in its tree in, polarity and modality out."""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.extractors.rules.standing_above import UNREAL, above_noun, above_verb, modality_of_object
from kgbuild.extractors.rules.standing_own import (
    is_historical,
    is_imperative,
    is_negated,
    is_progressive,
    is_question,
    is_state,
    noun_modality,
    verb_modality,
)
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.model import Modality, Polarity


@dataclass(frozen=True, slots=True)
class Standing:
    """Polarity and modality of one trigger."""

    polarity: Polarity = "positive"
    modality: Modality = "actual"


CERTAIN = 0.9
"""The share from which the tagger's modality stands for that of the rules."""


def read_standing(tree: Tree, head: int, *, nominal: bool, support: int | None) -> Standing:
    """What the words around a trigger say about whether the action happened, happens, or is only spoken of.

    Where the tagger is certain of a modality, that one; polarity stays as the grammar has it, for an invented denial is
    worse than a missed one.
    """
    if nominal:
        modality, negative, verb = _of_noun(tree, head, support)
    else:
        verb = head
        modality, negative = above_verb(tree, head, verb_modality(tree, head), negative=is_negated(tree, head))
        if modality is None and (is_progressive(tree, head) or is_state(tree, head)):
            modality = "ongoing"
    if is_imperative(tree, verb):
        modality = "requested"
    elif (modality == "planned" or modality not in UNREAL) and is_question(tree, verb):
        modality = "hypothetical"
    elif modality in (None, "ongoing") and is_historical(tree, verb):
        modality = "historical"
    tags = tree.parse.tags
    if tags is not None and tags.modality[head].max() >= CERTAIN:
        modality = tags.standing(head)[1]
    return Standing("negative" if negative else "positive", modality or "actual")


def _of_noun(tree: Tree, head: int, support: int | None) -> tuple[Modality | None, bool, int]:
    """Modality and negation of an event noun, and the verb that carries it."""
    modality, negative = noun_modality(tree, head), is_negated(tree, head)
    if support is None:
        modality, negative = above_noun(tree, head, modality, negative=negative)
        return modality, negative, _governing_verb(tree, head)
    lemma = tree.tokens[support].lemma
    if lemma != "claim":  # "nobody claimed the attack": it happened
        negative = negative or is_negated(tree, support)
    if lemma in tree.lexicon.words["avert"]:
        modality, negative = modality or "intended", not is_negated(tree, support)
    modality = modality or modality_of_object(tree, lemma) or verb_modality(tree, support)
    modality, negative = above_verb(tree, support, modality, negative=negative)
    return modality or ("ongoing" if is_progressive(tree, support) else None), negative, support


def _governing_verb(tree: Tree, i: int) -> int:
    token = tree.tokens[i]
    while token.pos not in VERBAL and token.head != token.i:
        token = tree.tokens[token.head]
    return token.i
