from __future__ import annotations

import subprocess
import sys
import time

import kgbuild


def test_all_is_sorted_and_real():
    assert kgbuild.__all__ == sorted(kgbuild.__all__)
    for name in kgbuild.__all__:
        assert getattr(kgbuild, name) is not None
    assert set(kgbuild._HOMES) | {"__version__"} == set(kgbuild.__all__)
    assert dir(kgbuild) == kgbuild.__all__


def test_type_checkers_see_the_same_names():
    import ast
    from pathlib import Path

    tree = ast.parse(Path(kgbuild.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    seen = {alias.name: node.module for node in block.body for alias in node.names}
    assert seen == {name: f"kgbuild.{home}" for name, home in kgbuild._HOMES.items()}


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(kgbuild, "nonsense")


def _time_import(statement):
    code = f"import time; start = time.perf_counter(); {statement}; print(time.perf_counter() - start)"
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    return min(runs)


def _loaded(statement, *names):
    """Which of the modules are loaded after the statement."""
    code = f"import sys; {statement}; print(*[name for name in {names!r} if name in sys.modules])"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_import_is_quick_and_brings_nothing_heavy():
    assert _time_import("import kgbuild") < 0.2
    assert _loaded("import kgbuild", "spacy", "rdflib", "pyoxigraph", "networkx", "click", "msgspec") == []


def test_help_brings_nothing_heavy():
    assert _loaded("import kgbuild.cli", "spacy", "rdflib", "pyoxigraph", "networkx") == []
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "kgbuild", "--help"], capture_output=True, check=True)
    assert time.perf_counter() - start < 2
