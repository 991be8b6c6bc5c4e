"""Profiles of RDF: claims stay claims in each, formats that can't carry one say so, names follow from what is said."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from msgspec.structs import replace

from fake_graph import NASTY, FakeGraph, make_graph
from kgbuild.errors import SettingsError
from kgbuild.exporters import export_graph
from kgbuild.exporters.profiles import PROFILES
from kgbuild.exporters.profiles.nanopub import make_code
from kgbuild.graph.terms import concept, expand
from kgbuild.model import Statement, When

FORMATS = {
    "nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD,
    "ntriples": ox.RdfFormat.N_TRIPLES, "turtle": ox.RdfFormat.TURTLE, "rdfxml": ox.RdfFormat.RDF_XML,
}  # fmt: skip
CASES = [(profile.name, name) for profile in PROFILES.values() for name in profile.formats]
PLAIN = [case for case in CASES if case != ("webannotation", "jsonld")]
"""Those that are read without asking for a context."""
KG = expand("kg:")
SEM = expand("sem:")


def write(graph: FakeGraph, format: str, profile: str) -> bytes:
    file = io.BytesIO()
    export_graph(graph, format, file, profile=profile)
    return file.getvalue()


def read(graph: FakeGraph, profile: str, format: str = "nquads") -> list[ox.Quad]:
    return list(ox.parse(write(graph, format, profile), FORMATS[format]))


def change(**values: object) -> FakeGraph:
    """The fake graph with its plain statement alone, changed."""
    graph = make_graph()
    plain = next(one for one in graph.statements() if one.id == "s1")
    return FakeGraph(graph.articles(), [replace(plain, **values)])


@pytest.mark.parametrize(
    ("profile", "format", "said"),
    [
        ("nanopub", "turtle", "'nanopub' needs named graphs, which turtle lacks; use jsonld, nquads, trig"),
        ("nanopub", "rdfxml", "use jsonld, nquads, trig"),
        ("rdf12", "jsonld", "needs the triple terms of RDF 1.2, which jsonld lacks; use nquads, ntriples, rdfxml"),
        ("nanopubs", "trig", "no profile 'nanopubs'; have nanopub, nary, rdf12, sem, webannotation"),
        ("sem", "csv", "'csv' takes no --profile; "),
    ],
)
def test_a_format_that_cannot_carry_a_profile_names_those_that_can(
    tmp_path: Path, profile: str, format: str, said: str
) -> None:
    (tmp_path / "out").write_text("former")
    with pytest.raises(SettingsError, match=said):
        export_graph(make_graph(), format, tmp_path / "out", profile=profile)
    assert (tmp_path / "out").read_text() == "former"


@pytest.mark.parametrize(("profile", "format"), CASES)
def test_a_failed_export_leaves_the_former_file(tmp_path: Path, profile: str, format: str) -> None:
    class Broken(FakeGraph):
        def statements(self, accepted: bool | None = True) -> list[Statement]:
            raise OSError(28, "No space left on device")

        def quads(self, *, refused: bool = True) -> list[ox.Quad]:
            raise OSError(28, "No space left on device")

    (tmp_path / "out").write_text("former")
    with pytest.raises(SettingsError, match="No space left"):
        export_graph(Broken(make_graph().articles(), []), format, tmp_path / "out", profile=profile)
    assert (tmp_path / "out").read_text() == "former"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(("profile", "format"), CASES)
def test_a_profile_gives_the_same_bytes_whatever_the_order_of_records(profile: str, format: str) -> None:
    graph = make_graph()
    turned = FakeGraph(graph.articles(), list(reversed(graph.statements(None))))
    assert write(turned, format, profile) == write(graph, format, profile)


@pytest.mark.parametrize(("profile", "format"), PLAIN)
def test_each_format_of_a_profile_holds_the_same(profile: str, format: str) -> None:
    graph = make_graph()
    triples = format in {"ntriples", "turtle", "rdfxml"}
    pieces = b"".join(PROFILES[profile].read(graph, refused=not triples))
    expected = ox.parse(pieces, FORMATS["nquads"])
    found = read(graph, profile, format)
    assert tell(found, merged=triples) == tell(expected, merged=triples, clean=format == "rdfxml")


def tell(quads: Iterable[ox.Quad], *, merged: bool, clean: bool = False) -> set[str]:
    """Quads as text; `clean` without what XML can't hold."""
    told = set()
    for quad in quads:
        value = quad.object
        if clean and isinstance(value, ox.Literal) and not value.language:
            value = ox.Literal(re.sub("[\x01\x0b\ufffe]", "", value.value), datatype=value.datatype)
        told.add(f"{quad.subject} {quad.predicate} {value}" + ("" if merged else f" {quad.graph_name}"))
    return told


