from __future__ import annotations

import importlib
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from kgbuild import chain, pipeline, workers
from kgbuild.errors import StopRun
from kgbuild.gazetteer import add_source, gazetteer_version
from kgbuild.gazetteer import compile as compiling
from kgbuild.gazetteer.sources import OWN, Draft, Source
from kgbuild.graph.history import Change, retract_article, retraction_key
from kgbuild.graph.store import Graph
from kgbuild.model import make_article
from kgbuild.notices import Done, Found, Known, Outdated, Preparing, Refusal, Remark, Skip, Updated
from kgbuild.pipeline import annotate_articles, build_graph, extract_articles, read_articles
from kgbuild.settings import Settings, make_settings
from records import read_lines
from sample_reports import REPORTS

ARTICLES = [make_article(**report) for report in REPORTS]


def record_of(directory: Path) -> bytes:
    return read_lines(directory)


def write_reports(path: Path, reports) -> Path:
    path.write_bytes(b"".join(msgspec.json.encode(report) + b"\n" for report in reports))
    return path


def test_articles_come_in_order_and_notices_between_them(reports, tmp_path):
    heard = []
    missing = tmp_path / "missing.txt"
    articles = list(read_articles([ARTICLES[0], missing, reports], listen=heard.append))
    assert [article.id for article in articles] == [report["id"] for report in REPORTS]
    told = [one for one in heard if not isinstance(one, Found)]
    assert [type(one) for one in told] == [Skip, Known]
    assert told[0].where == str(missing)
    assert told[1] == Known(id="goma-1")
    assert Found(id="bakhmut-1", where=f"{reports}, record 2, article bakhmut-1") in heard


def test_same_id_with_other_words_is_an_error(reports):
    heard = []
    other = make_article("Other words.", id="goma-1")
    assert len(list(read_articles([reports, other], listen=heard.append))) == len(REPORTS)
    (skip,) = (one for one in heard if isinstance(one, Skip))
    assert skip.error
    assert skip.where == "goma-1"
    assert "same id" in skip.reason


def test_what_a_reader_remarks_is_no_skip(tmp_path):
    heard = []
    path = write_reports(tmp_path / "undated.jsonl", [{"text": "Rebels shelled Goma."}])
    assert len(list(read_articles([path], listen=heard.append))) == 1
    assert [type(one) for one in heard] == [Found, Remark]


def test_every_mention_slices_back():
    count = 0
    for article, statements in extract_articles(ARTICLES):
        for statement in statements:
            assert statement.article == article.header
            for mention in (statement.trigger, *statement.evidence):
                assert article.text[mention.start : mention.end] == mention.text
                count += 1
    assert count > 5


def test_annotation_holds_the_layers_of_the_whole_chain():
    first = next(iter(annotate_articles(ARTICLES)))
    assert first.article.id == "goma-1"
    assert [sentence.start for sentence in first.sentences] == [0, 35]
    assert {place.text for place in first.places} >= {"Goma"}
    assert {date.value for date in first.dates} == {"2025-01-27"}
    assert {event.type for event in first.events} & {"ASSAULT", "CASUALTY"}
    assert [attribution.cue.text for attribution in first.attributions] == ["said"]


def test_build_reports_what_it_did(reports, tmp_path):
    heard = []
    report = build_graph([reports, tmp_path / "no"], tmp_path / "g", listen=heard.append)
    assert (report.read, report.new, report.known) == (5, 4, 0)
    assert [skip.where for skip in report.skips] == [str(tmp_path / "no")]
    assert report.statements == sum(one.accepted for one in heard if isinstance(one, Done)) > 5
    assert len(report.refused) == sum(isinstance(one, Refusal) for one in heard)
    assert [one.id for one in heard if isinstance(one, Done)] == [one["id"] for one in REPORTS]
    with Graph.open(tmp_path / "g") as graph:
        assert {article.id for article in graph.articles()} == {one["id"] for one in REPORTS}
        assert len(list(graph.statements())) <= report.statements


def test_building_again_reads_nothing_again(reports, built, monkeypatch):
    before = record_of(built)
    monkeypatch.setattr(workers, "read_article", None)
    report = build_graph([reports], built)
    assert (report.new, report.known, report.statements) == (0, 4, 0)
    assert record_of(built) == before


