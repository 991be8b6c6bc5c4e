"""Marks apart from their text: nothing of the text stays, joining gives the same report, wrong texts are refused."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from kgbuild.corpus.reading import read_sheets, read_texts
from kgbuild.corpus.standoff import StandoffError, join, take_out
from kgbuild.vocabulary import load_vocabulary

ROOT = Path(__file__).parents[2]
WRITTEN, REAL = ROOT / "graph/corpus/written", ROOT / "graph/corpus/real"
ARTICLES = ROOT.parent / "shared/data/articles/open.jsonl"
LABEL = re.compile(r"[a-zA-Z][a-zA-Z_-]*\d*|[-R\dTXPYMWDHZ:./~?%]+|[\w~?-]*\d[\w~?:/.-]*")


@pytest.fixture(scope="module")
def reports():
    found, wrong = read_sheets([WRITTEN], load_vocabulary())
    assert not wrong
    return found[:20]


def test_taking_out_and_joining_gives_the_same_marks(reports, tmp_path):
    for report in reports:
        path = tmp_path / "one.json"
        path.write_text(take_out(report, report.article.text), encoding="utf-8")
        content = json.loads(path.read_text(encoding="utf-8"))
        content["url"] = "https://example.org/1"
        path.write_text(json.dumps(content), encoding="utf-8")
        joined = join(path, {"https://example.org/1": report.article.text})
        for name in ("sentences", "events", "attributions", "places", "dates", "counts"):
            assert getattr(joined, name) == getattr(report, name)
        assert [one.words for one in joined.actors] == [one.words for one in report.actors]
        names = {one.chain: other.chain for one, other in zip(report.actors, joined.actors, strict=True)}
        assert [names[one.chain] for one in report.actors] == [one.chain for one in joined.actors]


def test_offsets_are_those_of_the_text_at_hand(reports):
    report = reports[0]
    spread = "  ".join(sentence.text for sentence in report.sentences)
    content = json.loads(take_out(report, spread))
    assert [spread[slice(*one)] for one in content["sentences"]] == [one.text for one in report.sentences]
    assert [spread[slice(*one["trigger"])] for one in content["events"]] == [one.trigger.text for one in report.events]


def test_a_text_without_a_sentence_is_refused(reports):
    with pytest.raises(StandoffError, match="lacks the sentence"):
        take_out(reports[0], "Another text.")


def test_committed_files_hold_no_words():
    paths = sorted(REAL.glob("*.json"))
    assert len(paths) >= 50
    for path in paths:
        content = json.loads(path.read_text(encoding="utf-8"))
        for name in ("sentences", "events", "attributions", "actors", "places", "dates", "counts"):
            for text in _strings(content[name]):
                assert LABEL.fullmatch(text), f"{path.name}: '{text}' is no label"


def _strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda path: path.write_text("{", encoding="utf-8"), "no stand-off file"),
        (lambda path: path.write_text("{}", encoding="utf-8"), "no stand-off file"),
        (lambda path: _alter(path, sha256="0" * 64), "SHA-256 differs"),
        (lambda path: _alter(path, url="https://example.org/none"), "not at hand"),
        (lambda path: _alter(path, style=7), "style"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(reports, tmp_path, change, message):
    path = tmp_path / "one.json"
    path.write_text(take_out(reports[0], reports[0].article.text), encoding="utf-8")
    _alter(path, url="https://example.org/1")
    change(path)
    with pytest.raises(StandoffError, match=message):
        join(path, {"https://example.org/1": reports[0].article.text})


def _alter(path, **values):
    content = msgspec.json.decode(path.read_bytes()) | values
    path.write_bytes(msgspec.json.encode(content))


@pytest.mark.skipif(not ARTICLES.exists(), reason="needs the open articles of ../shared")
def test_real_articles_are_joined():
    found, wrong = read_sheets([REAL], load_vocabulary(), read_texts(ARTICLES))
    assert not wrong
    assert sum(len(report.sentences) for report in found) >= 1200
    assert all(report.part in {"development", "test"} for report in found)


def test_without_texts_each_file_is_an_error():
    found, wrong = read_sheets([REAL], load_vocabulary())
    assert not found
    assert len(wrong) == len(list(REAL.glob("*.json")))
