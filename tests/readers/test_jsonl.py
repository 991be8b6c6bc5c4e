"""JSON Lines: the text as it stands, and one broken line costs one line."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import SkipArticle
from kgbuild.model import Article
from kgbuild.readers.jsonl import read
from kgbuild.readers.source import Notice, Source

GOOD = {"id": "a1", "text": "Shells hit the depot near Orlivka.", "published": "2024-05-02"}


def articles(data: bytes) -> list[Article]:
    return [item for item in read(Source("in.jsonl", data)) if isinstance(item, Article)]


def skips(data: bytes) -> list[SkipArticle]:
    found = [item for item in read(Source("in.jsonl", data)) if isinstance(item, SkipArticle)]
    return [item for item in found if not isinstance(item, Notice)]


def notices(data: bytes) -> list[Notice]:
    return [item for item in read(Source("in.jsonl", data)) if isinstance(item, Notice)]


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode()


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (b'{"text": "cut in the mid', "broken JSON at column"),
        (b'{"text": 5}', "`text` is of the wrong type"),
        (b'{"text": "x", "title": ["a"]}', "`title` is of the wrong type"),
        (b'{"id": 7, "text": "x"}', "`id` is of the wrong type"),
        (b'["text"]', "not a JSON object"),
        (b"17", "not a JSON object"),
        (b"{}", "neither `text` nor `title`"),
        (b'{"text": "  \\n "}', "neither `text` nor `title`"),
        (b'{"text": "a \\ud800 b"}', "lone surrogate"),
        (b'{"text": "\xe9"}', "not UTF-8"),
        (b'{"text": "a\x07b"}', "raw control character"),
        (b'{"x":' * 4000 + b"1" + b"}" * 4000, "nested too deeply"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(bad: bytes, reason: str) -> None:
    data = b"\n".join([line(**GOOD), bad, line(**GOOD | {"id": "a2"})])
    assert [article.id for article in articles(data)] == ["a1", "a2"]
    (skip,) = skips(data)
    assert skip.where == "in.jsonl, line 2"
    assert reason in skip.reason


@pytest.mark.parametrize(
    "text",
    [" ends in space \n", "a\u0000b\u0007", "שלום לעולם", "\u202eabc", "👩🏽‍🚒 burnt", "x\r\ny\u2028z", "**b** [l](u)"],
)
def test_text_is_untouched(text: str) -> None:
    assert articles(line(text=text))[0].text == text


@given(st.text(alphabet=st.characters(codec="utf-8"), min_size=1).filter(str.strip), st.booleans())
def test_any_text_is_untouched(text: str, ascii_only: bool) -> None:
    data = json.dumps({"text": text}, ensure_ascii=ascii_only).encode()
    assert articles(data)[0].text == text


@given(
    st.binary()
    | st.lists(st.sampled_from([b'{"text":', b'"a"', b"}", b"\n", b"[", b"]", b"\xff", b"\\ud83d", b","])).map(b"".join)
)
def test_any_bytes_give_articles_or_skips(data: bytes) -> None:
    for source in (Source("x", data), Source("x", stream=BytesIO(data))):
        assert all(isinstance(item, Article | SkipArticle) for item in read(source))


@pytest.mark.parametrize(
    ("given_date", "published"),
    [
        ("2024-05-02", "2024-05-02"),
        ("2024-05-02T10:00:00Z", "2024-05-02T10:00:00Z"),
        ("2 May 2024", "2024-05-02"),
        ("soon", None),
        ("2024-13-40", None),
    ],
)
def test_published_is_a_day_or_is_dropped_with_a_notice(given_date: str, published: str | None) -> None:
    data = line(**GOOD | {"published": given_date})
    assert articles(data)[0].published == published
    assert [notice.where for notice in notices(data)] == ([] if published else ["in.jsonl, line 1"])


def test_records_without_a_date_are_summed_up() -> None:
    data = b"\n".join([line(text="One fell."), line(**GOOD), line(text="Two fell.")])
    (notice,) = notices(data)
    assert notice.where == "in.jsonl, line 1 and 1 more records"


def test_a_title_without_text_is_the_text() -> None:
    (article,) = articles(line(text="", title="Bridge blown up"))
    assert (article.text, article.title) == ("Bridge blown up", "Bridge blown up")


@pytest.mark.parametrize(
    ("fields", "publisher", "basis", "agency"),
    [
        ({"publisher": "The Daily Plain"}, "The Daily Plain", "stated", None),
        ({"url": "https://edition.cnn.com/a"}, "CNN", "url", None),
        ({"url": "https://www.smalltown.example/a"}, "smalltown.example", "url", None),
        ({"url": "not an address"}, None, None, None),
        ({"byline": "Ann Lee, Associated Press"}, None, None, "AP"),
        ({"byline": "Ann Lee", "agency": "Local Wire"}, None, None, "Local Wire"),
        ({"text": "GOMA, May 2 (Xinhua) -- Rebels moved north."}, None, None, "Xinhua"),
    ],
)
def test_source_fields(fields: dict[str, str], publisher: str | None, basis: str | None, agency: str | None) -> None:
    (article,) = articles(line(**GOOD | fields))
    assert (article.publisher, article.publisher_basis, article.agency) == (publisher, basis, agency)


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([GOOD, GOOD | {"id": "a2"}]).encode(),
        json.dumps([GOOD, GOOD | {"id": "a2"}], indent=2).encode(),
        b"\xef\xbb\xbf" + line(**GOOD) + b"\r\n\r\n" + line(**GOOD | {"id": "a2"}) + b"\r\n",
    ],
)
def test_arrays_marks_and_line_ends(data: bytes) -> None:
    assert [article.id for article in articles(data)] == ["a1", "a2"]


def test_one_object_over_several_lines() -> None:
    assert [article.id for article in articles(json.dumps(GOOD, indent=2).encode())] == ["a1"]


def test_a_broken_first_line_is_no_whole_document() -> None:
    data = b'{"text": "cut,\n' + line(**GOOD)
    assert [article.id for article in articles(data)] == ["a1"]
    assert [skip.where for skip in skips(data)] == ["in.jsonl, line 1"]


def test_a_file_of_statements_is_left_aside() -> None:
    statements = b"\n".join([line(article="a1", n=1, evidence=["Shells hit the depot"]), line(article="a2", n=0)])
    assert not articles(statements)
    assert not skips(statements)
    assert ["statements, not articles" in notice.reason for notice in notices(statements)] == [True]
    assert len(articles(line(text="Shells fell.", evidence=[]))) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"", "empty"), (b"\n \n", "empty"), (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"), ("{}".encode("utf-16"), "UTF-16")],
)
def test_no_lines_at_all(data: bytes, reason: str) -> None:
    (skip,) = skips(data)
    assert reason in skip.reason
    (streamed,) = read(Source("x", stream=BytesIO(data)))
    assert reason in str(streamed)
