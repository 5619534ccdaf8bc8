"""Writes the small graphs beside it. Needs the package onnx. They say what they hear, so that tests can compute it."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

ANGRY, NEUTRAL, LABELS, EMBEDDING, DOUBTS = 0, 4, 9, 4, 2
AUDIO = [("audio", ["batch", "samples"])]
ANSWERS = [("scores", ["batch", LABELS]), ("embedding", ["batch", EMBEDDING])]


def one_hot(index, value=1.0):
    row = np.zeros((1, LABELS), np.float32)
    row[0, index] = value
    return row


def number(value):
    return np.array([[value]], np.float32)


def write(name, nodes, constants, inputs=AUDIO, outputs=ANSWERS):
    def infos(values):
        return [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, shape in values]

    initializers = [numpy_helper.from_array(value, key) for key, value in constants.items()]
    graph = helper.make_graph(nodes, name, infos(inputs), infos(outputs), initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="undertone")
    model.ir_version = 7
    onnx.checker.check_model(model, full_check=True)
    Path(__file__).with_name(name + ".onnx").write_bytes(model.SerializeToString(deterministic=True))


def loudness(scores_nodes, constants):
    """loud [b, 1] = mean |audio|, embedding [b, 4] = loud; the rest is the caller's."""
    nodes = [
        helper.make_node("Abs", ["audio"], ["abs"]),
        helper.make_node("ReduceMean", ["abs"], ["loud"], axes=[1], keepdims=1),
        helper.make_node("Mul", ["loud", "ones"], ["embedding"]),
        *scores_nodes,
    ]
    return nodes, {"ones": np.ones((1, EMBEDDING), np.float32), **constants}


def main():
    # angry = mean |audio|, neutral = the rest.
    nodes, constants = loudness(
        [
            helper.make_node("Mul", ["loud", "angry_less_neutral"], ["moved"]),
            helper.make_node("Add", ["moved", "neutral"], ["scores"]),
        ],
        {"angry_less_neutral": one_hot(ANGRY) - one_hot(NEUTRAL), "neutral": one_hot(NEUTRAL)},
    )
    write("testing-loudness", nodes, constants)

    # neutral = 1, and NaN for sound with mean |audio| above 0.9.
    nodes, constants = loudness(
        [
            helper.make_node("Sub", ["limit", "loud"], ["room"]),
            helper.make_node("Sqrt", ["room"], ["root"]),
            helper.make_node("Mul", ["root", "zero"], ["zero_or_nan"]),
            helper.make_node("Add", ["zero_or_nan", "neutral"], ["scores"]),
        ],
        {"limit": number(0.9), "zero": number(0), "neutral": one_hot(NEUTRAL)},
    )
    write("testing-nan-when-loud", nodes, constants)

    # Neutral = 1; doubts = [mean |audio|, 1 less that], and so NaN where the sound is.
    nodes, constants = loudness(
        [
            helper.make_node("Mul", ["loud", "zero"], ["nothing"]),
            helper.make_node("Add", ["nothing", "neutral"], ["scores"]),
            helper.make_node("Sub", ["one", "loud"], ["quiet"]),
            helper.make_node("Concat", ["loud", "quiet"], ["doubts"], axis=1),
        ],
        {"zero": number(0), "one": number(1), "neutral": one_hot(NEUTRAL)},
    )
    write("testing-doubts", nodes, constants, outputs=[*ANSWERS, ("doubts", ["batch", DOUBTS])])

    # Half a distribution: a head without its softmax.
    nodes, constants = loudness(
        [helper.make_node("Mul", ["loud", "nothing"], ["zero"]), helper.make_node("Add", ["zero", "half"], ["scores"])],
        {"nothing": number(0), "half": one_hot(NEUTRAL, 0.5)},
    )
    write("testing-no-softmax", nodes, constants)

    # angry = mean |audio| over all windows of the batch: each is told what its neighbours are.
    nodes, constants = loudness(
        [
            helper.make_node("ReduceMean", ["loud"], ["all"], axes=[0], keepdims=1),
            helper.make_node("Mul", ["loud", "nothing"], ["zero"]),
            helper.make_node("Add", ["zero", "all"], ["same"]),
            helper.make_node("Mul", ["same", "angry_less_neutral"], ["moved"]),
            helper.make_node("Add", ["moved", "neutral"], ["scores"]),
        ],
        {
            "nothing": number(0),
            "angry_less_neutral": one_hot(ANGRY) - one_hot(NEUTRAL),
            "neutral": one_hot(NEUTRAL),
        },
    )
    write("testing-neighbours", nodes, constants)

    # As testing-loudness, for one window of 3 s and no other.
    nodes, constants = loudness(
        [
            helper.make_node("Mul", ["loud", "angry_less_neutral"], ["moved"]),
            helper.make_node("Add", ["moved", "neutral"], ["scores"]),
        ],
        {"angry_less_neutral": one_hot(ANGRY) - one_hot(NEUTRAL), "neutral": one_hot(NEUTRAL)},
    )
    fixed = [("scores", [1, LABELS]), ("embedding", [1, EMBEDDING])]
    write("testing-fixed-size", nodes, constants, [("audio", [1, 48_000])], fixed)

    # Always neutral, of eight: a head for other labels.
    nodes, constants = loudness(
        [helper.make_node("Mul", ["loud", "nothing"], ["zero"]), helper.make_node("Add", ["zero", "eight"], ["scores"])],
        {"nothing": number(0), "eight": one_hot(NEUTRAL)[:, :8]},
    )
    write("testing-eight-scores", nodes, constants, AUDIO, [("scores", ["batch", 8]), ANSWERS[1]])

    # Like FunASR's own export of emotion2vec: features of frames, and no head.
    nodes = [helper.make_node("Unsqueeze", ["input", "last"], ["output"])]
    last = {"last": np.array([2], np.int64)}
    write("testing-no-head", nodes, last, [("input", ["batch", "samples"])], [("output", ["batch", "samples", 1])])


if __name__ == "__main__":
    main()
