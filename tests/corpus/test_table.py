"""The agreement that docs/corpus.md states is the one that the sheets give."""

from __future__ import annotations

from pathlib import Path

from kgbuild.corpus.__main__ import main

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "graph" / "corpus"


def test_the_stated_agreement_is_today_s(capsys):
    assert main([str(CORPUS / "written"), "--against", str(CORPUS / "second")]) == 0
    table = capsys.readouterr().out.strip()
    stated = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    assert stated.partition("<!-- agreement -->\n")[2].partition("\n<!-- end -->")[0] == table
