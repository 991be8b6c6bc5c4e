"""A word in its tree in, what stands around it out: who does it to whom, each in a word that says what it is."""

from __future__ import annotations

from kgbuild.extractors.rules.syntax import Tree
from kgbuild.language.parse import Token


def is_name(tree: Tree, token: Token) -> bool:
    """Whether a word has a capital that the beginning of a sentence does not explain; parsers take names for verbs."""
    return token.text[0].isupper() and (token.text.isupper() or token.i != tree.parse.sentences[token.sentence].first)


def with_particle(tree: Tree, token: Token) -> str:
    """A verb's lemma with its particle: "thin out"."""
    particle = tree.child(token.i, "prt")
    return token.lemma if particle is None else f"{token.lemma} {particle.lower}"


def verb_arguments(tree: Tree, token: Token) -> tuple[list[int], list[int]]:
    """Who does it and to whom, a passive turned round; places that a preposition adds count as objects."""
    subjects, objects = tree.subjects(token.i), tree.objects(token.i)
    below = list(tree.prepositions(token.i))
    if tree.is_passive(token.i):
        subjects, objects = [i for name, i in below if name == "by"], subjects + objects
    places = [i for name, i in below if name not in {"by", "in", "at"} and i in tree.place_at]
    return subjects, objects + places


def noun_arguments(tree: Tree, token: Token) -> tuple[list[int], list[int]]:
    """Whose it is or who does it, and what it is of or against."""
    below = list(tree.prepositions(token.i))
    owner = [child.i for child in tree.parse.children(token.i, "poss", "amod", "compound")]
    owner = [i for i in owner if i in tree.actor_at or i in tree.place_at]
    subjects = owner + [i for name, i in below if name == "by"]
    return subjects, [i for name, i in below if name in {"of", "against", "on", "between", "with"}]


def label_argument(tree: Tree, i: int) -> str:
    """What an argument is, in capitals: its kind as an actor or thing; else the noun itself."""
    actor = tree.actor_at.get(i)
    if actor is not None and actor.kind != "unknown" and not actor.pronoun:
        return actor.kind.upper()
    if i in tree.place_at:
        return "PLACE"
    kind = tree.noun_class(i)
    return kind.upper() if kind not in {"thing", "event"} else tree.tokens[i].lemma
