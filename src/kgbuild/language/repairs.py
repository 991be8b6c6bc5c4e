"""Slips of a parser that its own reading gives away: a parse in, the same parse with those words read anew.

A noun takes no object: "if the army attacks Bor" has a verb. Nor has a verb two objects side by side: who "accused
Armenian forces" accuses one force. And what somebody is accused of by an envoy is nothing of the envoy's.
"""

from __future__ import annotations

from kgbuild.language.finite import GIVING
from kgbuild.language.parse import Parse, Token

CLAUSES = frozenset(("ROOT", "advcl", "ccomp", "conj", "parataxis"))
PRESENT = {"NNS": "VBZ", "NN": "VBP"}

CHARGING = frozenset(("accuse", "suspect", "convict", "acquit", "clear"))
"""Verbs that take "of" and a deed beside who accuses: "were accused by the mission of shelling a camp"."""


def repair(parse: Parse) -> None:
    """Make nouns that take an object verbs, of two objects side by side one, and give charges to their verb."""
    for token in parse.tokens:
        if token.pos == "NOUN" and token.dep in CLAUSES:
            _make_verb(parse, token)
        elif token.lower == "of" and token.dep == "prep":
            _hang_charge(parse, token)
        elif token.dep == "dobj" and token.pos in ("PROPN", "ADJ"):
            _join(parse, token)


def _make_verb(parse: Parse, noun: Token) -> None:
    """Make a noun with an object the verb of the noun that stands before it."""
    before = parse.tokens[noun.i - 1] if noun.i else noun
    behind = [child for child in parse.children(noun.i, "dobj") if child.i > noun.i]
    plural = before.tag in ("NNS", "NNPS")
    if not behind or before.head != noun.i or plural == (noun.tag == "NNS"):
        return
    if before.dep not in ("compound", "nsubj"):
        return
    for child in parse.children(noun.i):
        if child.i < before.i and child.dep in ("det", "amod", "compound", "poss", "nummod"):
            _hang(parse, child, before)
    before.dep = "nsubj"
    noun.pos, noun.tag = "VERB", PRESENT.get(noun.tag, "VBP")


def _join(parse: Parse, token: Token) -> None:
    """Make the first of two objects of one verb a word of the second: a name before a plural noun."""
    following = parse.tokens[token.i + 1] if token.i + 1 < len(parse.tokens) else token
    verb = parse.tokens[token.head]
    together = following.dep == "dobj" and following.head == token.head and following.tag == "NNS"
    if together and verb.lemma not in GIVING:
        token.dep = "amod"
        _hang(parse, token, following)


def _hang_charge(parse: Parse, of: Token) -> None:
    """Make "of shelling" the verb's own where it hangs on who accuses."""
    accuser = parse.tokens[of.head]
    by = parse.tokens[accuser.head]
    verb = parse.tokens[by.head]
    if by.dep == "agent" and verb.lemma in CHARGING and any(t.tag == "VBG" for t in parse.children(of.i, "pcomp")):
        _hang(parse, of, verb)


def _hang(parse: Parse, token: Token, head: Token) -> None:
    parse.tokens[token.head].children.remove(token.i)
    token.head = head.i
    head.children.append(token.i)
    head.children.sort()
