"""What a confidence promises: a share from 0 to 1, more for more in favour, and what judged statements bear out."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from fit_confidence import EDGES, PAGE, SCALES, TABLE, label_corpus, label_samples, read_corpus, write_page
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import VocabularyError
from kgbuild.evaluation.calibration import (
    Bin,
    Judged,
    calibration_error,
    fit_knots,
    fit_points,
    label_statements,
    make_bins,
    part_articles,
    wilson,
)
from kgbuild.evaluation.reference import Row, collect_rows
from kgbuild.extractors.rules.build import build_with_signs
from kgbuild.extractors.rules.confidence import AGAINST, FOR, SIGNS, Scale, load_scale
from kgbuild.language.reading import read_articles
from kgbuild.model import make_article

signs = st.frozensets(st.sampled_from(sorted(SIGNS)))


# ------------------------------------------------------------------ the shipped scale


@given(signs, st.sampled_from(sorted(FOR)), st.sampled_from(sorted(AGAINST)))
def test_more_in_favour_never_gives_less(shown, good, bad):
    for name in SCALES:
        scale = load_scale(TABLE, name)
        assert 0 <= scale.rate(shown) <= 1
        assert scale.rate(shown | {good}) >= scale.rate(shown - {good})
        assert scale.rate(shown | {bad}) <= scale.rate(shown - {bad})


@pytest.mark.parametrize("name", SCALES)
def test_the_shipped_scale_tells_statements_apart(name):
    """A scale of one knot, or without points, would say the same of everything."""
    scale = load_scale(TABLE, name)
    assert len(scale.knots) >= 3
    assert scale.rate(FOR) - scale.rate(AGAINST) > 0.3
    assert not FOR.keys() & AGAINST.keys()


@pytest.mark.parametrize(
    ("total", "share"), [(-99, 0.2), (-10, 0.2), (-5, 0.3), (0, 0.4), (10, 0.6), (15, 0.7), (20, 0.8), (99, 0.8)]
)
def test_shares_are_interpolated_between_knots(total, share):
    scale = Scale({"noun": total}, ((-10, 0.2), (0, 0.4), (20, 0.8)))
    assert scale.rate(["noun", "quoted"]) == share


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "rules"),
        ("[rules]\n[rules.points]\nnoun = -1", "knots"),
        ("[rules]\nknots = [[0, 0.5]]\n[rules.points]\nmoon = 3", "unknown signs"),
        ("[rules]\nknots = [[0, 0.5], [1, 0.4]]\n[rules.points]", "rising"),
        ("[rules]\nknots = [[0, 0.5], [0, 0.6]]\n[rules.points]", "rising"),
        ("[rules]\nknots = []\n[rules.points]", "rising"),
        ("[rules]\nknots = [[0, 0.5], [1, 1.1]]\n[rules.points]", "rising"),
        ("[rules]\nknots = [[0, 0.5]]\n[rules.points]\nnoun = 4", "noun"),
        ("[rules]\nknots = [[0, 0.5]]\n[rules.points]\ndated = -4", "dated"),
        ("[rules]\nknots = [[0, 0.5]]\n[rules.points]\ndated = 'much'", "much"),
        ("[rules]\nknots = [0, 0.5]\n[rules.points]", "confidence.toml"),
    ],
)
def test_a_malformed_scale_is_refused(tmp_path, content, problem):
    path = tmp_path / "confidence.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError, match=problem):
        load_scale(path, "rules")


def test_a_missing_scale_is_refused(tmp_path):
    with pytest.raises(VocabularyError, match=r"docs/confidence\.md"):
        load_scale(tmp_path / "confidence.toml", "rules")


# ------------------------------------------------------------------ signs


@pytest.mark.parametrize(
    ("text", "trigger", "shown", "absent"),
    [
        ("M23 captured Kitshanga on Friday.", "captured", "named-actor placed dated", "noun no-actor claimed"),
        ("The shelling of Goma began.", "shelling", "noun no-actor placed", "dated named-actor"),
        ("They attacked the camp, a monk said.", "attacked", "pronoun-actor claimed", "nested quoted unreal"),
        ('"Gunmen attacked our camp," he said.', "attacked", "quoted claimed", "pronoun-actor"),
        ("The army did not attack Goma.", "attack", "denied", "unreal"),
        ("Mali cut ties with Togo after gunmen attacked Goma.", "attacked", "beneath", "main"),
        ("Mali cut ties with Togo after gunmen attacked Goma.", "cut", "main", "beneath"),
        ("A priest said that gunmen attacked Goma.", "attacked", "claimed", "beneath"),
        ("Rebels may attack Goma.", "attack", "unreal", "denied"),
        ("Three people were killed in Goma.", "killed", "counted no-actor", "two-recipients"),
        ("Gunmen killed a nurse and a driver.", "killed", "two-recipients", "two-actors"),
        ("The minister said on Monday that prices rose.", "said", "saying", "no-actor"),
        ("A report on the raid said nothing; rebels attacked Goma.", "attacked", "placed", "no-verb"),
        ("Fatal attack on army convoy near Goma", "attack", "no-verb noun", "dated"),
    ],
)
def test_signs(vocabulary, gazetteer, text, trigger, shown, absent):
    article = make_article(text, published="2024-05-15")
    parse = next(read_articles([article], vocabulary=vocabulary, gazetteer=gazetteer))
    found = next(found for item, found in build_with_signs(parse, vocabulary) if trigger in item.trigger.text)
    assert set(shown.split()) <= found
    assert not set(absent.split()) & found


# ------------------------------------------------------------------ reliability


def test_the_shipped_reports_bear_the_scale_out():
    """Written with these reports at hand, the rules do better here than elsewhere: never worse than is said."""
    scale = load_scale(TABLE, "tagged")
    labelled = label_samples()
    bins = make_bins(((scale.rate(item.signs), item.right) for item in labelled), EDGES)
    assert len(labelled) >= 150
    for item in bins:
        assert item.interval[1] >= item.confidence, item
    high = [item for item in bins if item.number >= 15]
    assert high[-1].share >= 0.9
    assert high[-1].share > high[0].share


@pytest.mark.parametrize(("name", "model"), SCALES.items())
def test_reports_that_nothing_was_fitted_on_bear_the_scales_out(name, model):
    """The written reports of the test part."""
    scale = load_scale(TABLE, name)
    labelled = label_corpus(read_corpus("test"), model=model)
    bins = make_bins(((scale.rate(item.signs), item.right) for item in labelled), EDGES)
    assert len(labelled) >= 200
    assert calibration_error(bins) <= 0.1


def test_the_page_shows_what_was_measured():
    page = PAGE.read_text(encoding="utf-8")
    tables = [line for line in page.splitlines() if line.startswith("| 0.")]
    assert len(tables) >= 10
    assert write_page(page, {}) == page
    with pytest.raises(SystemExit, match="moon"):
        write_page(page, {"moon": []})


# ------------------------------------------------------------------ the arithmetic


@pytest.mark.parametrize(
    ("right", "number", "low", "high"), [(0, 0, 0, 1), (0, 10, 0, 0.278), (10, 10, 0.722, 1), (5, 10, 0.237, 0.763)]
)
def test_wilson(right, number, low, high):
    assert wilson(right, number) == pytest.approx((low, high), abs=0.001)


@given(st.lists(st.tuples(st.integers(-30, 30), st.booleans()), min_size=1, max_size=80))
def test_knots_rise(totals):
    knots = fit_knots(totals)
    assert all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(knots))
    assert all(0 <= share <= 1 for _, share in knots)
    assert knots == fit_knots(totals[::-1])


def test_points_take_the_side_of_the_judgements():
    judged = [
        Judged(f"a{number}", frozenset(["noun"] if number % 2 else ["dated"]), not number % 2) for number in range(60)
    ]
    points = fit_points(judged, against=AGAINST, favour=FOR)
    assert points["noun"] < 0 < points["dated"]


def test_points_never_change_sides():
    judged = [Judged(f"a{number}", frozenset(["noun"] if number % 2 else []), bool(number % 2)) for number in range(60)]
    assert fit_points(judged, against=AGAINST, favour=FOR) == {}


def test_a_rare_sign_gets_no_points():
    judged = [Judged("a", frozenset(["noun"]), right=False)] * 5 + [Judged("b", frozenset(), right=True)] * 40
    assert fit_points(judged, against=AGAINST, favour=FOR) == {}


def test_bins_and_calibration_error():
    bins = make_bins([(0.2, False), (0.3, True), (0.8, True), (0.9, True)], (0, 0.5, 1.01))
    assert bins == [Bin(0.25, 2, 1), Bin(pytest.approx(0.85), 2, 2)]
    assert math.isclose(calibration_error(bins), (0.25 * 2 + 0.15 * 2) / 4)


def test_articles_keep_their_part():
    names = [f"article-{number}" for number in range(200)]
    parts = part_articles(names, 2)
    assert parts == part_articles(reversed(names), 2)
    assert 70 < sum(parts.values()) < 130


def test_labels_follow_the_reference(vocabulary, gazetteer):
    text = "Gunmen killed a nurse in Goma. Soldiers shelled Sake. The army attacked Beni, a priest said."
    article = make_article(text, id="one", published="2024-05-15")
    parse = next(read_articles([article], vocabulary=vocabulary, gazetteer=gazetteer))
    made = [item for item, _ in build_with_signs(parse, vocabulary)]
    common = {"article": "one", "types": ("ASSAULT",)}
    rows = [
        Row(
            **common,
            n=1,
            evidence=("Gunmen killed a nurse",),
            trigger="killed",
            actors=("Gunmen",),
            locations=("Bunia",),
        ),
        Row(**common, n=2, evidence=("The army attacked Beni",), trigger="attacked", actors=("priest",)),
    ]
    labels = label_statements(collect_rows(rows), made)
    assert {item.trigger.text: labels.get(item.id) for item in made} == {
        "killed": True,  # a wrong place is no matter of the core
        "shelled": False,  # no row speaks of it
        "attacked": False,  # the actor is another
        "said": None,  # a saying is coded as the claimant
    }
