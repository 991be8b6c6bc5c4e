"""The rule of domains is the one that kgbuild.ttl gives, and extends with a folder of one's own."""

from __future__ import annotations

from kgbuild.vocabulary import data_folder
from kgbuild.vocabulary.domain_rule import FILE, make_domain_rule

ONTOLOGY = data_folder("ontology")


def test_the_rule_is_true():
    assert (ONTOLOGY / "rules" / FILE).read_text(encoding="utf-8") == make_domain_rule([ONTOLOGY]), (
        "rules/node-without-its-class.rq is old; run: "
        'python -c "from kgbuild.vocabulary.domain_rule import write_domain_rule; write_domain_rule()"'
    )


def test_a_folder_of_ones_own_adds_its_properties(tmp_path):
    (tmp_path / "kgbuild.ttl").write_text(
        "@prefix kg: <https://w3id.org/kgbuild/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "<https://example.org/loot> rdfs:domain kg:Statement .\n"
    )
    assert "VALUES ?property { <https://example.org/loot> }" in make_domain_rule([tmp_path])
    assert make_domain_rule([ONTOLOGY, tmp_path]).count("<https://example.org/loot>") == 1


def test_without_properties_there_is_no_rule(tmp_path):
    assert make_domain_rule([tmp_path]) == ""
