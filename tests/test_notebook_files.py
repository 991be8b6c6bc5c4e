"""The notebooks as they are kept: without outputs, in the public API only, with figures that cells compute."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

import kgbuild

FOLDER = Path(__file__).resolve().parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
FETCHING = {"requests", "urllib", "httpx", "socket", "aiohttp", "http"}
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells_of(path, kind):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in cells if cell["cell_type"] == kind]


def code_of(path):
    return ast.parse("\n".join("".join(cell["source"]) for cell in cells_of(path, "code")))


def prose_of(path):
    """Markdown without code and addresses of links."""
    prose = "\n".join("".join(cell["source"]) for cell in cells_of(path, "markdown"))
    prose = re.sub(r"```.*?```", "", prose, flags=re.DOTALL)
    return re.sub(r"`[^`]*`|\[[^\]]*\]\([^)]*\)", "", prose)


def test_there_are_notebooks():
    assert NOTEBOOKS


@every_notebook
def test_it_is_kept_without_outputs(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["metadata"] == METADATA
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells_of(path, "code"))
    assert not any(cell["metadata"] for cell in notebook["cells"])
    assert not re.search(r"/(?:home|Users|root|tmp)/|[A-Z]:\\\\", path.read_text(encoding="utf-8"))


@every_notebook
def test_it_uses_the_public_api_only(path):
    tree = code_of(path)
    graphs = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if ast.unparse(node.value.func) in {"kgbuild.build", "kgbuild.open"}
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert graphs
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            modules = [node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            assert not [name for name in modules if str(name).startswith("kgbuild.")]
            assert not {str(name).split(".")[0] for name in modules} & FETCHING
            assert not (isinstance(node, ast.ImportFrom) and node.module == "kgbuild")
        if isinstance(node, ast.Attribute):
            assert not node.attr.startswith("_"), node.attr
            if isinstance(node.value, ast.Name) and node.value.id == "kgbuild":
                assert node.attr in kgbuild.__all__
            if isinstance(node.value, ast.Name) and node.value.id in graphs:
                assert hasattr(kgbuild.Graph, node.attr) or node.attr in {"report", "directory"}


@every_notebook
def test_figures_are_computed_and_not_typed(path):
    assert not re.findall(r".*\d.*", prose_of(path))
    findings = 0
    for node in ast.walk(code_of(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Markdown":
            typed = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
            within = {
                id(part)
                for value in ast.walk(node)
                if isinstance(value, ast.FormattedValue)
                for part in ast.walk(value)
            }
            constants = [
                part.value
                for part in ast.walk(node)
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in within
            ]
            findings += any("**Finding.**" in str(text) for text in typed)
            assert not [text for text in constants if re.search(r"\d", text)]
    assert findings >= 3


@every_notebook
def test_it_opens_with_a_question_and_ends_with_what_to_try_next(path):
    prose = ["".join(cell["source"]) for cell in cells_of(path, "markdown")]
    assert prose[0].startswith("# ")
    assert "?" in prose[0]
    assert prose[-1].startswith("## What to try next")


@every_notebook
def test_its_links_lead_somewhere(path):
    prose = "\n".join("".join(cell["source"]) for cell in cells_of(path, "markdown"))
    links = [link for link in re.findall(r"\]\(([^)]+)\)", prose) if "://" not in link]
    assert not [link for link in links if not (FOLDER / link).exists()]


def test_the_readme_tells_what_each_answers():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in NOTEBOOKS] == sorted(set(re.findall(r"\(([^)]+\.ipynb)\)", readme)))
