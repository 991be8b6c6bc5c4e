"""A statement in, its values out as flat attributes: text, numbers and truth values, `None` where nothing is known."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.assembly.support import find_stance
from kgbuild.model import Place, Statement

Attributes = dict[str, str | int | float | bool | None]
_STANCES = {"denies": " (denied)", "neither": " (open)"}
PLAIN_ROLES = frozenset({"says", "quotes", "evidence", "groups"})
"""Roles of edges that hold whatever the statement says of the deed."""


def describe_statement(statement: Statement) -> Attributes:
    """A statement's values as flat attributes; several claimants, places or stretches are joined by "; "."""
    date = statement.date
    return {
        **tell_source(statement),
        "action": statement.action.type,
        "mode": statement.action.mode,
        "status": statement.status,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "stance": find_stance(statement),
        "earliest": date.earliest if date else None,
        "latest": date.latest if date else None,
        "precision": date.precision if date else None,
        "claimants": join(claimant.name for claimant in statement.claimants),
        "place": join(name_place(place) for place in statement.locations),
        "confidence": float(statement.confidence),
        "findings": join(finding.code for finding in statement.findings),
    }


def tell_source(statement: Statement) -> Attributes:
    """Where a statement stands: its id, article, address and sentence."""
    return {
        "statement": statement.id,
        "article": statement.article.id,
        "url": statement.article.url,
        "publisher": statement.article.publisher,
        "evidence": "; ".join(mention.text for mention in statement.evidence),
    }


def name_place(place: Place) -> str:
    """The gazetteer's name, else the words."""
    return place.name or (place.mention.text if place.mention else "unknown")


def name_edge(role: str, facts: Attributes) -> str:
    """What to show on an edge, and what parallel edges have in common that a drawing may show as one.

    A denied attack is "ASSAULT (denied)", one that is planned or disputed "ASSAULT (open)": neither is an attack.
    """
    action = str(facts.get("action"))
    name = {"acts-on": action, "acts-at": action, "suffers-at": f"suffers {action}"}.get(role, role)
    return name if role in PLAIN_ROLES else name + _STANCES.get(str(facts.get("stance")), "")


def join(texts: Iterable[str]) -> str | None:
    """Texts in one, each once; `None` where there are none."""
    return "; ".join(dict.fromkeys(texts)) or None
