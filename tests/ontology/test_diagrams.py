"""The page's diagrams are Mermaid, and show what the files hold."""

from __future__ import annotations

import re
import shutil

import pytest

from kgbuild.vocabulary import data_folder, load_vocabulary
from kgbuild.vocabulary.diagrams import draw_actions, draw_classes, of_type
from kgbuild.vocabulary.page import make_page
from kgbuild.vocabulary.subjects import KG, read_source

FOLDER = data_folder("ontology")
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")
DIAGRAMS = re.findall(r"^```mermaid\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
LINES = {
    "classDiagram": [
        r'  class \w+(\["[^"]+"\])?( \{)?',
        r"    \w+ \w+",
        r"  \}",
        r"  \w+ --> \w+ : \w+(, \w+)*",
    ],
    "graph LR": [r'  \w+\["[^"]+"\]', r'  \w+ --> \w+\["[^"]+"\]'],
}
"""What a line of each kind of diagram may be: plain enough for any version of Mermaid."""
EXTRA = """
kg:Drone a owl:Class ; rdfs:label "drone"@en ; skos:definition "One."@en ; skos:example "One."@en .
kg:weapon a owl:ObjectProperty ; rdfs:label "weapon"@en ; rdfs:domain kg:Statement ; rdfs:range kg:Drone ;
    skos:definition "With what."@en ; skos:example "One."@en .
kg:wingspan a owl:DatatypeProperty ; rdfs:label "wingspan"@en ; rdfs:domain kg:Drone ; rdfs:range xsd:decimal ;
    skos:definition "How wide."@en ; skos:example "2.5."@en .
"""


def name(iri):
    return f"kg:{iri.removeprefix(KG)}" if iri.startswith(KG) else f"x:{re.split('[#/]', iri)[-1]}"


@pytest.mark.parametrize("number", range(2))
def test_every_line_is_plain_mermaid(number):
    first, *lines = DIAGRAMS[number].splitlines()
    for line in lines:
        assert any(re.fullmatch(pattern, line) for pattern in LINES[first]), line
    assert sum(line.endswith("{") for line in lines) == lines.count("  }")


def test_there_are_two():
    assert [diagram.splitlines()[0] for diagram in DIAGRAMS] == list(LINES)


def test_every_class_and_property_is_drawn():
    terms = read_source(FOLDER / "kgbuild.ttl")
    drawn = set(re.findall(r"\w+", draw_classes(terms, name)))
    wanted = of_type(terms, "Class", "ObjectProperty", "DatatypeProperty")
    assert {iri.removeprefix(KG) for iri in wanted} <= drawn


def test_a_new_term_is_drawn_where_it_belongs(tmp_path):
    file = tmp_path / "kgbuild.ttl"
    file.write_text((FOLDER / "kgbuild.ttl").read_text(encoding="utf-8") + EXTRA, encoding="utf-8")
    lines = draw_classes(read_source(file), name).splitlines()
    assert "  Statement --> Drone : weapon" in lines
    at = lines.index("  class Drone {")
    assert lines[at + 1 : at + 3] == ["    decimal wingspan", "  }"]


def test_every_type_hangs_on_its_quad_class():
    tree = draw_actions(load_vocabulary().action_types)
    for concept in load_vocabulary().action_types.values():
        assert len(re.findall(rf"--> {concept.notation}\[", tree)) == 1
        assert re.search(rf"^  {concept.quad} --> {concept.notation}\[", tree, re.MULTILINE)
    assert 'ASSAULT["ASSAULT (15 modes)"]' in tree


def test_the_page_lists_the_alignments_and_crosswalks_there_are(tmp_path):
    folder = tmp_path / "ontology"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("actors", "lexicon", "places"))
    assert re.search(r"^\| `ucdp` \| UCDP \S.* \| 3 \| 3 \| 3 \|$", make_page(folder), re.MULTILINE)
    shutil.rmtree(folder / "crosswalks")
    (folder / "alignments" / "lode.ttl").unlink()
    page = make_page(folder)
    assert "## Crosswalks" not in page
    assert "`sem.ttl`" in page
    assert "`lode.ttl`" not in page
