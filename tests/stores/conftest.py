"""A running store, and a graph to push."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "graph"))

from graph_reports import build
from store_server import Store, serve


@pytest.fixture
def store() -> Iterator[Store]:
    with serve() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A graph of five articles, one of which has a refused statement."""
    return build(tmp_path / "g")
