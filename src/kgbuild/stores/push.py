"""A graph and a store in, the same named graphs in the store out: only what changed is sent, and all of it is counted.

A graph is replaced whole, large ones in several requests, so a reader of the store may see one half sent; it never sees
a former statement beside the one that took its place for longer than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

from msgspec import Struct

from kgbuild.errors import EndpointError, GraphError
from kgbuild.graph.named_graphs import NamedGraph, iterate_graphs
from kgbuild.graph.store import Graph
from kgbuild.stores.client import Client
from kgbuild.stores.state import Sent, State, is_there

BATCH = 20_000
"""Triples of one request: some megabytes, which every store's limits let pass."""
_NAMED = 5
"""Graphs that an error names."""
Listener = Callable[[str, int], object]
"""Called after each graph with its name and how many triples were sent, 0 for one that was there already."""


class PushReport(Struct, frozen=True, kw_only=True):
    """What a push did: named graphs and triples of the graph, and how many of them had to be sent.

    `strangers` are named graphs of the same base that the store holds and this graph does not, and that this graph has
    not sent: another graph's, or those of a push whose memory was lost.
    """

    graphs: int
    triples: int
    sent: int
    sent_triples: int
    deleted: int
    retried: int
    strangers: tuple[str, ...]


def push_graph(
    graph: Graph,
    client: Client,
    *,
    refused: bool = False,
    batch: int = BATCH,
    again: bool = False,
    listen: Listener = lambda *_: None,
) -> PushReport:
    """Make a store hold this graph.

    Args:
        graph: an opened graph.
        client: the store.
        refused: push the graphs of refused statements too.
        batch: the most triples of one request.
        again: send everything, whatever was sent before.
        listen: called after each named graph.

    Raises:
        GraphError: no build has ended in the graph.
        EndpointError: the store can't be reached, refuses, or holds other counts than it was sent.
    """
    if not graph.manifest.sha256:
        raise GraphError(f"{graph.path}: no build has ended here yet. Run 'kgbuild build' again; it continues.")
    with State(graph.path, client.target) as state:
        if again:
            state.forget()
        push = _Push(graph, client, state, refused=refused, batch=batch)
        wanted = push.send_changed(listen)
        deleted = push.delete_gone(wanted)
        if wrong := push.find_wrong(wanted):
            push.send_again(wrong)
            if wrong := push.find_wrong({name: wanted[name] for name in wrong}):
                raise EndpointError(_describe_wrong(client, wanted, wrong))
        base = f"{graph.names.base}graph/"
        strangers = [name for name in client.list_graphs(base) if name not in wanted]
        return PushReport(
            graphs=len(wanted),
            triples=sum(one.count for one in wanted.values()),
            sent=push.sent,
            sent_triples=push.sent_triples,
            deleted=deleted,
            retried=client.retried,
            strangers=tuple(strangers),
        )


def _describe_wrong(client: Client, wanted: dict[str, Sent], wrong: dict[str, int]) -> str:
    names = [f"{name} ({found:,} of {wanted[name].count:,})" for name, found in sorted(wrong.items())[:_NAMED]]
    more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
    return (
        f"{client.target.graph_store}: holds other counts than it was sent, after two tries: {', '.join(names)}{more}. "
        "Does anything else write to these graphs, do --endpoint and --graph-store lead to one store, and does a query "
        "see at once what was written? Then run the same command again."
    )


class _Push:
    """One push under way."""

    def __init__(self, graph: Graph, client: Client, state: State, *, refused: bool, batch: int) -> None:
        self.graph, self.client, self.state, self.refused, self.batch = graph, client, state, refused, batch
        self.sent = self.sent_triples = 0

    def iterate(self) -> Iterator[tuple[NamedGraph, Sent]]:
        """The named graphs, each with what is to be known of it."""
        for named in iterate_graphs(self.graph, refused=self.refused):
            digest = sha256("".join(named.lines).encode()).hexdigest()
            yield named, Sent(named.name, digest, len(named.lines))

    def send_changed(self, listen: Listener) -> dict[str, Sent]:
        """Send what the store does not hold yet; all that it is to hold, by name."""
        counts = self.client.count(sorted(self.state.sent))
        wanted: dict[str, Sent] = {}
        for named, goal in self.iterate():
            wanted[goal.graph] = goal
            there = is_there(self.state.sent, counts, goal)
            if not there:
                self.send(named, goal)
            listen(goal.graph, 0 if there else goal.count)
        return wanted

    def send(self, named: NamedGraph, goal: Sent) -> None:
        """Replace one named graph."""
        self.state.note(Sent(named.name, None))
        self.client.put(named.name, named.lines[: self.batch])
        for start in range(self.batch, len(named.lines), self.batch):
            self.client.add(named.name, named.lines[start : start + self.batch])
        self.state.note(goal)
        self.sent += 1
        self.sent_triples += goal.count

    def delete_gone(self, wanted: dict[str, Sent]) -> int:
        """Delete what was sent once and stands no more; how many graphs."""
        gone = sorted(self.state.sent.keys() - wanted.keys())
        for name in gone:
            self.client.delete(name)
            self.state.drop(name)
        return len(gone)

    def find_wrong(self, wanted: dict[str, Sent]) -> dict[str, int]:
        """The graphs of which the store holds more or less than it was sent, with how much."""
        counts = self.client.count(sorted(wanted))
        wrong = {name: counts.get(name, 0) for name, goal in wanted.items() if counts.get(name, 0) != goal.count}
        for name in wrong:
            self.state.note(Sent(name, None))
        return wrong

    def send_again(self, wrong: dict[str, int]) -> None:
        """Send some graphs a second time."""
        for named, goal in self.iterate():
            if named.name in wrong:
                self.send(named, goal)
