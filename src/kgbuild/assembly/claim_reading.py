"""The statements of one article and what assembly decided about them in, the claims that agreement is read from out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec.structs import replace

from kgbuild.assembly.amounts import read_amounts
from kgbuild.assembly.claims import SCENE, VIOLENCE, Claim, Site
from kgbuild.assembly.keys import actor_key, encode, is_nameless, place_key
from kgbuild.assembly.knowledge import load_knowledge
from kgbuild.assembly.layout import Layout, lay_out
from kgbuild.assembly.offices import Office
from kgbuild.assembly.parties import LOCAL, Party, is_proper, is_weapon
from kgbuild.assembly.sides import Sides
from kgbuild.assembly.support import Report
from kgbuild.model import Actor, Claimant, Place, Statement

_TOWNS = frozenset({"settlement", "feature", "admin2", None})
"""Levels of what may be called a town; gazetteers have many a town as its district."""
_CUT = 80
_DEALINGS = frozenset({"AGREE", "CONSULT", "COOPERATE"})


def read_claims(
    statements: Iterable[Statement],
    *,
    text: str,
    events: Mapping[str, str],
    sides: Sides | None = None,
    report: Report | None = None,
    identify: Callable[[str], str] = str,
) -> list[Claim]:
    """The claims that the accepted statements of one article make, in the order of its text.

    "The town", said of who holds it, is the one that the article has named, if it has named one only; and so is the
    place of an attack that is denied without one. "The area" that nothing names is where the attack was that the
    article tells of first. "Both sides" that agree are those who met in the same paragraph or the one before. An attack
    without an attacker is laid on those with whom the next sentence begins, if it says no more than that they fire.

    Args:
        statements: of one article, those that say no more than that somebody spoke among them.
        text: what the article says, for where its sentences and paragraphs begin.
        events: the event of each statement by its id; one that is in none is alone.
        sides: finds whose word each is; without it nobody can tell.
        report: the article as a source; without it the article is independent of all others.
        identify: the identity that a key was joined to; without it every key is its own.
    """
    claims: list[Claim] = []
    layout = lay_out(text)
    towns: dict[str, Site] = {}
    scene: str | None = None
    dealing: Claim | None = None
    ordered = sorted(statements, key=lambda one: (one.trigger, one.id))
    offices = sides.offices.read_all(ordered) if sides is not None else {}
    for statement in ordered:
        claim = _read_claim(statement, events.get(statement.id, statement.id), sides, offices, report, identify)
        towns |= {site.key: site for site in claim.sites if site.level in _TOWNS and not site.beside}
        unplaced = _speaks_of_town(statement) or (claim.type in VIOLENCE and claim.stance < 0)
        if not claim.sites and len(towns) == 1 and unplaced:
            claim = replace(claim, sites=tuple(replace(site, relation="in") for site in towns.values()))
        elif not claim.sites and scene is not None and (words := _name_area(statement)):
            claim = replace(claim, sites=(_make_scene(scene, words),))
        if scene is None and claim.type in VIOLENCE and claim.stance:
            scene = claim.event
        if claim.type in _DEALINGS:
            if dealing is not None and layout.count_paragraphs(dealing.start, claim.start) < 2:
                claim = _name_both(claim, dealing)
            if len(claim.actors + claim.recipients) > 1:
                dealing = claim
        claims.append(claim)
    return [_lay_blame(claim, claims[place + 1 :], layout) for place, claim in enumerate(claims)]


def _read_claim(
    statement: Statement,
    event: str,
    sides: Sides | None,
    offices: Mapping[str, Office],
    report: Report | None,
    identify: Callable[[str], str],
) -> Claim:
    article, date = statement.article, statement.date
    home = f"statement/{encode(statement.id)}"
    keys = [
        identify(actor_key(article.id, claimant, f"{home}/claim/{position}"))
        for position, claimant in enumerate(statement.claimants)
    ]
    voice, voice_name = _read_voice(statement, keys)
    return Claim(
        id=statement.id,
        article=article.id,
        lineage=report.story if report else article.id,
        origins=report.origins if report else (),
        published=article.published,
        event=event,
        type=statement.action.type,
        mode=statement.action.mode,
        start=statement.trigger.start,
        trigger=statement.trigger.text,
        actors=_read_parties(statement, "actor", statement.actors, keys, identify),
        recipients=_read_parties(statement, "recipient", statement.recipients, keys, identify),
        sites=_read_sites(statement, identify),
        earliest=date.earliest if date else None,
        latest=date.latest if date else None,
        precision=date.precision if date else "unknown",
        dated=date is not None and date.basis == "text",
        amounts=read_amounts(statement),
        status=statement.status,
        polarity=statement.polarity,
        modality=statement.modality,
        voice=voice,
        voice_name=voice_name,
        speaker=keys[-1] if keys else None,
        quoted=bool(statement.claimants) and statement.claimants[-1].mention is not None,
        words=_cut_words(statement),
        side=sides.of_statement(statement, keys, offices) if sides is not None else None,
    )


def _lay_blame(claim: Claim, rest: Sequence[Claim], layout: Layout) -> Claim:
    """The claim with those who are told right after it to fire, at nothing that is named: "Shells fall on the town".

    Whose sentence does not begin with who fires tells of something else: "Much is in ruins after the army's offensive".
    """
    if claim.type not in VIOLENCE or claim.stance < 1 or any(not is_weapon(party) for party in claim.actors):
        return claim
    following = next((one for one in rest if one.type in VIOLENCE), None)
    if following is None or following.stance < 1:
        return claim
    if following.recipients or following.amounts or any(site.at for site in following.sites):
        return claim
    if not layout.are_neighbours(claim.start, following.start):
        return claim
    opening = layout.open_sentence(following.start).casefold().removeprefix("the ")
    known = tuple(party for party in following.actors if party.is_known)
    return replace(claim, blamed=known) if any(opening.startswith(_drop_article(one.words)) for one in known) else claim


def _drop_article(words: str) -> str:
    return words.casefold().removeprefix("the ")


def _name_both(claim: Claim, dealing: Claim) -> Claim:
    """The claim with those whom the article has told of for "both sides"."""
    both = load_knowledge().parties.both
    if not any(party.key.startswith(LOCAL) and party.words.casefold() in both for party in claim.actors):
        return claim
    return replace(claim, actors=dealing.actors + dealing.recipients)


def _speaks_of_town(statement: Statement) -> bool:
    """Whether a word on who holds a place is about "the town"."""
    if statement.action.type not in {"CONTROL", "PRESENCE", "MOVE", "RETREAT"}:
        return False
    words = " ".join(mention.text for mention in statement.evidence).casefold()
    towns = "|".join(sorted(load_knowledge().control.towns))
    return re.search(rf"\b(?:the|this|that) (?:[\w-]+ )?(?:{towns})\b", words) is not None


def _name_area(statement: Statement) -> str | None:
    """The words of an area that is told of by no name: "the whole district"."""
    if statement.action.type != "CONTROL":
        return None
    words = " ".join(mention.text for mention in statement.evidence).casefold()
    areas = "|".join(sorted(load_knowledge().control.areas))
    found = re.search(rf"\b(?:the|this|that) (?:whole |entire |same )?(?:{areas})\b(?! of| [A-Z])", words)
    return found.group() if found else None


def _make_scene(event: str, words: str) -> Site:
    """Where an event happened, whatever place that is."""
    return Site(f"{SCENE}{event}", words, "in", beside=False, level=None, country=None, lat=None, lon=None)


def _cut_words(statement: Statement) -> str:
    """What follows the trigger in its evidence: "denied it", "held the whole town"."""
    start = statement.trigger.start
    return next(
        (
            mention.text[start - mention.start :][:_CUT]
            for mention in statement.evidence
            if mention.start <= start < mention.end
        ),
        "",
    )


def _read_voice(statement: Statement, keys: Sequence[str]) -> tuple[str, str]:
    """The key and the name of who says it; outlets, and whoever has a proper name alone, go by their names."""
    article = statement.article
    if not statement.claimants:
        name = article.agency or article.publisher or article.id
        return f"name/{name.casefold()}", name
    claimant, key = statement.claimants[-1], keys[-1]
    if key.startswith(LOCAL) and (claimant.mention is None or is_proper(claimant.name)):
        return f"name/{claimant.name.casefold()}", claimant.name
    return key, claimant.name


def _read_parties(
    statement: Statement, slot: str, actors: tuple[Actor, ...], keys: Sequence[str], identify: Callable[[str], str]
) -> tuple[Party, ...]:
    """The parties of a slot; "we", "our troops" and "its men" are those of the body that is quoted.

    A person who says "our troops" does not command them, so they stay nobody's.
    """
    parties = []
    home = f"statement/{encode(statement.id)}/{slot}"
    for position, actor in enumerate(actors):
        key = identify(actor_key(statement.article.id, actor, f"{home}/{position}"))
        words = actor.mention.text if actor.mention else _name(actor)
        party = Party(key=key, name=_name(actor), kind=actor.kind, country=actor.country, words=words)
        first = next(iter(words.split()), "")
        own = first.casefold() in load_knowledge().parties.own and not (
            first.isupper() and len(first) > 1
        )  # "US" is no "us".
        speaker = statement.claimants[-1] if statement.claimants else None
        if own and key.startswith(LOCAL) and speaker is not None and speaker.kind != "person":
            kind = speaker.kind if actor.kind in {"unknown", "group"} else actor.kind
            party = replace(party, key=keys[-1], name=speaker.name, kind=kind, country=actor.country or speaker.country)
        parties.append(party)
    return tuple(parties)


def _name(actor: Actor | Claimant | Place) -> str:
    return actor.name or (actor.mention.text if actor.mention else "")


def _read_sites(statement: Statement, identify: Callable[[str], str]) -> tuple[Site, ...]:
    return tuple(
        Site(
            key=identify(
                place_key(statement.article.id, place, f"statement/{encode(statement.id)}/location/{position}")
            ),
            name=_name(place),
            relation=place.relation,
            beside=place.bearing is not None,
            level=place.level,
            country=place.country,
            lat=place.lat,
            lon=place.lon,
        )
        for position, place in enumerate(statement.locations)
        if place.usage == "place" and not is_nameless(place)
    )
