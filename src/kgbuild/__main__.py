"""`python -m kgbuild` is the command `kgbuild`."""

from __future__ import annotations

from kgbuild.cli import main

main()
