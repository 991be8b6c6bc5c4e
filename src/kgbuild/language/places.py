"""Names of places: a parse in, `PlaceSpan` records out."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.parse import Parse, PlaceSpan
from kgbuild.language.place_containment import Found, contain
from kgbuild.language.place_frames import Frame, frame_of
from kgbuild.language.place_persons import People, cover_organisations
from kgbuild.language.place_stretches import Words, happens, head_of_name, opens
from kgbuild.language.place_usage import usage_of
from kgbuild.language.place_words import (
    ABBREVIATIONS,
    AFTER,
    ASSEMBLIES,
    BODIES,
    CUES,
    DATED,
    DAYS,
    DIRECTIONS,
    ENTERED,
    OFFICES,
    OPENERS,
    ORGANISATIONS,
    PARTICLES,
    PERSON_TITLES,
    POINTS,
    STRONG_CUES,
    TITLES,
    TYPES,
)
from kgbuild.model import Level
from kgbuild.registry import Registry

_PLACE_LABELS = frozenset(("GPE", "LOC"))
_COUNTED = frozenset(("DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"))
_OTHER_LABELS = frozenset(("PERSON", "ORG", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "NORP", "LANGUAGE"))


def find_places(parse: Parse, gazetteer: Gazetteer, registry: Registry) -> tuple[PlaceSpan, ...]:
    """The place names of an article, in text order, not overlapping."""
    return _Reader(parse, gazetteer, registry).read()


class _Reader:
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

    def read(self) -> tuple[PlaceSpan, ...]:
        i, tokens = 0, self.tokens
        while i < len(tokens):
            found = self._at(i) if not self.covered[i] and self.words.may_open(i) else None
            if found:
                self.taken.append(found)
            i = max(i + 1, found.end if found else 0)
        self._complete_lists()
        self._repeat()
        self._share_types()
        contain(self.parse, self.gazetteer, self.taken)
        return tuple(map(self._span, self.taken))

    def _span(self, found: Found) -> PlaceSpan:
        mention = self.parse.mention(found.first, found.end)
        core = self.parse.mention(found.first, found.last).text
        span = PlaceSpan(found.first, found.end, mention, core, found.usage, found.level, found.within, found.bearing)
        if found.usage == "place" and found.level in (None, "country") and found.known:
            return replace(span, usage=usage_of(self.parse, found.first, found.end, self.words.kind(core)))
        return span

    # -- recognition

    def _at(self, i: int) -> Found | None:
        """The name that begins here, the longest known one first."""
        last = self.words.longest(i)
        if last == i + 1 and self.tokens[i].lower in OPENERS and self.words.name_end(i) > last:
            last = 0  # "Wadi Barsa" is not Wadi
        if last and self._is_longer(i, last):
            last = 0
        words = self.words.text(i, last) if last else ""
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
            labelled = self.tokens[found.first].entity in _PLACE_LABELS
            found.sure = bool(found.level or labelled or self._framed(found.first, found.last))
            found.proven = bool(found.level) or (
                found.sure and not found.known and self._frame(found.first, found.last) == "certain"
            )
        return found

    def _is_longer(self, first: int, last: int) -> bool:
        """Whether the parser takes the name for the first part of a longer one of a site ("Metula Heights")."""
        tokens = self.tokens
        if last != first + 1 or last >= len(tokens) or tokens[first].entity != "FAC" or tokens[last].entity != "FAC":
            return False
        end = self.words.name_end(first)
        words = {t.lower for t in tokens[first:end]}
        return end > last and not words & ORGANISATIONS and self._frame(first, end) != ""

    def _share_types(self) -> None:
        """A plural type word belongs to the whole list before it: "the Sumy and Kharkiv regions"."""
        for start, first in enumerate(self.taken[:-1]):  # "the villages of X and Y"
            k, j = start, self.words.type_before(first.first)[0]
            plural = bool(j) and self.tokens[j].tag == "NNS"
            while plural and first.level and k + 1 < len(self.taken) and self._is_next(k):
                k += 1
                self.taken[k].level = self.taken[k].level or first.level
        level: Level | None = None
        for number in reversed(range(len(self.taken))):
            found = self.taken[number]
            behind = self.tokens[found.end] if found.end < len(self.tokens) else None
            if behind and behind.lower.endswith("s") and behind.lower in TYPES and behind.tag in ("NNS", "NNPS"):
                level = TYPES[behind.lower]
            elif not (level and behind and behind.lower in (",", "and", "or") and self._is_next(number)):
                level = None
            if (
                level
                and found.usage != "demonym"
                and not found.level
                and self.words.kind(self._core(found)) != "country"
            ):
                found.level = level

    def _is_next(self, number: int) -> bool:
        """Whether only a comma or a conjunction parts this name from the next."""
        following = self.taken[number + 1].first if number + 1 < len(self.taken) else -1
        gap = self.tokens[self.taken[number].end : following]
        return 0 < len(gap) <= 2 and all(token.lower in (",", "and", "or") for token in gap)

    def _core(self, found: Found) -> str:
        return self.words.text(found.first, found.last)

    def _look_inside(self, found: Found) -> None:
        """A known name that ends in its type word ("Kharkiv Oblast"): core and level."""
        word = self.tokens[found.last - 1].lower
        if found.usage == "place" and found.level is None and found.last - found.first > 1 and word in AFTER:
            top = self.gazetteer.candidates(self.words.text(found.first, found.last))[:1]
            if top and top[0].level == TYPES[word] and top[0].level in ("admin1", "admin2"):
                found.level, found.last = TYPES[word], found.last - 1

    def _is_place_word(self, first: int, last: int) -> bool:
        """Whether a word of origin stands as a place's name here ("in Tigray's Amhara")."""
        return bool(
            self.gazetteer.has(self.words.text(first, last))
            and (self._cue(first) in STRONG_CUES or self.words.type_after(last))
            and self.tokens[last - 1].tag == "NNP"
        )

    def _typed(self, first: int, last: int) -> Found | None:
        """A name with its type word behind it: "Kursk region", "Rapides Parish"."""
        end = self.words.type_after(last)
        if not end or self.tokens[first].lower in DAYS or self.tokens[first].lower in TYPES:
            return None
        if end and (known := self.gazetteer.candidates(self.words.text(first, last))) and known[0].level == "country":
            return None
        word = self.tokens[end - 1].lower
        if word == "camp" and self.people.is_person(first, last):
            return None
        return Found(first, last, end, level=TYPES.get(word))

    def _is_place(self, first: int, last: int) -> bool:
        """Whether a known name denotes a place here."""
        tokens = self.tokens
        token, text = tokens[first], self.words.text(first, last)
        single = last == first + 1
        after_place = self._after_comma(first)
        if single and any(token.lower in words for words in (DAYS, TYPES, DIRECTIONS, ORGANISATIONS)):
            return False
        if (
            single
            and token.lower in ASSEMBLIES
            and not (self._frame(first, last) == "certain" and self._cue(first) in STRONG_CUES)
        ):
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
            and self.words.is_mixed(first)
        ):
            return False
        if self._inside_name(first, last) or self._is_person(first, last):
            return False
        if self._is_actor(first, last):
            return False
        labels = {tokens[k].entity for k in range(first, last)}
        if last < len(tokens) and opens(tokens[last]) and labels <= _PLACE_LABELS and tokens[last].entity in labels:
            return bool(self.words.type_after(last) or tokens[last].lower in TITLES or self.words.longest(last))
        if self._framed(first, last):
            return True
        cue = self._cue(first)
        if labels & _PLACE_LABELS or after_place or self._before_comma(last):
            return True
        best = self.gazetteer.candidates(text)
        top = best[0] if best else None
        if top and not top.alternate and (top.level in ("country", "area", "feature") or top.feature == "PPLC"):
            return token.pos in ("PROPN", "ADJ", "NOUN")
        if cue in STRONG_CUES or (cue in CUES and token.tag in ("NNP", "NNPS")):
            return True
        if token.pos != "PROPN" or (top and top.alternate):
            return False
        if labels & _OTHER_LABELS:
            return bool(top and top.population >= 50_000 and top.level in ("settlement", "admin1"))
        return bool(top and (top.population >= 100_000 or not single))

    def _is_actor(self, first: int, last: int) -> bool:
        """Whether the actor registry knows the words, or more from here on, as a name of one that is not a state."""
        length, entries = self.registry.match(self.texts, first)
        return first + length >= last and bool(entries) and all(entry.kind != "state" for entry in entries)

    def _inside_name(self, first: int, last: int) -> bool:
        """Whether the words are part of a longer name: "Bank of Ireland", "Paris Hilton", "Kyiv Independent"."""
        tokens = self.tokens
        before = tokens[first - 1] if first and tokens[first - 1].sentence == tokens[first].sentence else None
        after = tokens[last] if last < len(tokens) and tokens[last].sentence == tokens[first].sentence else None
        if after and (happens(after) or after.start - tokens[last - 1].end > 1):
            after = None
        if after and opens(after) and after.tag in ("NNP", "NNPS"):
            if after.lower in OFFICES and self.words.kind(self.words.text(first, last)) == "country":
                return False
            if after.lower in ORGANISATIONS or head_of_name(tokens, last) in ORGANISATIONS:
                return True
            same_entity = after.entity and after.entity == tokens[last - 1].entity
            titled = after.lower in TITLES or after.entity == "PERSON" != tokens[last - 1].entity
            if not titled and not self.words.type_after(last) and (not same_entity or after.entity == "PERSON"):
                return not (tokens[first].entity in _PLACE_LABELS and after.entity not in _PLACE_LABELS)
            if same_entity and after.entity in _OTHER_LABELS and not titled:
                return True
        if before is None:
            return False
        if before.lower in PARTICLES and before.dep == "compound" and first >= 2:
            start = tokens[first - 2]  # "Praia" of "Mocimboa da Praia"
            if opens(start) and start.tag in ("NNP", "NNPS") and not any(f.end >= first - 1 for f in self.taken[-1:]):
                return True
        if before.text in ("-", "–", "&") and tokens[first].entity in ("ORG", "PERSON") and before.entity:
            return True
        if before.lower == "of" and first >= 2 and tokens[first - 2].text[0].isupper():
            named = tokens[first - 2].tag in ("NNP", "NNPS") and tokens[first - 2].lower not in TYPES
            office = named and tokens[first - 2].lower in ORGANISATIONS
            return office or (named and tokens[first].entity not in _PLACE_LABELS)
        if before.tag in ("NNP", "NNPS") and opens(before) and before.lower not in DIRECTIONS:
            if before.lower in PERSON_TITLES and before.lower.rstrip(".") not in ("president", "queen", "king"):
                return True
            same = before.entity == tokens[first].entity and before.entity in ("PERSON", "ORG", "GPE", "LOC")
            return same and not any(found.end == first for found in self.taken[-1:])
        return False

    def _is_person(self, first: int, last: int) -> bool:
        token = self.tokens[first]
        if last == first + 1 and token.lower in self.surnames and self._cue(first) not in STRONG_CUES:
            return True
        if self._frame(first, last) == "person" and not self.words.type_after(last):
            return True
        if self.people.is_person(first, last) and not (token.entity in _PLACE_LABELS and self._cue(first) in CUES):
            best = self.gazetteer.candidates(self.words.text(first, last))[:1]
            if self._cue(first) not in STRONG_CUES or not best or best[0].population < 10_000:
                return not (best and best[0].level in ("country", "admin1"))
        if (
            token.entity == "PERSON"
            and last == first + 1
            and not self._framed(first, last)
            and self._cue(first) not in CUES
        ):
            top = self.gazetteer.candidates(token.text)[:1]
            return not top or top[0].population < 100_000 or top[0].alternate
        return False

    def _unknown(self, i: int) -> Found | None:
        """A name that no list holds, where the words around it say that it is a place."""
        tokens, token = self.tokens, self.tokens[i]
        if token.lower in DAYS or token.lower in DIRECTIONS or not self._may_name(i):
            return None
        if self.tokens[self.words.name_end(i) - 1].lower in DATED:
            return None
        if (
            i
            and tokens[i - 1].tag in ("NNP", "NNPS")
            and opens(tokens[i - 1])
            and not happens(tokens[i - 1])
            and not any(f.end == i for f in self.taken[-1:])
            and not self._verb_before(i)
        ):
            return None
        last = self.words.name_end(i)
        words = {t.lower for t in tokens[i:last]}
        if (
            words & ORGANISATIONS
            or self.gazetteer.demonym(self.words.text(i, last)) is not None
            or token.text.isupper()
        ):
            return None
        if tokens[last - 1].lower in BODIES or tokens[last - 1].lower in TITLES or self._frame(i, last) == "person":
            return None
        before, level = self.words.type_before(i)
        typed = before and level and tokens[last - 1].lower not in PERSON_TITLES and not self._is_actor(i, last)
        if typed and (tokens[before + 1].lower == "of" or not self.people.is_person(i, last)):
            return Found(i, last, last, known=False)
        if self._is_actor(i, last) or token.lower in self.surnames or words & ASSEMBLIES:
            return None
        if self.people.is_person(i, last):
            return None
        if (end := self.words.type_after(last)) and tokens[last].lower not in ("state", "city", "department"):
            if tokens[last].lower in ("area", "community", "territory") and tokens[last - 1].entity == "NORP":
                return None
            return Found(i, last, end, level=TYPES.get(tokens[end - 1].lower), known=False)
        labels = {t.entity for t in tokens[i:last]}
        if labels <= _PLACE_LABELS or self._framed(i, last):
            return Found(i, last, last, known=False)
        return None

    def _may_name(self, i: int) -> bool:
        """Whether a token may be the first of a name that no list holds, whatever the parser takes it for."""
        token = self.tokens[i]
        if token.tag in ("NNP", "NNPS") or not opens(token):
            return True
        initial = i == self.parse.sentences[token.sentence].first
        return not initial and token.tag in ("NN", "JJ", "FW", "UH", "VB", "VBP", "RB") and not self.words.is_titled(i)

    def _verb_before(self, i: int) -> bool:
        """Whether a headline's verb in capitals stands before: "Rebels Seize X"."""
        return self.tokens[i - 1].lower.rstrip("s") in ENTERED

    def _frame(self, first: int, last: int) -> Frame:
        """How surely the words around ask for a place; asked once a stretch."""
        key = (first, last)
        if key not in self.frames:
            self.frames[key] = frame_of(self.parse, first, last)
        return self.frames[key]

    def _framed(self, first: int, last: int) -> bool:
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
        if the and token.entity not in _PLACE_LABELS and not self.gazetteer.has(self.words.text(first, last)):
            return False
        if after and after.tag == "POS" and token.entity not in _PLACE_LABELS:
            return False
        if self._frame(first, last) in ("certain", "likely"):
            return True
        return self._listed(first)

    def _is_dated(self, first: int, last: int) -> bool:
        return any(time.first < last and first < time.last for time in self.parse.times)

    def _listed(self, i: int) -> bool:
        """Whether a place and a comma or conjunction stand before, and the tree joins the two: "Bor and Torit"."""
        if not self.taken or self.taken[-1].usage == "demonym" or self.taken[-1].end >= i:
            return False
        tokens, other = self.tokens, self.taken[-1]
        if any(t.lower not in (",", "and", "or", "then", "&") for t in tokens[other.end : i]):
            return False
        if other.known and not other.level and self.words.kind(self._core(other)) == "country":
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

    def _complete_lists(self) -> None:
        """Names before a place in a list are places too, if nothing else is known of them: "X and Goma"."""
        tokens, k = self.tokens, 0
        while k < len(self.taken):
            found = self.taken[k]
            start = self._listed_before(found, self.taken[k - 1].end if k else 0)
            if start is None:
                k += 1
                continue
            last = self.words.name_end(start)
            while tokens[last - 1].lower in (",", "and", "or"):
                last -= 1
            self.taken.insert(k, Found(start, last, last, known=self.gazetteer.has(self.words.text(start, last))))

    def _repeat(self) -> None:
        """A name that its words once made a place is one wherever it stands alone in the article."""
        names = sorted(
            name
            for name in {tuple(self.texts[f.first : f.last]) for f in self.taken if not f.known and f.proven}
            if len(name) > 1 or name[0].lower() not in self.people.speakers
        )
        if not names:
            return
        openers, tokens = {name[0] for name in names}, self.tokens
        busy = bytearray(len(tokens))
        for found in self.taken:
            busy[found.first : found.end] = b"\1" * (found.end - found.first)
        for i, text in enumerate(self.texts):
            if text not in openers or busy[i] or self.covered[i]:
                continue
            for name in names:
                last = i + len(name)
                if tuple(self.texts[i:last]) == name and not any(busy[i:last]) and not self._stands_inside(i, last):
                    self.taken.append(Found(i, last, last, known=False))
                    busy[i:last] = b"\1" * len(name)
        self.taken.sort(key=lambda found: found.first)

    def _stands_inside(self, first: int, last: int) -> bool:
        """Whether capitalised words beside a name make it a part of another, or a person's."""
        tokens = self.tokens
        after = tokens[last] if last < len(tokens) else None
        if after and opens(after) and after.tag in ("NNP", "NNPS") and not happens(after):
            return True
        before = tokens[first - 1] if first else None
        return bool(before and opens(before) and before.tag in ("NNP", "NNPS")) or self.people.is_person(first, last)

    def _listed_before(self, found: Found, low: int) -> int | None:
        """Where an untaken name begins that "and" or a comma joins to the place `found`, if the tree joins them too."""
        tokens = self.tokens
        if found.usage == "demonym" or (
            found.known and not found.level and self.words.kind(self._core(found)) == "country"
        ):
            return None
        i = found.first - 1
        while i >= low and tokens[i].lower in (",", "and", "or"):
            i -= 1
        if i < low or i == found.first - 1 or tokens[i].tag not in ("NNP", "NNPS") or self.covered[i]:
            return None
        head = next((t for t in tokens[found.first : found.last] if t.dep == "conj" and t.head <= i), None)
        if head is None or tokens[head.head].i != i:
            return None
        start = i
        while start - 1 >= low and tokens[start - 1].tag in ("NNP", "NNPS") and opens(tokens[start - 1]):
            start -= 1
        words = {t.lower for t in tokens[start : i + 1]}
        barred = (
            words & DIRECTIONS or words & ORGANISATIONS or words & ASSEMBLIES or words & DAYS or words & self.surnames
        )
        if barred or self._is_actor(start, i + 1) or self.people.is_person(start, i + 1) or tokens[i].text.isupper():
            return None
        if tokens[i].entity == "PERSON" and start < i and tokens[start].lower not in OPENERS:
            return None
        if tokens[i].dep in ("nsubj", "nsubjpass") or self.words.name_end(start) != i + 1:
            return None
        return start

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
        if last + 1 >= len(tokens) or tokens[last].text != "," or not opens(tokens[last + 1]):
            return False
        end = self.words.longest(last + 1)
        if not end:
            return False
        wide = self.gazetteer.candidates(self.words.text(last + 1, end))
        return any(record.level in ("country", "admin1") for record in wide[:6])

    def _look_before(self, found: Found) -> None:
        """Read level and bearing from the words before the name."""
        tokens = self.tokens
        _, level = self.words.type_before(found.first)
        if level and not found.level and self.words.kind(self.words.text(found.first, found.last)) != "country":
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
            found.bearing = self.words.text(max(j, 0), i + 1)
        elif i >= 0 and tokens[i].lower in DIRECTIONS:
            found.bearing = tokens[i].lower
