"""The network that is trained: level, encoder, pooling over time, heads. graph.py writes the same as ONNX nodes."""

import torch
from torch import nn

from encoder import Encoder
from level import FLOOR_RMS, QUIET, STEP, STEP_SEES, TARGET_RMS

WIDTH = 288
HEADS = 4  # of the attention over time
STANDARD_EPSILON = 1e-5
DOUBTS = ["music", "several-speakers"]


class Hearing(nn.Module):
    """Sound [b, samples] in; logits of the trained emotions [b, emotions] and of the doubts [b, 2] out."""

    def __init__(self, encoder: Encoder, layers: list[int], emotions: int):
        super().__init__()
        self.encoder, self.layers = encoder, layers
        self.queries = nn.Linear(WIDTH, HEADS)
        size = 2 * WIDTH * len(layers) + HEADS * WIDTH
        self.standard = nn.BatchNorm1d(size, affine=False, momentum=0.02, eps=STANDARD_EPSILON)
        self.drop = nn.Dropout(0.3)
        self.emotion = nn.Linear(size, emotions)
        self.doubt = nn.Linear(size, len(DOUBTS))
        nn.init.zeros_(self.queries.weight)
        nn.init.zeros_(self.queries.bias)
        nn.init.zeros_(self.emotion.weight)
        nn.init.zeros_(self.emotion.bias)

    def forward(self, audio: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        levelled = level(audio)
        return self.heads(self.encoder(levelled), step_weights(levelled))

    def heads(self, states: list[torch.Tensor], weights: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        embedding = self.pooled(states, weights)
        with torch.autocast(weights.device.type, enabled=False):
            # Doubts are read off what emotions need, and do not shape it.
            return self.emotion(self.drop(embedding)), self.doubt(embedding.detach())

    def embedding(self, audio: torch.Tensor) -> torch.Tensor:
        levelled = level(audio)
        return self.pooled(self.encoder(levelled), step_weights(levelled))

    def pooled(self, states: list[torch.Tensor], weights: torch.Tensor) -> torch.Tensor:
        """From the hidden states of all layers, each [b, steps, 288], and how much each step counts by its power."""
        states = [state.float() for state in states]
        with torch.autocast(weights.device.type, enabled=False):
            parts = [part for i in self.layers for part in mean_and_deviation(states[i], weights)]
            # What sounds at all, times what the network finds telling.
            last = states[self.layers[-1]]
            attention = torch.softmax(self.queries(last) + torch.log(weights + 1e-6), dim=1)
            parts.append(torch.einsum("bth,btd->bhd", attention, last).flatten(1))
            return self.standard(torch.cat(parts, 1))


def level(audio: torch.Tensor) -> torch.Tensor:
    rms = audio.square().mean(1, keepdim=True).sqrt().clamp_min(FLOOR_RMS)
    return audio * (TARGET_RMS / rms)


def step_weights(levelled: torch.Tensor) -> torch.Tensor:
    """[b, steps, 1], sum 1 over the steps: p / (p + QUIET * mean p), p being a step's power."""
    power = nn.functional.avg_pool1d(levelled.float().square().unsqueeze(1), STEP_SEES, STEP) + 1e-12
    raw = power / (power + QUIET * power.mean(2, keepdim=True))
    return (raw / raw.sum(2, keepdim=True)).transpose(1, 2)


def mean_and_deviation(states: torch.Tensor, weights: torch.Tensor) -> list[torch.Tensor]:
    mean = (states * weights).sum(1, keepdim=True)
    variance = ((states - mean).square() * weights).sum(1)
    return [mean.squeeze(1), (variance + 1e-8).sqrt()]