@pytest.mark.parametrize("profile", ["nanopub", "webannotation", "sem"])
def test_refused_statements_are_in_no_profile_but_the_graphs_own(profile: str) -> None:
    graph = make_graph()
    data = write(graph, "nquads", profile)
    for statement in graph.statements(None):
        assert (f"/statement/{statement.id}".encode() in data) == statement.accepted


@pytest.mark.parametrize("profile", PROFILES)
def test_statements_lead_to_words_address_and_finding(profile: str) -> None:
    values = {quad.object.value for quad in read(make_graph(), profile) if isinstance(quad.object, ox.Literal)}
    assert {NASTY, "https://example.org/?q=1&r=2"} <= values
    assert any("KG101" in value for value in values)


@pytest.mark.parametrize("profile", PROFILES)
def test_no_blank_nodes(profile: str) -> None:
    for quad in read(make_graph(), profile):
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(("status", "polarity", "modality"), [
    ("claimed", "positive", "actual"), ("denied", "positive", "actual"), ("asserted", "negative", "actual"),
    ("claimed", "positive", "planned"), ("disputed", "positive", "ongoing"),
])  # fmt: skip
def test_each_claim_carries_its_standing(profile: str, status: str, polarity: str, modality: str) -> None:
    graph = change(status=status, polarity=polarity, modality=modality)
    node = ox.NamedNode(graph.names.statement("s1"))
    told = {quad.predicate.value: quad.object for quad in read(graph, profile) if quad.subject == node}
    for name, value in (("status", status), ("polarity", polarity), ("modality", modality)):
        assert told[KG + name] == ox.NamedNode(concept(name, value))


# The Simple Event Model


@pytest.mark.parametrize(
    ("values", "held"),
    [
        ({}, True),
        ({"status": "asserted", "modality": "habitual"}, True),
        ({"status": "denied"}, False),
        ({"polarity": "negative"}, False),
        ({"status": "denied", "polarity": "negative"}, True),
        ({"status": "disputed"}, False),
        ({"modality": "planned"}, False),
        ({"modality": "threatened"}, False),
        ({"modality": "hypothetical"}, False),
    ],
)
def test_an_event_leads_only_to_what_somebody_says_happened(values: dict[str, str], held: bool) -> None:
    graph = change(**values)
    quads = read(graph, "sem")
    links = {quad.predicate.value.removeprefix(SEM) for quad in quads if "/event/" in quad.subject.value}
    assert ({"hasActor", "hasPlace", "hasTime"} <= links) is held
    assert (links & {"hasActor", "hasPlace", "hasTime"} != set()) is held
    kinds = {
        quad.object.value
        for quad in quads
        if "/event/" in quad.subject.value and quad.predicate.value.endswith("#type")
    }
    assert kinds == ({SEM + "Event", KG + "Event"} if held else {KG + "Event"})


def test_no_actor_place_or_time_stands_without_an_authority() -> None:
    quads = read(make_graph(), "sem")
    linked = {q.object for q in quads if q.predicate.value.removeprefix(SEM) in {"hasActor", "hasPlace", "hasTime"}}
    views = {q.subject for q in quads if q.predicate.value == SEM + "accordingTo"}
    assert linked
    assert linked <= views


