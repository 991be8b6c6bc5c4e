"""Agencies and publishers."""

from __future__ import annotations

import re

import pytest

from kgbuild.readers.provenance import agency_of, credited_agency, load_agencies, load_publishers, publisher_of


@pytest.mark.parametrize(
    ("byline", "text", "agency"),
    [
        ("AFP", "", "AFP"),
        ("Agence France-Presse in Dakar", "", "AFP"),
        ("Maria Solis and THE ASSOCIATED PRESS", "", "AP"),
        ("Associated Press of Pakistan", "", "APP"),
        ("Interfax-Ukraine", "", "Interfax-Ukraine"),
        ("staff and wire", "", None),
        ("Tap Apter", "", None),
        (None, "(Reuters) - Rain fell.", None),
        (None, "PORT SUDAN (Reuters) - Two columns met.", "Reuters"),
        (None, "KYIV, March 3 (Xinhua) -- Two columns met.", "Xinhua"),
        (None, "MOSCOW, March 3. /TASS/. Two columns met.", "TASS"),
        (None, "RIO DE JANEIRO – EFE – Two columns met.", "EFE"),
        (None, "New Delhi, Mar 3 (PTI) Two columns met.", "PTI"),
        (None, "Shares of the owner of the wire (Reuters) - once rich - fell.", None),
        (None, "Columns meet at ford.\n\nN. KALI, Mar. 3 (UPI) — Two columns met.", "UPI"),
        (None, "Columns meet at ford. KALI, Ind. (AP) \x97 Two columns met.", "AP"),
        (None, "Columns meet at ford. Kali (AP) was calm.", None),
        (None, "Two columns met.\n\n© dpa", "dpa"),
        (None, "Two columns met.\n\nSource: Xinhua", "Xinhua"),
        (None, "Two columns met. (AFP)", "AFP"),
        (None, "A man told AFP that two columns met.", None),
        (None, "He spoke to the Associated Press.", None),
    ],
)
def test_agency(byline: str | None, text: str, agency: str | None) -> None:
    assert agency_of(byline, text) == agency


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("(AFP)", "AFP"),
        ("-- Reuters", "Reuters"),
        ("Copyright 2024 The Associated Press. All rights reserved.", "AP"),
        ("AFP said", None),
        ("-" * 110, None),
    ],
)
def test_credit_lines(line: str, agency: str | None) -> None:
    assert credited_agency(line) == agency


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://www.themoscowtimes.com/x", "The Moscow Times"),
        ("https://m.dw.com/x", "Deutsche Welle"),
        ("https://edition.cnn.com:443/x", "CNN"),
        ("https://unknown.example/x", "unknown.example"),
        ("https://[broken", None),
        ("mailto:a@b.example", None),
        (None, None),
    ],
)
def test_publisher(url: str | None, publisher: str | None) -> None:
    assert publisher_of(url) == publisher


def test_every_agency_is_found_by_each_of_its_spellings() -> None:
    for agency in load_agencies():
        assert re.fullmatch("[A-Z]{3}", agency.country or "")
        assert agency.wikidata is None or re.fullmatch(r"Q\d+", agency.wikidata)
        for spelling in agency.spellings:
            assert agency_of(f"Ann Lee, {spelling}") == agency.name


def test_hosts_are_written_as_they_are_looked_up() -> None:
    for host, name in load_publishers().items():
        assert host == host.lower().removeprefix("www.")
        assert publisher_of(f"https://www.{host}/a") == name
