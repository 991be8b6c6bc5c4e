"""Labelled sentences in, a trained network out."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from kgbuild.training.batches import OUTPUTS, inputs_of, labels_of, shuffled
from kgbuild.training.examples import UNASKED, Example
from kgbuild.training.network import Network

SHARES = {"types": 2.0, "modes": 0.5, "cues": 1.0, "negative": 0.5, "modality": 0.5, "roles": 2.0, "says": 1.0}
"""What each answer counts in the loss."""
MASK = 103
"""The wordpiece that stands for a hidden one; those up to it are marks."""


@dataclass(frozen=True)
class Plan:
    """How long and how fast is learnt; the encoder, which knows much already, learns slower than the heads.

    `mask` is the share of wordpieces that are hidden in each round, so that no single word decides.
    """

    rounds: int = 12
    batch: int = 16
    encoder: float = 1e-4
    heads: float = 1e-3
    decay: float = 0.01
    warm: float = 0.1
    mask: float = 0.1
    seed: int = 7


def fit(
    network: Network, examples: Sequence[Example], pieces: Any, plan: Plan, tell: Callable[[str], None] = lambda _: None
) -> None:
    """Train the network in place: the same examples, plan, machine and thread count give the same weights."""
    torch.manual_seed(plan.seed)
    dice = random.Random(plan.seed)  # noqa: S311  # no secret
    known = [p for name, p in network.named_parameters() if name.startswith(network.ENCODER)]
    new = [p for name, p in network.named_parameters() if not name.startswith(network.ENCODER)]
    optimizer = torch.optim.AdamW(
        [{"params": known, "lr": plan.encoder}, {"params": new, "lr": plan.heads}], weight_decay=plan.decay
    )
    steps = plan.rounds * math.ceil(len(examples) / plan.batch)
    warm = max(1, int(plan.warm * steps))
    pace = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))
    )
    network.train()
    for number in range(1, plan.rounds + 1):
        total, count = 0.0, 0
        for batch in shuffled(examples, plan.batch, dice):
            with torch.autocast("cpu", dtype=torch.bfloat16):  # thrice as fast where the processor has it
                scores = network(*_masked(inputs_of(batch, pieces), plan.mask))
            loss = loss_of([score.float() for score in scores], labels_of(batch))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            pace.step()
            total, count = total + loss.item(), count + 1
        tell(f"round {number} of {plan.rounds}: loss {total / count:.3f}")
    network.eval()


def _masked(inputs: tuple[Tensor, ...], share: float) -> tuple[Tensor, ...]:
    """The inputs with a share of their wordpieces hidden; marks such as the end of a sentence stay."""
    pieces = inputs[0]
    hidden = (torch.rand(pieces.shape) < share) & (pieces > MASK)
    return torch.where(hidden, MASK, pieces), *inputs[1:]


def loss_of(scores: Sequence[Tensor], labels: Sequence[Tensor]) -> Tensor:
    """How far the answers are from the labels, those that are asked."""
    losses = [
        SHARES[name] * cross_entropy(given.flatten(0, -2), wanted.flatten(), ignore_index=UNASKED)
        for name, given, wanted in zip(OUTPUTS, scores, labels, strict=True)
        if bool((wanted != UNASKED).any())
    ]
    return torch.stack(losses).sum()
