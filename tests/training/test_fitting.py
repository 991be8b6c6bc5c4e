"""The network learns, learns the same twice, and says the same as a file with 8-bit weights."""

from __future__ import annotations

import random

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the extra train: pip install 'kgbuild[train]'")

import torch
from test_examples import SHEET
from tokenizers import Tokenizer

from kgbuild.corpus.reading import read_sheets
from kgbuild.language.tagger import FILES, WEIGHTS, Tagger
from kgbuild.language.tags import modes_of
from kgbuild.training.batches import INPUTS, OUTPUTS, inputs_of, labels_of, shuffled
from kgbuild.training.examples import UNASKED, make_examples
from kgbuild.training.fitting import Plan, fit, loss_of
from kgbuild.training.measuring import measure
from kgbuild.training.network import Network
from kgbuild.vocabulary import load_vocabulary


@pytest.fixture(scope="module")
def pieces():
    return Tokenizer.from_file(str(WEIGHTS / FILES[1]))


@pytest.fixture(scope="module")
def examples(tmp_path_factory, vocabulary, gazetteer):
    path = tmp_path_factory.mktemp("sheets") / "a.sheet"
    path.write_text(SHEET, encoding="utf-8")
    reports, _ = read_sheets([path], vocabulary)
    return list(make_examples(reports, vocabulary, gazetteer))


def test_labels_are_asked_where_something_is_marked(examples):
    labels = dict(zip(OUTPUTS, labels_of(examples), strict=True))
    size = max(len(example.tokens) for example in examples)
    assert labels["types"].shape == (2, size)
    assert int((labels["types"] > 0).sum()) == 2
    assert int((labels["roles"] != UNASKED).any(dim=2).sum()) == 2
    assert (labels["types"][1, len(examples[1].tokens) :] == UNASKED).all()


def test_every_sentence_comes_once_a_round(examples):
    many = examples * 7
    batches = list(shuffled(many, 4, random.Random(1)))
    assert sorted(id(example) for batch in batches for example in batch) == sorted(map(id, many))
    assert all(len(batch) <= 4 for batch in batches)


def _trained(examples, pieces):
    torch.manual_seed(1)
    network = Network(len(modes_of(load_vocabulary())))
    before = loss_of(network(*inputs_of(examples, pieces)), labels_of(examples)).item()
    fit(network, examples, pieces, Plan(rounds=3, seed=1))
    with torch.no_grad():
        after = loss_of(network(*inputs_of(examples, pieces)), labels_of(examples)).item()
    return network, before, after


def test_it_learns_and_learns_the_same_twice(examples, pieces):
    _, before, after = _trained(examples, pieces)
    assert after < before
    assert _trained(examples, pieces)[1:] == (before, after)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of torch's older exporter
def test_the_file_says_what_the_network_says(examples, pieces, tmp_path):
    onnxruntime = pytest.importorskip("onnxruntime")
    pytest.importorskip("onnx", reason="needs the extra train: pip install 'kgbuild[train]'")
    from kgbuild.training.exporting import export

    network, _, _ = _trained(examples, pieces)
    modes = modes_of(load_vocabulary())
    export(network, examples[0], pieces, modes, tmp_path / "tagger.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "tagger.onnx", providers=["CPUExecutionProvider"])
    given = inputs_of(examples, pieces)
    with torch.no_grad():
        wanted = network(*given)
    found = session.run(None, {name: value.numpy() for name, value in zip(INPUTS, given, strict=True)})
    for one, other in zip(wanted, found, strict=True):
        assert one.shape == other.shape
        np.testing.assert_allclose(one.softmax(-1).numpy(), torch.from_numpy(other).softmax(-1).numpy(), atol=0.1)
    figures = measure(Tagger(session, pieces, modes), examples)
    assert figures["triggers"].wanted == 2
    assert figures["roles"].wanted == 4