def test_another_text_of_an_article_takes_its_place(built, tmp_path):
    shutil.copytree(built, tmp_path / "g")
    changed = {**REPORTS[0], "text": "Rebels left Goma."}
    path = write_reports(tmp_path / "new.jsonl", [changed])
    heard = []
    report = build_graph([path], tmp_path / "g", listen=heard.append)
    assert (report.new, report.known, report.updated, report.outdated) == (1, 0, 1, 0)
    assert Updated(id=changed["id"], former=changed["id"]) in heard
    with Graph.open(tmp_path / "g") as graph:
        assert [former.article.text for former in graph.history().formers.values()] == [REPORTS[0]["text"]]
        rest = without_history(graph)
    build_graph([write_reports(tmp_path / "all.jsonl", [changed, *REPORTS[1:]])], tmp_path / "clean")
    with Graph.open(tmp_path / "clean") as graph:
        assert rest == list(graph.quads())
    again = build_graph([write_reports(tmp_path / "old.jsonl", REPORTS), path], tmp_path / "g")
    assert (again.new, again.updated) == (0, 0)  # the text that was replaced does not come back


def test_of_two_texts_at_one_address_the_later_stands_in_any_order(tmp_path):
    texts = [
        make_article(f"Rebels shelled Goma on {day} March 2025.", url=url, published=f"2025-03-0{day}")
        for day, url in ((3, "http://example.org/a1"), (5, "https://example.org/a1/"), (4, "https://example.org/a1#x"))
    ]
    records = []
    for number, order in enumerate(((0, 1, 2), (2, 1, 0), (1, 0, 2))):
        heard = []
        report = build_graph([texts[place] for place in order], tmp_path / str(number), listen=heard.append)
        assert (report.new, report.updated, report.outdated) == (3, 0, 2)
        assert {one.id for one in heard if isinstance(one, Outdated)} == {texts[0].id, texts[2].id}
        records.append(record_of(tmp_path / str(number)))
    assert records[0] == records[1] == records[2]
    with Graph.open(tmp_path / "0") as graph:
        assert [article.text for article in graph.articles()] == [texts[1].text]
        assert {statement.article.id for statement in graph.statements()} == {texts[1].id}


def test_a_retracted_article_is_skipped_until_it_is_undone(built, tmp_path):
    shutil.copytree(built, tmp_path / "g")
    path = write_reports(tmp_path / "reports.jsonl", REPORTS)
    with Graph.open(tmp_path / "g") as graph:
        (article, _) = graph.article(REPORTS[0]["id"])
        graph.remove(article.id, history=[retract_article(article, why="A hoax.", who="desk", when="2025-04-09")])
        graph.finish()
    report = build_graph([path], tmp_path / "g")
    assert (report.new, report.known, len(report.skips)) == (0, 3, 1)
    assert report.skips[0].reason == "it was retracted on 2025-04-09 by desk: A hoax."
    assert report.skips[0].advice.endswith(f"{article.id} --undo, then build again.")
    with Graph.open(tmp_path / "g") as graph:
        graph.keep([Change(key=retraction_key(article))])
        graph.finish()
    assert build_graph([path], tmp_path / "g").new == 1
    assert record_of(tmp_path / "g") == record_of(built)


def without_history(graph):
    return [quad for quad in graph.quads() if quad.graph_name.value != graph.names.history_graph]


def test_two_halves_are_one_whole_in_any_order(built, tmp_path):
    for name, halves in {"a": (REPORTS[:2], REPORTS[2:]), "b": (REPORTS[3:], REPORTS[:3])}.items():
        for number, half in enumerate(halves):
            build_graph([write_reports(tmp_path / f"{name}{number}.jsonl", half)], tmp_path / name)
        assert record_of(tmp_path / name) == record_of(built)


def test_two_workers_give_the_same_bytes(reports, built, tmp_path):
    heard = []
    build_graph([reports], tmp_path / "g", make_settings({"build": {"workers": 2}}), listen=heard.append)
    assert record_of(tmp_path / "g") == record_of(built)
    assert [one.id for one in heard if isinstance(one, Done)] == [one["id"] for one in REPORTS]


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("Les forces armées ont repris la ville lundi, selon un porte-parole du gouvernement.", None, "'fr'"),
        ("قال الجيش السوداني إنه استعاد مدينة ود مدني يوم السبت", None, "'ar'"),
        ("Rebels shelled the town.", "de", "'de'"),
    ],
)
def test_what_is_not_english_is_skipped(text, language, told):
    heard = []
    article = make_article(text, id="foreign", language=language)
    assert list(extract_articles([article], listen=heard.append)) == []
    (skip,) = heard
    assert skip.where == "foreign"
    assert told in skip.reason


def test_an_article_that_is_too_long_is_skipped():
    heard = []
    settings = make_settings({"language": {"longest": 50}})
    assert [article.id for article, _ in extract_articles(ARTICLES, settings, listen=heard.append)] == ["sport-1"]
    assert "limit 50" in heard[0].reason


