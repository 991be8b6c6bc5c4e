"""An action and its sides in, the same action with its CAMEO and ACLED codes out, or its UCDP type of violence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import structs

from kgbuild.model import Action, Actor
from kgbuild.vocabulary.schemes import AcledCodes, ActionConcept, Concept

Side = Literal["armed", "civilian", "other"]


def complete_action(
    action: Action,
    actors: Sequence[Actor] = (),
    recipients: Sequence[Actor] = (),
    *,
    country: str | None = None,
    types: Mapping[str, ActionConcept],
    sectors: Mapping[str, Concept],
) -> Action:
    """The action with the codes of its type and mode; codes that it has already stay.

    `country` (alpha-3) is where it happens. Where a code depends on the sides and these are not known, it stays
    `None`: a wrong ACLED row is worse than none. A type or mode that the scheme does not have gives no codes.
    """
    concept = types.get(action.type)
    if concept is not None and action.mode is not None:
        concept = concept.modes.get(action.mode)
    if concept is None:
        return action
    cameo = action.cameo or concept.cameo
    acled = action.acled or _choose_acled(concept.acled, actors, recipients, country, sectors)
    if (cameo, acled) == (action.cameo, action.acled):
        return action
    return structs.replace(action, cameo=cameo, acled=acled)


def choose_violence_type(
    action: Action,
    actors: Sequence[Actor],
    recipients: Sequence[Actor],
    *,
    types: Mapping[str, ActionConcept],
    sectors: Mapping[str, Concept],
) -> str | None:
    """UCDP's type of violence ('1', '2' or '3') by the sides; `None` for what is none, or when the sides are not known.

    UCDP counts an act only if somebody dies of it; deaths are for the caller to look at.
    """
    concept = types.get(action.type)
    if concept is None or not actors or not all(_is_party(actor, sectors) for actor in actors):
        return None
    if any(side_of(actor, sectors) == "civilian" for actor in recipients):
        return concept.ucdp.against_civilians
    # A clash "between A and B" has two actors and no recipient.
    if not all(_is_party(actor, sectors) for actor in recipients) or len(actors) + len(recipients) < 2:
        return None
    parties = (*actors, *recipients)
    return (
        concept.ucdp.with_state if any(_acts_for_state(one, sectors) for one in parties) else concept.ucdp.among_groups
    )


def _is_party(actor: Actor, sectors: Mapping[str, Concept]) -> bool:
    """Whether the actor can wage an armed conflict: it bears arms or acts for a state."""
    return side_of(actor, sectors) == "armed" or _acts_for_state(actor, sectors)


def _choose_acled(
    codes: AcledCodes,
    actors: Sequence[Actor],
    recipients: Sequence[Actor],
    country: str | None,
    sectors: Mapping[str, Concept],
) -> str | None:
    if codes.by_own_state or codes.by_others:
        return _by_doer(codes, actors, country, sectors) or codes.default
    if codes.among_armed or codes.against_civilians:
        harmed = {side_of(actor, sectors) for actor in recipients}
        if "civilian" in harmed:
            return codes.against_civilians or codes.default
        # A clash "between A and B" has two actors and no recipient.
        if harmed == {"armed"} or (len(actors) > 1 and not harmed and _all_armed(actors, sectors)):
            return codes.among_armed or codes.default
    return codes.default


def _by_doer(
    codes: AcledCodes, actors: Sequence[Actor], country: str | None, sectors: Mapping[str, Concept]
) -> str | None:
    """ACLED counts forces of another state among the others, so a state's act needs both countries known."""
    if not actors:
        return None
    if all(_acts_for_state(actor, sectors) for actor in actors):
        homes = {actor.country for actor in actors}
        if country is None or None in homes:
            return None
        return codes.by_own_state if homes == {country} else codes.by_others
    return codes.by_others if _all_armed(actors, sectors) else None


def _all_armed(actors: Sequence[Actor], sectors: Mapping[str, Concept]) -> bool:
    return all(side_of(actor, sectors) == "armed" for actor in actors)


def side_of(actor: Actor, sectors: Mapping[str, Concept]) -> Side:
    """Whether the actor bears arms or is a civilian, by its sector, else by its kind."""
    sector = sectors.get(actor.sector or "")
    if sector is not None and (sector.armed or sector.civilian):
        return "armed" if sector.armed else "civilian"
    return "armed" if actor.kind in {"armed_group", "armed_force"} else "other"


def _acts_for_state(actor: Actor, sectors: Mapping[str, Concept]) -> bool:
    sector = sectors.get(actor.sector or "")
    if sector is not None:
        return sector.of_state
    return actor.kind in {"armed_force", "state"}
