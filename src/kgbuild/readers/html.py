"""HTML pages: one page in, one article out.

The body is what trafilatura takes for the main text; title, publisher, byline, day, address and language come from
JSON-LD first, then OpenGraph and meta tags, then the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kgbuild.errors import SkipArticle
from kgbuild.model import Article
from kgbuild.readers.page import Facts, parse_page, read_facts
from kgbuild.readers.plain import clean_text
from kgbuild.readers.provenance import build_article
from kgbuild.readers.report import Report, shape_report
from kgbuild.readers.source import Notice, Source, decode_source

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]+")
_NOT_BODY = ["//figcaption", "//aside", "//nav", "//footer", "//*[@role='dialog']"]


def read(source: Source) -> Iterator[Article | SkipArticle]:
    """The one article of a page; a page without text is skipped."""
    try:
        declared = _CHARSET.search(source.data[:4096]) if source.charset is None else None
        decoded = decode_source(replace(source, charset=declared.group(1).decode("ascii")) if declared else source)
    except SkipArticle as skip:
        yield skip
        return
    if decoded.remark:
        yield Notice(source.name, decoded.remark, "Save the page as UTF-8 to be certain.")
    page = parse_page(decoded.text)
    facts = read_facts(page, source.url) if page is not None else Facts()
    report = _read_body(decoded.text, facts)
    if not report.text:
        yield SkipArticle(
            source.name, "HTML without article text.", "Save the page with its text, or give the text itself."
        )
        return
    published = facts.published or report.published
    yield build_article(
        report.text,
        url=facts.url or source.url,
        title=facts.title,
        published=published,
        publisher=facts.publisher,
        byline=facts.byline or report.byline,
        language=facts.language,
        credit="\n".join(report.credit),
    )
    if published is None:
        yield Notice(
            source.name,
            "no publication date was found, so relative dates stay open.",
            "Give the article as JSON Lines with 'published'.",
        )


def _read_body(text: str, facts: Facts) -> Report:
    """The body's paragraphs, from the page or, where nothing is found there, from JSON-LD."""
    report = shape_report(_extract_paragraphs(text), title=facts.title, markup=False)
    if not report.text and facts.body:
        report = shape_report(
            filter(None, map(str.strip, clean_text(facts.body).split("\n"))), title=facts.title, markup=False
        )
    return report


def _extract_paragraphs(text: str) -> list[str]:
    from trafilatura import bare_extraction

    document = bare_extraction(
        text, include_comments=False, include_tables=False, with_metadata=False, prune_xpath=_NOT_BODY
    )
    body = getattr(document, "body", None)
    return [] if body is None else list(_paragraphs_in(body))


def _paragraphs_in(element: _Element) -> Iterator[str]:
    """Lines of text of a trafilatura body: p, head, item; a line break (lb) parts lines."""
    inner = element.xpath("descendant::*[self::p or self::head or self::item or self::quote]")
    leaves = [
        found for found in inner if not found.xpath("descendant::*[self::p or self::head or self::item or self::quote]")
    ]
    for leaf in leaves or [element]:
        words = "".join(_texts(leaf))
        for line in clean_text(words).split("\n"):
            if line := _BLANKS.sub(" ", line).strip():
                yield line


def _texts(element: _Element) -> Iterator[str]:
    for node in element.iter():
        if node.tag == "lb":
            yield "\n"
        yield _BLANKS.sub(" ", (node.text or "").replace("\n", " "))
        if node is not element:
            yield _BLANKS.sub(" ", (node.tail or "").replace("\n", " "))
