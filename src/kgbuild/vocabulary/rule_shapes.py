"""The rules of ontology folders in, the same as SHACL shapes out, for validators that run SHACL-SPARQL.

Each rule becomes a node shape. Its target is the rule's query, which selects the faulty nodes in one go; its constraint
holds of none of them. The query can't be the constraint itself: SHACL binds the focus node there beforehand, and
forbids MINUS, VALUES and most sub-selects for its sake. Targets that are queries are of SHACL Advanced Features.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kgbuild.errors import VocabularyError
from kgbuild.vocabulary import data_folder, ontology_files
from kgbuild.vocabulary.subjects import BASE, PREFIXES, read_source

FILE = "rules.ttl"
HOME = f"{BASE}/rules"
LEVELS = {"error": "sh:Violation", "warning": "sh:Warning", "info": "sh:Info"}
_PREFIX = re.compile(r"^PREFIX\s+([\w.-]*):\s*<([^<>]*)>\s*\n", re.MULTILINE | re.IGNORECASE)
_SELECT = re.compile(r"SELECT(?:\s+DISTINCT)?\s+\?focus\s+\?code\s+\?severity\s+\?message\s+WHERE", re.IGNORECASE)
_BIND = r"\n *BIND \((.*) AS \?{}\)(?=\n)"
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"|\?\w+|[A-Z]+\((?:[^()]|\([^()]*\))*\)')
_HEAD = """\
# The rules of the folder rules as SHACL-SPARQL. Made by kgbuild.vocabulary.rule_shapes; edit the rules.

@prefix : <{home}/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/kgbuild/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<{home}> a owl:Ontology ;
    owl:versionIRI <{base}/{version}/rules> ;
    owl:versionInfo "{version}" ;
    dcterms:title "Rules over a graph of claims"@en ;
    dcterms:description "What holds between nodes of a graph of claims, as shapes whose targets are queries."@en ;
    dcterms:license <https://www.apache.org/licenses/LICENSE-2.0> ;
    sh:declare {declared} .

"""
_DECLARED = """\
:prefix-{prefix} a sh:PrefixDeclaration ; sh:prefix "{prefix}" ; sh:namespace "{base}"^^xsd:anyURI .
"""
_SHAPE = '''
:{name} a sh:NodeShape ;
    rdfs:comment {about}@en ;
    kg:code {code} ;
    sh:severity {level} ;
    sh:target :{name}-target ;
    sh:sparql :{name}-constraint .
:{name}-target a sh:SPARQLTarget ; sh:prefixes <{home}> ;
    sh:select """{query}""" .
:{name}-constraint a sh:SPARQLConstraint ; sh:message {message} ;
    sh:select "SELECT $this WHERE {{}}" .
'''


class Rule(NamedTuple):
    """A rule taken apart; `query` selects ?this, without prefixes."""

    name: str
    about: str
    code: str
    severity: str
    message: str
    query: str
    prefixes: Mapping[str, str]


def write_rule_shapes(folder: Path | None = None) -> Path:
    """Write the shapes of an ontology folder's rules (the shipped one's unless given) into it; the path written."""
    folder = folder or data_folder("ontology")
    path = folder / FILE
    path.write_text(make_rule_shapes([folder]), encoding="utf-8")
    return path


def make_rule_shapes(folders: Sequence[Path]) -> str:
    """The shapes as Turtle.

    Raises:
        VocabularyError: a rule is none, or two of them give a prefix to two vocabularies.
    """
    rules = [read_rule(path) for path in ontology_files(folders, "rules/*.rq")]
    prefixes: dict[str, str] = {}
    for rule in rules:
        for prefix, base in rule.prefixes.items():
            if prefixes.setdefault(prefix, base) != base:
                raise VocabularyError(
                    f"rules/{rule.name}.rq: the prefix '{prefix}' is <{base}> here and <{prefixes[prefix]}> in another "
                    "rule. SHACL declares prefixes for all rules at once: give one of the two another prefix."
                )
    version = read_source(ontology_files(folders, "kgbuild.ttl")[0]).one(BASE, f"{PREFIXES['owl']}versionInfo")
    declared = ", ".join(f":prefix-{prefix}" for prefix in sorted(prefixes))
    head = _HEAD.format(home=HOME, base=BASE, version=version, declared=declared)
    lines = (_DECLARED.format(prefix=prefix, base=base) for prefix, base in sorted(prefixes.items()))
    return "".join([head, *lines, *(_write_shape(rule) for rule in rules)])


def read_rule(path: Path) -> Rule:
    """A rule of ontology/rules/ taken apart.

    Raises:
        VocabularyError: it does not select and bind what rules do.
    """
    text = path.read_text(encoding="utf-8")
    body = _PREFIX.sub("", text)
    about = " ".join(line.removeprefix("# ") for line in body.splitlines() if line.startswith("# "))
    bound: dict[str, str] = {}
    for name in ("code", "severity", "message"):
        found = re.search(_BIND.format(name), body)
        if found is None:
            raise VocabularyError(f"{path}: binds no ?{name} on a line of its own: BIND (… AS ?{name}).")
        bound[name] = "".join(_constants(found[1]))
        body = body[: found.start()] + body[found.end() :]
    query, count = _SELECT.subn("SELECT DISTINCT ?this WHERE", re.sub(r"^#.*\n", "", body, flags=re.MULTILINE).strip())
    if count != 1:
        raise VocabularyError(f"{path}: the rule has to SELECT ?focus ?code ?severity ?message, in this order.")
    query = re.sub(r"[?$]focus\b", "?this", query)
    return Rule(
        path.stem, about, bound["code"], bound["severity"], bound["message"], query, dict(_PREFIX.findall(text))
    )


def _constants(expression: str) -> Iterator[str]:
    """The text that an expression gives; what it takes from the graph is left open."""
    inside = re.fullmatch(r"CONCAT\((.*)\)", expression)
    for part in _TEXT.finditer(inside[1] if inside else expression):
        yield "…" if part[1] is None else part[1]


def _write_shape(rule: Rule) -> str:
    about, code, message = (f'"{text}"' for text in (_escape(rule.about), rule.code, rule.message))
    return _SHAPE.format(
        name=rule.name,
        home=HOME,
        about=about,
        code=code,
        level=LEVELS[rule.severity],
        message=message,
        query=rule.query.replace("\\", "\\\\"),
    )


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
