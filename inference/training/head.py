"""The linear head: standardisation, multinomial logistic regression, a temperature."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.model_selection import GroupKFold

FOLDS = 5
CANDIDATES = [(c, weight) for c in (0.0005, 0.001, 0.002) for weight in (None, "balanced")]


@dataclass(frozen=True)
class Head:
    labels: list[str]  # the trained ones, in the order of weights and bias
    mean: np.ndarray
    deviation: np.ndarray
    weights: np.ndarray  # [labels, D]
    bias: np.ndarray

    def scores(self, features: np.ndarray) -> np.ndarray:
        logits = ((features - self.mean) / self.deviation) @ self.weights.T + self.bias
        return _softmax(logits.astype(np.float64))

    def cooled(self, temperature: float) -> "Head":
        return Head(self.labels, self.mean, self.deviation, self.weights / temperature, self.bias / temperature)


@dataclass(frozen=True)
class Choice:
    """What cross-validation chose, by log loss on actors left out."""

    c: float
    class_weight: str | None
    temperature: float
    log_losses: dict


def fit(features, labels, c, class_weight) -> Head:
    mean, deviation = features.mean(0), features.std(0) + 1e-6
    model = LogisticRegression(C=c, class_weight=class_weight, max_iter=300, tol=1e-4)
    model.fit((features - mean) / deviation, labels)
    return Head([str(label) for label in model.classes_], mean, deviation, model.coef_, model.intercept_)


def choose(features, labels, actors, is_window) -> Choice:
    """C and class weight by log loss over whole clips and windows; the temperature by that of windows alone."""
    losses, left_out = {}, {}
    for c, weight in CANDIDATES:
        scores = _left_out_scores(features, labels, actors, c, weight)
        losses[c, weight] = log_loss(labels, scores)
        print(f"C {c}, class weight {weight}: log loss {losses[c, weight]:.4f}", flush=True)
        left_out[c, weight] = scores
    c, weight = min(losses, key=losses.get)
    logits = np.log(left_out[c, weight][is_window] + 1e-12)
    found = minimize_scalar(
        lambda t: log_loss(labels[is_window], _softmax(logits / t)), bounds=(0.5, 3), method="bounded"
    )
    return Choice(c, weight, float(found.x), losses)


def _left_out_scores(features, labels, actors, c, class_weight):
    """Every example's scores by a head that did not see its actor."""
    scores = np.zeros((len(labels), len(set(labels))))
    for train, test in GroupKFold(FOLDS).split(features, labels, actors):
        scores[test] = fit(features[train], labels[train], c, class_weight).scores(features[test])
    return scores


def _softmax(logits):
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)
