"""A data file of ontology/assembly in, its record out; what is wrong in it is said with the file's name."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from msgspec import ValidationError, convert

from kgbuild.errors import VocabularyError
from kgbuild.registry.entries import read_toml
from kgbuild.vocabulary import data_folder

Record = TypeVar("Record")


def find_table(name: str, folder: Path | None = None) -> Path:
    """The file of this name in the shipped ontology, or in another ontology's folder."""
    return (folder or data_folder("ontology")) / "assembly" / f"{name}.toml"


def read_table(name: str, record: type[Record], folder: Path | None = None) -> Record:
    """The file's content as a record; a field that the record has not, or that has another type, is a fault.

    Raises:
        VocabularyError: the file is missing or malformed.
    """
    path = find_table(name, folder)
    try:
        return convert(read_toml(path), record)
    except ValidationError as error:
        raise VocabularyError(f"{path}: {error}. The comments in the file name its fields.") from error
