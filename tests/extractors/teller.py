"""A tagger that says of a text what a test puts into it."""

from __future__ import annotations

import numpy as np

from kgbuild.language.tags import MODALITIES, PARTS, ROLES, TYPES, Tags, modes_of


class Teller:
    """Tags in which nothing stands but what is put in."""

    def __init__(self, parse, vocabulary):
        size = len(parse.tokens)
        self.parse, self.at = parse, {token.text: token.i for token in parse.tokens}
        first = {i: s.first for s in parse.sentences for i in range(s.first, s.last)}
        sizes = {s.first: s.last - s.first for s in parse.sentences}
        self.tags = Tags(
            types=_none(size, len(TYPES)),
            modes=_none(size, len(modes_of(vocabulary))),
            cues=np.zeros(size, dtype=np.float32),
            negative=np.full(size, 0.5, dtype=np.float32),
            modality=np.full((size, len(MODALITIES)), 0.1, dtype=np.float32),
            window=[first[i] for i in range(size)],
            roles={at: _none(n, n, len(ROLES)) for at, n in sizes.items()},
            says={at: _none(n, n, len(PARTS)) for at, n in sizes.items()},
            modes_known=modes_of(vocabulary),
        )

    def action(self, word, kind, share, mode=""):
        self.tags.types[self.at[word]] = 0
        self.tags.types[self.at[word], [0, TYPES.index(kind)]] = 1 - share, share
        if mode:
            self.tags.modes[self.at[word]] = 0
            self.tags.modes[self.at[word], self.tags.modes_known.index(f"{kind}/{mode}")] = 1
        return self

    def role(self, word, other, role, share=0.9):
        self._pair(self.tags.roles, word, other, ROLES.index(role), share)
        return self

    def cue(self, word, share, source=(), content=()):
        self.tags.cues[self.at[word]] = share
        for words, part in ((source, "source"), (content, "content")):
            for other in words:
                self._pair(self.tags.says, word, other, PARTS.index(part), 0.95)
        return self

    def standing(self, word, negative, modality):
        self.tags.negative[self.at[word]] = negative
        self.tags.modality[self.at[word]] = 0.01
        self.tags.modality[self.at[word], MODALITIES.index(modality)] = 0.92
        return self

    def _pair(self, table, word, other, label, share):
        first = self.tags.window[self.at[word]]
        row = table[first][self.at[word] - first, self.at[other] - first]
        row[:] = 0
        row[[0, label]] = 1 - share, share

    def put(self):
        self.parse.tags = self.tags
        return self.parse


def _none(*shape):
    scores = np.zeros(shape, dtype=np.float32)
    scores[..., 0] = 1
    return scores
