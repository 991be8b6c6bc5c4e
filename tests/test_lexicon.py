"""The lexicon's files are read strictly, and its manual names every key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgbuild import lexicon
from kgbuild.errors import VocabularyError
from kgbuild.lexicon import load_lexicon

FOLDER = Path(__file__).resolve().parents[1] / "ontology" / "lexicon"
MANUAL = (FOLDER / "README.md").read_text(encoding="utf-8")
FRAME = """
type = "ASSAULT"
[[frame]]
id = "raid"
pattern = "attack"
verbs = ["raid|storm", "carry out @deed", "drag * away"]
example = "Bandits raided Bor."
"""


CODES = """
considered = "014"
rallied = "113"
rallied_to = ["PROTEST"]
peacekeeping = "074"
help = "070"
[intended]
AID = "033"
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "patterns.toml").write_text('[attack]\nsubject = "actor"\n"on against" = "recipient"\n')
    (tmp_path / "words.toml").write_text('deed = ["raid", "attack"]\n')
    (tmp_path / "attributions.toml").write_text('cue = ["say"]\n')
    (tmp_path / "standing.toml").write_text('plan = ["plan"]\n')
    (tmp_path / "cameo.toml").write_text(CODES)
    (tmp_path / "assault.toml").write_text(FRAME)
    return tmp_path


def change(folder, old, new):
    path = folder / "assault.toml"
    path.write_text(path.read_text().replace(old, new))


def test_bars_and_classes_stand_for_their_words(folder):
    read = load_lexicon(folder)
    assert set(read.verbs) == {"raid", "storm", "carry", "drag"}
    assert read.verbs["carry"][0].rest == (frozenset({"out"}), frozenset({"raid", "attack"}))
    assert read.verbs["drag"][0].rest[0] == {"*"}


def test_the_codes_of_clauses_are_read(folder):
    codes = load_lexicon(folder).codes
    assert (codes.considered, codes.rallied_to, codes.intended) == ("014", {"PROTEST"}, {"AID": "033"})


@pytest.mark.parametrize(
    ("old", "new", "named"), [('help = "070"\n', "", "help"), ('help = "070"', 'help = "070"\nmoon = "1"', "moon")]
)
def test_codes_of_clauses_that_are_missing_or_unknown_are_refused(folder, old, new, named):
    path = folder / "cameo.toml"
    path.write_text(CODES.replace(old, new))
    with pytest.raises(VocabularyError, match=named):
        load_lexicon(folder)


def test_keys_share_a_role(folder):
    roles = load_lexicon(folder).frame("assault.raid").roles
    assert roles == {"subject": "actor", "on": "recipient", "against": "recipient"}


def test_frames_with_more_conditions_come_first(folder):
    special = '[[frame]]\nid = "storm"\npattern = "attack"\nverbs = ["raid"]\nneeds = ["force"]\nexample = "x"\n'
    change(folder, "[[frame]]", special + "[[frame]]")
    assert [one.frame.id for one in load_lexicon(folder).verbs["raid"]] == ["assault.storm", "assault.raid"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('type = "ASSAULT"', 'type = "HIT"', "not one of the action types"),
        ('pattern = "attack"', 'pattern = "atack"', "no pattern 'atack'"),
        ("verbs =", "vrebs =", "unknown key"),
        ("@deed", "@deeds", "no class 'deeds'"),
        ("example =", "counter =", "example sentence is missing"),
        ('id = "raid"', 'id = "raid"\nneeds = ["luck"]', "unknown needs"),
        ('id = "raid"', 'id = "raid"\nharm = "angry"', "no kind of quantity"),
        ('id = "raid"', 'id = "raid"\nroles = { at = "target" }', "role 'target'"),
        ('id = "raid"', 'id = "raid"\nobjects = ["persons"]', "unknown classes ['persons']"),
        ('id = "raid"', 'id = "raid"\nfrom_content = "all"', "from_content is"),
        ('type = "ASSAULT"', "type = ", "assault.toml"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(folder, old, new, words):
    change(folder, old, new)
    with pytest.raises(VocabularyError, match=re.escape(words)) as stop:
        load_lexicon(folder)
    assert re.search(r"assault\.toml(, line \d+)?: ", str(stop.value))


def test_two_frames_of_one_id_are_refused(folder):
    change(folder, FRAME, FRAME + FRAME.replace('type = "ASSAULT"', ""))
    with pytest.raises(VocabularyError, match="not unique"):
        load_lexicon(folder)


def test_a_missing_frame_is_an_error(folder):
    read = load_lexicon(folder)
    with pytest.raises(VocabularyError, match="no frame"):
        read.frame("assault.siege")


@pytest.mark.parametrize("name", sorted(lexicon.FRAME_KEYS | lexicon.NEEDS))
def test_the_manual_explains_every_key_and_need(name):
    assert f"`{name}`" in MANUAL


def test_the_manual_explains_no_other_need():
    table = MANUAL.split("## Needs")[1]
    assert set(re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE)) == lexicon.NEEDS


def test_the_lexicon_is_as_broad_as_it_says():
    read = load_lexicon(FOLDER / "en")
    triggers = sum(len(phrases) for index in (read.verbs, read.nouns) for phrases in index.values())
    assert len(read.frames) >= 200
    assert triggers >= 3000
