"""A small graph and an endpoint of it, started once for the tests that only ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from endpoint import Endpoint, build, serving


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("served") / "graph", 5)


@pytest.fixture(scope="session")
def endpoint(folder: Path) -> Iterator[Endpoint]:
    with serving(folder, pages=folder.parent / "no pages") as running:  # whether or not they are built here
        yield running
