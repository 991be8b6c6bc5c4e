"""Who denies a deed and names another author tells of the same happening; and what a weapon or a denial takes up."""

from __future__ import annotations

import pytest

from kgbuild.assembly import assemble
from kgbuild.model import make_article
from kgbuild.pipeline import extract_articles
from kgbuild.settings import Settings

SHELLED = "Residents said on Monday that the army had shelled a camp near Goma."


def find_partners(text: str, words: str) -> set[str]:
    """The triggers that stand in one event with the statement whose evidence holds these words."""
    article = make_article(text, id="x", published="2025-03-04", publisher="Example Times")
    ((article, statements),) = extract_articles([article], Settings())
    told = [one for one in statements if one.accepted]
    by_id = {one.id: one for one in told}
    (own,) = [
        one for one in told if words in " ".join(mention.text for mention in one.evidence) and one.action.type != "SAY"
    ]
    (event,) = [event for event in assemble(told, {article.id: article}).events if own.id in event.statements]
    return {by_id[one].trigger.text for one in event.statements} - {own.trigger.text}


@pytest.mark.parametrize(
    ("sentence", "words", "is_one"),
    [
        ("The army denied it and said that M23 rebels had attacked the camp.", "rebels had attacked", True),
        ("The army denied it. Its spokesman, Ivo Brand, said M23 rebels had hit the tents.", "had hit", True),
        ("The army denied it and said that M23 rebels had bombed a school.", "had bombed", False),
        ("The army denied it and said that M23 rebels had attacked Bukavu.", "attacked Bukavu", False),
        ("The army denied it and said that it had bombed rebels near Sake.", "had bombed", False),
        ("The army denied it. Aid workers said that M23 rebels had attacked a lorry.", "attacked a lorry", False),
        ("The army confirmed the attack and said that no civilians had been harmed.", "harmed", True),
    ],
)
def test_a_counter_charge_is_about_what_is_denied(sentence: str, words: str, is_one: bool) -> None:
    assert ("shelled" in find_partners(f"{SHELLED} {sentence}", words)) is is_one


@pytest.mark.parametrize(
    ("sentence", "words", "is_one"),
    [
        ("Rebels said that the rockets had been fired by soldiers from a hill east of Sake.", "had been fired", True),
        ("Rebels said that soldiers had fired shells from a hill east of Sake.", "fired shells", False),
    ],
)
def test_the_weapon_that_is_taken_up_is_the_one_that_was_told_of(sentence: str, words: str, is_one: bool) -> None:
    text = (
        "Rockets hit a market in Goma on Sunday and killed seven people, the mayor said. A bomb went off at a bakery "
        f"in Goma on Saturday and killed four. {sentence}"
    )
    assert ("hit" in find_partners(text, words)) is is_one


@pytest.mark.parametrize(
    ("sentence", "words", "is_one"),
    [
        ("The army said that Islamic State militants had attacked the convoy.", "had attacked", True),
        ("The army said that Islamic State militants had attacked a convoy.", "had attacked", False),
    ],
)
def test_two_attackers_of_the_convoy_attacked_it_once(sentence: str, words: str, is_one: bool) -> None:
    text = f"JNIM said on Sunday that its fighters had ambushed an army convoy near Djibo on 1 March. {sentence}"
    assert ("ambushed" in find_partners(text, words)) is is_one
