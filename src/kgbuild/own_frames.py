"""An ontology folder of the user's own in, what is wrong with its frames out: modes there are not, examples not read.

Everything that can be said of a file by itself, loading says (`chain.see_ontology`); this reads the examples.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgbuild.chain import Tools, open_tools, read_article
from kgbuild.lexicon import Frame
from kgbuild.model import make_article
from kgbuild.settings import Settings, with_options
from kgbuild.vocabulary.faults import OntologyFinding, make_fault


def check_own_frames(folder: Path, settings: Settings | None = None) -> list[OntologyFinding]:
    """The faults of the folder's frames, by file and line.

    Raises:
        VocabularyError: a file of the folder is malformed.
    """
    tools = open_tools(with_options(settings or Settings(), ontology=str(folder), model=False))
    frames = [frame for frame in tools.vocabulary.lexicon.frames if frame.own]
    return sorted(_fault(folder, frame, *fault) for frame in frames for fault in _faults(frame, tools))


def _faults(frame: Frame, tools: Tools) -> Iterator[tuple[str, str]]:
    concept = tools.vocabulary.action_types[frame.type]
    if frame.mode is not None and frame.mode not in concept.modes:
        have = ", ".join(concept.modes) or "none"
        yield "KG034", f"has the mode '{frame.mode}', which {frame.type} has not; have {have}"
    else:
        if not _reads(frame, frame.example, tools):
            yield "KG035", f"does not read its example '{frame.example}'; look at pattern and conditions"
        if frame.counter and _reads(frame, frame.counter, tools):
            yield "KG036", f"reads its counterexample '{frame.counter}'; add a condition (needs, subjects, not_with)"


def _reads(frame: Frame, sentence: str, tools: Tools) -> bool:
    found = read_article(make_article(sentence), tools).statements
    wanted = (frame.type, frame.mode)
    return any((statement.action.type, statement.action.mode) == wanted for statement in found)


def _fault(folder: Path, frame: Frame, code: str, message: str) -> OntologyFinding:
    name = frame.id.partition(".")[2]
    for path in sorted((folder / "lexicon" / "en").glob("*.toml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.replace(" ", "") == f'id="{name}"':
                return make_fault(code, str(path.relative_to(folder)), number, name, message)
    return make_fault(code, "lexicon/en", 1, name, message)
