"""A row of a map's layer in, what a placemark says out: its name, its balloon in HTML, the colour of its mark."""

from __future__ import annotations

from html import escape

from kgbuild.exporters._columns import Cell, flatten
from kgbuild.exporters._look import EDGE_COLOURS

Facts = dict[str, Cell]
ACTIONS: frozenset[str] = frozenset(action for actions in EDGE_COLOURS.values() for action in actions)
OTHER, OPEN = "other", "open"
_WHERE = {
    "near": "The point is {}: it happened near it, along it, from or toward it, or some way off.",
    "region": "The point is the middle of {}: where in it is not told.",
}


def describe_statement(facts: Facts) -> tuple[str, str, str]:
    """Name, balloon and colour of a statement at a place."""
    deed = "/".join(_read(facts, name) for name in ("action", "mode") if facts[name])
    marks = [_read(facts, "status")] if facts["status"] in {"denied", "disputed"} else []
    marks += [_read(facts, "modality")] if facts["modality"] != "actual" else []
    name = ("not " if facts["polarity"] == "negative" else "") + deed + (f" ({', '.join(marks)})" if marks else "")
    label = ", ".join(_read(facts, one) for one in ("publisher", "published") if facts[one]) or "the article"
    balloon = [
        f"<p>{escape(_read(facts, 'claim'))}</p>",
        f"<blockquote>{escape(_read(facts, 'evidence'))}</blockquote>",
        *_tell_point(facts),
        f"<p>{_link(_read(facts, 'url'), label)}</p>",
        f"<p>Statement {escape(_read(facts, 'statement'))}</p>",
    ]
    return name, "".join(balloon), _choose_colour(facts) if facts["stance"] == "affirms" else OPEN


def describe_state(facts: Facts) -> tuple[str, str, str]:
    """Name, balloon and colour of who holds a place."""
    holder = _read(facts, "holder") or "nobody named"
    denied = facts["polarity"] == "negative"
    deed = "/".join(_read(facts, name) for name in ("action", "mode") if facts[name])
    name = f"{_read(facts, 'place')}: {'not ' if denied else ''}{holder}, says {_read(facts, 'side')}"
    disputed = _read(facts, "disputed_by")
    urls = facts["urls"] if isinstance(facts["urls"], tuple) else ()
    balloon = [
        f"<p>{escape(name)} ({escape(deed)})</p>",
        f"<p>Said by {escape(_read(facts, 'said_by') or 'the outlets')}</p>",
        f"<blockquote>{escape(_read(facts, 'evidence'))}</blockquote>",
        *([f"<p>Disputed by {escape(disputed)}</p>"] if disputed else []),
        *_tell_point(facts),
        *(f"<p>{_link(str(url), str(url))}</p>" for url in urls),
        f"<p>Statements {escape(_read(facts, 'statements'))}</p>",
    ]
    return name, "".join(balloon), OPEN if denied or disputed else _choose_colour(facts)


def _choose_colour(facts: Facts) -> str:
    action = _read(facts, "action")
    return action if action in ACTIONS else OTHER


def _tell_point(facts: Facts) -> list[str]:
    words = _WHERE.get(_read(facts, "point"))
    return [] if words is None else [f"<p>{escape(words.format(_read(facts, 'place')))}</p>"]


def _link(url: str, label: str) -> str:
    """A link to an article; an address that is none of the web is shown as text."""
    if url.startswith(("http://", "https://")):
        return f'<a href="{escape(url)}">{escape(label)}</a>'
    return escape(f"{label} {url}".strip())


def _read(facts: Facts, name: str) -> str:
    cell = flatten(facts[name])
    return "" if cell is None else str(cell)
