"""Valid records for tests: one article and one statement of it, to be changed in one way at a time; graphs of such."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import structs

from kgbuild.graph.store import Graph
from kgbuild.model import (
    Action,
    Actor,
    Article,
    Claimant,
    FoundBy,
    Judgement,
    Mention,
    Place,
    Quantity,
    Statement,
    When,
    make_article,
    statement_id,
)

SENTENCE = (
    "The army said on Monday that M23 rebels shelled a market in Goma on 2 March 2025, killing at least 12 people."
)
OTHER = "The rebels denied it."
TEXT = f"{SENTENCE} {OTHER}"


def sample_article(text: str = TEXT, **fields: Any) -> Article:
    """An article of Tuesday 4 March 2025; any field may be given."""
    given: dict[str, Any] = {
        "id": "a1",
        "url": "https://example.org/news/goma-market",
        "title": "Market shelled in Goma",
        "published": "2025-03-04",
        "publisher": "Example Daily",
        "agency": "AFP",
        "language": "en",
    }
    return make_article(text, **(given | fields))


def span(words: str, article: Article | None = None, *, after: int = 0) -> Mention:
    """The first stretch of the article's text with these words, from offset `after` on."""
    article = article or sample_article()
    start = article.text.index(words, after)
    return article.mention(start, start + len(words))


def make_statement(article: Article | None = None, /, **fields: Any) -> Statement:
    """'The army said that M23 rebels shelled a market in Goma', with every slot filled; any field may be given.

    The article is `sample_article()` unless given by position; its text then has to hold the words of the sentence
    above, or every field with a mention has to be given too.
    """
    article = article or sample_article()

    def words(text: str) -> Mention:
        return span(text, article)

    defaults = {
        "evidence": lambda: (words(SENTENCE),),
        "trigger": lambda: words("shelled"),
        "action": lambda: Action(
            type="ASSAULT",
            mode="heavy-weapons",
            contexts=("military",),
            cameo="194",
            acled="Shelling/artillery/missile attack",
        ),
        "actors": lambda: (
            Actor(
                mention=words("M23 rebels"),
                name="March 23 Movement",
                id="m23",
                kind="armed_group",
                country="COD",
                sector="REB",
                wikidata="Q1546466",
                chain=2,
                rule="registry",
            ),
        ),
        "recipients": lambda: (Actor(mention=words("people"), kind="group", sector="CVL", rule="role-noun"),),
        "locations": lambda: (
            Place(
                mention=words("Goma"),
                relation="in",
                name="Goma",
                geonames=216281,
                lat=-1.67409,
                lon=29.22845,
                country="COD",
                level="settlement",
                status="resolved",
                rule="only-candidate",
            ),
        ),
        "date": lambda: When(
            mention=words("on 2 March 2025"),
            kind="date",
            value="2025-03-02",
            earliest="2025-03-02",
            latest="2025-03-02",
            precision="day",
            anchor="none",
            basis="text",
            rule="day-month-year",
        ),
        "claimants": lambda: (
            Claimant(name="AFP", kind="media"),
            Claimant(name="army", kind="armed_force", mention=words("The army"), cue=words("said"), country="COD"),
        ),
        "quantities": lambda: (
            Quantity(**structs.asdict(words("at least 12")), low=12, high=None, unit="person", kind="killed"),
        ),
    }
    values: dict[str, Any] = {name: fields[name] if name in fields else make() for name, make in defaults.items()}
    rest = {name: value for name, value in fields.items() if name not in defaults}
    given: dict[str, Any] = {
        "article": article.header,
        "status": "claimed",
        "extractor": FoundBy("rules", "0.1.0", "active-verb"),
        "confidence": 0.8,
        **values,
        **rest,
    }
    slots = {name: tuple(item.mention for item in given[name] if item.mention) for name in ("actors", "recipients")}
    given.setdefault("id", statement_id(article, given["action"].type, given["trigger"], given["evidence"], slots))
    return Statement(**given)


def make_graph(
    folder: Path, reports: Iterable[tuple[Article, list[Statement]]], judgements: Iterable[Judgement] = ()
) -> Path:
    """A finished graph of articles with their statements, as people have judged it."""
    with Graph.open(folder, create=True) as graph:
        for article, statements in reports:
            graph.add(article, statements)
        for judgement in judgements:
            graph.judge(judgement)
        graph.finish()
    return folder
