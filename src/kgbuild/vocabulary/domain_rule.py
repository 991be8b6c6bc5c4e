"""The properties of ontology folders in, the rule that each stands on nodes of its class out.

What a node of a class looks like is said in shapes.ttl by hand. A node that has lost its class, or never had one, is
looked at by no shape; this rule finds it by its properties. It is made from kgbuild.ttl, so that no term is forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from kgbuild.vocabulary import data_folder, ontology_files
from kgbuild.vocabulary.subjects import KG, Values, read_source

FILE = "node-without-its-class.rq"
RDFS_DOMAIN = "http://www.w3.org/2000/01/rdf-schema#domain"
DOMAIN_INCLUDES = "https://schema.org/domainIncludes"
_RULE = """\
# A property of the ontology stands on nodes of its class only. Made from kgbuild.ttl by kgbuild.vocabulary.domain_rule.
PREFIX kg: <{kg}>

SELECT DISTINCT ?focus ?code ?severity ?message WHERE {{
  {blocks}
  BIND ("KG822" AS ?code)
  BIND ("error" AS ?severity)
  BIND (CONCAT("the node has ", STRAFTER(STR(?property), "#"), " and is not of its class; state it") AS ?message)
}}
"""
_BLOCK = """{{
    VALUES ?property {{ {properties} }}
    ?focus ?property ?value .
    MINUS {{ VALUES ?class {{ {classes} }} ?focus a ?class }}
  }}"""


def write_domain_rule(folder: Path | None = None) -> Path:
    """Write the rule of an ontology folder (the shipped one unless given) into it; the path written."""
    folder = folder or data_folder("ontology")
    path = folder / "rules" / FILE
    path.write_text(make_domain_rule([folder]), encoding="utf-8")
    return path


def make_domain_rule(folders: Sequence[Path]) -> str:
    """The rule for the properties of the folders' kgbuild.ttl, "" where they have none.

    Raises:
        VocabularyError: a file is malformed.
    """
    owners: list[tuple[tuple[str, ...], str]] = []
    for path in ontology_files(folders, "kgbuild.ttl"):
        owners += [(_owners(values), iri) for iri, values in read_source(path).subjects.items() if _owners(values)]
    blocks = [
        _BLOCK.format(
            properties=" ".join(_short(iri) for _, iri in group), classes=" ".join(_short(name) for name in classes)
        )
        for classes, group in groupby(sorted(owners), key=lambda item: item[0])
    ]
    return _RULE.format(kg=KG, blocks=" UNION ".join(blocks)) if blocks else ""


def _owners(values: Values) -> tuple[str, ...]:
    return tuple(sorted({*values.get(RDFS_DOMAIN, ()), *values.get(DOMAIN_INCLUDES, ())}))


def _short(iri: str) -> str:
    return f"kg:{iri.removeprefix(KG)}" if iri.startswith(KG) else f"<{iri}>"
