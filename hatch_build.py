"""The explorer's pages for a wheel: built by npm where they are not there yet, and put where the server looks."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_NODE = 20
_ADVICE = "the wheel is made without the explorer's pages; its server says so and serves the API"


class PagesHook(BuildHookInterface):
    """Adds src/explorer/dist to wheels; editable installations find it in the checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the pages if need be, and have them packed."""
        home = Path(self.root) / "src" / "explorer"
        if version == "editable" or not home.is_dir():
            return
        if not (home / "dist" / "index.html").is_file():
            self._build(home)
        if (home / "dist" / "index.html").is_file():
            build_data["force_include"][str(home / "dist")] = "kgbuild/_data/pages"

    def _build(self, home: Path) -> None:
        npm, found = shutil.which("npm"), read_version()
        if npm is None or found < _NODE:
            have = "there is none" if npm is None or not found else f"there is {found}"
            self.app.display_warning(f"Node.js {_NODE} or newer is needed and {have}: {_ADVICE}.")
            return
        for words in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
            done = subprocess.run([npm, *words], cwd=home, capture_output=True, text=True, check=False)
            if done.returncode:
                self.app.display_warning(f"'npm {' '.join(words)}' failed: {_ADVICE}.\n{done.stderr[-2000:]}")
                return


def read_version() -> int:
    """The main version of the Node.js that is installed, 0 without one."""
    node = shutil.which("node")
    if node is None:
        return 0
    done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    number = done.stdout.strip().removeprefix("v").partition(".")[0]
    return int(number) if number.isdigit() else 0
