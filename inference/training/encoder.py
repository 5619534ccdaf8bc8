"""The Moonshine encoder in PyTorch: its weights out of the ONNX file, and back into it when they have been trained."""

import io

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn
from transformers import MoonshineConfig
from transformers.models.moonshine.modeling_moonshine import MoonshineEncoder

_LAYER_MATRICES = {
    "self_attn/q_proj": "self_attn.q_proj",
    "self_attn/k_proj": "self_attn.k_proj",
    "self_attn/v_proj": "self_attn.v_proj",
    "self_attn/dense": "self_attn.o_proj",
    "mlp/fc1": "mlp.fc1",
    "mlp/fc2": "mlp.fc2",
}


class Encoder(nn.Module):
    """The first layers of the encoder; gives the hidden states of every layer, each [b, steps, 288]."""

    def __init__(self, layers: int):
        super().__init__()
        config = MoonshineConfig(attn_implementation="eager", encoder_num_hidden_layers=layers)
        self.body = MoonshineEncoder(config)
        self.body.layer_norm = nn.Identity()  # behind the last layer of six, so none of ours
        for name, parameter in self.body.named_parameters():
            # The convolutions stay as they came: what they hear is general, and they are half of the cost of training.
            parameter.requires_grad_(name.startswith("layers."))

    def forward(self, audio: torch.Tensor) -> list[torch.Tensor]:
        body = self.body
        with torch.no_grad():
            x = torch.tanh(body.conv1(audio.unsqueeze(1)))
            x = nn.functional.gelu(body.conv2(body.groupnorm(x)))
            x = nn.functional.gelu(body.conv3(x)).transpose(1, 2)
        if self.training:
            x = _masked(x)
        positions = torch.arange(x.shape[1], device=x.device).unsqueeze(0)
        rotary = body.rotary_emb(x, position_ids=positions)
        states = []
        for layer in body.layers:
            x = layer(x, attention_mask=None, position_ids=positions, position_embeddings=rotary)
            states.append(x)
        return states


def _masked(x: torch.Tensor) -> torch.Tensor:
    """Two spans of up to 15 steps, and of up to 30 channels, of each example are not heard (Park et al. 2019)."""
    for axis, widest in ((1, 15), (2, 30)):
        for _ in range(2):
            size = x.shape[axis]
            width = torch.randint(0, min(widest, size // 4) + 1, (len(x), 1), device=x.device)
            start = (torch.rand(len(x), 1, device=x.device) * (size - width)).long()
            at = torch.arange(size, device=x.device).unsqueeze(0)
            hidden = (at >= start) & (at < start + width)
            x = x.masked_fill(hidden.unsqueeze(2 if axis == 1 else 1), 0)
    return x


def load(encoder: bytes, layers: int) -> Encoder:
    """The encoder with the file's weights. Every weight of the first layers must be found, and fit."""
    found = _read(onnx.load(io.BytesIO(encoder)).graph, layers)
    module = Encoder(layers)
    module.body.load_state_dict({name: torch.tensor(value) for name, (_, value) in found.items()}, strict=True)
    return module


def write_into(model: onnx.ModelProto, module: Encoder) -> None:
    """Replaces the weights in a graph that was cut out of the file by those of the module."""
    state = {name: value.detach().float().cpu().numpy() for name, value in module.body.state_dict().items()}
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    for name, (tensor_name, before) in _read(model.graph, len(module.body.layers)).items():
        tensor = tensors[tensor_name]
        value = state[name]
        if before.shape != value.shape:
            raise ValueError(f"{name}: the module has {value.shape}, the graph {before.shape}")
        if _is_matrix(name):
            value = value.T
        tensor.CopyFrom(numpy_helper.from_array(np.ascontiguousarray(value.reshape(tuple(tensor.dims))), tensor_name))


def _is_matrix(name: str) -> bool:
    return any(name.endswith(f"{end}.weight") for end in _LAYER_MATRICES.values())


def _read(graph: onnx.GraphProto, layers: int) -> dict[str, tuple[str, np.ndarray]]:
    """Per parameter of the module: the graph's name of it, and its value in the module's shape."""
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    inputs = {node.name: list(node.input) for node in graph.node}
    found = {}
    for name in ("conv1.weight", "conv2.weight", "conv2.bias", "conv3.weight", "conv3.bias"):
        found[name] = (name, values[name])
    for node, name in (("/groupnorm/Mul", "groupnorm.weight"), ("/groupnorm/Add", "groupnorm.bias")):
        constant = next(i for i in inputs[node] if i in values)
        found[name] = (constant, values[constant].reshape(-1))
    for layer in range(layers):
        for norm in ("input_layernorm", "post_attention_layernorm"):
            name = f"layers.{layer}.{norm}.weight"
            found[name] = (name, values[name])
        for bias in ("mlp.fc1", "mlp.fc2"):
            name = f"layers.{layer}.{bias}.bias"
            found[name] = (name, values[name])
        for node, name in _LAYER_MATRICES.items():
            constant = next(i for i in inputs[f"/layers.{layer}/{node}/MatMul"] if i in values)
            found[f"layers.{layer}.{name}.weight"] = (constant, values[constant].T)
    return found
