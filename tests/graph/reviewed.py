"""A graph with open questions, made by hand: which ones a graph asks is no matter of these tests.

Run as a program, `python reviewed.py GRAPH WORDS...` is `kgbuild` with these questions in place of the graph's own.
"""

from __future__ import annotations

import sys

from graph_reports import make_reports
from msgspec import structs

from kgbuild.assembly.judgements import local_nodes
from kgbuild.graph.store import Graph
from kgbuild.model import Assembled, Question

SHELLING, CAPTURE = make_reports()[0][1][0].id, make_reports()[4][1][-1].id
"""Statements of two events."""


def people(number: int) -> str:
    """The key of the people whom a report names without a name."""
    statement = make_reports()[number][1][0]
    return next(key for key, node in local_nodes(statement) if node.mention and node.mention.text == "people")


QUESTIONS = (
    Question(kind="actor", first="actor/m23", second=people(0), score=0.6, reason="both shelled the town"),
    Question(kind="actor", first=people(0), second=people(1), score=0.7, reason="the same words"),
    Question(kind="actor", first=people(1), second=people(2), score=0.6, reason="the same words"),
    Question(kind="actor", first=people(0), second=people(2), score=0.95, reason="the same words"),
    Question(kind="event", first=SHELLING, second=CAPTURE, score=0.5, reason="the same town and day"),
)
OWN = Graph.assembled


def assembled(graph: Graph) -> Assembled:
    """What the graph says, with these questions."""
    return structs.replace(OWN(graph), questions=QUESTIONS)


if __name__ == "__main__":
    Graph.assembled = assembled  # type: ignore[method-assign]
    from kgbuild.cli import app

    app(sys.argv[1:], prog_name="kgbuild")
