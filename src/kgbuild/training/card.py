"""The report of a training in, the card of its weights out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CARD = """# The tagger's weights

A small network that says of each word of an English report whether it names an action of kgbuild's 22 types, in which
mode and standing, what the words around it are to it (actor, recipient, instrument, place, date, count), whether it is
the cue of an attribution, and whose and of what. kgbuild lets it rate and complete what the rules find
(docs/model.md). Written by `python -m kgbuild.training`; do not edit.

## Data

Encoder: {encoder}, all-MiniLM-L6-v2 (22.7 million parameters, Apache-2.0), SHA-256 of its weights `{encoder_hash}`.

Trained on {train:,} sentences of the train part of graph/corpus/written, CC BY 4.0: reports invented for kgbuild, texts
and marks by language models under docs/corpus.md. Nothing else: no text of others, and no set that kgbuild is measured
on. `report.json` lists every file that was given with its SHA-256 and says to which part it belongs: the development
part was measured on, and of the test part nothing was used.

## Figures

On {development:,} sentences of the corpus' development part, before any rule; words count, not statements.

| | P | R | F1 |
|---|---|---|---|
{figures}

Modes and standing are those of the marked triggers, roles those beside them. How rules and tagger do together stands in
docs/model.md.

## Limits

English news in normal letter case. Every sentence is read by itself. Names, outlets and events of the training reports
are invented, and their style is that of language models imitating news; both may have taught it habits that no reporter
has. Rare types (COOPERATE, CONCEDE, MOBILIZE, PRESENCE, THREATEN) had few examples. It takes the parser's and the
lexicon's word for much, and errs with them. It says how words are used, never whether what they tell is true.

## Licence and making

Apache-2.0, like kgbuild. {rounds} rounds, seed {seed}, {threads} threads, {seconds} seconds on a processor ({machine}),
{versions}.

| file | SHA-256 |
|---|---|
{hashes}
"""


def make_card(report: Mapping[str, Any], hashes: Mapping[str, str]) -> str:
    """A card in Markdown; `hashes` are those of the files beside it."""
    plan, figures = report["plan"], report["development"]
    rows = (
        f"| {name} | {one['precision']:.3f} | {one['recall']:.3f} | {one['f1']:.3f} |" for name, one in figures.items()
    )
    return CARD.format(
        encoder=report["encoder"]["package"],
        encoder_hash=report["encoder"]["sha256"],
        train=report["sentences"]["train"],
        development=report["sentences"]["development"],
        figures="\n".join(rows),
        rounds=plan["rounds"],
        seed=plan["seed"],
        threads=plan["threads"],
        seconds=f"{report['seconds']:,}",
        machine=report["machine"],
        versions=", ".join(f"{name} {number}" for name, number in report["versions"].items()),
        hashes="\n".join(f"| {name} | `{digest}` |" for name, digest in hashes.items()),
    )
