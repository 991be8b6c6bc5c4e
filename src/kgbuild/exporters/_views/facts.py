"""A statement in, its values out as flat attributes: text, numbers and truth values, `None` where nothing is known."""

from __future__ import annotations

from collections.abc import Iterable

from kgbuild.assembly.support import find_stance
from kgbuild.exporters import _ordered
from kgbuild.exporters._columns import JOINT, distinct
from kgbuild.model import Event, Place, Statement

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
        "place": join(map(tell_place, statement.locations)),
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
        "evidence": JOINT.join(_ordered.list_evidence([statement])),
    }


def name_place(place: Place) -> str:
    """The gazetteer's name, else the words, else "unknown"."""
    return _ordered.name_place(place) or "unknown"


def tell_place(place: Place) -> str:
    """The place, and how the words stand to it where that is not "in" it: "toward Goma", "40 km north of Goma"."""
    relation = None if place.relation == "in" else place.relation
    return " ".join(part for part in (relation, place.bearing, name_place(place)) if part)


def name_days(earliest: str | None, latest: str | None) -> str:
    """The days, no more precise than they are known: `2025-03-01/2025-03-31`, `by 2025-04-08`; empty for no day."""
    if earliest and latest:
        return earliest if earliest == latest else f"{earliest}/{latest}"
    return f"by {latest}" if latest else f"since {earliest}" if earliest else ""


def name_event(event: Event) -> str:
    """Its type and days; "(denied)" where sources deny it and none supports it, "(open)" where none says either."""
    stance = "affirms" if event.supporting else "denies" if event.denying else "neither"
    return f"{event.type}{_STANCES.get(stance, '')} {name_days(event.earliest, event.latest)}".rstrip()


def name_statement(statement: Statement) -> str:
    """What it says was done and the word for it; of a denied or planned deed that it is so, as on edges."""
    return f"{statement.action.type}{_STANCES.get(find_stance(statement), '')}: {statement.trigger.text}"


def name_edge(role: str, facts: Attributes) -> str:
    """What to show on an edge, and what parallel edges have in common that a drawing may show as one.

    A denied attack is "ASSAULT (denied)", one that is planned or disputed "ASSAULT (open)": neither is an attack.
    """
    action = str(facts.get("action"))
    name = {"acts-on": action, "acts-at": action, "suffers-at": f"suffers {action}"}.get(role, role)
    return name if role in PLAIN_ROLES else name + _STANCES.get(str(facts.get("stance")), "")


def join(texts: Iterable[str]) -> str | None:
    """Texts in one, each once; `None` where there are none."""
    return JOINT.join(distinct(texts)) or None
