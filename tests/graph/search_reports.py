"""Reports for the search tests: one border region, three towns, Latin, Cyrillic and Arabic words, partial days."""

from __future__ import annotations

from typing import Any

from graph_reports import Report

from factory import make_statement, span
from kgbuild.model import Action, Actor, Claimant, Place, When, make_article

REGION = "Belgorod Oblast, Russia"


def place(article: Any, words: str, **fields: Any) -> Place:
    return Place(mention=span(words, article), **({"name": words, "status": "resolved"} | fields))


def when(earliest: str | None, latest: str | None, value: str) -> When:
    return When(mention=None, value=value, earliest=earliest, latest=latest, precision="month", basis="publication")


def make_border_reports() -> list[Report]:
    """Articles: b1 on a drone strike in Shebekino, b2 on one in Kyiv, b3 in Russian and Arabic, b4 on sport."""
    one = make_article(
        "A Ukrainian drone strike hit a fuel depot in Shebekino on 3 March, the governor of Belgorod said.\n"
        "\n"
        "President Volodymyr Zelenskyy\u2019s office did not comment.",
        id="b1", title="Drone strike near the border", published="2025-03-04", publisher="Steppe Courier",
        url="https://example.org/b1",
    )  # fmt: skip
    two = make_article(
        "Zelensky said Russian drones struck Kyiv in April 2025. Moscow denied that its drones struck Kyiv.",
        id="b2", title="Kyiv under fire", published="2025-04-30", publisher="Dnipro Post",
    )  # fmt: skip
    three = make_article(
        "Шебекино обстреляли дронами. أُصيبَ المدنيون في الغارة. Sana\u2019a "
        "was quiet; a naïve café owner in Łódź slept.",
        id="b3", published="2024-01-02", publisher="Dnipro Post",
    )  # fmt: skip
    four = make_article("A cup final was drawn. Drones filmed it.", id="b4", title="Sport", publisher="Steppe Courier")
    ukraine = Actor(mention=span("Ukrainian", one), name="Ukraine", id="ukraine", kind="state", country="UKR")
    russia = Actor(mention=span("Russian", two), name="Russia", id="russia", kind="state", country="RUS")
    strike = Action(type="ASSAULT", mode="drone")
    shebekino = place(one, "Shebekino", geonames=493231, country="RUS", level="settlement", inside=REGION)
    kyiv = place(two, "Kyiv", geonames=703448, country="UKR", level="settlement", inside="Kyiv City, Ukraine")
    plain: dict[str, Any] = {"action": strike, "recipients": (), "quantities": ()}
    hit = make_statement(
        one, **plain, evidence=(span("A Ukrainian drone strike hit a fuel depot in Shebekino on 3 March", one),),
        trigger=span("strike", one), actors=(ukraine,), locations=(shebekino,),
        date=when("2025-03-03", "2025-03-03", "2025-03-03"),
        claimants=(
            Claimant(name="Steppe Courier", kind="media"),
            Claimant(name="governor of Belgorod", kind="person", mention=span("the governor of Belgorod", one)),
        ),
        status="claimed",
    )  # fmt: skip
    silent = make_statement(
        one, **(plain | {"action": Action(type="SAY", mode="deny")}),
        evidence=(span("office did not comment", one),), trigger=span("comment", one), actors=(), locations=(),
        date=None, claimants=(Claimant(name="Steppe Courier", kind="media"),),
    )  # fmt: skip
    struck = make_statement(
        two, **plain, evidence=(span("Russian drones struck Kyiv in April 2025", two),), trigger=span("struck", two),
        actors=(russia,), locations=(kyiv,), date=when("2025-04-01", "2025-04-30", "2025-04"),
        claimants=(
            Claimant(name="Dnipro Post", kind="media"),
            Claimant(name="Volodymyr Zelensky", id="zelensky", kind="person", mention=span("Zelensky", two)),
        ),
        status="claimed",
    )  # fmt: skip
    tail = span("struck Kyiv", two, after=70)
    denied = make_statement(
        two, **plain, evidence=(span("Moscow denied", two), span("drones struck Kyiv", two, after=70)), trigger=tail,
        actors=(russia,), locations=(kyiv,), date=when(None, "2025-04-30", "../2025-04-30"),
        claimants=(Claimant(name="Moscow", kind="state", mention=span("Moscow", two)),), status="denied",
    )  # fmt: skip
    return [(one, [hit, silent]), (two, [struck, denied]), (three, []), (four, [])]
