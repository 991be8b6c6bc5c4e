"""A query's file in, what its header says out: title, question, parameters, columns, an example."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, cast, get_args

from msgspec import Struct

from kgbuild.errors import GraphError

ParameterType = Literal["string", "integer", "number", "date", "iri", "statement", "event", "article", "area"]
_PARAMETER = re.compile(r'(\w+) \((\w+), (?:required|default "([^"]*)")\): (.+)')
_COLUMN = re.compile(r"(\w+) \((\w+)\): (.+)")


class Parameter(Struct, frozen=True):
    """A value that the query asks for; without a `default` it has to be given."""

    name: str
    type: ParameterType
    default: str | None
    meaning: str


class Column(Struct, frozen=True):
    """A column of the answer."""

    name: str
    type: str
    meaning: str


class Query(Struct, frozen=True, kw_only=True):
    """A named query. `sparql` is the whole file; `example` holds parameters to try it with."""

    name: str
    group: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: dict[str, str]
    sparql: str


def has_header(text: str) -> bool:
    """Whether a file says what it answers, as a named query does; SPARQL with comments of another kind does not."""
    return text.startswith(("# group: ", "# title: "))


def read_query(path: Path) -> Query:
    """The query in a file.

    Raises:
        GraphError: the file can't be read, or the header lacks something or has a line that can't be read; the message
            says which.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GraphError(f"{path}: can't be read: {error}. A query is a text in UTF-8.") from error
    header: dict[str, list[str]] = {key: [] for key in ("group", "title", "question", "parameter", "column", "example")}
    for number, line in enumerate(text.splitlines(), 1):
        key, found, value = line.removeprefix("# ").partition(": ")
        if not line.startswith("#"):
            break
        if not found or key not in header:
            raise GraphError(f"{path}:{number}: a header line starts with one of {', '.join(header)} and a colon.")
        header[key].append(value.strip())
    for key in ("title", "question", "column", "example"):
        if not header[key]:
            raise GraphError(f"{path}: has no '# {key}:' line. Add one; each query says what it answers.")
    return Query(
        name=path.stem,
        group=header["group"][0] if header["group"] else "Own",
        title=header["title"][0],
        question=header["question"][0],
        parameters=tuple(_read_parameter(path, line) for line in header["parameter"]),
        columns=tuple(_read_column(path, line) for line in header["column"]),
        example=dict(part.split("=", 1) for part in header["example"][0].split(" & ") if "=" in part),
        sparql=text,
    )


def _read_parameter(path: Path, line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if found is None or found[2] not in get_args(ParameterType):
        raise GraphError(f"{path}: write a parameter as 'name (string, default \"\"): meaning', not '{line}'.")
    return Parameter(found[1], cast("ParameterType", found[2]), found[3], found[4])


def _read_column(path: Path, line: str) -> Column:
    found = _COLUMN.fullmatch(line)
    if found is None:
        raise GraphError(f"{path}: write a column as 'name (type): meaning', not '{line}'.")
    return Column(found[1], found[2], found[3])