@pytest.mark.parametrize(
    "text", ["🙂🙂🙂", "\x00\x01\x02", "....", "a" * 5000, "\u202eRebels shelled Goma.\u202c", "¿?", "𝕽𝖊𝖇𝖊𝖑𝖘"]
)
def test_odd_texts_give_something_or_nothing_but_no_failure(text):
    heard = []
    list(extract_articles([make_article(text, id="odd")], listen=heard.append))
    assert not [one for one in heard if isinstance(one, Skip) and one.details]


def test_a_stage_that_fails_costs_one_article(monkeypatch, reports, tmp_path):
    real = chain.resolve_layers

    def fail_for_one(parse, **tools):
        if parse.article.id == "bakhmut-1":
            raise ZeroDivisionError("three by nothing")
        return real(parse, **tools)

    monkeypatch.setattr(chain, "resolve_layers", fail_for_one)
    report = build_graph([reports], tmp_path / "g")
    assert report.new == 3
    (skip,) = report.skips
    assert skip.where == f"{reports}, record 2, article bakhmut-1"
    assert skip.reason == "a stage failed on it: ZeroDivisionError: three by nothing"
    assert "fail_for_one" in skip.details


@pytest.mark.parametrize(
    ("module", "name", "word"),
    [("dates", "_resolve", "Monday"), ("places", "choose", "Goma"), ("actors", "_by_words", "Rebels")],
)
def test_words_that_fail_cost_their_own_value_alone(monkeypatch, module, name, word):
    resolver = importlib.import_module(f"kgbuild.resolvers.{module}")
    real = getattr(resolver, name)

    def fail_for_one(*arguments, **named):
        if any(word in str(one) for one in arguments if not hasattr(one, "tokens")):
            raise ZeroDivisionError("three by nothing")
        return real(*arguments, **named)

    article = make_article(
        "Rebels shelled Goma on Monday. Soldiers attacked Dori on 3 May 2024.", published="2024-05-14"
    )
    heard = []
    ((_, sound),) = extract_articles([article])
    monkeypatch.setattr(resolver, name, fail_for_one)
    ((_, found),) = extract_articles([article], listen=heard.append)
    assert [one.trigger for one in found] == [one.trigger for one in sound]
    assert [one.reason for one in heard if isinstance(one, Remark)] == [
        f"'{word}' could not be resolved: ZeroDivisionError: three by nothing"
    ]
    (hit,) = [one for one in found if one.trigger.text == "attacked"]
    assert (hit.locations[0].name, hit.date.value, hit.actors[0].name) == ("Dori", "2024-05-03", "Soldiers")


def test_severities_of_the_settings_reach_the_statements():
    text = "Soldiers attacked a convoy near Goma on 20 May 2024."
    later = [make_article(text, published="2024-05-12")]
    (strict,) = (found for _, found in extract_articles(later, Settings()))
    (calm,) = (found for _, found in extract_articles(later, make_settings({"checks": {"KG203": "info"}})))
    assert [(one.accepted, one.findings[0].code) for one in strict] == [(False, "KG203")]
    assert [(one.accepted, one.findings[0].severity) for one in calm] == [(True, "info")]


def test_wrong_settings_stop_the_run():
    for content in ({"checks": {"KG999": "info"}}, {"language": {"model": "en_core_web_none"}}):
        for number in (1, 2):
            settings = make_settings({**content, "build": {"workers": number}})
            with pytest.raises(StopRun, match=r"KG999|en_core_web_none"):
                list(extract_articles(ARTICLES, settings))


def test_a_worker_that_dies_costs_the_article_it_was_reading(monkeypatch):
    # The parser is loaded in the worker, so the worker itself is told to die: at the first text of the sports page.
    start = (
        "import sys, os, signal; sys.path[:] = sys.argv[1:]; from kgbuild import workers; real = workers.read_article\n"
        "def read(article, tools, *, annotate):\n"
        "    if article.id == 'sudan-1': os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return real(article, tools, annotate=annotate)\n"
        "workers.read_article = read; workers.serve()"
    )
    monkeypatch.setattr(workers, "_START", start)
    heard = []
    settings = make_settings({"build": {"workers": 2}})
    read = [article.id for article, _ in extract_articles(ARTICLES, settings, listen=heard.append)]
    assert read == ["goma-1", "bakhmut-1", "sport-1"]
    (skip,) = [one for one in heard if isinstance(one, Skip)]
    assert skip.where == "sudan-1"
    assert "died (SIGKILL)" in skip.reason


def test_a_generator_that_is_left_leaves_no_worker_behind():
    read = extract_articles(ARTICLES, make_settings({"build": {"workers": 2}}))
    next(read)
    read.close()
    assert subprocess.run(["pgrep", "-P", str(os.getpid()), "-f", "kgbuild.workers"], check=False).returncode == 1


