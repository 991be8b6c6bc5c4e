"""Short statements for assembly tests: who did what where on which day, each from an article of its own."""

from __future__ import annotations

from typing import Any

from kgbuild.model import Action, Actor, Article, FoundBy, Mention, Place, Quantity, Statement, When, make_article

PLACES: dict[str, Place] = {
    "Goma": Place(mention=None, name="Goma", geonames=1, lat=-1.67, lon=29.22, country="COD", level="settlement",
                  status="resolved", within="North Kivu"),
    "Sake": Place(mention=None, name="Sake", geonames=2, lat=-1.57, lon=29.04, country="COD", level="settlement",
                  status="resolved"),
    "Munigi": Place(mention=None, name="Munigi", geonames=3, lat=-1.62, lon=29.22, country="COD", level="settlement",
                    status="resolved"),
    "North Kivu": Place(mention=None, name="North Kivu", geonames=4, country="COD", level="admin1", status="resolved"),
    "DRC": Place(mention=None, name="DR Congo", geonames=5, country="COD", level="country", status="resolved"),
    "Kharkiv": Place(mention=None, name="Kharkiv", geonames=6, lat=49.98, lon=36.25, country="UKR", level="settlement",
                     status="resolved"),
    "Goma?": Place(mention=None, name="Goma", country="COD", status="ambiguous", candidates=(1, 9)),
}  # fmt: skip
ACTORS: dict[str, Actor] = {
    "M23": Actor(mention=None, name="March 23 Movement", id="m23", kind="armed_group", country="COD"),
    "FARDC": Actor(mention=None, name="FARDC", id="fardc", kind="armed_force", country="COD"),
    "DRC": Actor(mention=None, name="DR Congo", id="cod", kind="state", country="COD"),
    "Rwanda": Actor(mention=None, name="Rwanda", id="rwa", kind="state", country="RWA"),
    "gunmen": Actor(mention=None, kind="armed_group"),
    "55th Brigade": Actor(mention=None, name="55th Brigade", kind="armed_force"),
    "57th Brigade": Actor(mention=None, name="57th Brigade", kind="armed_force"),
}


def make_when(value: str | None, precision: str = "day") -> When | None:
    """A day, or the seven days from it on, a month, or a bound."""
    if value is None:
        return None
    if precision == "bound":
        return When(mention=None, value=value, latest=value, precision="bound")
    if precision == "month":
        return When(mention=None, value=value, earliest=f"{value}-01", latest=f"{value}-28", precision="month")
    latest = value if precision == "day" else f"{value[:8]}{int(value[8:]) + 6:02}"
    return When(mention=None, value=value, earliest=value, latest=latest, precision=precision)


def tell(
    id: str,
    place: str | None = "Goma",
    day: str | None = "2025-03-02",
    *,
    by: str | None = "M23",
    on: str | None = None,
    type: Any = "ASSAULT",
    mode: str | None = None,
    article: str | None = None,
    trigger: Mention | None = None,
    precision: str = "day",
    relation: Any = "in",
    killed: int | None = None,
    unit: str | None = "person",
    **fields: Any,
) -> Statement:
    """A statement `id` from article `id` unless another is named."""
    given = (PLACES[name] for name in (place.split("+") if place else ()))
    header = make_article(f"Text of {article or id}.", id=article or id).header
    return Statement(
        id=id,
        article=header,
        evidence=(Mention(0, 4, f"Text {id}"),),
        trigger=trigger or Mention(0, 4, "Text"),
        action=Action(type=type, mode=mode),
        actors=(ACTORS[by],) if by else (),
        recipients=(ACTORS[on],) if on else (),
        locations=tuple(Place(**{**read(place), "relation": relation}) for place in given),
        date=make_when(day, precision),
        quantities=(Quantity(start=0, end=1, text="T", low=killed, high=killed, unit=unit, kind="killed"),)
        if killed is not None
        else (),
        extractor=FoundBy("rules", "0", "test"),
        **fields,
    )


def read(place: Place) -> dict[str, Any]:
    """A place's fields."""
    return {name: getattr(place, name) for name in place.__struct_fields__}


def articles_of(statements: list[Statement]) -> dict[str, Article]:
    """Their articles, each with a text of its own."""
    ids = {statement.article.id for statement in statements}
    return {number: make_article(f"Text of {number}.", id=number) for number in ids}
