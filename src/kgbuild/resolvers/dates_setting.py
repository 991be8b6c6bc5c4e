"""What a time expression may count from, and how its parts say so: parts in, steps, years and days out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kgbuild.model import Anchor
from kgbuild.resolvers.dates_calendar import UNKNOWN, Stretch

Parts = Mapping[str, str]
Result = tuple[Stretch, Anchor]
NOTHING: Result = (UNKNOWN, "none")
STEPS = {"last": -1, "this": 0, "next": 1, "previous": -1, "following": 1, "that": 0, "same": 0}


@dataclass(slots=True)
class Setting:
    """What an expression may count from.

    `published` is the day of publication; `story` the date that the text has reached; `neighbour` the stretch of the
    span that this one is linked to; `order` "dmy" or "mdy" when the article's other dates show which it writes.
    `close` tells that `story` stands in this or the last sentence, `near` that it also names its own year.
    """

    published: date | None = None
    story: Stretch = UNKNOWN
    neighbour: Stretch = UNKNOWN
    order: str | None = None
    near: bool = False
    close: bool = False


def step_of(parts: Parts, key: str = "shift") -> int | None:
    """How many units a shift word steps: -1, 0 or 1; None without one."""
    return STEPS.get(parts.get(key, ""))


def counts_in_text(parts: Parts, key: str = "shift", unit: str = "") -> bool:
    """Whether a shift counts from the story ("the next day", "that year") or from publication ("next week")."""
    word = parts.get(key, "")
    if word in {"previous", "following", "that", "same"}:
        return True
    article = "of_the" if key == "ofshift" else "the"
    return word in {"next", "last"} and article in parts and unit != "weekend" and not ("count" in parts or unit == "")


def explicit_year(parts: Parts) -> int | None:
    """The astronomical year that the words name."""
    text = parts.get("year")
    if text is None:
        return None
    if text.startswith("'"):
        short = int(text[1:])
        return 1900 + short if short > 30 else 2000 + short
    return 1 - int(text) if parts.get("era") == "bc" else int(text)


def day_of(stretch: Stretch) -> date | None:
    """The day of a stretch of one day."""
    if stretch.day is None or stretch.year is None or stretch.month is None or not 1 <= stretch.year <= 9999:
        return None
    return date(stretch.year, stretch.month, stretch.day)
