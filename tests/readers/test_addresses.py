"""Addresses: what tells one report from another is kept, what does not is dropped, and what names none says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import VocabularyError
from kgbuild.readers import addresses
from kgbuild.readers.addresses import load_words, name_address

REPORT = "example.org/news/market-shelled"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/news/market-shelled",
        "http://example.org/news/market-shelled/",
        "HTTPS://WWW.Example.org:443/news/market-shelled#comments",
        "example.org/news/market-shelled",
        " https://example.org/news//market-shelled/index.html ",
        "https://example.org/news/market-shelled?utm_source=feed&fbclid=4",
    ],
)
def test_one_report_has_one_name(url: str) -> None:
    assert name_address(url) == REPORT


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/a1", "example.org/a1"),
        ("https://example.org/A1", "example.org/A1"),
        ("https://example.org/?p=512", "example.org/?p=512"),
        ("https://example.org/story?id=7&utm_medium=x", "example.org/story?id=7"),
        ("https://example.org:8080/a1", "example.org:8080/a1"),
        ("https://news.example.org/a1", "news.example.org/a1"),
        ("https://example.org/#!/story/7", "example.org/#!/story/7"),
        ("https://example.org/world/2025/03/04/market", "example.org/world/2025/03/04/market"),
        ("https://t.me/channel/512", "t.me/channel/512"),
        ("https://example.org/news/512", "example.org/news/512"),
    ],
)
def test_what_tells_reports_apart_is_kept(url: str, name: str) -> None:
    assert name_address(url) == name


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "r7",
        "urn:newsml:example.org:2025:7",
        "mailto:desk@example.org",
        "https://[::1",
        "https://example.org:port/a1",
        "https://example.org",
        "https://example.org/",
        "https://www.example.org/index.html",
        "https://example.org/?lang=en",
        "https://example.org/#top",
        "https://example.org/en/world/africa/",
        "https://example.org/world/live/2025/mar/04/goma-latest",
        "https://example.org/liveblog/goma#entry-12",
        "https://example.org/tag/goma",
        "https://t.me/channel",
    ],
)
def test_a_page_that_changes_its_content_names_no_report(url: str | None) -> None:
    assert name_address(url) is None


@given(st.text(max_size=40))
def test_any_words_are_a_name_or_none(words: str) -> None:
    for url in (words, f"https://{words}", f"https://example.org/{words}"):
        name = name_address(url)
        assert name is None or name_address(f"https://{name}") in {name, None}


@pytest.mark.parametrize(
    ("words", "told"),
    [("live = [", "addresses.toml"), ('lives = ["live"]', "holds tracking, index, live"), ("", "holds")],
)
def test_a_malformed_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, told: str) -> None:
    (tmp_path / "addresses.toml").write_text(words)
    monkeypatch.setattr(addresses, "data_folder", lambda _: tmp_path)
    load_words.cache_clear()
    try:
        with pytest.raises(VocabularyError, match=told):
            load_words()
    finally:
        load_words.cache_clear()


def test_the_words_are_in_small_letters_and_each_stands_once() -> None:
    words = load_words()
    for kind in (words.index, words.live, words.listings, words.sections, words.accounts):
        assert all(word == word.lower().strip("/ ") for word in kind)
    assert not words.live & words.sections
    assert not words.listings & words.sections
