"""What is said of a model: all on actors it has not heard."""

from dataclasses import dataclass

import numpy as np
from sklearn.metrics import confusion_matrix, recall_score, roc_auc_score


@dataclass(frozen=True)
class Figures:
    examples: int
    uar: float  # unweighted average recall over the six trained emotions
    auc_angry: float  # angry against the five others
    ece: float  # expected calibration error of the highest score, 10 bins
    caught: float  # share of angry examples with angry >= 0.6
    false: float  # share of the others with angry >= 0.6
    confusion: list[list[int]]  # rows: acted; columns: heard; in the order of labels


def measure(emotions, scores, labels) -> Figures:
    emotions, heard = np.asarray(emotions), np.asarray(labels)[scores.argmax(1)]
    angry, p_angry = emotions == "angry", scores[:, labels.index("angry")]
    return Figures(
        len(emotions),
        float(recall_score(emotions, heard, average="macro")),
        float(roc_auc_score(angry, p_angry)),
        _calibration_error(scores.max(1), emotions == heard),
        float((p_angry[angry] >= 0.6).mean()),
        float((p_angry[~angry] >= 0.6).mean()),
        confusion_matrix(emotions, heard, labels=labels).tolist(),
    )


def _calibration_error(confidence, right) -> float:
    """Guo et al. 2017: mean distance of confidence and accuracy over bins, weighted by their size."""
    bins = np.minimum((confidence * 10).astype(int), 9)
    parts = [abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean() for b in set(bins)]
    return float(sum(parts))
