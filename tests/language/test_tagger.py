"""The trained tagger: shares are shares, an article depends on itself alone, files that are not as published stop."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.chain import open_tools, read_article
from kgbuild.language.reading import read_articles
from kgbuild.language.tagger import FILES, HASHES, LONGEST, WEIGHTS, TaggerError, open_tagger, read_hashes
from kgbuild.language.tags import DEPS, HINTS, MODALITIES, PARTS, POS, ROLES, TYPES, hints_of, runs, shape_of
from kgbuild.model import make_article
from kgbuild.settings import Settings, with_options
from kgbuild.training.card import make_card
from sample_reports import REPORTS, ROOT

TEXT = "Rebels shelled Dori on Monday, the army said. The market opened at eight."


@pytest.fixture(scope="module")
def read(vocabulary, gazetteer):
    def parses(*texts: str):
        articles = [make_article(text, id=f"a{number}") for number, text in enumerate(texts)]
        return list(read_articles(articles, vocabulary=vocabulary, gazetteer=gazetteer, tagger=open_tagger()))

    return parses


def _same(one, other):
    for name in ("types", "cues", "negative", "modality"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))
    for name in ("roles", "says"):
        for first, scores in getattr(one, name).items():
            np.testing.assert_array_equal(scores, getattr(other, name)[first])


def test_shares_add_up_to_one(read):
    (parse,) = read(TEXT)
    tags, size = parse.tags, len(parse.tokens)
    assert tags.types.shape == (size, len(TYPES))
    assert tags.modality.shape == (size, len(MODALITIES))
    for scores in (tags.types, tags.modality, *tags.roles.values(), *tags.says.values()):
        np.testing.assert_allclose(scores.sum(axis=-1), 1, atol=1e-5)
    for sentence in parse.sentences:
        count = sentence.last - sentence.first
        assert tags.roles[sentence.first].shape == (count, count, len(ROLES))
        assert tags.says[sentence.first].shape == (count, count, len(PARTS))


def test_a_plain_report_is_read(read):
    (parse,) = read(TEXT)
    at = {token.text: token.i for token in parse.tokens}
    tags = parse.tags
    assert tags.likeliest(at["shelled"])[0] == "ASSAULT"
    assert tags.likeliest(at["shelled"])[1] > 0.7
    assert tags.likeliest(at["opened"])[1] < 0.3
    assert at["Rebels"] in tags.fillers(at["shelled"], "actor", 0.5)
    assert at["Dori"] in {i for role in ("place", "recipient") for i in tags.fillers(at["shelled"], role, 0.5)}
    assert tags.cues[at["said"]] > 0.5
    first, shares = tags.said(at["said"], "source")
    assert shares[at["army"] - first] > 0.5
    assert tags.standing(at["shelled"]) == ("positive", "actual")


def test_an_article_is_read_the_same_beside_others(read):
    (alone,) = read(TEXT)
    beside = read("Police arrested nine men in Gao.", TEXT, "It rained.")[1]
    _same(alone.tags, beside.tags)
    (again,) = read(TEXT)
    _same(alone.tags, again.tags)


def test_a_long_sentence_is_read_in_stretches(read):
    text = "Rebels shelled Dori, " + ", ".join(f"village {number} of the valley" for number in range(150)) + "."
    (parse,) = read(text)
    (sentence,) = parse.sentences
    assert sentence.last > 2 * LONGEST
    assert sorted(parse.tags.roles) == list(range(0, sentence.last, LONGEST))
    assert (parse.tags.types.sum(axis=1) > 0.99).all()


@pytest.mark.parametrize(
    "text", ["", " ", "x" * 3000, "\u200b\u200b", "\U0001f600 \U0001f600", "…", "Ж Б 中 文 ع", "\u0301 a"]
)
def test_odd_texts_break_nothing(read, text):
    (parse,) = read(text)
    assert len(parse.tags.types) == len(parse.tokens)


@given(st.text(max_size=80))
def test_any_text_gets_a_row_a_token(vocabulary, gazetteer, text):
    article = make_article(text, id="a")
    (parse,) = read_articles([article], vocabulary=vocabulary, gazetteer=gazetteer, tagger=open_tagger())
    assert len(parse.tags.types) == len(parse.tags.window) == len(parse.tokens)


def test_the_lexicon_and_the_readers_give_hints(read, vocabulary):
    (parse,) = read(TEXT)
    rows = hints_of(parse, vocabulary.lexicon)
    assert {len(row) for row in rows} == {HINTS}
    at = {token.text: token.i for token in parse.tokens}
    assert rows[at["shelled"]][TYPES.index("ASSAULT") - 1] == 1
    assert rows[at["Dori"]][-3] == 1  # a place
    assert rows[at["Monday"]][-2] == 1  # a time
    assert not any(rows[at["eight"]][: 2 * (len(TYPES) - 1)])


@pytest.mark.parametrize(
    ("word", "shape"), [("dori", 0), ("Dori", 1), ("UN", 2), ("I", 1), ("12", 3), ("—", 3), ("McX", 1)]
)
def test_letter_case_has_four_shapes(word, shape):
    assert shape_of(word) == shape


def test_every_label_of_the_parser_is_known(read):
    for parse in read(*(report["text"] for report in REPORTS)):
        assert {token.pos for token in parse.tokens} <= set(POS)
        assert {token.dep for token in parse.tokens} <= set(DEPS)


def _copy(folder: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, folder / "weights"))


@pytest.mark.parametrize("name", [*FILES, HASHES])
def test_a_missing_file_stops_with_advice(tmp_path, name):
    folder = _copy(tmp_path)
    (folder / name).unlink()
    with pytest.raises(TaggerError, match="--no-model"):
        open_tagger(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_stops_with_its_name(tmp_path, name):
    folder = _copy(tmp_path)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(TaggerError, match=f"{name} is damaged"):
        open_tagger(folder)


def test_damaged_weights_stop_a_run_and_no_model_goes_on(tmp_path):
    folder = _copy(tmp_path)
    (folder / FILES[0]).write_bytes(b"")
    settings = Settings()
    damaged = with_options(settings, weights=str(folder))
    with pytest.raises(TaggerError):
        open_tools(damaged)
    tools = open_tools(with_options(damaged, model=False))
    assert tools.tagger is None
    found = read_article(make_article(TEXT, id="a", published="2024-05-15"), tools).statements
    assert {one.extractor.name for one in found} == {"rules"}


def test_every_statement_says_who_found_it():
    article = make_article(TEXT, id="a", published="2024-05-15")
    found = read_article(article, open_tools(Settings())).statements
    assert found
    assert {one.extractor.name for one in found} <= {"rules", "rules+tagger"}
    assert "rules+tagger" in {one.extractor.name for one in found}


def test_the_card_is_made_of_the_report():
    report = json.loads((WEIGHTS / "report.json").read_bytes())
    assert (WEIGHTS / "README.md").read_text(encoding="utf-8") == make_card(report, read_hashes(WEIGHTS))


def test_the_sheets_it_was_trained_on_stand_here_unchanged():
    inputs = json.loads((WEIGHTS / "report.json").read_bytes())["inputs"]
    sheets = {f"graph/corpus/written/{path.name}" for path in (ROOT / "graph/corpus/written").glob("*.sheet")}
    assert set(inputs) == sheets
    for name, digest in inputs.items():
        assert sha256((ROOT / name).read_bytes()).hexdigest() == digest, name


@pytest.mark.parametrize(
    ("labels", "stretches"),
    [
        ([], []),
        ([None, None], []),
        (["a", "a", None, "a"], [(0, 2, "a"), (3, 4, "a")]),
        ([None, "a", "b"], [(1, 2, "a"), (2, 3, "b")]),
    ],
)
def test_runs_are_the_stretches_of_one_label(labels, stretches):
    assert list(runs(labels)) == stretches
