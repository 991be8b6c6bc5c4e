"""A tagger and labelled sentences in, how often it is right out: words and their neighbours, before any rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from kgbuild.evaluation.scores import Tally
from kgbuild.language.tagger import Tagger
from kgbuild.language.tags import PARTS, TYPES, runs
from kgbuild.training.examples import Example

Run = tuple[int, int, int]
"""Words [first, last) with one label."""


def measure(tagger: Tagger, examples: Sequence[Example]) -> dict[str, Tally]:
    """Right, given and wanted by task: triggers with their type, mode, standing and roles of the marked ones, cues,
    sources, contents.
    """
    names = ("triggers", "modes", "standing", "roles", "cues", "sources", "contents")
    found = dict.fromkeys(names, Tally())
    for example in examples:
        for name, tally in _compare(tagger, example).items():
            found[name] += tally
    return found


def _compare(tagger: Tagger, example: Example) -> dict[str, Tally]:
    size = len(example.tokens)
    tags = tagger.blank(size)
    tagger.read(example.tokens, example.hints, [(0, size)], tags)
    named = [TYPES.index(tags.likeliest(i)[0]) if tags.likeliest(i)[1] > 0.5 else 0 for i in range(size)]
    heads = [run[0] for run in _words_of(example.types)]
    wanted = [(i, example.negative[i], example.modality[i]) for i in heads]
    standing = sum((tags.negative[i] > 0.5) == no and int(tags.modality[i].argmax()) == how for i, no, how in wanted)
    modes = sum(int(tags.modes[i].argmax()) == example.modes[i] for i in heads)
    found = {
        "modes": Tally(modes, len(heads), len(heads)),
        "triggers": _tally(_words_of(example.types), _words_of(named)),
        "standing": Tally(standing, len(heads), len(heads)),
        "roles": _sum(_tally(_words_of(example.roles[i]), _words_of(_best(tags.roles[0][i]))) for i in heads),
    }
    cues = _words_of(example.cues)
    given = _words_of([int(share > 0.5) for share in tags.cues])
    pairs = [(one, next((other for other in given if _meet(one, other)), None)) for one in cues]
    found["cues"] = _tally(cues, given)
    for part, name in ((PARTS.index("source"), "sources"), (PARTS.index("content"), "contents")):
        right = 0
        for one, other in pairs:
            if other is not None:
                a = {j for j, label in enumerate(example.says[one[0]]) if label == part}
                b = {j for j, label in enumerate(_best(tags.says[0][other[0]])) if label == part}
                right += bool(a & b) if name == "sources" else 2 * len(a & b) >= max(len(a), len(b)) > 0
        found[name] = Tally(
            right,
            sum(part in _best(tags.says[0][other[0]]) for other in given),
            sum(part in example.says[one[0]] for one in cues),
        )
    return found


def _best(rows: np.ndarray) -> list[int]:
    return [int(label) for label in rows.argmax(axis=-1)]


def _words_of(labels: Iterable[int]) -> list[Run]:
    return list(runs(labels))


def _meet(one: Run, other: Run) -> bool:
    return one[2] == other[2] and one[0] < other[1] and other[0] < one[1]


def _tally(wanted: Sequence[Run], given: Sequence[Run]) -> Tally:
    left = list(given)
    for one in wanted:
        hit = next((other for other in left if _meet(one, other)), None)
        if hit is not None:
            left.remove(hit)
    return Tally(len(given) - len(left), len(given), len(wanted))


def _sum(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())
