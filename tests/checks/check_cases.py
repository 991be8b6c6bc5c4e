"""Cases of ontology/checks in, statements with their article out; README.md there says how a case is written."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from typing import Any

import msgspec

from factory import make_statement, sample_article
from kgbuild.model import (
    Action,
    Actor,
    Article,
    ArticleHeader,
    Claimant,
    FoundBy,
    Mention,
    Place,
    Quantity,
    Statement,
    When,
)
from kgbuild.vocabulary import data_folder

FOLDER = data_folder("ontology") / "checks"
RECORDS: dict[str, type[msgspec.Struct]] = {
    "article": ArticleHeader,
    "evidence": Mention,
    "trigger": Mention,
    "mention": Mention,
    "cue": Mention,
    "action": Action,
    "actors": Actor,
    "recipients": Actor,
    "locations": Place,
    "date": When,
    "claimants": Claimant,
    "quantities": Quantity,
    "extractor": FoundBy,
}
"""The record that each field of a statement holds, once or several times."""
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("actors", "recipients", "locations", "claimants", "quantities"), ()),
    "date": None,
    "status": "asserted",
}

Case = tuple[list[Statement], Article]


def read_cases(kind: str) -> dict[str, list[dict[str, Any]]]:
    """The cases of each code that are `failing` or `passing`."""
    return {path.stem: tomllib.loads(path.read_text())[kind] for path in sorted(FOLDER.glob("*.toml"))}


def make_case(case: dict[str, Any]) -> Case:
    """The valid statement, changed as the case says, a second one if it asks for one, and their article."""
    changes = deepcopy(case)
    del changes["about"]
    without = changes.pop("without", [])
    second = changes.pop("second", None)
    # What `header` changes is the article as the statement names it.
    fields = {"text": changes.pop("text")} if "text" in changes else {}
    given = changes.pop("article", {}) | dict.fromkeys(_below("article", without))
    article = msgspec.structs.replace(sample_article(**fields), **given)
    if fields:
        evidence, trigger = (article.mention(0, len(article.text)),), changes.pop("trigger")["text"]
        start = article.text.index(trigger)
        base = make_statement(article, evidence=evidence, trigger=article.mention(start, start + len(trigger)), **EMPTY)
    else:
        base = make_statement(article)
    header = changes.pop("header", None)
    changes |= {"article": header} if header else {}
    statements = [_change(base, changes, _own(without), article)]
    if second is not None or _below("second", without):
        other = {"id": "s2"} | (second or {})
        statements.append(_change(base, other, _below("second", without), article))
    return statements, article


def _own(paths: list[str]) -> list[str]:
    return [path for path in paths if not path.startswith(("article.", "second."))]


def _below(name: str, paths: list[str]) -> list[str]:
    return [path.removeprefix(f"{name}.") for path in paths if path.startswith(f"{name}.")]


def _change(base: Statement, changes: dict[str, Any], without: list[str], article: Article) -> Statement:
    values = _merge(msgspec.json.decode(msgspec.json.encode(base)), changes)
    for path in without:
        *parents, last = path.split(".")
        at = values
        for parent in parents:
            at = at[int(parent) if parent.isdigit() else parent]
        at[last] = None
    statement = _build("statement", values, article)
    assert isinstance(statement, Statement)
    return statement


def _merge(old: Any, new: Any) -> Any:
    """A table changes the fields it names, of a list the items; words, actions and all else replace the old."""
    if isinstance(new, dict) and isinstance(old, list) and all(key.isdigit() for key in new):
        return [_merge(item, new[str(at)]) if str(at) in new else item for at, item in enumerate(old)]
    if isinstance(new, dict) and isinstance(old, dict) and not {"text", "type"} & set(new):
        return old | {key: _merge(old.get(key), value) for key, value in new.items()}
    return new


def _build(name: str, value: Any, article: Article) -> Any:
    """Records of plain values, not validated: cases hold what no record may."""
    if isinstance(value, list | tuple):
        return tuple(_build(name, item, article) for item in value)
    if not isinstance(value, dict):
        return value
    record = Statement if name == "statement" else RECORDS[name]
    if "text" in value and "start" not in value:
        start = article.text.index(value["text"])
        value = value | {"start": start, "end": start + len(value["text"])}
    if record in {Actor, Place, When}:
        value = {"mention": None} | value
    return record(**{key: _build(key, item, article) for key, item in value.items()})
