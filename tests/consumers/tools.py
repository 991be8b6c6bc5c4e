"""What the tests of foreign readers need: packages that may be absent, and programs of Node.js."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

NODE = Path(__file__).parent / "node"


def needs(*modules: str) -> None:
    """Skip the whole test module where a package is absent; `make consumers` installs them all."""
    for module in modules:
        if importlib.util.find_spec(module) is None:
            pytest.skip(f"needs {module}, which 'make consumers' installs", allow_module_level=True)


def needs_node(*packages: str) -> None:
    """Skip the whole test module where Node.js or a package of it is absent."""
    if shutil.which("node") is None:
        pytest.skip("needs Node.js 20 or newer", allow_module_level=True)
    for package in packages:
        if not (NODE / "node_modules" / package).is_dir():
            pytest.skip(f"needs npm's {package}, which 'make consumers' installs", allow_module_level=True)


def run_node(script: str, *arguments: object) -> Any:
    """What `node/SCRIPT.mjs` prints as JSON when it is given the arguments.

    Raises:
        AssertionError: it stopped; with what it said.
    """
    command = ["node", str(NODE / f"{script}.mjs"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=300)  # our own scripts
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)
