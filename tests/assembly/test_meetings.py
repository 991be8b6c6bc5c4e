"""Reports of talks: who meets in whose name, and which reports tell of one meeting, if in two towns."""

from __future__ import annotations

import pytest

from kgbuild.assembly import assemble
from kgbuild.assembly.envoys import find_senders
from kgbuild.assembly.rules import load_rules
from kgbuild.model import Actor, ActorKind, Mention, make_article
from kgbuild.pipeline import extract_articles
from kgbuild.settings import Settings


@pytest.mark.parametrize(
    ("text", "words", "senders"),
    [
        ("Delegates of the Sudanese army and of the Rapid Support Forces met.", "Delegates",
         ["military-sudan", "rsf"]),
        ("Envoys of Colombia's government met.", "Envoys", ["government-colombia"]),
        ("Negotiators for the Taliban and the Afghan government met.", "Negotiators",
         ["government-afghanistan", "taliban"]),
        ("Negotiators of the government and of the Taliban met.", "Negotiators", ["government-afghanistan", "taliban"]),
        ("The Taliban's negotiators met.", "negotiators", ["taliban"]),
        ("Taliban envoys met.", "Taliban envoys", ["taliban"]),
        ("Delegations from Armenia and Azerbaijan met.", "Delegations", ["armenia", "azerbaijan"]),
        ("Envoys of the government met.", "Envoys", []),
        ("Fighters of the Taliban met.", "Fighters", []),
        ("The Taliban said: envoys met.", "envoys", []),
        ("Envoys of the Taliban said that Pakistan met them.", "Envoys", ["taliban"]),
        ("Envoys left. The Taliban met nobody.", "Envoys", []),
    ],
)  # fmt: skip
def test_envoys_meet_in_the_name_of_those_who_sent_them(text: str, words: str, senders: list[str]) -> None:
    start = text.index(words)
    actor = Actor(mention=Mention(start, start + len(words), words), kind="group")
    assert [entry.id for entry in find_senders([actor], text, load_rules())] == senders


@pytest.mark.parametrize(
    ("kind", "senders"), [("armed_group", ["government-colombia"]), ("person", []), ("organization", [])]
)
def test_the_government_is_that_of_the_group_which_it_meets(kind: ActorKind, senders: list[str]) -> None:
    text = "The government's delegation met the guerrillas."
    envoys = Actor(mention=Mention(17, 27, "delegation"), kind="group")
    others = Actor(mention=None, name="Some", id="some", kind=kind, country="COL")
    assert [entry.id for entry in find_senders([envoys, others], text, load_rules())] == senders


BOTH = (
    "The M23 and the Congolese government met in Doha on 22 May. Other delegations of the M23 and the Congolese"
    " government met in Luanda on the same day."
)
DOHA = "Delegations of the Congolese government and the M23 met in Doha on Wednesday."
LUANDA = "Negotiators of the M23 met envoys of the Congolese government in Luanda on 22 May, residents said."
MEETINGS = {
    "two towns": ((DOHA, LUANDA), [("0", "1")]),
    "the other named first": (
        ("The Taliban met the Afghan government in Doha on Wednesday.",
         "The Afghan government met the Taliban in Doha on 22 May, residents said."),
        [("0", "1")],
    ),
    "two days": ((DOHA, LUANDA.replace("22", "21")), [("0",), ("1",)]),
    "another government": ((DOHA, LUANDA.replace("Congolese", "Angolan")), [("0",), ("1",)]),
    "officials of two states meet in many places": (
        ("Delegations of Armenia and Azerbaijan met in Tbilisi on Wednesday.",
         "Envoys of Armenia and Azerbaijan met in Brussels on 22 May, residents said."),
        [("0",), ("1",)],
    ),
    "a report that tells of both": (
        (DOHA, LUANDA, BOTH),
        [("0", "2"), ("1", "2")],
    ),
    "a fight in two towns on one day": (
        ("M23 rebels attacked the Congolese army in Sake on Wednesday.",
         "M23 rebels attacked the Congolese army in Minova on 22 May, residents said."),
        [("0",), ("1",)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MEETINGS)
def test_which_reports_tell_of_one_meeting(name: str) -> None:
    texts, expected = MEETINGS[name]
    articles = [
        make_article(text, id=str(at), published="2024-05-24", publisher=f"Paper {at}") for at, text in enumerate(texts)
    ]
    pairs = list(extract_articles(articles, Settings()))
    statements = {one.id: one for _, found in pairs for one in found if one.accepted}
    assembled = assemble(statements.values(), {article.id: article for article, _ in pairs})
    told = [sorted({statements[one].article.id for one in event.statements}) for event in assembled.events]
    assert sorted(map(tuple, told)) == expected
    places = {link.slot for link in assembled.links if link.kind == "contradicts"}
    assert ("place" in places) is (name == "two towns")
