"""Stretches of an attribution: heads and verbs of a tree in, token ranges of source, cue and content out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kgbuild.extractors.rules.syntax import Tree
from kgbuild.language.parse import Token

Range = tuple[int, int]
"""Token positions [first, last)."""
QUOTES = frozenset(('"', "''", "``"))
BREAKS = frozenset((",", "--", "—", "–", "-", "?", "!", "...", "…", ";"))
"""Marks that split a cue from the words that it stands beside."""
NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "PART", "X"))
FIRST_AND_SECOND = frozenset(("i", "we", "you", "me", "us", "one"))
ARTICLES = frozenset(("the", "a", "an"))
ROLE_LINKS = frozenset(("relcl", "acl", "advcl", "ccomp", "parataxis"))


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution in tokens: heads of the source (none: unnamed), the cue, and the ranges of what is attributed.

    `asserts` tells a claim ("say", "report", "deny", "accuse") from a wish, plan, judgement or question, whose source
    claims nothing about what happened. `phrase` is the source's whole noun phrase; `quoted` marks a cue that stands
    between quotation marks, inside somebody else's words. `continued` are quotations without a cue of their own
    that follow a report ("He told of a hard night. 'They shot at us.'"): the speaker's, though nothing says so.
    """

    sources: tuple[int, ...]
    cue: Range
    verb: int
    content: tuple[Range, ...]
    kind: Literal["direct", "indirect", "mixed"] = "indirect"
    denies: bool = False
    accuses: bool = False
    asserts: bool = True
    phrase: Range | None = None
    quoted: bool = False
    continued: tuple[Range, ...] = ()

    def covers(self, i: int) -> bool:
        """Whether a token is part of what is attributed, or of a quotation that goes on from it."""
        return any(first <= i < last for first, last in (*self.content, *self.continued))

    @property
    def size(self) -> int:
        """Tokens attributed."""
        return sum(last - first for first, last in self.content)


def meet(one: Range, other: Range) -> bool:
    """Whether two ranges share a token."""
    return one[0] < other[1] and other[0] < one[1]


def subtree_range(tree: Tree, head: int, but: int | None = None) -> Range:
    """Token range of everything below a head, cut short before another token's own words."""
    below = tree.parse.subtree(head)
    first, last = below[0], below[-1] + 1
    if but is not None and first <= but < last:
        return (first, but) if head < but else (but + 1, last)
    return first, last


def cue_range(tree: Tree, verb: Token) -> Range:
    """The verb with its auxiliaries, negation and particle, as one stretch."""
    first, last = verb.i, verb.i + 1
    for j in reversed([j for j in verb.children if j < verb.i]):
        if tree.tokens[j].dep in ("aux", "auxpass", "neg") and j == first - 1:
            first = j
    for j in verb.children:
        if j == last and tree.tokens[j].dep == "prt":
            last = j + 1
    return first, last


def without(content: Iterable[Range], held: Range) -> tuple[Range, ...]:
    """The stretches in order, without overlaps and without the words of a held range (the cue's)."""
    parts: list[Range] = []
    for first, last in sorted(set(content)):
        for start, end in _cut(first, last, held):
            begin = max(start, parts[-1][1]) if parts else start
            if end > begin:
                parts.append((begin, end))
    return tuple(parts)


def _cut(first: int, last: int, held: Range) -> Iterator[Range]:
    if held[1] <= first or last <= held[0]:
        yield first, last
    else:
        if first < held[0]:
            yield first, held[0]
        if held[1] < last:
            yield held[1], last


def words_in(tree: Tree, part: Range) -> int:
    """How many tokens of a range are words."""
    return sum(token.pos != "PUNCT" for token in tree.tokens[part[0] : part[1]])


def source_phrase(tree: Tree, heads: tuple[int, ...], cue: Range) -> Range | None:
    """The whole noun phrase of a source: title, name and what it is of; joint speakers together where they stand so."""
    if not heads:
        return None
    ranges = [_noun_phrase(tree, head, cue) for head in heads]
    first, last = min(r[0] for r in ranges), max(r[1] for r in ranges)
    if last - first > 25 or meet((first, last), cue):
        return ranges[0]
    return first, last


def _noun_phrase(tree: Tree, head: int, cue: Range) -> Range:
    """The contiguous noun phrase of a head: appositions and prepositions stay, relative clauses go."""
    top = head
    while tree.tokens[top].dep in ("appos", "pobj", "prep") and top - tree.tokens[top].head < 8:
        above = tree.tokens[tree.tokens[top].head]
        if tree.tokens[top].dep == "appos" and above.pos in ("NOUN", "PROPN"):
            top = above.i
        elif tree.tokens[top].dep == "pobj" and above.lower == "of" and tree.counted(above.head) == top:
            top = above.head
        else:
            break
    inside = {top, head}
    stack = [top]
    while stack:
        i = stack.pop()
        for j in tree.tokens[i].children:
            child = tree.tokens[j]
            if (
                child.dep in ROLE_LINKS
                or child.dep in ("cc", "conj")
                or (child.dep == "punct" and child.text in QUOTES)
            ):
                continue
            inside.add(j)
            stack.append(j)
    first = last = head
    while first - 1 in inside and not cue[0] <= first - 1 < cue[1]:
        first -= 1
    while last + 1 in inside and not cue[0] <= last + 1 < cue[1]:
        last += 1
    return tidy(tree, first, last + 1)


def tidy(tree: Tree, first: int, last: int) -> Range:
    """A phrase after its dateline ("KYIV (Reuters) -"), without article and without punctuation at its ends."""
    tokens = tree.tokens
    for i in range(last - 1, first, -1):
        if tokens[i].text in ("-", "–", "—", "--") and tokens[i - 1].text == ")":
            first = i + 1
            break
    while first < last - 1 and (tokens[first].pos == "PUNCT" or tokens[first].lower in ARTICLES):
        first += 1
    while last - 1 > first and (
        (tokens[last - 1].pos == "PUNCT" and tokens[last - 1].text != ")") or tokens[last - 1].tag == "POS"
    ):
        last -= 1
    return first, last


def said_by(
    tree: Tree,
    verb: Token,
    sources: tuple[int, ...],
    content: list[Range] | tuple[Range, ...],
    *,
    denies: bool = False,
    accuses: bool = False,
    asserts: bool = True,
) -> Said:
    """The attribution that a verb makes, with its cue and its source's phrase read off the tree."""
    cue = cue_range(tree, verb)
    return Said(
        sources,
        cue,
        verb.i,
        without(content, cue),
        denies=denies,
        accuses=accuses,
        asserts=asserts,
        phrase=source_phrase(tree, sources, cue),
    )
