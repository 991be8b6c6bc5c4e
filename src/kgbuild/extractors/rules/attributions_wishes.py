"""Wishes, plans, judgements and questions: a verb in; what it attributes without claiming it out, by its complement."""

from __future__ import annotations

from functools import partial

from kgbuild.extractors.rules.attributions_spans import Said, said_by, subtree_range
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.language.parse import Token

PREPOSITION = "cue_preposition"
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
TAIL = frozenset(("dobj", "oprd", "xcomp", "ccomp", "prep", "dative", "acomp", "attr", "prt"))
"""Relations of the words after a verb that belong to what it attributes."""


def by_wish(tree: Tree, verb: Token, sources: tuple[int, ...]) -> Said | None:
    """What a verb attributes without claiming it."""
    words, lemma = tree.lexicon.words, verb.lemma
    if lemma in words["cue_seem"]:
        return _seeming(tree, verb)
    bare = lemma == "ask" and verb.tag == "VBN"  # "Asked about the raid, the general declined to comment"
    if tree.is_passive(verb.i) and (bare or tree.child(verb.i, "nsubjpass", "auxpass") is not None):
        return _passive(tree, verb, sources)
    if not sources:
        return None
    start = _complement(tree, verb)
    if start is None:
        return None
    thing = tree.child(verb.i, "dobj")
    claim = lemma == "make" or (thing is not None and f"{lemma} {thing.lemma}" in words["cue_light"])
    claims = claim and tree.tokens[start].lower == "that"  # "made clear that", "took the view that"
    return said_by(tree, verb, sources, [(start, _tail_end(tree, verb, start))], asserts=claims)


def _complement(tree: Tree, verb: Token) -> int | None:
    """Where what a verb attributes begins, if the lexicon lets the verb take what follows it."""
    words, lemma = tree.lexicon.words, verb.lemma
    after = [tree.tokens[j] for j in verb.children if j > verb.i]
    thing = next((t for t in after if t.dep in ("dobj", "dative") and t.pos != "ADP"), None)
    for child in after:
        if child.pos == "ADJ" and f"{lemma} {child.lemma}" in words["cue_light"]:  # "made clear that"
            return child.i + 1
        if child.dep in ("xcomp", "ccomp") or _is_for_clause(tree, child):
            kind = _form(tree, child, thing)
            if lemma in words[kind]:
                begins = child.i if thing is None else min(thing.i, child.i)
                return _begin(tree, begins, verb.i)
        elif child.dep == "oprd" and lemma in words["cue_name"]:
            return _begin(tree, child.i if thing is None else min(thing.i, child.i), verb.i)
        elif (
            thing is None and child.dep == "prep" and child.children and f"{lemma} {child.lower}" in words[PREPOSITION]
        ):
            return child.i + 1  # "called on both sides to stop"
    prepositions = [
        t for t in after if t.dep in ("prep", "prt", "dative", "agent", "advmod") and t.pos in ("ADP", "ADV")
    ]
    if thing is not None:
        if lemma in words["cue_voice"] or f"{lemma} {thing.lemma}" in words["cue_light"]:
            return _below_noun(tree, thing) or _begin(tree, thing.i, verb.i)
        allowed = lemma in words["cue_object"]
        allowed = allowed or (lemma in words["cue_as"] and any(t.lower == "as" for t in prepositions))
        if allowed and thing.i not in tree.time_at and thing.tag != "PRP$":
            return _begin(tree, thing.i, verb.i)
    for t in prepositions:
        if f"{lemma} {t.lower}" in words[PREPOSITION] and (t.children or thing is not None or t.dep == "prt"):
            first = t.i + 1
            return first if first < len(tree.tokens) and tree.tokens[first].sentence == verb.sentence else None
        if t.lower == "as" and lemma in words["cue_as"] and thing is None and _relative_object(tree, verb):
            return t.i
    return None


def _below_noun(tree: Tree, noun: Token) -> int | None:
    """Where what a noun is about begins: "voiced concern about the truce" attributes the truce."""
    for j in noun.children:
        child = tree.tokens[j]
        if j > noun.i and child.dep in ("acl", "ccomp", "relcl"):
            return tree.parse.subtree(j)[0]
        if j > noun.i and child.dep == "prep" and child.children:
            return j + 1
    return None


