"""Role fillers while they are collected: token heads by role of one frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from kgbuild.lexicon import Frame, Role

Finder = Literal["rules", "rules+tagger"]


@dataclass(slots=True)
class Arguments:
    """Token heads by role, in text order; `by_event` is the event noun whose own sides are the actors here."""

    frame: Frame
    roles: dict[Role, list[int]] = field(default_factory=dict)
    passive: bool = False
    by_event: int | None = None
    support: int | None = None
    """The verb that an event noun leans on ("carried out an attack"): its clause dates and places the event."""
    finder: Finder = "rules"
    """Who found the trigger: the rules alone, or the tagger too."""
    contents: list[int] = field(default_factory=list)
    """Heads of the unrealised acts that are told with this one (see `contents`)."""

    def add(self, role: Role, head: int) -> None:
        """Note a filler once."""
        if head not in self.roles.setdefault(role, []):
            self.roles[role].append(head)

    def of(self, *roles: Role) -> list[int]:
        """Fillers of some roles, in text order."""
        return sorted({head for role in roles for head in self.roles.get(role, ())})


def put(arguments: Arguments, role: Role | None, head: int) -> None:
    """Note a filler where the frame has a role for it."""
    if role is not None:
        arguments.add(role, head)
