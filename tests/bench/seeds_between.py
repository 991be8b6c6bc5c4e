"""A graph in, the errors that break what has to hold between its nodes out; one function for each kind.

A function gives, for each place where the error can stand: the node, the quads to take out and to put in, and the
findings that have to come (code, node, and the property where a shape finds it).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial

from copies import Base, Quad, Seed, term
from seeds import NOWHERE, TABLE, change_property, concept, make_seed, say

from kgbuild.graph.terms import typed

Place = tuple[str, Iterable[Quad], Iterable[Quad], Iterable[tuple[str, str, str]]]
Kind = Callable[[Base], Iterator[Seed]]
ONE_DAY = timedelta(days=1)


def about(base: Base, node: str) -> list[Quad]:
    """All that is said of a node."""
    return [quad for quads in base.nodes[node].values() for quad in quads]


def again(quads: Iterable[Quad], node: str) -> list[Quad]:
    """The same, said of another node."""
    return [quad._replace(subject=node) for quad in quads]


def twin(node: str, name: str = "twin") -> str:
    """A new node named after another."""
    return f"{node[:-1]};{name}>"


def replace(base: Base, node: str, path: str, value: str) -> tuple[list[Quad], tuple[Quad, ...]]:
    """What to take out and what to put in so that a property of a node has this value alone."""
    return base.get(node, path), say(base, node, path, value)


def read_day(base: Base, node: str, path: str) -> date | None:
    values = base.values(node, path)
    return date.fromisoformat(values[0][1:11]) if values and re.match(r'"\d{4}-\d\d-\d\d', values[0]) else None


def set_days(base: Base, node: str, first: date, last: date) -> tuple[list[Quad], list[Quad]]:
    """What to take out and what to put in so that a node lasts from one day to the other."""
    days = [("kg:earliest", typed(first.isoformat(), "date")), ("kg:latest", typed(last.isoformat(), "date"))]
    both = [replace(base, node, path, value) for path, value in days]
    return [quad for drop, _ in both for quad in drop], [quad for _, add in both for quad in add]


def undate(base: Base, statement: str) -> list[Quad]:
    """The days of the events of a statement, to be taken out lest they contradict it too."""
    events = base.subjects("kg:statement", statement)
    return [quad for event in events for path in ("kg:earliest", "kg:latest") for quad in base.get(event, path)]


def articles_of(base: Base, statement: str) -> list[str]:
    return base.values(statement, "prov:wasDerivedFrom")


def alone(base: Base) -> Iterator[tuple[str, str]]:
    """Each event of one statement, with it."""
    for event in base.of_class("kg:Event"):
        statements = base.values(event, "kg:statement")
        if len(statements) == 1:
            yield event, statements[0]


def pairs(base: Base) -> Iterator[tuple[str, str, str]]:
    """Each event of which two statements say that the same happened, with them."""
    for event in base.of_class("kg:Event"):
        same: dict[tuple[str, ...], str] = {}
        for one in base.values(event, "kg:statement"):
            if base.values(one, "kg:polarity") == [concept("polarity/positive")]:
                key = (*base.values(one, "kg:action"), *base.values(one, "kg:status"))
                if same.setdefault(key, one) != one:
                    yield event, same[key], one
                    break


def statement_of_no_article(base: Base) -> Iterator[Place]:
    for _, one in alone(base):
        expected = [("KG701", one, "prov:wasDerivedFrom"), ("KG802", one, "")]
        yield one, base.get(one, "prov:wasDerivedFrom"), (), expected


def claimed_by_nobody(base: Base) -> Iterator[Place]:
    for one in base.of_class("kg:Statement"):
        if base.values(one, "kg:status") == [concept("status/claimed")]:
            yield one, base.get(one, "kg:claimant"), (), [("KG803", one, "")]


def statement_in_two_events(base: Base) -> Iterator[Place]:
    for event, one in alone(base):
        yield event, (), again(about(base, event), f"{event[:-1]}twin>"), [("KG804", one, "")]


def refused_under_an_event(base: Base) -> Iterator[Place]:
    for _, one in alone(base):
        yield one, *replace(base, one, "kg:accepted", typed("false", "boolean")), [("KG808", one, "")]


def left_over_mention(base: Base) -> Iterator[Place]:
    for mention in base.of_class("kg:Mention"):
        yield mention, (), again(about(base, mention), twin(mention)), [("KG805", twin(mention), "")]


def left_over_actor(base: Base) -> Iterator[Place]:
    for actor in base.of_class("kg:Actor"):
        kept = [quad for quad in about(base, actor) if quad.predicate != term("kg:registryId")]
        yield actor, (), again(kept, twin(actor)), [("KG805", twin(actor), "")]


def claim_in_itself(base: Base) -> Iterator[Place]:
    for claim in base.of_class("kg:Claim"):
        if not base.get(claim, "kg:nestedIn"):
            yield claim, (), say(base, claim, "kg:nestedIn", claim), [("KG806", claim, "")]


def claims_in_a_ring(base: Base) -> Iterator[Place]:
    for inner in base.of_class("kg:Claim"):
        for outer in base.values(inner, "kg:nestedIn"):
            if not base.get(outer, "kg:nestedIn"):
                expected = [("KG806", inner, ""), ("KG806", outer, "")]
                yield inner, (), say(base, outer, "kg:nestedIn", inner), expected


def numbers_that_disagree(base: Base) -> Iterator[Place]:
    for event, one, other in pairs(base):
        for quantity in base.values(one, "kg:quantity"):
            for high in base.values(quantity, "kg:high"):
                new = f"{other[:-1]}/quantity/99>"
                (graph,) = {quad.graph for quad in base.get(other, "rdf:type")}
                more = typed(str(float(high.split('"')[1]) + 100), "decimal")
                other_values = {term("kg:low"): more, term("kg:high"): more}
                add = [
                    Quad(new, quad.predicate, other_values.get(quad.predicate, quad.object), graph)
                    for quad in about(base, quantity)
                ]
                yield event, (), [*add, *say(base, other, "kg:quantity", new)], [("KG809", event, "")]


def affirmed_and_denied(base: Base) -> Iterator[Place]:
    for event, _, other in pairs(base):
        yield event, *replace(base, other, "kg:polarity", concept("polarity/negative")), [("KG810", event, "")]


def copy_counted(base: Base) -> Iterator[Place]:
    """Two articles of an event become one text, which counts as two sources."""
    for event in base.of_class("kg:Event"):
        articles = {article for one in base.values(event, "kg:statement") for article in articles_of(base, one)}
        if len(articles) == 2:
            one, other = sorted(articles)
            drop, add = replace(base, event, "kg:sourceCount", typed("2", "integer"))
            less, more = replace(base, other, "kg:sha256", base.values(one, "kg:sha256")[0])
            agencies = [quad for article in articles for quad in base.get(article, "kg:agency")]
            yield event, [*drop, *less, *agencies], [*add, *more], [("KG811", event, "")]


def event_of_another_day(base: Base) -> Iterator[Place]:
    long_ago = date(1999, 1, 1)
    for event in base.of_class("kg:Event"):
        if any(read_day(base, one, "kg:earliest") for one in base.values(event, "kg:statement")):
            yield event, *set_days(base, event, long_ago, long_ago), [("KG813", event, "")]


def event_that_ends_first(base: Base) -> Iterator[Place]:
    for event in base.of_class("kg:Event"):
        first = read_day(base, event, "kg:earliest")
        if first:
            expected = [("KG710", event, "kg:earliest"), ("KG813", event, "")]
            yield event, *replace(base, event, "kg:latest", typed("1999-01-01", "date")), expected


def one_word_twice(base: Base) -> Iterator[Place]:
    for event, one, other in pairs(base):
        (old,), (new,) = base.values(other, "kg:trigger"), base.values(one, "kg:trigger")
        expected = [("KG814", event, "")]
        if articles_of(base, one) != articles_of(base, other):
            expected.append(("KG817", other, ""))
        if {quad.subject for quad in base.users[old]} == {other}:
            expected.append(("KG805", old, ""))
        yield event, *replace(base, other, "kg:trigger", new), expected


def role_without_link(base: Base) -> Iterator[Place]:
    for one in base.of_class("kg:Statement"):
        for link in ("kg:actor", "kg:recipient", "kg:location"):
            if base.get(one, link):
                yield one, base.get(one, link), (), [("KG815", one, "")]


def link_without_role(base: Base) -> Iterator[Place]:
    for one in base.of_class("kg:Statement"):
        there = {value for path in ("kg:actor", "kg:recipient", "kg:claimant") for value in base.values(one, path)}
        sayers = [value for value in base.values(one, "kg:claimant") if value not in base.values(one, "kg:recipient")]
        if there and sayers:
            yield one, (), say(base, one, "kg:recipient", sayers[0]), [("KG816", one, "")]


def words_of_another_article(base: Base) -> Iterator[Place]:
    some = {article: base.subjects("nif:referenceContext", article)[0] for article in base.of_class("kg:Article")
            if base.subjects("nif:referenceContext", article)}  # fmt: skip
    for one in base.of_class("kg:Statement"):
        other = next(mention for article, mention in some.items() if article not in articles_of(base, one))
        yield one, (), say(base, one, "kg:evidence", other), [("KG817", one, "")]


def mode_of_another_type(base: Base) -> Iterator[Place]:
    for one in base.of_class("kg:Statement"):
        if base.get(one, "kg:mode") and base.values(one, "kg:action") != [concept("action/COERCE")]:
            yield one, *replace(base, one, "kg:mode", concept("action/COERCE-curfew")), [("KG818", one, "")]


def finer_than_its_days(base: Base) -> Iterator[Place]:
    for one in base.of_class("kg:Statement"):
        last = read_day(base, one, "kg:latest")
        interval = "/" in "".join(base.values(one, "kg:edtf"))
        if last and base.values(one, "kg:datePrecision") == [concept("precision/day")] and not interval:
            later = typed((last + ONE_DAY).isoformat(), "date")
            yield one, *replace(base, one, "kg:latest", later), [("KG819", one, "")]


def statement_that_ends_first(base: Base) -> Iterator[Place]:
    for one in base.of_class("kg:Statement"):
        first = read_day(base, one, "kg:earliest")
        if first and base.get(one, "kg:datePrecision"):
            drop, add = replace(base, one, "kg:latest", typed((first - ONE_DAY).isoformat(), "date"))
            less, more = replace(base, one, "kg:datePrecision", concept("precision/month"))
            yield one, [*drop, *less, *undate(base, one)], [*add, *more], [("KG701", one, "kg:earliest")]


def after_its_article(base: Base) -> Iterator[Place]:
    for one in base.of_class("kg:Statement"):
        actual = base.values(one, "kg:modality") == [concept("modality/actual")]
        for article in articles_of(base, one):
            published = read_day(base, article, "schema:datePublished")
            if published and actual:
                later = published + 30 * ONE_DAY
                drop, add = set_days(base, one, later, later)
                yield one, [*drop, *undate(base, one)], add, [("KG820", one, "")]


def registry_id_twice(base: Base) -> Iterator[Place]:
    for actor in base.of_class("kg:Actor"):
        for owner in base.subjects("kg:claimant", actor):
            if base.get(actor, "kg:registryId") and base.get(owner, "kg:status"):
                add = [*again(about(base, actor), twin(actor)), *say(base, owner, "kg:claimant", twin(actor))]
                yield actor, (), add, [("KG821", actor, ""), ("KG821", twin(actor), "")]
                break


def extractor_without_version(base: Base) -> Iterator[Place]:
    for one in base.of_class("kg:Statement"):
        (extractor,) = base.values(one, "kg:extractor")
        new = f"{one[:-1]}/extractor>"
        add = again([quad for path in ("rdf:type", "schema:name") for quad in base.get(extractor, path)], new)
        yield one, (), add, [("KG711", new, "schema:softwareVersion")]


def judgement(base: Base, verdict: str, path: str, *, same: bool) -> Iterator[Place]:
    for actor in base.of_class("kg:Actor"):
        new, other = f"{actor[:-1]}/judgement>", actor if same else twin(actor, "other")
        said = {"rdf:type": term("kg:Judgement"), "kg:first": actor, "kg:second": other, "kg:verdict": concept(verdict)}
        add = [quad for name, value in said.items() for quad in say(base, new, name, value, like=actor)]
        yield actor, (), add, [("KG712", new, path)]


def unfinished(base: Base, name: str, code: str, path: str, facts: dict[str, str]) -> Iterator[Place]:
    """A node of a class that lacks one property; "@1" and "@2" stand for statements."""
    statements = list(base.of_class("kg:Statement"))
    for one, other in zip(statements, statements[1:] + statements[:1], strict=True):
        new = f"{one[:-1]}/{name}>"
        said = {key: {"@1": one, "@2": other}.get(value, value) for key, value in facts.items()}
        said["rdf:type"] = term(f"kg:{name}")
        add = [quad for key, value in said.items() for quad in say(base, new, key, value, like=one)]
        yield one, (), add, [(code, new, path)]


BETWEEN: dict[str, Callable[[Base], Iterator[Place]]] = {
    function.__name__.replace("_", " "): function
    for function in (
        statement_of_no_article, claimed_by_nobody, statement_in_two_events, refused_under_an_event,
        left_over_mention, left_over_actor,
        claim_in_itself, claims_in_a_ring, numbers_that_disagree, affirmed_and_denied, copy_counted,
        event_of_another_day, event_that_ends_first, one_word_twice, role_without_link, link_without_role,
        words_of_another_article, mode_of_another_type, finer_than_its_days, statement_that_ends_first,
        after_its_article, registry_id_twice, extractor_without_version,
    )
}  # fmt: skip
BETWEEN["judgement of one node"] = partial(judgement, verdict="verdict/same", path="kg:first", same=True)
BETWEEN["judgement without a verdict"] = partial(judgement, verdict="status/denied", path="kg:verdict", same=False)
BETWEEN["local name of no article"] = partial(
    unfinished, name="LocalName", code="KG715", path="prov:wasDerivedFrom",
    facts={"rdfs:label": '"Ali"', "kg:identifiedAs": NOWHERE, "kg:reason": '"one name"'},
)  # fmt: skip
BETWEEN["link of no kind"] = partial(
    unfinished, name="Link", code="KG716", path="kg:linkKind",
    facts={"kg:first": "@1", "kg:second": "@2", "kg:slot": '"killed"', "kg:reason": '"4 and 7"'},
)  # fmt: skip
BETWEEN["control state of no place"] = partial(
    unfinished, name="ControlState", code="KG717", path="kg:place",
    facts={"kg:action": concept("action/CONTROL"), "kg:side": '"COD"', "kg:restsOn": "@1",
           "kg:polarity": concept("polarity/positive")},
)  # fmt: skip
BETWEEN["question without a score"] = partial(
    unfinished, name="Question", code="KG718", path="kg:score",
    facts={"kg:slot": '"actor"', "kg:first": "@1", "kg:second": NOWHERE, "kg:reason": '"alike"'},
)  # fmt: skip
BETWEEN["fact under no policy"] = partial(
    unfinished, name="Fact", code="KG719", path="kg:underPolicy",
    facts={"prov:wasDerivedFrom": NOWHERE, "sem:eventType": concept("action/ASSAULT")},
)  # fmt: skip
BETWEEN["policy of no name"] = partial(
    unfinished, name="Policy", code="KG720", path="dcterms:title",
    facts={"dcterms:description": '"two sides"', "kg:sha256": f'"{"0" * 64}"'},
)  # fmt: skip
BETWEEN["former article of no text"] = partial(
    unfinished, name="FormerArticle", code="KG721", path="kg:formerText",
    facts={"dcterms:identifier": '"r7"', "kg:sha256": f'"{"0" * 64}"'},
)  # fmt: skip
BETWEEN["retraction of nothing"] = partial(
    unfinished, name="Retraction", code="KG722", path="kg:retracts",
    facts={"dcterms:identifier": '"r7"', "kg:sha256": f'"{"0" * 64}"'},
)  # fmt: skip


def change_between(base: Base, name: str) -> Iterator[Seed]:
    """The seeds of a kind of error between nodes."""
    for node, drop, add, expected in BETWEEN[name](base):
        yield make_seed(base, name, node, drop=drop, add=add, expect=expected)


KINDS: dict[str, Kind] = {name: partial(change_property, name=name) for name in TABLE}
KINDS |= {name: partial(change_between, name=name) for name in BETWEEN}
"""Every kind of error, by name."""
