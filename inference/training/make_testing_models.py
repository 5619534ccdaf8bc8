"""Writes two tiny models for tests: the shipped model's inputs and outputs, but always the same answer."""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from graph import LABELS

MODELS = {
    "testing-always-neutral": ("TestingAlwaysNeutral", "neutral"),
    "testing-always-angry": ("TestingAlwaysAngry", "angry"),
}
EMBEDDING = 4
TRAINED = ["angry", "disgusted", "fearful", "happy", "neutral", "sad"]


def graph_that_always_says(label: str) -> onnx.ModelProto:
    """scores = 0.95 for the label and 0.01 for the five other trained ones; one row per window of the batch."""
    scores = np.array([0 if x not in TRAINED else 0.95 if x == label else 0.01 for x in LABELS], np.float32)
    embedding = np.eye(EMBEDDING, dtype=np.float32)[TRAINED.index(label) % EMBEDDING]
    nodes = [
        helper.make_node("ReduceMean", ["audio"], ["mean"], axes=[1], keepdims=1),
        helper.make_node("Mul", ["mean", "zero"], ["nothing"]),
        helper.make_node("Add", ["nothing", "constant_scores"], ["scores"]),
        helper.make_node("Add", ["nothing", "constant_embedding"], ["embedding"]),
    ]
    graph = helper.make_graph(
        nodes,
        "testing",
        [helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["batch", "samples"])],
        [
            helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", len(LABELS)]),
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", EMBEDDING]),
        ],
        [
            numpy_helper.from_array(np.zeros((1, 1), np.float32), "zero"),
            numpy_helper.from_array(scores[None], "constant_scores"),
            numpy_helper.from_array(embedding[None], "constant_embedding"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], producer_name="undertone")
    model.ir_version = 7
    onnx.checker.check_model(model, full_check=True)
    return model


def description(name: str, label: str, sha256: str) -> str:
    return f"""\
# A model for tests: it always hears "{label}", whatever the sound. Made by inference/training/make_testing_models.py.
name: {name}
version: 0.1.0
description: Always {label}, for tests
labels: [{", ".join(LABELS)}]
trained: [{", ".join(TRAINED)}]
sample-rate: 16000
window: 3s
input: audio
outputs: {{scores: scores, embedding: embedding}}
embedding-size: {EMBEDDING}
sha256: {sha256}
licence: none needed, it holds no learnt weights
data: none
figures: {{}}
limits: It hears nothing.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder that gets one folder per model")
    args = parser.parse_args()
    for folder_name, (name, label) in MODELS.items():
        folder = args.out / folder_name
        folder.mkdir(parents=True, exist_ok=True)
        data = graph_that_always_says(label).SerializeToString(deterministic=True)
        (folder / "model.onnx").write_bytes(data)
        (folder / "model.yaml").write_text(description(name, label, hashlib.sha256(data).hexdigest()))


if __name__ == "__main__":
    main()
