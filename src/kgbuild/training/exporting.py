"""A trained network in, its file with 8-bit weights out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from kgbuild.training.batches import INPUTS, OUTPUTS, inputs_of
from kgbuild.training.examples import Example
from kgbuild.training.network import Network


def export(network: Network, example: Example, pieces: Any, modes: Sequence[str], path: Path) -> None:
    """Write the network as ONNX with 8-bit weights and the names of the modes.

    The weights' range is reduced, so that no processor's sums overflow.
    """
    axes: dict[str, dict[int, str]] = {
        name: {0: "batch", 1: "pieces" if name in ("pieces", "mask") else "words"} for name in INPUTS
    }
    for name in OUTPUTS:
        axes[name] = {0: "batch", 1: "words"} | ({2: "words"} if name in ("roles", "says") else {})
    network.eval()
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            network,
            inputs_of([example, example], pieces),
            str(whole),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    model = onnx.load(path)
    onnx.helper.set_model_props(model, {"modes": json.dumps(modes)})
    onnx.save(model, path)
