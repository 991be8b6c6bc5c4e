"""A policy's file and events in, which of them pass out, and for each of the others what it lacks.

A policy says when enough sources stand behind an event for a view of facts to take it in. It asserts nothing itself:
the view carries the policy's name, text and hash along.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Literal

from msgspec import Struct, ValidationError, convert

from kgbuild.errors import SettingsError
from kgbuild.model import ActorKind, Event, Modality, Statement, Status
from kgbuild.vocabulary import data_folder

Need = Literal["actor", "place", "date"]


class EventRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which events are looked at: of these action types (all unless given), with these slots known."""

    types: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()


class SupportRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What has to stand behind it, at least: independent sources that say it happened, the sides that these belong to,
    reports and publishers on it; `majority`: more sources that say so than deny it. `without` are sides whose word
    makes no further side.
    """

    sources: int = 1
    sides: int = 0
    articles: int = 0
    publishers: int = 0
    majority: bool = False
    without: tuple[str, ...] = ()


class StatementRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which statements count as support: of these statuses and modalities, from this confidence on, and on the word of
    these kinds of claimants; a report's own voice is `media`. What is left out asks for nothing. Denials always count.
    """

    statuses: tuple[Status, ...] = ()
    modalities: tuple[Modality, ...] = ()
    confidence: float = 0.0
    claimants: tuple[ActorKind, ...] = ()

    def admits(self, statement: Statement) -> bool:
        """Whether a statement counts as support."""
        kind = statement.claimants[-1].kind if statement.claimants and statement.status != "asserted" else "media"
        return (
            (not self.statuses or statement.status in self.statuses)
            and (not self.modalities or statement.modality in self.modalities)
            and statement.confidence >= self.confidence
            and (not self.claimants or kind in self.claimants)
        )


class DenialRules(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What may stand against it, at most: independent sources that say it did not happen, and their sides."""

    sources: int | None = None
    sides: int | None = None


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    title: str
    text: str
    events: EventRules = EventRules()
    statements: StatementRules = StatementRules()
    support: SupportRules = SupportRules()
    denial: DenialRules = DenialRules()


class Policy(Struct, frozen=True, kw_only=True):
    """A policy: its name (that of its file), what it says to people, what it asks for, and the hash of its file."""

    name: str
    title: str
    text: str
    sha256: str
    events: EventRules
    statements: StatementRules
    support: SupportRules
    denial: DenialRules


class Verdict(Struct, frozen=True):
    """An event under a policy: it passes where it lacks nothing; `lacks` says for each unmet requirement what is so."""

    event: Event
    lacks: Mapping[str, str]

    @property
    def passes(self) -> bool:
        """Whether the policy takes the event in."""
        return not self.lacks


def policies_folder() -> Path:
    """The folder of the shipped policies."""
    return data_folder("policies")


def load_policies(name: str | None = None) -> list[Policy]:
    """The shipped policies, the one of that name, or those of a file or folder, by name.

    Raises:
        SettingsError: there is no such policy, or a file is no policy; the message names the key and what there is.
    """
    shipped = {path.stem: path for path in sorted(policies_folder().glob("*.toml"))}
    if name is None:
        return [read_policy(path) for path in shipped.values()]
    if name in shipped:
        return [read_policy(shipped[name])]
    path = Path(name)
    if path.is_dir():
        found = [read_policy(one) for one in sorted(path.glob("*.toml"))]
        if found:
            return found
        raise SettingsError(f"{path}: holds no policy; a policy is a .toml file as in docs/judging.md.")
    if path.is_file():
        return [read_policy(path)]
    near = get_close_matches(name, shipped, n=1, cutoff=0.5)
    hint = f" Did you mean '{near[0]}'?" if near else ""
    raise SettingsError(f"no policy '{name}'; have {', '.join(shipped)}, or name a file or folder of your own.{hint}")


def read_policy(path: Path) -> Policy:
    """The policy in a file.

    Raises:
        SettingsError: the file is no policy; the message names the key and what there is.
    """
    try:
        content = path.read_bytes()
        table = tomllib.loads(content.decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: can't be read as TOML: {error}.") from error
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", path.stem):
        raise SettingsError(f"{path}: a policy is named by its file, in small letters, digits and hyphens.")
    _refuse_unknown(table, _File, str(path), "")
    for section, shape in _SECTIONS.items():
        if isinstance(table.get(section), dict):
            _refuse_unknown(table[section], shape, str(path), f" in [{section}]")
    try:
        file = convert(table, _File)
    except ValidationError as error:
        raise SettingsError(f"{path}: {error}.") from error
    return Policy(
        name=path.stem,
        title=file.title,
        text=" ".join(file.text.split()),
        sha256=sha256(content).hexdigest(),
        events=file.events,
        statements=file.statements,
        support=file.support,
        denial=file.denial,
    )


_SECTIONS: dict[str, type[Struct]] = {
    "events": EventRules,
    "statements": StatementRules,
    "support": SupportRules,
    "denial": DenialRules,
}


def _refuse_unknown(table: Mapping[str, object], shape: type[Struct], where: str, part: str) -> None:
    known = shape.__struct_fields__
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1, cutoff=0.5)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            raise SettingsError(f"{where}: unknown key '{key}'{part}; known are {', '.join(known)}.{hint}")


def judge_event(policy: Policy, event: Event) -> Verdict:
    """What the policy says of an event."""
    return Verdict(event, dict(_list_lacks(policy, event)))


def _list_lacks(policy: Policy, event: Event) -> Iterator[tuple[str, str]]:
    """Each unmet requirement with what is so instead."""
    rules = policy.events
    if rules.types and event.type not in rules.types:
        yield "events.types", f"is {event.type}, not {' or '.join(rules.types)}"
    known = {"actor": event.actors, "place": event.place, "date": event.earliest and event.latest}
    if missing := [need for need in rules.needs if not known[need]]:
        yield "events.needs", f"has no {' and no '.join(missing)}"
    support, denial = policy.support, policy.denial
    sides = tuple(side for side in event.sides if side not in support.without)
    names = f" ({', '.join(sides)})" if sides else ""
    for key, least, found, what in (
        ("sources", support.sources, event.supporting, "independent sources that say so"),
        ("sides", support.sides, len(sides), f"sides that say so{names}"),
        ("articles", support.articles, event.articles, "reports"),
        ("publishers", support.publishers, event.publishers, "publishers"),
    ):
        if found < least:
            yield f"support.{key}", f"{found} of at least {least} {what}"
    if support.majority and event.supporting <= event.denying:
        yield "support.majority", f"{event.supporting} sources say so and {event.denying} deny it"
    against = f" ({', '.join(event.denying_sides)})" if event.denying_sides else ""
    for key, most, found in (
        ("sources", denial.sources, event.denying),
        ("sides", denial.sides, len(event.denying_sides)),
    ):
        if most is not None and found > most:
            yield f"denial.{key}", f"{found} {key} deny it{against}, at most {most} may"
