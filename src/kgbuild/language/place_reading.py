"""One article while its place names are read: what each reader of names asks about the words around a stretch."""

from __future__ import annotations

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.parse import Parse
from kgbuild.language.place_containment import Found
from kgbuild.language.place_frames import Frame, frame_of
from kgbuild.language.place_persons import People, cover_organisations
from kgbuild.language.place_stretches import Words, happens, opens
from kgbuild.language.place_words import (
    CUES,
    DAYS,
    DIRECTIONS,
    LOCALS,
    OPENERS,
    SITES,
    STRONG_CUES,
    TYPES,
)
from kgbuild.registry import Registry

PLACE_LABELS = frozenset(("GPE", "LOC"))
"""The parser's labels of places: a hint, never a verdict."""
_COUNTED = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"))


class Reading:
    """One article's names, with what is known about its people and organisations."""

    def __init__(self, parse: Parse, gazetteer: Gazetteer, registry: Registry) -> None:
        self.parse, self.tokens, self.gazetteer, self.registry = parse, parse.tokens, gazetteer, registry
        self.words = Words(parse, gazetteer)
        self.texts = [token.text for token in parse.tokens]
        self.people = People(parse, gazetteer, registry)
        self.surnames = self.people.surnames
        self.covered = cover_organisations(parse, gazetteer, registry)
        self.taken: list[Found] = []
        self.frames: dict[tuple[int, int], Frame] = {}

    def frame(self, first: int, last: int) -> Frame:
        """How surely the words around ask for a place; asked once a stretch."""
        key = (first, last)
        if key not in self.frames:
            self.frames[key] = frame_of(self.parse, first, last)
        return self.frames[key]

    def framed(self, first: int, last: int) -> bool:
        """Whether the words around make the stretch a place: their own, or those of the list in which it stands."""
        tokens = self.tokens
        if any(t.entity in _COUNTED or t.lower in DAYS for t in tokens[first:last]) or self._is_dated(first, last):
            return False
        after = tokens[last] if last < len(tokens) and tokens[last].sentence == tokens[first].sentence else None
        if after and after.tag in ("NN", "NNS") and not happens(after) and tokens[last - 1].dep in ("compound", "amod"):
            return False  # "seized Toyota trucks"
        token = tokens[first]
        if token.tag == "NNPS" and last == first + 1:
            return False
        the = first and tokens[first - 1].lower == "the" and token.lower not in OPENERS
        if the and token.entity not in PLACE_LABELS and not self.gazetteer.has(self.words.text(first, last)):
            return False
        if after and after.tag == "POS" and token.entity not in PLACE_LABELS and not self._owns_site(first, last):
            return False
        if self.frame(first, last) in ("certain", "likely"):
            return True
        return self._listed(first)

    def cue(self, i: int) -> str:
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
            return self.cue(self.taken[-1].first)  # lists keep the preposition of their first member
        return ""

    def after_comma(self, i: int) -> bool:
        """Whether a place and a comma stand directly before."""
        return i >= 2 and self.tokens[i - 1].text == "," and any(f.end == i - 1 for f in self.taken[-1:])

    def before_comma(self, last: int) -> bool:
        """Whether a comma and the name of a state or first-level division follow ("Conakry, Guinea")."""
        tokens = self.tokens
        if last + 1 >= len(tokens) or tokens[last].text != "," or not opens(tokens[last + 1]):
            return False
        end = self.words.longest(last + 1)
        if not end:
            return False
        wide = self.gazetteer.candidates(self.words.text(last + 1, end))
        return any(record.level in ("country", "admin1") for record in wide[:6])

    def is_actor(self, first: int, last: int) -> bool:
        """Whether the actor registry knows the words, or more from here on, as a name of one that is not a state."""
        length, entries = self.registry.match(self.texts, first)
        return first + length >= last and bool(entries) and all(entry.kind != "state" for entry in entries)

    def _owns_site(self, first: int, last: int) -> bool:
        """Whether the name's possession is a site in which something is: "in Pibor's main market"."""
        owned = self.tokens[self.tokens[last - 1].head]
        site = any(word in words for words in (LOCALS, SITES, TYPES) for word in (owned.lower, owned.lemma))
        return owned.i > last and site and self.cue(first) in STRONG_CUES

    def core(self, found: Found) -> str:
        """A name without its type words."""
        return self.words.text(found.first, found.last)

    def _is_dated(self, first: int, last: int) -> bool:
        return any(time.first < last and first < time.last for time in self.parse.times)

    def _listed(self, i: int) -> bool:
        """Whether a place and a comma or conjunction stand before, and the tree joins the two: "Bor and Torit"."""
        if not self.taken or self.taken[-1].usage == "demonym" or self.taken[-1].end >= i:
            return False
        tokens, other = self.tokens, self.taken[-1]
        if any(t.lower not in (",", "and", "or", "then", "&") for t in tokens[other.end : i]):
            return False
        if other.known and not other.level and self.words.kind(self.core(other)) == "country":
            return False
        if not other.sure:
            return False
        if (
            tokens[i].entity == "PERSON"
            and i + 1 < len(tokens)
            and tokens[i + 1].entity == "PERSON"
            and opens(tokens[i + 1])
        ):
            known = self.people.is_person(i, self.words.name_end(i))
            return tokens[i].lower in OPENERS or (other.proven and not known)
        k = i
        while k < len(tokens) - 1 and tokens[k].dep in ("compound", "nmod", "amod", "punct") and tokens[k].head > k:
            k = tokens[k].head
        if tokens[k].dep in ("nsubj", "nsubjpass") and tokens[k].head > k:
            return False
        joined = any(t.lower in ("and", "or") for t in tokens[other.end : i])
        return tokens[k].dep in ("conj", "appos") or (joined and tokens[k].dep in ("dobj", "nmod", "npadvmod"))
