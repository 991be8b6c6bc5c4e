"""Verbs that a parser took for participles: a parse in, its finite verbs and gerunds made so.

Of "A drone killed at least eight guards." it makes a drone that was killed. A past participle after its noun takes no
object, save of verbs of giving, so the form is a past tense.
"""

from __future__ import annotations

from kgbuild.language.parse import Parse, Token

NOMINAL = frozenset(("NOUN", "PROPN", "PRON"))
ENDINGS = frozenset((".", "!", "?"))
CLOSERS = frozenset(('"', "''", ")", "]"))
CLAUSES = frozenset(("ROOT", "ccomp", "relcl", "parataxis"))
GIVING = frozenset(
    ("appoint", "ask", "award", "call", "consider", "declare", "deny", "dub", "elect", "fine", "give", "grant", "hand",
     "leave", "lend", "make", "name", "offer", "owe", "pay", "promise", "sell", "send", "sentence", "show", "teach",
     "tell")
)  # fmt: skip
"""Verbs whose passive keeps an object: "a soldier awarded a medal", "a town called Bor"."""

BLAMING = frozenset(("accuse", "acquit", "arrest", "blame", "charge", "condemn", "convict", "criticise", "criticize",
    "denounce", "sanction", "suspect"))  # fmt: skip
"""Verbs behind whose "of" or "for" somebody's act stands."""


def make_finite(parse: Parse) -> None:
    """Make the participle the verb of each sentence that is a noun without any other verb; headlines stay."""
    for token in parse.tokens:
        if token.tag == "VBN" and token.dep in CLAUSES and _has_subject_only(parse, token):
            token.tag = "VBD"
        elif token.tag == "VBG" and token.dep == "amod" and _is_act(parse, token):
            _free(parse, token)
    for sentence in parse.sentences:
        tokens = parse.tokens[sentence.first : sentence.last]
        end = next((token for token in reversed(tokens) if token.text not in CLOSERS), None)
        if end is None or end.text not in ENDINGS:
            continue
        root = next(token for token in tokens if token.head == token.i)
        verb = next((token for token in parse.children(root.i, "acl") if _is_active(parse, token)), None)
        if root.pos in NOMINAL and verb is not None and verb.i > root.i and not parse.children(root.i, "nsubj", "cop"):
            _turn(parse, root, verb)


def _is_act(parse: Parse, token: Token) -> bool:
    """Whether a form before a noun is what somebody is said to have done: "accused the group of burning homes"."""
    noun, before = parse.tokens[token.head], parse.tokens[token.i - 1]
    if token.i == 0 or noun.i != token.i + 1 or noun.head != before.i or noun.dep != "pobj" or noun.tag != "NNS":
        return False
    above = parse.tokens[before.head]
    return before.lower in ("of", "for") and (
        above.lemma in BLAMING or (above.dep in ("dobj", "nsubjpass") and parse.tokens[above.head].lemma in BLAMING)
    )


def _free(parse: Parse, verb: Token) -> None:
    """Make the form the verb behind the preposition and the noun its object, with whatever hangs on the noun."""
    noun = parse.tokens[verb.head]
    above = parse.tokens[noun.head]
    adverbs = [j for j in noun.children if parse.tokens[j].dep == "advmod"]
    noun.children[:] = [j for j in noun.children if j != verb.i and j not in adverbs]
    above.children[:] = [verb.i if j == noun.i else j for j in above.children]
    for j in adverbs:
        parse.tokens[j].head = verb.i
    verb.head, verb.dep, verb.pos = above.i, "pcomp", "VERB"
    noun.head, noun.dep = verb.i, "dobj"
    verb.children[:] = sorted({*verb.children, *adverbs, noun.i})


def _has_subject_only(parse: Parse, token: Token) -> bool:
    """Whether a form has a subject and no auxiliary: "the colonel reported on"."""
    return bool(parse.children(token.i, "nsubj")) and not parse.children(
        token.i, "aux", "auxpass", "nsubjpass", "agent"
    )


def _is_active(parse: Parse, token: Token) -> bool:
    if token.tag != "VBN" or token.lemma in GIVING or parse.children(token.i, "agent", "auxpass", "aux"):
        return False
    return any(child.i > token.i for child in parse.children(token.i, "dobj"))


def _turn(parse: Parse, noun: Token, verb: Token) -> None:
    """Make the verb the root and the noun its subject; what stands after the verb goes to the verb."""
    for j in [j for j in noun.children if j > verb.i]:
        parse.tokens[j].head = verb.i
        noun.children.remove(j)
        verb.children.append(j)
    noun.children.remove(verb.i)
    noun.head, noun.dep = verb.i, "nsubj"
    verb.head, verb.dep, verb.tag = verb.i, "ROOT", "VBD"
    verb.children.append(noun.i)
    verb.children.sort()
