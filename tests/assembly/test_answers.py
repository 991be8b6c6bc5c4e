"""A denial is no happening; it counts among the words on the one that it denies."""

from __future__ import annotations

import pytest
from make import tell
from msgspec import structs

from kgbuild.assembly import assemble
from kgbuild.assembly.answers import find_answers
from kgbuild.model import Actor, Article, Claimant, Statement, make_article

ARMY = Actor(mention=None, name="Sudanese Armed Forces", id="military-sudan", kind="armed_force", country="SDN")
RSF = Actor(mention=None, name="Rapid Support Forces", id="rsf", kind="armed_group", country="SDN")
NOBODY = Claimant(name="Nile Valley Bulletin", kind="media")
LEAD = "Residents said the army had shelled the market of Bara on Monday."


def report(sentence: str, name: str = "a") -> Article:
    return make_article(f"{LEAD} {sentence}", id=name, published="2025-03-03", publisher=f"Paper {name}")


def stand(article: Article, word: str, words: str, **fields: object) -> Statement:
    """A statement whose trigger is `word` and whose evidence is `words`."""
    start = article.text.index(words)
    trigger = article.text.index(word, start)
    made = tell(
        f"{article.id}-{word}", "Goma", "2025-03-02", by=None, trigger=article.mention(trigger, trigger + len(word))
    )
    evidence = (article.mention(start, start + len(words)),)
    return structs.replace(made, article=article.header, evidence=evidence, **fields)


def tell_both(
    sentence: str, mode: str, word: str, name: str = "a", **fields: object
) -> tuple[Article, list[Statement]]:
    article = report(sentence, name)
    said = (NOBODY, Claimant(name="Residents"))
    words = "the army had shelled the market of Bara on Monday"
    shelled = stand(article, "shelled", words, actors=(ARMY,), claimants=said, status="claimed")
    deed = structs.replace(shelled.action, type="SAY", mode=mode)
    evidence = sentence.rstrip(".")
    answer = stand(article, word, evidence, **({"action": deed, "actors": (ARMY,), "claimants": (NOBODY,)} | fields))
    answer = structs.replace(answer, locations=(), date=None)
    return article, [shelled, answer]


@pytest.mark.parametrize(
    ("sentence", "mode", "word", "fields", "stance"),
    [
        ("The army denied it.", "deny", "denied", {}, "denies"),
        ("The army denied the accusation.", "deny", "denied", {}, "denies"),
        ("The army denied that rain had fallen.", "deny", "denied", {}, None),
        ("The army did not deny it.", "deny", "deny", {"polarity": "negative"}, "neither"),
        ("The army said it was raining.", "say", "said", {}, None),
    ],
)
def test_what_a_bare_denial_answers(sentence: str, mode: str, word: str, fields: dict, stance: str | None) -> None:
    _, (shelled, answer) = tell_both(sentence, mode, word, **fields)
    found = [(one.statement.id, one.about, one.stance) for one in find_answers([answer, shelled])]
    assert found == ([(answer.id, shelled.id, stance)] if stance else [])


def test_what_a_denial_reports_comes_before_what_stands_near() -> None:
    article, (shelled, answer) = tell_both("The army denied burning the mill.", "deny", "denied")
    cue = answer.trigger
    burning = stand(article, "burning", "The army denied burning the mill", status="denied",
                    claimants=(NOBODY, Claimant(name="army", cue=cue)))  # fmt: skip
    (found,) = find_answers([shelled, answer, burning])
    assert (found.about, found.stance, found.action) == (burning.id, "denies", "ASSAULT")


def test_a_confirmation_affirms() -> None:
    article, (shelled, answer) = tell_both("The army confirmed the shelling.", "confirm", "confirmed")
    shelling = stand(article, "shelling", "The army confirmed the shelling")
    (found,) = find_answers([shelled, answer, shelling])
    assert (found.about, found.stance) == (shelling.id, "affirms")


def test_nobody_answers_what_he_says_himself() -> None:
    _, (shelled, answer) = tell_both("The army denied it.", "deny", "denied")
    own = structs.replace(shelled, claimants=(NOBODY, Claimant(name=ARMY.name or "", id=ARMY.id)))
    assert find_answers([own, answer]) == []


def test_who_denies_counts_among_the_sources_and_sides_of_the_event() -> None:
    article, statements = tell_both("The army denied it.", "deny", "denied")
    (event,) = assemble(statements, {article.id: article}).events
    assert set(event.statements) == {one.id for one in statements}
    assert (event.type, event.supporting, event.denying) == ("ASSAULT", 1, 1)
    assert event.denying_sides == ("SDN",)
    assert "actor/military-sudan" in event.actors


def test_a_denial_brings_nobody_into_the_event() -> None:
    article, (shelled, answer) = tell_both("The RSF denied it.", "deny", "denied", actors=(RSF,))
    (event,) = assemble([shelled, answer], {article.id: article}).events
    assert "actor/rsf" not in event.actors
    assert event.denying_sides == ("rsf",)
