"""A text in, what is kept of it to tell copies out: hashes of its word sequences, quotations, figures and names.

Words are hashed with CRC-32 and sequences by arithmetic modulo 2**64 alone, so a sketch is the same on every machine.
A long text keeps those shingles whose hash falls below a bound ("scaled MinHash": Irber et al., bioRxiv
2022.01.11.475838), which gives containment as well as resemblance; two sketches are compared at the coarser of their
bounds. What two texts have to share to be compared at all are the smallest hashes of a window that moves over the text
("winnowing": Schleimer, Wilkerson and Aiken, SIGMOD 2003): a passage that fills a window in both is always found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np

    Hashes = np.ndarray[Any, np.dtype[np.uint32]]
    Hits = np.ndarray[Any, np.dtype[np.bool_]]

WIDE, NARROW = 40, 8
"""Shingles in a window of winnowing; in that of a short text fewer. What a wide window chooses the narrow ones in it
choose too, so texts of different length find each other."""
_WORD = re.compile(r"\w+")
_THOUSANDS = re.compile(r"(\d)[, \u00a0\u202f](?=\d{3}\b)")
_QUOTATION = re.compile(r"[“„«\"]([^“”„«»\"\n]{20,700})[”“»\"]")
_NAME = re.compile(r"(?<=[\w,;:)] )[A-Z][\w’'-]{2,}")
_FIGURE = re.compile(r"\b\d[\d.:]*\d\b|\b\d\b")


class Sketch(Struct, frozen=True, order=True):
    """Hashes of a text's shingles.

    `size` counts all different shingles; kept are those whose highest `bits` bits are zero, and `lead` has a bit for
    each of them, set where it stands in the text's first half. `passages` are those that winnowing chose, from each
    quotation too, `quoted` are shingles of quotations, `marks` hashes of figures and names. Each but `lead` is a
    rising row of unsigned 32-bit numbers, the lowest byte first.
    """

    size: int
    bits: int
    lead: bytes
    kept: bytes
    passages: bytes
    quoted: bytes
    marks: bytes


def make_sketch(text: str, *, words: int, most: int) -> Sketch:
    """The sketch of a text, from shingles of `words` words of which at most `most` are kept."""
    import numpy as np

    joined = _THOUSANDS.sub(r"\1", text)
    row = _hash_shingles(_WORD.findall(joined.casefold()), words)
    kept, first = np.unique(row, return_index=True)
    lead = first < (len(row) + 1) // 2
    size, bits = len(kept), 0
    while len(kept) > most:
        bits += 1
        kept = kept[kept < _bound(bits)]
    quotations = [_hash_shingles(_WORD.findall(part.casefold()), words) for part in _QUOTATION.findall(joined)]
    passages = [_choose_passages(row), *(_choose_passages(part, NARROW) for part in quotations)]
    return Sketch(
        size=size,
        bits=bits,
        lead=np.packbits(lead[: len(kept)]).tobytes(),
        kept=_pack(kept),
        passages=_pack(np.unique(np.concatenate(passages))),
        quoted=_pack(np.unique(np.concatenate([row[:0], *quotations]))),
        marks=_pack(np.array(sorted({crc32(mark.encode()) for mark in find_marks(joined)}), dtype=np.uint32)),
    )


def find_marks(text: str) -> set[str]:
    """Figures and names: what two reports of one happening share, and two fillings of one form do not."""
    names = (name.removesuffix("'s").removesuffix("’s") for name in _NAME.findall(text))
    return {*_FIGURE.findall(text), *names}


def share_text(one: Sketch, other: Sketch, *, own_words: bool = False) -> tuple[float, float]:
    """Which part of the shorter text's shingles the longer one holds too, and which part of its first half's.

    With `own_words`, what either quotes does not count: two reporters may quote one statement at length.
    """
    import numpy as np

    short, long = sorted((one, other))
    sample, bound = unpack(short.kept), _bound(max(one.bits, other.bits))
    lead = np.unpackbits(np.frombuffer(short.lead, dtype=np.uint8), count=len(sample)).view(np.bool_)
    if bound < _bound(short.bits):
        sample = sample[: np.searchsorted(sample, np.uint32(bound))]
        lead = lead[: len(sample)]
    if own_words:
        own = ~(_find(sample, unpack(one.quoted)) | _find(sample, unpack(other.quoted)))
        sample, lead = sample[own], lead[own]
    found = _find(sample, unpack(long.kept))
    return int(found.sum()) / max(1, len(sample)), int(found[lead].sum()) / max(1, int(lead.sum()))


def count_shared(one: bytes, other: bytes) -> tuple[int, int]:
    """How many numbers two rows have in common, and how many the shorter one has."""
    short, long = sorted((one, other), key=len)
    return int(_find(unpack(short), unpack(long)).sum()), len(short) // 4


def _find(sample: Hashes, row: Hashes) -> Hits:
    """Which numbers of a sample a rising row holds."""
    import numpy as np

    if not len(row):
        return np.zeros(len(sample), dtype=np.bool_)
    at = np.searchsorted(row, sample)
    at[at == len(row)] = 0
    hits: Hits = row[at] == sample
    return hits


def unpack(row: bytes) -> Hashes:
    """The numbers of a row."""
    import numpy as np

    return np.frombuffer(row, dtype="<u4")


def _pack(row: Hashes) -> bytes:
    return row.astype("<u4").tobytes()


def _bound(bits: int) -> int:
    """The least number whose highest `bits` bits are not all zero; as wide as a number can be for no bits."""
    return (1 << (32 - bits)) if bits else 0xFFFFFFFF


def _hash_shingles(tokens: Sequence[str], words: int) -> Hashes:
    """One hash for each run of that many words, in the order of the text."""
    import numpy as np

    count = len(tokens) - words + 1
    if count < 1:
        return np.empty(0, dtype=np.uint32)
    hashed = np.array([crc32(token.encode()) for token in tokens], dtype=np.uint64)
    mixed = hashed[:count].copy()
    for step in range(1, words):
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + hashed[step : step + count]
    # The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): every bit of the input reaches the highest ones.
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _choose_passages(row: Hashes, width: int | None = None) -> Hashes:
    """The smallest hash of every window, each once."""
    import numpy as np

    width = width or min(WIDE, max(NARROW, len(row) // 8))
    if len(row) <= width:
        return row[[row.argmin()]] if len(row) else row
    chosen: Hashes = np.unique(np.lib.stride_tricks.sliding_window_view(row, width).min(axis=1))
    return chosen
