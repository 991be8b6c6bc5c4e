"""What is asked in, the index's expression out; every word is quoted, so nothing of a question reaches SQLite's syntax.

drone strike            both words, singular or plural, in one passage
"drone strike"          these words side by side, as written
drone OR missile        either; AND binds tighter, brackets group
drone NOT jamming       the first without the second
shell*                  every word that begins so
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kgbuild.errors import GraphError
from kgbuild.graph.search.words import find_variants, list_words

_TOKEN = re.compile(
    r'["“”„«»](?P<phrase>[^"“”„«»]*)(?P<close>["“”„«»]?)(?P<star>\*?)|(?P<sign>[()])|(?P<word>[^\s()"“”„«»]+)'
)
_OPERATORS = ("AND", "OR", "NOT")
_MOST_WORDS, _DEEPEST, _SHORTEST = 100, 20, 2
_HELP = 'Write words, "words side by side", begin*, a AND b, a OR b, a NOT b, (a OR b) c.'


class _Token(NamedTuple):
    """A bracket, an operator, or a term as the index's expression has it."""

    kind: str
    text: str


def read_question(text: str) -> str:
    """The index's expression for what is asked.

    Raises:
        GraphError: it holds no word, or brackets, quotes, operators or stars do not go together; the message says how.
    """
    tokens = _list_tokens(text)
    if not tokens:
        raise GraphError(f"nothing to search for in '{_show(text)}'. {_HELP}")
    reader = _Reader(tokens)
    expression = reader.read_any(0)
    if reader.peek() is not None:
        raise GraphError(f"the search has a ')' without its '('. {_HELP}")
    return expression


def _show(text: str) -> str:
    """The question for a message: short, and without what can't be printed."""
    shown = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
    return shown if len(shown) <= 60 else shown[:59] + "…"


def _list_tokens(text: str) -> list[_Token]:
    tokens, count = [], 0
    for found in _TOKEN.finditer(text):
        if found["sign"]:
            tokens.append(_Token(found["sign"], found["sign"]))
            continue
        if found["word"] in _OPERATORS:
            tokens.append(_Token(found["word"], found["word"]))
            continue
        term, words = _read_term(found)
        count += words
        if term:
            tokens.append(_Token("term", term))
    if count > _MOST_WORDS:
        raise GraphError(f"the search has {count} words; {_MOST_WORDS} are the most. Leave out what it can do without.")
    return tokens


def _read_term(found: re.Match[str]) -> tuple[str, int]:
    """A word or phrase as the index's expression has it, and how many words it holds."""
    phrase = found["phrase"] is not None
    if phrase and not found["close"]:
        raise GraphError(f"the search has a quote that does not end: {_show(found[0])}. {_HELP}")
    text = found["phrase"] if phrase else found["word"]
    begins = bool(found["star"]) if phrase else text.endswith("*")
    body = text if phrase else text.removesuffix("*")
    forms = [word.form for word in list_words(body)]
    if "*" in body or (begins and not forms):
        raise GraphError(f"the star in '{_show(found[0])}' stands at the end of no word; write 'shell*'.")
    if begins and len(forms[-1]) < _SHORTEST:
        raise GraphError(f"'{_show(found[0])}' would find every word with that letter; give {_SHORTEST} or more.")
    if not forms:
        return "", 0
    if phrase or begins or len(forms) > 1:
        return _quote(*forms) + (" *" if begins else ""), len(forms)
    return match_word(forms[0]), 1


def match_word(form: str) -> str:
    """A folded word or any of its variants, as the index's expression has it."""
    return "(" + " OR ".join(map(_quote, find_variants(form))) + ")"


def _quote(*forms: str) -> str:
    """A phrase; a folded word holds letters and figures alone."""
    return f'"{" ".join(forms)}"'


class _Reader:
    """Tokens read from left to right: OR of (AND and NOT of (terms and groups))."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens, self.at = tokens, 0

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def read_any(self, depth: int) -> str:
        """Alternatives."""
        if depth > _DEEPEST:
            raise GraphError(f"the search nests brackets more than {_DEEPEST} deep. Take the inner ones out.")
        parts = [self._read_all(depth)]
        while (token := self.peek()) is not None and token.kind == "OR":
            self.at += 1
            parts.append(self._read_all(depth))
        return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"

    def _read_all(self, depth: int) -> str:
        """What a passage has to hold, without what it must not."""
        wanted: list[str] = []
        unwanted: list[str] = []
        before = "start"
        while (token := self.peek()) is not None and token.kind not in {"OR", ")"}:
            if token.kind in {"AND", "NOT"}:
                lengthy = before == "AND" and token.kind == "NOT"  # 'a AND NOT b' says what 'a NOT b' says
                if before != "term" and not lengthy:
                    raise GraphError(f"the search has {token.kind} with nothing before it. {_HELP}")
                before = token.kind
                self.at += 1
                continue
            (unwanted if before == "NOT" else wanted).append(self._read_one(token, depth))
            before = "term"
        if before != "term":
            after = {"start": "an OR or brackets with nothing in them"}.get(before, f"{before} with nothing after it")
            raise GraphError(f"the search has {after}. {_HELP}")
        both = wanted[0] if len(wanted) == 1 else f"({' AND '.join(wanted)})"
        if not unwanted:
            return both
        return f"({both} NOT {unwanted[0] if len(unwanted) == 1 else '(' + ' OR '.join(unwanted) + ')'})"

    def _read_one(self, token: _Token, depth: int) -> str:
        self.at += 1
        if token.kind != "(":
            return token.text
        inside = self.read_any(depth + 1)
        if self.peek() is None:
            raise GraphError(f"the search has a '(' without its ')'. {_HELP}")
        self.at += 1
        return inside
