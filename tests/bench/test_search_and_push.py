"""The bench of searching and pushing runs through on a small graph and tells a figure of each kind."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import search_and_push


def test_it_tells_what_searching_and_pushing_cost(
    built: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_and_push, "QUESTIONS", (("shelled", {}), ("said", {"place": "Goma", "since": "2025"})))
    monkeypatch.setattr(search_and_push, "_ROUNDS", 1)
    before = sorted(path.name for path in (built / "record").iterdir())
    assert search_and_push.main(["--quads", "2000", "--graph", str(built)]) == 0
    told = capsys.readouterr().out
    for pattern in (
        r"^[\d,]+ quads, load", r"^index from nothing +\d", r"^ +\d+\.\d ms +\d+ hits   shelled$",
        r"^eight shards, compressed +\d", r"^(push, nothing new +[\d.]+ s   0 of |no push: )",
        r"^index after one more article +[\d.]+ s   1 hit$", r"^memory at its peak",
    ):  # fmt: skip
        assert re.search(pattern, told, re.MULTILINE), (pattern, told)
    assert sorted(path.name for path in (built / "record").iterdir()) == before
