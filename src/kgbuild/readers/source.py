"""What a reader reads: the bytes of one input with its name in, decoded text or numbered lines out."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from kgbuild.errors import SkipArticle

LARGEST_DOCUMENT = 64 * 2**20
"""Bytes that one article's file, page or line may have (after unpacking)."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a SQLite database"),
)
_CONTROLS = bytes(set(range(32)) - {8, 9, 10, 12, 13, 27}) + b"\x7f"
_ENCODINGS = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1254",
    "cp1255",
    "cp1256",
    "koi8_r",
    "gb18030",
    "big5",
    "shift_jis",
    "euc_kr",
]


class Notice(SkipArticle):
    """Something of an input was left out or guessed, yet its article is used: reported, never counted as skipped."""


class DuplicateRecord(SkipArticle):
    """Two different records of one id: the second is skipped, and the run has an error-level finding."""


@dataclass(frozen=True)
class Source:
    """One input: `name` for messages, its bytes (or an open `stream` of lines), its address, its stated charset."""

    name: str
    data: bytes = b""
    url: str | None = None
    charset: str | None = None
    stream: BinaryIO | None = None

    def content(self) -> bytes:
        """All bytes, those of the stream included.

        Raises:
            SkipArticle: more than `LARGEST_DOCUMENT`.
        """
        data = self.data if self.stream is None else self.stream.read(LARGEST_DOCUMENT + 1)
        if len(data) > LARGEST_DOCUMENT:
            megabytes = LARGEST_DOCUMENT // 2**20
            raise SkipArticle(
                self.name, f"longer than {megabytes} MB.", "Split it, or give many articles as JSON Lines, one a line."
            )
        return data

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Numbered lines from 1, without their line ends; None stands for a line longer than `LARGEST_DOCUMENT`."""
        stream = self.stream or BytesIO(self.data)
        number = 0
        while line := stream.readline(LARGEST_DOCUMENT):
            number += 1
            if len(line) == LARGEST_DOCUMENT and not line.endswith(b"\n"):
                while (rest := stream.readline(LARGEST_DOCUMENT)) and not rest.endswith(b"\n"):
                    pass
                yield number, None
            else:
                yield number, line.removesuffix(b"\n").removesuffix(b"\r")


@dataclass(frozen=True)
class Decoded:
    """Text, and a remark for the user where its encoding had to be guessed."""

    text: str
    remark: str | None = None


def decode_source(source: Source) -> Decoded:
    """The source's text: byte order mark, then stated charset, then UTF-8, then a guess.

    Raises:
        SkipArticle: empty, too long or not text.
    """
    data = source.content()
    if not data.strip():
        raise SkipArticle(source.name, "the file is empty.", "Leave it out, or save the article again.")
    if kind := describe_binary(data):
        raise SkipArticle(source.name, f"not text but {kind}.", "Give the article as text, HTML or JSON Lines.")
    return decode_bytes(data, source.charset)


def describe_binary(data: bytes) -> str | None:
    """What the bytes are when they are no text ("a PNG image"), else None."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return None
    head = data[:8192]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "binary data" if controls > max(2, len(head) // 50) else None


def decode_bytes(data: bytes, charset: str | None = None) -> Decoded:
    """The text of the bytes; never fails, and says in a remark what it guessed or replaced.

    Latin-1 is read as windows-1252, its superset, as browsers do (WHATWG Encoding Standard, section 4.2).
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace").removeprefix("\ufeff")
            return Decoded(
                _free_of_surrogates(text), "broken characters were replaced by U+FFFD." if "\ufffd" in text else None
            )
    if charset and (stated := _decode_as(data, charset)) is not None:
        return Decoded(stated)
    try:
        return Decoded(data.decode())
    except UnicodeDecodeError as error:
        at = data.count(b"\n", 0, error.start) + 1
    if (mended := _damaged_utf8(data)) is not None:
        return Decoded(mended, f"line {at} is not UTF-8; its broken characters were replaced by U+FFFD.")
    encoding = _guess(data)
    return Decoded(
        _free_of_surrogates(data.decode(encoding, "replace")),
        f"line {at} is not UTF-8; the file was read as {encoding}.",
    )


def _decode_as(data: bytes, charset: str) -> str | None:
    try:
        name = codecs.lookup(charset.strip().strip("\"'")).name
    except (LookupError, ValueError, UnicodeError):
        return None
    name = {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)
    if name.startswith(("utf-16", "utf-32")) or name in {"utf-7", "idna", "punycode", "unicode_escape"}:
        return None  # a page that could be asked for its charset isn't in these
    try:
        return _free_of_surrogates(data.decode(name))
    except (UnicodeError, LookupError, AssertionError):
        return None  # LookupError: a codec that isn't one of text ("hex")


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 in which a few bytes are broken: many more good multi-byte characters than bad ones."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = len(re.findall(r"[^\x00-\x7f\ufffd]", text))
    return text if good >= 4 * broken else None


def _guess(data: bytes) -> str:
    """The likeliest legacy encoding; texts of mostly ASCII letters are windows-1252."""
    sample = data[: 2**16]
    foreign = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    if foreign * 5 < len(sample):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_ENCODINGS).best()
    return best.encoding if best else "cp1252"


def _free_of_surrogates(text: str) -> str:
    """Lone surrogates, which no UTF-8 file can hold, as U+FFFD."""
    return text.encode("utf-8", "replace").decode() if re.search("[\ud800-\udfff]", text) else text
