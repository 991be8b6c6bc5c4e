"""What the last merge knew in, kept beside the store as a cache, so that the next one reads only what is new.

The record stays the truth: a memory that is missing, damaged, of another record or of another release's assembly is
forgotten and made anew from it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from kgbuild.assembly import Assembly
from kgbuild.graph.cache import FOLDER
from kgbuild.graph.entities import Entities, Votes
from kgbuild.graph.files import write_file
from kgbuild.graph.manifest import own_version
from kgbuild.graph.shares import LOCAL, Share, make_share, read_share
from kgbuild.model import Article, Statement
from kgbuild.vocabulary import data_folder

FILE = "assembly.msgpack"
"""The SHA-256 of what follows, then a `_Kept`."""
_DIGEST = 32
_SUMS = {"entities.py", "shares.py", "statistics.py"}
"""The modules of this room whose records it keeps, beside the assembly."""


class _Kept(Struct, frozen=True):
    """What the file holds: of which record, by which assembly, the assembly itself, and the sums beside it."""

    record: str
    maker: str
    assembly: bytes
    shares: dict[str, bytes]
    totals: dict[str, bytes]


_DECODER = msgspec.msgpack.Decoder(dict[str, dict[str, int]])


class Memory:
    """The assembly of a record, each article's share in the counts, and the votes on what several articles name."""

    def __init__(self) -> None:
        self.assembly = Assembly()
        self._shares: dict[str, bytes] = {}
        self._totals: dict[str, bytes] = {}

    def put(self, article: Article, statements: Sequence[Statement]) -> set[str]:
        """Take in an article that is not there; the keys of all that it names."""
        accepted = [statement for statement in statements if statement.accepted]
        self.assembly.add(article, accepted)
        votes = _count(accepted)
        for key, own in votes.items():
            if not key.startswith(LOCAL):
                self._add_votes(key, own, 1)
        self._shares[article.id] = make_share(statements, votes)
        return set(votes)

    def drop(self, article_id: str) -> set[str]:
        """Take an article out, if it is there; the keys of all that it named."""
        if article_id not in self._shares:
            return set()
        votes = _count(self.assembly.told(article_id).statements)
        for key, own in votes.items():
            if not key.startswith(LOCAL):
                self._add_votes(key, own, -1)
        self.assembly.remove(article_id)
        del self._shares[article_id]
        return set(votes)

    def article_ids(self) -> set[str]:
        """The ids of the articles that it knows."""
        return set(self._shares)

    def shares(self) -> Iterator[Share]:
        """The share of every article."""
        return map(read_share, self._shares.values())

    def shared_keys(self) -> list[str]:
        """The keys of what articles may name together: registered actors, places of the gazetteer, extractors."""
        return list(self._totals)

    def count(self, keys: Iterable[str] | None = None) -> Entities:
        """The votes on these keys, or on all; those that nothing names any more are left out."""
        entities = Entities()
        wanted = None if keys is None else set(keys)
        homes, shared = set(self._shares), set(self._totals)
        if wanted is not None:
            homes &= {unquote(key.split("/")[1]) for key in wanted if key.startswith(LOCAL)}
            shared &= wanted
        entities.take({key: self._total(key) for key in shared})
        for article_id in sorted(homes):
            votes = _count(self.assembly.told(article_id).statements)
            local = {key: own for key, own in votes.items() if key.startswith(LOCAL)}
            entities.take({key: own for key, own in local.items() if wanted is None or key in wanted})
        return entities

    def _total(self, key: str) -> Votes:
        content = self._totals.get(key)
        counts = {} if content is None else _DECODER.decode(content)
        return {slot: Counter(held) for slot, held in counts.items()}

    def _add_votes(self, key: str, own: Votes, sign: int) -> None:
        total = self._total(key)
        for slot, counts in own.items():
            held = total.setdefault(slot, Counter())
            for term, count in counts.items():
                held[term] += sign * count
                if not held[term]:
                    del held[term]
            if not held:
                del total[slot]
        if total:
            self._totals[key] = msgspec.msgpack.encode(total)
        else:
            self._totals.pop(key, None)

    def save(self, folder: Path, record: str) -> None:
        """Keep it for the record with this hash; where nothing can be written it is made anew next time."""
        kept = _Kept(record, _name_maker(), self.assembly.to_bytes(), self._shares, self._totals)
        try:
            (folder / FOLDER).mkdir(exist_ok=True)
            content = msgspec.msgpack.encode(kept)
            write_file(folder / FOLDER / FILE, [sha256(content).digest(), content])
        except OSError:
            (folder / FOLDER / FILE).unlink(missing_ok=True)

    @classmethod
    def recall(cls, folder: Path, record: str) -> Memory | None:
        """What was kept for the record with this hash, or `None`."""
        try:
            content = (folder / FOLDER / FILE).read_bytes()
            if sha256(content[_DIGEST:]).digest() != content[:_DIGEST]:
                return None
            kept = msgspec.msgpack.decode(content[_DIGEST:], type=_Kept)
            if (kept.record, kept.maker) != (record, _name_maker()):
                return None
            memory = cls()
            memory.assembly, memory._shares, memory._totals = (
                Assembly.from_bytes(kept.assembly),
                kept.shares,
                kept.totals,
            )
        except (OSError, ValueError):
            return None
        return memory


def _count(statements: Iterable[Statement]) -> dict[str, Votes]:
    entities = Entities()
    for statement in statements:
        entities.add(statement)
    return entities.votes


def _name_maker() -> str:
    """Which assembly it is: release, code and knowledge."""
    hashed = sha256(own_version().encode())
    sources = [path for path in files("kgbuild.assembly").iterdir() if path.name.endswith(".py")]
    sources += [path for path in files("kgbuild.graph").iterdir() if path.name in _SUMS]
    knowledge = [*(data_folder("ontology") / "assembly").glob("*.toml"), data_folder("ontology") / "agencies.toml"]
    for path in sorted([*sources, *knowledge], key=lambda path: path.name):
        hashed.update(path.name.encode())
        hashed.update(path.read_bytes())
    return hashed.hexdigest()
