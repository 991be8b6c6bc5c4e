"""What the words of an article are: tokens, sentences, and the stretches that name places, actors, times and numbers.

No parser's own types appear here, so extractors and resolvers see plain records. Token positions index `Parse.tokens`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgbuild.model import ActorKind, Article, DateKind, Level, Mention, Quantity, QuantityKind, Usage

if TYPE_CHECKING:
    from kgbuild.language.tags import Tags


@dataclass(slots=True)
class Token:
    """One token. `pos` is a Universal POS tag, `tag` Penn Treebank's, `dep` a ClearNLP-style relation to `head`.

    `head` is the token's own index for the root of a sentence. `entity` is the parser's named-entity label or "":
    a hint, never a verdict. `children` are in text order.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int
    entity: str = ""
    children: list[int] = field(default_factory=list)


@dataclass(slots=True, frozen=True)
class Sentence:
    """Token range [first, last) of one sentence; `paragraph` counts from 0."""

    first: int
    last: int
    paragraph: int


@dataclass(slots=True, frozen=True)
class TimeSpan:
    """A time expression in the words of the text, read but not yet counted from any day.

    `form` names the grammar rule that read it and `parts` its pieces (see `language/times.py`); resolvers turn them
    into days.
    """

    first: int
    last: int
    mention: Mention
    kind: DateKind
    form: str
    parts: tuple[tuple[str, str], ...] = ()


SUFFERED: frozenset[QuantityKind] = frozenset(("killed", "wounded", "captured", "missing", "displaced"))
"""Kinds of quantities that count people, also where no noun says so: "nine were killed"."""


@dataclass(slots=True, frozen=True)
class NumberSpan:
    """A number with its bounds: "at least a dozen", "between 20 and 30", "13-square-kilometer (five-square-mile)".

    `head` is the token that is counted ("people"), if any; `unit` is canonical (km2, km, USD, percent ...) or "person",
    or None; `twin` covers the same measure said again in other units. `subset` marks a part of a number that was named
    before ("including three children"): it is not to be added to it.
    """

    first: int
    last: int
    mention: Mention
    low: float | int | None
    high: float | int | None
    approximate: bool
    unit: str | None
    head: int | None = None
    ordinal: bool = False
    twin: Mention | None = None
    subset: bool = False

    def quantity(self, kind: QuantityKind) -> Quantity:
        """What the number says, as a quantity of this kind."""
        return Quantity(
            start=self.mention.start,
            end=self.mention.end,
            text=self.mention.text,
            low=self.low,
            high=self.high,
            approximate=self.approximate,
            unit=self.unit or ("person" if kind in SUFFERED else None),
            kind=kind,
        )


@dataclass(slots=True, frozen=True)
class PlaceSpan:
    """A name of a place in the text. `core` is the name without its type words ("Belgorod" of "Belgorod region").

    `usage` tells a place from a government named by it (metonym) and from a word of origin (demonym).
    `level` is what the words ask for (region, village ...), `within` the position in `Parse.places` of the place that
    the text itself puts around it ("Russia's Belgorod region"), `bearing` a stated offset such as "40 km north of".
    `anaphor` marks words that take up a name before them ("the region"); their `core` is that name's. Words that only
    describe ground ("the border areas") are not `named`: they resolve to nothing. A `site` ("the camp") is a thing that
    lies where an earlier name says, or only `beside` it; one that is not named either is a scene ("a checkpoint").
    """

    first: int
    last: int
    mention: Mention
    core: str
    usage: Usage = "place"
    level: Level | None = None
    within: int | None = None
    bearing: str | None = None
    anaphor: bool = False
    named: bool = True
    site: bool = False
    beside: bool = False


@dataclass(slots=True, frozen=True)
class ActorSpan:
    """A noun phrase or pronoun that names or describes people, a group, an organisation, a force or a state.

    `head` is its head token. `entity` is the registry id that its words name, if they name exactly one. `chain` joins
    the mentions of one actor inside the article; `pronoun` marks mentions without a noun. `owner` is the chain of whom
    the possessive in front means ("its troops"), where that is certain.
    """

    first: int
    last: int
    head: int
    mention: Mention
    kind: ActorKind
    entity: str | None = None
    chain: int = 0
    pronoun: bool = False
    owner: int | None = None


@dataclass(slots=True)
class Parse:
    """An article with its tokens and sentences, and the spans that `language` found in it, each in text order.

    `tags` are what the trained tagger says of the tokens, if it was asked.
    """

    article: Article
    tokens: list[Token]
    sentences: list[Sentence]
    times: tuple[TimeSpan, ...] = ()
    numbers: tuple[NumberSpan, ...] = ()
    places: tuple[PlaceSpan, ...] = ()
    actors: tuple[ActorSpan, ...] = ()
    tags: Tags | None = None

    def mention(self, first: int, last: int) -> Mention:
        """The mention of the token range [first, last)."""
        return self.article.mention(self.tokens[first].start, self.tokens[last - 1].end)

    def subtree(self, i: int) -> list[int]:
        """Positions of a token and all below it, in text order."""
        found, stack = [], [i]
        while stack:
            j = stack.pop()
            found.append(j)
            stack.extend(self.tokens[j].children)
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads of a token, from its own up to the sentence's root."""
        while (head := self.tokens[i].head) != i:
            yield head
            i = head

    def children(self, i: int, *deps: str) -> list[Token]:
        """Children of a token whose relation is one of `deps` (all, without any)."""
        return [self.tokens[j] for j in self.tokens[i].children if not deps or self.tokens[j].dep in deps]
