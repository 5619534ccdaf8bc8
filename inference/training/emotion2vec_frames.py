"""FunASR's own export gives features of frames alone, `input` [b, n] to `output` [b, t, width]. This adds what is
missing around it, as ONNX nodes: normalisation before, mean, head and softmax behind."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from emotion2vec_download import read_weights

_PREFIX = "undertone/"


def read_head(file: Path) -> tuple[np.ndarray, np.ndarray]:
    """`proj.weight` [9, width] and `proj.bias` [9] of a checkpoint, or of a file that holds only these two."""
    weights = read_weights(file)
    short = {name.removeprefix("proj."): value for name, value in weights.items() if name in
             ("proj.weight", "proj.bias", "weight", "bias")}  # fmt: skip
    if not {"weight", "bias"} <= short.keys():
        raise SystemExit(f"{file} has no proj.weight and proj.bias: it is not the model.pt of emotion2vec+, or its head "
                         "was cut off")  # fmt: skip
    return short["weight"].float().numpy(), short["bias"].float().numpy()


def read_frames(file: Path) -> onnx.ModelProto:
    try:
        model = onnx.load(file)
        onnx.checker.check_model(model)
    except Exception as e:  # protobuf and onnx raise a dozen kinds
        raise SystemExit(f"{file} is not an ONNX model, or was cut short ({type(e).__name__}: "
                         f"{(str(e).splitlines() or [''])[0]}); export it again") from e  # fmt: skip
    inputs, outputs = [v.name for v in model.graph.input], [v.name for v in model.graph.output]
    if inputs != ["input"] or outputs != ["output"]:
        raise SystemExit(f"{file} takes {inputs} and gives {outputs}; FunASR's export takes 'input', the sound, and "
                         "gives 'output', the features of its frames")  # fmt: skip
    return model


def whole(frames: onnx.ModelProto, weight: np.ndarray, bias: np.ndarray, unused: list[bool]) -> onnx.ModelProto:
    """The graph with everything around it: `audio` [b, n] to `scores` [b, 9] and `embedding` [b, width]."""
    opset = next(o.version for o in frames.opset_import if o.domain in ("", "ai.onnx"))
    before, behind, constants = [], [], {}

    def constant(value, dtype=np.float32):
        name = f"{_PREFIX}constant_{len(constants)}"
        constants[name] = numpy_helper.from_array(np.asarray(value, dtype), name)
        return name

    def add(nodes, op, *inputs, to=None, **attributes):
        to = to or f"{_PREFIX}{op}_{len(before)}_{len(behind)}"
        nodes.append(helper.make_node(op, list(inputs), [to], **attributes))
        return to

    def mean(nodes, x, keep, to=None):
        if opset >= 18:
            return add(nodes, "ReduceMean", x, constant([1], np.int64), keepdims=keep, to=to)
        return add(nodes, "ReduceMean", x, axes=[1], keepdims=keep, to=to)

    apart = add(before, "Sub", "audio", mean(before, "audio", 1))
    power = add(before, "Add", mean(before, add(before, "Mul", apart, apart), 1), constant([[1e-5]]))
    add(before, "Div", apart, add(before, "Sqrt", power), to="input")
    mean(behind, "output", 0, to="embedding")
    mask = np.where(unused, -np.inf, 0)
    add(behind, "Softmax", add(behind, "Gemm", "embedding", constant(weight.T), constant(bias + mask)), axis=1,
        to="scores")  # fmt: skip

    graph = helper.make_graph(
        [*before, *frames.graph.node, *behind],
        "undertone-emotion",
        [helper.make_tensor_value_info("audio", TensorProto.FLOAT, ["batch", "samples"])],
        [
            helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["batch", len(bias)]),
            helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", weight.shape[1]]),
        ],
        [*frames.graph.initializer, *constants.values()],
    )
    model = helper.make_model(graph, opset_imports=frames.opset_import, producer_name="undertone")
    model.ir_version = frames.ir_version
    model.functions.extend(frames.functions)
    return model


class InNumpy:
    """What `whole` should give, computed around the frames' graph in numpy."""

    def __init__(self, frames: Path, weight: np.ndarray, bias: np.ndarray, unused: list[bool]):
        self.session = onnxruntime.InferenceSession(str(frames), providers=["CPUExecutionProvider"])
        self.file, self.weight, self.bias = frames, weight, np.where(unused, -np.inf, bias)

    def __call__(self, audio: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        apart = audio - audio.mean(1, keepdims=True)
        sound = apart / np.sqrt((apart * apart).mean(1, keepdims=True) + 1e-5)
        try:
            features = self.session.run(["output"], {"input": sound.astype(np.float32)})[0]
        except Exception as e:  # onnxruntime raises several kinds
            raise SystemExit(f"{self.file} does not take {audio.shape[0]} x {audio.shape[1] / 16000:g} s "
                             f"({str(e).splitlines()[0]}). Its lengths are fixed: FunASR bakes them in where inference "
                             "ran before the export; export it again in a fresh process") from e  # fmt: skip
        if features.ndim != 3 or features.shape[2] != self.weight.shape[1]:
            raise SystemExit(f"{self.file} gives features {features.shape}, the head takes [b, t, "
                             f"{self.weight.shape[1]}]: they are of different models")  # fmt: skip
        embedding = features.mean(1)
        logits = embedding @ self.weight.T + self.bias
        powers = np.exp(logits - logits.max(1, keepdims=True))
        return powers / powers.sum(1, keepdims=True), embedding
