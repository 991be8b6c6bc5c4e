"""The ontology folder in, its page for people (ontology/README.md) out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from kgbuild.vocabulary import data_folder
from kgbuild.vocabulary.crosswalk_tables import CROSSWALKS, load_crosswalk
from kgbuild.vocabulary.diagrams import OWL, RDFS, SCHEMA, draw_actions, draw_classes, of_type
from kgbuild.vocabulary.schemes import ActionConcept, load_schemes
from kgbuild.vocabulary.subjects import BASE, KG, SKOS, Source, read_source

TERMS = "http://purl.org/dc/terms/"
AXIOMS = {RDFS + "subClassOf", RDFS + "subPropertyOf", OWL + "equivalentClass", OWL + "equivalentProperty"}
MATCHES = {SKOS + name for name in ("exactMatch", "closeMatch", "relatedMatch", "broadMatch", "narrowMatch")}
PREFIXES = {
    "kg:": KG,
    "geo:": "http://www.opengis.net/ont/geosparql#",
    "nif:": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "prov:": "http://www.w3.org/ns/prov#",
    "schema:": SCHEMA,
    "sem:": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh:": "http://www.w3.org/ns/shacl#",
    "skos:": SKOS,
    "xsd:": "http://www.w3.org/2001/XMLSchema#",
}
INTRODUCTION = """\
# The ontology

This page is made from the files of this folder by `kgbuild.vocabulary.page`; edit those.

The graph holds **claims**: who says that who did what to whom, where and when, and in which words. A statement never
asserts that something happened, only that an article reports it. Terms are named `{kg}…` (prefix `kg:`), codes
`{base}/SCHEME/CODE`. Beside its own terms the graph uses SEM for events, PROV-O for derivation, NIF for offsets,
GeoSPARQL for points, SKOS for code lists, and schema.org for articles.

| file | holds |
|---|---|
| `kgbuild.ttl` | classes and properties |
| `actions.ttl` | types and modes of actions, with CAMEO and ACLED codes |
| `schemes.ttl`, `countries.ttl` | the other code lists; country names and boxes from GeoNames (CC BY 4.0) |
| `alignments/*.ttl`, `crosswalks/*` | what terms and actions have in common with other vocabularies and code lists |
| `examples/*.ttl` | a worked example |
| `shapes.ttl` | what each node has to look like (SHACL Core) |
| `rules/*.rq` | checks over a whole graph (SPARQL), each row a finding |
| `rules.ttl` | the same rules for other validators (SHACL-SPARQL), made from `rules/*.rq` |
| `codes.toml`, `profiles/` | what each code of a finding means, and which codes are errors in which profile |
| `actors/`, `lexicon/`, `places/` | who is known by which names, which words name actions, which names are places |
| `assembly/` | what makes names, tellings and reports of several articles one, and whose side is whose |

`examples/statement.ttl` is one sentence as such a graph, in full. All files are of one version, `{version}`, under the
Apache License 2.0, `countries.ttl` under CC BY 4.0; each says so in its head.
"""


CLASS_DIAGRAM = """\
An arrow is a property that leads from a node of one class to a node of another. Statements also lead to their article
(prov:wasDerivedFrom), mentions likewise (nif:referenceContext), and events to actors and places (sem:hasActor,
sem:hasPlace).
"""
ACTION_TREE = """\
Labels in Arabic, French, Russian, Spanish and Ukrainian are in the file; `kgbuild vocab modes --lang fr` shows them.
"""
ALIGNMENTS = """\
## Alignments

Each file says what terms of this ontology have in common with one other vocabulary. An axiom (subclass, subproperty)
lets a reasoner conclude; it stands only where nothing about the world follows from it, since a statement is a claim and
no event. Everything else is a SKOS match: near enough to convert by, if one means to drop who says so.
"""
CROSSWALK_TEXT = """\
## Crosswalks

