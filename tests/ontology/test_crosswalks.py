"""Crosswalks are complete, agree with the actions, and each match stands the test of a sentence of its own."""

from __future__ import annotations

import re
import shutil
from collections import Counter

import pytest

from kgbuild.errors import VocabularyError
from kgbuild.extractors.rules import extract
from kgbuild.language.reading import read_articles
from kgbuild.model import Action, Actor, make_article
from kgbuild.resolvers.statements import resolve_layers, resolve_statements
from kgbuild.vocabulary import CROSSWALKS, data_folder
from kgbuild.vocabulary.crosswalk_tables import (
    KINDS,
    TABLE,
    format_tsv,
    load_crosswalk,
    tabulate_crosswalk,
    write_cameo_table,
)
from kgbuild.vocabulary.subjects import BASE, SKOS, read_source

FOLDER = data_folder("ontology")
CODES = {name: load_crosswalk(name, FOLDER) for name in CROSSWALKS}
ROWS = [(name, code, match) for name, codes in CODES.items() for code in codes.values() for match in code.matches]


def actions(vocabulary):
    for one in vocabulary.action_types.values():
        yield one
        yield from one.modes.values()


def pairs(scheme):
    return {(match.action, code.code) for name, code, match in ROWS if name == scheme}


# The number of codes under each root, as the codebook has them.
CAMEO_COUNTS = {
    "01": 10, "02": 27, "03": 28, "04": 7, "05": 8, "06": 5, "07": 6, "08": 25, "09": 5, "10": 27, "11": 12, "12": 26,
    "13": 22, "14": 26, "15": 6, "16": 13, "17": 13, "18": 14, "19": 9, "20": 7,
}  # fmt: skip
OTHER_VERSIONS = {"1213", "1214"}


def test_cameo_is_whole():
    codes = set(CODES["cameo"])
    assert {code for code in codes if len(code) == 2} == set(CAMEO_COUNTS)
    below = codes - set(CAMEO_COUNTS) - OTHER_VERSIONS
    assert Counter(code[:2] for code in below) == CAMEO_COUNTS
    assert codes >= OTHER_VERSIONS


def test_plover_has_its_sixteen_types_and_four_of_earlier_drafts(vocabulary):
    own = set(vocabulary.action_types) - {"SAY", "CONTROL", "PRESENCE", "CASUALTY", "DISPLACE", "MOVE"}
    types = {code for code in CODES["plover"] if "/" not in code}
    assert types == own | {"DEMAND", "DISAPPROVE", "INVESTIGATE", "CRIME"}
    matched = {action for action, _ in pairs("plover")}
    assert {one.notation for one in actions(vocabulary) if one.notation.partition("/")[0] in own} <= matched


@pytest.mark.parametrize(("name", "count"), [("ace", 33), ("acled", 25), ("ucdp", 3)])
def test_the_smaller_schemes_are_whole(name, count):
    assert len(CODES[name]) == count


@pytest.mark.parametrize("name", CROSSWALKS)
def test_every_code_has_a_place_a_name_and_a_meaning(name):
    source = read_source(FOLDER / ("schemes.ttl" if name == "acled" else f"crosswalks/{name}.ttl"))
    for code in CODES[name].values():
        assert code.label, code.iri
        assert code.definition.endswith("."), code.iri
        assert source.one(code.iri, f"{SKOS}inScheme") == f"{BASE}/{name}"
        if name != "acled":
            assert code.iri == f"{BASE}/{name}/{code.code.replace('/', '-')}"


@pytest.mark.parametrize("name", CROSSWALKS)
def test_no_term_is_defined_twice(name):
    text = (FOLDER / "crosswalks" / f"{name}.ttl").read_text(encoding="utf-8")
    defined = Counter(re.findall(r"^(\w+:[\w.-]+) (?:a|skos:example|skos:note) ", text, re.MULTILINE))
    assert max(defined.values()) == 1


def test_a_code_without_a_match_says_why_and_one_with_matches_has_a_sentence_for_each():
    for codes in CODES.values():
        for code in codes.values():
            assert code.matches or code.note, code.iri
            assert len(code.examples) == len(code.matches), code.iri
    sentences = Counter(sentence for codes in CODES.values() for code in codes.values() for sentence in code.examples)
    assert max(sentences.values()) == 1


def test_actions_and_codes_have_one_kind_of_match_and_one_exact_counterpart():
    assert max(Counter((match.action, code.iri) for _, code, match in ROWS).values()) == 1
    exact = [(name, code, match) for name, code, match in ROWS if match.kind == "exact"]
    assert max(Counter((name, match.action) for name, _, match in exact).values()) == 1
    assert max(Counter(code.iri for _, code, _ in exact).values()) == 1


