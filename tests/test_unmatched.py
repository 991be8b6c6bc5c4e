"""Words that no frame has: found, counted, ranked by who does them to whom, general language apart."""

from __future__ import annotations

from typing import get_args

import pytest

from kgbuild.listing import format_unmatched
from kgbuild.model import ActorKind, make_article
from kgbuild.notices import Skip
from kgbuild.unmatched import Unmatched, find_unmatched, load_general

# "zap" and "garden" stand for verbs that a lexicon of conflict will not have.
TEXTS = {
    "a": "Rebels zapped the army near Goma on Monday. The soldiers were zapped by militants again on Friday.",
    "b": "The minister said the army had zapped a village. Troops shelled the town and slept.",
    "c": "Her uncle gardened on Sunday. Rebels gardened too. His neighbours slept in the park and gardened.",
}


def find(*texts: str, heard: list | None = None) -> dict[str, Unmatched]:
    articles = [make_article(text, id=f"t{number}", language="en") for number, text in enumerate(texts)]
    listen = (lambda _: None) if heard is None else heard.append
    return {row.word: row for row in find_unmatched(articles, listen=listen)}


@pytest.fixture(scope="module")
def found() -> dict[str, Unmatched]:
    return find(*TEXTS.values())


def test_uses_and_articles_are_counted(found) -> None:
    assert (found["zap"].part, found["zap"].count, found["zap"].articles) == ("verb", 3, 2)
    assert (found["garden"].count, found["garden"].articles) == (3, 1)


def test_what_a_frame_or_an_attribution_reads_is_not_listed(found) -> None:
    assert {"shell", "say"} & found.keys() == set()


def test_a_passive_is_turned_round(found) -> None:
    zap = found["zap"]
    assert zap.subjects == {"ARMED_GROUP": 2, "ARMED_FORCE": 1}
    assert zap.objects == {"ARMED_FORCE": 2, "AREA": 1, "PLACE": 1}
    assert zap.weight == (3 + 3) + (3 + 3) + (3 + 1)


def test_conflict_comes_first_and_general_language_last(found) -> None:
    assert list(found)[:2] == ["zap", "garden"]
    assert [row.word for row in found.values() if row.general] == ["sleep"]
    assert list(found)[-1] == "sleep"


def test_the_example_is_the_users_own_sentence(found) -> None:
    example = found["zap"].example
    assert TEXTS["a"][example.start : example.end] == "zapped"
    assert example.sentence in TEXTS["a"]
    assert example.sentence[example.at :].startswith("zapped")
    assert example.article == "t0"


def test_white_space_in_a_sentence_moves_no_word() -> None:
    text = "On  Monday rebels   zapped the\tarmy."
    example = find(text)["zap"].example
    assert text[example.start : example.end] == "zapped"
    assert (example.sentence, example.at) == ("On Monday rebels zapped the army.", 17)


def test_the_order_of_articles_changes_counts_in_nothing(found) -> None:
    turned = find(*reversed(TEXTS.values()))
    assert [(row.word, row.count, row.weight, row.objects) for row in turned.values()] == [
        (row.word, row.count, row.weight, row.objects) for row in found.values()
    ]


@pytest.mark.parametrize(
    ("text", "word", "hint"),
    [
        ("Rebels will reattack the town.", "reattack", "assault.toml: it has 'attack'"),
        ("Rebels zapped the army.", "zap", ""),
    ],
)
def test_the_nearest_word_of_the_lexicon_names_a_file(text: str, word: str, hint: str) -> None:
    assert find(text)[word].hint == hint


def test_a_noun_may_be_a_happening_by_its_place_or_ending() -> None:
    rows = find("After the zapping of Bakhmut the fridge broke. The army carried out a gardening of the town.")
    assert {row.word for row in rows.values() if row.part == "noun"} >= {"gardening"}
    assert "fridge" not in rows


def test_a_verb_that_only_carries_an_event_noun_is_not_listed() -> None:
    assert "carry out" not in find("The rebels carried out an attack on the town.")


def test_names_in_capitals_are_no_verbs() -> None:
    assert not {row.word for row in find("GOMA, Congo - ZAPPED Rebels Zapped The Army").values()} & {"zap", "zapped"}


def test_reports_on_other_things_and_in_other_languages_are_left_out() -> None:
    sport = (
        "The team won the cup final. The coach praised the goalkeeper and the striker after the match. "
        "The striker zapped the goalkeeper. The league season ends in May, and the club celebrates the championship."
    )
    assert find(sport) == {}
    heard: list = []
    article = make_article("Les rebelles ont attaqué la ville lundi, selon le gouvernement.", id="f")
    assert find_unmatched([article], listen=heard.append) == []
    (skip,) = heard
    assert isinstance(skip, Skip)
    assert "only English is read" in skip.reason


def test_the_table_shows_so_many_of_each_and_says_what_is_left(found) -> None:
    text = format_unmatched(list(found.values()), show=1)
    lines = text.splitlines()
    assert lines[2].split()[:4] == ["zap", "3", "2", "ARMED_GROUP"]
    assert lines[3] == "    Rebels zapped the army near Goma on Monday. (t0)"
    assert lines[4] == "... and 1 more: --show N shows more, --format json all."
    assert "Set apart as general language" in text
    assert text.rstrip().endswith("sleep 2")
    assert "every verb" in format_unmatched([], show=1)


def test_a_long_sentence_is_cut_around_its_word() -> None:
    filler = "who had come from the hills in the north with all of their cattle and goats and tents"
    rows = find(f"The rebels, {filler}, zapped the army, {filler}.")
    (line,) = (line for line in format_unmatched(list(rows.values()), show=9).splitlines() if "zapped" in line)
    assert line.startswith("    ...")
    assert "... (t0)" in line
    assert len(line) < 150


def test_what_is_general_is_written_as_the_lexicon_writes_words(vocabulary) -> None:
    general = load_general()
    assert all(word == word.lower() and word.isalpha() for word in general.verbs | general.nouns)
    assert {*general.known_classes, *general.known_noun_classes} <= vocabulary.lexicon.words.keys()
    kinds = {"weapon", "place", "facility", "vehicle", "area"} | set(get_args(ActorKind))
    assert general.weights.keys() <= kinds
