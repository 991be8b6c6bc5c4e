"""A folder of one's own extends the ontology everywhere, and never replaces what is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kgbuild.chain import open_tools, read_article, see_ontology
from kgbuild.checking import check_path
from kgbuild.errors import KgbuildError, SettingsError, VocabularyError
from kgbuild.graph.store import Graph
from kgbuild.listing import explain_code, list_codes, list_vocabulary
from kgbuild.model import make_article
from kgbuild.pipeline import build_graph
from kgbuild.settings import Settings, with_options
from kgbuild.vocabulary import data_folder, load_vocabulary
from records import read_lines

EXAMPLE = data_folder("ontology") / "examples" / "cattle-raids"
TEXT = "Raiders rustled forty camels near Lokiriama. Pokot warriors waylaid a lorry near Baragoi."


def settings(folder: Path = EXAMPLE, **options: str) -> Settings:
    return with_options(Settings(), ontology=str(folder), **options)


@pytest.fixture
def own(tmp_path):
    return Path(shutil.copytree(EXAMPLE, tmp_path / "own"))


@pytest.fixture(scope="module")
def statements():
    return read_article(make_article(TEXT, id="a"), open_tools(settings())).statements


def test_types_modes_frames_and_actors_are_read(statements):
    rustled, waylaid = statements
    assert (rustled.action.type, rustled.action.mode, rustled.action.contexts) == ("RUSTLE", None, ("pastoralism",))
    assert (waylaid.action.type, waylaid.action.mode) == ("ASSAULT", "ambush")
    assert [actor.id for actor in waylaid.actors] == ["pokot-warriors"]
    assert all(one.accepted and not {finding.code[:3] for finding in one.findings} & {"KG5"} for one in statements)


def test_without_the_folder_nothing_of_it_is_known():
    found = read_article(make_article(TEXT, id="a"), open_tools(Settings())).statements
    assert "RUSTLE" not in {one.action.type for one in found}
    assert "RUSTLE" not in load_vocabulary().action_types
    assert "ambush" in load_vocabulary(own=EXAMPLE).action_types["ASSAULT"].modes


def test_a_graph_is_held_against_the_folder_too(tmp_path):
    (tmp_path / "report.txt").write_text(TEXT)
    build_graph([tmp_path / "report.txt"], tmp_path / "graph", settings())
    rows = check_path(tmp_path / "graph", settings=settings(profile="desk"))
    assert {(row.code, row.severity) for row in rows} == {("PAS201", "warning")}
    assert {row.severity for row in check_path(tmp_path / "graph", settings=settings())} == {"info"}
    strangers = check_path(tmp_path / "graph")
    assert {row.code for row in strangers} == {"KG701", "KG710"}
    with Graph.open(tmp_path / "graph") as graph:
        assert {"RUSTLE"} <= {one.action.type for one in graph.statements()}


OWN_TERM = """@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix my: <https://example.org/pastoral#> .

my:animals a owl:DatatypeProperty ; rdfs:label "animals"@en ; rdfs:domain kg:Statement ;
    skos:definition "How many animals were taken."@en ; skos:example "40."@en ;
    rdfs:isDefinedBy <https://example.org/pastoral> .
