"""Each fault of a registry is named with its code, file, entry and advice; what comes near is let through."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kgbuild.checking import check_path
from kgbuild.registry.lint import lint_registry

FOLDER = Path(__file__).parents[1] / "ontology" / "actors"
STATES = '[MLI]\nname = "Mali"\n\n[NER]\nname = "Niger"\n'
WORDS = 'verbs = ["hope"]\nnouns = ["unity"]\n'
CLEAN = """
[defaults]
kind = "armed_group"
sector = "REB"

[sand-front]
name = "Sand Front"
country = "MLI"
acronyms = ["SF"]
wikidata = "Q1"
"""

FAILING = {
    "KG901": '[x]\nname = "Open',
    "KG902": '[x]\nname = "Dune League"\nalias = ["DL"]\n',
    "KG903": '[x]\nname = " "\n',
    "KG904": '[x]\nname = "Dune League"\nkind = "team"\n',
    "KG905": '[x]\nname = "Dune League"\nsector = "RBL"\n',
    "KG906": '[x]\nname = "Dune League"\ncountry = "ML"\n',
    "KG907": '[x]\nname = "Dune League"\nfrom = "2014-02-30"\n',
    "KG908": '[x]\nname = "Dune League"\nfrom = "2014-06-01"\nto = "2014-05"\n',
    "KG909": '[x]\nname = "Dune League"\nparent = "dunes"\n',
    "KG910": '[x]\nname = "Dune League"\nparent = "y"\n[y]\nname = "Dune Youth"\nparent = "x"\n',
    "KG911": '[Dune_League]\nname = "Dune League"\n',
    "KG912": '[x]\nname = "Dune League"\ncountry = "MLI"\naliases = ["The Sand-Front"]\n'
    '[y]\nname = "The Sand Front"\ncountry = "MLI"\n',
    "KG913": '[x]\nname = "Hope"\n',
    "KG914": '[x]\nname = "Dune League"\nwikidata = "Q01"\n',
    "KG915": '[x]\nname = "Dune League"\nweak = ["Dune League"]\n',
}

PASSING = {
    "KG901": "",
    "KG902": '[x]\nname = "Dune League"\naliases = ["DL of the North"]\n',
    "KG903": '[x]\nname = "Dune"\n',
    "KG904": '[x]\nname = "Dune League"\nkind = "organization"\n',
    "KG905": '[x]\nname = "Dune League"\nroles = [{ title = "party", sector = "PTY", to = "2014" }]\n',
    "KG906": '[x]\nname = "Dune League"\ncountry = "NER"\n',
    "KG907": '[x]\nname = "Dune League"\nfrom = "2014-02"\nto = "2016"\n',
    "KG908": '[x]\nname = "Dune League"\nfrom = "2014-06-01"\nto = "2014"\n',
    "KG909": '[x]\nname = "Dune League"\nparent = "government-mali"\n',
    "KG910": '[x]\nname = "Dune League"\nparent = "y"\n[y]\nname = "Dune Youth"\nparent = "sand-front"\n',
    "KG911": '[dune-league-2]\nname = "Dune League"\n',
    "KG912": '[x]\nname = "Dune League"\ncountry = "NER"\naliases = ["Sand Front"]\n'
    '[y]\nname = "Dune Army"\ncountry = "MLI"\nto = "2014-01"\n'
    '[z]\nname = "Dune Army"\ncountry = "MLI"\nfrom = "2014-02-01"\n',
    "KG913": '[x]\nname = "Party of Hope"\nweak = ["Hope"]\nacronyms = ["UNITY"]\n',
    "KG914": '[x]\nname = "Dune League"\nwikidata = "Q2"\n',
    "KG915": '[x]\nname = "DUNE"\nacronyms = ["DUNE"]\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    actors, words = tmp_path / "actors", tmp_path / "lexicon" / "en"
    actors.mkdir()
    words.mkdir(parents=True)
    (words / "general.toml").write_text(WORDS)
    (actors / "states.toml").write_text(STATES)
    (actors / "clean.toml").write_text(CLEAN)
    return actors


def with_defaults(text: str) -> str:
    return '[defaults]\nkind = "armed_group"\n' + text


@pytest.mark.parametrize("code", sorted(FAILING))
def test_a_fault_raises_its_code_alone(code: str, folder: Path) -> None:
    (folder / "new.toml").write_text(with_defaults(FAILING[code]))
    found = lint_registry(folder)
    assert {one.code for one in found} == {code}
    assert all(one.file == "new.toml" and one.message for one in found)
    assert all(one.entry for one in found) is (code != "KG901")
    assert {one.severity for one in found} == {"warning" if code in {"KG913", "KG915"} else "error"}


@pytest.mark.parametrize("code", sorted(PASSING))
def test_what_comes_near_is_let_through(code: str, folder: Path) -> None:
    (folder / "new.toml").write_text(with_defaults(PASSING[code]))
    assert lint_registry(folder) == []


def test_every_code_has_both_cases_and_a_line_in_the_page() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert set(FAILING) == set(PASSING) == {f"KG9{number:02}" for number in range(1, 16)}
    assert all(f"| {code}" in page for code in FAILING)


def test_an_id_in_two_files_is_one_fault(folder: Path) -> None:
    (folder / "new.toml").write_text('[sand-front]\nname = "Other"\nkind = "person"\n')
    assert [(one.code, one.file, one.entry) for one in lint_registry(folder)] == [("KG911", "new.toml", "sand-front")]


def test_the_order_of_entries_changes_nothing(folder: Path) -> None:
    blocks = [text for code, text in FAILING.items() if code not in {"KG901", "KG910", "KG911"}]
    blocks = [text.replace("[x]", f"[x{n}]").replace("[y]", f"[y{n}]") for n, text in enumerate(blocks)]
    seen = set()
    for seed in range(4):
        random.Random(seed).shuffle(blocks)
        (folder / "new.toml").write_text(with_defaults("".join(blocks)))
        seen.add(tuple(lint_registry(folder)))
    assert len(seen) == 1


def test_the_shipped_registry_is_clean() -> None:
    assert lint_registry(FOLDER) == []


def test_check_takes_the_folder_the_ontology_and_a_file(folder: Path, tmp_path: Path) -> None:
    (folder / "new.toml").write_text(with_defaults(FAILING["KG905"]))
    for path in (folder, tmp_path, folder / "new.toml"):
        (row,) = check_path(path)
        assert (row.severity, row.code, row.where, row.slot) == ("error", "KG905", "new.toml [x]", "sector")
    assert check_path(folder / "clean.toml") == []


def test_a_file_elsewhere_is_read_beside_the_shipped_registry(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('[my-front]\nname = "My Front"\nkind = "armed_group"\ncountry = "MLI"\nparent = "jnim"\n')
    assert check_path(path) == []
    path.write_text('[my-front]\nname = "JNIM"\nkind = "armed_group"\ncountry = "XXX"\nparent = "jnim"\n')
    assert [row.code for row in check_path(path)] == ["KG906"]
