"""How many reports, sources and sides an event has."""

from __future__ import annotations

import random
from typing import Any

import pytest
from make import tell
from msgspec.structs import replace

from kgbuild.assembly.origins import find_origins
from kgbuild.assembly.support import Report, Word, count_support, find_stance, fold_reports
from kgbuild.model import make_article
from kgbuild.vocabulary import load_vocabulary

REGISTRY = load_vocabulary().registry


def make_report(article: str, publisher: str | None = None, story: str | None = None, *origins: str) -> Report:
    own = (f"name/{publisher}",) if publisher else ()
    return Report(article=article, story=story or article, publisher=publisher, origins=origins or own)


def say(article: str, claimant: str | None = None, side: str | None = None, stance: Any = "affirms") -> Word:
    return Word(
        statement=f"s-{article}-{claimant}-{stance}",
        action="ASSAULT",
        article=article,
        claimant=claimant,
        side=side,
        stance=stance,
    )


WIRE = [make_report(name, paper, "a", "actor/afp") for name, paper in (("a", "Post"), ("b", "Echo"), ("c", "Mail"))]
TWO_PAPERS = [make_report("a", "Post"), make_report("b", "Echo")]
SOURCES = {
    "one wire story in three papers": (WIRE, [say("a"), say("b"), say("c")], 1),
    "two papers that saw it": (TWO_PAPERS, [say("a"), say("b")], 2),
    "two papers that quote one governor": (TWO_PAPERS, [say("a", "actor/g"), say("b", "actor/g")], 1),
    "one of them saw it too": (TWO_PAPERS, [say("a", "actor/g"), say("a"), say("b", "actor/g")], 2),
    "one of them asked another too": (
        TWO_PAPERS, [say("a", "actor/g"), say("a", "actor/h"), say("b", "actor/g")], 2),
    "two papers and two governors": (TWO_PAPERS, [say("a", "actor/g"), say("b", "actor/h")], 2),
    "one paper twice": ([make_report("a", "Post"), make_report("b", "Post")], [say("a"), say("b")], 1),
    "one paper that prints two agencies": (
        [make_report("a", "Post", None, "actor/afp"), make_report("b", "Post", None, "actor/ap")],
        [say("a"), say("b")], 2),
    "an agency, and a paper that only quotes it": (
        [make_report("a", "Post", None, "actor/afp"), make_report("b", "Echo")], [say("a"), say("b", "actor/afp")], 1),
    "an agency, and a paper that it contributed to": (
        [make_report("a", "Post", None, "actor/afp"), make_report("b", "Echo", None, "actor/afp", "name/Echo")],
        [say("a"), say("b")], 1),
    "two agencies, and a paper that both contributed to": (
        [make_report("a", "Post", None, "actor/afp"), make_report("b", "Mail", None, "actor/ap"),
         make_report("c", "Echo", None, "actor/afp", "actor/ap", "name/Echo")], [say("a"), say("b"), say("c")], 2),
    "one paper to which two agencies contributed in turn": (
        [make_report("a", "Echo", None, "actor/afp", "name/Echo"),
         make_report("b", "Echo", None, "actor/ap", "name/Echo")], [say("a"), say("b")], 1),
    "reports of which nothing is known": ([], [say("a"), say("b")], 2),
}  # fmt: skip


@pytest.mark.parametrize(("reports", "words", "sources"), SOURCES.values(), ids=SOURCES)
def test_sources(reports: list[Report], words: list[Word], sources: int) -> None:
    known = {report.article: report for report in reports}
    support = count_support(words, known, "ASSAULT")
    assert support.sources == support.supporting == sources
    assert (support.articles, support.denying, support.denying_sides) == (len({word.article for word in words}), 0, ())
    random.Random(1).shuffle(words)
    assert count_support(words, known, "ASSAULT") == support


def test_a_denial_is_counted_beside_what_it_denies() -> None:
    reports = {"a": WIRE[0], "b": WIRE[1], "d": make_report("d", "Ministry")}
    words = [
        say("a", "actor/governor", "UKR"),
        say("b", "actor/governor", "UKR"),
        say("a", "actor/moscow", "RUS", "denies"),
        say("d", "actor/ministry", "RUS", "denies"),
        say("d", None, None, "neither"),
    ]
    support = count_support(words, reports, "ASSAULT")
    assert (support.articles, support.publishers, support.sources) == (3, 3, 2)
    assert (support.supporting, support.denying) == (1, 2)
    assert (support.sides, support.denying_sides) == (("UKR",), ("RUS",))


