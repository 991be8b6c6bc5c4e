"""Plain text, Markdown and HTML: the same report in three dresses, and files that are no report."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgbuild.errors import SkipArticle
from kgbuild.model import Article
from kgbuild.readers import html, markdown, plain
from kgbuild.readers.source import Notice, Source

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
Read = Callable[[Source], Iterator[Article | SkipArticle]]
READERS: dict[str, Read] = {"plain": plain.read, "markdown": markdown.read, "html": html.read}

BODY = [
    "Fighters of the Ruzi Front took the river port of Sambe on Thursday, the regional governor said.",
    'Two barges were set alight, and "at least four dockers" drowned, according to the harbour master.',
    "The front denied that it had fired on the barges. It called the report an invention of the capital.",
]
TEXT = "\n\n".join(BODY)

PLAIN = f"""
# Front takes river port

By [Reuters](#)

May 03, 2024

The port of Sambe. [harbour.example](https://harbour.example)

{BODY[0]}

**Related article:** [Ferry sinks](#)

{BODY[1]}

The front denied that it had fired

on the barges. It called the report an invention of the capital.

Sign up for our newsletter

Original url:

<https://www.kyivpost.com/a/1>
"""

MARKDOWN = f"""---
title: 'Front takes river port'
author: "Reuters"   # the wire
date: 2024-05-03
url: https://www.kyivpost.com/a/1
tags: [port, river]
image:
  src: a.png
---
# Front takes river port

![port](port.png)
*The port of Sambe*

{BODY[0].replace("Ruzi Front", "**Ruzi Front**").replace("river port", "[river port](https://x.example)")}

> **Related:** [Ferry sinks](https://x.example/ferry)

- [Ferry sinks](https://x.example/ferry)

> {BODY[1].replace(" drowned", chr(10) + "> drowned")}

The front denied that it had fired
on the barges. It called the report an _invention_ of the capital.

| a | b |
|---|---|

```
code
```
"""

HTML = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Front takes river port | Post</title>
<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [
 {{"@type": "WebPage", "name": "other"}}, {{"@type": "Organization", "@id": "#post", "name": "The Post"}},
 {{"@type": ["NewsArticle"], "headline": "Front takes river port", "datePublished": "2024-05-03T06:00:00Z",
   "author": [{{"@type": "Organization", "name": "Reuters"}}], "publisher": {{"@id": "#post"}}}}]}}</script>
<link rel="canonical" href="/a/1"></head><body><nav><a href="/">Home</a></nav><article><h1>Front takes river port</h1>
<p class="byline">By Reuters</p><figure><img src="a.png"><figcaption>The port of Sambe.</figcaption></figure>
<p>{BODY[0]}</p><p>Read more: <a href="/b">Ferry sinks</a></p><p>{BODY[1].replace("Two", "<b>Two</b>")}</p>
<p>{BODY[2]}</p><p>Sign up for our newsletter</p></article><footer>About us</footer></body></html>"""


def read_one(read: Read, data: bytes | str, **fields: str) -> Article:
    data = data.encode() if isinstance(data, str) else data
    found = [item for item in read(Source("in", data, **fields)) if not isinstance(item, Notice)]
    (article,) = found
    assert isinstance(article, Article), article
    return article


def skip_of(read: Read, data: bytes) -> SkipArticle:
    (skip,) = (item for item in read(Source("in", data)) if not isinstance(item, Notice))
    assert isinstance(skip, SkipArticle)
    return skip


@pytest.mark.parametrize(
    ("read", "data", "published", "publisher", "basis"),
    [
        (plain.read, PLAIN, "2024-05-03", "Kyiv Post", "url"),
        (plain.read, PLAIN.replace("\n", "\r\n"), "2024-05-03", "Kyiv Post", "url"),
        (markdown.read, MARKDOWN, "2024-05-03", "Kyiv Post", "url"),
        (markdown.read, MARKDOWN.replace("tags:", "publisher: The Post\ntags:"), "2024-05-03", "The Post", "stated"),
        (html.read, HTML, "2024-05-03T06:00:00Z", "The Post", "stated"),
    ],
)
def test_one_report_in_three_formats(read: Read, data: str, published: str, publisher: str, basis: str) -> None:
    article = read_one(read, data, url="https://www.kyivpost.com/x")
    assert article.text == TEXT
    assert (article.title, article.byline, article.agency) == ("Front takes river port", "Reuters", "Reuters")
    assert (article.published, article.publisher, article.publisher_basis) == (published, publisher, basis)
    assert (article.url, article.language) == ("https://www.kyivpost.com/a/1", "en")


@pytest.mark.parametrize("suffix", ["html", "md", "txt"])
def test_the_shared_variants(suffix: str) -> None:
    file = SHARED / "variants" / f"article.{suffix}"
    if not file.exists():
        pytest.skip("shared/data/variants is not beside this checkout")
    expected = json.loads((file.parent / "expected.json").read_text("utf-8"))["article"]
    read = {"html": html.read, "md": markdown.read, "txt": plain.read}[suffix]
    article = read_one(read, file.read_bytes())
    assert article.text.split("\n\n") == expected["paragraphs"]
    assert (article.title, article.url, article.byline) == (expected["title"], expected["url"], expected["author"])
    assert article.publisher == expected["publisher"]
    assert expected["published"].startswith(article.published)
    assert (article.published == expected["published"]) is (suffix == "html")


def test_the_seed_article() -> None:
    file = SHARED / "seed" / "article.txt"
    if not file.exists():
        pytest.skip("shared/data/seed is not beside this checkout")
    article = read_one(plain.read, file.read_bytes())
    assert (article.publisher, article.publisher_basis, article.agency) == ("The Moscow Times", "url", "AFP")
    assert article.published == "2025-04-08"
    assert (article.url or "").startswith("https://www.themoscowtimes.com/2025/04/08/")
    raw = file.read_text("utf-8")
    for line in (file.parent / "reference.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        for start, end in row.get("ignore_spans", []):
            assert raw[start : start + 40] not in article.text
            assert raw[start:end].split("\n")[0] not in article.text
        for evidence in row.get("evidence", []):
            assert " ".join(evidence["quote"].split()) in article.text
    assert len(article.text.split("\n\n")) == 9


@pytest.mark.parametrize(
    ("data", "text", "title"),
    [
        (TEXT, TEXT, None),
        (f"\n\n  {TEXT}\n\n", TEXT, None),
        ("Port falls to front\n\n" + TEXT, TEXT, "Port falls to front"),
        ("Title: Port falls\nBy Ann Lee | 3 May 2024\n\n" + TEXT, TEXT, "Port falls"),
        ("\n".join(BODY), TEXT, None),
        ("Port falls to front", "Port falls to front", None),
        ("# Port falls to front", "Port falls to front", "Port falls to front"),
        ("By Monday the town had fallen.", "By Monday the town had fallen.", None),
        ("the town fell\n\nnobody knew why", "the town fell\n\nnobody knew why", None),
        ("The town\n\nfell.", "The town\n\nfell.", None),  # two words are too few for a cut sentence
        ("He said that the\n\nArmy came.", "He said that the Army came.", None),
        ("A\x00 shell\u200b fell.", "A shell fell.", None),
    ],
)
def test_plain_prose(data: str, text: str, title: str | None) -> None:
    article = read_one(plain.read, data)
    assert (article.text, article.title) == (text, title)


def test_wrapped_lines_are_one_paragraph() -> None:
    words = (TEXT.replace("\n\n", " ") + " ").split(" ")
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 60:
            lines.append(line.strip())
            line = ""
        line += word + " "
    assert read_one(plain.read, "\n".join([*lines, line.strip()])).text == TEXT.replace("\n\n", " ")


@pytest.mark.parametrize(
    ("data", "text", "remark"),
    [
        ("Ein Café brannte ab.".encode("cp1252"), "Ein Café brannte ab.", "cp1252"),
        (("Ein Café – brannte “ab”. " * 9).encode() + b"\xff", None, "U+FFFD"),
        ("Ein Café brannte ab.".encode("utf-16"), "Ein Café brannte ab.", None),
        ("Ein Café brannte ab.".encode("utf-8-sig"), "Ein Café brannte ab.", None),
        (
            "Войска вошли в город в субботу утром, сообщили власти.".encode("cp1251"),
            "Войска вошли в город в субботу утром, сообщили власти.",
            "cp1251",
        ),
    ],
)
def test_encodings(data: bytes, text: str | None, remark: str | None) -> None:
    assert text is None or read_one(plain.read, data).text == text
    remarks = [
        item.reason for item in plain.read(Source("in", data)) if isinstance(item, Notice) and "date" not in item.reason
    ]
    assert len(remarks) == (remark is not None)
    assert all(remark in reason for reason in remarks if remark)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "iso-8859-5"])
def test_a_page_is_read_in_its_stated_charset(charset: str) -> None:
    words = "Войска вошли в город в субботу утром, сообщили власти области. " * 6
    page = f'<html><head><meta charset="{charset}"></head><body><article><p>{words}</p></article></body></html>'
    assert read_one(html.read, page.encode(charset)).text == words.strip()
    bare = page.replace(f'<meta charset="{charset}">', "").encode(charset)
    assert read_one(html.read, bare, charset=charset).text == words.strip()


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
        (b"%PDF-1.7\n%\xe2", "a PDF"),
        (b"\x00\x01\x02" * 40, "binary data"),
    ],
)
def test_what_is_no_text_is_skipped(name: str, data: bytes, reason: str) -> None:
    skip = skip_of(READERS[name], data)
    assert skip.where == "in"
    assert reason in skip.reason
    assert skip.advice


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<html><body><img src=a></body></html>", "<!doctype html><title>x</title>", "<", "<!-- -->"],
)
def test_a_page_without_text_is_skipped(page: str) -> None:
    assert "without article text" in skip_of(html.read, page.encode()).reason


@pytest.mark.parametrize(
    "text",
    [
        "הכוחות נכנסו לעיר ביום שבת בבוקר, מסר הדובר.",
        "دخلت القوات المدينة صباح السبت، بحسب المتحدث.",
        "The crew 👩🏽‍🚒 left.",
    ],
)
@pytest.mark.parametrize("name", ["plain", "markdown"])
def test_every_script_survives(name: str, text: str) -> None:
    assert read_one(READERS[name], text).text == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les rebelles ont conquis la ville samedi, selon les autorités de la région, après de longs combats.", "fr"),
        ("Front takes port", "en"),
        ("Войска вошли в город в субботу утром, сообщили власти.", "ru"),
        ("12 : 7", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert read_one(plain.read, text).language == language


@pytest.mark.parametrize(
    ("key", "value", "field", "expected"),
    [
        ("author", "[Ann Lee, 'Bo Ek']", "byline", "Ann Lee, Bo Ek"),
        ("title", '"A: \\"b\\""', "title", 'A: "b"'),
        ("title", "'It''s out'", "title", "It's out"),
        ("source", "https://www.dw.com/a", "publisher", "Deutsche Welle"),
        ("lang", "fr-FR", "language", "fr"),
        ("date", "{y: 1}", "published", None),
        ("author", "|", "byline", None),
    ],
)
def test_front_matter(key: str, value: str, field: str, expected: str | None) -> None:
    assert getattr(read_one(markdown.read, f"---\n{key}: {value}\n---\n\n{TEXT}"), field) == expected


def test_five_megabytes_take_seconds() -> None:
    long = "\n\n".join(BODY * 17_000)
    assert len(long) > 4_900_000
    before = time.process_time()
    for name in ("plain", "markdown"):
        assert len(read_one(READERS[name], long).text) == len(long)
    assert time.process_time() - before < 30


def test_one_line_of_five_megabytes() -> None:
    line = (BODY[0] + " **so** [he](u) said ") * 40_000
    assert len(read_one(plain.read, line).text) > 4_000_000


MARKS = [
    b"# ",
    b"By ",
    b"[a](b)",
    b"**",
    b"\n",
    b"\n\n",
    b"---\n",
    b"> ",
    b"May 3, 2024",
    b"<p>",
    b"</p>",
    b"Original url:",
    b"\xff",
    b"\x00",
    b"word ",
    b"<script type='application/ld+json'>{",
    b"}</script>",
    b"![",
    b"|",
    b"```",
]


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, deadline=None)
@given(data=st.binary() | st.lists(st.sampled_from(MARKS), max_size=30).map(b"".join))
def test_any_bytes_give_articles_or_skips(name: str, data: bytes) -> None:
    for item in READERS[name](Source("in", data)):
        assert isinstance(item, Article | SkipArticle)
        assert not isinstance(item, Article) or item.text.strip()
