"""Terms in, sorted lines of a graph out; and the address of a report where it can be an IRI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import NamedNode

from kgbuild.graph.terms import PREFIXES, iri
from kgbuild.model import Article, ArticleHeader


class Sheet:
    """The triples of one graph while they are being written."""

    def __init__(self, prefixes: Mapping[str, str] | None = None) -> None:
        self.prefixes = {**PREFIXES, **(prefixes or {})}
        self.triples: set[str] = set()

    def term(self, name: str) -> str:
        """A prefixed name as a term."""
        prefix, _, local = name.partition(":")
        return iri(self.prefixes[prefix] + local)

    def add(self, subject: str, name: str, term: str) -> None:
        """One triple: an IRI, a prefixed name, a term."""
        self.triples.add(f"{iri(subject)} {self.term(name)} {term}")

    def copy(self, subject: str, predicate: str, term: str) -> None:
        """One triple whose parts are terms already."""
        self.triples.add(f"{subject} {predicate} {term}")

    def write(self, graph: str | None = None) -> list[str]:
        """The sorted lines, in a graph where one is named."""
        end = " .\n" if graph is None else f" {iri(graph)} .\n"
        return sorted(f"{triple}{end}" for triple in self.triples)


def split_claims(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Subject, predicate and object of lines that `kgbuild.graph` writes, as terms; their graph is dropped."""
    for line in lines:
        subject, predicate, rest = line.split(" ", 2)
        yield subject, predicate, rest[: rest.rindex(" <")]


def name_page(article: Article | ArticleHeader) -> str | None:
    """The address of the report's page, `None` where it has none or one that is no IRI of the web."""
    if article.url is None or not article.url.startswith(("http://", "https://")):
        return None
    try:
        return NamedNode(article.url).value
    except ValueError:
        return None
