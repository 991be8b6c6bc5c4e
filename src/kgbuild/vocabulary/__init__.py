"""Everything that ontology/ holds, loaded once: the folder in, frozen look-ups out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kgbuild.lexicon import Lexicon, load_lexicon
from kgbuild.model import Action, Actor
from kgbuild.registry import Registry, load_registry
from kgbuild.vocabulary.crosswalk import choose_violence_type, complete_action
from kgbuild.vocabulary.crosswalk_tables import CROSSWALKS, ForeignCode, load_crosswalk
from kgbuild.vocabulary.own import check_own_folder
from kgbuild.vocabulary.schemes import ActionConcept, Concept, Schemes, load_schemes
from kgbuild.vocabulary.sources import check_sources

__all__ = [
    "CROSSWALKS",
    "ActionConcept",
    "Concept",
    "ForeignCode",
    "Schemes",
    "Vocabulary",
    "data_folder",
    "load_vocabulary",
]


@dataclass(frozen=True)
class Vocabulary:
    """The action scheme and the other code lists, the actor registry and the lexicon."""

    folders: tuple[Path, ...]
    registry: Registry
    lexicon: Lexicon
    schemes: Schemes

    @property
    def action_types(self) -> Mapping[str, ActionConcept]:
        """The types by name, each with its modes."""
        return self.schemes.actions

    @property
    def contexts(self) -> Mapping[str, Concept]:
        """Fields of public life by code."""
        return self.schemes.lists["context"]

    @property
    def sectors(self) -> Mapping[str, Concept]:
        """Parts of society by code."""
        return self.schemes.lists["sector"]

    @property
    def kinds(self) -> Mapping[str, Concept]:
        """Kinds of actors by code."""
        return self.schemes.lists["kind"]

    @property
    def countries(self) -> Mapping[str, Concept]:
        """Countries by ISO 3166-1 alpha-3 code, XKX for Kosovo."""
        return self.schemes.lists["country"]

    def codes(self, scheme: str) -> Mapping[str, Concept]:
        """The concepts of a code list by code; the lists are named in `vocabulary.schemes.SCHEMES`."""
        return self.schemes.lists[scheme]

    def complete_action(
        self,
        action: Action,
        actors: Sequence[Actor] = (),
        recipients: Sequence[Actor] = (),
        *,
        country: str | None = None,
    ) -> Action:
        """The action with its CAMEO and ACLED codes; see `vocabulary.crosswalk`."""
        return complete_action(
            action, actors, recipients, country=country, types=self.action_types, sectors=self.sectors
        )

    def choose_violence_type(
        self, action: Action, actors: Sequence[Actor] = (), recipients: Sequence[Actor] = ()
    ) -> str | None:
        """UCDP's type of violence; see `vocabulary.crosswalk`."""
        return choose_violence_type(action, actors, recipients, types=self.action_types, sectors=self.sectors)

    def crosswalk(self, scheme: str) -> Mapping[str, ForeignCode]:
        """The codes of another scheme, each with the actions that match it; the schemes are `CROSSWALKS`."""
        return load_crosswalk(scheme, self.folders[0])


def data_folder(name: str) -> Path:
    """`ontology`, `policies`, `queries` or `pages`: in the installed package, or in the checkout it is run from."""
    package = Path(__file__).parents[1]
    inside = package / "_data" / name
    if inside.is_dir():
        return inside
    root = package.parents[1]
    homes = {"ontology": root / "ontology", "pages": root / "src" / "explorer" / "dist"}
    return homes.get(name, root / "graph" / name)


def ontology_folders(own: Path | None = None) -> tuple[Path, ...]:
    """The shipped ontology folder, and after it the user's own that extends it."""
    return (data_folder("ontology"), *((own,) if own else ()))


def ontology_files(folders: Sequence[Path], pattern: str) -> list[Path]:
    """The files of that pattern in the folders, those of the first folder first, each folder's by name."""
    return [path for folder in folders for path in sorted(folder.glob(pattern))]


@cache
def load_vocabulary(folder: Path | None = None, own: Path | None = None) -> Vocabulary:
    """The shipped vocabulary, or that of another folder, whose shapes and rules are seen to be usable too.

    `own` is a folder of the user's: its types, modes, codes, frames, actors, shapes and rules extend the vocabulary,
    and never replace what is there.

    Raises:
        VocabularyError: a data file is missing or malformed; the message names file, line and term.
    """
    folders = (folder or data_folder("ontology"), *((own,) if own else ()))
    if own is not None:
        check_own_folder(own, folders[0])
    check_sources(*folders)
    schemes = load_schemes(*folders)
    return Vocabulary(
        folders,
        load_registry(*(one / "actors" for one in folders)),
        load_lexicon(*(one / "lexicon" / "en" for one in folders), types=schemes.actions),
        schemes,
    )