def test_a_build_that_was_killed_goes_on_where_it_stopped(built, reports, tmp_path):
    """`kill -9` with articles in the journal, then the same command: the bytes of an undisturbed run."""
    command = [sys.executable, "-m", "kgbuild", "build", str(reports), "--graph", str(tmp_path / "g")]
    journal = tmp_path / "g" / "journal.jsonl"
    slow = (
        "import sys, time; from kgbuild import workers; real = workers.read_article\n"
        "def read(article, tools, *, annotate):\n"
        "    if article.id == 'sudan-1': time.sleep(60)\n"
        "    return real(article, tools, annotate=annotate)\n"
        "workers.read_article = read; from kgbuild.cli import main; sys.argv[0] = 'kgbuild'; main()"
    )
    with subprocess.Popen([sys.executable, "-c", slow, *command[3:]], stderr=subprocess.DEVNULL) as running:
        deadline = time.monotonic() + 60
        while not (journal.exists() and journal.read_bytes().count(b"\n") >= 2):
            assert time.monotonic() < deadline
            assert running.poll() is None
            time.sleep(0.05)
        running.send_signal(signal.SIGKILL)
    assert not read_lines(tmp_path / "g")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "2 articles read, 2 known already" in done.stderr
    assert record_of(tmp_path / "g") == record_of(built)


def test_listening_is_optional():
    assert pipeline.ignore(Known(id="x")) is None


def mentions_in(value):
    """Every start, end, text of a record as it is written."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value["start"], value["end"], value["text"]
        for inner in value.values():
            yield from mentions_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from mentions_in(inner)


def test_real_articles_fail_nowhere_and_every_offset_slices_back(shared):
    heard = []
    articles = read_articles([shared / "data" / "articles" / "open.jsonl"], listen=heard.append)
    count = 0
    for article, statements in extract_articles(
        articles, make_settings({"build": {"workers": 2}}), listen=heard.append
    ):
        for start, end, text in mentions_in(msgspec.to_builtins(statements)):
            assert article.text[start:end] == text
            count += 1
    assert count > 5000
    assert not [one for one in heard if isinstance(one, Skip)]
    for one in heard:
        if isinstance(one, Refusal):
            assert any(finding.severity == "error" and finding.message for finding in one.statement.findings)


def test_annotate_gives_names_of_places_and_counts_only():
    text = "Drones hit Kursk region on the third day. Two guards fled the region."
    (annotation,) = annotate_articles([make_article(text)], Settings())
    assert [place.text for place in annotation.places] == ["Kursk region"]
    assert [count.text for count in annotation.quantities] == ["Two"]


def one_town(_progress):
    source = Source(places={3: Draft("Goma", -1.67, 29.22, "COD", "settlement", 1000)})
    source.add_name("Goma", 3, OWN)
    return source


def test_a_graph_says_which_gazetteers_its_places_come_from_and_compiling_one_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(compiling, "read_sources", one_town)

    def build(article, listen=lambda _notice: None):
        build_graph([article], tmp_path / "g", listen=listen)
        with Graph.open(tmp_path / "g") as graph:
            return graph.manifest.settings["gazetteer"].split()

    heard = []
    first = gazetteer_version()
    assert build(ARTICLES[0], heard.append) == [first]
    assert [one.share for one in heard if isinstance(one, Preparing)][-1] == 1
    (tmp_path / "mine.csv").write_text("id,name,lat,lon,country,level\n1,Post One,1,2,COD,feature\n")
    add_source(tmp_path / "mine.csv")
    second = gazetteer_version()
    assert second != first
    assert build(ARTICLES[0]) == [first]  # nothing was read with the new one
    assert build(ARTICLES[1]) == [first, second]
    assert build(ARTICLES[1]) == [first, second]


def test_a_manifest_tells_what_the_graph_was_made_with(tmp_path):
    def build(article, **sections):
        build_graph([article], tmp_path / "g", make_settings(sections))
        with Graph.open(tmp_path / "g") as graph:
            return graph.manifest

    first = build(ARTICLES[0])
    assert first.settings.keys() == {"gazetteer", "parser", "tagger"}
    assert first.articles == {ARTICLES[0].id: ARTICLES[0].sha256}
    tagger = first.settings["tagger"]
    second = build(ARTICLES[1], extract={"model": False}, ontology={"profile": "strict"}, checks={"KG203": "info"})
    assert second.settings["tagger"] == f"{tagger} none"
    assert (second.settings["ontology.profile"], second.settings["checks.KG203"]) == ("strict", "info")
    assert build(ARTICLES[1]).settings == second.settings  # nothing was read with others