def _form(tree: Tree, child: Token, thing: Token | None) -> str:
    """The class of words that a clause without finite verb asks for."""
    children = [tree.tokens[j] for j in child.children]
    if any(c.tag == "TO" for c in children):
        own = thing is not None or any(c.dep in SUBJECTS for c in children)
        return "cue_bid" if own else "cue_infinitive"
    if child.tag == "VBG":
        return "cue_gerund"
    return "cue_name"


def _is_for_clause(tree: Tree, child: Token) -> bool:
    """Whether a clause is what is called for ("called for both sides to stop"), which parsers take for an aim."""
    return child.dep == "advcl" and tree.tokens[tree.parse.subtree(child.i)[0]].lower == "for" and child.tag == "VB"


def _relative_object(tree: Tree, verb: Token) -> bool:
    return any(tree.tokens[j].dep in ("dobj", "pobj") and j < verb.i for j in verb.children)


def _begin(tree: Tree, i: int, verb: int) -> int:
    """First token of a complement after its verb."""
    return max(tree.parse.subtree(i)[0], verb + 1)


def _tail_end(tree: Tree, verb: Token, start: int) -> int:
    """Where the words that belong to a verb's complement end; times of the wishing do not."""
    last = start + 1
    for j in verb.children:
        child = tree.tokens[j]
        if child.dep not in TAIL and not _is_for_clause(tree, child):
            continue
        below = tree.parse.subtree(j)
        if below[-1] < start:
            continue
        if child.dep == "prep" and all(
            k in tree.time_at or tree.tokens[k].pos in ("ADP", "DET", "PUNCT") for k in below
        ):
            continue
        last = max(last, below[-1] + 1)
    return last


def _seeming(tree: Tree, verb: Token) -> Said | None:
    """How something seems ("the talks seem to have failed"): the subject is part of it, and nobody is named."""
    subject = tree.child(verb.i, "nsubj")
    rest = [
        j for j in verb.children if j > verb.i and tree.tokens[j].dep in ("xcomp", "oprd", "acomp", "ccomp", "prep")
    ]
    if subject is None or not rest or subject.i > verb.i:
        return None
    content = [subtree_range(tree, j, but=verb.i) for j in rest]
    if subject.lower not in ("it", "there"):
        content.append(subtree_range(tree, subject.i, but=verb.i))
    elif not any(tree.tokens[j].dep in ("ccomp", "xcomp") for j in rest):
        return None
    return said_by(tree, verb, (), content, asserts=False)


def _passive(tree: Tree, verb: Token, sources: tuple[int, ...]) -> Said | None:
    """What a passive attributes: "was criticised by X", "is expected to", "is described as"."""
    words, lemma = tree.lexicon.words, verb.lemma
    subject = tree.child(verb.i, "nsubjpass")
    rest = [tree.tokens[j] for j in verb.children if j > verb.i]
    kept = [t for t in rest if t.dep in ("xcomp", "ccomp", "oprd") or (t.dep == "prep" and t.lower == "as")]
    asked = [t for t in rest if lemma == "ask" and (t.dep in ("advcl", "ccomp") or t.lower == "about")]
    if asked:
        topics = [
            (first + (tree.tokens[first].lower == "about"), last)
            for first, last in map(partial(subtree_range, tree), [t.i for t in asked])
        ]
        return said_by(tree, verb, sources, topics, asserts=False)
    if subject is None:
        return None
    open_ = lemma in words["cue_unnamed"] and kept and any(_allowed_passive(tree, verb, t) for t in kept)
    if not open_ and not (sources and (lemma in words["cue_object"] or (kept and lemma in words["cue_as"]))):
        return None
    content = [subtree_range(tree, subject.i, but=verb.i), *(subtree_range(tree, t.i) for t in kept)]
    hearsay = lemma in words["cue_hearsay"] and any(t.dep == "xcomp" for t in kept)  # "is said to have fled"
    return said_by(tree, verb, sources, content, asserts=hearsay)


def _allowed_passive(tree: Tree, verb: Token, child: Token) -> bool:
    words = tree.lexicon.words
    if child.dep == "prep":
        return verb.lemma in words["cue_as"]
    if child.dep == "oprd":
        return verb.lemma in words["cue_name"]
    return any(tree.tokens[j].tag == "TO" for j in child.children)
