"""Who speaks: a verb or a noun of a tree in, the heads of those who can be its source out."""

from __future__ import annotations

from kgbuild.extractors.rules.standing_own import is_nobody
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.language.parse import Token

SHARES = frozenset(("quarter", "third", "percent", "%"))
"""Parts of people that speak ("two thirds of the refugees said"), beside the lexicon's partitives."""


def find_speakers(tree: Tree, verb: int) -> list[int]:
    """Heads of who speaks: the subject, or the agent of a passive; never a place or a time."""
    if tree.is_passive(verb) and tree.child(verb, "nsubjpass", "auxpass") is not None:
        return [name(tree, head) for by, head in tree.prepositions(verb) if by == "by" and can_speak(tree, head)]
    if _is_judged(tree, tree.tokens[verb]):
        return [name(tree, head) for by, head in tree.prepositions(verb) if by == "by" and can_speak(tree, head)]
    heads: list[int] = []
    for head in tree.subjects(verb):
        token = tree.tokens[head]
        if token.dep == "expl" or (token.lower in ("it", "there") and is_unnamed(tree, tree.tokens[verb])):
            continue
        if is_nobody(tree, head) or (head > verb and token.head != verb):
            continue
        heads += [name(tree, issuer) for issuer in _issuers(tree, head, verb) if can_speak(tree, issuer)]
    return heads


def _is_judged(tree: Tree, verb: Token) -> bool:
    """Whether a verb form behind a noun tells what others say of it: "a boy called Ali", "men accused of theft"."""
    words = tree.lexicon.words
    accusing = {entry.split()[0] for entry in words["cue_accuse"] | words["cue_clear"]}
    judging = words["cue_name"] | words["cue_as"] | accusing
    return verb.dep == "acl" and verb.lemma in judging and tree.is_passive(verb.i)


def quoting_verb(tree: Tree, verb: Token) -> Token | None:
    """The "quoted" of "quoted a priest as saying"."""
    by = tree.tokens[verb.head]
    over = tree.tokens[by.head]
    found = verb.dep == "pcomp" and by.lower == "as" and over.lemma in tree.lexicon.words["cue_quote"]
    return over if found else None


def can_speak(tree: Tree, head: int) -> bool:
    """Whether a noun can be a source: people, bodies and papers; a place only as the name of its government."""
    kind, token = tree.noun_class(head), tree.tokens[head]
    if kind == "place":  # a city that says something is its government, or somebody of its name
        speaks = token.dep == "nsubj" and tree.tokens[token.head].lemma in tree.lexicon.words["cue_narrow"]
        return token.pos == "PROPN" and (tree.is_country(head) or head in tree.actor_headed or speaks)
    if token.lemma in tree.lexicon.words["cue_body"]:
        return True
    if token.lemma in SHARES and token.dep == "nsubj":
        return True
    return kind in ("person", "thing", "facility") and head not in tree.time_at


def _issuers(tree: Tree, head: int, verb: int) -> list[int]:
    """Who speaks by a paper: of "put out a statement saying" the subject of "put out"."""
    token = tree.tokens[head]
    if token.lemma not in tree.lexicon.words["cue_carrier"] or tree.tokens[verb].dep not in ("acl", "relcl"):
        return [head]
    governor = tree.tokens[token.head]
    if token.dep == "pobj":
        governor = tree.tokens[governor.head]
    return (tree.subjects(governor.i) if governor.pos in VERBAL else []) or [head]


def name(tree: Tree, head: int) -> int:
    """The name beside a role noun: of "the army's chief, General Bor" the general."""
    token = tree.tokens[head]
    if token.pos != "NOUN":
        return head
    for j in token.children:
        child = tree.tokens[j]
        if child.dep == "appos" and child.pos == "PROPN" and j in tree.actor_headed:
            return j
    return head


def issuer(tree: Tree, head: int) -> int:
    """Who issued a paper that speaks: of "a statement by the army" and "a report published by Bor Watch" the last."""
    words = tree.lexicon.words
    if tree.tokens[head].lemma not in words["cue_carrier"] | words["cue_paper"]:
        return head
    makers = [head, *(j for j in tree.tokens[head].children if tree.tokens[j].lemma in words["cue_issue"])]
    for maker in makers:
        for by, who in tree.prepositions(maker):
            if by in ("by", "from") and tree.noun_class(who) == "person":
                return name(tree, who)
    return head


def is_unnamed(tree: Tree, verb: Token) -> bool:
    """Whether words are attributed to nobody named: "it was reported that", "is believed to have"."""
    return verb.lemma in tree.lexicon.words["cue_unnamed"] and tree.is_passive(verb.i)
