"""Which articles are one text, and which are versions of one story."""

from __future__ import annotations

import random

import pytest

from kgbuild.assembly import find_copies
from kgbuild.assembly.copies import JOIN, SAME_TEXT, compare, make_item
from kgbuild.model import Article, make_article

WORDS = [f"word{number}" for number in range(400)]


def write(seed: int, length: int = 120) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def change(words: list[str], every: int) -> list[str]:
    return [f"{word}x" if number % every == 0 else word for number, word in enumerate(words)]


STORY = write(1)
CASES = {
    "the same bytes without any byline": ("a b c", None, "a b c", None, True),
    "a headline is too short to be a copy": ("two killed in raid", "AFP", "Two killed in raid", "AFP", False),
    "one agency, a few words changed": (" ".join(STORY), "AFP", " ".join(change(STORY, 30)), "afp", True),
    "one agency, trimmed to its first half": (" ".join(STORY), "AFP", " ".join(STORY[:60]), "AFP", True),
    "one agency, two stories": (" ".join(STORY), "AFP", " ".join(write(2)), "AFP", False),
    "half of the shorter one is the other's": (" ".join(STORY), "AFP", " ".join(STORY[:60] + write(2)), "AP", True),
    "one standing end": (" ".join(STORY + write(3, 60)), "AFP", " ".join(write(2, 70) + write(3, 60)), "AP", False),
    "no byline, trimmed": (" ".join(STORY), None, " ".join(STORY[:60]), None, True),
    "no byline, but nearly every word": (" ".join(STORY), None, " ".join([*STORY, "read", "more"]), "AFP", True),
    "other words": (" ".join(STORY), "AFP", " ".join(change(STORY, 3)), "AFP", False),
    "case and punctuation": (" ".join(STORY), "AFP", ", ".join(STORY).upper(), "AFP", True),
}  # fmt: skip


@pytest.mark.parametrize(("first", "agency", "second", "other", "copy"), CASES.values(), ids=CASES)
def test_pairs(first: str, agency: str | None, second: str, other: str | None, copy: bool) -> None:
    articles = [make_article(first, id="a", agency=agency), make_article(second, id="b", agency=other)]
    assert find_copies(articles) == {"a": "a", "b": "a" if copy else "b"}


WIRE = (
    "BARGAAL, Oct 4 - Gunmen on motorcycles attacked a customs post at Bargaal on Friday and killed 11 guards, the "
    "district commissioner, Farah Olad, said. They set fire to 3 lorries and took 2 drivers with them. "
    '"We heard the first shots at half past five and nobody came to help us until noon," said Hodan Abdi, who sells '
    'tea at the gate. "There were more than forty of them, and some wore our uniform," Olad told reporters. '
    "The post lies 60 km from the coast on the only road to Kandala. In August, 7 travellers were shot dead there. "
    "Nobody has claimed the attack. The army said it had sent 200 soldiers and two helicopters from Iskushuban."
)
RETOLD = (
    "Eleven border officers died when armed riders stormed their station near Bargaal, Somalia, according to the "
    'area\'s commissioner. "There were more than forty of them, and some wore our uniform," Farah Olad said on Friday. '
    "The attackers burnt 3 vehicles and abducted 2 men before leaving towards Kandala. Tea seller Hodan Abdi recalled: "
    '"We heard the first shots at half past five and nobody came to help us until noon." Some 200 troops were on '
    "their way from Iskushuban, the military announced. The place, 60 km inland, was raided in August too, with 7 dead."
)
REWORDED = (
    "Eleven guards were killed on Friday when gunmen on motorcycles attacked a customs post at Bargaal, district "
    "commissioner Farah Olad said. The attackers set fire to 3 lorries and abducted 2 drivers. More than forty men "
    "took part, some of them in uniform, according to Olad. The post is 60 km from the coast on the only road to "
    "Kandala, where 7 travellers were shot dead in August. The army has sent 200 soldiers and two helicopters from "
    "Iskushuban."
)
OWN = (
    "Families in Bargaal buried their dead on Saturday, a day after the raid on the customs post. Relatives counted 11 "
    'graves behind the mosque. "My son had been there for six weeks," said a woman at the gate. Farah Olad, the '
    "commissioner, promised money for the widows. Traders in Kandala said no lorry had arrived since Friday, and the "
    "price of sugar had doubled in the market."
)
WEATHER = (
    "{day} stays dry in the valleys after a foggy start, with a light wind from the {wind}. Temperatures reach {high} "
    "degrees in {town} and {low} in {hills}. Towards evening clouds move in from the {wind}, and showers are possible "
    "above {metres} metres. The outlook for the days ahead: changeable, with a mean of {mean} degrees."
)
ONE_WEEK = WEATHER.format(
    day="Monday", wind="west", high=17, town="Aldenburg", low=9, hills="Upper Soll", metres=900, mean=13
)
OTHER_WEEK = WEATHER.format(
    day="Monday", wind="north", high=24, town="Kestrup", low=15, hills="Lower Rand", metres=1400, mean=21
)
TOLL = WIRE.replace("11 guards", "14 guards") + " Three of the wounded died in hospital, doctors said."


