"""Judgements and statements in, out of them those "same" that join what the comparison itself would hold apart.

People are right more often than rules, so such a judgement holds; but where somebody joins the 55th and the 57th
Brigade, or a town in one country and one in another, a slip of the pen is likely enough to be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from urllib.parse import unquote

from kgbuild.assembly import actors, places
from kgbuild.assembly.facts import read_facts
from kgbuild.assembly.judgements import kind_of
from kgbuild.assembly.keys import encode
from kgbuild.assembly.rules import load_rules
from kgbuild.assembly.tellings import Telling, compare_tellings, make_telling, read_setting
from kgbuild.model import Article, Judgement, Statement


def find_overruled(
    judgements: Iterable[Judgement],
    statements: Iterable[Statement],
    *,
    read_article: Callable[[str], Article | None] = lambda _: None,
    identify: Callable[[str], str] = str,
) -> list[Judgement]:
    """The judgements "same", with keys that stand among the statements, whose nodes the comparison forbids to join.

    Args:
        judgements: as `judgements.Directory.settle` gives them.
        statements: by article, as a graph gives them.
        read_article: gives the article of a statement that is judged, whose words around it are read too.
        identify: the identity that a key of an actor or a place was joined to.
    """
    joined = [judgement for judgement in judgements if judgement.verdict == "same"]
    wanted = {key for judgement in joined for key in (judgement.first, judgement.second)}
    if not wanted:
        return []
    found = _Items(wanted, read_article, identify)
    for _, own in groupby(statements, key=lambda statement: statement.article.id):
        found.read(list(own))
    return [judgement for judgement in joined if found.forbid(judgement)]


class _Items:
    """What the comparisons look at, for the keys that are wanted."""

    def __init__(
        self, wanted: set[str], read_article: Callable[[str], Article | None], identify: Callable[[str], str]
    ) -> None:
        self.wanted, self.read_article, self.identify, self.rules = wanted, read_article, identify, load_rules()
        self.homes = {unquote(key.split("/")[1]) for key in wanted if key.startswith("article/")}
        registered = {key: unquote(key.removeprefix("actor/")) for key in wanted if key.startswith("actor/")}
        entries = {key: actors.make_registered_item(entry) for key, entry in registered.items()}
        self.actors = {key: item for key, item in entries.items() if item is not None}
        self.places: dict[str, places.PlaceItem] = {}
        self.tellings: dict[str, Telling] = {}

    def read(self, statements: list[Statement]) -> None:
        """Take in the statements of one article."""
        header = statements[0].article
        if header.id in self.homes or any(self._names_place(statement) for statement in statements):
            actor_items = actors.make_actor_items(header, statements)
            place_items = places.make_place_items(header, statements)
            self.actors |= {key: item for key, item in actor_items.items() if key in self.wanted}
            self.places |= {key: item for key, item in place_items.items() if key in self.wanted}
        for statement in statements:
            if f"statement/{encode(statement.id)}" in self.wanted:
                self.tellings[f"statement/{encode(statement.id)}"] = self._tell(statement)

    def _names_place(self, statement: Statement) -> bool:
        return any(f"place/geonames-{place.geonames}" in self.wanted for place in statement.locations)

    def _tell(self, statement: Statement) -> Telling:
        header = statement.article
        article = self.read_article(header.id)
        facts = [read_facts(statement, self.rules, article, self.identify)]
        setting = read_setting(facts, header, article.text if article is not None else "", self.rules)
        return make_telling(facts, setting, self.rules)

    def forbid(self, judgement: Judgement) -> bool:
        """Whether the comparison of the two says that they must stay apart."""
        first, second = judgement.first, judgement.second
        kind = kind_of(first)
        if kind == "actor" and first in self.actors and second in self.actors:
            return actors.compare(self.actors[first], self.actors[second]) is None
        if kind == "place" and first in self.places and second in self.places:
            return places.compare(self.places[first], self.places[second]) is None
        if kind == "event" and first in self.tellings and second in self.tellings:
            return compare_tellings(self.tellings[first], self.tellings[second], self.rules) is None
        return False
