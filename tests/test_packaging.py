from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from sample_reports import ROOT


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """The source distribution."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("source")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (source,) = folder.glob("*.tar.gz")
    return source


@pytest.fixture(scope="module")
def wheel(source, tmp_path_factory) -> Path:
    """A wheel built from the source distribution, as `pip install kgbuild.tar.gz` would where Node.js is missing."""
    folder = tmp_path_factory.mktemp("dist")
    with tarfile.open(source) as archive:
        archive.extractall(folder, filter="data")
    (unpacked,) = [path for path in folder.iterdir() if path.is_dir()]
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=unpacked,
        env={**os.environ, "PATH": "/nowhere"},
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture
def sources(tmp_path) -> Path:
    """What a wheel is built from, without what it would hold besides; the explorer's pages are not built."""
    home = tmp_path / "sources"
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        home.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, home)
    for name in ("ontology", "graph/policies", "graph/queries"):
        (home / name).mkdir(parents=True)
    (home / "src" / "kgbuild").mkdir(parents=True)
    (home / "src" / "kgbuild" / "__init__.py").write_text("")
    (home / "src" / "explorer").mkdir()
    return home


def build_wheel(sources: Path, programs: Path) -> tuple[set[str], str]:
    """The names in a wheel that is built where there are these programs alone, and what the build says."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "out"],
        cwd=sources, env={"PATH": str(programs)},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    (built,) = (sources / "out").glob("*.whl")
    return set(zipfile.ZipFile(built).namelist()), done.stdout + done.stderr


def make_program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


PAGES = "kgbuild/_data/pages"


def test_a_wheel_holds_the_pages_that_are_built(sources, tmp_path):
    dist = sources / "src" / "explorer" / "dist"
    for name in ("index.html", "assets/index-0123abcd.js", "file/index.html"):
        (dist / name).parent.mkdir(parents=True, exist_ok=True)
        (dist / name).write_text(name)
    names, _ = build_wheel(sources, tmp_path / "no programs")
    assert {f"{PAGES}/index.html", f"{PAGES}/assets/index-0123abcd.js", f"{PAGES}/file/index.html"} <= names


def test_a_wheel_builds_the_pages_where_node_is_there(sources, tmp_path):
    log, programs = tmp_path / "log", tmp_path / "programs"
    make_program(programs, "node", "echo v20.1.0")
    make_program(programs, "npm", f'echo "$@" >> {log}; /bin/mkdir -p dist; echo page > dist/index.html')
    names, _ = build_wheel(sources, programs)
    assert f"{PAGES}/index.html" in names
    assert [line.split()[:2] for line in log.read_text().splitlines()] == [["ci", "--no-audit"], ["run", "build"]]


@pytest.mark.parametrize(
    ("node", "npm", "words"),
    [
        (None, None, "there is none"),
        ("echo v18.2.0", "exit 0", "there is 18"),
        ("echo v22.0.0", "echo no network >&2; exit 1", "no network"),
    ],
)
def test_a_wheel_without_pages_says_why(sources, tmp_path, node, npm, words):
    programs = tmp_path / "programs"
    if node is not None:
        make_program(programs, "node", node)
        make_program(programs, "npm", npm)
    names, told = build_wheel(sources, programs)
    assert not [name for name in names if name.startswith(PAGES)]
    assert words in told
    assert "without the explorer's pages" in told


def test_the_sources_hold_those_of_the_pages(source):
    with tarfile.open(source) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"hatch_build.py", "src/explorer/package-lock.json", "src/explorer/package.json"} <= names
    assert [name for name in names if name.startswith("src/explorer/src/")]
    assert not [name for name in names if "node_modules" in name or name.startswith("src/explorer/dist")]


def test_the_wheel_holds_ontology_and_queries(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, inside in (("ontology", "ontology"), ("graph/queries", "queries"), ("graph/policies", "policies")):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"kgbuild/_data/{inside}/{path.relative_to(ROOT / folder)}" in names
    assert "kgbuild/py.typed" in names
    assert not [name for name in names if name.startswith(("tests", "docs", "graph"))]


def test_an_installed_wheel_works_away_from_the_checkout(wheel, tmp_path, reports):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}

    def run(*words):
        command = [sys.executable, "-m", "kgbuild", *words]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout

    where = subprocess.run(
        [sys.executable, "-c", "import kgbuild; print(kgbuild.__file__)"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(tmp_path))
    assert "ASSAULT" in run("vocab", "actions")
    run("build", str(reports), "--graph", "g")
    assert "who-attacks-whom" in run("query", "g")
    assert run("query", "g", "who-attacks-whom", "--format", "csv").startswith("attacker,")


@pytest.mark.parametrize("name", ["run.txt", "dev.txt", "build.txt"])
def test_locks_are_hashed_and_name_no_host(name):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    for requirement in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[a-z0-9.\-]+==\S+( ; [^\n]+)? \\\n", requirement), requirement[:60]
        assert "--hash=sha256:" in requirement


def test_locks_hold_what_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    def names(requirements):
        return {re.match(r"[A-Za-z0-9_.\-]+", one)[0].lower().replace("_", "-") for one in requirements}

    locked = {
        name: names(re.findall(r"(?m)^\S+==", (ROOT / "requirements" / name).read_text()))
        for name in ("run.txt", "dev.txt")
    }
    assert names(project["dependencies"]) <= locked["run.txt"] <= locked["dev.txt"]
    assert names(project["optional-dependencies"]["dev"]) <= locked["dev.txt"]


def test_run_and_dev_locks_agree():
    def pins(name):
        return set(re.findall(r"(?m)^\S+==\S+", (ROOT / "requirements" / name).read_text(encoding="utf-8")))

    assert pins("run.txt") <= pins("dev.txt")
    assert pins("build.txt") <= pins("dev.txt")


def test_the_makefile_does_not_assume_a_newer_python_than_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "(3, 11)" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_an_old_python_is_told_so(tmp_path):
    fake = tmp_path / "python-old"
    fake.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    fake.chmod(0o755)
    command = [
        "make",
        "-s",
        "-C",
        str(ROOT),
        "demo",
        f"PYTHON={fake}",
        f"VENV={tmp_path / 'venv'}",
        f"OUT={tmp_path / 'out'}",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stderr
    assert "Python 3.9.2" in done.stderr
