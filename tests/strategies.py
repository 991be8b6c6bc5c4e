"""Any records that a graph can hold: strategies for Hypothesis."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import strategies as st

from kgbuild import model
from kgbuild.model import Article, Mention, Statement, make_article

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
WORDS = TEXT.filter(bool)
MAYBE = st.none() | TEXT
NUMBER = st.none() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False)
DAY = st.none() | st.dates().map(str) | st.sampled_from(["2025-02-30", "", "March", "0000-01-01"])


def code(alias: Any) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(alias))


def some(strategy: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=most).map(tuple)


@st.composite
def reports(draw: st.DrawFn) -> tuple[Article, list[Statement]]:
    """Any article with any statements, refused ones and words that do not stand in the text included."""
    article = make_article(
        draw(TEXT),
        id=draw(WORDS),
        url=draw(MAYBE),
        title=draw(MAYBE),
        published=draw(st.none() | st.dates().map(str) | st.datetimes().map(lambda at: at.isoformat()) | TEXT),
        publisher=draw(MAYBE),
        publisher_basis=draw(st.sampled_from([None, "stated", "url"])),
        agency=draw(MAYBE),
        byline=draw(MAYBE),
        language=draw(MAYBE),
    )
    size = len(article.text)
    spans = st.tuples(st.integers(0, size), st.integers(0, size)).map(sorted)
    mention = spans.map(lambda at: article.mention(*at)) | st.builds(
        Mention, st.integers(0, 9), st.integers(0, 9), TEXT
    )
    maybe = st.none() | mention
    identity = {"name": MAYBE, "kind": code(model.ActorKind), "country": MAYBE, "id": st.none() | WORDS}
    actor = st.builds(
        model.Actor,
        mention=maybe,
        sector=st.none() | WORDS,
        wikidata=st.none() | WORDS,
        chain=st.none() | st.integers(0, 99),
        rule=MAYBE,
        **identity,
    )
    degrees = st.none() | st.floats(-180, 180)
    place = st.builds(
        model.Place,
        mention=maybe,
        relation=code(model.Relation),
        name=MAYBE,
        geonames=st.none() | st.integers(1, 10**7),
        lat=degrees,
        lon=degrees,
        country=MAYBE,
        level=st.none() | code(model.Level),
        status=code(model.PlaceStatus),
        usage=code(model.Usage),
        within=MAYBE,
        candidates=some(st.integers(1, 10**7), 4),
        rule=MAYBE,
        inside=MAYBE,
        disputed=MAYBE,
        claimed_by=some(TEXT),
        held_by=some(TEXT),
        gazetteer=MAYBE,
        bearing=MAYBE,
    )
    when = st.builds(
        model.When,
        mention=maybe,
        kind=code(model.DateKind),
        value=MAYBE,
        earliest=DAY,
        latest=DAY,
        precision=code(model.Precision),
        anchor=code(model.Anchor),
        basis=code(model.Basis),
        rule=MAYBE,
    )
    quantity = st.builds(
        lambda at, **rest: model.Quantity(start=at.start, end=at.end, text=at.text, **rest),
        at=mention,
        low=NUMBER,
        high=NUMBER,
        approximate=st.booleans(),
        unit=MAYBE,
        kind=code(model.QuantityKind),
    )
    action = st.builds(
        model.Action,
        type=st.sampled_from(model.ACTION_TYPES),
        mode=st.none() | WORDS,
        contexts=some(WORDS),
        cameo=MAYBE,
        acled=MAYBE,
    )
    statement = st.builds(
        Statement,
        id=WORDS,
        article=st.just(article.header),
        evidence=some(mention),
        trigger=mention,
        action=action,
        actors=some(actor),
        recipients=some(actor, 2),
        locations=some(place, 2),
        date=st.none() | when,
        claimants=some(st.builds(model.Claimant, mention=maybe, cue=maybe, **(identity | {"name": TEXT}))),
        status=code(model.Status),
        polarity=code(model.Polarity),
        modality=code(model.Modality),
        quantities=some(quantity, 2),
        extractor=st.builds(model.FoundBy, WORDS, WORDS, TEXT),
        confidence=st.floats(0, 1),
        findings=some(st.builds(model.Finding, TEXT, code(model.Severity), TEXT, TEXT), 2),
        accepted=st.booleans(),
    )
    return article, draw(st.lists(statement, max_size=2, unique_by=lambda one: one.id))
