"""A malformed ontology stops a run with file, line and term before an article is read and anything is written."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from kgbuild import vocabulary
from kgbuild.cli import app
from kgbuild.errors import VocabularyError
from kgbuild.vocabulary import codes, data_folder
from kgbuild.vocabulary.sources import check_sources

FOLDER = data_folder("ontology")
T, A, S, SHAPES, ORPHAN = "kgbuild.ttl", "actions.ttl", "schemes.ttl", "shapes.ttl", "rules/orphan.rq"
SYNTAX = [
    # file, words, what takes their place, the term that the message names, part of what it says
    (T, "rdfs:range kg:Actor ;", "rdfs:range ;", "kg:actor", "rdfs:range ;"),
    (T, "a owl:Class ;", "a ouwl:Class ;", "kg:Statement", "ouwl:"),
    (S, "status:denied a", "stat:denied a", "stat:denied", "has not been declared"),
    (A, 'skos:notation "AID" ;', 'skos:notation "AID ;', "action:AID", "AID"),
    (SHAPES, "sh:path kg:cue ;", "sh:path kg:cue", "shape:Claim-cue", "sh:path kg:cue sh:maxCount"),
    (ORPHAN, "?focus a ?class .", "?focus a owl:Thing .", "owl:Thing", "PREFIX owl:"),
    (ORPHAN, "MINUS {", "MINUS [", "?user", "expected"),
]
MEANING = [
    (T, "rdfs:range kg:Claim ;", "rdfs:range kg:Clam ;", "kg:Clam", "described nowhere"),
    (SHAPES, "sh:path kg:cue ;", "sh:path kg:queue ;", "kg:queue", "described nowhere"),
    (SHAPES, "sh:node shape:in-kind", "sh:node shape:of-kind", "shapes:of-kind", "described nowhere"),
    (SHAPES, "sh:path kg:cue ; sh:maxCount 1", "sh:path kg:cue ; sh:maxCuont 1", "sh:maxCuont", "no term of SHACL"),
    (ORPHAN, "kg:cue|", "kg:queue|", "kg:queue", "described nowhere"),
    (ORPHAN, "?code ?severity ?message", "?severity ?code ?message", "SELECT", "SELECT ?focus ?code ?severity"),
    (ORPHAN, '"KG805"', '"KG801"', "?code", "dangling-mention.rq"),
]
BROKEN = [*SYNTAX, *MEANING]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(FOLDER, tmp_path / "ontology")


def replace(folder: Path, file: str, old: str, new: str) -> int:
    """Change the first `old` in a file; the line where it stands."""
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1


def test_the_shipped_sources_are_seen_in_a_moment():
    def seconds():
        start = time.process_time()
        check_sources(FOLDER)
        return time.process_time() - start

    assert min(seconds() for _ in range(5)) < 0.05


@pytest.mark.parametrize(("file", "old", "new", "term", "words"), BROKEN)
def test_the_message_names_file_line_and_term(folder, file, old, new, term, words):
    line = replace(folder, file, old, new)
    with pytest.raises(VocabularyError) as stop:
        check_sources(folder)
    head, _, rest = str(stop.value).partition(": ")
    assert head.startswith(f"{folder / file}, line ")
    # A parser may notice a slip only on the next line.
    assert int(head.rpartition(" ")[2]) in {line, line + 1}
    assert rest.startswith(f"{term}: ") or f" {term}: " in str(stop.value)
    assert words in rest


@pytest.mark.parametrize("name", ["kgbuild.ttl", "shapes.ttl", "schemes.ttl"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(VocabularyError, match=rf"{name}: no such file"):
        check_sources(folder)


def test_later_folders_add_to_the_first(tmp_path):
    """Shapes of a folder of one's own use the terms and shapes of the ontology, and are named when they are wrong."""
    own = tmp_path / "own"
    (own / "rules").mkdir(parents=True)
    text = (FOLDER / "shapes.ttl").read_text(encoding="utf-8")
    prefixes = text[: text.index("# Offsets")]
    mine = "@prefix my: <https://example.org/shapes/> .\nmy:Here a sh:NodeShape ; sh:targetClass kg:Actor ;\n"
    (own / "shapes.ttl").write_text(f"{prefixes}{mine}  sh:property shape:Actor-country .\n")
    check_sources(FOLDER, own)
    (own / "shapes.ttl").write_text(f"{prefixes}{mine}  sh:property my:nothing .\n")
    with pytest.raises(VocabularyError, match=rf"{own}/shapes\.ttl, line \d+: <https://example.org/shapes/Here>"):
        check_sources(FOLDER, own)


def test_of_two_files_of_one_name_the_faulty_one_is_named(folder, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "shapes.ttl").write_text("@prefix my: <https://example.org/> .\n")
    replace(folder, "shapes.ttl", "sh:path kg:cue ;", "sh:path kg:queue ;")
    with pytest.raises(VocabularyError, match=rf"^{folder}/shapes\.ttl"):
        check_sources(folder, own)


COMMANDS = [
    ("build", "reports.jsonl", "--graph", "made"),
    ("build", "reports.jsonl", "--graph", "made", "--workers", "2"),
    ("extract", "reports.jsonl", "-o", "made"),
    ("extract", "reports.jsonl", "-o", "made", "--workers", "2"),
    ("annotate", "reports.jsonl", "-o", "made"),
    ("check", "graph.ttl", "-o", "made"),
    ("check", "statements.jsonl", "--articles", "reports.jsonl", "-o", "made"),
    ("check", "graph", "-o", "made"),
]
ONE_OF_A_KIND = [
    ("kgbuild.ttl", "rdfs:range kg:Actor ;", "rdfs:range ;"),
    ("schemes.ttl", "status:denied a", "stat:denied a"),
    ("shapes.ttl", "sh:path kg:cue ;", "sh:path kg:queue ;"),
    ("rules/orphan.rq", "MINUS {", "MINUS ["),
    ("lexicon/en/assault.toml", 'harm = "killed"', 'harm = "slain"'),
    ("codes.toml", 'severity = "warning"', 'severity = "grave"'),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("file", "old", "new"), ONE_OF_A_KIND)
def test_a_run_stops_before_it_reads_or_writes(folder, monkeypatch, tmp_path, file, old, new, words):
    replace(folder, file, old, new)
    for name in ("reports.jsonl", "statements.jsonl", "graph.ttl"):
        (tmp_path / name).write_text("no article, no statement, no graph\n")
    (tmp_path / "graph").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(vocabulary, "data_folder", lambda name: folder if name == "ontology" else data_folder(name))
    caches = (vocabulary.load_vocabulary, codes.load_codes)
    for cached in caches:
        cached.cache_clear()
    try:
        done = CliRunner().invoke(app, words)
    finally:
        for cached in caches:
            cached.cache_clear()
    assert done.exit_code == 3, done.output
    assert re.search(rf"{re.escape(Path(file).name)}\b", done.output), done.output
    # An article that can't be read would be told.
    assert "reports" not in done.output
    assert "statements.jsonl" not in done.output
    assert not list(tmp_path.glob("*made*"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "graph", "graph.ttl", "ontology", "reports.jsonl", "statements.jsonl"
    ]  # fmt: skip
