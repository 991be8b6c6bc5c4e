"""The examples of the shipped queries: a graph of the sample reports in, the answer of each example as CSV out.

Run as a program it rewrites tests/golden/queries/*.csv; read what changed row by row before it is committed: a row that
an analyst would not sign is a defect of the query, or of what it was made from.

    python tests/query_examples.py [NAME...]
    python tests/query_examples.py --read      # reads the reports anew with the extractor of today, then all answers

The statements are kept in golden/queries/reports.jsonl.gz, so that a better extractor changes no answer by the way.
Beside the sample reports the graph holds those of more.jsonl, which tell a series, and the judgements below, so that
every question has an answer.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from pathlib import Path

import msgspec

from factory import make_graph
from kgbuild.graph.store import Graph
from kgbuild.model import Article, Judgement, Statement
from kgbuild.pipeline import extract_articles, read_articles
from kgbuild.queries import find_query, format_rows, list_queries, run_query
from kgbuild.settings import Settings
from sample_reports import ROOT

GOLDEN = ROOT / "tests" / "golden" / "queries"
REPORTS = GOLDEN / "reports.jsonl.gz"
SEPARATE = ("s06417651b61276b20546", "s439aa1ea7fd43cd8da27")
"""Two statements that tell of attacks that are alike and not the same."""
JUDGEMENTS = (
    Judgement(
        first="actor/rsf",
        second="actor/military-sudan",
        verdict="different",
        who="reviewer",
        when="2026-01-05",
        why="two armies at war",
    ),
    Judgement(first=f"statement/{SEPARATE[0]}", second=f"statement/{SEPARATE[1]}", verdict="different"),
    Judgement(
        first="place/geonames-701855", second="place/geonames-700051", verdict="unsure", why="both near the front"
    ),
)


class Report(msgspec.Struct):
    """An article with its statements."""

    article: Article
    statements: list[Statement]


def read_again() -> None:
    """Read the reports with the extractor of today."""
    inputs = [ROOT / "graph" / "articles", GOLDEN / "more.jsonl"]
    reports = [Report(*one) for one in extract_articles(read_articles(inputs), Settings())]
    lines = sorted(msgspec.json.encode(report) for report in reports)
    REPORTS.write_bytes(gzip.compress(b"\n".join(lines), mtime=0))


def build_examples(folder: Path) -> Path:
    """The graph that the examples are asked of."""
    lines = gzip.decompress(REPORTS.read_bytes()).splitlines()
    reports = (msgspec.json.decode(line, type=Report) for line in lines)
    return make_graph(folder, ((one.article, one.statements) for one in reports), JUDGEMENTS)


def answer_example(graph: Graph, name: str) -> str:
    """The answer of a query's example, as CSV."""
    return format_rows(run_query(graph, name, find_query(name).example), "csv")


def main(names: list[str]) -> None:
    """Rewrite the answers of these queries, or of all, and drop those of queries that are no more."""
    if "--read" in names:
        names = []
        read_again()
    known = [query.name for query in list_queries()]
    with (
        tempfile.TemporaryDirectory(prefix="kgbuild-golden-") as folder,
        Graph.open(build_examples(Path(folder) / "g")) as graph,
    ):
        for name in names or known:
            (GOLDEN / f"{name}.csv").write_text(answer_example(graph, name), encoding="utf-8")
    for path in GOLDEN.glob("*.csv"):
        if path.stem not in known:
            path.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