Each file says with which codes of another scheme the actions match, and gives a sentence for each match; the tests
read the sentences. An action has a `skos:narrowMatch` to a code that is narrower than it, a `skos:broadMatch` to a
wider one, a `skos:closeMatch` to one that is nearly the same and a `skos:exactMatch` to one that is the same. A code
that only some words of an action get ("sought refuge", 1033) is a `skos:relatedMatch`.
`kgbuild vocab cameo 1823` looks a code up; `crosswalks/cameo.tsv` holds the best match of every CAMEO code, with
the quad class that GDELT gives it. What exports in the columns of others need besides stands in
`crosswalks/event-tables.toml` and `crosswalks/countries.toml`.
"""


def write_page(folder: Path | None = None) -> Path:
    """Write the page of an ontology folder (the shipped one unless given) into it; the path written."""
    folder = folder or data_folder("ontology")
    path = folder / "README.md"
    path.write_text(make_page(folder), encoding="utf-8")
    return path


def make_page(folder: Path) -> str:
    """The page as Markdown.

    Raises:
        VocabularyError: a file of the folder is malformed.
    """
    terms, schemes = read_source(folder / "kgbuild.ttl"), load_schemes(folder)
    version = terms.one(BASE, f"{OWL}versionInfo")
    parts = [INTRODUCTION.format(kg=KG, base=BASE, version=version)]
    parts += ["## Classes\n", CLASS_DIAGRAM, draw_classes(terms, _short), _classes(terms)]
    parts += ["## Properties\n", _properties(terms)]
    parts += ["## Actions\n", ACTION_TREE, draw_actions(schemes.actions), _actions(schemes.actions.values())]
    titles = {iri: source for name in ("schemes.ttl", "countries.ttl") for source in [read_source(folder / name)]
              for iri in source.subjects}  # fmt: skip
    for name, concepts in schemes.lists.items():
        source, scheme = titles[f"{BASE}/{name}"], f"{BASE}/{name}"
        title, about = (source.one(scheme, f"{TERMS}{key}") for key in ("title", "description"))
        parts.append(f"## {title}\n\n{about} Scheme `{name}`, {len(concepts)} codes.\n")
        if name != "country":
            rows = [(f"`{code}`", concept.definition, concept.example) for code, concept in concepts.items()]
            parts.append(_table(("code", "meaning", "example"), rows))
    parts += ["## Rules over a whole graph\n", _rules(folder / "rules")]
    parts += _alignments([read_source(path) for path in sorted(folder.glob("alignments/*.ttl"))])
    parts += _crosswalks(folder)
    return "\n".join(parts).rstrip("\n") + "\n"


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _short(iri: str) -> str:
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return prefix + iri.removeprefix(base)
    return f"<{iri}>"


def _all(terms: Source, iri: str, *names: str) -> str:
    return ", ".join(_short(value) for name in names for value in terms.subjects[iri].get(name, ()))


def _classes(terms: Source) -> str:
    rows = [
        (
            f"`{_short(iri)}`",
            _all(terms, iri, f"{RDFS}subClassOf"),
            terms.one(iri, f"{SKOS}definition"),
            terms.one(iri, f"{SKOS}example"),
        )
        for iri in of_type(terms, "Class")
    ]
    return _table(("class", "is a", "meaning", "example"), rows)


def _properties(terms: Source) -> str:
    rows = [
        (
            f"`{_short(iri)}`",
            _all(terms, iri, f"{RDFS}domain", f"{SCHEMA}domainIncludes"),
            _all(terms, iri, f"{RDFS}range", f"{SCHEMA}rangeIncludes"),
            terms.one(iri, f"{SKOS}definition"),
            terms.one(iri, f"{SKOS}example"),
        )
        for iri in of_type(terms, "ObjectProperty", "DatatypeProperty")
    ]
    return _table(("property", "of", "value", "meaning", "example"), rows)


def _actions(types: Iterable[ActionConcept]) -> str:
    rows = []
    for concept in types:
        needs = "recipient" if concept.needs_recipient else ""
        for one in (concept, *concept.modes.values()):
            acled = one.acled
            codes = [
                (acled.default, ""),
                (acled.among_armed, " among armed sides"),
                (acled.against_civilians, " against civilians"),
                (acled.by_own_state, " by the state itself"),
                (acled.by_others, " by others"),
            ]
            shown = "; ".join(code + when for code, when in codes if code)
            row = (f"`{one.notation}`", one.quad, needs, one.definition, one.example, one.cameo or "", shown)
            rows.append(row if one is concept else (row[0], "", "", *row[3:]))
    return _table(("action", "quad", "needs", "meaning", "example", "CAMEO", "ACLED"), rows)


def _rules(folder: Path) -> str:
    rows = []
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        code, severity = (re.search(rf'BIND \("([^"]*)" AS \?{name}\)', text) for name in ("code", "severity"))
        about = " ".join(line.removeprefix("# ") for line in text.splitlines() if line.startswith("# "))
        rows.append((f"`{path.name}`", code[1] if code else "", severity[1] if severity else "", about))
    return _table(("rule", "code", "severity", "why"), rows)


def _alignments(sources: Sequence[Source]) -> list[str]:
    """What each alignment claims, and the notes on what it does not."""
    files, notes = [], []
    for source in sources:
        home = f"{BASE}/alignments/{source.path.stem}"
        links = [name for values in source.subjects.values() for name, many in values.items() for _ in many]
        title = source.one(home, "http://purl.org/dc/elements/1.1/source")
        files.append(
            (
                f"`{source.path.name}`",
                f"[{title}]({source.one(home, f'{TERMS}source')})",
                str(sum(name in AXIOMS for name in links)),
                str(sum(name in MATCHES for name in links)),
                source.one(home, f"{TERMS}description"),
            )
        )
        for iri, values in sorted(source.subjects.items()):
            notes += [(f"`{_short(iri)}`", note) for note in values.get(f"{SKOS}note", ())]
    if not files:
        return []
    table = _table(("file", "vocabulary", "axioms", "matches", "what it claims"), files)
    return [ALIGNMENTS, table, _table(("term", "note"), sorted(notes))]


def _crosswalks(folder: Path) -> list[str]:
    """How much of each crosswalk matches an action, and why the rest does not."""
    if not (folder / "crosswalks").is_dir():
        return []
    rows, lost = [], []
    for name in CROSSWALKS:
        heads = read_source(folder / "crosswalks" / f"{name}.ttl").subjects.values()
        (origin,) = (value for head in heads for value in head.get(f"{TERMS}source", ()))
        codes = load_crosswalk(name, folder).values()
        matches = sum(len(one.matches) for one in codes)
        rows.append((f"`{name}`", origin, str(len(codes)), str(sum(bool(one.matches) for one in codes)), str(matches)))
        lost += [(f"`{name}`", f"`{one.code}`", one.label, one.note or "") for one in codes if not one.matches]
    columns = ("crosswalk", "source", "codes", "with a match", "matches")
    reasons = _table(("crosswalk", "code", "name", "why"), lost)
    return [CROSSWALK_TEXT, _table(columns, rows), "Codes that no action matches:\n", reasons]
