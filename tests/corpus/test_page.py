"""The page shows every sentence once, its marks in colour, and nothing that could run or load."""

from __future__ import annotations

import html
import re
from pathlib import Path

from kgbuild.corpus import read_sheet
from kgbuild.corpus.__main__ import main
from kgbuild.corpus.page import make_page

SHEET = Path(__file__).parents[2] / "graph" / "corpus" / "written" / "mli-wire-convoy.sheet"


def test_every_sentence_and_mark_is_shown(vocabulary):
    report = read_sheet(SHEET, vocabulary)
    page = make_page([report])
    shown = [html.unescape(re.sub(r"<[^>]+>", "", line)) for line in re.findall(r"<p>(.*)</p>", page)]
    assert shown == [sentence.text for sentence in report.sentences]
    assert page.count('<span class="trigger">') + page.count(' trigger">') >= len(report.events)
    assert "<i>an army convoy</i>" in page
    assert "(denied)" in page
    assert "http" not in page


def test_words_of_a_report_are_text(tmp_path, vocabulary):
    sheet = tmp_path / "a.sheet"
    sheet.write_text(
        "id: a\npublished: 2024-05-14\nstyle: wire\nregion: Mali\npublisher: <b>\n\n"
        "- <script>alert(1)</script> & <i>rebels</i> raided Dori.\n! raided ASSAULT | recipient <i>rebels</i>\n"
    )
    assert main([str(sheet), "--page", str(tmp_path / "page.html")]) == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;i&gt;rebels&lt;/i&gt;" in page
