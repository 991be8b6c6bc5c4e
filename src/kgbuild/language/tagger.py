"""The door to the trained tagger: a parse in, its `Tags` out. Nothing else imports onnxruntime or tokenizers.

The weights lie beside this file, with their card (`weights/README.md`); `kgbuild.training` makes them. Sentences go
through it in batches of one article, so that what is said of an article depends on nothing but the article.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kgbuild.errors import StopRun
from kgbuild.language.parse import Parse, Token
from kgbuild.language.tags import DEPS_AT, HINTS, MODALITIES, POS_AT, TYPES, Scores, Tags, hints_of, shape_of
from kgbuild.lexicon import Lexicon

WEIGHTS = Path(__file__).parent / "weights"
FILES = ("tagger.onnx", "pieces.json")
HASHES = "sha256.txt"
BATCH = 4
"""Sentences that go through the network together; more would be padded more, fewer would cost more calls."""
SLOW = ["SkipLayerNormFusion"]
"""What onnxruntime puts together and then computes more slowly than apart (1.32, one thread)."""
LONGEST = 160
"""Words read together; a longer sentence is read in pieces, of which each word is judged in its own."""
PIECES = 480
"""Wordpieces that the encoder takes at most."""


class TaggerError(StopRun):
    """The tagger's weights are missing or damaged."""


@dataclass(frozen=True)
class Tagger:
    """The network and its wordpieces, opened once a process."""

    session: Any
    pieces: Any
    modes: tuple[str, ...]

    def tag(self, parse: Parse, lexicon: Lexicon) -> Tags:
        """What the tagger says of every word of an article."""
        hints = hints_of(parse, lexicon)
        tags = self.blank(len(parse.tokens))
        windows = [
            (first, min(first + LONGEST, sentence.last))
            for sentence in parse.sentences
            for first in range(sentence.first, sentence.last, LONGEST)
        ]
        windows.sort(key=lambda window: (window[1] - window[0], window))
        for start in range(0, len(windows), BATCH):
            self.read(parse.tokens, hints, windows[start : start + BATCH], tags)
        return tags

    def blank(self, size: int) -> Tags:
        """Tags of so many words, to be written into."""
        return Tags(
            types=np.zeros((size, len(TYPES)), dtype=np.float32),
            modes=np.zeros((size, len(self.modes)), dtype=np.float32),
            cues=np.zeros(size, dtype=np.float32),
            negative=np.zeros(size, dtype=np.float32),
            modality=np.zeros((size, len(MODALITIES)), dtype=np.float32),
            window=[0] * size,
            roles={},
            says={},
            modes_known=self.modes,
        )

    def read(self, tokens: list[Token], hints: Scores, windows: list[tuple[int, int]], tags: Tags) -> None:
        """Put a batch of windows through the network and write its answers into `tags`."""
        given = make_batch(self.pieces, [(tokens[first:last], hints[first:last]) for first, last in windows])
        types, modes, cues, negative, modality, roles, says = (_shares(out) for out in self.session.run(None, given))
        for row, (first, last) in enumerate(windows):
            size = last - first
            tags.types[first:last] = types[row, :size]
            tags.modes[first:last] = modes[row, :size]
            tags.cues[first:last] = cues[row, :size, 1]
            tags.negative[first:last] = negative[row, :size, 1]
            tags.modality[first:last] = modality[row, :size]
            tags.roles[first] = roles[row, :size, :size]
            tags.says[first] = says[row, :size, :size]
            tags.window[first:last] = [first] * size


def make_batch(pieces: Any, stretches: Sequence[tuple[Sequence[Token], Scores]]) -> dict[str, npt.NDArray[Any]]:
    """The network's inputs for stretches of tokens with their hints, padded to the longest."""
    codes = pieces.encode_batch([[token.text for token in tokens] for tokens, _ in stretches], is_pretokenized=True)
    size = max(len(tokens) for tokens, _ in stretches)
    width = min(PIECES, max(len(code.ids) for code in codes))
    batch: dict[str, npt.NDArray[Any]] = {
        name: np.zeros((len(stretches), width if name in ("pieces", "mask") else size), dtype=np.int64)
        for name in ("pieces", "mask", "first", "shapes", "pos", "deps", "heads")
    }
    batch["hints"] = np.zeros((len(stretches), size, HINTS), dtype=np.float32)
    for row, ((tokens, hints), code) in enumerate(zip(stretches, codes, strict=True)):
        ids = code.ids[:width]
        batch["pieces"][row, : len(ids)] = ids
        batch["mask"][row, : len(ids)] = 1
        firsts: dict[int, int] = {}
        for at, word in enumerate(code.word_ids[:width]):
            if word is not None:
                firsts.setdefault(word, at)
        base, here = tokens[0].i, range(len(tokens))
        batch["first"][row, : len(tokens)] = [firsts.get(i, 0) for i in here]
        batch["shapes"][row, : len(tokens)] = [shape_of(token.text) for token in tokens]
        batch["pos"][row, : len(tokens)] = [POS_AT.get(token.pos, 0) for token in tokens]
        batch["deps"][row, : len(tokens)] = [DEPS_AT.get(token.dep, 0) for token in tokens]
        batch["heads"][row, : len(tokens)] = [
            token.head - base if token.head - base in here else i for i, token in enumerate(tokens)
        ]
        batch["hints"][row, : len(tokens)] = hints
    return batch


def _shares(scores: Scores) -> Scores:
    """Scores of labels as shares that add up to 1; label by label, since each has few labels and many words."""
    labels = np.ascontiguousarray(np.moveaxis(scores, -1, 0))
    shares: Scores = np.exp(labels - labels.max(axis=0))
    shares /= shares.sum(axis=0)
    return np.moveaxis(shares, 0, -1)


@cache
def open_tagger(folder: Path = WEIGHTS) -> Tagger:
    """The tagger of a folder of weights, on one thread.

    Raises:
        TaggerError: a file is missing, or is not the one that the card's `sha256.txt` names.
    """
    import onnxruntime  # slow to import, so only where a tagger is wanted
    from tokenizers import Tokenizer

    contents = {name: _content(folder, name) for name in FILES}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        contents[FILES[0]], options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW
    )
    modes = json.loads(session.get_modelmeta().custom_metadata_map["modes"])
    return Tagger(session, Tokenizer.from_str(contents[FILES[1]].decode("utf-8")), tuple(modes))


def read_hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 that a folder of weights states for each of its files.

    Raises:
        OSError, ValueError: the list is missing or malformed.
    """
    lines = [line.split() for line in (folder / HASHES).read_text(encoding="utf-8").splitlines()]
    return {name: digest for digest, name in lines}


def name_weights(folder: Path) -> str:
    """By what the weights of a folder are told from others: the beginning of the network's SHA-256.

    Raises:
        TaggerError: the list of hashes is missing or malformed.
    """
    try:
        return read_hashes(folder)[FILES[0]][:12]
    except (OSError, ValueError, KeyError) as error:
        raise TaggerError(
            f"{folder / HASHES} can't be read ({error}). Install kgbuild anew, or say --no-model."
        ) from error


def _content(folder: Path, name: str) -> bytes:
    """A file of the weights, as published."""
    advice = "Install kgbuild anew, or go on without the model: --no-model."
    try:
        content, hashes = (folder / name).read_bytes(), read_hashes(folder)
    except (OSError, ValueError) as error:
        raise TaggerError(f"the tagger's weights can't be read ({error}). {advice}") from error
    if sha256(content).hexdigest() != hashes.get(name):
        raise TaggerError(f"{folder / name} is damaged: its SHA-256 is not the one in {HASHES}. {advice}")
    return content
