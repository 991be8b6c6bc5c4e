"""The bench of networks runs through and tells its figures."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import networks


def test_it_tells_what_each_format_costs(capsys: pytest.CaptureFixture[str]) -> None:
    assert networks.main(["--edges", "2000"]) in {0, 1}
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split()[0] for line in lines] == ["gexf", "graphml"]
    assert all(re.fullmatch(r"\w+ +2,000 edges +\d+\.\d\d s +\d+\.\d MB", line) for line in lines)


def test_the_network_is_as_large_as_asked() -> None:
    network = networks.make_network(2000)
    assert (network.number_of_nodes(), network.number_of_edges()) == (200, 2000)
