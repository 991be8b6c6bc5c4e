"""The shipped vocabulary loads fast and whole; a malformed file is named with line and term."""

from __future__ import annotations

import shutil
import time
from typing import get_args

import pytest

from kgbuild import model
from kgbuild.errors import VocabularyError
from kgbuild.model import Action, Actor
from kgbuild.vocabulary import data_folder, load_vocabulary
from kgbuild.vocabulary.schemes import FILES, SCHEMES, load_schemes

FOLDER = data_folder("ontology")


def test_the_schemes_load_in_a_fraction_of_a_second():
    best = min(timed(lambda: load_schemes(FOLDER)) for _ in range(3))
    assert best < 0.15


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


LITERALS = [
    ("kind", model.ActorKind),
    ("status", model.Status),
    ("polarity", model.Polarity),
    ("modality", model.Modality),
    ("relation", model.Relation),
    ("level", model.Level),
    ("place-status", model.PlaceStatus),
    ("usage", model.Usage),
    ("date-kind", model.DateKind),
    ("precision", model.Precision),
    ("anchor", model.Anchor),
    ("basis", model.Basis),
    ("quantity", model.QuantityKind),
    ("severity", model.Severity),
]


@pytest.mark.parametrize(("scheme", "literal"), LITERALS)
def test_a_field_takes_the_codes_of_its_scheme(vocabulary, scheme, literal):
    assert set(vocabulary.codes(scheme)) == set(get_args(literal))


def test_action_types_are_those_of_the_records(vocabulary):
    assert set(vocabulary.action_types) == set(model.ACTION_TYPES)


def test_every_scheme_is_a_field_or_a_list_of_its_own():
    assert set(SCHEMES) - {scheme for scheme, _ in LITERALS} == {
        "acled", "context", "country", "link", "sector", "verdict",
    }  # fmt: skip


MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
    "SAY": "say confirm deny report",
    "CONTROL": "hold capture lose contest",
    "CASUALTY": "killed wounded missing captured",
    "MOVE": "advance withdraw deploy cross",
}


def test_modes_are_those_of_the_contract(vocabulary):
    found = {name: set(concept.modes) for name, concept in vocabulary.action_types.items() if concept.modes}
    assert found == {name: set(modes.split()) for name, modes in MODES.items()}


def test_three_types_need_a_recipient(vocabulary):
    needing = {name for name, concept in vocabulary.action_types.items() if concept.needs_recipient}
    assert needing == {"AID", "COOPERATE", "SANCTION"}


@pytest.mark.parametrize("code", ["UKR", "SDN", "COD", "PSE", "XKX", "TWN", "MMR"])
def test_countries(vocabulary, code):
    country = vocabulary.countries[code]
    assert country.label
    assert country.box is not None
    west, south, east, north = country.box
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90


ARMY = Actor(mention=None, kind="armed_force", sector="MIL", country="COD")
NEIGHBOUR = Actor(mention=None, kind="armed_force", sector="MIL", country="RWA")
REBELS = Actor(mention=None, kind="armed_group", sector="REB", country="COD")
UNSORTED = Actor(mention=None, kind="armed_group")
PEOPLE = Actor(mention=None, kind="group", sector="CVL")
SOMEBODY = Actor(mention=None)

CROSSWALK = [
    # sentence, type, mode, actors, recipients, country, CAMEO, ACLED
    ("Jets bombed the depot.", "ASSAULT", "aerial", (), (), None, "195", "Air/drone strike"),
    ("A drone hit the camp.", "ASSAULT", "drone", (ARMY,), (PEOPLE,), "COD", "1952", "Air/drone strike"),
    ("Soldiers shot at rebels.", "ASSAULT", "firearms", (ARMY,), (REBELS,), "COD", "193", "Armed clash"),
    ("Soldiers shot at people.", "ASSAULT", "firearms", (ARMY,), (PEOPLE,), "COD", "193", "Attack"),
    ("Army and rebels traded fire.", "ASSAULT", "firearms", (ARMY, UNSORTED), (), "COD", "193", "Armed clash"),
    ("Shots were fired.", "ASSAULT", "firearms", (), (), None, "193", None),
    ("Rebels fired at someone.", "ASSAULT", "firearms", (REBELS,), (SOMEBODY,), None, "193", None),
    ("Rebels shot soldiers and people.", "ASSAULT", "firearms", (REBELS,), (ARMY, PEOPLE), None, "193", "Attack"),
    ("Rebels attacked soldiers.", "ASSAULT", None, (REBELS,), (ARMY,), "COD", "190", "Armed clash"),
    ("The army retook the town.", "CONTROL", "capture", (ARMY,), (), "COD", "192", "Government regains territory"),
    ("Rebels took the town.", "CONTROL", "capture", (REBELS,), (), None, "192", "Non-state actor overtakes territory"),
    ("Rwanda's army took it.", "CONTROL", "capture", (NEIGHBOUR,), (), "COD", "192",
     "Non-state actor overtakes territory"),
    ("An army took a town.", "CONTROL", "capture", (ARMY,), (), None, "192", None),
    ("The town fell.", "CONTROL", "capture", (), (), "COD", "192", None),
    ("Teachers marched.", "PROTEST", "demo", (PEOPLE,), (), None, "141", "Peaceful protest"),
    ("Crowds threw stones.", "PROTEST", "riot", (PEOPLE,), (), None, "145", "Violent demonstration"),
    ("Police detained students.", "COERCE", "arrest", (), (PEOPLE,), None, "173", "Arrests"),
    ("The truce took hold.", "RETREAT", "ceasefire", (), (), None, "0871", "Agreement"),
    ("The ministers met.", "CONSULT", None, (), (), None, "040", None),
    ("Twelve people died.", "CASUALTY", "killed", (), (), None, None, None),
]  # fmt: skip


