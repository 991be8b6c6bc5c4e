"""Plain text, as saved by hand or by a browser's reader view: one file in, one article out."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kgbuild.errors import SkipArticle
from kgbuild.model import Article
from kgbuild.readers.provenance import build_article
from kgbuild.readers.report import join_cut, shape_report
from kgbuild.readers.source import Notice, Source, decode_source

_LINE_END = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u200b\u00ad]")
_ENDED = re.compile(r"""[.!?:;…][)"'”’»\]]*$""")


def read(source: Source) -> Iterator[Article | SkipArticle]:
    """The one article of a text file; title, byline, date line and address are taken from it where they stand.

    Paragraphs of `article.text` are parted by a blank line; a sentence that a blank line cut is whole again.
    """
    try:
        decoded = decode_source(source)
    except SkipArticle as skip:
        yield skip
        return
    if decoded.remark:
        yield Notice(source.name, decoded.remark, "Save the file as UTF-8 to be certain.")
    report = shape_report(split_paragraphs(clean_text(decoded.text)))
    text = report.text or report.title
    if not text:
        yield SkipArticle(source.name, "no text beside page furniture.", "Check that the article itself was saved.")
        return
    url = report.url or source.url
    yield build_article(
        text,
        url=url,
        title=report.title,
        published=report.published,
        byline=report.byline,
        credit="\n".join(report.credit),
    )
    if report.published is None:
        yield Notice(
            source.name,
            "no publication date was found, so relative dates stay open.",
            "Add a line such as '3 March 2024' below the title.",
        )


def clean_text(text: str) -> str:
    """The text with one kind of line end and without characters that nobody sees."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text))


def split_paragraphs(text: str) -> list[str]:
    """The text's paragraphs: blocks between blank lines, and lines inside a block unless these are mere wrapping."""
    lines = [line.strip() for line in text.split("\n")]
    wrapped = _is_wrapped(lines)
    paragraphs: list[str] = []
    for filled, block in itertools.groupby(lines, bool):
        if filled:
            inner = list(block)
            paragraphs.extend([" ".join(inner)] if wrapped else join_cut(inner))
    return paragraphs


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines are filled to a column: inner ones nearly as long as the longest, few ending a sentence."""
    inner = [line for line, following in itertools.pairwise(lines) if line and following]
    if len(inner) < 4 or not 40 <= (longest := max(map(len, inner))) <= 110:
        return False
    filled = sum(len(line) > 0.7 * longest for line in inner)
    ended = sum(bool(_ENDED.search(line)) for line in inner)
    return filled > 0.8 * len(inner) and ended < 0.5 * len(inner)
