"""What an HTML page says about itself: the parsed page in, title, publisher, byline, day, address, language out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from kgbuild.readers.published import parse_date_line, parse_published

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_ARTICLE_TYPE = re.compile(r"(?:[a-z]+:)?(?:\w*Article|Report|BlogPosting|LiveBlogPosting)")
_DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "date", "pubdate", "publishdate", "publish-date",
    "published", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "parsely-pub-date", "sailthru.date",
    "citation_publication_date", "cxenseparse:recs:publishtime", "article.published", "originalpublicationdate",
)  # fmt: skip
_SITE_NAMES = ("og:site_name", "publisher", "dc.publisher", "citation_journal_title", "application-name")
_AUTHOR_NAMES = ("author", "byl", "byline", "dc.creator", "parsely-author", "sailthru.author", "article:author")
_TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "headline")
_AGENCY_PREFIX = re.compile(r"by\s+", re.IGNORECASE)
LONGEST_NAME = 200


@dataclass(frozen=True)
class Facts:
    """What a page states; None where it says nothing. `body` is the text in JSON-LD, if there."""

    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    body: str | None = None


def parse_page(text: str) -> HtmlElement | None:
    """The page's tree, or None where there is none."""
    from lxml import etree, html  # type: ignore[import-untyped]

    try:
        # Bytes, because lxml refuses a str that has an XML encoding declaration.
        return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError):
        return None


def read_facts(page: HtmlElement, url: str | None = None) -> Facts:
    """Everything the page says about itself; `url` is where it was got, to complete relative addresses."""
    meta, (linked, index) = _read_meta(page), _read_linked_data(page)
    dates = (linked.get("datePublished"), linked.get("dateCreated"), *(meta.get(name) for name in _DATE_NAMES))
    return Facts(
        title=_first(linked.get("headline"), linked.get("name"), *(meta.get(name) for name in _TITLE_NAMES))
        or _page_title(page),
        publisher=_first(
            _names(linked.get("publisher") or linked.get("sourceOrganization"), index),
            *(meta.get(name) for name in _SITE_NAMES),
        ),
        byline=_first(
            _names(linked.get("author") or linked.get("creator"), index), *(meta.get(name) for name in _AUTHOR_NAMES)
        ),
        published=next((day for words in dates if isinstance(words, str) and (day := parse_published(words))), None)
        or _time_element(page),
        url=_address(page, linked, meta, url),
        language=_first(
            linked.get("inLanguage"), page.get("lang"), meta.get("og:locale"), meta.get("content-language")
        ),
        body=body if isinstance(body := linked.get("articleBody"), str) else None,
    )


def _first(*values: object) -> str | None:
    """The first value that is a name rather than nothing, an address or a paragraph."""
    for value in values:
        if isinstance(value, str):
            words = (
                _AGENCY_PREFIX.sub("", " ".join(value.split()), count=1)
                if value[:3].lower() == "by "
                else " ".join(value.split())
            )
            if words and len(words) <= 2 * LONGEST_NAME and not words.startswith(("http://", "https://")):
                return words
    return None


def _read_meta(page: HtmlElement) -> dict[str, str]:
    """Meta tags by their lower-case name, property, itemprop or http-equiv; the first of a name wins."""
    found: dict[str, str] = {}
    for tag in page.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        content = (tag.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _read_linked_data(page: HtmlElement) -> tuple[dict[str, Any], dict[str, Any]]:
    """The node of JSON-LD that says most of an article, and all nodes by @id; broken blocks are passed over."""
    articles: list[dict[str, Any]] = []
    index: dict[str, Any] = {}
    for script in page.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            content = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(content):
            if isinstance(identifier := node.get("@id"), str) and len(node) > 1:
                index.setdefault(identifier, node)
            types = node.get("@type")
            if any(
                isinstance(kind, str) and _ARTICLE_TYPE.fullmatch(kind)
                for kind in (types if isinstance(types, list) else [types])
            ):
                articles.append(node)
    return max(articles, key=lambda node: ("headline" in node) + ("datePublished" in node), default={}), index


def _nodes(content: object) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD block that stands for itself: top level, arrays, @graph, main entities."""
    waiting = [content]
    while waiting:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(
                value[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "author")
                if key in value
            )


def _names(value: object, index: dict[str, Any], depth: int = 0) -> str | None:
    """The name or names in a JSON-LD value: a string, a node, a reference to one, or a list of these."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and depth < 2:
        names = [name for item in value if (name := _names(item, index, depth + 1))]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        node = value if "name" in value else index.get(str(value.get("@id")), {})
        name = node.get("name")
        return _names(name, index, depth + 1) if isinstance(name, list) else name if isinstance(name, str) else None
    return None


def _address(page: HtmlElement, linked: dict[str, Any], meta: dict[str, str], url: str | None) -> str | None:
    canonical = next(
        (link.get("href") for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical"), None
    )
    entity = linked.get("mainEntityOfPage")
    for value in (
        canonical,
        meta.get("og:url"),
        linked.get("url"),
        entity.get("@id") if isinstance(entity, dict) else entity,
    ):
        if isinstance(value, str) and value.strip():
            try:
                address = urljoin(url or "", value.strip())
            except ValueError:
                continue
            if address.startswith(("http://", "https://")):
                return address
    return url


def _page_title(page: HtmlElement) -> str | None:
    for tag in ("h1", "title"):
        words = [" ".join("".join(element.itertext()).split()) for element in page.iter(tag)]
        if words and words[0]:
            # A page's title ends in its site's name.
            return words[0] if tag == "h1" else re.split(r"\s+[|•·]\s+", words[0])[0]
    return None


def _time_element(page: HtmlElement) -> str | None:
    """The day of the first `time` element that states one, those of publication first."""
    times = sorted(page.iter("time"), key=lambda time: "published" not in (time.get("itemprop") or "").lower())
    for time in times:
        words = " ".join("".join(time.itertext()).split())
        if day := parse_published(time.get("datetime") or "") or parse_date_line(words):
            return day
    return None
