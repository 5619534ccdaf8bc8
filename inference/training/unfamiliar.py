"""How unlike anything learnt a window is: the distance of its embedding from what was learnt (Lee et al. 2018).

The embedding is turned and squeezed so that what was learnt has unit variance about its class's mean; the distance is that
to the nearest class. It is told as 0 to 1, a half where a twentieth of the windows of unseen actors lie beyond.
"""

from dataclasses import dataclass

import numpy as np

KEPT = 32  # directions
BEYOND = 0.05  # share of unseen actors' windows that are called unfamiliar


@dataclass(frozen=True)
class Familiar:
    mean: np.ndarray  # [d]
    turn: np.ndarray  # [d, KEPT]
    centres: np.ndarray  # [classes, KEPT]
    half: float  # the distance that gives 0.5
    slope: float

    def distance(self, embedding: np.ndarray) -> np.ndarray:
        z = (embedding - self.mean) @ self.turn
        squared = (z**2).sum(1, keepdims=True) - 2 * z @ self.centres.T + (self.centres**2).sum(1)
        return np.sqrt(np.maximum(squared.min(1), 0))

    def doubt(self, embedding: np.ndarray) -> np.ndarray:
        return 1 / (1 + np.exp(-(self.distance(embedding) - self.half) / self.slope))


def fit(embedding: np.ndarray, classes: np.ndarray, unseen: np.ndarray, kept: int = KEPT) -> Familiar:
    """From embeddings that were learnt from [n, d], their classes, and those of unseen actors, to set the scale by."""
    mean = embedding.mean(0)
    names = sorted(set(classes))
    means = np.stack([embedding[classes == name].mean(0) for name in names])
    within = embedding - means[[names.index(name) for name in classes]]
    variances, directions = np.linalg.eigh(within.T @ within / len(within))
    turn = directions[:, -kept:] / np.sqrt(variances[-kept:] + 1e-6)
    found = Familiar(mean, turn, (means - mean) @ turn, 0.0, 1.0)
    distances = found.distance(unseen)
    half = float(np.quantile(distances, 1 - BEYOND))
    return Familiar(mean, turn, found.centres, half, max(1e-3, half - float(np.median(distances))) / 3)
