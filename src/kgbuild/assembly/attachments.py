"""Verdicts on actors that have no name in, verdicts on named ones out, and whom the nameless are attached to.

Who has no name is compared with nobody: gunmen of two reports are never one by themselves. A person may say who they
are. What is said of them is then said of those whom they are attached to, and they take no part in the clustering.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from msgspec import Struct

from kgbuild.assembly.verdicts import Verdict, sort_verdicts


class Attachment(Struct, frozen=True):
    """Nameless keys that are one, and the named keys that they are one with; either sorted."""

    nameless: tuple[str, ...]
    named: tuple[str, ...]

    def identity(self, identify: Callable[[str], str]) -> str:
        """The key that stands for them, `identify` giving that of a named one."""
        return identify(self.named[0]) if self.named else self.nameless[0]


def attach_nameless(
    verdicts: Iterable[Verdict], nameless: Collection[str], named: Callable[[str], bool]
) -> tuple[list[Verdict], list[Attachment]]:
    """The verdicts with named keys in the place of nameless ones, and the attachments; clashes fall as in `matching`.

    Args:
        verdicts: of people, on any keys.
        nameless: the keys of those who have no name.
        named: whether a key is that of somebody with a name.
    """
    given = list(verdicts)
    if not any(key in nameless for verdict in given for key in verdict[:2]):
        return given, []
    same, different, _ = sort_verdicts(given)
    groups: dict[str, list[str]] = {}
    for start in sorted(same):
        if start not in groups:
            group, waiting = {start}, [start]
            while waiting:
                fresh = same[waiting.pop()] - group
                group |= fresh
                waiting += fresh
            groups |= dict.fromkeys(group, sorted(group))
    found: dict[str, Attachment] = {}
    for key in sorted(nameless):
        whole = groups.get(key, [key])
        loose = tuple(one for one in whole if one in nameless)
        found[key] = Attachment(loose, tuple(one for one in whole if one not in nameless and named(one)))
    kept = [verdict for verdict in given if not any(key in nameless for key in verdict[:2])]
    for attachment in found.values():
        kept += [Verdict(one, other, True) for one, other in zip(attachment.named, attachment.named[1:], strict=False)]
    for one, others in different.items():
        for other in others:
            ends = [found[key].named[:1] if key in found else (key,) for key in (one, other)]
            if one < other and (one in found or other in found) and all(ends):
                low, high = sorted(end[0] for end in ends)
                kept.append(Verdict(low, high, False))
    attachments = {attachment.nameless: attachment for attachment in found.values()}
    return sorted(set(kept)), [one for _, one in sorted(attachments.items())]
