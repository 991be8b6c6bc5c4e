"""Which capitalised words are people and organisations, not places: a parse and the registry in, verdicts out."""

from __future__ import annotations

from itertools import pairwise

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.parse import Parse, Token
from kgbuild.language.place_words import (
    BODIES,
    CAUSES,
    DIRECTIONS,
    FIRST_NAMES,
    OPENERS,
    ORGANISATIONS,
    PARTICLES,
    PERSON_TITLES,
    SPEAKING,
    STRONG_CUES,
)
from kgbuild.registry import Registry
from kgbuild.registry.entries import word_set

_OFFICIAL = frozenset(("MIL", "GOV", "COP", "LEG", "JUD", "SPY"))
KIN = word_set(
    "father mother parent brother sister wife husband son daughter widow uncle aunt cousin nephew niece spouse fiance "
    "fiancee family relative death murder funeral coffin grave autopsy corpse"
)
_LINKS = frozenset(("'s", "’s", "'", "’", "-", "of", "for", "the"))


class People:
    """The people of one article, as far as its words give them away."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer, registry: Registry) -> None:
        self.parse, self.tokens, self.registry = parse, parse.tokens, registry
        self.words = [token.text for token in parse.tokens]
        self.surnames = self._surnames(gazetteer)
        self.speakers = self._speakers(gazetteer)

    def is_person(self, first: int, last: int) -> bool:
        """Whether the name at [first, last) is known, titled, introduced or heard as a person."""
        tokens, token = self.tokens, self.tokens[first]
        if last == first + 1 and token.lower in self.speakers:
            return True
        if self._is_known(first, last) or self._is_titled(first) or self._is_introduced(last):
            return True
        if any(self._names_office(t) for t in tokens[first : max(last - 1, first + 1)]):
            return True
        if token.lower not in FIRST_NAMES:
            return False
        return token.entity == "PERSON" or (last - first > 1 and all(t.entity != "GPE" for t in tokens[first:last]))

    def _is_known(self, first: int, last: int) -> bool:
        length, entries = self.registry.match(self.words, first, weak=True)
        return length >= last - first and bool(entries) and all(entry.kind == "person" for entry in entries)

    def _names_office(self, token: Token) -> bool:
        noun = self.registry.people.noun(token.lower)
        known = token.lower in PERSON_TITLES or token.lower in self.registry.people.titles
        return known or (noun is not None and noun.kind == "person")

    def _is_titled(self, first: int) -> bool:
        """Whether a title stands before the capitalised run in which the name stands: "Colonel Sadiq X"."""
        tokens, i = self.tokens, first - 1
        while i >= 0 and tokens[i].sentence == tokens[first].sentence and tokens[i].lower not in DIRECTIONS:
            if tokens[i].lower != "former" and (
                tokens[i].lower in PERSON_TITLES or tokens[i].lower in self.registry.people.titles
            ):
                return True
            if tokens[i].tag not in ("NNP", "NNPS") or not tokens[i].text[0].isupper():
                break
            i -= 1
        return False

    def _is_introduced(self, last: int) -> bool:
        """Whether the words behind the name say who it is: "X, the former mayor", "X, who ..."."""
        tokens = self.tokens
        if (
            last + 1 >= len(tokens)
            or tokens[last].text != ","
            or tokens[last + 1].sentence != tokens[last - 1].sentence
        ):
            return False
        if tokens[last + 1].lower in ("who", "whose"):
            return True
        if tokens[last + 1].lower not in ("the", "a", "an", "his", "her", "their", "former", "who"):
            return False
        for token in tokens[last + 2 : last + 6]:
            if token.pos in ("PUNCT", "VERB", "ADP", "CCONJ"):
                return False
            if (noun := self.registry.people.noun(token.lemma)) is not None and token.tag == "NN":
                if token.dep in ("nsubj", "nsubjpass"):
                    return False
                return noun.kind == "person"
        return False

    def _surnames(self, gazetteer: Gazetteer) -> frozenset[str]:
        """Last words of the full names of people in the article."""
        found = set()
        for left, right in pairwise(self.tokens):
            if (
                left.entity == right.entity == "PERSON"
                and right.text[0].isupper()
                and left.text[0].isupper()
                and not gazetteer.has(f"{left.text} {right.text}")
                and not _is_wide(gazetteer, right.text)
                and (left.lower in FIRST_NAMES or not self._in_frame(left))
            ):
                found.add(right.lower)
        return frozenset(found)

    def _in_frame(self, token: Token) -> bool:
        """Whether a place may be named: "in Beit Qassim" makes no surname of its second word."""
        if token.lower in OPENERS:
            return True
        before = self.tokens[token.i - 1] if token.i else None
        return before is not None and before.sentence == token.sentence and before.lower in STRONG_CUES

    def _speakers(self, gazetteer: Gazetteer) -> frozenset[str]:
        """Single words that the parser takes for people and that say something, and those who have kin or a funeral."""
        tokens = self.tokens
        return frozenset(
            token.lower
            for token in tokens
            if (
                (token.dep == "nsubj" and token.entity == "PERSON" and tokens[token.head].lemma in SPEAKING)
                or (token.dep == "poss" and token.tag == "NNP" and tokens[token.head].lemma in KIN)
            )
            and not gazetteer.has(token.text)
        )


def _is_wide(gazetteer: Gazetteer, name: str) -> bool:
    """Whether a name is first of all a state's: "Rethinking Egypt-US relations" makes no surname of it."""
    top = next(iter(gazetteer.candidates(name)), None)
    return top is not None and top.level == "country" and not top.alternate


