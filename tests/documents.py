"""The examples in README.md and docs/: a page in, the same page with what its commands really print out.

Run as a program (`make docs`) it rewrites the pages, or those that it is given; `test_readme.py` compares. In a page, a
fenced block marked `console` holds commands after `$ ` (run by bash), one marked `pycon` Python after `>>> `. All
blocks of a page share one folder, in which `graph/articles` holds the sample reports and `my-ontology` the example of
an ontology folder. What stands between the lines `<!-- queries -->` and `<!-- end -->` is the reference of the shipped
queries, from their headers.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from kgbuild.queries import list_queries
from kgbuild.queries.listing import write_page

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    "README.md",
    "docs/changing.md",
    "docs/checks.md",
    "docs/commands.md",
    "docs/comparing.md",
    "docs/confidence.md",
    "docs/disagreement.md",
    "docs/evaluate.md",
    "docs/events.md",
    "docs/exports/README.md",
    "docs/first-graph.md",
    "docs/gazetteer.md",
    "docs/graph-folder.md",
    "docs/identity.md",
    "docs/judging.md",
    "docs/library.md",
    "docs/own-ontology.md",
    "docs/pushing.md",
    "docs/queries.md",
    "docs/reading-claims.md",
    "docs/searching.md",
    "docs/sources.md",
    "docs/sparql-traps.md",
)
_REFERENCE = re.compile(r"(?<=^<!-- queries -->\n).*?(?=^<!-- end -->$)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def render_page(text: str) -> str:
    """The page with fresh output in every block."""
    with tempfile.TemporaryDirectory(prefix="kgbuild-docs-") as folder:
        shutil.copytree(ROOT / "graph" / "articles", Path(folder) / "graph" / "articles")
        shutil.copytree(ROOT / "ontology" / "examples" / "cattle-raids", Path(folder) / "my-ontology")
        names: dict[str, object] = {}

        def refresh(found: re.Match[str]) -> str:
            kind, block = found.groups()
            fresh = _run_shell(block, folder) if kind == "console" else _run_python(block, folder, names)
            return f"```{kind}\n{fresh}```"

        return _BLOCK.sub(refresh, _REFERENCE.sub(lambda _: f"\n{write_page(list_queries())}\n", text))


def _inputs(block: str, prompt: str, more: str) -> list[list[str]]:
    """The block's inputs, each with its continuation lines; what stands between them is old output."""
    found: list[list[str]] = []
    for line in block.splitlines():
        if line.startswith(prompt):
            found.append([line])
        elif (line.startswith(more) or line == more.rstrip()) and found:
            found[-1].append(line)
    return found


def _join(inputs: list[list[str]], run: Callable[[str], str], strip: int) -> str:
    pieces = []
    for lines in inputs:
        output = run("\n".join(line[strip:] for line in lines))
        pieces.append("\n".join(lines) + "\n" + (output if output.endswith("\n") or not output else output + "\n"))
    return "".join(pieces)


def _run_shell(block: str, folder: str) -> str:
    programs = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "COLUMNS": "100", "NO_COLOR": "1"}
    environment["XDG_DATA_HOME"] = f"{folder}/data"  # no places that the user of this machine added

    def run(command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        told = done.stdout.decode()
        if done.returncode:
            raise AssertionError(f"$ {command}\n{told}(exit code {done.returncode})")
        return told

    return _join(_inputs(block, "$ ", "> "), run, 2)


def _run_python(block: str, folder: str, names: dict[str, object]) -> str:
    def run(source: str) -> str:
        printed = io.StringIO()
        with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
            exec(compile(source + "\n", "<example>", "single"), names)
        return printed.getvalue()

    return _join(_inputs(block, ">>> ", "... "), run, 4)


if __name__ == "__main__":
    for name in sys.argv[1:] or PAGES:
        path = ROOT / name
        path.write_text(render_page(path.read_text(encoding="utf-8")), encoding="utf-8")