"""
OWN_SHAPE = """
@prefix shape: <https://w3id.org/kgbuild/ontology/shapes/> .
shape:Statement sh:property my:Statement-animals .
my:Statement-animals a sh:PropertyShape ; sh:path my:animals ; sh:maxCount 1 ; sh:message "One number of animals." .
"""


def test_a_property_of_ones_own_belongs_to_its_class(tmp_path, own):
    (tmp_path / "report.txt").write_text(TEXT)
    build_graph([tmp_path / "report.txt"], tmp_path / "graph", settings())
    lines = read_lines(tmp_path / "graph").decode().splitlines(keepends=True)
    statement = next(line.split()[0] for line in lines if "#Statement>" in line)
    more = [f'{node} <https://example.org/pastoral#animals> "40" .\n' for node in (statement, "<urn:nothing>")]
    (tmp_path / "more.nq").write_text("".join([*lines, *more]), encoding="utf-8")
    assert "KG714" in {row.code for row in check_path(tmp_path / "more.nq", settings=settings(own))}
    (own / "kgbuild.ttl").write_text(OWN_TERM)
    with (own / "shapes.ttl").open("a") as file:
        file.write(OWN_SHAPE)
    rows = check_path(tmp_path / "more.nq", settings=settings(own))
    assert {(row.code, row.where) for row in rows if row.severity != "info"} == {("KG822", "urn:nothing")}


def test_codes_and_lists_show_the_folders_own():
    vocabulary, severities = see_ontology(settings(profile="desk"))
    codes = {row[0]: row[1] for row in list_codes(severities, *vocabulary.folders)[1]}
    assert (codes["PAS101"], codes["PAS201"], codes["KG203"]) == ("warning", "warning", "error")
    assert "raid-without-number.rq" in explain_code("PAS201", severities, *vocabulary.folders)
    assert [row[0] for row in list_vocabulary("modes", containing="hiding", vocabulary=vocabulary)[1]] == ["ASSAULT"]
    assert "desk" in {row[0] for row in list_vocabulary("profiles", vocabulary=vocabulary)[1]}


REPLACED = [
    ("actions.ttl", "action:RUSTLE-recover a", "action:ASSAULT-abduct a", "is described by"),
    ("actions.ttl", 'notation "RUSTLE" ', 'notation "LOOT" ', "is not named by its notation"),
    ("schemes.ttl", "context:pastoralism", "context:military", "is described by"),
    ("codes.toml", "[PAS101]", "[KG101]", r"\[KG101\] is a code already"),
    ("lexicon/en/rustle.toml", 'type = "RUSTLE"', 'type = "LOOT"', "'LOOT' is not one of the action types"),
    ("lexicon/en/ambush.toml", 'id = "waylay"', 'id = "kill"', "frame ids are not unique"),
    ("actors/communities.toml", "[pokot-warriors]", "[hcua]", "stands twice"),
    ("profiles/desk.toml", "PAS201 =", "PAS999 =", "no check 'PAS999'"),
    ("shapes.ttl", "sh:minCount 1", "sh:maxCuont 1", "maxCuont"),
    ("rules/raid-without-number.rq", "?focus kg:action", "?focus kg:deed", "deed"),
    ("schemes.ttl", "ontology/context>", "ontology/status>", "context:pastoralism"),
]


@pytest.mark.parametrize(("file", "old", "new", "message"), REPLACED)
def test_what_would_replace_or_is_wrong_stops_with_its_file(own, file, old, new, message):
    path = own / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KgbuildError, match=message) as caught:
        see_ontology(settings(own, profile="desk"))
    assert isinstance(caught.value, VocabularyError | SettingsError)
    assert path.name in str(caught.value) or "frame ids" in message


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("shape.ttl", r"shape\.ttl: nothing reads it.*Did you mean shapes\.ttl"),
        ("rules/orphan.rq", "would replace"),
        ("profiles/strict.toml", "would replace"),
        ("lexicon/rustle.toml", "nothing reads it"),
    ],
)
def test_a_file_that_nobody_reads_or_that_replaces_is_named(own, name, message):
    (own / name).write_text("# mine\n")
    with pytest.raises(VocabularyError, match=message):
        see_ontology(settings(own))


def test_a_folder_that_is_not_there_or_empty_is_named(tmp_path):
    with pytest.raises(VocabularyError, match="no such folder"):
        see_ontology(settings(tmp_path / "nowhere"))
    with pytest.raises(VocabularyError, match="empty"):
        see_ontology(settings(tmp_path))


def test_an_unknown_profile_is_named():
    with pytest.raises(SettingsError, match=r"no profile 'strickt'.*Did you mean 'strict'"):
        see_ontology(settings(profile="strickt"))


def test_the_example_folder_has_no_fault():
    assert check_path(EXAMPLE) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('mode = "ambush"', 'mode = "ambusch"', "KG034"),
        ("Warriors waylaid a lorry near Baragoi.", "It rained in Baragoi.", "KG035"),
        ('verbs = ["waylay"]', 'verbs = ["waylay"]\ncounter = "Bandits waylaid a bus."', "KG036"),
    ],
)
def test_frames_are_tried_on_their_examples(own, old, new, code):
    path = own / "lexicon" / "en" / "ambush.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    (row,) = check_path(own)
    assert (row.code, row.slot, row.where) == (code, "waylay", "lexicon/en/ambush.toml:5")
