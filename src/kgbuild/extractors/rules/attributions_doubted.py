"""Words of doubt: tokens in, attributions of what is alleged, rumoured or called false out."""

from __future__ import annotations

from kgbuild.extractors.rules.attributions_spans import Said, said_by, subtree_range, without
from kgbuild.extractors.rules.syntax import VERBAL, Tree
from kgbuild.language.parse import Sentence, Token

LEADING = frozenset(("mark", "cc", "punct"))
"""Relations of small words before what is alleged that are no part of it."""


def by_adverb(tree: Tree, adverb: Token) -> Said | None:
    """Hearsay without a source: "reportedly shot"; the adverb's clause is what is claimed."""
    head = tree.tokens[adverb.head]
    while head.pos not in VERBAL and head.head != head.i and head.dep not in ("amod", "acl"):
        head = tree.tokens[head.head]
    return _unnamed(tree, adverb, head)


def by_alleged(tree: Tree, adjective: Token) -> Said | None:
    """An event that is only somebody's word: "the alleged attack on the convoy"."""
    noun = tree.tokens[adjective.head]
    if adjective.dep != "amod" or noun.lemma not in tree.lexicon.event_nouns:
        return None
    return _unnamed(tree, adjective, noun)


def _unnamed(tree: Tree, cue: Token, head: Token) -> Said | None:
    first, last = subtree_range(tree, head.i)
    while first < head.i and tree.tokens[first].dep in LEADING:
        first += 1
    if head.pos not in VERBAL:  # "the alleged attack": without its article
        first = cue.i + 1
    content = without([(first, last)], (cue.i, cue.i + 1))
    return Said((), (cue.i, cue.i + 1), cue.i, content) if content else None


def by_denied_claim(tree: Tree, verb: Token, sources: tuple[int, ...], sentence: Sentence) -> Said | None:
    """The clause before "a claim that the army denies", which is what the army denies."""
    words = tree.lexicon.words
    noun = tree.tokens[verb.head]
    own = tree.child(verb.i, "dobj", "ccomp", "xcomp")
    if verb.lemma not in words["doubt"] or noun.lemma not in words["cue_noun"] or not sources:
        return None
    if verb.dep not in ("relcl", "acl", "ccomp") or (own is not None and own.i > verb.i):
        return None
    first = tree.parse.subtree(noun.i)[0]
    if first <= sentence.first + 1 or tree.tokens[first - 1].text not in (",", "-", "–", "—", "--"):
        return None
    return said_by(tree, verb, sources, [(sentence.first, first - 1)], denies=True)


def by_false(tree: Tree, word: Token) -> Said | None:
    """What is said to be untrue by whoever speaks: "It is false that soldiers fired"."""
    governor = tree.tokens[word.head]
    if word.dep not in ("acomp", "attr") or governor.lemma != "be":
        return None
    clause = next((j for j in governor.children if tree.tokens[j].dep == "ccomp" and j > word.i), None)
    if clause is None:
        return None
    return Said((), (word.i, word.i + 1), word.i, (subtree_range(tree, clause),), denies=True)


def is_called_false(tree: Tree, noun: Token) -> bool:
    """Whether a claim is said to be untrue in its own sentence: "the claim that soldiers fired is untrue"."""
    governor = tree.tokens[noun.head]
    if noun.dep not in ("nsubj", "nsubjpass") or governor.pos not in VERBAL:
        return False
    return any(
        tree.tokens[j].dep in ("acomp", "attr") and tree.tokens[j].lemma in tree.lexicon.words["false"]
        for j in governor.children
    )


def called_false(tree: Tree, verb: Token, sources: tuple[int, ...]) -> Said | None:
    """A denial by judgement: "called the report that troops fired a lie", "described the claims as baseless"."""
    words = tree.lexicon.words
    thing = tree.child(verb.i, "dobj", "ccomp")
    if not (verb.lemma in words["cue_name"] or verb.lemma in words["cue_as"]) or thing is None or thing.i < verb.i:
        return None
    below = [tree.tokens[k] for k in tree.parse.subtree(verb.i) if k > verb.i]
    judged = next((t for t in below if t.lemma in words["false"] and t.i != thing.i), None)
    claim = any(t.lemma in words["cue_noun"] and (judged is None or t.i < judged.i) for t in below)
    if judged is None or not claim:
        return None
    first = min(tree.parse.subtree(thing.i)[0], below[0].i)
    return said_by(tree, verb, sources, [(first, judged.i + 1)], denies=True)
