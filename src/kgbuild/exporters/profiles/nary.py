"""The profile `nary`: the graph as it is kept, a statement being a node with its slots, without loss."""

from __future__ import annotations

from kgbuild.exporters._lines import read_pieces as read

__all__ = ["read"]
