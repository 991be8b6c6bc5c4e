"""Markdown with or without front matter: one file in, one article out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgbuild.errors import SkipArticle
from kgbuild.model import Article
from kgbuild.readers.markup import is_image, is_link, strip_markup
from kgbuild.readers.plain import clean_text
from kgbuild.readers.provenance import build_article
from kgbuild.readers.published import parse_published
from kgbuild.readers.report import shape_report
from kgbuild.readers.source import Notice, Source, decode_source

_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.*?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z][\w -]{0,40}?)\s*[:=](?:\s+|$|(?==))(.*)")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_MARK = re.compile(r"^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+")
_QUOTE = re.compile(r"^(?:\s{0,3}>)+")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")
_RULE = re.compile(r"\s{0,3}(?:([-*_=])\s*){3,}")
_SETEXT = re.compile(r"\s{0,3}(?:=+|-{2,})\s*")
_DEFINITION = re.compile(r"\s{0,3}\[[^\]]{1,100}\]:\s+\S+.*")
_KEYS = {
    "title": ("title", "headline"),
    "byline": ("author", "byline", "authors", "by"),
    "published": ("date", "published", "datepublished", "publishdate", "pubdate", "published_at", "created"),
    "publisher": ("publisher", "site", "sitename", "site_name", "publication", "outlet", "source"),
    "agency": ("agency", "wire"),
    "url": ("url", "canonical", "canonical_url", "link", "original_url", "source_url", "permalink"),
    "language": ("lang", "language", "inlanguage", "locale"),
}


def read(source: Source) -> Iterator[Article | SkipArticle]:
    """The one article of a Markdown file; front matter wins over what the body says of title, author, date, address."""
    try:
        decoded = decode_source(source)
    except SkipArticle as skip:
        yield skip
        return
    if decoded.remark:
        yield Notice(source.name, decoded.remark, "Save the file as UTF-8 to be certain.")
    fields, body = split_front_matter(clean_text(decoded.text))
    report = shape_report(split_blocks(body))
    title = fields.get("title") or report.title
    paragraphs = [words for words in report.paragraphs if words != title]
    text = "\n\n".join(paragraphs) or title
    if not text:
        yield SkipArticle(
            source.name, "no text beside headings, links and pictures.", "Check that the article itself was saved."
        )
        return
    stated = fields.get("published")
    published = parse_published(stated) if stated else report.published
    url = fields.get("url") or report.url or source.url
    publisher = fields.get("publisher", "")
    if publisher.startswith(("http://", "https://")):  # some tools write the address under "source"
        url, publisher = url or publisher, ""
    yield build_article(
        text,
        url=url,
        title=title,
        published=published,
        publisher=publisher,
        agency=fields.get("agency"),
        byline=fields.get("byline") or report.byline,
        language=fields.get("language"),
        credit="\n".join(report.credit),
    )
    if published is None:
        reason = f"'{stated}' is no ISO 8601 date" if stated else "no publication date"
        yield Notice(
            source.name, f"{reason}, so relative dates stay open.", "Give 'date: 2024-03-01' in the front matter."
        )


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Known fields of YAML or TOML front matter (scalars, quoted strings, inline lists), and the text after it."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    found: dict[str, str] = {}
    for line in match.group(2).split("\n"):
        if line[:1].strip() and (pair := _PAIR.fullmatch(line)):
            found.setdefault(pair.group(1).strip().lower().replace("-", "_"), _scalar(pair.group(2)))
    fields = {}
    for name, keys in _KEYS.items():
        value = next((found[key] for key in keys if found.get(key)), None)
        if value:
            fields[name] = value
    return fields, text[match.end() :]


def _scalar(value: str) -> str:
    """A scalar without quotes, an inline list as its items joined by commas, nothing for a block or mapping."""
    value = value.strip().removeprefix("=").strip()
    if value[:1] in {'"', "'"} and (end := value.find(value[0], 1)) > 0:
        inner = (
            value[1:end] if value[0] == "'" or "\\" not in value else value[1 : value.rfind('"')].replace('\\"', '"')
        )
        return inner.strip() if value[0] == '"' else _single_quoted(value)
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(filter(None, (_scalar(item) for item in value[1:-1].split(","))))
    if value[:1] in set("{|>&*!"):
        return ""
    return "" if value.lower() in {"null", "~", "none"} else re.sub(r"\s+#.*", "", value)


def _single_quoted(value: str) -> str:
    match = re.match(r"'((?:[^']|'')*)'", value)
    return match.group(1).replace("''", "'").strip() if match else value.strip("'")


def split_blocks(text: str) -> list[str]:
    """The body's paragraphs, headings, list items and quotations, each as one line with its inline marks.

    Code, tables, link definitions, pictures with the caption under them, and quotations or list items that are
    nothing but a link are left out.
    """
    blocks: list[str] = []
    lines: list[str] = []
    fence: str | None = None
    quoted = after_image = False

    def close() -> None:
        nonlocal after_image
        block = " ".join(lines).strip()
        lines.clear()
        if not block:
            return
        caption = after_image and re.fullmatch(r"([*_]).+\1", block) is not None
        after_image = is_image(block)
        if not (after_image or caption):
            blocks.append(block)

    for line in _COMMENT.sub("", text).split("\n"):
        was_quoted, quoted = quoted, bool(_QUOTE.match(line))
        if (mark := _FENCE.match(line)) and fence in {None, mark.group(1)}:
            close()
            fence = None if fence else mark.group(1)
        elif fence is not None or _DEFINITION.fullmatch(line):
            continue
        elif lines and not quoted and _SETEXT.fullmatch(line):
            lines[:] = ["# " + " ".join(lines)]
            close()
        elif not line.strip() or line.lstrip().startswith("|") or _RULE.fullmatch(line):
            close()
        elif _HEADING.match(line):
            close()
            lines.append(line.strip())
            close()
        elif quoted or _MARK.match(line):
            inner = _QUOTE.sub("", line).strip()
            if not (quoted and was_quoted) or not inner or _MARK.match(inner):
                close()
            inner = _MARK.sub("", inner)
            if inner and not is_link(inner):
                lines.append(inner)
        else:
            lines.append(line.strip())
            if is_image(lines[-1]):
                close()
    close()
    return [block for block in blocks if strip_markup(block)]
