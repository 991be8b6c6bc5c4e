"""The bench of exporting runs through on a small graph and tells the figures of each line."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import exporting

FIGURES = r"nquads( shards=2)? +\d+\.\d\d s +[\d,]+ MB +\d+\.\d MB written( {3}over its bounds)?"


def test_it_tells_what_each_format_costs(
    built: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = exporting.Line("nquads", seconds=1e-9), exporting.Line("nquads", {"shards": 2}), exporting.Line("gefx")
    monkeypatch.setattr(exporting, "TABLE", lines)
    assert exporting.main(["--graph", str(built)]) == 0
    first, second, third = capsys.readouterr().out.splitlines()[1:]
    assert re.fullmatch(FIGURES, first)
    assert first.endswith("over its bounds")
    assert re.fullmatch(FIGURES, second)
    assert not second.endswith("over its bounds")
    assert re.match("gefx +failed: kgbuild.errors.StageError: no exporter 'gefx'", third)


def test_a_format_without_a_line_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        exporting.main(["gefx"])
    assert re.search(r"no line for gefx; have .*\bnquads\b", capsys.readouterr().err, re.DOTALL)
