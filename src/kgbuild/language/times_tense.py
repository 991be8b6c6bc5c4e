"""The tense in which a date stands: tokens and a date's position in, past, present or future of its verb out."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.language.parse import Token

_PLANS = frozenset({
    "plan", "expect", "schedule", "slate", "set", "due", "intend", "hope", "prepare", "aim", "vow", "pledge",
    "promise", "propose", "go",
})  # fmt: skip
_SCHEDULED = frozenset({"begin", "start", "open", "expire", "resume", "convene", "take"})
_FUTURE_AUXILIARIES = frozenset({"will", "'ll", "shall", "would", "wo"})


def tense_of(tokens: Sequence[Token], i: int) -> str:
    """The tense of the verb that governs a token: "future" (plans too), "past", "present" or "" where unclear."""
    start = i
    for _ in range(12):
        token = tokens[i]
        if token.pos in {"VERB", "AUX"} or token.tag.startswith("VB"):
            break
        if token.lower == "due" or token.head == i:
            break
        i = token.head
    i = _saying_before(tokens, start, i)
    token = tokens[i]
    if token.lower == "due":
        return "future"
    children = [tokens[j] for j in token.children]
    auxiliaries = {child.lower for child in children if child.dep in {"aux", "auxpass"}}
    if token.lower in {"is", "are"} and any(child.dep == "xcomp" and child.tag == "VB" for child in children):
        return "future"  # "are to travel on Friday"
    if auxiliaries & _FUTURE_AUXILIARIES:
        return "future"
    if token.lemma in _PLANS and token.tag in {"VBN", "VBG", "VBZ", "VBP"}:
        return "future"
    if "to" in auxiliaries:
        return "future" if _is_planned(tokens, i) else ""
    if token.tag in {"VBZ", "VBP"} and (token.lemma in _SCHEDULED or (token.lemma == "be" and tokens[start].head == i)):
        return "future"  # "the vote is Sunday", "talks resume on Friday"
    if token.tag == "VBD" or auxiliaries & {"was", "were", "had", "did", "has", "have"}:
        return "past"
    if token.tag == "VBN":
        return "past"
    return "present" if token.tag in {"VBZ", "VBP"} or auxiliaries & {"is", "are", "am"} else ""


def _saying_before(tokens: Sequence[Token], date: int, verb: int) -> int:
    """The verb of saying whose day a date is that the parse hangs below what is said; else the verb itself.

    As in "told reporters Monday the army would strike": right behind the verb or whom it is told to.
    """
    saying = tokens[verb].head
    if tokens[verb].dep != "ccomp" or not saying < date < verb or tokens[date].dep.startswith("nsubj"):
        return verb
    before = date - 1
    while before > saying and (tokens[before].pos == "ADP" or tokens[before].head == date):
        before -= 1
    while before > saying and tokens[before].head > saying and tokens[before].head != before:
        if tokens[before].head == verb:
            return verb
        before = tokens[before].head
    return saying if before == saying or tokens[before].head == saying else verb


def _is_planned(tokens: Sequence[Token], i: int) -> bool:
    """Readings like "is to meet", "plans to meet", "due to meet"."""
    governor = tokens[tokens[i].head]
    return governor.lemma in _PLANS or (governor.lemma == "be" and governor.tag in {"VBZ", "VBP"})
