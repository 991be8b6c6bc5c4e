"""What each use of the tagger is worth: the corpus' development part scored with one use left out at a time.

    python tests/bench/ablation.py [--texts ARTICLES.jsonl] [--write]

With --write the table goes into docs/model.md.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from unittest.mock import patch

from kgbuild.corpus.reading import part_of, read_sheets, read_texts
from kgbuild.extractors.rules import attributions_tagged, participants, standing, tagged
from kgbuild.scoring import score_reports
from kgbuild.settings import Settings, with_options
from kgbuild.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "model.md"
USES = {
    "adding triggers to events": (tagged, "SURE", 2),
    "correcting types of events": (tagged, "SURER", 2),
    "filling sides and places of statements": (tagged, "FILLED", 2),
    "filling arguments of events": (participants, "FILLED", 2),
    "taking arguments of events out": (participants, "DOUBTED", {}),
    "certain modality": (standing, "CERTAIN", 2),
    "refusing attributions": (attributions_tagged, "REFUSED", dict.fromkeys(attributions_tagged.REFUSED, 0)),
    "putting sources right": (attributions_tagged, "NAMED", 2),
    "putting contents right": (attributions_tagged, "ALIKE", 0),
    "adding attributions": (attributions_tagged, "SURE", 2),
}
"""What to set where to leave a use out: thresholds that nothing reaches, or that everything does."""
LAYERS = ("triggers", "modes", "standing", "arguments", "cues", "sources", "contents")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="articles as JSON Lines, whose texts the real reports need")
    parser.add_argument("--write", action="store_true", help="write the table into docs/model.md")
    options = parser.parse_args()
    corpus = ROOT / "graph" / "corpus"
    folders = [corpus / "written", *([corpus / "real"] if options.texts else [])]
    reports, wrong = read_sheets(folders, load_vocabulary(), read_texts(options.texts) if options.texts else None)
    assert not wrong
    reports = [report for report in reports if part_of(report) == "development"]
    both = Settings()
    rows = {
        "rules alone": score_reports(reports, with_options(both, model=False)),
        "rules and tagger": score_reports(reports, both),
    }
    for use, (module, name, value) in USES.items():
        with patch.object(module, name, value):
            rows[f"without {use}"] = score_reports(reports, both)
    lines = [f"| F1 | {' | '.join(LAYERS)} |", f"|---|{'---|' * len(LAYERS)}"]
    lines += [f"| {name} | {' | '.join(f'{row[layer].f1:.3f}' for layer in LAYERS)} |" for name, row in rows.items()]
    table = "\n".join(lines) + "\n"
    if options.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition("<!-- ablation -->\n")
        PAGE.write_text(
            before + "<!-- ablation -->\n" + table + "<!-- end -->" + rest.partition("<!-- end -->")[2],
            encoding="utf-8",
        )
    print(table)  # noqa: T201  # a script's output


if __name__ == "__main__":
    main()
