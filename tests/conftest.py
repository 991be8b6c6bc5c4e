"""What all tests share: reproducible random cases, and the vocabulary and gazetteer opened once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import settings

from kgbuild.cli import app
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


@pytest.fixture
def graph(built, tmp_path) -> Path:
    """A graph of the reports of one's own, to write to."""
    return Path(shutil.copytree(built, tmp_path / "g"))


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in an empty folder and hold its exit code against `code`."""
    monkeypatch.chdir(tmp_path)

    def invoke(*words, code=0, stdin=None):
        done = CliRunner().invoke(app, [str(word) for word in words], input=stdin, catch_exceptions=False)
        assert done.exit_code == code, done.output
        return done

    return invoke
