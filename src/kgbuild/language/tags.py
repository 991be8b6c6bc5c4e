"""What a trained tagger says of each word of an article: its labels, what it is told of a word, and its answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar, cast, get_args

import numpy as np
import numpy.typing as npt

from kgbuild.language.parse import ActorSpan, Parse
from kgbuild.lexicon import Lexicon
from kgbuild.model import ACTION_TYPES, Modality, Polarity
from kgbuild.vocabulary import Vocabulary

T = TypeVar("T")
Scores = npt.NDArray[np.float32]

TYPES: tuple[str, ...] = ("", *ACTION_TYPES)
"""Labels of a trigger, "" for none."""
MODALITIES: tuple[Modality, ...] = get_args(Modality)
ROLES: tuple[str, ...] = ("", "actor", "recipient", "instrument", "place", "date", "count")
"""What a word is to a trigger, "" for nothing."""
PARTS: tuple[str, ...] = ("", "source", "content")
"""What a word is to a cue, "" for nothing."""
POS: tuple[str, ...] = (
    "", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
    "SYM", "VERB", "X",
)  # fmt: skip
DEPS: tuple[str, ...] = (
    "", "ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc",
    "ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark", "meta",
    "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj",
    "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp",
)  # fmt: skip
POS_AT, DEPS_AT = ({label: number for number, label in enumerate(labels)} for labels in (POS, DEPS))
"""The place of each label in its list; one that is not there counts as 0, which means none."""
HINTS = 2 * (len(TYPES) - 1) + 5
"""Width of what the lexicon and the readers say of a word."""


@dataclass(frozen=True, slots=True)
class Tags:
    """The tagger's answers for one article, shares from 0 to 1.

    By token: `types` [n, TYPES], `modes` [n, `modes_known`], `cues` and `negative` [n], `modality` [n, MODALITIES] and
    `window`, the first token of the stretch that was read together with it. By the first token of a stretch of m
    words: `roles` [m, m, ROLES] and `says` [m, m, PARTS], what the second word is to the first.
    """

    types: Scores
    modes: Scores
    cues: Scores
    negative: Scores
    modality: Scores
    window: list[int]
    roles: dict[int, Scores]
    says: dict[int, Scores]
    modes_known: tuple[str, ...]

    def likeliest(self, i: int) -> tuple[str, float]:
        """The action type that a word names most likely, and how likely it names any."""
        return TYPES[1 + int(self.types[i, 1:].argmax())], float(1 - self.types[i, 0])

    def share(self, i: int, kind: str) -> float:
        """How likely a word names an action of this type; 0 for one of the user's own, which the tagger can't know."""
        return float(self.types[i, TYPES.index(kind)]) if kind in TYPES else 0.0

    def mode(self, i: int, kind: str) -> str | None:
        """The likeliest mode of a trigger of this type, if the type has modes and one of them is likelier than none."""
        own = [
            (float(self.modes[i, n]), name) for n, name in enumerate(self.modes_known) if name.startswith(f"{kind}/")
        ]
        best = max(own, default=(0.0, ""))
        return best[1].partition("/")[2] if best[0] > float(self.modes[i, 0]) else None

    def standing(self, i: int) -> tuple[Polarity, Modality]:
        """Polarity and modality of a trigger."""
        return "negative" if self.negative[i] > 0.5 else "positive", MODALITIES[int(self.modality[i].argmax())]

    def fillers(self, head: int, role: str, least: float) -> Iterator[int]:
        """The words that fill a role of a trigger at least so likely, in text order."""
        first = self.window[head]
        column = self.roles[first][head - first, :, ROLES.index(role)]
        for j in (column >= least).nonzero()[0]:
            yield first + int(j)

    def role_share(self, head: int, i: int, role: str) -> float:
        """How likely a word fills a role of a trigger; 0 beyond the stretch that is read together."""
        first = self.window[head]
        shares = self.roles[first]
        return float(shares[head - first, i - first, ROLES.index(role)]) if 0 <= i - first < len(shares) else 0.0

    def role_shares(self, head: int, words: Collection[int]) -> tuple[int, Scores]:
        """The first token of a trigger's stretch, and for each word from there on how likely it fills each role.

        [m, ROLES], the mean over the words of the trigger.
        """
        first = self.window[head]
        rows = [i - first for i in words if self.window[i] == first] or [head - first]
        shares: Scores = self.roles[first][rows].mean(axis=0)
        return first, shares

    def said(self, cue: int, part: str) -> tuple[int, Scores]:
        """The first token of the cue's stretch, and for each word from there on how likely it is source or content."""
        first = self.window[cue]
        return first, self.says[first][cue - first, :, PARTS.index(part)]


def runs(labels: Iterable[T | None]) -> Iterator[tuple[int, int, T]]:
    """Stretches [first, last) of equal labels, those that are true."""
    for label, same in groupby(enumerate(labels), key=lambda item: item[1]):
        if label:
            places = [i for i, _ in same]
            yield places[0], places[-1] + 1, label


def modes_of(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Labels of the mode of a trigger, as TYPE/mode, "" for none."""
    known = vocabulary.action_types.items()
    return ("", *(f"{name}/{mode}" for name, action in known for mode in action.modes))


def shape_of(word: str) -> int:
    """The letter case of a word, which the encoder does not see: 0 lower, 1 capitalised, 2 capitals, 3 no letters."""
    if not any(letter.isalpha() for letter in word):
        return 3
    if word.islower():
        return 0
    return 2 if word.isupper() and len(word) > 1 else 1


def hints_of(parse: Parse, lexicon: Lexicon) -> Scores:
    """For each token [HINTS] the types that its lemma names alone or in a phrase, if it is a cue, its spans."""
    types, known = len(TYPES) - 1, dict[tuple[str, str, str], list[float]]()
    for token in parse.tokens:
        word = (token.lemma, token.lower, token.pos)
        if word not in known:
            known[word] = _word_hints(*word, lexicon)
    rows = np.asarray([known[token.lemma, token.lower, token.pos] for token in parse.tokens], dtype=np.float32)
    rows = rows.reshape(len(parse.tokens), HINTS)
    kinds = (parse.actors, parse.places, parse.times, parse.numbers)
    for number, spans in enumerate(kinds, 2 * types + 1):
        for span in cast("Sequence[ActorSpan]", spans):  # any span: it has a first and a last token
            rows[span.first : span.last, number] = 1.0
    return rows


def _word_hints(lemma: str, lower: str, pos: str, lexicon: Lexicon) -> list[float]:
    row, types = [0.0] * HINTS, len(TYPES) - 1
    for index in (lexicon.verbs, lexicon.nouns):
        if (pos in ("VERB", "AUX")) != (index is lexicon.verbs) and pos not in ("ADJ", "PROPN"):
            continue
        for phrase in index.get(lemma, ()) or index.get(lower, ()):
            if phrase.frame.type in TYPES:
                row[TYPES.index(phrase.frame.type) - 1 + (types if phrase.rest else 0)] = 1.0
    row[2 * types] = float(lemma in lexicon.words["cue"])
    return row
