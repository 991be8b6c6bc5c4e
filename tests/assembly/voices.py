"""Short claims for tests of agreement and control: who says what of one event, in which article, on which day."""

from __future__ import annotations

from typing import Any

from kgbuild.assembly.amounts import EVERYONE, Amount
from kgbuild.assembly.claims import Claim, Site
from kgbuild.assembly.parties import Party

PARTIES = {
    "M23": Party("actor/m23", "March 23 Movement", "armed_group", "COD", "M23"),
    "army": Party("actor/fardc", "FARDC", "armed_force", "COD", "army"),
    "DR Congo": Party("actor/cod", "DR Congo", "state", "COD", "Kinshasa"),
    "Rwanda": Party("actor/rwa", "Rwanda", "state", "RWA", "Rwanda"),
    "gunmen": Party("article/x/actor/1", "gunmen", "armed_group", "COD", "gunmen"),
    "the government": Party("article/x/actor/2", "government", "organization", None, "government"),
    "rebels": Party("article/x/actor/3", "rebels", "armed_group", None, "rebels"),
    "neither": Party("article/x/actor/4", "side", "group", None, "neither side"),
    "people": Party("article/x/actor/5", "people", "group", None, "people"),
    "soldiers": Party("article/x/actor/6", "soldiers", "armed_force", "COD", "soldiers"),
    "bus depot": Party("article/x/actor/7", "bus depot", "unknown", None, "the bus depot"),
    "railway yard": Party("article/x/actor/8", "railway yard", "unknown", None, "a railway yard"),
    "hospital": Party("article/x/actor/9", "hospital", "unknown", None, "the town's hospital"),
}
SITES = {
    "Goma": Site("place/geonames-1", "Goma", "in", False, "settlement", "COD", -1.67, 29.22),
    "near Goma": Site("place/geonames-1", "Goma", "near", False, "settlement", "COD", -1.67, 29.22),
    "north of Goma": Site("place/geonames-1", "Goma", "in", True, "settlement", "COD", -1.67, 29.22),
    "from Goma": Site("place/geonames-1", "Goma", "from", False, "settlement", "COD", -1.67, 29.22),
    "Sake": Site("place/geonames-2", "Sake", "in", False, "settlement", "COD", -1.57, 29.04),
    "Goma airport": Site("place/geonames-9", "Goma airport", "in", False, "feature", "COD", -1.67, 29.23),
    "North Kivu": Site("place/geonames-4", "North Kivu", "in", False, "admin1", "COD", None, None),
}


def count(kind: Any = "killed", low: float | None = None, high: float | None = None, of: str = EVERYONE) -> Amount:
    """So many; one number is exact, a low one alone a floor, a high one alone a ceiling."""
    return Amount(kind, of, low, high, None, False, f"{low}..{high}")


def exactly(number: float, kind: Any = "killed", of: str = EVERYONE) -> Amount:
    """An exact count."""
    return count(kind, number, number, of)


def claim(
    id: str,
    voice: str = "army",
    day: str | None = "2025-03-02",
    *,
    article: str | None = None,
    lineage: str | None = None,
    side: str | None = None,
    by: str | None = None,
    on: str | None = None,
    at: str | None = None,
    on_day: str | None = None,
    amounts: tuple[Amount, ...] = (),
    type: str = "ASSAULT",
    mode: str | None = None,
    event: str = "e1",
    voice_key: str | None = None,
    **fields: Any,
) -> Claim:
    """What `voice` says in an article published on `day`; by default each statement has an article of its own."""
    given: dict[str, Any] = {
        "id": id,
        "article": article or f"a{id}",
        "lineage": lineage or article or f"a{id}",
        "origins": (),
        "published": day,
        "event": event,
        "type": type,
        "mode": mode,
        "start": 0,
        "trigger": "attacked",
        "actors": tuple(PARTIES[name] for name in (by.split("+") if by else ())),
        "recipients": tuple(PARTIES[name] for name in (on.split("+") if on else ())),
        "sites": tuple(SITES[name] for name in (at.split("+") if at else ())),
        "earliest": on_day,
        "latest": on_day or day,
        "precision": "day" if on_day else "bound",
        "dated": on_day is not None,
        "amounts": amounts,
        "status": "claimed",
        "polarity": "positive",
        "modality": "actual",
        "voice": voice_key or f"name/{voice}",
        "speaker": "actor/x",
        "voice_name": voice,
        "quoted": True,
        "words": "",
        "side": side,
    }
    return Claim(**(given | fields))
