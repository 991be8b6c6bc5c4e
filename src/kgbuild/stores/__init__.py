"""SPARQL stores elsewhere: a graph in, the same graph in a store out."""

from __future__ import annotations

from kgbuild.stores.client import Client, Target, make_target
from kgbuild.stores.push import PushReport, push_graph

__all__ = ["Client", "PushReport", "Target", "make_target", "push_graph"]
