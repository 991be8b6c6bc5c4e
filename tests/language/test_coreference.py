"""Mentions of one actor share a chain; where the text leaves a doubt, they do not."""

from __future__ import annotations

import pytest

from kgbuild.gazetteer import Gazetteer
from kgbuild.language.actors import find_actors
from kgbuild.language.places import find_places
from kgbuild.language.spacy_parser import parse_articles
from kgbuild.model import make_article
from kgbuild.vocabulary import Vocabulary


def chains(text: str, vocabulary: Vocabulary, gazetteer: Gazetteer) -> list[list[str]]:
    """The chains of two mentions or more, as words."""
    (parse,) = parse_articles([make_article(text)])
    parse.places = find_places(parse, gazetteer, vocabulary.registry)
    found: dict[int, list[str]] = {}
    for span in find_actors(parse, vocabulary.registry):
        found.setdefault(span.chain, []).append(span.mention.text)
    return [words for _, words in sorted(found.items()) if len(words) > 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ethiopia's information service denied that a drone had hit the church. It said that a shell had hit it.",
            [["Ethiopia's information service", "It"]],
        ),
        ("Boko Haram said one of its men had bombed the mosque.", [["Boko Haram", "its men"]]),
        ("The army said its soldiers held the bridge.", [["army", "its soldiers"]]),
        # "The army" was spoken of before the foreign force came in, which goes by another noun
        ("The army holds Goma. It beat back Rwandan troops. The army lost two men.", [["army", "It", "army"]]),
        ("Rwandan troops hold Goma. The army lost two men.", [["Rwandan troops", "army"]]),
        (
            "President Volodymyr Zelensky spoke on Monday. Zelensky said he was ready.",
            [["President Volodymyr Zelensky", "Zelensky", "he"]],
        ),
        (
            "Marta Olsen, an aid worker, was hurt. Olsen said she saw two men.",
            [["Marta Olsen", "aid worker", "Olsen", "she"]],
        ),
        ("The Blue Valley Front (BVF) denied the attack. The BVF has 200 men.", [["Blue Valley Front", "BVF", "BVF"]]),
        (
            "Ukraine's commander in chief, General Oleksandr Syrsky, arrived. The commander in chief left at night.",
            [["Ukraine's commander in chief", "General Oleksandr Syrsky", "commander in chief"]],
        ),
        ("Hezbollah said it had fired rockets.", [["Hezbollah", "it"]]),
        # who is alone in the sentence, whatever the gender and whoever stood in the one before
        (
            "Ewa Kubra met Nuri Bazan. The guard ran before he was shot.",
            [["guard", "he"]],
        ),
        ("Marta Olsen met Juan Roa. Daniel Brown was questioned after his arrest.", [["Daniel Brown", "his"]]),
        ("The Palestinian stabbed two officers before he was shot.", [["Palestinian", "he"]]),
        ("Nuri Bazan met a driver. The driver of a tanker told Tarel Ombo that he had waited.", [["driver", "he"]]),
        ("Ewa Kubra met Nuri Bazan. The judge lifted the order that had kept his name out of the papers.", []),
        # several, where nothing else in the sentence is
        ("Soldiers came to the river. Rain fell on the migrants as they crossed it.", [["migrants", "they"]]),
        ("Soldiers came to the river. Rain fell on the migrants and the boats as they crossed it.", []),
        ("Syria said it was willing to pay its soldiers.", [["Syria", "it"]]),
        ("Serbia thanked its neighbor, Albania.", [["its neighbor", "Albania"]]),
        ("The M23 rebels denied that their fighters had fired.", [["M23 rebels", "their fighters"]]),
        ("Boko Haram raided two villages. The group burned a school.", [["Boko Haram", "group"]]),
        (
            "Police shot a Hezbollah commander. The group said its fighters would answer.",
            [["group", "its fighters"]],
        ),
        ("The Rapid Support Forces met. The RSF left.", [["Rapid Support Forces", "RSF"]]),
        ("In her speech, Marta Olsen named no one.", [["her", "Marta Olsen"]]),
        ("The villagers said they had hidden.", [["villagers", "they"]]),
        (
            "Israeli forces entered Rafah. Troops loyal to no one left. The IDF gave no comment.",
            [["Israeli forces", "IDF"]],
        ),
    ],
)
def test_chains(text: str, expected: list[list[str]], vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    assert chains(text, vocabulary, gazetteer) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A soldier and a farmer quarrelled. He left.",  # two may be meant
        "Hamas met Fatah. The group left early.",
        "Two Turkish soldiers died. Three Turkish soldiers were captured.",  # not the same men
        '"We will not leave," the mayor said.',  # the speaker is for the extractor to decide
        "Anna Petrova met Ivan Petrov. Sidorov was absent.",
        "The market burned. It was new.",
        "The Syrian government shelled a town. The rebels fled.",  # nobody's own enemies
        "The Syrian government met aid workers. The group left.",
        "Hezbollah met reporters. Fatah, led by others, denied it.",
    ],
)
def test_doubt_stays_open(text: str, vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    assert chains(text, vocabulary, gazetteer) == []


@pytest.mark.parametrize(
    ("text", "pronoun", "of"),
    [
        ("Ivan Petrov met Anna Orlova. She left early.", "She", "Anna Orlova"),
        ("Ivan Petrov met Anna Orlova. He left early.", "He", "Ivan Petrov"),
        ("The queen met my brother. She left early.", "She", "queen"),
        ("My brother came home. She was glad.", "She", None),
        ("Marta Olsen said she had waited for her husband.", "she", "Marta Olsen"),
        ("The spokesman met a nurse. She left early.", "She", "nurse"),
        ('"They told us that she was ill," Marta Olsen said.', "she", None),  # not the speaker herself
        ("A driver praised the judge. Its end was near.", "Its", None),
        ("Marta Olsen met reporters. They asked nothing.", "They", None),
        ("Neither side gave way. It was defeated.", "It", None),
        ("Drenn Okar met Velt Imber. He left early.", "He", None),  # two names that say nothing of gender
    ],
)
def test_gender_and_number(
    text: str, pronoun: str, of: str | None, vocabulary: Vocabulary, gazetteer: Gazetteer
) -> None:
    (parse,) = parse_articles([make_article(text)])
    parse.places = find_places(parse, gazetteer, vocabulary.registry)
    spans = find_actors(parse, vocabulary.registry)
    (chain,) = [span.chain for span in spans if span.mention.text == pronoun]
    others = [span.mention.text for span in spans if span.chain == chain and not span.pronoun]
    assert others == ([] if of is None else [of])


def test_the_articles_own_bearer_of_a_surname_wins(vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    text = "Shop owner Piotr Zelensky closed his shop. Zelensky said nobody came."
    (parse,) = parse_articles([make_article(text)])
    spans = find_actors(parse, vocabulary.registry)
    assert [span.entity for span in spans if "Zelensky" in span.mention.text] == [None, None]


def test_chains_count_from_one_in_order(vocabulary: Vocabulary, gazetteer: Gazetteer) -> None:
    (parse,) = parse_articles([make_article("Hamas met Fatah. Hamas left. Fatah stayed. Gunmen came.")])
    assert [span.chain for span in find_actors(parse, vocabulary.registry)] == [1, 2, 1, 2, 3]