def test_that_nobody_was_hurt_denies_no_attack() -> None:
    words = [say("a"), replace(say("b", None, None, "denies"), action="CASUALTY")]
    known = {report.article: report for report in TWO_PAPERS}
    assert count_support(words, known, "ASSAULT").denying == 0
    assert count_support(words, known, "CASUALTY").denying == 1


def test_who_denies_a_part_denies_no_happening() -> None:
    """'A rocket hit the bakery. It did not hit the school.'"""
    known = {report.article: report for report in TWO_PAPERS}
    support = count_support([say("a"), say("a", None, None, "denies")], known, "ASSAULT")
    assert (support.supporting, support.denying) == (1, 0)
    support = count_support([say("a", "actor/g"), say("a", "actor/h", None, "denies")], known, "ASSAULT")
    assert (support.supporting, support.denying) == (1, 1)


def test_outlets_bound_the_sources() -> None:
    """What the rule on copies (KG811) checks: no more sources than agencies, else publishers, that report."""
    chance = random.Random(11)
    names = ["name/p", "name/q", "actor/afp", "actor/ap"]
    for _ in range(300):
        reports, outlets = {}, set()
        for article in "abcdef":
            outlet = chance.choice(names)
            outlets.add(outlet)
            origins = {outlet, *chance.sample(names[2:], chance.choice([0, 0, 1, 2]))}
            reports[article] = Report(article=article, story=article, publisher=outlet, origins=tuple(sorted(origins)))
        assert len(fold_reports(map(say, "abcdef"), reports)) <= len(outlets)


def test_no_count_grows_beyond_what_it_is_a_part_of() -> None:
    """Sources are at most reports, and who supports or denies at most all sources."""
    chance = random.Random(7)
    for _ in range(300):
        reports = {
            name: make_report(name, chance.choice(["P", "Q", None]), chance.choice([name, "a"])) for name in "abcdef"
        }
        words = [
            say(chance.choice("abcdef"), chance.choice([None, "x", "y"]), None, chance.choice(["affirms", "denies"]))
            for _ in range(chance.randint(1, 9))
        ]
        support = count_support(words, reports, "ASSAULT")
        assert max(support.supporting, support.denying) <= support.sources <= support.articles
        assert sorted(article for group in fold_reports(words, reports) for article in group) == sorted(
            {word.article for word in words}
        )


STANCES = {
    "told": ({}, "affirms"),
    "claimed": ({"status": "claimed"}, "affirms"),
    "denied": ({"status": "denied"}, "denies"),
    "told not to be so": ({"polarity": "negative"}, "denies"),
    "denied not to be so": ({"status": "denied", "polarity": "negative"}, "affirms"),
    "planned": ({"modality": "planned"}, "neither"),
    "a threat that is denied": ({"status": "denied", "modality": "threatened"}, "neither"),
    "disputed": ({"status": "disputed"}, "neither"),
}


@pytest.mark.parametrize(("fields", "stance"), STANCES.values(), ids=STANCES)
def test_stances(fields: dict[str, Any], stance: str) -> None:
    assert find_stance(tell("s1", **fields)) == stance


ORIGINS = {
    "the paper's own": ({"publisher": "Sahel Today"}, "Gunmen fired.", ("name/sahel today",)),
    "the agency's": ({"publisher": "Sahel Today", "agency": "AFP"}, "Gunmen fired.", ("actor/afp",)),
    "an agency with a longer name": ({"publisher": "X", "agency": "Agence France-Presse"}, "Fire.", ("actor/afp",)),
    "a dateline": ({"publisher": "Sahel Today"}, "GAO, May 3 (Reuters) - Fire.", ("actor/reuters", "name/sahel today")),
    "a byline of two": (
        {"publisher": "X", "agency": "AFP", "byline": "AFP and Reuters"}, "Fire.", ("actor/afp", "actor/reuters")),
    "an agency that contributed": (
        {"publisher": "Sahel Today"}, "Gunmen fired.\n\nAFP contributed to this report.",
        ("actor/afp", "name/sahel today")),
    "an agency that is told of": ({"publisher": "X"}, "Gunmen fired at an AFP reporter.", ("name/x",)),
    "nobody known": ({}, "Gunmen fired.", ()),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "text", "origins"), ORIGINS.values(), ids=ORIGINS)
def test_origins(fields: dict[str, Any], text: str, origins: tuple[str, ...]) -> None:
    assert find_origins(make_article(text, id="a", **fields), REGISTRY) == origins
