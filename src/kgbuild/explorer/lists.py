"""A graph in, what its checks and its readers have to say out: findings, refused statements, questions, judgements."""

from __future__ import annotations

from urllib.parse import unquote

from msgspec import Struct

from kgbuild.explorer.cached import read_checks
from kgbuild.explorer.checks import Checks, FindingRow, KeptQuestion, QuestionRow, RefusedRow
from kgbuild.explorer.filling import make_checks
from kgbuild.graph.asking import quote
from kgbuild.graph.claim_graph import ClaimGraph
from kgbuild.graph.lookups import find_event_of, find_names
from kgbuild.graph.nodes import make_directory
from kgbuild.graph.reviewing import Known
from kgbuild.graph.selection import Selected
from kgbuild.graph.store import Graph

_STATEMENT = "statement/"


class JudgementRow(Struct, frozen=True, kw_only=True, rename="camel"):
    """A person's word on whether two things are one, and what they are called: an event by the words of a statement.

    A name is `None` where the graph does not hold the thing.
    """

    first: str
    second: str
    verdict: str
    who: str | None
    when: str | None
    why: str | None
    first_name: str | None
    second_name: str | None


def list_findings(graph: ClaimGraph) -> tuple[FindingRow, ...]:
    """What the checks noticed in all statements, in the order of `Checks`."""
    return _find_checks(graph).findings


def list_refused(graph: ClaimGraph) -> tuple[RefusedRow, ...]:
    """The statements that the checks refused, in the order of `Checks`."""
    return _find_checks(graph).refused


def _find_checks(graph: ClaimGraph) -> Checks:
    return read_checks(graph) if isinstance(graph, Graph) else make_checks(graph)


def list_questions(graph: ClaimGraph, checks: Checks | None = None) -> tuple[QuestionRow, ...]:
    """The questions that nobody has answered, the most useful first; `checks` are the graph's, if they are at hand."""
    questions = (checks or _find_checks(graph)).questions
    if isinstance(graph, Graph | Selected):
        questions = drop_answered(graph.graph if isinstance(graph, Selected) else graph, questions)
    return tuple(one.row for one in questions)


def drop_answered(graph: Graph, questions: tuple[KeptQuestion, ...]) -> tuple[KeptQuestion, ...]:
    """The questions that no judgement answers, by itself or by what follows from others; one judged unsure is answered.

    Only the articles that judgements lead to are read.
    """
    given = graph.judgements()
    if not given or not questions:
        return questions

    def find_node(key: str) -> str:
        """The node of a key of a judgement; a node stands for itself."""
        if key.startswith(_STATEMENT):
            return find_event_of(graph, unquote(key.removeprefix(_STATEMENT))) or key
        return graph.names.identities.get(key, key)

    known, unsure = Known(find_node), set()
    directory = make_directory(graph, [name for one in given for name in (one.first, one.second)])
    for judgement in directory.settle(given).judgements:
        known.add(judgement)
        if judgement.verdict == "unsure":
            unsure.add(frozenset((find_node(judgement.first), find_node(judgement.second))))
    return tuple(one for one in questions if frozenset(one.nodes) not in unsure and not known.tells(*one.nodes))


def list_judgements(graph: Graph) -> tuple[JudgementRow, ...]:
    """What people said, in the order of entry; of two words on one pair the later one holds."""
    given = graph.judgements()
    names = sorted({name for one in given for name in (one.first, one.second)})
    directory = make_directory(graph, names)
    keys = {name: directory.find(name) or name for name in names}
    called = find_names(graph, sorted({*keys, *keys.values()}))

    def call(name: str) -> str | None:
        key = keys[name]
        if key.startswith(_STATEMENT):
            found = graph.statement(unquote(key.removeprefix(_STATEMENT)))
            return None if found is None else quote(found[0])
        return called.get(name) or called.get(key)

    return tuple(
        JudgementRow(
            first=one.first,
            second=one.second,
            verdict=one.verdict,
            who=one.who,
            when=one.when,
            why=one.why,
            first_name=call(one.first),
            second_name=call(one.second),
        )
        for one in given
    )