def cover_organisations(parse: Parse, gazetteer: Gazetteer, registry: Registry) -> bytearray:
    """For each token 1 where it stands inside a longer name of an actor, so that it names neither place nor origin."""
    tokens = parse.tokens
    words = [token.text for token in tokens]
    covered = bytearray(len(tokens))
    i, count = 0, len(tokens)
    while i < count:
        if not words[i][0].isupper() or covered[i]:
            i += 1
            continue
        length, entries = registry.match(words, i, weak=True)
        named = length > 1 and all(entry.kind != "state" for entry in entries)
        end = i + length if named and _is_proper(tokens, i, i + length) else _body_end(tokens, i)
        own = named and all(entry.sector in _OFFICIAL for entry in entries)
        for j in range(_state_end(words, i, end, gazetteer) if own else i, end):
            covered[j] = 1
        i = max(i + 1, end)
    return covered


def _state_end(words: list[str], first: int, last: int, gazetteer: Gazetteer) -> int:
    """Where the state's name ends with which its own body's name begins ("US Army"); `first` if none does."""
    for end in range(min(first + 3, last - 1), first, -1):
        found = gazetteer.candidates(" ".join(words[first:end]))
        if found and found[0].level == "country":
            return end
    return first


def _is_proper(tokens: list[Token], first: int, last: int) -> bool:
    """Whether all words of a name but its links are capitalised ("Israeli army" is a description)."""
    return all(
        t.text[0].isupper() or t.lower in _LINKS or t.lower in PARTICLES or not t.text[0].isalpha()
        for t in tokens[first:last]
    )


def _body_end(tokens: list[Token], i: int) -> int:
    """Where a capitalised name that reads as an organisation's ends ("Ta'ang Liberation Army"); `i` if none begins."""
    end = j = i
    cause = body = False
    while j < len(tokens) and j < i + 9 and tokens[j].sentence == tokens[i].sentence:
        lower = tokens[j].lower
        if tokens[j].text[0].isupper():
            heads = lower in BODIES or lower in ORGANISATIONS
            if lower in CAUSES and j > i:
                cause = True
                end = j + 1 if body else end
            elif cause and (body or (heads and j >= i + 2)):
                end = j + 1
            body = body or heads
        elif lower not in ("'s", "’s", "-") and not (body and lower in ("for", "of", "the")):
            break
        j += 1
    return end
