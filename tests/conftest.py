"""What all tests share: reproducible random cases, and the vocabulary and gazetteer opened once."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings

from kgbuild.gazetteer import Gazetteer, open_gazetteer
from kgbuild.pipeline import build_graph
from kgbuild.settings import Settings
from kgbuild.vocabulary import Vocabulary, load_vocabulary
from sample_reports import REPORTS, ROOT

# Places that the user of this machine added must not change what the tests see.
os.environ["XDG_DATA_HOME"] = str(ROOT / "tests" / "no-such-folder")

# The same cases on every run and machine; a slow first call (a parser is loaded) is no failure.
settings.register_profile("kgbuild", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("kgbuild")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data beside the checkout; tests that need it skip where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("needs ../shared/data, which is not part of the project")
    return folder


@pytest.fixture(scope="session")
def reports(tmp_path_factory) -> Path:
    """The reports as JSON Lines."""
    path = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode(report) + b"\n" for report in REPORTS))
    return path


@pytest.fixture(scope="session")
def built(tmp_path_factory, reports) -> Path:
    """A graph of the reports, built once; tests that write make their own."""
    directory = tmp_path_factory.mktemp("graphs") / "built"
    build_graph([reports], directory, Settings())
    return directory
