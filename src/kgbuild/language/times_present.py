"""Whether "today" is a day: a token and the words around it in, whether it names a programme or the present age out."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.language.numbers_context import is_person_noun
from kgbuild.language.parse import Token

_WAYS_OF_LIFE = frozenset({
    "live", "reside", "dwell", "inhabit", "exist", "belong", "worship", "practise", "practice", "profess", "believe",
    "speak", "number", "account", "consist", "comprise", "own", "employ", "depend", "rely", "earn", "work",
})  # fmt: skip


def is_title(token: Token, tokens: Sequence[Token]) -> bool:
    """Whether a capital word is all that is quoted: a name, as of the programme "Today"."""
    after = [other.text for other in tokens[token.i + 1 : token.i + 3] if other.text not in {",", "."}]
    marks = {'"', "``", "''", "“", "”"}
    return token.text[0].isupper() and token.i > 0 and tokens[token.i - 1].text in marks and set(after[:1]) <= marks


def is_nowadays(token: Token, before: Token | None, tokens: Sequence[Token]) -> bool:
    """Whether "today" names the present age: "than today", "as safe today as", "the youth of today", "still lives".

    Ways of life fill no day: "Today, about 5,000 families live in the camp".
    """
    if before is not None and before.sentence != token.sentence:
        before = None
    if before is not None and before.lower == "than":
        return True
    if before is not None and before.lower == "of":
        owner = tokens[before.head]
        return owner.i < before.i and is_person_noun(owner)
    following = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if before is not None and following is not None and following.lower == "as":
        return any(other.lower == "as" for other in tokens[max(0, token.i - 4) : token.i])
    verb = tokens[token.head]
    if verb.tag not in {"VBP", "VBZ"}:
        return False
    children = [tokens[child] for child in verb.children]
    plain = not any(child.dep in {"aux", "auxpass"} for child in children)
    return any(child.lower == "still" for child in children) or (plain and verb.lemma in _WAYS_OF_LIFE)
