"""The commands on the page about the explorer, run against a server."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from endpoint import build, serving

from kgbuild.graph.store import Graph
from kgbuild.server.api.routes import ROUTES
from sample_reports import ROOT

PAGE = (ROOT / "docs" / "explorer.md").read_text(encoding="utf-8")
SHOWN = "http://127.0.0.1:7474"
BLOCKS = [block for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) if SHOWN in block]


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    folder = build(tmp_path_factory.mktemp("curled") / "graph", 2)
    with serving(folder, review=True, limits={"timeout": 30.0, "workers": 1}) as running:
        with Graph.open(folder) as graph:
            running.ids = [one.id for one in graph.statements()]
        yield running


def run(block, endpoint, folder):
    """What the commands print and save, and that each of them ends well."""
    if shutil.which("curl") is None:
        pytest.skip("needs curl")
    first, second = endpoint.ids
    script = block.replace(SHOWN, endpoint.url).replace("FIRST", first).replace("SECOND", second)
    script = script.replace("curl ", "curl --silent --show-error --fail-with-body ")
    done = subprocess.run(["bash", "-e", "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_there_are_commands():
    assert len(BLOCKS) == 6


@pytest.mark.parametrize("block", BLOCKS[:4])
def test_a_command_finds_something(block, judged, tmp_path):
    found = json.loads(run(block, judged, tmp_path))
    assert found.get("total", 0) > 0 or found["results"]["bindings"]


def test_the_index_is_fetched_once(judged, tmp_path):
    run(BLOCKS[4], judged, tmp_path)
    assert json.loads((tmp_path / "index.json").read_text())["counts"]["articles"] == 2
    newer = tmp_path / "newer.json"
    assert not newer.exists() or not newer.read_bytes()


def test_a_word_is_said_and_taken_back(judged, tmp_path):
    out = run(BLOCKS[5], judged, tmp_path)
    assert '"written"' in out
    assert '"withdrawn"' in out


def test_the_page_names_all_routes():
    for route in ROUTES:
        assert route.path.partition("{")[0].rstrip("/") in PAGE
