"""A graph, RDF, a file of statements or the ontology's own files in, what the checks notice out, as one kind of row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path
from textwrap import shorten

import msgspec
from msgspec import Struct

from kgbuild.chain import see_ontology
from kgbuild.checks import check_statements
from kgbuild.errors import GraphError, StopRun
from kgbuild.graph import entities, hierarchy, history, report, writing
from kgbuild.graph.foreign import SUFFIXES, find_in_statements, open_rdf
from kgbuild.graph.judging import find_in_judgements
from kgbuild.graph.manifest import MANIFEST
from kgbuild.graph.store import Graph
from kgbuild.graph.terms import PREFIXES, expand
from kgbuild.graph.validate import GraphFinding, validate_graph
from kgbuild.model import Article, Severity, Statement
from kgbuild.notices import Listener, Skip, ignore
from kgbuild.own_frames import check_own_frames
from kgbuild.pipeline import Input, read_articles
from kgbuild.registry.lint import LEXICON, STATES, RegistryFinding, lint_registry
from kgbuild.settings import Settings
from kgbuild.vocabulary import Vocabulary, data_folder
from kgbuild.vocabulary.faults import OntologyFinding
from kgbuild.vocabulary.lint import TERMS, lint_ontology
from kgbuild.vocabulary.own import list_own_files

STATEMENT_SUFFIXES = (".jsonl", ".ndjson")
WIDTH = 100
"""Characters of a sentence that are printed below a finding."""


class Row(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One finding: `where` is a statement's id, a node's address or an entry, `slot` the part of it, empty for all.

    Of a graph, `words` are the sentences that the node was read from and `evidence` the addresses of their mentions;
    `refused` says that it is about a refused statement, which is no part of what the graph claims.
    """

    severity: Severity
    code: str
    where: str
    slot: str
    message: str
    words: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    refused: bool = False


def check_path(
    path: Path, *, inputs: Iterable[Input] = (), settings: Settings | None = None, listen: Listener = ignore
) -> list[Row]:
    """The findings of a graph's folder, an RDF file, a JSON Lines file of statements, an ontology, or its registry.

    An ontology is a folder with kgbuild.ttl, whose actor registry is looked at too, or one that extends the shipped
    ontology (`--ontology`), whose frames are tried on their examples; the registry alone is an ontology's folder
    `actors`, or one of the TOML files there. A TOML file elsewhere is read beside the shipped registry.

    Args:
        path: what to check.
        inputs: the articles that a file of statements was made from. With them its checks run anew, else the findings
            that the file holds are given.
        settings: an ontology folder that extends the shipped one, and how grave findings are.
        listen: told of lines that are no statements and of articles that can't be read.

    Raises:
        StopRun: there is nothing of that name, or nothing that can be checked.
    """
    ontology = _check_ontology(path) if (path / TERMS).is_file() else []
    registry = _registry_folder(path)
    if registry is not None:
        found = lint_registry(registry, only=path if path.is_file() else None)
        # A fault of the lexicon is told once, with its line.
        return ontology + [_registry_row(one) for one in found if not ontology or one.file != LEXICON]
    if ontology or (path / TERMS).is_file():
        return ontology
    if path.is_dir() and not (path / MANIFEST).exists() and list_own_files(path):
        return [_ontology_row(finding) for finding in check_own_frames(path, settings)]
    if path.is_dir():
        return list_rows(find_in_graph(path, settings))
    if not path.exists():
        names = sorted(child.name for child in path.parent.iterdir()) if path.parent.is_dir() else []
        near = get_close_matches(path.name, names, n=1)
        raise StopRun(f"{path}: not there." + (f" Did you mean {path.parent / near[0]}?" if near else ""))
    if path.suffix in STATEMENT_SUFFIXES:
        vocabulary, severities = see_ontology(settings)
        articles = {article.id: article for article in read_articles(inputs, listen=listen)}
        today = settings.ontology.today if settings else None
        return list(_check_file(path, articles, vocabulary, severities, today, listen))
    if path.suffix in SUFFIXES:
        return list_rows(find_in_graph(path, settings))
    have = f"statements ({' '.join(STATEMENT_SUFFIXES)}), RDF ({' '.join(SUFFIXES)}), actors (.toml)"
    raise GraphError(f"{path}: can't be checked; what can are a graph's folder, {have}.")


def _check_ontology(folder: Path) -> list[Row]:
    """The faults of an ontology's files, held against what graphs write and the shipped queries ask for."""
    written = {
        expand(name) for module in (writing, entities, history) for name in (*module.PROPERTIES, *module.CLASSES)
    }
    written |= {expand(name) for name in (*report.PROPERTIES, *hierarchy.PROPERTIES)}
    found = lint_ontology(folder, written=written, queries=data_folder("queries"), prefixes=PREFIXES)
    return [_ontology_row(finding) for finding in found]


