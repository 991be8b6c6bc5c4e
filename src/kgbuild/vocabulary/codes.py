"""ontology/codes.toml and the profiles in; what each code of a finding means, and how grave it is to whom, out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct, ValidationError, convert

from kgbuild.errors import SettingsError, VocabularyError
from kgbuild.model import Finding, Severity
from kgbuild.vocabulary import ontology_files, ontology_folders

T = TypeVar("T")

FILE = "codes.toml"
PROFILES = "profiles"
STANDARD = "standard"
"""The profile that gives every code the severity of codes.toml."""


class CheckCode(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of finding: how grave it is by default, which slot it is about, what it means.

    `message` is what a check on statements says, with words in braces to fill in; shapes and rules bring their own.
    """

    severity: Severity
    slot: str
    title: str
    explanation: str
    message: str = ""


class Profile(Struct, frozen=True, forbid_unknown_fields=True):
    """How grave findings are to a kind of user: what it is for, and the codes it sees otherwise than codes.toml."""

    about: str
    severities: dict[str, Severity] = {}


@cache
def load_codes(*folders: Path) -> Mapping[str, CheckCode]:
    """The codes of the codes.toml of these ontology folders (the shipped one unless given), sorted.

    Raises:
        VocabularyError: a file is malformed, or gives a code that one before it gives; the message names file and code.
    """
    codes: dict[str, CheckCode] = {}
    for path in ontology_files(folders or ontology_folders(), FILE):
        for code, known in _read(path, dict[str, CheckCode]).items():
            if code in codes:
                raise VocabularyError(f"{path}: [{code}] is a code already ('{codes[code].title}'); take another.")
            codes[code] = known
    return MappingProxyType(dict(sorted(codes.items())))


def load_profile(name: str, *folders: Path) -> Mapping[str, Severity]:
    """The severities of a profile in these ontology folders, or of a profile file if `name` is a path to a TOML file.

    Raises:
        SettingsError: there is no such profile, or it names a code that there is not.
        VocabularyError: the file is malformed.
    """
    have = {path.stem: path for path in _profiles(folders)}
    path = have.get(name, Path(name))
    if not path.is_file():
        near = get_close_matches(name, have, n=1, cutoff=0.5)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise SettingsError(f"no profile '{name}'; have {', '.join(have)}, or name a TOML file of severities.{hint}")
    severities = _read(path, Profile).severities
    refuse_unknown_codes(severities, *folders, where=str(path))
    return MappingProxyType(severities)


def list_profiles(*folders: Path) -> dict[str, str]:
    """The profiles of these ontology folders by name, with what each is for."""
    return {path.stem: _read(path, Profile).about for path in _profiles(folders)}


def _profiles(folders: tuple[Path, ...]) -> list[Path]:
    return ontology_files(folders or ontology_folders(), f"{PROFILES}/*.toml")


def refuse_unknown_codes(codes: Iterable[str], *folders: Path, where: str) -> None:
    """Stop at a code that there is not.

    Raises:
        SettingsError: naming the code, and the nearest that there is.
    """
    known = load_codes(*folders)
    for code in codes:
        if code not in known:
            near = get_close_matches(code, known, n=1, cutoff=0.0)[0]
            raise SettingsError(f"{where}: no check '{code}'; the nearest is {near}. See `kgbuild check --codes`.")


def make_finding(code: str, /, *, slot: str | None = None, **words: object) -> Finding:
    """A finding of that code with the words of its message filled in."""
    known = load_codes()[code]
    return Finding(code, known.severity, slot or known.slot, known.message.format(**words))


def _read(path: Path, shape: type[T]) -> T:
    try:
        return convert(tomllib.loads(path.read_text(encoding="utf-8")), shape)
    except (tomllib.TOMLDecodeError, ValidationError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path}: {error}") from error
