"""Lines of N-Quads in, RDF files out: sorted, without blank nodes, read back before they count as written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import BinaryIO, Generic, TypeVar, cast

from pyoxigraph import Literal, Quad, RdfFormat, Triple, parse, serialize

from kgbuild.errors import SettingsError, StopRun
from kgbuild.exporters._lines import drop_graph, is_copied, join_lines, parse_pieces, split_line, split_pieces
from kgbuild.exporters._normal import ILLEGAL_XML, clean_text
from kgbuild.exporters._output import Output
from kgbuild.exporters.profiles import find_profile
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.terms import PREFIXES

Item = TypeVar("Item", Quad, Triple)
_SUSPECT = re.compile(rb"\\[ubf]|\xef\xbf[\xbe\xbf]")
"""What a line of N-Triples holds where a literal of it is illegal in XML."""


def write_quads(graph: ClaimGraph, output: Output, format: RdfFormat, profile: str) -> None:
    """Write every quad of a profile with its graph, in the profile's order and without holding them in memory.

    Raises:
        SettingsError: there is no such profile, or the format can't carry it.
    """
    chosen = find_profile(profile, _name(format))
    pieces = chosen.read(graph, refused=True)
    if format == RdfFormat.N_QUADS:
        copied = Copied(pieces, parsed=not (chosen.is_own and is_copied(graph)))
        with output.open(check=copied.compare) as file:
            file.writelines(copied)
        return
    count = Counted(parse_pieces(pieces))
    with output.open(check=lambda file: count.compare(file, format)) as file:
        serialize(count, file, format, prefixes=PREFIXES | chosen.prefixes)


def write_triples(graph: ClaimGraph, output: Output, format: RdfFormat, profile: str) -> None:
    """Write every distinct triple of a profile but those of refused statements.

    Which graph a triple stood in is lost, as these formats have no word for it, so nothing would keep refused claims
    apart from the others.

    Raises:
        SettingsError: there is no such profile, the format can't carry it, or RDF/XML can't name a property.
    """
    chosen = find_profile(profile, _name(format))
    lines = merge_graphs(chosen.read(graph, refused=False), clean=format == RdfFormat.RDF_XML)
    pieces = join_lines(line.decode() for line in lines)
    if format == RdfFormat.N_TRIPLES:
        copied = Copied(pieces, parsed=True)
        with output.open(check=copied.compare) as file:
            file.writelines(copied)
        return
    if format == RdfFormat.RDF_XML:
        refuse_unnameable(lines)
    count = Counted(quad.triple for quad in parse_pieces(pieces))
    with output.open(check=lambda file: count.compare(file, format)) as file:
        spelled = cast("BinaryIO", Spelled(file)) if format == RdfFormat.RDF_XML else file
        serialize(count, spelled, format, prefixes=PREFIXES | chosen.prefixes)


def _name(format: RdfFormat) -> str:
    """The format's name on the command line."""
    return re.sub("[-/]", "", format.name).lower()


def refuse_unnameable(lines: Iterable[bytes]) -> None:
    """Raise for a property whose IRI does not end in an XML name: RDF/XML has no other way to write it."""
    for iri in sorted({split_line(line)[1][1:-1].decode() for line in lines}):
        if re.search(r"[^\W\d][\w.-]*$", iri) is None:
            raise SettingsError(f"RDF/XML can't name the property {iri}; use turtle, ntriples or jsonld.")


def merge_graphs(pieces: Iterable[bytes], *, clean: bool = False) -> list[bytes]:
    """The union of all graphs as sorted lines of N-Triples; `clean` takes out of literals what XML can't hold."""
    lines = map(drop_graph, split_pieces(pieces))
    return sorted(set(map(_clean_line, lines) if clean else lines))


def _clean_line(line: bytes) -> bytes:
    if _SUSPECT.search(line) is None:
        return line
    (quad,) = parse(line, RdfFormat.N_TRIPLES)
    value = quad.object
    if not isinstance(value, Literal) or ILLEGAL_XML.search(value.value) is None:
        return line
    text = clean_text(value.value)
    clean = Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)
    return f"{Triple(quad.subject, quad.predicate, clean)} .\n".encode()


class Spelled:
    """A file of XML in which carriage returns are spelled out: a bare one is read as a newline."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, piece: bytes) -> int:
        """Write a piece; how much of it was written."""
        self.file.write(bytes(piece).replace(b"\r", b"&#13;"))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""


class Copied:
    """Pieces of lines on their way into a file, and the check that the file holds them.

    Lines of a record are known to be N-Quads, so the file's hash tells enough; others are `parsed`.
    """

    def __init__(self, pieces: Iterable[bytes], *, parsed: bool) -> None:
        self.pieces, self.parsed = pieces, parsed
        self.hashed, self.count = sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            self.hashed.update(piece)
            self.count += piece.count(b"\n")
            yield piece

    def compare(self, file: BinaryIO) -> None:
        """Raise unless the file holds what went into it, and that is N-Quads."""
        found = sha256()
        while piece := file.read(1 << 20):
            found.update(piece)
        if found.digest() != self.hashed.digest():
            raise StopRun("the file read back is not what was written; the disk may be damaged. Try another -o.")
        if self.parsed:
            file.seek(0)
            check_quads(file, self.count, RdfFormat.N_QUADS)


class Counted(Generic[Item]):
    """Quads or triples on their way into a file, and the check that as many are read back from it."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items: Iterable[Item] = items
        self.count = 0

    def __iter__(self) -> Iterator[Item]:
        for item in self.items:
            self.count += 1
            yield item

    def compare(self, file: BinaryIO, format: RdfFormat) -> None:
        """Raise unless the file holds what went into it."""
        check_quads(file, self.count, format)


def check_quads(file: BinaryIO, written: int, format: RdfFormat) -> None:
    """Raise unless a file holds as many quads as were written to it."""
    check_count(sum(1 for _ in parse(file, format)), written, format)


def check_count(found: int, written: int, format: RdfFormat) -> None:
    """Raise unless as many quads are found as were written."""
    if found != written:
        raise StopRun(f"{format.name} read back gives {found} of {written} quads; report this graph.")