def test_the_best_match_of_a_cameo_code_is_one():
    for code in CODES["cameo"].values():
        kinds = [match.kind for match in code.matches]
        assert kinds == sorted(kinds, key=KINDS.index)
        assert kinds.count(kinds[0]) == 1 if kinds else True, code.code


def test_what_actions_say_of_cameo_is_in_the_crosswalk(vocabulary):
    told = {(one.notation, one.cameo) for one in actions(vocabulary) if one.cameo}
    assert told
    assert told <= pairs("cameo")


def test_an_exact_counterpart_below_the_roots_is_the_code_that_statements_get(vocabulary):
    exact = {match.action: code.code for name, code, match in ROWS if name == "cameo" and match.kind == "exact"}
    given = {one.notation: one.cameo for one in actions(vocabulary)}
    below = {action: code for action, code in exact.items() if len(code) > 2}
    assert below == {action: given[action] for action in below}


def test_what_actions_say_of_acled_is_in_the_crosswalk(vocabulary):
    told = set()
    for one in actions(vocabulary):
        acled = one.acled
        given = (acled.default, acled.among_armed, acled.against_civilians, acled.by_own_state, acled.by_others)
        told |= {(one.notation, code) for code in given if code}
    assert told
    assert told <= pairs("acled")


def test_what_actions_say_of_ucdp_is_the_crosswalk(vocabulary):
    told = set()
    for one in vocabulary.action_types.values():
        ucdp = one.ucdp
        told |= {(one.notation, code) for code in (ucdp.with_state, ucdp.among_groups, ucdp.against_civilians) if code}
        assert all(mode.ucdp == ucdp for mode in one.modes.values())
    assert told == pairs("ucdp")


def test_codes_of_frames_and_of_intentions_are_in_the_crosswalk(vocabulary):
    for frame in vocabulary.lexicon.frames:
        if frame.cameo:
            matched = {match.action.partition("/")[0] for match in CODES["cameo"][frame.cameo].matches}
            assert frame.type in matched, frame.id
    codes = vocabulary.lexicon.codes
    of_clauses = {*codes.intended.values(), codes.considered, codes.rallied, codes.peacekeeping, codes.help}
    assert of_clauses <= set(CODES["cameo"])


@pytest.fixture(scope="module")
def read(vocabulary, gazetteer):
    """The statements of many sentences, each an article of its own, parsed in one go."""

    def call(sentences):
        articles = [make_article(sentence, published="2024-05-15") for sentence in sentences]
        parses = read_articles(articles, vocabulary=vocabulary, gazetteer=gazetteer)
        return {parse.article.text: (parse, list(extract(parse, vocabulary))) for parse in parses}

    return call


@pytest.mark.parametrize("name", CROSSWALKS)
def test_the_sentences_of_a_code_tell_of_the_actions_that_match_it(name, read):
    found = read([sentence for code in CODES[name].values() for sentence in code.examples])
    missed = []
    for code in CODES[name].values():
        told = {sentence: {one.action for one in found[sentence][1]} for sentence in code.examples}
        for match in code.matches:
            if not any(tells(action, match.action) for actions_of in told.values() for action in actions_of):
                missed.append((code.code, match.action, code.examples))
        for sentence, actions_of in told.items():
            if not any(tells(action, match.action) for match in code.matches for action in actions_of):
                missed.append((code.code, "none of its matches", sentence))
    assert missed == []


def tells(action, notation):
    """Whether an action has the type of a match, and its mode where it has one."""
    kind, _, mode = notation.partition("/")
    return action.type == kind and (not mode or action.mode == mode)


def test_the_sentences_of_ucdp_have_the_sides_of_their_types(read, vocabulary, gazetteer):
    codes = CODES["ucdp"].values()
    found = read([code.examples[0] for code in codes])
    for code in codes:
        parse, statements = found[code.examples[0]]
        layers = resolve_layers(parse, vocabulary=vocabulary, gazetteer=gazetteer)
        (told,) = (
            one
            for one in resolve_statements(statements, parse, layers, vocabulary=vocabulary)
            if one.action.type == "ASSAULT"
        )
        assert vocabulary.choose_violence_type(told.action, told.actors, told.recipients) == code.code, code.examples


ARMY = Actor(mention=None, kind="armed_force", sector="MIL", country="COD")
STATE = Actor(mention=None, kind="state", sector="GOV", country="RWA")
REBELS = Actor(mention=None, kind="armed_group", sector="REB", country="COD")
GANG = Actor(mention=None, kind="armed_group")
PEOPLE = Actor(mention=None, kind="group", sector="CVL")
SOMEBODY = Actor(mention=None)

