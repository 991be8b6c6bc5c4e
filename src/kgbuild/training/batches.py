"""Labelled sentences in, tensors for the network and its labels out."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor

from kgbuild.language.tagger import make_batch
from kgbuild.training.examples import UNASKED, Example

INPUTS = ("pieces", "mask", "first", "shapes", "pos", "deps", "heads", "hints")
OUTPUTS = ("types", "modes", "cues", "negative", "modality", "roles", "says")


def inputs_of(examples: Sequence[Example], pieces: Any) -> tuple[Tensor, ...]:
    """What the network is given of some sentences, in the order of INPUTS."""
    batch = make_batch(pieces, [(example.tokens, example.hints) for example in examples])
    return tuple(torch.from_numpy(batch[name]) for name in INPUTS)


def labels_of(examples: Sequence[Example]) -> tuple[Tensor, ...]:
    """What it should answer, in the order of OUTPUTS, UNASKED where nothing is marked."""
    count, size = len(examples), max(len(example.tokens) for example in examples)
    labels = {
        name: torch.full((count, size, size) if name in ("roles", "says") else (count, size), UNASKED)
        for name in OUTPUTS
    }
    for row, example in enumerate(examples):
        size = len(example.tokens)
        for name in OUTPUTS[:5]:
            labels[name][row, :size] = torch.tensor(getattr(example, name))
        for name in ("roles", "says"):
            for head, words in getattr(example, name).items():
                labels[name][row, head, :size] = torch.tensor(words)
    return tuple(labels[name] for name in OUTPUTS)


def shuffled(examples: Sequence[Example], size: int, dice: random.Random) -> Iterator[list[Example]]:
    """Batches of sentences of like length, in an order thrown by the dice."""
    order = list(examples)
    dice.shuffle(order)
    for start in range(0, len(order), 20 * size):
        stretch = sorted(order[start : start + 20 * size], key=lambda example: len(example.tokens))
        batches = [stretch[i : i + size] for i in range(0, len(stretch), size)]
        dice.shuffle(batches)
        yield from batches
