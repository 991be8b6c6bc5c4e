"""A graph and what people say of its nodes in, judgements written and followed out, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import shorten
from typing import Literal
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from kgbuild.assembly.judgements import Clash, Lost, Settled, kind_of, pair_of
from kgbuild.assembly.keys import digest, encode
from kgbuild.assembly.vetoes import find_overruled
from kgbuild.errors import GraphError
from kgbuild.graph.explaining import propose_ids
from kgbuild.graph.judgements import FILE, make_judgement, shorten_id
from kgbuild.graph.nodes import PLAIN, list_statements, make_directory
from kgbuild.graph.store import Graph
from kgbuild.graph.validate import GraphFinding
from kgbuild.model import Article, Judgement, Severity
from kgbuild.vocabulary.codes import load_codes

_WIDTH = 80
"""Characters of a statement's words in a list of judgements."""


def prepare_judgement(
    graph: Graph,
    first: str,
    second: str,
    verdict: str,
    *,
    who: str | None = None,
    when: str | None = None,
    why: str | None = None,
) -> Judgement:
    """A judgement on two nodes that the graph holds, by the ids that outlive what the graph makes of them.

    Args:
        graph: an opened graph.
        first: what a user has in hand: an address, the address without the graph's base ("actor/m23"), or a bare id: a
            statement's, an event's, a registry id, a GeoNames number.
        second: likewise.
        verdict: same, different or unsure.
        who: whose word it is.
        when: the day of it, as YYYY-MM-DD.
        why: the reason.

    Raises:
        GraphError: the graph holds no such node, the two are of different kinds or one node, or the day is none.
    """
    one, other = find_anchors(graph, (first, second))
    if one == other:
        raise GraphError(f"'{first}' and '{second}' are one node, {one}; name two.")
    if kind_of(one) != kind_of(other):
        kinds = f"'{first}' ({kind_of(one)}) and '{second}' ({kind_of(other)})"
        raise GraphError(f"only things of one kind are judged: {kinds}. Name two actors, two places or two events.")
    return make_judgement(one, other, verdict, who=who, when=when, why=why, where="judge")


def find_anchors(graph: Graph, given: Iterable[str]) -> list[str]:
    """The ids by which judgements name these nodes.

    Raises:
        GraphError: the graph has no such node; the message proposes near ids.
    """
    named = [(name, shorten_id(name, graph.names.base)) for name in given]
    directory = make_directory(graph, (short for _, short in named))
    events = {short: _find_event(graph, short) for _, short in named if directory.find(short) is None}
    if any(events.values()):
        directory = make_directory(graph, (events.get(short) or short for _, short in named))
    anchors = []
    for name, short in named:
        key = directory.find(events.get(short) or short)
        if key is None:
            raise GraphError(f"{graph.path}: nothing in the graph goes by '{name}' alone. {propose_ids(graph, short)}")
        anchors.append(directory.anchor(key))
    return anchors


def _find_event(graph: Graph, name: str) -> str | None:
    """An event by its smallest statement, which names it today and is in some event tomorrow."""
    wanted = name.removeprefix("event/")
    return next((f"statement/{encode(min(event.statements))}" for event in graph.events() if event.id == wanted), None)


def find_judgements(graph: Graph, first: str, second: str) -> list[Judgement]:
    """What has been said of two nodes, whether the graph holds them or not, in the order of entry."""
    given = graph.judgements()
    names = [shorten_id(name, graph.names.base) for name in (first, second)]
    directory = make_directory(graph, [*names, *(name for judgement in given for name in pair_of(judgement))])
    wanted = {directory.find(name) or _find_event(graph, name) or name for name in names}
    return [
        one
        for one in given
        if {directory.find(one.first) or one.first, directory.find(one.second) or one.second} == wanted
    ]


def settle(graph: Graph) -> Settled:
    """What the judgements of a graph come to."""
    given = graph.judgements()
    if not given:
        return Settled()
    return make_directory(graph, (name for judgement in given for name in pair_of(judgement))).settle(given)


def find_overruling(graph: Graph, settled: Settled) -> list[Judgement]:
    """The judgements "same" that join what the machine would hold apart."""
    joined = [judgement for judgement in settled.judgements if judgement.verdict == "same"]
    if not joined:
        return []

    def read_article(article_id: str) -> Article | None:
        found = graph.article(article_id)
        return None if found is None else found[0]

    return find_overruled(
        joined,
        list_statements(graph, (key for judgement in joined for key in pair_of(judgement))),
        read_article=read_article,
        identify=lambda key: graph.names.identities.get(key, key),
    )


def find_in_judgements(graph: Graph, severities: Mapping[str, Severity] | None = None) -> list[GraphFinding]:
    """What is wrong with a graph's judgements: clashes, words on what is not there, words that wait to be followed."""
    settled = settle(graph)
    told = [("KG051", _name(clash.different), describe_clash(clash)) for clash in settled.clashes]
    told += [("KG052", _name(lost.judgement), describe_loss(lost)) for lost in settled.lost]
    told += [("KG054", _name(one), describe_overruling(one)) for one in find_overruling(graph, settled)]
    if graph.has_new_judgements():
        advice = f"{FILE} has changed since the graph was made; run 'kgbuild judge {graph.path} --apply'"
        told.append(("KG053", "graph/judgements", advice))
    codes, severe = load_codes(), severities or {}
    return [
        GraphFinding(code, graph.names.base + key, severe.get(code, codes[code].severity), message)
        for code, key, message in sorted(told)
    ]


