"""Mentions of one actor inside an article: spans in, the same spans with chain numbers out."""

from __future__ import annotations

from dataclasses import replace

from kgbuild.language.parse import ActorSpan, Parse
from kgbuild.registry import Registry


def link_chains(parse: Parse, spans: tuple[ActorSpan, ...], registry: Registry) -> tuple[ActorSpan, ...]:
    """Number the chains from 1 in order of first mention."""
    del parse, registry
    chains: dict[str, int] = {}
    found: list[ActorSpan] = []
    for span in spans:
        key = span.entity or f"@{span.first}"
        chain = chains.setdefault(key, len(chains) + 1)
        found.append(replace(span, chain=chain))
    return tuple(found)
