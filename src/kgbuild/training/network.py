"""The network: a small BERT encoder that reads wordpieces, and heads that judge the words made of them."""

from __future__ import annotations

import math
from pathlib import Path

import torch
from torch import Tensor, nn

from kgbuild.language.tags import DEPS, HINTS, MODALITIES, PARTS, POS, ROLES, TYPES

HIDDEN, LAYERS, HEADS, INNER, PIECES, POSITIONS = 384, 6, 12, 1536, 30522, 512
"""Sizes of MiniLM-L6-H384."""
EXTRA = 32
"""Width of each of the embeddings that letter case, part of speech and relation get."""
DEPTH = 8
"""How far up the tree a word looks for those that it hangs on."""
REACH = 24
"""Words to either side between which distances are told apart."""


class Attention(nn.Module):
    """Self-attention of one layer, with what follows it."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.inner, self.outer = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.last = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Take x [batch, pieces, HIDDEN] and mask [batch, 1, 1, pieces] to add to the scores."""
        batch, size = x.shape[0], x.shape[1]
        q, k, v = (
            layer(x).reshape(batch, size, HEADS, HIDDEN // HEADS).transpose(1, 2)
            for layer in (self.query, self.key, self.value)
        )
        scores = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(HIDDEN // HEADS) + mask, dim=-1)
        mixed = (self.drop(scores) @ v).transpose(1, 2).reshape(batch, size, HIDDEN)
        x = self.norm(x + self.drop(self.out(mixed)))
        return self.last(x + self.drop(self.outer(nn.functional.gelu(self.inner(x)))))


class Pairs(nn.Module):
    """Scores of every label for every pair of words: what the one is to the other."""

    def __init__(self, width: int, labels: int, rank: int = 48, drop: float = 0.2) -> None:
        super().__init__()
        self.labels, self.rank = labels, rank
        self.head, self.part = nn.Linear(width, labels * rank), nn.Linear(width, labels * rank)
        self.near = nn.Embedding(2 * REACH + 1, labels)
        self.own = nn.Linear(width, labels)
        self.below = nn.ModuleList(nn.Linear(width, labels) for _ in range(3))
        self.above = nn.Linear(width, labels)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, near: Tensor, heads: Tensor) -> Tensor:
        """Take x [batch, n, width], near [n, n], heads [batch, n]; scores [batch, n, n, labels]."""
        batch, size = x.shape[0], x.shape[1]
        x = self.drop(x)
        ones = self.head(x).reshape(batch, size, self.labels, self.rank).transpose(1, 2)
        parts = self.part(x).reshape(batch, size, self.labels, self.rank).permute(0, 2, 3, 1)
        scores = (ones @ parts / math.sqrt(self.rank)).permute(0, 2, 3, 1)
        scores = scores + self.near(near) + self.own(x).unsqueeze(1)
        every = torch.arange(size, device=x.device).unsqueeze(0)
        over = heads.unsqueeze(2) == every.unsqueeze(1)  # over[b, i, j]: j is the head of i
        scores = scores + over.unsqueeze(3) * self.above(x).unsqueeze(2)
        below = [layer(x) for layer in self.below]
        here = every.expand(batch, size)
        for depth in range(DEPTH):  # here[b, j]: the word so far above j, through which j hangs on the next one
            next_up = torch.gather(heads, 1, here)
            under = (next_up.unsqueeze(1) == every.unsqueeze(2)) & (here != next_up).unsqueeze(1)
            through = torch.gather(below[min(depth, 2)], 1, here.unsqueeze(2).expand(-1, -1, self.labels))
            scores = scores + under.unsqueeze(3) * through.unsqueeze(1)
            here = next_up
        return scores


class Network(nn.Module):
    """Wordpieces and the parser's view of the words in, scores of all labels out."""

    ENCODER = ("pieces", "places", "norm", "layers")
    """What the parts of the published encoder are called here."""

    def __init__(self, modes: int, drop: float = 0.1) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(PIECES, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Attention(drop) for _ in range(LAYERS))
        self.shapes, self.pos = nn.Embedding(4, EXTRA), nn.Embedding(len(POS), EXTRA)
        self.deps, self.hints = nn.Embedding(len(DEPS), EXTRA), nn.Linear(HINTS, 2 * EXTRA)
        self.drop = nn.Dropout(drop)
        self.mix = nn.Sequential(nn.Linear(HIDDEN + 5 * EXTRA, HIDDEN), nn.GELU(), nn.Dropout(drop))
        self.types, self.modes = nn.Linear(HIDDEN, len(TYPES)), nn.Linear(HIDDEN, modes)
        self.cues = nn.Linear(HIDDEN, 2)
        self.negative, self.modality = nn.Linear(HIDDEN, 2), nn.Linear(HIDDEN, len(MODALITIES))
        self.roles, self.says = Pairs(HIDDEN, len(ROLES)), Pairs(HIDDEN, len(PARTS))

    def forward(
        self,
        pieces: Tensor,
        mask: Tensor,
        first: Tensor,
        shapes: Tensor,
        pos: Tensor,
        deps: Tensor,
        heads: Tensor,
        hints: Tensor,
    ) -> tuple[Tensor, ...]:
        """Scores in the order of `batches.OUTPUTS`.

        `pieces`, `mask` [batch, pieces]; `first` (the first piece of each word), `shapes`, `pos`, `deps`, `heads`
        [batch, n]; `hints` [batch, n, HINTS].
        """
        x = self.pieces(pieces) + self.places.weight[: pieces.shape[1]].unsqueeze(0)
        x = self.drop(self.norm(x))
        hidden = (1.0 - mask.to(x.dtype)).unsqueeze(1).unsqueeze(1) * -10000.0
        for layer in self.layers:
            x = layer(x, hidden)
        x = torch.gather(x, 1, first.unsqueeze(2).expand(-1, -1, HIDDEN))
        seen = [self.drop(layer(given)) for layer, given in ((self.shapes, shapes), (self.pos, pos), (self.deps, deps))]
        x = self.mix(torch.cat((x, *seen, self.hints(hints)), dim=2))
        every = torch.arange(first.shape[1], device=first.device)
        near = (every.unsqueeze(0) - every.unsqueeze(1)).clamp(-REACH, REACH) + REACH
        words = (self.types(x), self.modes(x), self.cues(x), self.negative(x), self.modality(x))
        return *words, self.roles(x, near, heads), self.says(x, near, heads)


def load_encoder(network: Network, weights: Path) -> None:
    """Put the published weights of the encoder into the network."""
    from safetensors.torch import load_file

    given = load_file(weights)
    with torch.no_grad():
        network.pieces.weight.copy_(given["embeddings.word_embeddings.weight"])
        first = given["embeddings.token_type_embeddings.weight"][0]
        network.places.weight.copy_(given["embeddings.position_embeddings.weight"] + first)
        _fill(network.norm, given, "embeddings.LayerNorm")
        for number, layer in enumerate(network.layers):
            base = f"encoder.layer.{number}."
            for module, name in (
                (layer.query, "attention.self.query"),
                (layer.key, "attention.self.key"),
                (layer.value, "attention.self.value"),
                (layer.out, "attention.output.dense"),
                (layer.norm, "attention.output.LayerNorm"),
                (layer.inner, "intermediate.dense"),
                (layer.outer, "output.dense"),
                (layer.last, "output.LayerNorm"),
            ):
                _fill(module, given, base + name)


def _fill(module: nn.Module, given: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(given[f"{name}.weight"])
    module.bias.copy_(given[f"{name}.bias"])
