"""The network back out of a model.onnx that graph.py wrote, so that a part of it can be learnt anew."""

import numpy as np
import onnx
import torch
from onnx import numpy_helper

import encoder as moonshine
from hearing import STANDARD_EPSILON, Hearing
from learn import LAYERS


def read(model: bytes, encoder: bytes, labels: list[str]) -> Hearing:
    """`encoder` is the encoder as it came. The temperature stays in the weights of the emotions, where graph.py put it."""
    graph = onnx.load_from_string(model).graph
    body = moonshine.load(encoder, max(LAYERS) + 1)
    body.body.load_state_dict({name: torch.tensor(value) for name, (_, value) in moonshine._read(graph, max(LAYERS) + 1).items()})
    network = Hearing(body, LAYERS, len(labels))
    back = _Back(graph)
    query = back.first("MatMul")
    _set(network.queries, back.constants(query)[0].T, back.constants(back.after(query))[0])
    divided = back.of("embedding")
    network.standard.running_mean.copy_(torch.tensor(back.constants(back.of(divided.input[0]))[0]))
    network.standard.running_var.copy_(torch.tensor(back.constants(divided)[0] ** -2 - STANDARD_EPSILON))
    emotion, doubt = back.all("Gemm")[:2]
    for layer, node in ((network.emotion, emotion), (network.doubt, doubt)):
        weights, bias = back.constants(node)
        _set(layer, weights.T, bias)
    return network.eval()


def _set(layer: torch.nn.Linear, weights: np.ndarray, bias: np.ndarray) -> None:
    layer.weight.data, layer.bias.data = torch.tensor(weights.copy()), torch.tensor(bias.copy())


class _Back:
    """The nodes behind the encoder, in order."""

    def __init__(self, graph: onnx.GraphProto):
        self.nodes = [node for node in graph.node if node.name.startswith("back/")]
        self.values = {tensor.name: tensor for tensor in graph.initializer if tensor.name.startswith("back/")}

    def all(self, kind: str) -> list[onnx.NodeProto]:
        return [node for node in self.nodes if node.op_type == kind]

    def first(self, kind: str) -> onnx.NodeProto:
        return self.all(kind)[0]

    def of(self, output: str) -> onnx.NodeProto:
        return next(node for node in self.nodes if output in node.output)

    def after(self, node: onnx.NodeProto) -> onnx.NodeProto:
        return next(other for other in self.nodes if node.output[0] in other.input)

    def constants(self, node: onnx.NodeProto) -> list[np.ndarray]:
        return [numpy_helper.to_array(self.values[name]) for name in node.input if name in self.values]
