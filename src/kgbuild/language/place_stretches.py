"""Stretches of capitalised words and the type words beside them: a parse in, where a name ends out."""

from __future__ import annotations

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.parse import Parse, Token
from kgbuild.language.place_words import (
    AFTER,
    CAMP_WORDS,
    HAPPENINGS,
    INNER,
    ORGANISATIONS,
    PARTICLES,
    PLURALS,
    TYPES,
)
from kgbuild.model import Level

LONGEST = 7
"""Tokens a name may have."""
_OFFICIAL = frozenset(("Area", "City", "District", "State", "Town", "Village"))
"""Type words in capitals that belong to the name of an office behind them rather than to the place before."""
_HYPHENED = PARTICLES | {"as", "an", "at", "ash"}


class Words:
    """One article's words and the names that the gazetteer has for them."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer) -> None:
        self.parse, self.tokens, self.gazetteer = parse, parse.tokens, gazetteer
        self._ends: dict[int, int] = {}

    def longest(self, i: int) -> int:
        """Where the longest known name or word of origin that begins at `i` ends; 0 if none does."""
        if i not in self._ends:
            self._ends[i] = self._longest(i)
        return self._ends[i]

    def _longest(self, i: int) -> int:
        tokens, best = self.tokens, 0
        sentence_end = self.parse.sentences[tokens[i].sentence].last
        for j in range(i + 1, min(i + LONGEST, sentence_end) + 1):
            token = tokens[j - 1]
            joined = j > i + 2 and tokens[j - 2].text == "-" and token.start == tokens[j - 2].end
            if j > i + 1 and token.lower not in INNER and not (opens(token) or joined or _is_elided(token)):
                break
            if token.lower in INNER and j > i + 1 and not token.text[0].isupper():
                continue
            name = self.text(i, j)
            if self.gazetteer.has(name) or self.gazetteer.demonym(name) is not None:
                best = j
        return best

    def text(self, first: int, last: int) -> str:
        """The words of [first, last) as the article writes them."""
        return self.parse.article.text[self.tokens[first].start : self.tokens[last - 1].end]

    def type_after(self, last: int) -> int:
        """Where a type word that belongs to the name before it ends; 0 if there is none."""
        tokens = self.tokens
        if last + 1 < len(tokens) and tokens[last].lower in CAMP_WORDS and tokens[last + 1].lower in AFTER:
            return last + 2
        if last >= len(tokens) or tokens[last].lower not in AFTER or tokens[last].sentence != tokens[last - 1].sentence:
            return 0
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        word = tokens[last]
        if following and following.text[0].isupper() and word.text[0].isupper() and following.lower in ORGANISATIONS:
            return 0
        if word.text in ("Department", "Community"):
            return 0
        if word.text in _OFFICIAL and following and following.text[0].isupper() and following.tag == "NNP":
            return 0  # "the Djibo City Council", "a Las Vegas City Marshal"
        if (
            word.lower in ("state", "city", "department", "town", "village", "area", "camp")
            and following
            and following.pos == "NOUN"
        ):
            return 0
        if word.lower in ("town", "village") and following and following.lower == "of" and last + 2 < len(tokens):
            return 0 if opens(tokens[last + 2]) else last + 1  # "the Casamance village of Santa Yalla"
        return last + 1

    def name_end(self, i: int) -> int:
        """Where the run of capitalised words at `i` ends, its joined articles included ("Mocimboa da Praia")."""
        tokens, j = self.tokens, i + 1
        end = self.parse.sentences[tokens[i].sentence].last
        if not opens(tokens[i]):
            j = i + 3  # "al-Tamura"
        while j < end:
            token = tokens[j]
            if j > i and happens(token) and token.text[0].isupper():
                break
            if (
                token.tag in ("NNP", "NNPS")
                and opens(token)
                and token.lower not in AFTER
                and token.lower not in PLURALS
            ):
                j += 1
            elif token.lower in PARTICLES and j + 1 < end and opens(tokens[j + 1]):
                j += 2
            elif token.lower in _HYPHENED and j + 2 < end and tokens[j + 1].text == "-" and opens(tokens[j + 2]):
                j += 3
            elif (
                token.text == "-"
                and j + 1 < end
                and tokens[j + 1].start == token.end
                and token.start == tokens[j - 1].end
            ):
                j += 2
            else:
                break
        return min(j, end)

    def type_before(self, first: int) -> tuple[int, Level | None]:
        """Position of a type word before the name and its level: "village of X", "the town X"; (0, None) without."""
        tokens, j = self.tokens, first - 1
        start = self.parse.sentences[tokens[first].sentence].first
        if j > start and tokens[j].lower == "of":
            j -= 1
        if j > start and tokens[j].lower in ("called", "named", '"', "'"):
            j -= 1
        if j >= start and tokens[j].lower in TYPES and tokens[j].text.islower() and tokens[j].pos != "VERB":
            return j, TYPES[tokens[j].lower]
        return 0, None

    def may_open(self, i: int) -> bool:
        """Whether a name may begin at `i`: a capital, or an article joined to one ("al-Tamura")."""
        tokens = self.tokens
        if opens(tokens[i]):
            return True
        return (
            tokens[i].lower in _HYPHENED
            and i + 2 < len(tokens)
            and tokens[i + 1].text == "-"
            and tokens[i + 1].start == tokens[i].end
            and opens(tokens[i + 2])
            and tokens[i + 2].start == tokens[i + 1].end
        )

    def is_titled(self, i: int) -> bool:
        """Whether the sentence of `i` is a headline in capitals."""
        sentence = self.parse.sentences[self.tokens[i].sentence]
        words = [t for t in self.tokens[sentence.first : sentence.last] if t.text[0].isalpha() and len(t.text) > 3]
        return len(words) > 2 and sum(t.text[0].isupper() for t in words) > 0.7 * len(words)

    def is_mixed(self, i: int) -> bool:
        """Whether the sentence of `i` has words in lower case (so that capitals are an acronym, not a headline)."""
        sentence = self.parse.sentences[self.tokens[i].sentence]
        return any(token.text.islower() for token in self.tokens[sentence.first : sentence.last])

    def kind(self, core: str) -> str:
        """Whether a name is first of all a state's ("country") or a seat of government's ("capital"); "" otherwise."""
        for record in self.gazetteer.candidates(core)[:3]:
            if record.level == "country":
                return "country"
            if record.feature == "PPLC":
                return "capital"
        return ""


def _is_elided(token: Token) -> bool:
    """Whether a token is a name with a French article before it ("d'Ivoire")."""
    return len(token.text) > 2 and token.text[1] in "'’" and token.text[2].isupper()


def opens(token: Token) -> bool:
    """Whether a token may begin a name."""
    first = token.text[0]
    return first.isupper() or (first in "‘'’" and len(token.text) > 2 and token.text[1].isupper())


def happens(token: Token) -> bool:
    """Whether a word of a headline tells of an event, and so ends the name before it ("Tillaberi Ambush")."""
    return token.lower in HAPPENINGS


def head_of_name(tokens: list[Token], i: int) -> str:
    """The last word of the run of capitalised words at `i`."""
    while i + 1 < len(tokens) and tokens[i + 1].tag in ("NNP", "NNPS") and tokens[i + 1].text[0].isupper():
        i += 1
    return tokens[i].lower
