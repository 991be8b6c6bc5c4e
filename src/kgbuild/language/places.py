"""Names of places: a parse in, `PlaceSpan` records out."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.parse import Parse, PlaceSpan, Token
from kgbuild.language.place_containment import Found, contain
from kgbuild.language.place_usage import usage_of
from kgbuild.language.place_words import (
    ABBREVIATIONS,
    AFTER,
    CUES,
    DAYS,
    DIRECTIONS,
    ENTERED,
    INNER,
    OFFICES,
    ORGANISATIONS,
    PERSON_TITLES,
    POINTS,
    STRONG_CUES,
    STRUCK,
    TITLES,
    TYPES,
)
from kgbuild.model import Level
from kgbuild.registry import Registry

LONGEST = 7
"""Tokens a name may have."""
_PLACE_LABELS = frozenset(("GPE", "LOC"))
_OTHER_LABELS = frozenset(("PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "NORP", "LANGUAGE"))


def find_places(parse: Parse, gazetteer: Gazetteer, registry: Registry) -> tuple[PlaceSpan, ...]:
    """The place names of an article, in text order, not overlapping."""
    return _Reader(parse, gazetteer, registry).read()


class _Reader:
    """One article's names, with what is known about its people and organisations."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer, registry: Registry) -> None:
        self.parse, self.tokens, self.gazetteer, self.registry = parse, parse.tokens, gazetteer, registry
        self.texts = [token.text for token in parse.tokens]
        self.surnames = self._surnames()
        self.taken: list[Found] = []

    def read(self) -> tuple[PlaceSpan, ...]:
        i, tokens = 0, self.tokens
        while i < len(tokens):
            found = self._at(i) if _opens(tokens[i]) else None
            if found:
                self.taken.append(found)
            i = max(i + 1, found.end if found else 0)
        self._share_types()
        contain(self.parse, self.gazetteer, self.taken)
        return tuple(map(self._span, self.taken))

    def _span(self, found: Found) -> PlaceSpan:
        mention = self.parse.mention(found.first, found.end)
        core = self.parse.mention(found.first, found.last).text
        span = PlaceSpan(found.first, found.end, mention, core, found.usage, found.level, found.within, found.bearing)
        if found.usage == "place" and found.level in (None, "country") and found.known:
            return replace(span, usage=usage_of(self.parse, found.first, found.end, self._kind(core)))
        return span

    def _kind(self, core: str) -> str:
        for record in self.gazetteer.candidates(core)[:3]:
            if record.level == "country":
                return "country"
            if record.feature == "PPLC":
                return "capital"
        return ""

    # -- recognition

    def _at(self, i: int) -> Found | None:
        """The name that begins here, the longest known one first."""
        last = self._longest(i)
        words = self._words(i, last) if last else ""
        if last and (country := self.gazetteer.demonym(words)) is not None and not self._is_place_word(i, last):
            del country
            return Found(i, last, last, usage="demonym")
        found = self._typed(i, last) if last else None
        if found is None and last and self._is_place(i, last):
            found = Found(i, last, last)
        if found is None:
            found = self._unknown(i)
        if found:
            self._look_inside(found)
            self._look_before(found)
        return found

    def _share_types(self) -> None:
        """A plural type word belongs to the whole list before it: "the Sumy and Kharkiv regions"."""
        level: Level | None = None
        for number in reversed(range(len(self.taken))):
            found = self.taken[number]
            behind = self.tokens[found.end] if found.end < len(self.tokens) else None
            if behind and behind.lower.endswith("s") and behind.lower in TYPES and behind.tag in ("NNS", "NNPS"):
                level = TYPES[behind.lower]
            elif not (level and behind and behind.lower in (",", "and", "or") and self._is_next(number)):
                level = None
            if level and found.usage != "demonym" and not found.level and self._kind(self._core(found)) != "country":
                found.level = level

    def _is_next(self, number: int) -> bool:
        """Whether only a comma or a conjunction parts this name from the next."""
        following = self.taken[number + 1].first if number + 1 < len(self.taken) else -1
        gap = self.tokens[self.taken[number].end : following]
        return 0 < len(gap) <= 2 and all(token.lower in (",", "and", "or") for token in gap)

    def _core(self, found: Found) -> str:
        return self._words(found.first, found.last)

    def _look_inside(self, found: Found) -> None:
        """A known name that ends in its type word ("Kharkiv Oblast"): core and level."""
        word = self.tokens[found.last - 1].lower
        if found.usage == "place" and found.level is None and found.last - found.first > 1 and word in AFTER:
            top = self.gazetteer.candidates(self._words(found.first, found.last))[:1]
            if top and top[0].level == TYPES[word] and top[0].level in ("admin1", "admin2"):
                found.level, found.last = TYPES[word], found.last - 1

    def _longest(self, i: int) -> int:
        """Where the longest known name or word of origin that begins at `i` ends; 0 if none does."""
        tokens, best = self.tokens, 0
        sentence_end = self.parse.sentences[tokens[i].sentence].last
        for j in range(i + 1, min(i + LONGEST, sentence_end) + 1):
            token = tokens[j - 1]
            joined = j > i + 2 and tokens[j - 2].text == "-" and token.start == tokens[j - 2].end
            if j > i + 1 and token.lower not in INNER and not _opens(token) and not joined:
                break
            if token.lower in INNER and j > i + 1 and not token.text[0].isupper():
                continue
            name = self._words(i, j)
            if self.gazetteer.has(name) or self.gazetteer.demonym(name) is not None:
                best = j
        return best

    def _words(self, first: int, last: int) -> str:
        return self.parse.article.text[self.tokens[first].start : self.tokens[last - 1].end]

    def _is_place_word(self, first: int, last: int) -> bool:
        """Whether a word of origin stands as a place's name here ("in Tigray's Amhara")."""
        return bool(
            self.gazetteer.has(self._words(first, last))
            and (self._cue(first) in STRONG_CUES or self._type_after(last))
            and self.tokens[last - 1].tag == "NNP"
        )

    def _typed(self, first: int, last: int) -> Found | None:
        """A name with its type word behind it: "Kursk region", "Rapides Parish"."""
        end = self._type_after(last)
        if not end or self.tokens[first].lower in DAYS or self.tokens[first].lower in TYPES:
            return None
        if end and (known := self.gazetteer.candidates(self._words(first, last))) and known[0].level == "country":
            return None
        word = self.tokens[end - 1].lower
        return Found(first, last, end, level=TYPES[word])

    def _type_after(self, last: int) -> int:
        """Where a type word that belongs to the name before it ends; 0 if there is none."""
        tokens = self.tokens
        if last >= len(tokens) or tokens[last].lower not in AFTER or tokens[last].sentence != tokens[last - 1].sentence:
            return 0
        following = tokens[last + 1] if last + 1 < len(tokens) else None
        word = tokens[last]
        if following and following.text[0].isupper() and word.text[0].isupper() and following.lower in ORGANISATIONS:
            return 0
        if word.text == "Department":
            return 0
        if word.lower in ("state", "city", "department", "town", "village") and following and following.pos == "NOUN":
            return 0
        return last + 1

    def _is_place(self, first: int, last: int) -> bool:
        """Whether a known name denotes a place here."""
        tokens = self.tokens
        token, text = tokens[first], self._words(first, last)
        single = last == first + 1
        after_place = self._after_comma(first)
        if single and any(token.lower in words for words in (DAYS, TYPES, DIRECTIONS, ORGANISATIONS)):
            return False
        if len(text.replace(".", "")) <= 3:
            if text in ABBREVIATIONS:
                return not self._inside_name(first, last)
            if not (after_place and (text.endswith(".") or text.isupper())):
                return tokens[first].entity in _PLACE_LABELS and not text.isupper()
            return True
        if (
            text.isupper()
            and single
            and not after_place
            and token.entity not in _PLACE_LABELS
            and self._is_mixed(first)
        ):
            return False
        if self._inside_name(first, last) or self._is_person(first, last):
            return False
        if self._is_actor(first, last):
            return False
        labels = {tokens[k].entity for k in range(first, last)}
        if last < len(tokens) and _opens(tokens[last]) and labels <= _PLACE_LABELS and tokens[last].entity in labels:
            return bool(self._type_after(last) or tokens[last].lower in TITLES or self._longest(last))
        cue = self._cue(first)
        if labels & _PLACE_LABELS or after_place or self._before_comma(last):
            return True
        best = self.gazetteer.candidates(text)
        top = best[0] if best else None
        if top and not top.alternate and (top.level in ("country", "area", "feature") or top.feature == "PPLC"):
            return token.pos in ("PROPN", "ADJ", "NOUN")
        if cue in STRONG_CUES or (cue in CUES and token.tag in ("NNP", "NNPS")):
            return True
        if (verb := self._verb(first, last)) and top and (single or not top.alternate):
            return verb in ENTERED or not top.alternate
        if token.pos != "PROPN" or (top and top.alternate):
            return False
        if labels & _OTHER_LABELS:
            return bool(top and top.population >= 50_000 and top.level in ("settlement", "admin1"))
        return bool(top and (top.population >= 100_000 or not single))

    def _verb(self, first: int, last: int) -> str:
        """The verb of attack or movement whose object the name is, if it is one."""
        tokens = self.tokens
        for i in range(first, last):
            head = tokens[tokens[i].head]
            if tokens[i].dep in ("dobj", "nsubjpass", "advmod", "npadvmod") and head.pos == "VERB":
                return head.lemma if head.lemma in ENTERED or head.lemma in STRUCK else ""
        return ""

    def _is_actor(self, first: int, last: int) -> bool:
        """Whether the actor registry knows the words, or more from here on, as a name of one that is not a state."""
        length, entries = self.registry.match(self.texts, first)
        return first + length >= last and bool(entries) and all(entry.kind != "state" for entry in entries)

    def _is_mixed(self, i: int) -> bool:
        """Whether the sentence of `i` has words in lower case (so that capitals are an acronym, not a headline)."""
        sentence = self.parse.sentences[self.tokens[i].sentence]
        return any(token.text.islower() for token in self.tokens[sentence.first : sentence.last])

    def _inside_name(self, first: int, last: int) -> bool:
        """Whether the words are part of a longer name: "Bank of Ireland", "Paris Hilton", "Kyiv Independent"."""
        tokens = self.tokens
        before = tokens[first - 1] if first and tokens[first - 1].sentence == tokens[first].sentence else None
        after = tokens[last] if last < len(tokens) and tokens[last].sentence == tokens[first].sentence else None
        if after and _opens(after) and after.tag in ("NNP", "NNPS") and after.start - tokens[last - 1].end <= 1:
            if after.lower in OFFICES and self._kind(self._words(first, last)) == "country":
                return False
            if after.lower in ORGANISATIONS or _head_of_name(tokens, last) in ORGANISATIONS:
                return True
            same_entity = after.entity and after.entity == tokens[last - 1].entity
            titled = after.lower in TITLES or after.entity == "PERSON" != tokens[last - 1].entity
            if not titled and not self._type_after(last) and (not same_entity or after.entity == "PERSON"):
                return not (tokens[first].entity in _PLACE_LABELS and after.entity not in _PLACE_LABELS)
            if same_entity and after.entity in _OTHER_LABELS and not titled:
                return True
        if before is None:
            return False
        if before.text in ("-", "–", "&") and tokens[first].entity in ("ORG", "PERSON") and before.entity:
            return True
        if before.lower == "of" and first >= 2 and tokens[first - 2].text[0].isupper():
            named = tokens[first - 2].tag in ("NNP", "NNPS") and tokens[first - 2].lower not in TYPES
            office = named and tokens[first - 2].lower in ORGANISATIONS
            return office or (named and tokens[first].entity not in _PLACE_LABELS)
        if before.tag in ("NNP", "NNPS") and _opens(before) and before.lower not in DIRECTIONS:
            if before.lower in PERSON_TITLES and before.lower.rstrip(".") not in ("president", "queen", "king"):
                return True
            same = before.entity == tokens[first].entity and before.entity in ("PERSON", "ORG", "GPE", "LOC")
            return same and not any(found.end == first for found in self.taken[-1:])
        return False

    def _is_person(self, first: int, last: int) -> bool:
        token = self.tokens[first]
        if last == first + 1 and token.lower in self.surnames and self._cue(first) not in STRONG_CUES:
            return True
        if (
            token.entity == "PERSON"
            and last == first + 1
            and self._cue(first) not in CUES
            and not self._verb(first, last)
        ):
            top = self.gazetteer.candidates(token.text)[:1]
            return not top or top[0].population < 100_000 or top[0].alternate
        return False

    def _surnames(self) -> frozenset[str]:
        """Last words of the full names of people in the article."""
        found, tokens = set(), self.tokens
        for left, right in pairwise(tokens):
            if (
                left.entity == right.entity == "PERSON"
                and right.text[0].isupper()
                and left.text[0].isupper()
                and left.i + 1 == right.i
                and not self.gazetteer.has(f"{left.text} {right.text}")
            ):
                found.add(right.lower)
        return frozenset(found)

    def _unknown(self, i: int) -> Found | None:
        """A name that no list holds, where the words around it say that it is a place."""
        tokens, token = self.tokens, self.tokens[i]
        if token.tag not in ("NNP", "NNPS") or token.lower in DAYS or token.lower in DIRECTIONS:
            return None
        if (
            i
            and tokens[i - 1].tag in ("NNP", "NNPS")
            and _opens(tokens[i - 1])
            and not any(f.end == i for f in self.taken[-1:])
        ):
            return None
        last = self._name_end(i)
        words = {t.lower for t in tokens[i:last]}
        if words & ORGANISATIONS or self.gazetteer.demonym(self._words(i, last)) is not None or token.text.isupper():
            return None
        if self._is_actor(i, last) or token.lower in self.surnames:
            return None
        if (end := self._type_after(last)) and tokens[last].lower not in ("state", "city", "department"):
            return Found(i, last, end, level=TYPES[tokens[last].lower], known=False)
        labels = {t.entity for t in tokens[i:last]}
        before, level = self._type_before(i)
        if before and level and not labels & {"PERSON"}:
            return Found(i, last, last, known=False)
        if labels <= _PLACE_LABELS:
            return Found(i, last, last, known=False)
        if self._cue(i) in ("in", "near", "outside") and labels <= {""} and not self._is_day_or_event(i, last):
            return Found(i, last, last, known=False)
        return None

    def _is_day_or_event(self, first: int, last: int) -> bool:
        return any(
            t.lower in DAYS or t.tag not in ("NNP", "NNPS", "HYPH", ",", "IN", "DT") for t in self.tokens[first:last]
        )

    def _name_end(self, i: int) -> int:
        tokens, j = self.tokens, i + 1
        end = self.parse.sentences[tokens[i].sentence].last
        while j < end:
            token = tokens[j]
            if token.tag in ("NNP", "NNPS") and _opens(token) and token.lower not in AFTER:
                j += 1
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

    # -- what stands before and between

    def _cue(self, i: int) -> str:
        """The preposition that the name hangs on, with type words, directions and articles between."""
        tokens, j = self.tokens, i - 1
        start = self.parse.sentences[tokens[i].sentence].first
        while j >= start:
            lower = tokens[j].lower
            if lower in CUES:
                return lower
            if (
                lower not in DIRECTIONS
                and lower not in TYPES
                and lower not in ("the", "nearby", "neighbouring", "neighboring")
            ):
                break
            j -= 1
        if j >= start and tokens[j].lower in (",", "and", "or") and any(f.end == j for f in self.taken[-1:]):
            return self._cue(self.taken[-1].first)  # lists keep the preposition of their first member
        return ""

    def _after_comma(self, i: int) -> bool:
        """Whether a place and a comma stand directly before."""
        return i >= 2 and self.tokens[i - 1].text == "," and any(f.end == i - 1 for f in self.taken[-1:])

    def _before_comma(self, last: int) -> bool:
        """Whether a comma and the name of a state or first-level division follow ("Conakry, Guinea")."""
        tokens = self.tokens
        if last + 1 >= len(tokens) or tokens[last].text != "," or not _opens(tokens[last + 1]):
            return False
        end = self._longest(last + 1)
        if not end:
            return False
        wide = self.gazetteer.candidates(self._words(last + 1, end))
        return any(record.level in ("country", "admin1") for record in wide[:6])

    def _type_before(self, first: int) -> tuple[int, Level | None]:
        """Position of a type word before the name and its level: "village of X", "the town X"; (0, None) without."""
        tokens, j = self.tokens, first - 1
        start = self.parse.sentences[tokens[first].sentence].first
        if j > start and tokens[j].lower == "of":
            j -= 1
        if j > start and tokens[j].lower in ("called", "named", '"', "'"):
            j -= 1
        if j >= start and tokens[j].lower in TYPES and tokens[j].text.islower():
            return j, TYPES[tokens[j].lower]
        return 0, None

    def _look_before(self, found: Found) -> None:
        """Read level and bearing from the words before the name."""
        tokens = self.tokens
        _, level = self._type_before(found.first)
        if level and not found.level and self._kind(self._words(found.first, found.last)) != "country":
            found.level = level
        i = found.first - 1
        if i >= 1 and tokens[i].lower == "of" and tokens[i - 1].lower in POINTS:
            j = i - 1
            if j >= 1 and tokens[j - 1].lower in (
                "km",
                "kilometers",
                "kilometres",
                "miles",
                "mile",
                "kilometer",
                "kilometre",
            ):
                j -= 2
            found.bearing = self._words(max(j, 0), i + 1)
        elif i >= 0 and tokens[i].lower in DIRECTIONS:
            found.bearing = tokens[i].lower


def _opens(token: Token) -> bool:
    """Whether a token may begin a name."""
    first = token.text[0]
    return first.isupper() or (first in "‘'’" and len(token.text) > 2 and token.text[1].isupper())


def _head_of_name(tokens: list[Token], i: int) -> str:
    """The last word of the run of capitalised words at `i`."""
    while i + 1 < len(tokens) and tokens[i + 1].tag in ("NNP", "NNPS") and tokens[i + 1].text[0].isupper():
        i += 1
    return tokens[i].lower