@pytest.mark.parametrize(
    ("earliest", "latest", "stamps"),
    [
        ("2025-03-02", "2025-03-02", {"hasTimeStamp": "2025-03-02"}),
        (
            "2025-03-01",
            "2025-03-31",
            {"hasEarliestBeginTimeStamp": "2025-03-01", "hasLatestEndTimeStamp": "2025-03-31"},
        ),
        (None, "2025-03-31", {"hasLatestEndTimeStamp": "2025-03-31"}),
        ("2025-03-01", None, {"hasEarliestBeginTimeStamp": "2025-03-01"}),
        (None, None, {}),
    ],
)
def test_times_are_as_precise_as_the_words(earliest: str | None, latest: str | None, stamps: dict[str, str]) -> None:
    when = replace(make_graph().statements()[-1].date, earliest=earliest, latest=latest)
    graph = change(date=when)
    node = f"{graph.names.statement('s1')}/time"
    found = {
        quad.predicate.value.removeprefix(SEM): quad.object.value
        for quad in read(graph, "sem")
        if quad.subject.value == node and "TimeStamp" in quad.predicate.value
    }
    assert found == stamps


# RDF 1.2


def test_pairs_of_actors_are_quoted_and_never_asserted() -> None:
    graph = make_graph()
    quads = read(graph, "rdf12")
    quoted = {(q.subject.value, q.object) for q in quads if isinstance(q.object, ox.Triple)}
    about = {triple for subject, triple in quoted if subject == graph.names.statement("s1")}
    (triple,) = about
    assert triple.subject.value == graph.names.registered("m23")
    assert triple.predicate.value == concept("action", "ASSAULT")
    assert triple not in {quad.triple for quad in quads}
    assert {quad.triple for quad in quads if not isinstance(quad.object, ox.Triple)} == {
        quad.triple for quad in read(graph, "nary")
    }


def test_roles_and_claims_reify_the_links_that_they_tell_of() -> None:
    graph = make_graph()
    quads = read(graph, "rdf12")
    plain = {quad.triple for quad in quads}
    own = [q for q in quads if isinstance(q.object, ox.Triple) and q.subject.value != graph.names.statement("s1")]
    roles = {q.subject for q in quads if q.object in {ox.NamedNode(KG + "Role"), ox.NamedNode(KG + "Claim")}}
    assert {q.subject for q in own} - roles <= {ox.NamedNode(graph.names.statement(one)) for one in ("s1", "s3", "s5")}
    assert all(q.object in plain for q in own if q.subject in roles)


# Nanopublications


def test_a_nanopublication_is_named_by_what_it_says() -> None:
    names = {quad.graph_name.value.partition("#")[0] for quad in read(make_graph(), "nanopub")}
    assert len(names) == 4
    again = {quad.graph_name.value.partition("#")[0] for quad in read(change(), "nanopub")}
    assert len(again & names) == 1
    other = {quad.graph_name.value.partition("#")[0] for quad in read(change(confidence=0.81), "nanopub")}
    assert not other & names


def test_every_quad_is_in_one_of_four_graphs() -> None:
    homes: dict[str, set[str]] = {}
    for quad in read(make_graph(), "nanopub"):
        name, _, part = quad.graph_name.value.partition("#")
        homes.setdefault(name, set()).add(part)
    assert all(parts == {"Head", "assertion", "provenance", "pubinfo"} for parts in homes.values())


def test_shards_keep_a_nanopublication_together(tmp_path: Path) -> None:
    export_graph(make_graph(), "nquads", tmp_path / "out", profile="nanopub", shards=5)
    homes: dict[str, set[str]] = {}
    for path in (tmp_path / "out").iterdir():
        for quad in ox.parse(path.read_bytes(), FORMATS["nquads"]):
            homes.setdefault(quad.graph_name.value.partition("#")[0], set()).add(path.name)
    assert len(homes) == 4
    assert all(len(files) == 1 for files in homes.values())