@pytest.mark.parametrize("row", CROSSWALK, ids=lambda row: row[0])
def test_crosswalk(vocabulary, row):
    sentence, name, mode, actors, recipients, country, cameo, acled = row
    action = Action(type=name, mode=mode, contexts=("military",))
    completed = vocabulary.complete_action(action, actors, recipients, country=country)
    assert (completed.cameo, completed.acled) == (cameo, acled), sentence
    assert (completed.type, completed.mode, completed.contexts) == (name, mode, ("military",))
    assert vocabulary.complete_action(completed, actors, recipients, country=country) == completed


def test_codes_that_are_there_stay(vocabulary):
    action = Action(type="ASSAULT", mode="aerial", cameo="19", acled="Other")
    assert vocabulary.complete_action(action) == action


@pytest.mark.parametrize("action", [Action(type="ATTACK"), Action(type="ASSAULT", mode="tickle")])
def test_what_the_scheme_does_not_have_gets_no_codes(vocabulary, action):
    assert vocabulary.complete_action(action) is action


@pytest.fixture
def copy(tmp_path):
    for name in FILES:
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


BROKEN = [
    # file, what is replaced (first time), by what, the message
    ("actions.ttl", "skos:prefLabel", "skos:prefLbl", r"line 19: action:AGREE has 0 values of skos:prefLabel"),
    ("actions.ttl", "action:AGREE a", "act:AGREE a", r"line 19: .*prefix act: "),
    ("actions.ttl", 'kg:quad "VC"', 'kg:quad "V"', r"action:AGREE has the quad class 'V'; have VC, MC"),
    ("actions.ttl", '"CONSULT/phone"', '"CONSULT/visit"', r"line \d+: action:CONSULT-\w+ has the notation of action:C"),
    ("actions.ttl", "skos:broader action:CONSULT", "skos:broader action:AGREE", r"is a mode of 'CONSULT' by its nota"),
    ("actions.ttl", "needsRecipient false", "needsRecipient 2", r"action:AGREE has needsRecipient '2'; write true or"),
    ("schemes.ttl", 'skos:notation "denied"', 'skos:notation "claimed"', r"status:\w+ has the notation of status:"),
    ("schemes.ttl", "inScheme <https://w3id.org/kgbuild/ontology/status>", "inScheme <urn:x>", r"in no known scheme"),
    ("countries.ttl", 'kg:box "-73 10', 'kg:box "10', r"country:ABW has the box '10 -67 15'; write degrees west"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), BROKEN)
def test_a_malformed_file_is_named_with_line_and_term(copy, name, old, new, message):
    text = (copy / name).read_text(encoding="utf-8")
    assert old in text
    (copy / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(VocabularyError, match=message) as raised:
        load_schemes(copy)
    assert str(copy / name) in str(raised.value)
    assert ", line " in str(raised.value)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(copy, name):
    (copy / name).unlink()
    with pytest.raises(VocabularyError, match=f"{name}: no such file; an ontology folder holds"):
        load_schemes(copy)


def test_a_scheme_without_codes_is_named(copy):
    text = (copy / "schemes.ttl").read_text(encoding="utf-8")
    (copy / "schemes.ttl").write_text(
        "".join(part for part in text.split("\n\n") if "inScheme" not in part), encoding="utf-8"
    )
    with pytest.raises(VocabularyError, match="no concept of the scheme 'acled'"):
        load_schemes(copy)


def test_loading_twice_gives_one_vocabulary():
    assert load_vocabulary() is load_vocabulary()