class Said(Struct, frozen=True, kw_only=True):
    """A row of judgements.csv and what has become of it: it holds, a later row overrules it, it clashes or waits."""

    judgement: Judgement
    state: Literal["holds", "overruled", "clashes", "no effect"]
    labels: tuple[str, str]
    note: str = ""


def list_said(graph: Graph) -> list[Said]:
    """The judgements of a graph in the order of entry, each with the names of its nodes and what has become of it."""
    given = graph.judgements()
    directory = make_directory(graph, (name for judgement in given for name in pair_of(judgement)))
    settled = directory.settle(given)
    held = {pair_of(judgement): judgement for judgement in settled.judgements}
    lost = {lost.judgement: lost.reason for lost in settled.lost}
    clashes = {one: clash for clash in settled.clashes for one in (clash.different, *clash.chain)}
    keys = [[directory.find(name) or name for name in (one.first, one.second)] for one in given]
    pairs = [(min(pair), max(pair)) for pair in keys]
    last = {pair: at for at, pair in enumerate(pairs)}
    labels = label_nodes(graph, (key for pair in keys for key in pair))
    said = []
    for at, judgement in enumerate(given):
        state: Literal["holds", "overruled", "clashes", "no effect"] = "holds"
        note = ""
        clash = clashes.get(held[pairs[at]]) if pairs[at] in held else None
        if judgement in lost:
            state, note = "no effect", lost[judgement]
        elif last[pairs[at]] > at:
            state = "overruled"
        elif clash is not None:
            state, note = "clashes", describe_clash(clash)
        first, second = (_name_node(graph, key, labels) for key in keys[at])
        said.append(Said(judgement=judgement, state=state, labels=(first, second), note=note))
    return said


def _name_node(graph: Graph, key: str, labels: Mapping[str, str]) -> str:
    """What a node is called; of a statement, its words."""
    found = graph.statement(unquote(key.removeprefix("statement/"))) if kind_of(key) == "event" else None
    if found is None:
        return labels.get(key, "")
    return shorten(" ".join(mention.text for mention in found[0].evidence), _WIDTH, placeholder=" ...")


def format_said(said: Iterable[Said], format: str = "table") -> str:
    """The list for a reader, three lines or more a judgement, or as JSON Lines (`jsonl`)."""
    if format == "jsonl":
        return "".join(msgspec.json.encode(one).decode() + "\n" for one in said)
    blocks = []
    for one in said:
        word = one.judgement
        signed = ", ".join(part for part in (word.who, word.when) if part)
        lines = [f"{word.verdict}, {one.state}" + (f" ({signed})" if signed else "")]
        for key, label in zip((word.first, word.second), one.labels, strict=True):
            lines.append(f"    {key}" + (f"  {label}" if label else ""))
        lines += [f"    {text}" for text in (word.why and f"why: {word.why}", one.note) if text]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks) or "Nobody has judged anything in this graph yet.\n"


def label_nodes(graph: Graph, keys: Iterable[str]) -> dict[str, str]:
    """The names of these actors and places by key; those of what has one."""
    nodes = " ".join(f"<{graph.names.base}{key}>" for key in sorted(set(keys)) if PLAIN.fullmatch(key))
    rows = graph.query(
        f"SELECT ?node (MIN(?l) AS ?label) {{ VALUES ?node {{ {nodes} }} ?node rdfs:label ?l }} GROUP BY ?node"
    )
    return {str(node).removeprefix(graph.names.base): str(label) for node, label in rows.rows if label is not None}


def _name(judgement: Judgement) -> str:
    """The key of a judgement's own node."""
    return f"judgement/{digest(*pair_of(judgement))}"


def describe_clash(clash: Clash) -> str:
    """Who says what, and that one of them has to give way."""
    chain = ", ".join(_say(judgement) for judgement in clash.chain)
    return f"{_say(clash.different)}, but {chain}; take one of them back, until then 'different' holds"


def describe_loss(lost: Lost) -> str:
    """A judgement that says nothing of the graph, and why."""
    return f"{_say(lost.judgement)}: {lost.reason}; the judgement is kept and waits"


def describe_overruling(judgement: Judgement) -> str:
    """A judgement that joins what the machine would hold apart."""
    return (
        f"{_say(judgement)}, though something that is known of both speaks against it: numbers, kinds, countries, days "
        "or sides; the judgement holds, look whether it is meant"
    )


def _say(judgement: Judgement) -> str:
    signed = ", ".join(part for part in (judgement.who, judgement.when) if part)
    words = "is different from" if judgement.verdict == "different" else f"is judged {judgement.verdict} as"
    return f"{judgement.first} {words} {judgement.second}" + (f" ({signed})" if signed else "")
