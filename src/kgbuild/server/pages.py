"""The built pages of the explorer: a folder in, its start page and the files that this loads out."""

from __future__ import annotations

import asyncio
import gzip
import re
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kgbuild.server.negotiation import takes_gzip
from kgbuild.server.protocol import RequestError
from kgbuild.server.replies import HEADERS, reply_bytes
from kgbuild.vocabulary import data_folder

START, ASSETS = "index.html", "assets"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "worker-src 'self' blob:; font-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_MEDIA = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
"""Types of what a build writes; a file of another type is not served, as no browser would be told what it is."""
_HASHED = re.compile(r"-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$")
"""Vite's names of files whose name changes with their content."""
_WORTH_PACKING = 1024
_PACKED = {".css", ".html", ".js", ".json", ".map", ".svg", ".txt", ".wasm"}

_BUILT = '<p><a href="/">The explorer</a> shows it.</p>'
_UNBUILT = """<p>The explorer's pages are not built here. In a checkout of kgbuild, with Node.js 20 or newer:
<code>make pages</code>, then load this page again. A wheel that was built where Node.js is installed holds them.</p>"""
_SMALL = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>kgbuild</title></head><body>
<h1>A graph of claims from conflict reporting</h1>
{hint}
<p>The same data without pages: the <a href="/api/openapi.json">JSON API</a> (OpenAPI 3.1), and a SPARQL 1.1 endpoint at
<code>{root}/sparql</code>:</p>
<form action="/sparql" method="get"><p><label>Query<br><textarea name="query" rows="8" cols="90">
SELECT ?statement ?action WHERE {{ ?statement a kg:Statement ; kg:action ?action }} LIMIT 10
</textarea></label></p><p><button name="format" value="csv">Ask</button></p></form>
<ul><li><a href="/.well-known/void">What it holds</a> (VoID)</li>
<li><a href="/sparql?format=turtle">What it can do</a> (service description)</li></ul>
</body></html>
"""


def find_pages() -> Path:
    """Where built pages lie: in the installed package, or in the checkout it is run from. There may be none."""
    return data_folder("pages")


class _File(NamedTuple):
    """A file as it is sent; `plain` and `packed` are the same content, `signature` that of the file on the disk."""

    signature: tuple[int, int]
    plain: bytes
    packed: bytes | None
    tag: str


class Pages:
    """The pages of one folder; what is asked for is kept, and read again when the file is another one."""

    def __init__(self, folder: Path | None = None) -> None:
        """`folder` is where Vite has built them."""
        self.folder = find_pages() if folder is None else folder
        self._files: dict[Path, _File] = {}

    @property
    def are_built(self) -> bool:
        """Whether there is a start page."""
        return (self.folder / START).is_file()

    async def answer_start(self, request: Request) -> Response:
        """The start page, or where there is none how to get it."""
        found = await asyncio.to_thread(self._read, self.folder / START)
        if found is not None:
            return _reply(request, found, self.folder / START)
        return self.describe(request)

    def describe(self, request: Request) -> Response:
        """A small page without script: where the data is, and how to get the pages."""
        root = escape(f"{request.url.scheme}://{request.url.netloc}")
        hint = _BUILT if self.are_built else _UNBUILT
        return HTMLResponse(_SMALL.format(hint=hint, root=root), headers=HEADERS)

    async def answer_asset(self, request: Request) -> Response:
        """A file that the pages load.

        Raises:
            RequestError: there is none of that name.
        """
        path = await asyncio.to_thread(self._find, request.path_params["name"])
        found = None if path is None else await asyncio.to_thread(self._read, path)
        if path is None or found is None:
            raise RequestError(404, "The pages have no such file. Load '/' again: they may have been built anew.")
        return _reply(request, found, path)

    def _find(self, name: str) -> Path | None:
        """The file of that name; names are compared with those there are, so that none leads out of the folder."""
        home = self.folder / ASSETS
        there = {path.relative_to(home).as_posix(): path for path in home.rglob("*") if path.is_file()}
        path = there.get(name)
        inside = path is not None and path.resolve().is_relative_to(home.resolve())
        return path if inside else None

    def _read(self, path: Path) -> _File | None:
        try:
            status = path.stat()
            signature = status.st_mtime_ns, status.st_size
            known = self._files.get(path)
            if known is not None and known.signature == signature:
                return known
            plain = path.read_bytes()
        except OSError:
            return None
        worth = path.suffix in _PACKED and len(plain) > _WORTH_PACKING
        packed = gzip.compress(plain, mtime=0) if worth else None
        found = _File(signature, plain, packed, sha256(plain).hexdigest()[:32])
        self._files[path] = found
        return found


def _reply(request: Request, found: _File, path: Path) -> Response:
    if path.suffix not in _MEDIA:
        raise RequestError(404, f"Files of the type {path.suffix or 'none'} are not served.")
    lasting = path.name != START and _HASHED.search(path.name) is not None
    headers = {
        **HEADERS,
        "cache-control": "public, max-age=31536000, immutable" if lasting else "no-cache",
        "content-security-policy": _POLICY,
        "content-type": _MEDIA[path.suffix],
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "etag": f'W/"{found.tag}"',
        "vary": "Accept-Encoding",
    }
    if is_known(request, found.tag):
        return Response(status_code=304, headers=headers)
    if found.packed is not None and takes_gzip(request.headers.get("accept-encoding", "")):
        return reply_bytes(found.packed, {**headers, "content-encoding": "gzip"})
    return reply_bytes(found.plain, headers)


def is_known(request: Request, tag: str) -> bool:
    """Whether the client has what goes by this tag (If-None-Match); what has no tag nobody has."""
    tag = tag.removeprefix("W/").strip('"')
    if not tag:
        return False
    given = [one.strip().removeprefix("W/").strip('"') for one in request.headers.get("if-none-match", "").split(",")]
    return tag in given or "*" in given
