"""What articles said together before and say now in, the nodes of the shared graphs that change and their lines out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct, structs

from kgbuild.graph.assembled import write_events, write_judgements, write_local_names, write_questions
from kgbuild.graph.hierarchy import ACTOR, find_near, write_hierarchy
from kgbuild.graph.memory import Memory
from kgbuild.graph.terms import Names
from kgbuild.model import Assembled, Judgement, Link, Question

Nodes = Mapping[str, set[str] | None]
"""By room, the nodes (names without the base) whose lines are to be made anew; `None` for all."""
Named = TypeVar("Named")
ALL: Nodes = {"entities": None, "events": None, "questions": None}


class Together(Struct, frozen=True):
    """What articles say together, and the keys of actors and places to the keys of what they were joined to."""

    assembled: Assembled
    identities: Mapping[str, str]


def gather(assembled: Assembled) -> Together:
    """The assembled with its identities at hand."""
    return Together(assembled, {one.key: one.identity for one in assembled.identities})


def find_changed(before: Together, after: Together, touched: Iterable[str], names: Names) -> Nodes:
    """The nodes that are not as they were; `touched` are the keys that changed articles name or named."""
    joined = {one.key for one in set(before.assembled.identities) ^ set(after.assembled.identities)}
    met = {*touched, *joined}
    met |= find_near(met)
    entities = joined | {side.identities.get(key, key) for side in (before, after) for key in met}
    old, new = before.assembled, after.assembled
    links = _differ(old.links, new.links, names.link)
    nodes = {name for name, _ in links}
    nodes |= {names.statement(end) for _, link in links for end in (link.first, link.second)}
    nodes |= {name for name, _ in _differ(old.events, new.events, lambda event: names.event(event.id))}
    nodes |= {name for name, _ in _differ(old.states, new.states, lambda state: names.state(state.id))}
    questions = {name for name, _ in _differ(old.questions, new.questions, lambda one: _name_question(one, names))}
    start = len(names.base)
    return {
        "entities": entities,
        "events": {node[start:] for node in nodes},
        "questions": {node[start:] for node in questions},
    }


def _differ(old: Iterable[Named], new: Iterable[Named], name: Callable[[Named], str]) -> list[tuple[str, Named]]:
    """What stands on one side only, by the name of its node."""
    return [(name(one), one) for one in set(old) ^ set(new)]


def _name_question(one: Question, names: Names) -> str:
    return names.question(one.kind, one.first, one.second)


def write_shared(
    memory: Memory, after: Together, judgements: Sequence[Judgement], nodes: Nodes, names: Names
) -> dict[str, list[str]]:
    """The lines of each shared room, those of other nodes than the wanted ones left out or not."""
    return {
        "entities": _write_entities(memory, after, nodes["entities"], names),
        "events": write_events(_narrow(after.assembled, nodes["events"], names), names),
        "questions": write_questions(_choose(after.assembled.questions, nodes["questions"], names), names),
        "judgements": write_judgements(judgements, names),
    }


def _write_entities(memory: Memory, after: Together, nodes: set[str] | None, names: Names) -> list[str]:
    if nodes is None:
        keys = None
        identities = after.assembled.identities
    else:
        identities = tuple(one for one in after.assembled.identities if one.key in nodes)
        keys = {one.key for one in after.assembled.identities if one.identity in nodes}
        keys |= {node for node in nodes if node not in after.identities}
    joined = memory.count(keys).join(after.identities)
    named = set(memory.shared_keys())
    if keys is None:
        registered = {key for key in named if key.startswith(ACTOR)}
        registered |= find_near(registered)
    else:
        registered = {key for key in keys if key.startswith(ACTOR)}
    hierarchy = write_hierarchy(registered, named, names)
    return [*joined.write(names), *hierarchy, *write_local_names(identities, names)]


def _narrow(assembled: Assembled, nodes: set[str] | None, names: Names) -> Assembled:
    """What the nodes are about; a statement's node says what all its links come to."""
    if nodes is None:
        return assembled

    def has(name: str) -> bool:
        return name[len(names.base) :] in nodes

    def touches(link: Link) -> bool:
        return has(names.statement(link.first)) or has(names.statement(link.second)) or has(names.link(link))

    return structs.replace(
        assembled,
        events=tuple(event for event in assembled.events if has(names.event(event.id))),
        links=tuple(link for link in assembled.links if touches(link)),
        states=tuple(state for state in assembled.states if has(names.state(state.id))),
    )


def _choose(questions: Iterable[Question], nodes: set[str] | None, names: Names) -> list[Question]:
    start = len(names.base)
    return [one for one in questions if nodes is None or _name_question(one, names)[start:] in nodes]
