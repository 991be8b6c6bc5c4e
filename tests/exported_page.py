"""The documents in an exported page, read as the page reads them; without its script."""

from __future__ import annotations

import base64
import gzip
import re
from pathlib import Path

import pytest

from kgbuild.vocabulary import data_folder

_DOCUMENT = re.compile(rb'<script type="application/octet-stream" data-document="([\w/]+)">([A-Za-z0-9+/=]+)</script>')


def needs_pages() -> None:
    """Skip a test where the explorer's pages are not built."""
    if not (data_folder("pages") / "file" / "index.html").is_file():
        pytest.skip("needs the built pages: 'make pages', with Node.js 20 or newer")


def read_documents(path: Path) -> dict[str, str]:
    """The JSON of each document by its name."""
    found = _DOCUMENT.findall(path.read_bytes())
    return {name.decode(): gzip.decompress(base64.b64decode(content)).decode() for name, content in found}
