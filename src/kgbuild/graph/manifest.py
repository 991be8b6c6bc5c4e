"""manifest.json in and out: versions, shards, the articles' hashes, counts; no clock: same input, same bytes.

The manifest is what makes files of the record a graph: it is written last, and a reader that has it open keeps the
shards that it lists.
"""

from __future__ import annotations

import re
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from kgbuild.assembly.keys import encode
from kgbuild.errors import GraphError
from kgbuild.graph.files import write_file
from kgbuild.graph.shards import Shard, choose_width, name_shard
from kgbuild.graph.statistics import Stats
from kgbuild.vocabulary import data_folder

MANIFEST = "manifest.json"
FORMAT = 3
"""Raised when the shape of the record changes, so that no release reads another's file wrongly."""


class Manifest(Struct, frozen=True, kw_only=True):
    """What manifest.json says. `sha256` is that of the whole record, empty before the first build has ended.

    `judgements` is the hash of the judgements that the record follows, empty where there are none; `bytes` is the size
    of all shards; `shards` are the record's files by name, `articles` the SHA-256 of each article's text by its id.
    `seal` is the SHA-256 of all else, so that a changed bit is noticed.
    """

    format: int = FORMAT
    kgbuild: str
    ontology: str
    base: str
    sha256: str = ""
    judgements: str = ""
    bytes: int = 0
    counts: Stats = Stats()
    settings: dict[str, str] = {}
    shards: dict[str, Shard] = {}
    articles: dict[str, str] = {}
    seal: str = ""

    @property
    def width(self) -> int:
        """How many hexadecimal digits tell the shards of its rooms apart."""
        return choose_width(len(self.articles))


class _Label(Struct, frozen=True):
    """What every release's manifest says."""

    format: int
    kgbuild: str = "of another release"


_DECODER = msgspec.json.Decoder(Manifest)


def read_manifest(path: Path, content: bytes | None = None) -> Manifest:
    """The manifest in this file, or of this content of it.

    Raises:
        GraphError: it is damaged, or of another release's format.
    """
    try:
        content = path.read_bytes() if content is None else content
        label = msgspec.json.decode(content, type=_Label)
        manifest = _DECODER.decode(content) if label.format == FORMAT else None
    except (OSError, ValueError) as error:
        raise GraphError(f"{path}: can't be read ({error}). {_advise(path)}") from error
    if manifest is not None:
        if manifest.seal != _seal(manifest):
            raise GraphError(f"{path}: is not as it was written (its seal is that of another content). {_advise(path)}")
        return structs.replace(manifest, seal="")
    raise GraphError(
        f"{path}: format {label.format} is another release's; this one reads {FORMAT}. "
        f"Use kgbuild {label.kgbuild}, or build the graph anew."
    )


def _advise(path: Path) -> str:
    return f"Restore it from a copy, or run 'kgbuild verify {path.parent}'."


def _seal(manifest: Manifest) -> str:
    return sha256(msgspec.json.encode(structs.replace(manifest, seal=""))).hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it, whole or not at all."""
    try:
        write_file(folder / MANIFEST, [format_manifest(manifest)])
    except OSError as error:
        raise GraphError(
            f"{folder}: can't be written to ({error.strerror}). Give another --graph directory."
        ) from error


def format_manifest(manifest: Manifest) -> bytes:
    """The text of its file, sealed."""
    sealed = structs.replace(manifest, seal=_seal(manifest))
    return msgspec.json.format(msgspec.json.encode(sealed), indent=2) + b"\n"


def list_articles(manifest: Manifest, shard: str) -> list[str]:
    """The ids of the articles in a shard of articles, in its order."""
    keys = {encode(article_id): article_id for article_id in manifest.articles}
    return [keys[key] for key in sorted(keys) if name_shard("articles", key, manifest.width) == shard]


def own_version() -> str:
    """The version of kgbuild."""
    return version("kgbuild")


def ontology_version() -> str:
    """The version that the shipped ontology says it has."""
    found = re.search(r'owl:versionInfo "([^"]+)"', (data_folder("ontology") / "kgbuild.ttl").read_text("utf-8"))
    return found[1] if found else "unknown"
