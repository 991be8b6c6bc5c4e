"""The agreements that docs/corpus.md states are the ones that the sheets give."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgbuild.corpus.__main__ import main

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "graph" / "corpus"
ARTICLES = ROOT.parent / "shared/data/articles/open.jsonl"


def _stated(begin, end):
    text = (ROOT / "docs" / "corpus.md").read_text(encoding="utf-8")
    return text.partition(f"<!-- {begin} -->\n")[2].partition(f"\n<!-- {end} -->")[0]


def test_the_stated_agreement_is_today_s(capsys):
    assert main([str(CORPUS / "written"), "--against", str(CORPUS / "second")]) == 0
    assert _stated("agreement", "end") == capsys.readouterr().out.strip()


@pytest.mark.skipif(not ARTICLES.exists(), reason="needs the open articles of ../shared")
def test_the_stated_agreement_on_real_articles_is_today_s(capsys):
    texts = ["--texts", str(ARTICLES)]
    assert main([str(CORPUS / "real"), *texts, "--against", str(CORPUS / "second-real")]) == 0
    assert _stated("agreement of real articles", "end of real articles") == capsys.readouterr().out.strip()
