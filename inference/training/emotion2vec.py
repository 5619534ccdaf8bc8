"""emotion2vec+ as a plain PyTorch module: a data2vec 2 encoder of sound with a linear head over the mean of its frames.

Written from the published configuration. The modules' names are those of the published checkpoints (`blocks.0.attn.qkv`,
`modality_encoders.AUDIO.extra_tokens`, ...), so that a checkpoint loads as it is, with nothing left over.
"""

import math
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Shape:
    """The sizes that a `config.yaml` gives, and nothing that matters in training only."""

    width: int  # of the embedding
    heads: int
    blocks: int  # behind the prenet
    prenet: int
    mlp_ratio: float
    norm_eps: float
    convolutions: tuple[tuple[int, int, int], ...]  # channels, kernel, stride
    position_layers: int
    position_kernel: int
    position_groups: int
    extra_tokens: int
    scale_per_layer: bool  # of the distance bias
    scale_per_head: bool
    labels: int = 9


class _Swap(nn.Module):
    def forward(self, x):
        return x.transpose(1, 2)


def _convolution(inputs: int, outputs: int, kernel: int, stride: int) -> nn.Sequential:
    norm = nn.Sequential(_Swap(), nn.LayerNorm(outputs), _Swap())
    # The Identity stands where training has its dropout: places are names.
    return nn.Sequential(nn.Conv1d(inputs, outputs, kernel, stride, bias=False), nn.Identity(), norm, nn.GELU())


class _LocalEncoder(nn.Module):
    """Sound [b, n] to 50 frames a second [b, channels, t]."""

    def __init__(self, shape: Shape):
        super().__init__()
        channels = [1] + [channels for channels, _, _ in shape.convolutions]
        self.conv_layers = nn.ModuleList(
            _convolution(inputs, *layer) for inputs, layer in zip(channels, shape.convolutions)
        )

    def forward(self, sound):
        x = sound.unsqueeze(1)
        for layer in self.conv_layers:
            x = layer(x)
        return x


