"""Annotated reports in, labelled sentences out: the tokens of the parser, each with what the marks say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgbuild.corpus.marks import MarkedReport
from kgbuild.gazetteer import Gazetteer
from kgbuild.language.parse import Token
from kgbuild.language.reading import read_articles
from kgbuild.language.tags import MODALITIES, PARTS, ROLES, TYPES, Scores, hints_of, modes_of
from kgbuild.model import Mention
from kgbuild.vocabulary import Vocabulary

UNASKED = -100
"""The label of what nobody marks: the standing of a word that is no trigger, the roles of one that governs none."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of n words with their hints, labels by word and, by head word, those of every word beside it."""

    tokens: list[Token]
    hints: Scores
    types: list[int]
    modes: list[int]
    cues: list[int]
    negative: list[int]
    modality: list[int]
    roles: dict[int, list[int]]
    says: dict[int, list[int]]


def make_examples(reports: Iterable[MarkedReport], vocabulary: Vocabulary, gazetteer: Gazetteer) -> Iterator[Example]:
    """The sentences of the reports that were read, in their order."""
    known = list(reports)
    parses = read_articles([one.article for one in known], vocabulary=vocabulary, gazetteer=gazetteer)
    modes = modes_of(vocabulary)
    for report, parse in zip(known, parses, strict=True):
        hints = hints_of(parse, vocabulary.lexicon)
        for sentence in parse.sentences:
            tokens = parse.tokens[sentence.first : sentence.last]
            if any(one.start < tokens[-1].end and tokens[0].start < one.end for one in report.sentences):
                yield _example(report, tokens, hints[sentence.first : sentence.last], modes)


def _example(report: MarkedReport, tokens: list[Token], hints: Scores, modes: tuple[str, ...]) -> Example:
    size = len(tokens)
    example = Example(
        tokens,
        hints,
        types=[0] * size,
        modes=[UNASKED] * size,
        cues=[0] * size,
        negative=[UNASKED] * size,
        modality=[UNASKED] * size,
        roles={},
        says={},
    )
    for event in report.events:
        for i in _inside(tokens, event.trigger):
            example.types[i] = TYPES.index(event.type)
            example.modes[i] = modes.index(f"{event.type}/{event.mode}" if event.mode else "")
            example.negative[i] = int(event.polarity == "negative")
            example.modality[i] = MODALITIES.index(event.modality)
            row = example.roles.setdefault(i, [0] * size)
            for role in event.roles:
                for j in _heads(tokens, _inside(tokens, role.words)):
                    row[j] = ROLES.index(role.name)
    for said in report.attributions:
        for i in _inside(tokens, said.cue):
            example.cues[i] = 1
            row = example.says.setdefault(i, [0] * size)
            for part in said.content:
                for j in _inside(tokens, part):
                    row[j] = PARTS.index("content")
            if said.source is not None:
                for j in _inside(tokens, said.source):
                    row[j] = PARTS.index("source")
    return example


def _inside(tokens: list[Token], words: Mention) -> list[int]:
    return [i for i, token in enumerate(tokens) if token.start < words.end and words.start < token.end]


def _heads(tokens: list[Token], inside: list[int]) -> list[int]:
    """The words of a stretch that hang on none of its others; little words and marks only where there are no others."""
    base = tokens[0].i
    tops = [i for i in inside if tokens[i].head - base not in inside or tokens[i].head == tokens[i].i]
    return [i for i in tops if tokens[i].pos not in ("PUNCT", "DET", "ADP")] or tops