def report(text: str, publisher: str, day: str = "2024-10-04", agency: str | None = None) -> Article:
    return make_article(text, id=f"{publisher}-{day}", published=day, publisher=publisher, agency=agency)


TWO = {
    "a wire story in two papers": (report(WIRE, "Gulf Post", agency="AFP"), report(WIRE + " ", "Horn Mail"), "text"),
    "trimmed by the second": (report(WIRE, "Gulf Post", agency="AFP"), report(WIRE[:420], "Horn Mail"), "text"),
    "corrected the next day": (report(WIRE, "Gulf Post"), report(TOLL, "Gulf Post", "2024-10-05"), "text"),
    "retold with its quotations": (report(WIRE, "Gulf Post", agency="AFP"), report(RETOLD, "Horn Mail"), "story"),
    "reworded, without any": (report(WIRE, "Gulf Post", agency="AFP"), report(REWORDED, "Horn Mail"), "story"),
    "a report of one's own": (report(WIRE, "Gulf Post"), report(OWN, "Horn Mail", "2024-10-05"), "none"),
    "the weather of two weeks": (report(ONE_WEEK, "Vale Echo"), report(OTHER_WEEK, "Vale Echo", "2024-10-11"), "none"),
    "the weather in two papers": (report(ONE_WEEK, "Vale Echo"), report(ONE_WEEK + " ", "Soll Times"), "text"),
    "of no day that is one": (report(WIRE, "Gulf Post"), report(WIRE + " ", "Horn Mail", "in spring"), "text"),
    "one short line on two days": (report("No new cases.", "A"), report("No new cases.", "A", "2024-10-05"), "none"),
    "a brief in two papers": (
        report("Two drones fell near Aldenburg overnight, the mayor said.", "A"),
        report("ALDENBURG - Two drones fell near Aldenburg overnight, the mayor said", "B"),
        "text",
    ),
    "two briefs": (
        report("Two drones fell near Aldenburg overnight, the mayor said.", "A"),
        report("Two drones fell near Kestrup overnight, the mayor said.", "B"),
        "none",
    ),
    "one short line in two papers": (report("No new cases.", "A"), report("No new cases.", "B"), "text"),
}


@pytest.mark.parametrize(("one", "other", "level"), TWO.values(), ids=TWO)
def test_levels(one: Article, other: Article, level: str) -> None:
    """One text, one story, or none of both; the same from either side."""
    first, second = make_item(one), make_item(other)
    match = compare(first, second)
    assert match == compare(second, first)
    found = "none" if match.score < JOIN else "text" if match.score >= SAME_TEXT else "story"
    assert found == level, match


def test_two_reporters_who_quote_one_speech_wrote_two_texts() -> None:
    speech = '"' + " ".join(write(5, 70)) + '"'
    one = report(" ".join(write(6, 40)) + " " + speech, "A", agency="AFP")
    other = report(" ".join(write(7, 40)) + " " + speech, "B", agency="AP")
    match = compare(make_item(one), make_item(other))
    assert match.score < SAME_TEXT


def test_copies_of_copies_are_one_group_and_order_changes_nothing() -> None:
    articles: list[Article] = []
    for story in range(20):
        words = write(story + 10)
        for version in range(3):
            text = " ".join([*words, *(f"tail{version}" for _ in range(version))])
            articles.append(make_article(text, id=f"{story:02}-{version}", agency="AFP"))
    expected = {article.id: f"{article.id[:2]}-0" for article in articles}
    assert find_copies(articles) == expected
    random.Random(3).shuffle(articles)
    assert find_copies(articles) == expected


def test_nothing_gives_nothing() -> None:
    assert find_copies([]) == {}
    assert find_copies([make_article("", id="a"), make_article("", id="b")]) == {"a": "a", "b": "a"}


def test_a_sketch_is_the_same_everywhere() -> None:
    """Hashes are arithmetic alone: these are what every machine and version of Python has to give."""
    sketch = make_item(report(WIRE, "Gulf Post")).sketch
    assert (sketch.size, sketch.bits, sketch.lead.hex()) == (114, 0, "cdafe4b272516f063566a2c822cf40")
    assert sketch.kept[:8].hex() == "111b7e01b5262e02"