def _positions(shape: Shape) -> nn.Sequential:
    def layer():
        kernel = shape.position_kernel
        return nn.Sequential(
            nn.Conv1d(shape.width, shape.width, kernel, padding=kernel // 2, groups=shape.position_groups),
            _Swap(),
            nn.LayerNorm(shape.width, elementwise_affine=False),
            _Swap(),
            nn.GELU(),
        )

    return nn.Sequential(_Swap(), *(layer() for _ in range(shape.position_layers)), _Swap())


class _Attention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.proj = nn.Linear(shape.width, shape.width)

    def forward(self, x, bias):
        batch, frames, width = x.shape
        size = width // self.heads
        q, k, v = self.qkv(x).view(batch, frames, 3, self.heads, size).permute(2, 0, 3, 1, 4).unbind(0)
        # The softmax is always in single precision, whatever the weights are.
        weights = ((q * size**-0.5) @ k.transpose(-2, -1)).float() + bias
        x = weights.softmax(-1).to(v.dtype) @ v
        return self.proj(x.transpose(1, 2).reshape(batch, frames, width))


class _Mlp(nn.Module):
    def __init__(self, width: int, hidden: int):
        super().__init__()
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class _Block(nn.Module):
    """Normalises behind attention and behind the MLP, each with what goes past it."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.norm1 = nn.LayerNorm(shape.width, eps=shape.norm_eps)
        self.attn = _Attention(shape)
        self.norm2 = nn.LayerNorm(shape.width, eps=shape.norm_eps)
        self.mlp = _Mlp(shape.width, int(shape.width * shape.mlp_ratio))

    def forward(self, x, bias):
        x = self.norm1(x + self.attn(x, bias))
        return self.norm2(x + self.mlp(x))


class _Prenet(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.blocks = nn.ModuleList(_Block(shape) for _ in range(shape.prenet))
        self.norm = nn.LayerNorm(shape.width, eps=shape.norm_eps)


def slopes(heads: int) -> list[float]:
    """How fast each head's attention falls with distance: powers of one ratio (Press et al. 2021, ALiBi)."""
    power = 2 ** math.floor(math.log2(heads))
    ratio = 2 ** (-8 / power)
    first = [ratio ** (i + 1) for i in range(power)]
    return first if power == heads else first + slopes(2 * power)[0::2][: heads - power]


class _AudioEncoder(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        channels = shape.convolutions[-1][0]
        layers = shape.prenet + shape.blocks
        self.local_encoder = _LocalEncoder(shape)
        self.project_features = nn.Sequential(_Swap(), nn.LayerNorm(channels), nn.Linear(channels, shape.width))
        self.relative_positional_encoder = _positions(shape)
        self.context_encoder = _Prenet(shape)
        self.extra_tokens = nn.Parameter(torch.zeros(1, shape.extra_tokens, shape.width))
        self.alibi_scale = nn.Parameter(
            torch.ones(layers if shape.scale_per_layer else 1, 1, shape.heads if shape.scale_per_head else 1, 1, 1)
        )
        self.slopes = slopes(shape.heads)

    def frames(self, sound):
        """[b, extra + t, width], before any block."""
        x = self.project_features(self.local_encoder(sound))
        x = x + self.relative_positional_encoder(x)
        x = torch.cat([self.extra_tokens.expand(x.shape[0], -1, -1), x], dim=1)
        return self.context_encoder.norm(x)

    def biases(self, frames: int, layers: int):
        """One [1, heads, extra + t, extra + t] a layer: less attention the further apart; extra tokens are near all."""
        extra = self.extra_tokens.shape[1]
        place = torch.arange(frames - extra)
        distance = (place.unsqueeze(0) - place.unsqueeze(1)).abs().float()
        bias = F.pad(-distance * torch.tensor(self.slopes).view(1, -1, 1, 1), (extra, 0, extra, 0))
        scales = self.alibi_scale.clamp_min(0)
        return [bias * scale for scale in scales] if len(scales) > 1 else [bias * scales[0]] * layers


class Emotion2vec(nn.Module):
    """Sound [b, n], already normalised, to frames [b, t, width]; with the head for the mean of them."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.modality_encoders = nn.ModuleDict({"AUDIO": _AudioEncoder(shape)})
        self.blocks = nn.ModuleList(_Block(shape) for _ in range(shape.blocks))
        self.proj = nn.Linear(shape.width, shape.labels)

    def forward(self, sound):
        encoder = self.modality_encoders["AUDIO"]
        blocks = [*encoder.context_encoder.blocks, *self.blocks]
        x = encoder.frames(sound)
        for block, bias in zip(blocks, encoder.biases(x.shape[1], len(blocks))):
            x = block(x, bias)
        return x[:, self.shape.extra_tokens :]


class Whole(nn.Module):
    """Raw sound [b, n] in -1..1 to scores [b, 9] and embedding [b, width]; what is exported."""

    def __init__(self, network: Emotion2vec, unused: list[bool]):
        super().__init__()
        self.network = network
        mask = torch.zeros(len(unused)).masked_fill(torch.tensor(unused), -math.inf)
        self.register_buffer("mask", mask)

    def half_inside(self) -> "Whole":
        """16-bit weights and sums up to the frames; normalisation, softmax, mean and head stay as they are."""
        for name, weight in self.network.named_parameters():
            if not name.startswith("proj.") and not name.endswith("alibi_scale"):
                weight.data = weight.data.half()
        return self

    def forward(self, audio):
        apart = audio - audio.mean(1, keepdim=True)
        sound = apart / (apart * apart).mean(1, keepdim=True).add(1e-5).sqrt()
        embedding = self.network(sound.to(self.network.blocks[0].norm1.weight.dtype)).float().mean(1)
        return (self.network.proj(embedding) + self.mask).softmax(-1), embedding
