"""For every code one statement broken in that way only, and one that comes near and is right.

A case is a function from nothing to the statements and their article; it starts from `factory.make_statement`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import structs

from factory import SENTENCE, make_statement, sample_article, span
from kgbuild.model import Action, Actor, Article, Claimant, Mention, Place, Quantity, Statement, When

Case = tuple[list[Statement], Article]


def with_fields(**fields: Any) -> Callable[[], Case]:
    """The valid statement with other fields."""
    return lambda: ([make_statement(**fields)], sample_article())


def with_item(slot: str, **fields: Any) -> Callable[[], Case]:
    """The valid statement with other fields in the first item of a slot."""

    def make() -> Case:
        statement = make_statement()
        first, *rest = getattr(statement, slot)
        return [structs.replace(statement, **{slot: (structs.replace(first, **fields), *rest)})], sample_article()

    return make


def with_date(words: str | None = None, *, modality: str = "actual", **fields: Any) -> Callable[[], Case]:
    """The valid statement with another date, read from the given words of the sentence."""

    def make() -> Case:
        date = make_statement().date
        assert date is not None
        mention = {"mention": span(words)} if words else {}
        return [make_statement(date=structs.replace(date, **mention, **fields), modality=modality)], sample_article()

    return make


def with_article(statement_fields: dict[str, Any] | None = None, **fields: Any) -> Callable[[], Case]:
    """The valid statement of an article with other fields."""

    def make() -> Case:
        article = sample_article(**fields)
        return [make_statement(article, **(statement_fields or {}))], article

    return make


def with_text(sentence: str, **fields: Callable[[Article], Any]) -> Callable[[], Case]:
    """A statement of another sentence; each field is made from the article."""

    def make() -> Case:
        article = sample_article(sentence)
        given: dict[str, Any] = {
            "evidence": (span(sentence, article),),
            "trigger": span("shelled", article),
            "actors": (),
            "recipients": (),
            "locations": (),
            "date": None,
            "claimants": (),
            "quantities": (),
            "status": "asserted",
        }
        return [make_statement(article, **(given | {name: value(article) for name, value in fields.items()}))], article

    return make


def two(first: dict[str, Any], second: dict[str, Any]) -> Callable[[], Case]:
    """Two statements of one article."""
    return lambda: ([make_statement(id="s1", **first), make_statement(id="s2", **second)], sample_article())


def number(words: str, article: Article, low: float | None, high: float | None, kind: str = "killed") -> Quantity:
    return Quantity(**structs.asdict(span(words, article)), low=low, high=high, unit="person", kind=kind)


def aid(recipients: tuple[Actor, ...]) -> Callable[[], Case]:
    return with_fields(action=Action(type="AID", cameo="070"), recipients=recipients)


def moved(offset: int) -> Mention:
    trigger = span("shelled")
    return Mention(trigger.start + offset, trigger.end + offset, trigger.text)


PEOPLE = Actor(mention=span("people"), kind="group", sector="CVL")
REBELS = Actor(mention=span("M23 rebels"), name="March 23 Movement", id="m23", kind="armed_group", sector="REB")
ARMY = Claimant(name="army", kind="armed_force", mention=span("The army"), cue=span("said"))
AFP = Claimant(name="AFP", kind="media")
GOMA = make_statement().locations[0]
MONTH = {"value": "2025-03", "earliest": "2025-03-01", "latest": "2025-03-31"}
CHILDREN = "Rebels shelled the camp, killing 12 people, including two children."
SIEGE = "Rebels shelled the camp; 12 people died on Monday and two children later."


FAILING: dict[str, list[Callable[[], Case]]] = {
    "KG101": [with_fields(actors=(), recipients=(), locations=(), quantities=(), date=None)],
    "KG102": [aid(())],
    "KG103": [with_item("actors", mention=span("Goma"), kind="person", id=None)],
    "KG104": [
        with_item("actors", name="AFP", kind="organization", id=None),
        with_item("actors", name="Example Daily", kind="unknown", id=None),
        with_item("actors", kind="media"),
    ],
    "KG105": [
        with_fields(recipients=(structs.replace(REBELS, mention=None),)),
        with_fields(recipients=(Actor(mention=span("M23 rebels")),)),
    ],
    "KG106": [with_item("quantities", low=12, high=11)],
    "KG107": [with_item("quantities", low=-1, high=None), with_item("quantities", low=9_000_000, high=None)],
    "KG108": [
        with_text(CHILDREN, quantities=lambda a: (number("12 people", a, 12, 12), number("two children", a, 2, 2)))
    ],
    "KG109": [with_fields(confidence=1.2), with_fields(confidence=-0.1), with_fields(confidence=float("nan"))],
    "KG201": [with_date(earliest="2025-03-03", latest="2025-03-02")],
    "KG202": [with_date(earliest="2025-03"), with_date(latest="2025-02-30")],
    "KG203": [with_date(value="2025-04-01", earliest="2025-04-01", latest="2025-04-01")],
    "KG204": [with_article(published="4 March 2025"), with_article(published="2025-13-01")],
    "KG205": [with_date(**MONTH, words="March 2025", precision="day")],
    "KG206": [with_date(value="2025-03-02", precision="month")],
    "KG207": [
        with_article(
            {"date": When(mention=span("on Monday"), value="2025-03-03", anchor="publication")}, published=None
        )
    ],
    "KG301": [with_item("locations", lat=91.0), with_item("locations", lon=None), with_item("locations", lat=None)],
    "KG302": [with_item("locations", lat=50.4, lon=30.5), with_item("locations", country="UKR")],
    "KG303": [
        with_item("locations", lat=None, lon=None),
        with_item("locations", level="country", country=None),
    ],
    "KG304": [with_item("locations", geonames=None, lat=None, lon=None)],
    "KG305": [with_item("locations", status="ambiguous", candidates=(216281,))],
    "KG306": [two({}, {"locations": (structs.replace(GOMA, lat=-1.7),)})],
    "KG307": [with_item("locations", within="Rwanda")],
    "KG401": [
        with_fields(trigger=moved(1)),
        with_fields(evidence=(Mention(-5, 2000, SENTENCE),)),
        with_item("actors", mention=Mention(4, 8, "navy")),
        with_item("recipients", mention=Mention(9000, 9006, "people")),
        with_item("locations", mention=Mention(0, 4, "Goma")),
        with_item("claimants", mention=Mention(0, 4, "Army")),
        with_item("claimants", cue=Mention(0, 4, "said")),
        with_item("quantities", start=0, end=11),
        with_item("quantities", start=90, end=90, text=""),
    ],
    "KG402": [with_fields(evidence=())],
    "KG403": [
        with_fields(article=structs.replace(sample_article().header, sha256="0" * 64)),
        lambda: ([make_statement()], structs.replace(sample_article(), sha256="0" * 64)),
    ],
    "KG404": [with_fields(evidence=(span("M23 rebels"),))],
    "KG405": [with_fields(article=structs.replace(sample_article().header, id="a2"))],
    "KG501": [with_fields(action=Action(type="ATTACK"))],
    "KG502": [
        with_fields(action=Action(type="ASSAULT", mode="curfew")),
        with_fields(action=Action(type="AGREE", mode="x")),
    ],
    "KG503": [with_item("actors", sector="ARMY"), with_item("recipients", sector="")],
    "KG504": [
        with_item("actors", country="CD"),
        with_item("recipients", country="cod"),
        with_item("locations", country="ZZZ"),
        with_item("claimants", country="SCG"),
    ],
    "KG505": [with_item("actors", kind="rebel"), with_item("claimants", kind="agency")],
    "KG506": [with_fields(action=Action(type="ASSAULT", contexts=("military", "war")))],
    "KG507": [
        with_fields(polarity="neutral"),
        with_fields(status="said"),
        with_fields(modality="future"),
        with_item("locations", relation="at"),
        with_item("locations", level="city"),
        with_item("locations", usage="name"),
        with_item("locations", status="known"),
        with_item("quantities", kind="dead"),
        with_date(kind="moment"),
        with_date(precision="hour"),
        with_date(anchor="today"),
        with_date(basis="guess"),
    ],
    "KG508": [
        with_fields(action=Action(type="ASSAULT", cameo="21")),
        with_fields(action=Action(type="ASSAULT", cameo="1")),
    ],
    "KG509": [with_fields(action=Action(type="ASSAULT", acled="Armed clashes"))],
    "KG601": [
        two({"status": "claimed"}, {"status": "denied"}),
        two({"status": "claimed"}, {"status": "claimed", "polarity": "negative"}),
    ],
    "KG602": [with_fields(claimants=(ARMY, AFP, ARMY))],
    "KG603": [with_fields(claimants=()), with_fields(claimants=(), status="denied")],
    "KG604": [with_fields(status="asserted")],
}

PASSING: dict[str, list[Callable[[], Case]]] = {
    "KG101": [
        with_fields(actors=(), recipients=(), quantities=()),
        with_fields(actors=(), recipients=(), locations=()),
    ],
    "KG102": [aid((PEOPLE,)), with_fields(recipients=())],
    "KG103": [
        with_item("actors", mention=span("Goma"), kind="state", id=None),
        with_fields(locations=(Place(mention=span("M23 rebels"), usage="demonym"),)),
    ],
    "KG104": [
        with_item("actors", name="Example Daily", kind="armed_force", id=None),
        with_fields(action=Action(type="SAY"), actors=(Actor(mention=span("The army"), name="AFP", kind="media"),)),
    ],
    "KG105": [with_fields(recipients=(Actor(mention=span("The army"), name="army", kind="armed_force"),))],
    "KG106": [with_item("quantities", low=12, high=12), with_item("quantities", low=None, high=12)],
    "KG107": [with_item("quantities", low=0), with_item("quantities", low=9_000_000, kind="money", unit="USD")],
    "KG108": [
        with_text(SIEGE, quantities=lambda a: (number("12 people", a, 12, 12), number("two children", a, 2, 2))),
        with_text(
            CHILDREN,
            quantities=lambda a: (number("12 people", a, 12, 12, "wounded"), number("two children", a, 2, 2)),
        ),
    ],
    "KG109": [with_fields(confidence=0.0), with_fields(confidence=1.0)],
    "KG201": [with_date(earliest=None), with_date(latest=None), with_date(value=None, precision="unknown")],
    "KG202": [with_date(value="2024-02-29", earliest="2024-02-29", latest="2024-02-29")],
    "KG203": [
        with_date(earliest="2025-04-01", latest="2025-04-01", value="2025-04-01", modality=modality)
        for modality in ("planned", "hypothetical", "intended", "threatened", "requested")
    ]
    + [with_date(earliest="2025-03-05", latest="2025-03-05", value="2025-03-05"), with_date(latest="2025-12-31")],
    "KG204": [with_article(published="2025-03-04T23:59:00+02:00"), with_article(published=None)],
    "KG205": [
        with_date(**MONTH, words="March 2025", precision="month"),
        with_date(words="on 2 March 2025", precision="day"),
        with_date(words="2025", value="2025-03-02", precision="bound"),
    ],
    "KG206": [with_date(value="2025-03", precision="month"), with_date(value="2025-03-02", precision="bound")],
    "KG207": [
        with_article({"date": When(mention=span("on Monday"), anchor="publication")}, published=None),
        with_date(words="on Monday", anchor="publication"),
    ],
    "KG301": [
        with_item("locations", lat=None, lon=None, level="admin1"),
        with_item("locations", lat=-90, country=None),
    ],
    "KG302": [with_item("locations", lon=33.0), with_item("locations", lat=50.4, lon=30.5, level="area")],
    "KG303": [with_item("locations", level="country"), with_item("locations", level="admin2", lat=None, lon=None)],
    "KG304": [with_item("locations", geonames=None), with_item("locations", geonames=None, status="unresolved")],
    "KG305": [with_item("locations", status="ambiguous", candidates=(216281, 216282))],
    "KG306": [two({}, {"locations": (structs.replace(GOMA, relation="near"),)})],
    "KG307": [
        with_item("locations", within="Democratic Republic of the Congo"),
        with_item("locations", within="Kivu"),
        with_item("locations", within="Rwanda", claimed_by=("COD", "RWA")),
    ],
    "KG401": [with_text("Rebels 🚀 shelled مدينة غوما.", actors=lambda a: (Actor(mention=span("غوما", a)),))],
    "KG402": [with_fields(evidence=(span("M23 rebels shelled a market"),))],
    "KG403": [with_article(title="Another title")],
    "KG404": [with_fields(evidence=(span("The army said"), span("shelled")))],
    "KG405": [with_article(id="a2")],
    "KG501": [with_fields(action=Action(type="DISPLACE"))],
    "KG502": [with_fields(action=Action(type="COERCE", mode="curfew")), with_fields(action=Action(type="AGREE"))],
    "KG503": [with_item("actors", sector="UAF"), with_item("actors", sector=None)],
    "KG504": [with_item("actors", country="XKX"), with_item("actors", country=None)],
    "KG505": [with_item("actors", kind="unknown")],
    "KG506": [with_fields(action=Action(type="ASSAULT", contexts=("cbrn", "lgbt")))],
    "KG507": [with_fields(polarity="negative"), with_item("locations", level=None), with_date(kind="set")],
    "KG508": [with_fields(action=Action(type="ASSAULT", cameo=code)) for code in ("01", "195", "2041", "20")],
    "KG509": [with_fields(action=Action(type="ASSAULT", acled="Grenade"))],
    "KG601": [
        two({"status": "claimed"}, {"status": "denied", "polarity": "negative"}),
        two({"status": "claimed"}, {"status": "denied", "claimants": (AFP,)}),
        two({"status": "claimed"}, {"status": "disputed"}),
        two({"status": "claimed"}, {"status": "denied", "locations": ()}),
    ],
    "KG602": [with_fields(claimants=(AFP, ARMY))],
    "KG603": [with_fields(claimants=(), status="asserted"), with_fields(claimants=(AFP,), status="denied")],
    "KG604": [with_fields(status="asserted", claimants=(AFP,))],
}
