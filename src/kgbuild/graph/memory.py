"""What the last merge knew in, kept beside the store as a cache, so that the next one reads only what is new.

The file of record stays the truth: a memory that is missing, damaged, of another record or of another release's
assembly is forgotten and made anew from it.
"""

from __future__ import annotations

from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec import Struct

from kgbuild.assembly import Assembly
from kgbuild.graph.cache import FOLDER
from kgbuild.graph.files import write_file
from kgbuild.graph.manifest import own_version
from kgbuild.vocabulary import data_folder

FILE = "assembly.msgpack"


class _Kept(Struct, frozen=True):
    """What the file holds: of which record, by which assembly, the assembly itself, and each article's share."""

    record: str
    maker: str
    assembly: bytes
    shares: dict[str, bytes]


class Memory:
    """The assembly of a file of record and each article's share in what articles share."""

    def __init__(self) -> None:
        self.assembly = Assembly()
        self.shares: dict[str, bytes] = {}

    def save(self, folder: Path, record: str) -> None:
        """Keep it for the file of record with this hash; where nothing can be written it is made anew next time."""
        kept = _Kept(record, _name_maker(), self.assembly.to_bytes(), self.shares)
        try:
            (folder / FOLDER).mkdir(exist_ok=True)
            write_file(folder / FOLDER / FILE, [msgspec.msgpack.encode(kept)])
        except OSError:
            (folder / FOLDER / FILE).unlink(missing_ok=True)


def recall(folder: Path, record: str) -> Memory | None:
    """What was kept for the file of record with this hash, or `None`."""
    try:
        kept = msgspec.msgpack.decode((folder / FOLDER / FILE).read_bytes(), type=_Kept)
        if (kept.record, kept.maker) != (record, _name_maker()):
            return None
        memory = Memory()
        memory.assembly, memory.shares = Assembly.from_bytes(kept.assembly), kept.shares
    except (OSError, msgspec.DecodeError):
        return None
    return memory


def _name_maker() -> str:
    """Which assembly it is: release, code and knowledge."""
    hashed = sha256(own_version().encode())
    sources = [path for path in files("kgbuild.assembly").iterdir() if path.name.endswith(".py")]
    knowledge = [*(data_folder("ontology") / "assembly").glob("*.toml"), data_folder("ontology") / "agencies.toml"]
    for path in sorted([*sources, *knowledge], key=lambda path: path.name):
        hashed.update(path.name.encode())
        hashed.update(path.read_bytes())
    return hashed.hexdigest()