def test_the_code_counts_a_double_once_and_no_order() -> None:
    quads = read(make_graph(), "nanopub")
    assert make_code(quads) == make_code([*reversed(quads), quads[0]])
    assert make_code(quads) != make_code(quads[1:])


# Annotations


def test_annotations_are_those_of_the_w3c_as_plain_json() -> None:
    graph = make_graph()
    data = json.loads(write(graph, "jsonld", "webannotation"))
    (own,) = [one for one in data["@graph"] if one["id"].endswith("/annotation/s1")]
    assert own["type"] == "Annotation"
    assert own["motivation"] == "describing"
    (target,) = own["target"]
    assert target["scope"] == "https://example.org/?q=1&r=2"
    assert [selector["type"] for selector in target["selector"]] == ["TextPositionSelector", "TextQuoteSelector"]
    assert target["selector"][1]["suffix"].startswith(" Бахмут")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "AFP > =cmd(): ASSAULT/heavy-weapons, by M23, against people, in Goma, 2025-03-02 [claimed]"),
        ({"status": "denied", "claimants": (), "recipients": ()},
         "AFP: ASSAULT/heavy-weapons, by M23, in Goma, 2025-03-02 [denied]"),
        ({"polarity": "negative", "modality": "planned", "recipients": (), "date": None},
         "AFP > =cmd(): not ASSAULT/heavy-weapons (planned), by M23, in Goma [claimed]"),
    ],
)  # fmt: skip
def test_the_summary_says_who_claims_it_and_how_it_stands(values: dict[str, object], said: str) -> None:
    data = json.loads(write(change(**values), "jsonld", "webannotation"))
    (own,) = [one for one in data["@graph"] if one["motivation"] == "describing"]
    assert own["body"][0]["value"] == said


def test_a_summary_puts_nothing_nearer_than_the_words_do() -> None:
    plain = next(one for one in make_graph().statements() if one.id == "s1")
    outside = replace(plain.locations[0], relation="near", bearing="south of")
    by_then = When(mention=None, latest="2025-03-02")
    data = json.loads(write(change(locations=(outside,), date=by_then), "jsonld", "webannotation"))
    (own,) = [one for one in data["@graph"] if one["motivation"] == "describing"]
    assert own["body"][0]["value"].endswith("near south of Goma, by 2025-03-02 [claimed]")


def test_a_bound_is_not_shown_as_a_day() -> None:
    plain = next(one for one in make_graph().statements() if one.id == "s1")
    by_then = When(mention=plain.trigger, value="2025-03-02", latest="2025-03-02", precision="bound")
    graph = change(date=by_then)
    (body,) = [one["body"] for one in json.loads(write(graph, "jsonld", "webannotation"))["@graph"]
               if one["id"].endswith("/date")]  # fmt: skip
    assert body["value"] == "by 2025-03-02"
    labels = [quad.object.value for quad in read(graph, "sem")
              if quad.predicate.value == expand("rdfs:label") and quad.subject.value.endswith("/s1/time")]  # fmt: skip
    assert labels == ["by 2025-03-02"]


@pytest.mark.parametrize(("url", "scope"), [
    ("https://example.org/a", "https://example.org/a"), ("https://example.org/a b", None), ("report.html", None),
    ("javascript:alert(1)", None), (None, None),
])  # fmt: skip
def test_only_an_address_of_the_web_is_a_scope(url: str | None, scope: str | None) -> None:
    graph = make_graph()
    first = replace(graph.articles()[1], url=url)
    plain = next(one for one in graph.statements() if one.id == "s1")
    changed = FakeGraph([first], [replace(plain, article=first.header)])
    data = json.loads(write(changed, "jsonld", "webannotation"))
    assert {target.get("scope") for one in data["@graph"] for target in one["target"]} == {scope}
