"""The explorer's built page in, one HTML file out, with script and style in it and a place for data.

The page asks nothing of any address, and its content security policy lets no other script run than the one that is
built in, by its hash; articles are hostile input.
"""

from __future__ import annotations

import base64
import gzip
import re
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path

from kgbuild.errors import SettingsError
from kgbuild.vocabulary import data_folder

_SCRIPT = re.compile(r'<script type="module"[^>]*\ssrc="\./([^"]+)"></script>')
_STYLE = re.compile(r'<link rel="stylesheet"[^>]*\shref="\./([^"]+)">')
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_END = "</body>"
_CLOSING = re.compile(r"</(?=script|style)|<!--", re.IGNORECASE)
"""What would end an element early, or begin a comment in it; inside JavaScript and CSS it stands in strings alone."""


def find_page() -> Path:
    """The folder of the page that is built for files.

    Raises:
        SettingsError: it is not built here; says how to get it.
    """
    folder = data_folder("pages") / "file"
    if not (folder / "index.html").is_file():
        raise SettingsError(
            "the explorer's page is not built here, and a file can't do without. In a checkout, with Node.js 20 or "
            "newer, run 'make pages'; a wheel that was built where Node.js is installed holds it."
        )
    return folder


def split_page(folder: Path, title: str) -> tuple[str, str]:
    """What comes before the data in the file, and what comes after it: the script, and the licences of what is in it.

    Raises:
        SettingsError: the page is not as this version builds it.
    """
    page = (folder / "index.html").read_text("utf-8")
    script, style = _SCRIPT.search(page), _STYLE.search(page)
    if script is None or style is None or _END not in page or not (folder / "licenses.md").is_file():
        raise SettingsError(f"{folder}: not the page that this version builds; run 'make pages' again.")
    code = _CLOSING.sub(_quote, (folder / script[1]).read_text("utf-8"))
    look = _CLOSING.sub(_quote, (folder / style[1]).read_text("utf-8"))
    policy = (
        f"default-src 'none'; script-src {_hash(code)}; style-src {_hash(look)}; img-src data: blob:; "
        "worker-src blob: data:; font-src data:; base-uri 'none'; form-action 'none'"
    )
    page = _SCRIPT.sub("", page)
    page = _STYLE.sub(lambda _: f"<style>{look}</style>", page)
    page = _NOSCRIPT.sub("<noscript>This page needs JavaScript; it uses no network.</noscript>", page)
    page = page.replace("<title>kgbuild</title>", f"<title>{escape(title)}</title>", 1)
    page = page.replace(
        '<meta charset="utf-8" />',
        f'<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="{policy}" />',
        1,
    )
    before, after = page.split(_END, 1)
    licences = _CLOSING.sub(_quote, (folder / "licenses.md").read_text("utf-8"))
    kept = f'<script type="text/plain" data-licenses>{licences}</script>\n'
    return before, f'{kept}<script type="module">{code}</script>\n  {_END}{after}'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def _quote(found: re.Match[str]) -> str:
    return found[0].replace("<", "\\x3c") if found[0] == "<!--" else found[0].replace("</", "<\\/")


def write_document(name: str, content: bytes) -> Iterator[bytes]:
    """A document as an element that no browser runs: base64 of gzip, which no text in it can end."""
    packed = base64.b64encode(gzip.compress(content, mtime=0))
    yield f'<script type="application/octet-stream" data-document="{escape(name)}">'.encode()
    yield packed
    yield b"</script>\n"
