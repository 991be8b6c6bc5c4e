"""Towns that are shelled by nobody whom the sentence names, and who denies shelling them."""

from __future__ import annotations

import pytest

from kgbuild.assembly import assemble
from kgbuild.model import make_article
from kgbuild.pipeline import extract_articles
from kgbuild.settings import Settings

SHELLS = (
    "Shells fall on Nikopol almost every night. Russian gunners fire from the far bank of the river, officials say."
)
DENIED = "Russia's defence ministry denied shelling Nikopol."
CASES = {
    "who fires is told next": (SHELLS, DENIED, "2023-05-06", True),
    "the army denies it": (SHELLS, "The Russian army denied shelling Nikopol.", "2023-05-06", True),
    "the attacker is named": ("Russian forces shelled Nikopol on Tuesday, officials say.", DENIED, "2023-05-06", True),
    "nobody is named": ("Shells fall on Nikopol almost every night. They are cold.", DENIED, "2023-05-06", False),
    "others fire": (SHELLS.replace("Russian", "Ukrainian"), DENIED, "2023-05-06", False),
    "who fires is told to hit something else": (
        SHELLS.replace("from the far bank of the river", "at a bridge over the Dnieper"), DENIED, "2023-05-06", False,
    ),
    "who fires is told a paragraph later": (SHELLS.replace(". R", ".\n\nR"), DENIED, "2023-05-06", False),
    "who fires is told two sentences later": (SHELLS.replace(". R", ". They are cold. R"), DENIED, "2023-05-06", False),
    "the next sentence is about something else": (
        "Shells fall on Nikopol almost every night. Its cellars are full, and Russian gunners fire, officials say.",
        DENIED, "2023-05-06", False,
    ),
    "another state denies it": (SHELLS, "Belarus's defence ministry denied shelling Nikopol.", "2023-05-06", False),
    "another town": (SHELLS, DENIED.replace("Nikopol", "Kherson"), "2023-05-06", False),
    "weeks later": (SHELLS, DENIED, "2023-05-30", False),
    "another deed": (SHELLS, "Russia's defence ministry denied killing people in Nikopol.", "2023-05-06", False),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_who_denies_that_a_town_is_shelled(name: str) -> None:
    told, denied, day, disputed = CASES[name]
    articles = [
        make_article(told, id="told", published="2023-05-03", publisher="Radio Nikopol"),
        make_article(denied, id="denied", published=day, publisher="Dnieper Post"),
    ]
    pairs = list(extract_articles(articles, Settings()))
    statements = {one.id: one for _, found in pairs for one in found if one.accepted}
    assembled = assemble(statements.values(), {article.id: article for article, _ in pairs})
    slots = {
        link.slot
        for link in assembled.links
        if link.kind == "contradicts"
        and {statements[link.first].article.id, statements[link.second].article.id} == {"told", "denied"}
    }
    assert ("polarity" in slots) is disputed
