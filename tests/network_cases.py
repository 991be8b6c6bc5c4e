"""Networks that are hard on file formats: odd names, values of every type, parallel edges, equal labels."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import networkx as nx
from hypothesis import strategies as st

from fake_graph import NASTY
from kgbuild.exporters._output import Output
from network_strategies import KINDS, VALUES
from network_strategies import TEXTS as PLAIN_TEXTS

TEXTS = PLAIN_TEXTS | st.sampled_from(["()", "[]", "a\\", "\\N", '"', "&amp;", "&#65;", "%", "x]", "a (2)", NASTY])
NAMES = (
    "label", "kind", "id", "weight", "name", "url", "iri", "size", "sides", "claimed_by", "claimedBy", "Größe", "9",
)  # fmt: skip
ROWS = st.dictionaries(st.sampled_from(NAMES), VALUES | TEXTS, max_size=4)
KEYS = st.sampled_from(["s1/acts-on", "s2/says", 0, "0"])


@st.composite
def networks(draw: st.DrawFn) -> nx.Graph:
    """Up to four nodes and five edges, of any of networkx's four kinds."""
    network = draw(KINDS)(view="actors")
    names = draw(st.lists(TEXTS | st.integers(0, 3), max_size=4, unique=True))
    for name in names:
        network.add_node(name, **draw(ROWS))
    for _ in range(draw(st.integers(0, 5)) if names else 0):
        source, target = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        key = (draw(KEYS),) if network.is_multigraph() else ()
        network.add_edge(source, target, *key)
        network.edges[source, target, *key].update(draw(ROWS))
    return network


def make_hard_network(*, directed: bool = True, multi: bool = True) -> nx.Graph:
    """One network with all of it at once."""
    kinds = {(True, True): nx.MultiDiGraph, (True, False): nx.DiGraph, (False, True): nx.MultiGraph}
    network = kinds.get((directed, multi), nx.Graph)()
    network.add_node("http://x/?a=1&b=2", label=NASTY, size=2**40, day=date(2025, 3, 2), list=["a", None, "b; c"])
    network.add_node("two", label="people", share=1e-7, truth=True, nothing=None, words='back\\slash "quote" \\')
    network.add_node("three", label="people", share=float("nan"), truth=False, id="own", words="&amp; &#65; %\\N")
    network.add_edge("http://x/?a=1&b=2", "two", evidence=NASTY, weight=2.5, stance="denies", label="A (denied)")
    network.add_edge("http://x/?a=1&b=2", "two", evidence="plain", label="A", count=7)
    network.add_edge("two", "two", evidence="\t\n\r", label="", url="http://x/?a=1&lt=2; http://y")
    network.add_edge("three", "two", evidence="غزة", label='say "x"', weight=float("inf"))
    return network


def write(writer: Callable[..., None], network: nx.Graph) -> bytes:
    """What a writer makes of a network."""
    file = io.BytesIO()
    writer(network, Output(stream=file))
    return file.getvalue()
