"""Attributions of rules and tagger together: what the rules found and a parse's tags in, what both stand for out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kgbuild.extractors.rules.attributions_spans import Range, Said, tidy, without
from kgbuild.extractors.rules.syntax import Tree
from kgbuild.language.parse import Sentence

if TYPE_CHECKING:
    from kgbuild.language.tags import Scores, Tags

REFUSED = 0.02
"""The share under which a cue of the rules goes."""
SURE = 0.6
"""The share from which a word is a cue although no rule says so."""
NAMED = 0.5
"""The share of a cue from which the tagger may name a source that the rules lack."""
LIKELY = 0.5
"""The share from which a word belongs to source or content."""


def weigh_said(tree: Tree, found: Sequence[Said], sentence: Sentence) -> list[Said]:
    """The attributions of a sentence: without those that the tagger refuses, with the sources it knows, and its own."""
    tags = tree.parse.tags
    if tags is None:
        return list(found)
    kept = []
    for said in found:
        share = max(float(tags.cues[i]) for i in range(*said.cue))
        if share >= REFUSED:
            kept.append(_with_source(tree, tags, said) if said.phrase is None and share >= NAMED else said)
    taken = {i for said in kept for i in (*range(*said.cue), said.verb)}
    for cue in _cues(tree, tags, sentence, taken):
        own = _read(tree, tags, cue)
        if own is not None:
            kept.append(own)
    return kept


def _cues(tree: Tree, tags: Tags, sentence: Sentence, taken: set[int]) -> Iterator[Range]:
    """Stretches that are a cue for the tagger alone."""
    i = sentence.first
    while i < sentence.last:
        last = i + 1
        if tags.cues[i] >= SURE and i not in taken and tree.tokens[i].pos != "PUNCT":
            while last < sentence.last and tags.cues[last] >= LIKELY and last not in taken:
                last += 1
            yield i, last
        i = last


def _read(tree: Tree, tags: Tags, cue: Range) -> Said | None:
    """The attribution of a cue: its source is the likeliest stretch, its content all that is likely."""
    head = next((i for i in range(*cue) if not cue[0] <= tree.tokens[i].head < cue[1]), cue[0])
    content = [part for part in _stretches(*tags.said(head, "content"), LIKELY) if part[1] - part[0] > 1]
    if not content:
        return None
    words = tree.lexicon.words
    lemmas = {tree.tokens[i].lemma for i in range(*cue)}
    return _with_source(
        tree,
        tags,
        Said(
            (),
            cue,
            head,
            without(_joined(content), cue),
            denies=bool(lemmas & words["doubt"]),
            asserts=not lemmas
            & (words["cue_stance"] | words["cue_infinitive"] | words["cue_noun_stance"]) - words["cue_narrow"],
        ),
    )


def _with_source(tree: Tree, tags: Tags, said: Said) -> Said:
    """The attribution with the source that the tagger knows, if it knows one."""
    first, shares = tags.said(said.verb, "source")
    stretches = [
        part for part in _stretches(first, shares, LIKELY) if not (part[0] < said.cue[1] and said.cue[0] < part[1])
    ]
    if not stretches:
        return said
    best = max(stretches, key=lambda part: float(shares[part[0] - first : part[1] - first].max()))
    phrase = tidy(tree, *best)
    inside = range(*phrase)
    heads = tuple(
        i for i in inside if tree.tokens[i].head not in inside and tree.tokens[i].pos not in ("PUNCT", "DET", "ADP")
    )
    return replace(said, sources=heads or (phrase[0],), phrase=phrase) if inside else said


def _stretches(first: int, shares: Scores, least: float) -> Iterator[Range]:
    """Runs of words with at least so large a share."""
    start = None
    for i, share in enumerate(shares):
        if share >= least and start is None:
            start = i
        elif share < least and start is not None:
            yield first + start, first + i
            start = None
    if start is not None:
        yield first + start, first + len(shares)


def _joined(parts: Iterable[Range]) -> list[Range]:
    """Stretches, those one that only punctuation or one word parts."""
    joined: list[Range] = []
    for first, last in parts:
        if joined and first - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined
