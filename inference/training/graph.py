"""The ONNX graph of a trained network (hearing.py): sound in, `scores`, `embedding`, `doubts` and `unfamiliar` out.

    audio [b, n] -> level -> Moonshine encoder up to some layer -> mean, deviation and attention over time
    -> standardise (= embedding [b, D]) -> linear -> softmax -> scores [b, 9]
                                        -> linear -> sigmoid -> doubts [b, 2]: music, several speakers
                                        -> distance -> unfamiliar [b, 1]: unlike all that was learnt (unfamiliar.py)

Time steps are weighted by how much sound is in them, so that pauses in a window count little.
"""

import hashlib
import io
import tarfile
import tempfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper, utils

import encoder as moonshine
from hearing import STANDARD_EPSILON, Hearing
from level import FLOOR_RMS, QUIET, STEP, STEP_SEES, TARGET_RMS
from unfamiliar import Familiar

LABELS = ["angry", "disgusted", "fearful", "happy", "neutral", "other", "sad", "surprised", "unknown"]
ENCODER_IN_PACKAGE = "package/dist/model/tiny/float/encoder_model.onnx"
ENCODER_SHA256 = "cbbf580f703b2af2137e0f6d14cd87f31cc67bd858bfd8715403a9489982d1a5"


def read_encoder(path: Path) -> bytes:
    """The encoder out of the npm package, or the file itself; no other one."""
    if path.suffix == ".onnx":
        encoder = path.read_bytes()
    else:
        with tarfile.open(path) as package:
            encoder = package.extractfile(ENCODER_IN_PACKAGE).read()
    if hashlib.sha256(encoder).hexdigest() != ENCODER_SHA256:
        raise SystemExit(f"{path} holds another encoder than this recipe's: take @usefulsensors/moonshine-js 0.1.2")
    return encoder


def hidden_of(layer: int) -> str:
    return f"/layers.{layer}/Add_1_output_0"


def _cut(encoder: bytes, layers: list[int]) -> onnx.ModelProto:
    """The encoder with the given layers' hidden states as outputs and nothing behind them."""
    model = onnx.load(io.BytesIO(encoder))
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "encoder.onnx"), Path(folder, "cut.onnx")
        for layer in layers:
            shape = ["batch_size", "steps", 288]
            model.graph.value_info.append(helper.make_tensor_value_info(hidden_of(layer), TensorProto.FLOAT, shape))
        onnx.save(model, source)
        utils.extract_model(
            str(source), str(target), ["input_values"], [hidden_of(i) for i in layers], check_model=False
        )
        return onnx.load(target)


class _Builder:
    """Collects nodes and constants; every name gets one prefix, so that none meets one of the encoder's."""

    def __init__(self, prefix: str):
        self.prefix, self.nodes, self.constants = prefix, [], []

    def constant(self, value, dtype=np.float32) -> str:
        name = f"{self.prefix}/constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def add(self, op: str, *inputs, to: str | None = None, **attributes) -> str:
        output = to or f"{self.prefix}/{op}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [output], name=f"{self.prefix}/node_{len(self.nodes)}",
                                           **attributes))  # fmt: off
        return output


def _level(g: _Builder, audio: str, to: str) -> None:
    """to = audio * TARGET_RMS / max(rms, FLOOR_RMS), each window by itself."""
    power = g.add("ReduceMean", g.add("Mul", audio, audio), axes=[1], keepdims=1)
    rms = g.add("Max", g.add("Sqrt", power), g.constant([[FLOOR_RMS]]))
    g.add("Mul", audio, g.add("Div", g.constant([[TARGET_RMS]]), rms), to=to)


def _weights(g: _Builder, levelled: str) -> str:
    """[b, steps, 1], sum 1 over the steps: p / (p + QUIET * mean p), p being a step's power."""
    squared = g.add("Unsqueeze", g.add("Mul", levelled, levelled), g.constant([1], np.int64))
    power = g.add("AveragePool", squared, kernel_shape=[STEP_SEES], strides=[STEP])
    power = g.add("Add", power, g.constant([[[1e-12]]]))
    mean = g.add("Mul", g.add("ReduceMean", power, axes=[2], keepdims=1), g.constant([[[QUIET]]]))
    raw = g.add("Div", power, g.add("Add", power, mean))
    total = g.add("ReduceSum", raw, g.constant([2], np.int64), keepdims=1)
    return g.add("Transpose", g.add("Div", raw, total), perm=[0, 2, 1])


def _pool(g: _Builder, hidden: str, weights: str) -> list[str]:
    """Weighted mean and standard deviation over time, each [b, 288]."""
    axis = g.constant([1], np.int64)
    mean = g.add("ReduceSum", g.add("Mul", hidden, weights), axis, keepdims=1)
    apart = g.add("Sub", hidden, mean)
    variance = g.add("ReduceSum", g.add("Mul", g.add("Mul", apart, apart), weights), axis, keepdims=0)
    return [g.add("Squeeze", mean, axis), g.add("Sqrt", g.add("Add", variance, g.constant([1e-8])))]


def _attend(g: _Builder, hidden: str, weights: str, network: Hearing) -> str:
    """Weighted means over time, one a head, [b, heads * 288]; the weights are learnt, on top of those by power."""
    queries = g.add("MatMul", hidden, g.constant(_numbers(network.queries.weight).T))
    queries = g.add("Add", queries, g.constant(_numbers(network.queries.bias)))
    sounding = g.add("Log", g.add("Add", weights, g.constant([1e-6])))
    by_head = g.add("Transpose", g.add("Add", queries, sounding), perm=[0, 2, 1])
    return g.add("Flatten", g.add("MatMul", g.add("Softmax", by_head, axis=2), hidden), axis=1)


def _heads(g: _Builder, pooled: str, network: Hearing, labels: list[str], temperature: float) -> None:
    """Labels that were not trained get exactly 0."""
    deviation = np.sqrt(_numbers(network.standard.running_var) + STANDARD_EPSILON)
    apart = g.add("Sub", pooled, g.constant(_numbers(network.standard.running_mean)))
    g.add("Mul", apart, g.constant(1 / deviation), to="embedding")
    weights, bias = _numbers(network.emotion.weight) / temperature, _numbers(network.emotion.bias) / temperature
    logits = g.add("Gemm", "embedding", g.constant(weights.T), g.constant(bias))
    place = np.zeros((len(labels), len(LABELS)))
    place[range(len(labels)), [LABELS.index(label) for label in labels]] = 1
    g.add("MatMul", g.add("Softmax", logits, axis=1), g.constant(place), to="scores")
    weights, bias = _numbers(network.doubt.weight), _numbers(network.doubt.bias)
    g.add("Sigmoid", g.add("Gemm", "embedding", g.constant(weights.T), g.constant(bias)), to="doubts")


def _distance(g: _Builder, familiar: Familiar) -> None:
    """As Familiar.doubt."""
    z = g.add("MatMul", g.add("Sub", "embedding", g.constant(familiar.mean)), g.constant(familiar.turn))
    own = g.add("ReduceSum", g.add("Mul", z, z), g.constant([1], np.int64), keepdims=1)
    crossed = g.add("MatMul", z, g.constant(-2 * familiar.centres.T))
    squared = g.add("Add", g.add("Add", own, crossed), g.constant((familiar.centres**2).sum(1)))
    distance = g.add("Sqrt", g.add("Relu", g.add("ReduceMin", squared, axes=[1], keepdims=1)))
    scaled = g.add("Div", g.add("Sub", distance, g.constant([familiar.half])), g.constant([familiar.slope]))
    g.add("Sigmoid", scaled, to="unfamiliar")


def _numbers(tensor) -> np.ndarray:
    return tensor.detach().float().cpu().numpy().astype(np.float64)


def build(
    encoder: bytes, network: Hearing, labels: list[str], temperature: float, familiar: Familiar | None = None
) -> onnx.ModelProto:
    """The whole graph; `labels` are those of the network's emotions, in its order."""
    layers = network.layers
    cut = _cut(encoder, layers)
    moonshine.write_into(cut, network.encoder)
    front = _Builder("front")
    _level(front, "audio", "front/levelled")
    entry = {"input_values": "front/levelled"}
    for node in cut.graph.node:
        node.input[:] = [entry.get(name, name) for name in node.input]
    back = _Builder("back")
    weights = _weights(back, "front/levelled")
    parts = [part for layer in layers for part in _pool(back, hidden_of(layer), weights)]
    parts.append(_attend(back, hidden_of(layers[-1]), weights, network))
    _heads(back, back.add("Concat", *parts, axis=1), network, labels, temperature)
    outputs = [
        ("scores", ["batch", len(LABELS)]),
        ("embedding", ["batch", network.emotion.in_features]),
        ("doubts", ["batch", network.doubt.out_features]),
    ]
    if familiar:
        _distance(back, familiar)
        outputs.append(("unfamiliar", ["batch", 1]))
    return _model(
        cut,
        [*front.nodes, *cut.graph.node, *back.nodes],
        [*cut.graph.initializer, *front.constants, *back.constants],
        outputs,
    )


def _model(like, nodes, constants, outputs) -> onnx.ModelProto:
    graph = helper.make_graph(
        nodes,
        "undertone-emotion",
        [helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["batch", "samples"])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs],
        constants,
    )
    model = helper.make_model(graph, opset_imports=like.opset_import, producer_name="undertone")
    model.ir_version = like.ir_version
    onnx.checker.check_model(model, full_check=True)
    return model