def _ontology_row(finding: OntologyFinding) -> Row:
    where = f"{finding.file}:{finding.line}"
    return Row(severity=finding.severity, code=finding.code, where=where, slot=finding.term, message=finding.message)


def _registry_folder(path: Path) -> Path | None:
    """The folder of the registry that a path is, holds or belongs to."""
    if path.suffix == ".toml" and path.is_file():
        return path.parent if (path.parent / STATES).exists() else data_folder("ontology") / "actors"
    return next((folder for folder in (path, path / "actors") if (folder / STATES).is_file()), None)


def _registry_row(finding: RegistryFinding) -> Row:
    where = f"{finding.file} [{finding.entry}]" if finding.entry else finding.file
    return Row(severity=finding.severity, code=finding.code, where=where, slot=finding.slot, message=finding.message)


def find_in_graph(path: Path, settings: Settings | None = None) -> list[GraphFinding]:
    """What rules and shapes find in a graph's folder or an RDF file, and what its statements have carried since read.

    Raises:
        StopRun: it is neither, or the ontology can't be used.
    """
    vocabulary, severities = see_ontology(settings)
    if path.is_dir():
        with Graph.open(path) as graph:
            found = validate_graph(graph, folders=vocabulary.folders, severities=severities, carried=True)
            return found + find_in_judgements(graph, severities)
    if path.suffix not in SUFFIXES:
        raise GraphError(f"{path}: is no graph; a report in RDF is of a graph's folder or a file {' '.join(SUFFIXES)}.")
    with open_rdf(path) as store:
        found = validate_graph(store, folders=vocabulary.folders, severities=severities, carried=True)
        return found + find_in_statements(store, vocabulary, found, source=str(path), severities=severities)


def check_graph(graph: Graph, settings: Settings | None = None) -> list[Row]:
    """What the ontology's rules and shapes find in a graph, and what is wrong with its judgements."""
    vocabulary, severities = see_ontology(settings)
    found = validate_graph(graph, folders=vocabulary.folders, severities=severities)
    return list_rows([*found, *find_in_judgements(graph, severities)])


def list_rows(findings: Iterable[GraphFinding]) -> list[Row]:
    """The findings of a graph as rows."""
    return [
        Row(
            severity=finding.severity,
            code=finding.code,
            where=finding.focus,
            slot=finding.path or "",
            message=finding.message + (f" ({finding.value})" if finding.value else ""),
            words=finding.words,
            evidence=finding.evidence,
            refused=finding.refused,
        )
        for finding in findings
    ]


def _check_file(
    path: Path,
    articles: Mapping[str, Article],
    vocabulary: Vocabulary,
    severities: Mapping[str, Severity],
    today: str | None,
    listen: Listener,
) -> Iterator[Row]:
    for article_id, group in groupby(read_statements(path, listen), key=lambda statement: statement.article.id):
        statements = list(group)
        if article := articles.get(article_id):
            statements = check_statements(statements, article, vocabulary, severities=severities, today=today)
        for statement in statements:
            for finding in statement.findings:
                yield Row(
                    severity=finding.severity,
                    code=finding.code,
                    where=statement.id,
                    slot=finding.slot,
                    message=finding.message,
                )


def read_statements(path: Path, listen: Listener = ignore) -> Iterator[Statement]:
    """The statements of a JSON Lines file; lines that are none are told to `listen`."""
    decode = msgspec.json.Decoder(Statement).decode
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                reason = f"not a statement: {error}."
                advice = "'kgbuild schema statement' describes one."
                listen(Skip(where=f"{path}, line {number}", reason=reason, advice=advice, error=True))


def format_findings(rows: Iterable[Row], format: str) -> str:
    """The rows as JSON Lines (`jsonl`), or a line for a reader each, with the sentence below it where it is known."""
    if format == "jsonl":
        return "".join(msgspec.json.encode(row).decode() + "\n" for row in rows)
    return "".join(_format_row(row) for row in rows)


def _format_row(row: Row) -> str:
    refused = " (the statement was refused)" if row.refused else ""
    line = f"{row.severity:<7}  {row.code}  {row.where}{f' {row.slot}' if row.slot else ''}: {row.message}{refused}\n"
    words = next((words for words in row.words if words), "")
    return line + (f"{'':<16}{shorten(words, WIDTH, placeholder=' ...')}\n" if words else "")


def describe_refused(rows: Iterable[Row], path: Path) -> str:
    """A line about the refused statements, whose findings say nothing against the graph; empty where there are none."""
    count = len({row.where for row in rows if row.refused})
    if not count:
        return ""
    told = "statement was refused when read; its" if count == 1 else "statements were refused when read; their"
    table = f" 'kgbuild export {path} --format findings' shows them as a table." if path.is_dir() else ""
    return f"{count:,} {told} findings are not counted.{table}"
