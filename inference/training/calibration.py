"""A network's answers, and the temperature that makes them say how often they are right."""

import numpy as np
import torch
from scipy.optimize import minimize, minimize_scalar
from sklearn.metrics import log_loss

import audio


@torch.no_grad()
def logits(network, pcm: np.ndarray) -> np.ndarray:
    where = next(network.parameters()).device
    parts = [torch.tensor(audio.from_pcm16(pcm[i : i + 64])).to(where) for i in range(0, len(pcm), 64)]
    with torch.autocast(where.type, torch.bfloat16):
        return np.concatenate([network(part)[0].float().cpu().numpy() for part in parts])


def softmax(x: np.ndarray) -> np.ndarray:
    raised = np.exp(x - x.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def temperature(sets: list[tuple[np.ndarray, np.ndarray]]) -> float:
    """What the logits are divided by so that the scores say how often they are right (Guo et al. 2017)."""
    x, y = np.concatenate([s[0] for s in sets]), np.concatenate([s[1] for s in sets])
    return float(minimize_scalar(lambda t: log_loss(y, softmax(x / t)), bounds=(0.3, 3), method="bounded").x)


def temperature_and_offset(sets: list[tuple[np.ndarray, np.ndarray]], labels: list[str]) -> tuple[float, float]:
    """The temperature, and what neutral's logit is lowered or raised by before it: natural speech is learnt as neutral so
    often that neutral wins elsewhere, too. Both by log loss on examples in which all labels are equally frequent."""
    x, y = np.concatenate([s[0] for s in sets]), np.concatenate([s[1] for s in sets])
    neutral = np.array([label == "neutral" for label in labels], float)

    def loss(parameters):
        return log_loss(y, softmax((x + parameters[1] * neutral) / parameters[0]), labels=labels)

    heat, offset = minimize(loss, [1.0, 0.0], method="Nelder-Mead", bounds=[(0.3, 3), (-5, 5)]).x
    return float(heat), float(offset)
