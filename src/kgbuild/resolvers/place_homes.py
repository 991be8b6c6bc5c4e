"""What speaks for a state beside names of places: an article in, votes for the words and the publisher out.

Both are weak: a paper reports from abroad, too. They part namesakes that the article's own places leave equal.
"""

from __future__ import annotations

import re
import tomllib

from kgbuild.gazetteer import Gazetteer, data_folder
from kgbuild.language.parse import Parse
from kgbuild.model import Article
from kgbuild.resolvers.place_context import Context

SIGN = 0.7
"""What a word that one state uses adds for that state."""
ADDRESS = 0.7
"""What the publisher's address adds for its state."""

_TABLE = tomllib.loads((data_folder() / "words.toml").read_text(encoding="utf-8"))
_MEDIA = frozenset(_TABLE["words"]["media"])
_ENDINGS = sorted(_MEDIA, key=lambda word: (-len(word), word))
_ADDRESSES: dict[str, str] = _TABLE["addresses"]
_LONGEST_SIGN = 3  # words


def _signs() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for state, words in sorted(_TABLE["signs"].items()):
        for word in words:
            found.setdefault(word, []).append(state)
    return {word: tuple(states) for word, states in found.items()}


_SIGNS = _signs()
_SIGN_OPENERS = frozenset(re.split(r"[ ']", word)[0] for word in _SIGNS)


def vote_for_homes(parse: Parse, gazetteer: Gazetteer, context: Context) -> None:
    """Let the article's words of administration and its publisher speak for states."""
    for word in _signs_of(parse):
        for sign in _SIGNS[word]:
            context.vote_state(sign, word, SIGN / len(_SIGNS[word]))
    host, name = _publisher(parse.article)
    state = _ADDRESSES.get(host.rpartition(".")[2])
    if state:
        context.vote_state(state, f"publisher's address .{host.rpartition('.')[2]}", ADDRESS)
    town = _town(host, name, gazetteer)
    if town:
        context.vote(f"{town.title()} (publisher)", gazetteer.candidates(town))


def _signs_of(parse: Parse) -> list[str]:
    """The words of the article that one state or a few use, each once, in text order."""
    tokens, found = parse.tokens, dict[str, None]()
    for token in parse.tokens:
        if token.lower not in _SIGN_OPENERS:
            continue
        for last in range(token.i + 1, min(token.i + _LONGEST_SIGN + 1, len(tokens)) + 1):
            words = parse.article.text[token.start : tokens[last - 1].end].lower().replace("’", "'")
            if words in _SIGNS:
                found[words] = None
    return list(found)


def _publisher(article: Article) -> tuple[str, str]:
    """The publisher's host ("" if none is known) and its name, in lower case."""
    name = (article.publisher or "").lower()
    host = re.sub(r"^\w+://", "", (article.url or "").lower()).split("/")[0].split(":")[0]
    if not host and re.fullmatch(r"[\w.-]+\.[a-z]{2,}", name):
        host = name
    return host, name


def _town(host: str, name: str, gazetteer: Gazetteer) -> str:
    """The place that a publisher's name holds beside words of newspapers; "" if it holds none."""
    if " " in name:
        words = name.split()
        rest = " ".join(word for word in words if word not in _MEDIA)
        return rest if rest not in ("", name) and gazetteer.has(rest) else ""
    parts = host.split(".")[:-1] or [name]
    return next((found for part in parts if (found := _cut(part.replace("-", ""), gazetteer))), "")


def _cut(word: str, gazetteer: Gazetteer) -> str:
    """The place's name in words of newspapers written together ("gedarefherald"); "" if there is none."""
    short = word.removeprefix("the")
    while True:
        end = next((media for media in _ENDINGS if short.endswith(media) and len(short) > len(media) + 3), None)
        if end is None:
            return ""
        short = short.removesuffix(end)
        if short not in _MEDIA and gazetteer.has(short):
            return short