SIDES = [
    # who, to whom, type of violence
    ((ARMY,), (REBELS,), "1"),
    ((REBELS,), (ARMY,), "1"),
    ((ARMY, REBELS), (), "1"),
    ((STATE,), (ARMY,), "1"),
    ((REBELS,), (GANG,), "2"),
    ((REBELS, GANG), (), "2"),
    ((ARMY,), (PEOPLE,), "3"),
    ((GANG,), (PEOPLE,), "3"),
    ((GANG,), (PEOPLE, ARMY), "3"),
    ((PEOPLE,), (ARMY,), None),
    ((SOMEBODY,), (PEOPLE,), None),
    ((REBELS,), (SOMEBODY,), None),
    ((REBELS,), (), None),
    ((), (PEOPLE,), None),
]


@pytest.mark.parametrize(("actors", "recipients", "code"), SIDES)
def test_the_sides_decide_the_type_of_violence(vocabulary, actors, recipients, code):
    action = Action(type="ASSAULT", mode="firearms")
    assert vocabulary.choose_violence_type(action, actors, recipients) == code
    assert vocabulary.choose_violence_type(Action(type="CONSULT"), actors, recipients) is None


def test_the_table_of_cameo_is_true_and_has_one_row_for_each_code(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "ontology", ignore=shutil.ignore_patterns("actors", "lexicon", "places"))
    path = write_cameo_table(tmp_path / "ontology")
    told = (FOLDER / "crosswalks" / TABLE).read_text(encoding="utf-8")
    assert told == path.read_text(encoding="utf-8") == format_tsv(tabulate_crosswalk("cameo", FOLDER)), (
        "ontology/crosswalks/cameo.tsv is old; run: kgbuild vocab cameo --format tsv -o ontology/crosswalks/cameo.tsv"
    )
    head, *rows = [line.split("\t") for line in told.splitlines()]
    assert head == ["CAMEOEVENTCODE", "EVENTDESCRIPTION", "type", "mode", "match", "QuadClass"]
    assert [row[0] for row in rows] == sorted(CODES["cameo"])
    assert ["1823", "Kill by physical assault", "ASSAULT", "beat", "narrowMatch", "4"] in rows


@pytest.mark.parametrize(
    ("root", "quad"), [("05", "1"), ("06", "2"), ("08", "2"), ("09", "3"), ("13", "3"), ("14", "4")]
)
def test_codes_take_the_quad_class_of_their_root(root, quad):
    _, rows = tabulate_crosswalk("cameo", FOLDER)
    assert {row[-1] for row in rows if row[0].startswith(root)} == {quad}


def test_other_crosswalks_list_every_match_and_why_there_is_none():
    _, rows = tabulate_crosswalk("ace", FOLDER)
    assert ("Conflict.Attack", "Attack", "ASSAULT", "", "closeMatch", "") in rows
    (born,) = (row for row in rows if row[0] == "Life.Be-Born")
    assert born[2:5] == ("", "", "")
    assert born[5]


@pytest.fixture
def copy(tmp_path):
    (tmp_path / "crosswalks").mkdir()
    for name in ("actions.ttl", "schemes.ttl", *(f"crosswalks/{name}.ttl" for name in CROSSWALKS)):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


BROKEN = [
    # crosswalk, what is replaced (first time), by what, the message
    ("cameo", "action:SAY skos", "action:SPEAK skos", r"line \d+: action:SPEAK has a skos:\w+Match, but actions.ttl"),
    ("cameo", "Match cameo:01 .", "Match cameo:99 .", r"line \d+: action:SAY has the skos:closeMatch cameo:99, which"),
    ("cameo", "skos:broader cameo:01 ", "skos:broader cameo:010 ", r"line \d+: cameo:010 has the skos:broader cameo:"),
    ("cameo", "skos:prefLabel", "skos:prefLbl", r"line \d+: cameo:01 has 0 values of skos:prefLabel; give it one"),
    ("acled", "skos:note", "skos:nota", r"schemes.ttl, line \d+: acled:\S+ matches no action and has no skos:note"),
    ("ucdp", "ucdp:1 a", "ucpd:1 a", r"line \d+: .*prefix ucpd: "),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), BROKEN)
def test_a_malformed_crosswalk_is_named_with_line_and_term(copy, name, old, new, message):
    path = copy / "crosswalks" / f"{name}.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(VocabularyError, match=message) as raised:
        load_crosswalk(name, copy)
    assert str(copy) in str(raised.value)


def test_a_crosswalk_that_is_not_there_is_named():
    with pytest.raises(VocabularyError, match="no crosswalk 'gdelt'; have ace, acled"):
        load_crosswalk("gdelt", FOLDER)
